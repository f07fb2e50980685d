/* debrief.c - feelings from a line, and the action that was held. */
#include "debrief.h"
#include "listed.h"
#include "question.h"
#include "str.h"
#include "utf8.h"

struct piece {
	const char *name; /* NULL: nobody's */
	const char *word;
	int64_t person, row; /* row: the feeling that says it already, or said another word */
};

struct line {
	struct db *db;
	struct arena *a;
	int64_t action, evaluation;
	struct piece *piece;
	int n;
};

/* "Ana Lucía proud": the last word is what she feels. */
static void take_piece(struct line *l, const char *s, size_t n)
{
	const char *text = arena_dupn(l->a, s + strspn(s, " "), n - strspn(s, " "));
	char *end = (char *)text + strlen(text);
	while (end > text && end[-1] == ' ')
		*--end = 0;
	if (end == text)
		return;
	const char *blank = strrchr(text, ' ');
	l->piece[l->n++] = (struct piece){
		.name = blank ? arena_dupn(l->a, text, (size_t)(blank - text)) : NULL,
		.word = blank ? blank + 1 : text };
}

static void take_pieces(struct line *l, const char *text)
{
	const char *s;
	size_t n, room = 1;
	for (const char *c = text; *c; c++)
		room += !!strchr(",;\n", *c);
	l->piece = arena_array(l->a, struct piece, room);
	while (str_word(&text, ",;\n", &s, &n))
		take_piece(l, s, n);
}

/* ---- whose it is ---- */

/* Of those who answer to the name, best first, two at most: the first alone is she. */
#define CALLED                                                                                      \
	"/* scan: people by name, each once; a key stops it */ SELECT p.id, CASE fold(:name)"       \
	" WHEN fold(p.given, p.family) THEN 0 WHEN fold(p.given) THEN 1"                            \
	" WHEN fold(p.known_as) THEN 1 ELSE 2 END AS far FROM person p WHERE " LISTED("p")          \
	" AND (fold(:name) IN (fold(p.given, p.family), fold(p.given), fold(p.known_as))"           \
	" OR (instr(:name, ' ') = 0"                                                                \
	" AND substr(fold(p.given), 1, length(fold(:name)) + 1) = fold(:name) || ' '))"

/* INVALID: several are called that. *ret is 0 when nobody is. */
static enum rc called(struct line *l, const char *sql, const char *name, int64_t *ret)
{
	struct stmt *st = db_query(l->db, sql, BIND(T("name", name), I("action", l->action)));
	int64_t far = 0;
	bool twice = false;
	*ret = 0;
	for (int i = 0; i < 2 && db_step(st); i++) {
		twice = i && db_int(st, 1) == far;
		if (!i)
			*ret = db_int(st, 0), far = db_int(st, 1);
	}
	enum rc rc = db_done(st);
	return rc ? rc : twice ? INVALID : OK;
}

static enum rc look_up(struct line *l, struct piece *p)
{
	enum rc rc = called(l, CALLED " AND (EXISTS (SELECT 1 FROM sign_in s WHERE s.action = :action"
		" AND s.person = p.id AND s.archived_at IS NULL) OR EXISTS (SELECT 1 FROM action_role r"
		" WHERE r.action = :action AND r.archived_at IS NULL AND p.id IN (r.person, r.backup)))"
		" ORDER BY far, p.id LIMIT 2", p->name, &p->person);
	if (!rc && !p->person)
		rc = called(l, CALLED " AND :action = :action ORDER BY far, p.id LIMIT 2", p->name,
			&p->person);
	if (rc == INVALID)
		return db_fail(l->db, INVALID, _("Several people are called %s: write her family name"
			" too"), p->name);
	if (!rc && !p->person)
		p->word = arena_printf(l->a, "%s %s", p->name, p->word);
	return rc;
}

/* The feelings that stand there already give their people to the pieces of the same name. */
static enum rc take_rows(struct line *l)
{
	struct stmt *st = db_query(l->db,
		"SELECT f.id, f.person, f.word, coalesce(p.known_as, p.given, p.family)"
		" FROM feeling f LEFT JOIN person p ON p.id = f.person WHERE f.evaluation = :id"
		" AND f.archived_at IS NULL AND (p.id IS NULL OR p.contact_safety_level <> 'hidden')",
		BIND(I("id", l->evaluation)));
	while (db_step(st)) {
		const char *name = db_text(st, 3), *word = db_text(st, 2);
		for (int i = 0; i < l->n; i++) {
			struct piece *p = &l->piece[i];
			bool whole = !name && p->name && same(arena_printf(l->a, "%s %s", p->name,
				p->word), word);
			if (p->row || !(name ? p->name && same(utf8_fold(l->a, p->name),
				utf8_fold(l->a, name)) : whole || (!p->name && same(p->word, word))))
				continue;
			if (whole)
				p->name = NULL, p->word = arena_dup(l->a, word);
			p->row = db_int(st, 0);
			p->person = db_int(st, 1);
			break;
		}
	}
	return db_done(st);
}

