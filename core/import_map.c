/* import_map.c - which column of a file goes into which field. */
#include "import_private.h"
#include "history.h"
#include "schema.h"
#include "utf8.h"

/* What two spellings of a header have in common: "Post Code", "post_code" and "POSTCODE". */
static const char *plain(struct arena *a, const char *s)
{
	char *ret = utf8_fold(a, s), *to = ret;
	for (const char *from = ret; *from; from++)
		if (*from != ' ')
			*to++ = *from;
	*to = 0;
	return ret;
}

static bool alike(struct arena *a, const char *x, const char *y)
{
	return !strcmp(plain(a, x), plain(a, y));
}

/* The two fields that a header such as "name" is split into: entity.names, "name=given+family". */
static bool splits(struct arena *a, const struct entity *e, const char *header,
	const struct field **first, const struct field **second)
{
	const char *at = e->names, *word;
	size_t n;
	while (at && str_word(&at, " ,", &word, &n)) {
		const char *rule = arena_dupn(a, word, n);
		const char *is = strchr(rule, '='), *plus = is ? strchr(is, '+') : NULL;
		if (!plus || !alike(a, header, arena_dupn(a, rule, (size_t)(is - rule))))
			continue;
		*first = field_find(e, arena_dupn(a, is + 1, (size_t)(plus - is - 1)));
		*second = field_find(e, plus + 1);
		if (!*first || !*second)
			die("%s: names has a field that is none: %s", e->name, rule);
		return true;
	}
	return false;
}

/* A field that several columns make up together: address1, address2 ... */
static bool is_address(const struct field *f)
{
	return f->type == FT_TEXT && f->syn && str_listed(f->syn, "address1", 8);
}

static bool can_write(const struct field *f)
{
	return !(f->flags & RO);
}

/* Has a column or a constant this field already? */
static bool claimed(const struct plan *p, const struct field *f)
{
	for (int i = 0; i < p->nconstant; i++)
		if (p->constant[i].f == f)
			return true;
	for (int i = 0; i < p->im.nmap; i++)
		if (p->im.map[i].f == f || p->im.map[i].f2 == f)
			return true;
	return false;
}

static const char *how_guessed(
	struct arena *a, const struct entity *e, const struct field *f, const char *header)
{
	if (alike(a, header, f->name))
		return N_("name");
	if (alike(a, header, f->label) || alike(a, header, field_label(e, f)))
		return N_("label");
	return N_("synonym");
}

static void give(struct plan *p, int i, const struct field *f, const char *why)
{
	p->im.map[i] = (struct mapping){ p->im.map[i].header, f, NULL,
		is_address(f) ? MAP_ADDRESS : MAP_FIELD, why };
}

/* A header that says just what the field is called goes before one that means the same. */
static void guess(struct arena *a, struct plan *p, int i, bool by_name)
{
	const struct entity *e = p->im.e;
	struct mapping *m = &p->im.map[i];
	const struct field *f, *f2;
	if (m->why || !*m->header)
		return;
	if (alike(a, m->header, "id") || alike(a, m->header, "import_ref")) {
		for (int k = 0; k < p->im.nmap; k++)
			if (p->im.map[k].how == MAP_ID)
				return;
		*m = (struct mapping){ m->header, NULL, NULL, MAP_ID, N_("name") };
		return;
	}
	if (splits(a, e, m->header, &f, &f2)) {
		if (!by_name && !claimed(p, f) && !claimed(p, f2))
			*m = (struct mapping){ m->header, f, f2, MAP_NAME, N_("name") };
		return;
	}
	f = field_guess(e, m->header);
	if (!f || !can_write(f) || (by_name && !alike(a, m->header, f->name)))
		return;
	if (!claimed(p, f) || (is_address(f) && !p->own))
		give(p, i, f, how_guessed(a, e, f, m->header));
}

