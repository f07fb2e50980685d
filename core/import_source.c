/* import_source.c - a file of records, told apart by its content: CSV, JSON lines, or vCards. */
#include "import_private.h"

static char first_byte(struct lines *in)
{
	const off_t at = in->at;
	const char *s;
	size_t n;
	char c = 0;
	while (!c && lines_next(in, &s, &n))
		c = s[strspn(s, " \t\r\n")];
	lines_seek(in, at, 0);
	return c;
}

static bool next_pairs(struct source *s, struct json_row *row)
{
	return s->cards ? cards_next(s->cards, &s->a, row) : json_next(&s->json, &s->a, row);
}

/* JSON and cards are read through twice. */
static void open_pairs(struct source *s)
{
	if (s->delimiter == 'v')
		s->cards = cards_open(&s->in);
	else
		json_open(&s->json, &s->in);
}

static void close_pairs(struct source *s)
{
	cards_close(s->cards);
	s->cards = NULL;
	json_close(&s->json);
}

/* Every key of every object or card, in the order they first appear: the columns of the file. */
static void pairs_header(struct source *s, struct arena *a)
{
	const off_t at = s->in.at;
	struct json_row row;
	int cap = 0;
	open_pairs(s);
	while (next_pairs(s, &row)) {
		for (int i = 0, j; i < row.n; i++) {
			for (j = 0; j < s->n && strcmp(s->header[j], row.pair[i].key); j++)
				;
			if (j < s->n || s->n == 1000)
				continue;
			if (s->n == cap) {
				const char **old = s->header;
				cap = cap ? cap * 2 : 32;
				s->header = arena_array(a, const char *, cap);
				if (s->n)
					memcpy(s->header, old, (size_t)s->n * sizeof *old);
			}
			s->header[s->n++] = arena_dup(a, row.pair[i].key);
		}
		arena_clear(&s->a);
	}
	close_pairs(s);
	lines_seek(&s->in, at, 0);
	open_pairs(s);
}

static enum rc csv_header(struct source *s, struct db *db, struct arena *a, const char *path)
{
	struct csv_row row;
	s->csv = csv_open(&s->in, s->delimiter);
	if (!csv_next(s->csv, &row))
		return db_fail(db, INVALID, _("%s is empty"), path);
	if (row.fault)
		return db_fail(
			db, INVALID, _("%s, line %ld: %s"), path, row.line, tr(NULL, row.fault));
	s->header = arena_array(a, const char *, row.n);
	for (s->n = 0; s->n < row.n; s->n++)
		s->header[s->n] = arena_dup(a, row.v[s->n]);
	while (s->n > 1 && !*s->header[s->n - 1])
		s->n--;
	return OK;
}

enum rc source_open(struct source *s, struct db *db, struct arena *a, const char *path)
{
	*s = (struct source){ .json.text = STR_INIT };
	enum rc rc = lines_open(&s->in, db, path);
	if (rc)
		return rc;
	char first = first_byte(&s->in);
	if (cards_begin(&s->in)) {
		s->delimiter = 'v';
		pairs_header(s, a);
		if (!s->n)
			rc = db_fail(db, INVALID, _("%s holds no card of a person"), path);
	} else if (first == '{' || first == '[') {
		s->delimiter = '{';
		pairs_header(s, a);
		if (!s->n)
			rc = db_fail(db, INVALID, _("%s holds no JSON object with values"), path);
	} else {
		s->delimiter = csv_delimiter(&s->in);
		rc = csv_header(s, db, a, path);
	}
	if (rc)
		source_close(s);
	return rc;
}

void source_close(struct source *s)
{
	csv_close(s->csv);
	s->csv = NULL;
	close_pairs(s);
	lines_close(&s->in);
	arena_free(&s->a);
}

static bool next_csv(struct source *s)
{
	struct csv_row row;
	if (!csv_next(s->csv, &row))
		return false;
	s->line = row.line;
	s->fault = row.fault ? tr(NULL, row.fault) : NULL;
	for (int i = 0; i < row.n; i++) {
		if (i < s->n)
			s->v[i] = row.v[i];
		else if (*row.v[i] && !s->fault)
			s->fault = _("there are more cells than the first line has headers");
	}
	return true;
}

static bool next_object(struct source *s)
{
	struct json_row row;
	if (!next_pairs(s, &row))
		return false;
	s->line = row.line;
	s->fault = row.fault ? tr(NULL, row.fault) : NULL;
	for (int i = 0; i < row.n; i++)
		for (int k = 0; k < s->n; k++) {
			/* Objects of one file mostly have the same keys in the same order. */
			int j = (i + k) % s->n;
			if (strcmp(s->header[j], row.pair[i].key))
				continue;
			s->v[j] = row.pair[i].value ? row.pair[i].value : "";
			break;
		}
	return true;
}

bool source_next(struct source *s)
{
	do {
		arena_clear(&s->a);
		s->v = arena_array(&s->a, const char *, s->n);
		for (int i = 0; i < s->n; i++)
			s->v[i] = "";
		if (!(s->csv ? next_csv(s) : next_object(s)))
			return false;
		for (int i = 0; i < s->n; i++)
			if (s->v[i][strspn(s->v[i], " \t\r\n")])
				return true;
	} while (!s->fault);
	return true;
}