static enum rc read_line(struct db *db, struct edit *ed, struct line *l)
{
	const char *text = edit_value(ed, "feelings_words"), *action = edit_value(ed, "action");
	*l = (struct line){ .db = db, .a = ed->a, .action = action ? atoll(action) : 0,
		.evaluation = ed->id };
	take_pieces(l, text ? text : "");
	enum rc rc = take_rows(l);
	for (int i = 0; i < l->n && !rc; i++)
		if (l->piece[i].name && !l->piece[i].row)
			rc = look_up(l, &l->piece[i]);
	return rc;
}

static bool typed(const struct edit *ed)
{
	return ed->touched[field_index(ed->e, field_find(ed->e, "feelings_words"))];
}

enum rc debrief_check(struct db *db, struct edit *ed)
{
	const char *on = edit_value(ed, "on");
	struct line l;
	if (on && strcmp(on, db_today(db)) > 0) {
		edit_wrong(ed, "on", _("That day is still to come"));
		return db_fail(db, INVALID, "%s", _("What is to come cannot be evaluated"));
	}
	enum rc rc = typed(ed) ? read_line(db, ed, &l) : OK;
	if (rc == INVALID)
		edit_wrong(ed, "feelings_words", db_words(db));
	return rc;
}

/* ---- written ---- */

static enum rc write_piece(struct line *l, const struct piece *p)
{
	const struct entity *e = entity_find("feeling");
	struct edit *ed;
	enum rc rc = OK;
	if (p->row)
		rc = edit_load(l->db, l->a, e, p->row, &ed);
	else
		ed = edit_new(l->db, l->a, e);
	if (rc)
		return rc;
	edit_put_id(ed, "evaluation", l->evaluation);
	edit_put_id(ed, "person", p->person);
	edit_put(ed, field_find(e, "word"), p->word);
	return edit_save(l->db, ed);
}

static bool kept_row(const struct line *l, int64_t row)
{
	for (int i = 0; i < l->n; i++)
		if (l->piece[i].row == row)
			return true;
	return false;
}

/* One feeling that was taken out of the line; 0 when none is left. A hidden person's was not in it. */
static enum rc next_gone(struct line *l, int64_t *ret)
{
	struct stmt *st = db_query(l->db, "SELECT f.id FROM feeling f WHERE f.evaluation = :id"
		" AND f.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = f.person"
		" AND p.contact_safety_level = 'hidden')", BIND(I("id", l->evaluation)));
	*ret = 0;
	while (!*ret && db_step(st))
		if (!kept_row(l, db_int(st, 0)))
			*ret = db_int(st, 0);
	return db_done(st);
}

static enum rc put_away(struct line *l)
{
	int64_t gone;
	enum rc rc;
	while (!(rc = next_gone(l, &gone)) && gone)
		if ((rc = record_archive(l->db, entity_find("feeling"), gone, true)))
			return rc;
	return rc;
}

static enum rc write_feelings(struct db *db, struct edit *ed)
{
	struct line l;
	enum rc rc = read_line(db, ed, &l);
	if (!rc)
		rc = put_away(&l);
	for (int i = 0; i < l.n && !rc; i++)
		rc = write_piece(&l, &l.piece[i]);
	return rc;
}

static enum rc was_held(struct db *db, struct edit *ed)
{
	const struct entity *e = entity_find("action");
	struct edit *action;
	enum rc rc = edit_load(db, ed->a, e, atoll(edit_value(ed, "action")), &action);
	if (rc || !same(edit_value(action, "status"), "planned"))
		return rc;
	edit_put(action, field_find(e, "status"), "held");
	return edit_save(db, action);
}

enum rc debrief_saved(struct db *db, struct edit *ed)
{
	bool fresh = !ed->base[field_index(ed->e, field_find(ed->e, "action"))];
	enum rc rc = typed(ed) ? write_feelings(db, ed) : OK;
	return rc || !fresh ? rc : was_held(db, ed);
}

struct changes {
	const struct question *q;
	struct str lines;
};

static enum rc take_change(void *arg, const struct row *row)
{
	struct changes *c = arg;
	for (int i = 0; i < c->q->ncols; i++)
		if (!strcmp(c->q->cols[i].name, "change"))
			str_addf(&c->lines, "%s\n", row->v[i]);
	return OK;
}

const char *debrief_changes(struct db *db, struct arena *a)
{
	struct changes c = { question_find("would-change"), STR_INIT };
	question_each(db, c.q, 0, NULL, take_change, &c); /* who may not read it is told nothing */
	const char *ret = arena_dup(a, c.lines.len ? c.lines.s : "");
	str_release(&c.lines);
	return ret;
}

const char *debrief_besides(struct db *db, struct arena *a, const struct record *r, const char **label)
{
	const struct entity *said = entity_find("action_evaluation");
	if (!same(r->v[field_index(r->e, field_find(r->e, "status"))], "planned"))
		return NULL;
	const char *changes = debrief_changes(db, a);
	size_t n = strlen(changes);
	*label = field_label(said, field_find(said, "change"));
	return n ? arena_dupn(a, changes, n - 1) : NULL; /* without the last line end */
}

static enum rc take_first(void *arg, const struct row *row)
{
	*(int64_t *)arg = row->id;
	return BUSY; /* enough */
}

int64_t debrief_next(struct db *db)
{
	static const char *const any[] = { "days=0" };
	int64_t action = 0;
	question_each(db, question_find("no-evaluation"), 1, any, take_first, &action);
	return action;
}