/* What is left goes into notes; an export of ours has there what the program works out itself. */
static void place_rest(struct arena *a, struct plan *p)
{
	const struct entity *e = p->im.e;
	for (int i = 0; i < p->im.nmap; i++) {
		struct mapping *m = &p->im.map[i];
		if (m->why)
			continue;
		const struct field *f = field_find(e, m->header);
		if (!*m->header)
			m->header = arena_printf(a, _("column %d"), i + 1);
		bool ours = p->own && f && !can_write(f);
		bool reason = !i && !strcmp(m->header, "why");
		m->how = ours || reason || !e->notes ? MAP_NONE : MAP_NOTES;
		m->why = ours		       ? N_("worked out by the program")
			 : reason	       ? N_("why it was refused")
			 : m->how == MAP_NOTES ? N_("no field has that name")
					       : N_("left out");
	}
}

/* Only an export of ours begins with id and has nothing but names of fields. */
static bool is_own(const struct entity *e, const struct source *s)
{
	int first = s->n && !strcmp(s->header[0], "why");
	if (s->n < first + 2 || strcmp(s->header[first], "id"))
		return false;
	for (int i = first + 1; i < s->n; i++)
		if (!field_find(e, s->header[i]))
			return false;
	return true;
}

static const char *list_headers(struct arena *a, const struct source *s)
{
	struct str b = STR_INIT;
	for (int i = 0; i < s->n && b.len < 400; i++)
		str_addf(&b, "%s%.60s", i ? ", " : "", s->header[i]);
	const char *ret = utf8_scrub(a, arena_dup(a, b.s), true);
	str_release(&b);
	return ret;
}

