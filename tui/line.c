/* line.c - editing one line. */
#include "line.h"
#include "core/utf8.h"

struct line {
	struct str text;
	size_t at;    /* the cursor */
	size_t left;  /* the first byte that shows */
	struct str view;
};

struct line *line_new(const char *text)
{
	struct line *l = xcalloc(1, sizeof *l);
	l->text = l->view = (struct str)STR_INIT;
	line_set(l, text);
	return l;
}

void line_free(struct line *l)
{
	if (!l)
		return;
	str_release(&l->text);
	str_release(&l->view);
	free(l);
}

void line_set(struct line *l, const char *text)
{
	str_clear(&l->text);
	str_add(&l->text, text);
	l->at = l->text.len;
	l->left = 0;
}

const char *line_text(const struct line *l)
{
	return l->text.s;
}

size_t line_at(const struct line *l)
{
	return l->at;
}

/* Puts s in the place of the bytes from..to; the cursor stands behind it. */
static void replace(struct line *l, size_t from, size_t to, const char *s)
{
	char *tail = xstrdup(l->text.s + to);
	str_cut(&l->text, from);
	str_add(&l->text, s);
	l->at = l->text.len;
	str_add(&l->text, tail);
	free(tail);
}

void line_insert(struct line *l, const char *text)
{
	replace(l, l->at, l->at, text);
}

static size_t grapheme_after(const struct line *l)
{
	int cols;
	return utf8_next(l->text.s + l->at, &cols);
}

/* Where the word before the cursor begins, with the blanks behind it. */
static size_t word_start(const struct line *l)
{
	size_t at = l->at;
	while (at && l->text.s[at - 1] == ' ')
		at--;
	while (at && l->text.s[at - 1] != ' ')
		at--;
	return at;
}

bool line_key(struct line *l, key k)
{
	switch (k) {
	case K_LEFT:
		l->at -= utf8_prev(l->text.s, l->at);
		return true;
	case K_RIGHT:
		l->at += grapheme_after(l);
		return true;
	case K_HOME:
	case K_CTRL + 'a':
		l->at = 0;
		return true;
	case K_END:
	case K_CTRL + 'e':
		l->at = l->text.len;
		return true;
	case K_BACKSPACE:
		replace(l, l->at - utf8_prev(l->text.s, l->at), l->at, "");
		return true;
	case K_DELETE: {
		size_t at = l->at;
		replace(l, at, at + grapheme_after(l), "");
		l->at = at;
		return true;
	}
	case K_CTRL + 'u':
		replace(l, 0, l->at, "");
		return true;
	case K_CTRL + 'w':
		replace(l, word_start(l), l->at, "");
		return true;
	case K_CTRL + 'k':
		str_cut(&l->text, l->at);
		return true;
	default:
		break;
	}
	if (!key_is_text(k))
		return false;
	char name[16];
	line_insert(l, k == ' ' ? " " : key_name(k, name));
	return true;
}

static int width_between(const struct line *l, size_t from, size_t to)
{
	int sum = 0, cols;
	for (size_t n; from < to && (n = utf8_next(l->text.s + from, &cols)); from += n)
		sum += cols;
	return sum;
}

/* When the cursor leaves the part that shows, that part moves by half its width, so that typing on
 * at the edge paints a whole line only now and then. */
const char *line_view(struct line *l, int cols, int *cursor)
{
	if (cols < 1)
		cols = 1;
	if (l->left > l->text.len)
		l->left = 0;
	if (l->at < l->left || (l->left && l->at == l->left) ||
	    width_between(l, l->left, l->at) >= cols) {
		l->left = l->at;
		int want = cols / 2;
		for (size_t n; want > 0 && (n = utf8_prev(l->text.s, l->left));) {
			want -= width_between(l, l->left - n, l->left);
			if (want >= 0)
				l->left -= n;
		}
	}
	str_clear(&l->view);
	str_addn(&l->view, l->text.s + l->left, utf8_fit(l->text.s + l->left, cols));
	*cursor = width_between(l, l->left, l->at);
	return l->view.s;
}
