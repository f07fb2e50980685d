/* import_value.c - one value of a file into one field, by the kinds of thing that files say. */
#include "import_private.h"
#include "merge.h"

void filler_refuse(struct filler *f, const char *header, const char *why)
{
	str_addf(&f->why, "%s%s%s%s", f->why.len ? "; " : "", header ? header : "",
		header ? ": " : "", why);
}

void filler_note(struct filler *f, const char *header, const char *value)
{
	str_addf(&f->notes, "%s%s: %s", f->notes.len ? "\n" : "", header, value);
}

static void not_found(struct filler *f, const char *header, const char *value, bool several)
{
	f->nunfound++;
	str_addf(&f->unfound,
		several ? _("%s%s: several are called %s") : _("%s%s: nothing is called %s"),
		f->unfound.len ? "; " : "", header, value);
}

/* A stop by a key or a fault of the disk ends the import; what is wrong with a value does not. */
enum rc import_stops(enum rc rc)
{
	return rc == BUSY || rc == FAILED ? rc : OK;
}

/* Only spreadsheets' files are guarded, not JSON and cards. */
static const char *unguarded(const struct filler *f, const struct field *field, const char *typed)
{
	bool guarded = !strchr("{v", f->p->im.delimiter) && !ftype_of(field)->typed;
	return guarded ? formula_unguard(typed) : typed;
}

static enum rc set_plain(
	struct filler *f, const struct field *field, const char *header, const char *typed)
{
	typed = unguarded(f, field, typed);
	enum rc rc = edit_set(f->db, f->ed, field, typed);
	if (rc && !import_stops(rc))
		filler_refuse(f, header, db_words(f->db));
	return import_stops(rc);
}

/* The place of this text in this field among what was looked up lately. False: look it up. A text
 * has four places: two that come in turns must not push one another out. */
