/* keymap.c - key map files: reading them, finding what keys mean, checking them. */
#include "key.h"
#include "core/arena.h"
#include "core/embed.h"
#include <stdarg.h>
#include <stdio.h>

enum { KEYS_MAX = 4, INCLUDE_MAX = 4 };

struct bind {
	const char *table, *keys, *line;
	key k[KEYS_MAX];
	int n;
	int file, at;      /* which file, by order of reading, and its line */
	bool twice;        /* the same file bound it before */
};

struct keymap {
	struct arena a;
	struct bind *binds;
	int n, cap;
	int files, deep;
};

/* A file while it is read. */
struct reading {
	struct keymap *m;
	const char *name;
	int file, at, faults;
	struct str *why;
};

struct keymap *keymap_new(void)
{
	return xcalloc(1, sizeof(struct keymap));
}

void keymap_free(struct keymap *m)
{
	if (!m)
		return;
	arena_free(&m->a);
	free(m->binds);
	free(m);
}

PRINTF(2, 3) static void fault(struct reading *r, const char *fmt, ...)
{
	va_list ap;
	char words[200];
	va_start(ap, fmt);
	vsnprintf(words, sizeof words, fmt, ap);
	va_end(ap);
	str_addf(r->why, "%s:%d: %s\n", r->name, r->at, words);
	r->faults++;
}

/* The keys of one word: "Enter", "gp", "C-x". 0 when one of them is none, or they are too many. */
static int read_keys(const char *word, key *k)
{
	int n = 0;
	while (*word) {
		if (n == KEYS_MAX)
			return 0;
		k[n] = key_read(&word);
		if (k[n++] == K_NONE)
			return 0;
	}
	return n;
}

static bool same_keys(const struct bind *b, const key *k, int n)
{
	return b->n == n && !memcmp(b->k, k, sizeof *k * (size_t)n);
}

static struct bind *bound(const struct keymap *m, const char *table, const key *k, int n)
{
	for (int i = 0; i < m->n; i++)
		if (same_keys(&m->binds[i], k, n) && !strcmp(m->binds[i].table, table))
			return &m->binds[i];
	return NULL;
}

static void remove_bind(struct keymap *m, struct bind *b)
{
	memmove(b, b + 1, sizeof *b * (size_t)(m->binds + m->n - b - 1));
	m->n--;
}

/* A later binding replaces an earlier one of the same keys, and stands where it was read. */
static void add_bind(struct reading *r, char *table, char *keys, char *line)
{
	struct keymap *m = r->m;
	struct bind b = { .table = table, .keys = keys, .line = line, .file = r->file, .at = r->at };
	b.n = read_keys(keys, b.k);
	if (!b.n) {
		fault(r, _("no such key: %s"), keys);
		return;
	}
	struct bind *old = bound(m, table, b.k, b.n);
	if (old) {
		b.twice = old->file == b.file;
		remove_bind(m, old);
	}
	if (m->n == m->cap) {
		m->cap = m->cap ? 2 * m->cap : 128;
		m->binds = xrealloc(m->binds, sizeof *m->binds * (size_t)m->cap);
	}
	m->binds[m->n++] = b;
}

static void take_away(struct reading *r, const char *table, const char *keys)
{
	key k[KEYS_MAX];
	int n = read_keys(keys, k);
	struct bind *b = n ? bound(r->m, table, k, n) : NULL;
	if (b)
		remove_bind(r->m, b);
	else
		fault(r, _("%s is not bound in %s"), keys, table);
}

static void include(struct reading *r, const char *name)
{
	char path[64];
	snprintf(path, sizeof path, "keymaps/%s.keys", name);
	const char *text = embed_find(path);
	if (!text) {
		fault(r, _("no shipped key map is called %s"), name);
	} else if (r->m->deep == INCLUDE_MAX) {
		fault(r, _("key maps include each other"));
	} else {
		r->m->deep++;
		r->faults += keymap_read(r->m, path + strlen("keymaps/"), text, r->why);
		r->m->deep--;
	}
}

/* The next word of the line; it is ended in place. "" when there is none. */
static char *word(char **at)
{
	char *w = *at + strspn(*at, " \t"), *end = w + strcspn(w, " \t");
	*at = *end ? end + 1 : end;
	*end = '\0';
	return w;
}

/* The rest of a line without blanks at its ends and without a comment after a blank. */
static char *rest(char *s)
{
	s += strspn(s, " \t");
	for (char *c = s; (c = strchr(c, '#')); c++) {
		if (c > s && (c[-1] == ' ' || c[-1] == '\t') && (!c[1] || c[1] == ' ')) {
			*c = '\0';
			break;
		}
	}
	size_t n = strlen(s);
	while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		s[--n] = '\0';
	return s;
}

static void read_line(struct reading *r, char *at)
{
	char *what = word(&at);
	if (!*what || *what == '#')
		return;
	if (!strcmp(what, "include")) {
		include(r, word(&at));
		return;
	}
	bool bind = !strcmp(what, "bind");
	if (!bind && strcmp(what, "unbind")) {
		fault(r, _("a line begins with bind, unbind or include, not %s"), what);
		return;
	}
	char *table = word(&at), *keys = word(&at), *line = rest(at);
	if (!*keys || (bind && !*line))
		fault(r, "%s", bind ? "bind TABLE KEYS COMMAND" : "unbind TABLE KEYS");
	else if (bind)
		add_bind(r, table, keys, line);
	else
		take_away(r, table, keys);
}

