/* filter_field.c - what "field op value" means for each type of field, as SQL over the row `t`.
 *
 * Fields are read through field_sql, so that a masked value or another's opinion cannot be guessed
 * by filtering. A value the field's type does not understand is INVALID, with the type's words. */
#include "filter_private.h"
#include "access.h"
#include "utf8.h"
#include <stdio.h>

static const char *const signs[] = {
	[OP_IS] = "=", [OP_EXACT] = "=", [OP_LESS] = "<", [OP_MORE] = ">", [OP_UPTO] = "<=",
	[OP_FROM] = ">=", [OP_NOT] = "=",
};

/* Appends the condition that f is v (in the sense of op) to b. */
typedef enum rc condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v);

static enum rc text_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	const char *folded = utf8_fold(m->a, v);
	str_add(b, op == OP_IS ? "instr(fold(" : "nullif(fold(");
	field_sql(b, m->e, f, "t");
	str_addf(b, op == OP_IS ? "), " : "), '') %s ", signs[op]);
	filter_bind_text(m, b, folded);
	str_add(b, op == OP_IS ? ") > 0" : "");
	return OK;
}

/* What a telephone number or a postcode holds of what was typed, whatever the blanks. */
static enum rc part_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	const char *value;
	enum rc rc;
	if (op != OP_IS) {
		if ((rc = field_parse(m->db, m->a, f, v, &value)))
			return rc;
		field_sql(b, m->e, f, "t");
		str_addf(b, " %s ", signs[op]);
		filter_bind_text(m, b, value);
		return OK;
	}
	bool phone = f->type == FT_PHONE;
	char *folded = utf8_fold(m->a, v), *to = folded;
	for (const char *from = folded; *from; from++)
		if (*from != ' ' && !(phone && to == folded && *from == '0'))
			*to++ = *from;
	*to = 0;
	str_add(b, "instr(replace(fold(");
	field_sql(b, m->e, f, "t");
	str_add(b, "), ' ', ''), ");
	filter_bind_text(m, b, folded);
	str_add(b, ") > 0");
	return OK;
}

static enum rc number_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	char *end;
	long long number = strtoll(v, &end, 10);
	const char *value;
	enum rc rc;
	if (*end || end == v) {
		if ((rc = field_parse(m->db, m->a, f, v, &value)))
			return rc;
		number = value ? atoll(value) : 0;
	}
	field_sql(b, m->e, f, "t");
	str_addf(b, " %s ", signs[op]);
	filter_bind_id(m, b, number);
	return OK;
}

/* What nobody ticked is no. */
static enum rc bool_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	(void)op;
	const char *value;
	enum rc rc = field_parse(m->db, m->a, f, v, &value);
	if (rc)
		return rc;
	str_add(b, "ifnull(");
	field_sql(b, m->e, f, "t");
	str_add(b, ", 0) = ");
	filter_bind_id(m, b, value && *value == '1');
	return OK;
}

/* A year, or a year and month: "2026", "2026-11". */
static bool is_period(const char *v)
{
	int year, month, n = 0;
	size_t len = strlen(v);
	if (len == 4)
		return strspn(v, "0123456789") == 4;
	return len == 7 && sscanf(v, "%4d-%2d%n", &year, &month, &n) == 2 && n == 7;
}

static enum rc day_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	struct field day = *f;
	enum rc rc = OK;
	if (f->type != FT_MONTH)
		day.type = FT_DATE;
	if (!is_period(v) && (rc = field_parse(m->db, m->a, &day, v, &v)))
		return rc;
	str_add(b, "substr(");
	field_sql(b, m->e, f, "t");
	str_addf(b, ", 1, %zu) %s ", v ? strlen(v) : 0, signs[op]);
	filter_bind_text(m, b, v);
	return OK;
}

static enum rc time_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	enum rc rc = field_parse(m->db, m->a, f, v, &v);
	if (rc)
		return rc;
	field_sql(b, m->e, f, "t");
	str_addf(b, " %s ", signs[op]);
	filter_bind_text(m, b, v);
	return OK;
}

static enum rc code_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	(void)op;
	const char *value;
	enum rc rc = field_parse(m->db, m->a, f, v, &value);
	if (rc)
		return rc;
	field_sql(b, m->e, f, "t");
	str_add(b, " = ");
	filter_bind_text(m, b, value);
	return OK;
}

static enum rc codes_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	const char *value;
	struct field one = *f;
	if (op != OP_IS)
		return code_condition(m, b, f, op, v);
	one.type = FT_CODE;
	enum rc rc = field_parse(m->db, m->a, &one, v, &value);
	if (rc)
		return rc;
	str_add(b, "instr(',' || ");
	field_sql(b, m->e, f, "t");
	str_add(b, " || ',', ");
	filter_bind_text(m, b, arena_printf(m->a, ",%s,", value ? value : ""));
	str_add(b, ") > 0");
	return OK;
}

