/* csv.c - comma separated files: libcsv under a record-by-record face. */
#include "csv.h"
#include "str.h"
#include <csv.h>

#define CELL_MAX (64 * 1024)
#define ROW_MAX (1024 * 1024)
#define CELLS_MAX 4096
#define RESYNCS_MAX 100 /* a hostile file must not have us read it again for each of its lines */

struct csv {
	struct lines *in;
	struct csv_parser p;
	struct str text; /* cells of the record, each ended by a NUL */
	size_t *start;	 /* where in text each begins */
	const char **v;
	int n, cap;
	bool ended, over;
	bool begun;   /* anything but blanks since the last record */
	long line;    /* where the record begins */
	off_t second; /* where its second line begins; 0 while in its first */
	int resyncs;
	bool open; /* an odd number of quotation marks so far: inside a quoted cell */
};

static const char too_long[] = N_("a text longer than 64 KiB");
static const char never_closed[] = N_("a quotation mark is opened and never closed");

/* Counts a delimiter outside quotation marks, through the header's line. */
static long count(struct lines *in, char delimiter)
{
	const char *s;
	size_t n;
	long found = 0, read = 0;
	bool quoted = false, seen = false;
	while (read < ROW_MAX && lines_next(in, &s, &n)) {
		read += (long)n;
		for (size_t i = 0; i < n; i++) {
			quoted ^= s[i] == '"';
			found += !quoted && s[i] == delimiter;
			seen |= !strchr(" \r\n", s[i]);
		}
		if (seen && !quoted && !in->open_line)
			break;
	}
	return found;
}

char csv_delimiter(struct lines *in)
{
	static const char known[] = ",;\t";
	const off_t at = in->at;
	const long line = in->line;
	const char *s;
	size_t n;
	if (lines_next(in, &s, &n) && n >= 5 && !strncasecmp(s, "sep=", 4) &&
		memchr(known, s[4], 3) && !s[5 + strspn(s + 5, "\r\n")])
		return s[4];
	char best = ',';
	long most = 0;
	for (const char *d = known; *d; d++) {
		lines_seek(in, at, line);
		long here = count(in, *d);
		if (here > most) {
			most = here;
			best = *d;
		}
	}
	lines_seek(in, at, line);
	return best;
}

struct csv *csv_open(struct lines *in, char delimiter)
{
	struct csv *c = xcalloc(1, sizeof *c);
	c->in = in;
	c->text = (struct str)STR_INIT;
	csv_init(&c->p, 0);
	csv_set_delim(&c->p, (unsigned char)delimiter);
	csv_set_realloc_func(&c->p, xrealloc);
	return c;
}

void csv_close(struct csv *c)
{
	if (!c)
		return;
	csv_free(&c->p);
	str_release(&c->text);
	free(c->start);
	free(c->v);
	free(c);
}

static void cell(void *s, size_t n, void *arg)
{
	struct csv *c = arg;
	c->over |= n > CELL_MAX || c->text.len + n > ROW_MAX || c->n == CELLS_MAX;
	if (c->over)
		return;
	if (c->n == c->cap) {
		c->cap = c->cap ? c->cap * 2 : 32;
		c->start = xrealloc(c->start, (size_t)c->cap * sizeof *c->start);
		c->v = xrealloc(c->v, (size_t)c->cap * sizeof *c->v);
	}
	c->start[c->n++] = c->text.len;
	if (n)
		str_addn(&c->text, s, n);
	str_addc(&c->text, 0);
}

static void end(int terminator, void *arg)
{
	(void)terminator;
	((struct csv *)arg)->ended = true;
}

/* The next line or piece of it, with what it does to the record. False at the end of the file. */
static bool next(struct csv *c, const char **s, size_t *n)
{
	if (!lines_next(c->in, s, n))
		return false;
	if (!c->begun) {
		c->line = c->in->line;
		c->second = 0;
	}
	if (!c->second && !c->in->open_line)
		c->second = c->in->at;
	for (size_t i = 0; i < *n; i++) {
		char ch = (*s)[i];
		c->begun |= ch != ' ' && ch != '\r' && ch != '\n';
		c->open ^= ch == '"';
	}
	return true;
}

static bool feed(struct csv *c)
{
	const char *s;
	size_t n;
	if (!next(c, &s, &n))
		return false;
	csv_parse(&c->p, s, n, cell, end, c);
	c->over |= c->p.entry_pos > CELL_MAX;
	return true;
}

/* Walks past a record that is too long without keeping it. */
static void skip(struct csv *c)
{
	const char *s;
	size_t n;
	csv_fini(&c->p, NULL, NULL, NULL);
	while (!c->ended && (c->open || c->in->open_line) && next(c, &s, &n))
		;
}

/* A quotation mark stood open to the end of the file: reading goes on in the line after its own. */
static void resync(struct csv *c)
{
	csv_fini(&c->p, NULL, NULL, NULL);
	if (c->second && c->resyncs++ < RESYNCS_MAX)
		lines_seek(c->in, c->second, c->line);
}

bool csv_next(struct csv *c, struct csv_row *row)
{
	const char *fault = NULL;
	str_clear(&c->text);
	c->n = 0;
	c->ended = c->over = c->begun = c->open = false;
	while (!c->ended && !c->over && feed(c))
		;
	if (c->over) {
		fault = too_long;
		skip(c);
	}
	if (!c->begun)
		return false;
	if (!c->ended && c->open) {
		fault = never_closed;
		resync(c);
	} else if (!c->ended && !c->over) {
		csv_fini(&c->p, cell, end, c);
	}
	*row = (struct csv_row){ c->line, c->n, c->v, fault };
	for (int i = 0; i < c->n; i++)
		c->v[i] = c->text.s + c->start[i];
	return true;
}

/* Blanks at either end need quotes too: readers, ours among them, take bare ones off. */
static bool needs_quotes(const char *s)
{
	size_t n = strlen(s);
	return n && (s[strcspn(s, ",;\"\r\n\t")] || s[0] == ' ' || s[n - 1] == ' ');
}

void csv_cell(FILE *to, bool first, const char *text)
{
	if (!first)
		putc(',', to);
	if (!text)
		return;
	if (needs_quotes(text))
		csv_fwrite(to, text, strlen(text));
	else
		fputs(text, to);
}

void csv_end(FILE *to)
{
	fputs("\r\n", to);
}

/* Is the first character after any apostrophes one that a spreadsheet begins a formula with? */
static bool formula(const char *s)
{
	s += strspn(s, "'");
	return *s && strchr("=+-@\t\r", *s);
}

const char *formula_guard(struct arena *a, const char *s)
{
	return formula(s) ? arena_printf(a, "'%s", s) : s;
}

const char *formula_unguard(const char *s)
{
	return *s == '\'' && formula(s) ? s + 1 : s;
}
