/* transfer_data.c - rows as data: CSV and JSON lines, for other programs and for our own import. */
#include "transfer_private.h"
#include "care.h"
#include "csv.h"
#include "json.h"
#include "promise.h"

static bool leaves(const struct column *c)
{
	return !c->f || (!(c->f->flags & NOCSV) && c->f->type != FT_ONEOF);
}

static const char *name_of(struct out *o, const struct entity *e, const char *id)
{
	struct name *n = &o->names[(strtoull(id, NULL, 10) ^ (uintptr_t)e >> 4) % COUNT(o->names)];
	if (n->e == e && !strcmp(n->id, id))
		return n->text;
	const char *text = record_name(o->db, &o->a, e, atoll(id));
	if (text && strlen(text) < sizeof n->text && strlen(id) < sizeof n->id) {
		n->e = e;
		memcpy(n->id, id, strlen(id) + 1);
		memcpy(n->text, text, strlen(text) + 1);
	}
	return text ? text : id;
}

/* Titles have commas in them, so ; stands between. */
static const char *names_of(struct out *o, const struct entity *e, const char *ids)
{
	const char *ret = NULL, *word;
	size_t n;
	while (str_word(&ids, ",", &word, &n)) {
		const char *name = name_of(o, e, arena_dupn(&o->a, word, n));
		if (*name) /* one that she may not read leaves no place */
			ret = ret ? arena_printf(&o->a, "%s; %s", ret, name) : name;
	}
	return ret;
}

/* A number or address consent keeps in: of a person, or of the one an answer's row is about. */
static bool withheld(struct out *o, const struct column *c, const struct row *row)
{
	if (!o->consents || !row->e)
		return false;
	int64_t person = row->e == entity_find("person") ? row->id
		: c->type == FT_PHONE || c->type == FT_EMAIL ? person_of(o->db, row->e, row->id) : 0;
	return person && consent_withholds(o->db, person, c->name);
}

/* What stands in the file for a value; NULL for what is empty or masked. */
static const char *value(struct out *o, const struct column *c, const struct row *row, int i)
{
	const char *v = row->v[i];
	if (!v || !strcmp(v, FIELD_MASKED) || withheld(o, c, row))
		return NULL;
	if (c->f && c->f->type == FT_REF)
		return name_of(o, entity_find(c->f->of), v);
	if (c->f && c->f->type == FT_REFS)
		return names_of(o, entity_find(c->f->of), v);
	if (c->type == FT_REF && row->t && row->t[i])
		return row->t[i];
	return v;
}

static enum rc csv_begin(struct out *o, const struct row *rows, int n)
{
	(void)rows, (void)n;
	csv_cell(o->to, true, "id");
	for (int i = 0; i < o->n; i++)
		if (leaves(&o->cols[i]))
			csv_cell(o->to, false, o->cols[i].name);
	csv_end(o->to);
	return OK;
}

static void csv_row(struct out *o, const struct row *row)
{
	fprintf(o->to, "%lld", (long long)row->id);
	for (int i = 0; i < o->n; i++) {
		const struct column *c = &o->cols[i];
		if (!leaves(c))
			continue;
		const char *v = value(o, c, row, i);
		csv_cell(o->to, false, v && !ftypes[c->type].typed ? formula_guard(&o->a, v) : v);
	}
	csv_end(o->to);
}

static void json_row(struct out *o, const struct row *row)
{
	str_clear(&o->line);
	str_addf(&o->line, "{\"id\":%lld", (long long)row->id);
	for (int i = 0; i < o->n; i++) {
		const struct column *c = &o->cols[i];
		if (!leaves(c))
			continue;
		const char *v = value(o, c, row, i);
		str_addc(&o->line, ',');
		json_string(&o->line, c->name);
		str_addc(&o->line, ':');
		if (v && c->type == FT_INT && json_is_number(v))
			str_add(&o->line, v);
		else if (v && c->type == FT_BOOL)
			str_add(&o->line, *v == '1' ? "true" : "false");
		else
			json_string(&o->line, v);
	}
	fprintf(o->to, "%s}\n", o->line.s);
}

static enum rc csv_rows(struct out *o, const struct row *rows, int n)
{
	for (int i = 0; i < n; i++)
		csv_row(o, &rows[i]);
	return OK;
}

static enum rc json_rows(struct out *o, const struct row *rows, int n)
{
	for (int i = 0; i < n; i++)
		json_row(o, &rows[i]);
	return OK;
}

const struct writer csv_writer = { .word = "csv", .flags = W_TAKEN | W_ALL, .begin = csv_begin,
	.rows = csv_rows };
const struct writer json_writer = { .word = "json", .flags = W_TAKEN | W_ALL, .rows = json_rows };