/* "me", or an id of this copy or another's. */
static bool is_id(struct making *m, const struct entity *to, const char *v, int64_t *id)
{
	const char *folded = utf8_fold(m->a, v);
	if (!strcmp(to->name, "user") && (!strcmp(folded, "me") || !strcmp(folded, "yo"))) {
		*id = db_my_id(m->db);
		return true;
	}
	return id_parse(m->db, v, id);
}

/* Does she meet that record? By its number alone she learns nothing of one she does not. */
static bool meets(struct making *m, const struct entity *to, int64_t id)
{
	struct str sql = STR_INIT;
	str_addf(&sql, "SELECT 1 FROM \"%s\" WHERE id = :id", to->name);
	bool ret = !access_may(m->db, to, READ) && db_int_of(m->db, sql.s, BIND(I("id", id)), 0);
	str_release(&sql);
	return ret;
}

/* The reference in `column` is v: an id, a title, or by OP_IS the beginning of a title's word. */
static enum rc refers(struct making *m, struct str *b, const struct field *f, const char *column,
	enum op op, const char *v)
{
	const struct entity *to = entity_find(f->of);
	int64_t id;
	if (!is_id(m, to, v, &id)) {
		if (op == OP_IS) {
			str_add(b, "instr(' ' || fold((SELECT ");
			title_sql(b, to, "s");
			str_add(b, " FROM ");
			str_ident(b, to->name);
			str_addf(b, " s WHERE s.id = %s)), ", column);
			filter_bind_text(m, b, arena_printf(m->a, " %s", utf8_fold(m->a, v)));
			str_add(b, ") > 0");
			return OK;
		}
		struct field one = *f;
		const char *value;
		one.type = FT_REF;
		enum rc rc = field_parse(m->db, m->a, &one, v, &value);
		if (rc)
			return rc;
		id = value ? atoll(value) : 0;
	}
	str_addf(b, "%s = ", column);
	filter_bind_id(m, b, meets(m, to, id) ? id : 0);
	return OK;
}

static enum rc ref_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	struct str column = STR_INIT;
	field_sql(&column, m->e, f, "t");
	enum rc rc = refers(m, b, f, column.s, op, v);
	str_release(&column);
	return rc;
}

static enum rc refs_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	const struct entity *to = entity_find(f->of);
	str_addf(b, "EXISTS (SELECT 1 FROM \"%s_%s\" l CROSS JOIN \"%s\" r ON r.id = l.\"ref\""
		" WHERE l.\"row\" = t.id AND ", m->e->name, f->name, to->name);
	enum rc rc = refers(m, b, f, "l.\"ref\"", op, v);
	hidden_sql(b, to, "r");
	str_addc(b, ')');
	return rc;
}

/* "person:7", or a title in any of the parts. */
static enum rc oneof_condition(struct making *m, struct str *b, const struct field *f, enum op op,
	const char *v)
{
	const char *at = NULL, *with = "(";
	const struct field *part;
	enum rc rc = OK;
	while (fields_each(m->e, f->of, &at, &part, NULL)) {
		size_t n = strlen(part->name), was = b->len;
		bool named = !strncmp(v, part->name, n) && v[n] == ':';
		if (!named && strchr(v, ':'))
			continue;
		str_add(b, with);
		if ((rc = ref_condition(m, b, part, op, named ? v + n + 1 : v)))
			str_cut(b, was);
		else
			with = " OR ";
	}
	if (*with == '(')
		return rc ? rc : db_fail(m->db, INVALID, _("There is nothing called \"%s\""), v);
	str_addc(b, ')');
	return OK;
}

static const struct {
	condition *is;
	bool ordered; /* < and > mean something */
} kinds[FT_COUNT] = {
	[FT_TEXT] = { text_condition, true },
	[FT_NOTE] = { text_condition, true },
	[FT_INT] = { number_condition, true },
	[FT_BOOL] = { bool_condition, false },
	[FT_DATE] = { day_condition, true },
	[FT_MONTH] = { day_condition, true },
	[FT_MOMENT] = { day_condition, true },
	[FT_TIME] = { time_condition, true },
	[FT_PHONE] = { part_condition, false },
	[FT_EMAIL] = { text_condition, true },
	[FT_URL] = { text_condition, true },
	[FT_POSTCODE] = { part_condition, true },
	[FT_CODE] = { code_condition, false },
	[FT_CODES] = { codes_condition, false },
	[FT_REF] = { ref_condition, false },
	[FT_REFS] = { refs_condition, false },
	[FT_ONEOF] = { oneof_condition, false },
};

/* Of a day one may also ask whether there is one: "done:no". */
static bool says_whether(struct making *m, const struct field *f, const char *v, bool *filled)
{
	const char *said = utf8_fold(m->a, v);
	*filled = !strcmp(said, "yes") || !strcmp(said, "si");
	return (*filled || !strcmp(said, "no")) && (f->type == FT_DATE || f->type == FT_MONTH ||
		f->type == FT_MOMENT || f->type == FT_TIME);
}

static void is_filled(struct making *m, struct str *b, const struct field *f, bool filled)
{
	str_addc(b, '(');
	field_sql(b, m->e, f, "t");
	str_add(b, filled ? ") IS NOT NULL" : ") IS NULL");
}

