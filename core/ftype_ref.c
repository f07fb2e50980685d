/* ftype_ref.c - references: to one record, to several, to one of several record types. */
#include "ftype_private.h"
#include "record.h"
#include "utf8.h"

const struct entity *field_entity(const struct field *f)
{
	for (size_t i = 0; entities[i]; i++)
		if (f >= entities[i]->fields && f < entities[i]->fields + entities[i]->n)
			return entities[i];
	return NULL;
}

PARSE(parse_ref)
{
	const struct entity *to = entity_find(f->of);
	int64_t id = 0;
	if (to == entity_find("user") && (!strcmp(in, "me") || !strcmp(in, _("me"))))
		id = db_my_id(db);
	enum rc rc = id ? OK : record_resolve(db, to, in, &id);
	if (!rc)
		*ret = arena_int(a, id);
	return rc;
}

SHOW(show_ref)
{
	return record_title(db, a, entity_find(f->of), atoll(v));
}

static int by_size(const void *a, const void *b)
{
	long long x = atoll(*(const char *const *)a), y = atoll(*(const char *const *)b);
	return (x > y) - (x < y);
}

/* Ascending, each once: two writings of one set are the same text. */
PARSE(parse_refs)
{
	const char **ids = arena_array(a, const char *, strlen(in) + 1);
	size_t n = 0;
	enum rc rc = OK;
	for (char *piece; !rc && (piece = list_piece(a, &in));)
		if (!(rc = parse_ref(db, a, f, piece, &ids[n])))
			n++;
	if (rc)
		return rc;
	qsort(ids, n, sizeof *ids, by_size);
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(ids[i - 1], ids[i]))
			*ret = i ? arena_printf(a, "%s,%s", *ret, ids[i]) : ids[i];
	return OK;
}

SHOW(show_refs)
{
	const char *ret = NULL;
	for (char *id; (id = list_piece(a, &v));) {
		const char *title = show_ref(db, a, f, id);
		ret = ret ? arena_printf(a, "%s, %s", ret, title) : title;
	}
	return ret ? ret : "";
}

/* Does what was typed begin with this part's name or the name of its record type, and then ':' or a
 * blank? The rest, or NULL. */
static const char *after_part(struct arena *a, const struct entity *e, const struct field *part,
	const char *in)
{
	const struct entity *to = entity_find(part->of);
	const char *names[] = { part->name, to->name, to->plural, field_label(e, part),
		entity_one(to) };
	size_t n = strcspn(in, ": ");
	const char *word = utf8_fold(a, arena_dupn(a, in, n));
	for (size_t i = 0; in[n] && i < COUNT(names); i++)
		if (!strcmp(utf8_fold(a, names[i]), word)) {
			in += n + 1;
			return in + strspn(in, " ");
		}
	return NULL;
}

static enum rc several(struct db *db, const struct entity *e, const struct field *one,
	const struct field *other, const char *in)
{
	return db_fail(db, INVALID, _("\"%s\" may be two things. Say \"%s: %s\" or \"%s: %s\""), in,
		field_label(e, one), in, field_label(e, other), in);
}

PARSE(parse_oneof)
{
	const struct entity *e = field_entity(f);
	const struct field *part, *found = NULL;
	const char *at = NULL, *rest;
	int64_t id = 0, found_id = 0;
	enum rc rc, worst = NOTFOUND;
	while (fields_each(e, f->of, &at, &part, NULL)) {
		if (!(rest = after_part(a, e, part, in)))
			continue;
		if ((rc = record_resolve(db, entity_find(part->of), rest, &id)))
			return rc;
		*ret = arena_printf(a, "%s:%lld", part->name, (long long)id);
		return OK;
	}
	for (at = NULL; fields_each(e, f->of, &at, &part, NULL);) {
		rc = record_resolve(db, entity_find(part->of), in, &id);
		if (!rc && found)
			return several(db, e, found, part, in);
		if (!rc) {
			found = part;
			found_id = id;
		} else if (rc == INVALID) {
			worst = INVALID;
		}
	}
	if (!found)
		return worst == NOTFOUND ?
			db_fail(db, NOTFOUND, _("Nothing on file is called \"%s\""), in) :
			db_fail(db, INVALID, _("\"%s\" names several records: give the id of one"),
				in);
	*ret = arena_printf(a, "%s:%lld", found->name, (long long)found_id);
	return OK;
}

SHOW(show_oneof)
{
	const struct entity *e = field_entity(f);
	size_t n = strcspn(v, ":");
	const struct field *part = e && v[n] ? field_find(e, arena_dupn(a, v, n)) : NULL;
	return part ? record_title(db, a, entity_find(part->of), atoll(v + n + 1)) : v;
}