static bool remembered(
	struct filler *f, const struct field *field, const char *typed, struct memo **ret)
{
	enum { PLACES = 4 };
	uint64_t h = (uintptr_t)field;
	for (const char *s = typed; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	struct memo *row = &f->memo[(h >> 32 ^ h) % (COUNT(f->memo) / PLACES) * PLACES];
	struct memo *m = *ret = &row[(unsigned long)f->nth % PLACES];
	for (int i = PLACES - 1; i >= 0; i--) {
		if (row[i].f == field && !strcmp(row[i].typed, typed)) {
			*ret = &row[i];
			return true;
		}
		if (!row[i].f)
			*ret = m = &row[i];
	}
	*m = (struct memo){ 0 };
	if (strlen(typed) < sizeof m->typed) {
		m->f = field;
		memcpy(m->typed, typed, strlen(typed) + 1);
	}
	return false;
}

static enum rc resolve(
	struct filler *f, const struct field *field, const char *typed, struct memo **ret)
{
	int64_t id;
	if (remembered(f, field, typed, ret))
		return OK;
	struct memo *m = *ret;
	const struct entity *of = entity_find(field->of);
	const char *name = unguarded(f, field, typed);
	enum rc rc = record_resolve(f->db, of, name, &id);
	if (rc == NOTFOUND)
		rc = record_merged_named(f->db, of, name, &id);
	m->how = rc == OK ? MEMO_EXACT : rc == INVALID ? MEMO_SEVERAL : MEMO_NONE;
	if (!rc)
		snprintf(m->value, sizeof m->value, "%lld", (long long)id);
	/* Records that this very import brings in are not known before they are written. */
	if (!strcmp(field->of, f->p->im.e->name))
		m->f = NULL;
	return import_stops(rc);
}

static enum rc set_ref(
	struct filler *f, const struct field *field, const char *header, const char *typed)
{
	struct memo *m;
	enum rc rc = resolve(f, field, typed, &m);
	if (rc)
		return rc;
	if (m->how == MEMO_EXACT)
		edit_put(f->ed, field, arena_dup(f->a, m->value));
	else
		not_found(f, header, typed, m->how == MEMO_SEVERAL);
	return OK;
}

/* Titles have commas in them, so ; stands between references; a list of ids may have commas. */
static enum rc add_refs(struct filler *f, const struct field *field, const char *header,
	const char *typed, const char *seps, struct str *ids)
{
	const char *word;
	size_t n;
	enum rc rc = OK;
	while (!rc && str_word(&typed, seps, &word, &n)) {
		const char *piece = text_trim(f->a, word, n);
		struct memo *m;
		if (!piece || (rc = resolve(f, field, piece, &m)))
			continue;
		if (m->how == MEMO_EXACT)
			str_addf(ids, "%s%s", ids->len ? "," : "", m->value);
		else if (*seps == ';' && strchr(piece, ','))
			rc = add_refs(f, field, header, piece, ",", ids);
		else
			not_found(f, header, piece, m->how == MEMO_SEVERAL);
	}
	return rc;
}

static enum rc set_refs(
	struct filler *f, const struct field *field, const char *header, const char *typed)
{
	struct str ids = STR_INIT;
	enum rc rc = add_refs(f, field, header, typed, ";", &ids);
	if (!rc && ids.len)
		rc = set_plain(f, field, header, ids.s);
	str_release(&ids);
	return rc;
}

static const char *code_or_synonym(
	struct filler *f, const struct field *field, const char *said, bool synonyms)
{
	struct field one = *field; /* FT_CODES is asked for one of its codes at a time */
	const char *code;
	one.type = FT_CODE;
	if (synonyms)
		return code_synonym(f->a, field->of, said);
	return field_parse(f->db, f->a, &one, said, &code) ? NULL : code;
}

/* "Primary;Independent": the whole, then its parts, by code and label, then by what files say. */
static const char *near_code(struct filler *f, const struct field *field, const char *typed)
{
	for (int synonyms = 0; synonyms < 2; synonyms++) {
		const char *code = code_or_synonym(f, field, typed, synonyms), *at = typed, *word;
		size_t n;
		while (!code && str_word(&at, ";,/", &word, &n)) {
			const char *part = text_trim(f->a, word, n);
			code = part ? code_or_synonym(f, field, part, synonyms) : NULL;
		}
		if (code)
			return code;
	}
	return NULL;
}

static void look_up_code(
	struct filler *f, const struct field *field, const char *typed, struct memo **ret)
{
	if (remembered(f, field, typed, ret))
		return;
	const char *code;
	enum memo_how how = MEMO_EXACT;
	if (field_parse(f->db, f->a, field, typed, &code)) {
		code = near_code(f, field, typed);
		how = MEMO_NEAR;
	}
	(*ret)->how = code ? how : MEMO_NONE;
	snprintf((*ret)->value, sizeof(*ret)->value, "%s", code ? code : "");
}

/* A word that is not quite a code stands in notes too: it said more than the code does. */
static enum rc set_code(
	struct filler *f, const struct field *field, const char *header, const char *typed)
{
	struct memo *m;
	look_up_code(f, field, typed, &m);
	if (m->how == MEMO_NONE && (field->flags & REQ || !f->p->im.e->notes))
		return set_plain(f, field, header, typed);
	if (m->how != MEMO_NONE)
		edit_put(f->ed, field, arena_dup(f->a, m->value));
	if (m->how != MEMO_EXACT)
		filler_note(f, header, typed);
	return OK;
}

static enum rc set_codes(
	struct filler *f, const struct field *field, const char *header, const char *typed)
{
	const char *v, *at = typed, *word;
	size_t n;
	if (!field_parse(f->db, f->a, field, typed, &v)) {
		edit_put(f->ed, field, v);
		return OK;
	}
	struct str codes = STR_INIT;
	bool all = true;
	while (str_word(&at, ";,/", &word, &n)) {
		const char *part = text_trim(f->a, word, n),
			   *code = part ? near_code(f, field, part) : NULL;
		if (code)
			str_addf(&codes, "%s%s", codes.len ? "," : "", code);
		all &= code || !part;
	}
	if (!all && !f->p->im.e->notes)
		filler_refuse(f, header, db_words(f->db));
	else if (!all)
		filler_note(f, header, typed);
	enum rc rc = codes.len ? set_plain(f, field, header, codes.s) : OK;
	str_release(&codes);
	return rc;
}

/* "Not currently available" is no web page, but nothing went wrong in typing it either. */
static enum rc set_url(
	struct filler *f, const struct field *field, const char *header, const char *typed)
{
	const char *v;
	if (field->flags & REQ || !f->p->im.e->notes || !field_parse(f->db, f->a, field, typed, &v))
		return set_plain(f, field, header, typed);
	filler_note(f, header, typed);
	return OK;
}

/* The first telephone number among other words, in canonical form; NULL. */
static const char *find_phone(struct filler *f, const struct field *field, const char *typed)
{
	const char *v;
	size_t n;
	for (const char *s = typed; *(s += strcspn(s, "+(0123456789")); s += n) {
		n = strspn(s, "+()0123456789 .-");
		if (n >= 7 && !field_parse(f->db, f->a, field, text_trim(f->a, s, n), &v))
			return v;
	}
	return NULL;
}

/* "020 8937 3773 or 020 8937 3774", "020 8937 6580/1", "Office - 020 8937 3330": a number is taken
 * out of it, and all that was said stands in notes. */
static enum rc set_phone(
	struct filler *f, const struct field *field, const char *header, const char *typed)
{
	const char *v;
	bool whole = !f->p->im.e->notes || !field_parse(f->db, f->a, field, typed, &v);
	if (whole || !(v = find_phone(f, field, typed)))
		return set_plain(f, field, header, typed);
	filler_note(f, header, typed);
	edit_put(f->ed, field, v);
	return OK;
}

enum rc filler_set(
	struct filler *f, const struct field *field, const char *header, const char *typed)
{
	switch (field->type) {
	case FT_REF:
		return set_ref(f, field, header, typed);
	case FT_REFS:
		return set_refs(f, field, header, typed);
	case FT_CODE:
		return set_code(f, field, header, typed);
	case FT_CODES:
		return set_codes(f, field, header, typed);
	case FT_PHONE:
		return set_phone(f, field, header, typed);
	case FT_URL:
		return set_url(f, field, header, typed);
	default:
		return set_plain(f, field, header, typed);
	}
}