static const char *list_fields(struct arena *a, const struct entity *e)
{
	struct str b = STR_INIT;
	for (size_t i = 0; i < e->n; i++)
		if (can_write(&e->fields[i]) && !(e->fields[i].flags & PART))
			str_addf(&b, "%s%s", b.len ? ", " : "", e->fields[i].name);
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

static enum rc field_of(
	struct db *db, const struct plan *p, const char *name, const struct field **ret)
{
	*ret = field_find(p->im.e, name);
	if (!*ret)
		*ret = field_guess(p->im.e, name);
	if (*ret && can_write(*ret))
		return OK;
	if (*ret)
		return db_fail(db, INVALID,
			_("%s is worked out by the program: it cannot be given"), name);
	const char *near = field_nearest(p->im.e, name);
	return near ? db_fail(db, INVALID, _("%s have no field %s. Did you mean %s?"),
			      entity_label(p->im.e), name, near)
		    : db_fail(db, INVALID, _("%s have no field %s"), entity_label(p->im.e), name);
}

static enum rc add_constant(
	struct db *db, struct arena *a, struct plan *p, const char *name, const char *typed)
{
	const struct field *f;
	const char *v;
	enum rc rc = field_of(db, p, name, &f);
	if (!rc)
		rc = field_parse(db, a, f, typed, &v);
	if (rc == NOTFOUND)
		return db_fail(db, INVALID, _("%s: nothing is called %s"), name, typed);
	if (!rc)
		p->constant[p->nconstant++] = (struct constant){ f, typed };
	return rc;
}

static enum rc add_column(struct db *db, struct arena *a, struct plan *p, const struct source *s,
	const char *name, const char *header)
{
	const struct field *f, *f2;
	int i = 0;
	while (i < s->n && !alike(a, s->header[i], header))
		i++;
	if (i == s->n)
		return db_fail(db, INVALID, _("The file has no column %s. It has: %s"), header,
			list_headers(a, s));
	struct mapping *m = &p->im.map[i];
	p->by_hand[i] = true;
	if (!strcmp(name, "-")) {
		*m = (struct mapping){ m->header, NULL, NULL, MAP_NONE, N_("given") };
		return OK;
	}
	if (alike(a, name, "id") || alike(a, name, "import_ref")) {
		*m = (struct mapping){ m->header, NULL, NULL, MAP_ID, N_("given") };
		return OK;
	}
	if (splits(a, p->im.e, name, &f, &f2)) {
		*m = (struct mapping){ m->header, f, f2, MAP_NAME, N_("given") };
		return OK;
	}
	enum rc rc = field_of(db, p, name, &f);
	if (!rc)
		give(p, i, f, N_("given"));
	return rc;
}

static enum rc add_given(
	struct db *db, struct arena *a, struct plan *p, const struct source *s, const char *arg)
{
	const char *is = strchr(arg, '=');
	if (!is || is == arg)
		return db_fail(db, INVALID, _("%s: say field=column, or field:=text"), arg);
	bool constant = is[-1] == ':';
	const char *name = arena_dupn(a, arg, (size_t)(is - arg) - constant);
	return constant ? add_constant(db, a, p, name, is + 1)
			: add_column(db, a, p, s, name, is + 1);
}

/* ---- what was mapped by hand the last time ---- */

static const char *memory_name(struct arena *a, const struct plan *p)
{
	return arena_printf(a, "_import %s %s", p->im.e->name, p->kind);
}

/* "field=column" lines; what cannot be done any more is passed over. */
static void recall(struct db *db, struct arena *a, struct plan *p, const struct source *s)
{
	const char *at = db_setting(db, a, memory_name(a, p), NULL), *line;
	size_t n;
	while (at && str_word(&at, "\n", &line, &n)) {
		const char *arg = arena_dupn(a, line, n), *is = strchr(arg, '=');
		int i = 0;
		while (is && i < s->n && strcmp(s->header[i], is + 1))
			i++;
		if (!is || i == s->n || p->im.map[i].why)
			continue;
		if (!add_column(db, a, p, s, arena_dupn(a, arg, (size_t)(is - arg)), is + 1))
			p->im.map[i].why = N_("as the last time");
	}
}

static void add_memory(struct str *b, const struct mapping *m)
{
	const char *f = m->how == MAP_NONE ? "-" : m->how == MAP_ID ? "id" : m->f ? m->f->name : NULL;
	if (f && !strchr(m->header, '\n'))
		str_addf(b, "%s=%s\n", m->how == MAP_NAME ? "name" : f, m->header);
}

enum rc import_remember(struct db *db, const struct plan *p)
{
	struct arena a = { 0 };
	struct str b = STR_INIT;
	for (int i = 0; i < p->im.nmap; i++)
		if (p->by_hand[i])
			add_memory(&b, &p->im.map[i]);
	const char *name = memory_name(&a, p);
	enum rc rc = OK;
	if (b.len && !same(db_setting(db, &a, name, NULL), b.s) && !(rc = db_begin(db))) {
		history_action(db, "setting", "import mapping");
		rc = db_end(db, schema_setting(db, name, b.s));
	}
	str_release(&b);
	arena_free(&a);
	return rc;
}

enum rc import_map(struct db *db, struct arena *a, struct plan *p, const struct source *s, int argc,
	const char *const *argv)
{
	struct arena spare = { 0 };
	enum rc rc = OK;
	bool any = false;
	p->own = is_own(p->im.e, s);
	p->im.nmap = s->n;
	p->im.map = arena_array(a, struct mapping, s->n);
	p->by_hand = arena_array(a, bool, s->n);
	p->constant = arena_array(a, struct constant, argc);
	for (int i = 0; i < s->n; i++)
		p->im.map[i] = (struct mapping){ s->header[i], NULL, NULL, MAP_NONE, NULL };
	for (int i = 0; i < argc && !rc; i++)
		rc = add_given(db, &spare, p, s, argv[i]);
	if (!rc)
		recall(db, &spare, p, s);
	for (int i = 0; i < 2 * s->n && !rc; i++)
		guess(&spare, p, i % s->n, i < s->n);
	for (int i = 0; i < s->n; i++)
		any |= p->im.map[i].f != NULL;
	if (!rc && !any)
		rc = db_fail(db, INVALID, _("No column of %s fits. It has: %s. %s have: %s"),
			p->im.path, list_headers(&spare, s), entity_label(p->im.e),
			list_fields(&spare, p->im.e));
	if (!rc)
		place_rest(a, p);
	for (int i = 0; i < s->n && !rc; i++)
		p->im.map[i].why = tr(NULL, p->im.map[i].why);
	arena_free(&spare);
	return rc;
}
