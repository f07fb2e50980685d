/* desk.c - who is likely to come to an action, and who was meant by a few letters. */
#include "desk.h"
#include "access.h"
#include "ftype.h"
#include "list.h"
#include "listed.h"
#include "record.h"
#include "str.h"
#include "turnout.h"
#include "utf8.h"

enum { REASON = 10000000 /* between one kind of reason and the next */ };
enum { OTHERS_LEAST = 2 /* letters typed before others on file are looked for */ };

/* Persons with the reason to expect them, the best reason the smallest number, the newest action
 * first among those who came in the last two years; and whoever is in already. */
#define LIKELY_SQL                                                                                 \
	"SELECT p.leader AS person, 0 AS rank, p.institution, NULL AS brought_by"                  \
	" FROM turnout_pledge p WHERE p.action = :action AND p.archived_at IS NULL"                \
	" UNION ALL SELECT s.person, 20000000 - ifnull(julianday(a.\"on\"), 0), s.institution,"    \
	" s.brought_by"                                                                            \
	" FROM turnout_pledge p JOIN sign_in s ON s.brought_by = p.leader"                         \
	" JOIN action a ON a.id = s.action WHERE p.action = :action AND s.action <> :action"       \
	" AND p.archived_at IS NULL AND s.archived_at IS NULL"                                     \
	" UNION ALL SELECT r.person, 20000000, r.institution, NULL FROM turnout_target q"          \
	" JOIN institution_person r ON r.institution = q.institution WHERE q.action = :action"     \
	" AND q.archived_at IS NULL AND " STANDS("r")                                              \
	" UNION ALL SELECT s.person, 40000000 - ifnull(julianday(a.\"on\"), 0), s.institution,"    \
	" NULL FROM action a JOIN sign_in s ON s.action = a.id WHERE a.archived_at IS NULL"        \
	" AND ifnull(a.\"on\", '') >= date(:today, '-730 days') AND s.archived_at IS NULL"         \
	" UNION ALL SELECT s.person, 50000000, s.institution, s.brought_by FROM sign_in s"         \
	" WHERE s.action = :action AND s.archived_at IS NULL"

static void write_likely(struct str *b)
{
	struct str name = STR_INIT, by = STR_INIT;
	title_sql(&name, entity_find("person"), "t");
	title_sql(&by, entity_find("person"), "l");
	str_addf(b, "SELECT t.id, %s, i.id, i.name, l.id, %s, z.id, x.rank"
		" FROM (" LIKELY_SQL ") x JOIN person t ON t.id = x.person"
		" LEFT JOIN sign_in z ON z.action = :action AND z.person = t.id"
		" AND z.archived_at IS NULL"
		" LEFT JOIN institution i ON i.id = iif(z.id IS NULL, x.institution, z.institution)"
		" LEFT JOIN person l ON l.id = iif(z.id IS NULL, x.brought_by, z.brought_by)"
		" AND " LISTED("l") " WHERE " LISTED("t"), name.s, by.s);
	str_release(&name);
	str_release(&by);
}

static const char *with_words(struct arena *a, const char *place, const char *by)
{
	if (place && *by)
		return arena_printf(a, "%s, %s", place, by);
	return arena_dup(a, place ? place : by);
}