static enum rc any_value(struct making *m, struct str *b, const struct field *f,
	const struct term *t)
{
	enum rc rc = OK;
	bool ordering = t->op != OP_IS && t->op != OP_EXACT && t->op != OP_NOT;
	if (ordering && !t->n)
		return db_fail(m->db, INVALID, _("Say what \"%s\" is to be compared with"), t->field);
	if (ordering && !kinds[f->type].ordered)
		return db_fail(m->db, INVALID, _("\"%s\" has no more and less: use : or ="), t->field);
	bool filled;
	if (!t->n || t->filled)
		is_filled(m, b, f, t->filled);
	for (size_t i = 0; i < t->n && !t->filled && !rc; i++) {
		str_add(b, i ? " OR " : "");
		if (!ordering && says_whether(m, f, t->v[i], &filled))
			is_filled(m, b, f, filled);
		else
			rc = kinds[f->type].is(m, b, f, t->op, t->v[i]);
	}
	return rc;
}

/* Pseudo fields. */

static enum rc id_term(struct making *m, struct str *b, const struct term *t)
{
	if (t->op != OP_IS && t->op != OP_EXACT && t->op != OP_NOT)
		return db_fail(m->db, INVALID, _("\"%s\" has no more and less: use : or ="), t->field);
	str_add(b, "t.id IN (");
	for (size_t i = 0; i < t->n; i++) {
		int64_t id;
		if (!id_parse(m->db, t->v[i], &id))
			return db_fail(m->db, INVALID, _("\"%s\" is no number of a record"), t->v[i]);
		str_add(b, i ? ", " : "");
		filter_bind_id(m, b, id);
	}
	str_addc(b, ')');
	m->few |= !t->minus && t->op != OP_NOT;
	return OK;
}

static enum rc archived_term(struct making *m, const struct term *t)
{
	static const struct {
		const char *words;
		int is;
	} says[] = {
		{ "no n", LIVE_ONLY }, { "yes y si s", ARCHIVED_ONLY }, { "all todo todos todas",
			ARCHIVED_TOO },
	};
	const char *v = t->n == 1 ? utf8_fold(m->a, t->v[0]) : "";
	for (size_t i = 0; i < COUNT(says) && *v; i++)
		if (str_listed(says[i].words, v, strlen(v))) {
			m->archived = says[i].is;
			if (t->minus)
				m->archived = m->archived == LIVE_ONLY ? ARCHIVED_ONLY : LIVE_ONLY;
			return OK;
		}
	return db_fail(m->db, INVALID, "%s", _("Say archived:yes or archived:all"));
}

/* Where the title is several fields ("given family"), "name" means the whole. */
static enum rc name_term(struct making *m, struct str *b, const struct term *t)
{
	str_add(b, t->n ? "" : "FALSE");
	for (size_t i = 0; i < t->n; i++) {
		bool is = t->op == OP_IS;
		str_add(b, i ? " OR " : "");
		str_add(b, is ? "instr(fold(" : "nullif(fold(");
		title_sql(b, m->e, "t");
		str_addf(b, is ? "), " : "), '') %s ", signs[t->op]);
		filter_bind_text(m, b, utf8_fold(m->a, t->v[i]));
		str_add(b, is ? ") > 0" : "");
	}
	return OK;
}

const struct field *filter_field_named(const struct entity *e, const char *word)
{
	char name[64];
	size_t n = 0;
	for (; n < sizeof name - 1 && word[n]; n++)
		name[n] = word[n] == '-' ? '_' : word[n];
	name[n] = 0;
	const struct field *f = field_find(e, name);
	return f ? f : field_guess(e, word);
}

static enum rc unknown(struct making *m, const char *word)
{
	const char *near = field_nearest(m->e, word);
	if (near)
		return db_fail(m->db, INVALID, _("%s have no field \"%s\". Did you mean %s?"),
			entity_label(m->e), word, near);
	return db_fail(m->db, INVALID, _("%s have no field \"%s\""), entity_label(m->e), word);
}

enum rc filter_field(struct making *m, const struct term *t)
{
	const char *word = utf8_fold(m->a, t->field);
	const struct field *f;
	struct str b = STR_INIT;
	enum rc rc;
	if (!strcmp(word, "archived") || !strcmp(word, utf8_fold(m->a, _("archived"))))
		return archived_term(m, t);
	if (!strcmp(word, "id"))
		rc = id_term(m, &b, t);
	else if ((f = filter_field_named(m->e, t->field)))
		rc = any_value(m, &b, f, t);
	else if (m->e->names && (!strcmp(word, "name") ||
			!strcmp(word, utf8_fold(m->a, _("name")))))
		rc = name_term(m, &b, t);
	else
		rc = unknown(m, t->field);
	if (!rc)
		str_addf(&m->where, " AND (%s)%s", b.s,
			t->minus != (t->op == OP_NOT) ? " IS NOT TRUE" : "");
	str_release(&b);
	return rc;
}
