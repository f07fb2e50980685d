/* draw.c - text into curses, which finds out what has to be sent. */
#include "draw.h"
#include "core/arena.h"
#include "core/str.h"
#include "core/utf8.h"
#include <curses.h>
#include <langinfo.h>
#include <limits.h>
#include <wchar.h>

#define N A_NORMAL
#define B A_BOLD
#define U A_UNDERLINE
#define R A_REVERSE
#define D A_DIM
#define STYLE(id, mono, fg, bg) [ST_##id] = { mono, fg, bg },
static const struct {
	attr_t mono;
	short fg, bg;
} styles[] = {
#include "styles.def"
};
#undef STYLE
#undef N
#undef B
#undef U
#undef R
#undef D

static struct arena scratch;       /* of one frame */
static int cursor_y, cursor_x;
static enum { UNASKED, PLAIN, COLOURED } colours;
static enum { ASK, ASCII, FULL } letters;

/* Colours are for terminals that have them and people who want them. */
static bool coloured(void)
{
	if (colours == UNASKED) {
		const char *no = getenv("NO_COLOR");
		colours = PLAIN;
		if (!(no && *no) && has_colors() && start_color() != ERR) {
			short ground = use_default_colors() == ERR ? COLOR_BLACK : -1;
			for (short i = 0; i < ST_COUNT; i++)
				init_pair((short)(i + 1), styles[i].fg,
					styles[i].bg < 0 ? ground : styles[i].bg);
			colours = COLOURED;
		}
	}
	return colours == COLOURED;
}

static void set_style(enum style st)
{
	bool own = styles[st].fg >= 0 || styles[st].bg >= 0;
	attr_set(styles[st].mono, own && coloured() ? (short)(st + 1) : 0, NULL);
}

bool draw_ascii(void)
{
	if (letters == ASK)
		letters = strcmp(nl_langinfo(CODESET), "UTF-8") ? ASCII : FULL;
	return letters == ASCII;
}

void draw_set_ascii(bool on)
{
	letters = on ? ASCII : ASK;
}

enum { LEAST_ROWS = 12, LEAST_COLS = 40 };

int draw_rows(void)
{
	return LINES < LEAST_ROWS ? LEAST_ROWS : LINES;
}

int draw_cols(void)
{
	return COLS < LEAST_COLS ? LEAST_COLS : COLS;
}

bool draw_too_small(void)
{
	return LINES < LEAST_ROWS || COLS < LEAST_COLS;
}

void draw_begin(void)
{
	arena_clear(&scratch);
	coloured(); /* asked for in the middle it would paint the whole screen anew */
	attr_set(A_NORMAL, 0, NULL);
	erase();
	cursor_y = cursor_x = 0;
}

/* One grapheme cluster of n bytes into the cols columns it has. The C library may count columns in
 * another way than we do, and so may the terminal: what would not fit is left out, so that the rest
 * of the row stays where it belongs. */
static void put_cluster(int y, int x, const char *s, size_t n, int cols)
{
	wchar_t w[12];
	size_t len = 0;
	int used = 0;
	mbstate_t state = { 0 };
	while (n && len < COUNT(w) - 1) {
		wchar_t c;
		size_t step = mbrtowc(&c, s, n, &state);
		if (step == 0 || step > n)
			break;
		int width = wcwidth(c);
		if (width < 0 || used + width > cols || c == 0x200d || (!len && !width))
			break;
		w[len++] = c;
		used += width;
		s += step;
		n -= step;
	}
	if (!len)
		w[len++] = 0xfffd;
	w[len] = 0;
	mvaddwstr(y, x, w);
}

int draw_text(int y, int x, int cols, enum style st, const char *s)
{
	if (y < 0 || y >= LINES || x < 0 || x >= COLS)
		return 0;
	if (cols > COLS - x)
		cols = COLS - x;
	if (!s || !*s || cols <= 0)
		return 0;
	s = utf8_scrub(&scratch, s, true);
	if (draw_ascii())
		s = utf8_ascii(&scratch, s);
	bool whole = utf8_width(s) <= cols;
	int room = whole ? cols : cols - 1, at = 0;
	set_style(st);
	for (int width; *s;) {
		size_t n = utf8_next(s, &width);
		if (!n || at + width > room)
			break;
		if (n == 1)
			mvaddch(y, x + at, (unsigned char)*s);
		else if (width > 0)
			put_cluster(y, x + at, s, n, width);
		at += width;
		s += n;
	}
	if (!whole) {
		mvaddwstr(y, x + at, draw_ascii() ? L"~" : L"\u2026");
		at++;
	}
	attr_set(A_NORMAL, 0, NULL);
	return at;
}

void draw_cell(int y, int x, int cols, enum style st, const char *s)
{
	if (y < 0 || y >= LINES || x < 0 || x >= COLS)
		return;
	int at = draw_text(y, x, cols, st, s);
	set_style(st);
	for (; at < cols && x + at < COLS; at++)
		mvaddch(y, x + at, ' ');
	attr_set(A_NORMAL, 0, NULL);
}

/* Of "-" everywhere: most terminals repeat an ASCII character in six bytes; 80 box characters are
 * 240, and a screen reader would say each. */
void draw_rule(int y, int x, int cols)
{
	if (y < 0 || y >= LINES || x < 0)
		return;
	set_style(ST_RULE);
	for (int i = 0; i < cols && x + i < COLS; i++)
		mvaddch(y, x + i, '-');
	attr_set(A_NORMAL, 0, NULL);
}

void draw_cursor(int y, int x)
{
	cursor_y = y < 0 ? 0 : y >= LINES ? LINES - 1 : y;
	cursor_x = x < 0 ? 0 : x >= COLS ? COLS - 1 : x;
}

void draw_end(void)
{
	move(cursor_y, cursor_x);
	wnoutrefresh(stdscr);
	doupdate();
}

void draw_dump(struct str *to)
{
	for (int y = 0; y < LINES; y++) {
		size_t end = to->len;
		for (int x = 0; x < COLS; x++) {
			cchar_t cell;
			wchar_t w[CCHARW_MAX + 1];
			attr_t attrs;
			short pair;
			char bytes[MB_LEN_MAX];
			if (mvin_wch(y, x, &cell) == ERR ||
			    getcchar(&cell, w, &attrs, &pair, NULL) == ERR)
				continue;
			mbstate_t state = { 0 };
			for (const wchar_t *c = w; *c; c++) {
				size_t n = wcrtomb(bytes, *c, &state);
				str_addn(to, bytes, n == (size_t)-1 ? 0 : n);
			}
			if (w[0] != L' ')
				end = to->len;
			if (wcwidth(w[0]) == 2)
				x++;
		}
		str_cut(to, end);
		str_addc(to, '\n');
	}
	move(cursor_y, cursor_x);
	str_addf(to, "cursor %d %d\n", cursor_y + 1, cursor_x + 1);
}