/* A person comes with all reasons to expect her: the best stands first. */
static int by_person(const void *x, const void *y)
{
	const struct desk_person *a = x, *b = y;
	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

static int by_likelihood(const void *x, const void *y)
{
	const struct desk_person *a = x, *b = y;
	int64_t kind = a->rank / REASON - b->rank / REASON;
	int order = kind ? (kind > 0 ? 1 : -1) : strcmp(a->folded, b->folded);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static void once_each(struct desk *d)
{
	int n = 0;
	if (d->n)
		qsort(d->person, (size_t)d->n, sizeof *d->person, by_person);
	for (int i = 0; i < d->n; i++)
		if (!n || d->person[i].id != d->person[n - 1].id)
			d->person[n++] = d->person[i];
	if ((d->n = n))
		qsort(d->person, (size_t)n, sizeof *d->person, by_likelihood);
}

enum rc desk_read(struct db *db, int64_t action, struct desk *d)
{
	struct desk fresh = { .action = action };
	struct str sql = STR_INIT;
	int room = 0;
	enum rc rc = access_may(db, entity_find("sign_in"), READ);
	if (rc)
		return rc;
	write_likely(&sql);
	struct stmt *st = db_query(db, sql.s, BIND(I("action", action)));
	str_release(&sql);
	while (db_step(st)) {
		if (fresh.n == room) {
			struct desk_person *more =
				arena_array(&fresh.a, struct desk_person, room = 2 * room + 128);
			if (fresh.n)
				memcpy(more, fresh.person, sizeof *more * (size_t)fresh.n);
			fresh.person = more;
		}
		const char *name = arena_dup(&fresh.a, db_text(st, 1));
		fresh.person[fresh.n++] = (struct desk_person){ .id = db_int(st, 0), .name = name,
			.folded = utf8_fold(&fresh.a, name), .institution = db_int(st, 2),
			.brought_by = db_int(st, 4), .signed_in = db_int(st, 6),
			.with = with_words(&fresh.a, db_text(st, 3), db_null(st, 5) ? "" : db_text(st, 5)),
			.rank = db_int(st, 7) };
	}
	rc = db_done(st);
	once_each(&fresh);
	fresh.in = (int)db_int_of(db, "SELECT count(*) FROM sign_in s WHERE s.action = :action"
		" AND " TURNOUT_COUNTS("s", "person"), BIND(I("action", action)), 0);
	if (rc) {
		arena_free(&fresh.a);
		return rc;
	}
	arena_free(&d->a);
	*d = fresh;
	return OK;
}

void desk_release(struct desk *d)
{
	arena_free(&d->a);
}

/* ---- a few letters ---- */

/* Is each word of `typed` the beginning of a word of `name`, from left to right? *first: the first
 * of them of its first. */
static bool begins(const char *name, const char *typed, bool *first)
{
	const char *word, *part;
	size_t n, len;
	bool any = false, at_first = true;
	while (str_word(&typed, " ", &part, &len)) {
		bool found = false;
		while (!found && str_word(&name, " ", &word, &n)) {
			found = n >= len && !strncmp(word, part, len);
			*first = found && !any ? at_first : *first;
			at_first = false;
		}
		if (!found)
			return false;
		any = true;
	}
	return any;
}

/* "ah" for Amina Hassan. */
static bool initials(const char *name, const char *typed)
{
	const char *word;
	size_t n;
	int cols;
	if (!typed[0] || strchr(typed, ' '))
		return false;
	while (str_word(&name, " ", &word, &n)) {
		size_t len = utf8_next(word, &cols);
		if (!*typed)
			return true;
		if (strncmp(word, typed, len))
			return false;
		typed += len;
	}
	return !*typed;
}

/* How well she fits. */
enum { FITS_NAME, FITS_LATER_WORD, FITS_FIRST_LETTERS, FITS_NOT };

static int fit(const struct desk_person *p, const char *typed)
{
	bool first = false;
	if (begins(p->folded, typed, &first))
		return first ? FITS_NAME : FITS_LATER_WORD;
	return initials(p->folded, typed) ? FITS_FIRST_LETTERS : FITS_NOT;
}

static bool among(const struct desk *d, int64_t id)
{
	for (int i = 0; i < d->n; i++)
		if (d->person[i].id == id)
			return true;
	return false;
}

/* Others on file, in the order of the list of people. */
static int others(struct db *db, const struct desk *d, struct arena *a, const char *typed,
	const struct desk_person **at, int n, int most)
{
	struct list_spec spec = { .e = entity_find("person"), .lenient = true,
		.filter = utf8_fold(a, typed) };
	struct list *l;
	struct row *rows;
	int found = 0;
	if (list_open(db, &spec, &l))
		return n;
	if (list_page(l, a, NULL, 1, false, most, &rows, &found))
		found = 0;
	for (int i = 0; i < found && n < most; i++) {
		if (among(d, rows[i].id))
			continue;
		struct desk_person *p = arena_new(a, struct desk_person);
		*p = (struct desk_person){ .id = rows[i].id, .with = "",
			.name = record_title(db, a, spec.e, rows[i].id) };
		p->folded = utf8_fold(a, p->name);
		at[n++] = p;
	}
	list_close(l);
	return n;
}

int desk_find(struct db *db, const struct desk *d, struct arena *a, const char *typed,
	const struct desk_person **at, int most)
{
	const char *word = utf8_fold(a, arena_dupn(a, typed, strcspn(typed, ",")));
	unsigned char *fits = arena_alloc(a, (size_t)d->n + 1);
	int n = 0;
	for (int i = 0; i < d->n && *word; i++)
		fits[i] = (unsigned char)(2 * fit(&d->person[i], word) + !!d->person[i].signed_in);
	for (int want = 0; want < 2 * FITS_NOT && *word; want++)
		for (int i = 0; i < d->n && n < most; i++)
			if (fits[i] == want)
				at[n++] = &d->person[i];
	if (n < most && utf8_width(word) >= OTHERS_LEAST)
		n = others(db, d, a, word, at, n, most);
	return n;
}