int keymap_read(struct keymap *m, const char *name, const char *text, struct str *why)
{
	struct reading r = { .m = m, .name = name, .file = m->files++, .why = why };
	while (*text) {
		size_t n = strcspn(text, "\n"), len = n && text[n - 1] == '\r' ? n - 1 : n;
		r.at++;
		read_line(&r, arena_dupn(&m->a, text, len));
		text += n + (text[n] == '\n');
	}
	/* What an included map says counts as read before the file that includes it. */
	if (r.file != m->files - 1) {
		int last = m->files++;
		for (int i = 0; i < m->n; i++)
			if (m->binds[i].file == r.file)
				m->binds[i].file = last;
	}
	if (m->n) { /* it is read once and stays */
		m->cap = m->n;
		m->binds = xrealloc(m->binds, sizeof *m->binds * (size_t)m->cap);
	}
	return r.faults;
}

enum match keymap_find(const struct keymap *m, const char *table, const key *keys, int n,
	const char **line)
{
	enum match found = MATCH_NONE;
	for (int i = 0; i < m->n; i++) {
		const struct bind *b = &m->binds[i];
		if (b->n < n || memcmp(b->k, keys, sizeof *keys * (size_t)n) || strcmp(b->table, table))
			continue;
		if (b->n == n) {
			*line = b->line;
			return MATCH_WHOLE;
		}
		found = MATCH_PART;
	}
	return found;
}

const char *keys_spell(const char *keys, char buf[32])
{
	key k[KEYS_MAX];
	int n = read_keys(keys, k);
	size_t at = 0;
	buf[0] = '\0';
	for (int i = 0; i < n && at < 31; i++) {
		char name[16];
		const char *s = key_name(k[i], name), *gap = i ? " " : "";
		bool named = *s && s[1] && (unsigned char)*s < 0x80;
		int len;
		if (k[i] >= K_CTRL + 'a' && k[i] <= K_CTRL + 'z')
			len = snprintf(buf + at, 32 - at, "%sCtrl-%c", gap, k[i] - K_CTRL - 'a' + 'A');
		else
			len = snprintf(buf + at, 32 - at, "%s%s", gap,
				k[i] == K_BACKTAB ? _("Shift-Tab") : named ? _(s) : s);
		at += (size_t)len;
	}
	return buf;
}

/* The map read last knows its reader best, and the first of its bindings is the one it teaches. */
const char *keymap_keys(const struct keymap *m, const char *table, const char *line, char buf[32])
{
	const struct bind *best = NULL;
	buf[0] = '\0';
	for (int i = 0; i < m->n; i++) {
		const struct bind *b = &m->binds[i];
		if (strcmp(b->line, line) || (strcmp(b->table, table) && strcmp(b->table, "all")))
			continue;
		bool own = !strcmp(b->table, table);
		bool best_own = best && !strcmp(best->table, table);
		if (!best || own > best_own || (own == best_own && b->file > best->file))
			best = b;
	}
	return best ? keys_spell(best->keys, buf) : buf;
}

bool keymap_each(const struct keymap *m, int i, const char **table, const char **keys,
	const char **line)
{
	if (i < 0 || i >= m->n)
		return false;
	*table = m->binds[i].table;
	*keys = m->binds[i].keys;
	*line = m->binds[i].line;
	return true;
}

/* Can a hides longer keys that b needs? A screen's own table hides those for all screens too. */
static bool hides(const struct bind *a, const struct bind *b)
{
	return a->n < b->n && !memcmp(a->k, b->k, sizeof *a->k * (size_t)a->n) &&
		(!strcmp(a->table, b->table) || !strcmp(b->table, "all"));
}

/* Keys that every keyboard and terminal since the VT100 has. */
static bool plain(const struct bind *b)
{
	key k = b->k[0];
	return key_is_text(k) || k == K_ENTER || k == K_TAB || k == K_ESC || k == K_BACKSPACE ||
		(k >= K_CTRL + 'a' && k <= K_CTRL + 'z');
}

static bool motion(const char *line)
{
	static const char *const words[] = { "down", "up", "page_down", "page_up", "top", "bottom",
		"next", "prev", "previous", "tab", "tab back", "older", "newer" };
	for (size_t i = 0; i < COUNT(words); i++)
		if (!strcmp(words[i], line))
			return true;
	return false;
}

static bool has_plain(const struct keymap *m, const struct bind *like)
{
	for (int i = 0; i < m->n; i++)
		if (plain(&m->binds[i]) && !strcmp(m->binds[i].line, like->line) &&
		    (!strcmp(m->binds[i].table, like->table) || !strcmp(m->binds[i].table, "all")))
			return true;
	return false;
}

int keymap_check(const struct keymap *m, bool (*known)(const char *table, const char *line),
	struct str *why)
{
	int faults = 0;
	for (int i = 0; i < m->n; i++) {
		const struct bind *b = &m->binds[i];
		if (b->twice) {
			str_addf(why, _("%s %s is bound twice\n"), b->table, b->keys);
			faults++;
		}
		if (known && !known(b->table, b->line)) {
			str_addf(why, _("%s %s: no command is called %s\n"), b->table, b->keys, b->line);
			faults++;
		}
		if (motion(b->line) && !has_plain(m, b)) {
			str_addf(why, _("%s: %s needs a key that every terminal has\n"), b->table,
				b->line);
			faults++;
		}
		for (int j = 0; j < m->n; j++) {
			if (!hides(b, &m->binds[j]))
				continue;
			str_addf(why, _("%s %s hides %s %s\n"), b->table, b->keys, m->binds[j].table,
				m->binds[j].keys);
			faults++;
		}
	}
	return faults;
}
