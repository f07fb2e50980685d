/* transfer_line.c - what cards and calendars have in common: one record after the other, names for
 * them that stay, and the lines of RFC 5545 and RFC 6350. */
#include "transfer_private.h"
#include "care.h"
#include "utf8.h"

enum { LINE_OCTETS = 75 };

enum rc out_record(struct out *o, const struct row *row, struct record **ret)
{
	*ret = NULL;
	enum rc rc = record_load(o->db, &o->a, row->e ? row->e : o->e, row->id, ret);
	if (*ret && o->consents && (*ret)->e == entity_find("person"))
		for (size_t i = 0; i < (*ret)->e->n; i++)
			if (consent_withholds(o->db, row->id, (*ret)->e->fields[i].name))
				(*ret)->v[i] = NULL;
	return rc == NOTFOUND ? OK : rc;
}

const char *out_value(const struct record *r, const char *field)
{
	const char *v = r->v[field_index(r->e, field_find(r->e, field))];
	return v && strcmp(v, FIELD_MASKED) ? v : NULL;
}

const char *out_uid(struct out *o, const struct entity *e, int64_t id)
{
	return arena_printf(&o->a, "%s-%lld@%s.pact-tui", e->name, (long long)id,
		db_setting(o->db, &o->a, "_file", "file"));
}

/* Bytes of s that one line may hold, whole characters and what combines with them. */
static size_t piece(const char *s, size_t most)
{
	size_t n = 0, step;
	int cols;
	while (s[n] && (step = utf8_next(s + n, &cols)) && n + step <= most)
		n += step;
	return n ? n : strnlen(s, most);
}

void fold_line(FILE *to, const char *line)
{
	size_t n = piece(line, LINE_OCTETS);
	fwrite(line, 1, n, to);
	for (line += n; *line; line += n) {
		n = piece(line, LINE_OCTETS - 1);
		fputs("\r\n ", to);
		fwrite(line, 1, n, to);
	}
	fputs("\r\n", to);
}

void escape_text(struct str *b, const char *text)
{
	for (; *text; text++)
		if (*text == '\n')
			str_add(b, "\\n");
		else if (strchr("\\,;", *text))
			str_addf(b, "\\%c", *text);
		else if ((unsigned char)*text >= ' ' || *text == '\t')
			str_addc(b, *text);
}

void out_text(struct out *o, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	str_clear(&o->line);
	str_addf(&o->line, "%s:", name);
	escape_text(&o->line, text);
	fold_line(o->to, o->line.s);
}
