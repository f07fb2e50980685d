/* entity.c - the entity table, and how its rows and fields are found by what people call them. */
#include "entity.h"
#include "str.h"
#include "utf8.h"

#define ENTITY(x) extern const struct entity ent_##x;
#include "entities.def"
#undef ENTITY

static const struct entity *const table[] = {
#define ENTITY(x) &ent_##x,
#include "entities.def"
#undef ENTITY
	NULL,
};

const struct entity *const *entities = table;

void entity_table(const struct entity *const *other)
{
	entities = other ? other : table;
}

size_t entity_count(void)
{
	size_t n = 0;
	while (entities[n])
		n++;
	return n;
}

/* The same word, "-" as good as "_". */
static bool same_word(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (*a != *b && !(*a == '_' && *b == '-'))
			return false;
	return *a == *b;
}

const struct entity *entity_find(const char *word)
{
	for (size_t i = 0; word && entities[i]; i++)
		if (same_word(entities[i]->name, word) || same_word(entities[i]->plural, word))
			return entities[i];
	return NULL;
}

const char *entity_nearest(const char *word)
{
	size_t n = entity_count();
	const char **words = xcalloc(2 * n + 1, sizeof *words);
	for (size_t i = 0; i < n; i++) {
		words[2 * i] = entities[i]->name;
		words[2 * i + 1] = entities[i]->plural;
	}
	const char *ret = str_nearest(word, words, 2 * n);
	free(words);
	return ret;
}

const struct field *field_find(const struct entity *e, const char *name)
{
	for (size_t i = 0; name && i < e->n; i++)
		if (!strcmp(e->fields[i].name, name))
			return &e->fields[i];
	return NULL;
}

/* Folded and without blanks: "Post Code" and "post_code" are both "postcode". */
static char *squeeze(struct arena *a, const char *s)
{
	char *to, *ret = to = utf8_fold(a, s);
	for (const char *from = ret; *from; from++)
		if (*from != ' ')
			*to++ = *from;
	*to = 0;
	return ret;
}

static bool synonym(struct arena *a, const struct field *f, const char *wanted)
{
	const char *at = f->syn, *word;
	size_t n;
	while (at && str_word(&at, ",", &word, &n))
		if (!strcmp(squeeze(a, arena_dupn(a, word, n)), wanted))
			return true;
	return false;
}

static const struct field *by_label(struct arena *a, const struct entity *e, const char *wanted)
{
	for (size_t i = 0; i < e->n; i++)
		if (!strcmp(squeeze(a, field_label(e, &e->fields[i])), wanted) ||
		    !strcmp(squeeze(a, e->fields[i].label), wanted))
			return &e->fields[i];
	return NULL;
}

/* A Spanish header is understood under an English screen too: the source is English, so only the
 * other catalogue has to be asked. */
static const struct field *by_spanish(struct arena *a, const struct entity *e, const char *wanted)
{
	const char *was = arena_dup(a, tr_lang());
	if (!strcmp(was, "es"))
		return NULL;
	tr_language("es", NULL);
	const struct field *f = by_label(a, e, wanted);
	tr_language(was, NULL);
	return f;
}

static const struct field *guess(struct arena *a, const struct entity *e, const char *wanted)
{
	const struct field *f;
	for (size_t i = 0; i < e->n; i++)
		if (!strcmp(squeeze(a, e->fields[i].name), wanted))
			return &e->fields[i];
	if ((f = by_label(a, e, wanted)))
		return f;
	for (size_t i = 0; i < e->n; i++)
		if (synonym(a, &e->fields[i], wanted))
			return &e->fields[i];
	return by_spanish(a, e, wanted);
}

const struct field *field_guess(const struct entity *e, const char *header)
{
	struct arena a = { 0 };
	const char *wanted = header ? squeeze(&a, header) : "";
	const struct field *f = *wanted ? guess(&a, e, wanted) : NULL;
	arena_free(&a);
	return f;
}

const char *field_nearest(const struct entity *e, const char *word)
{
	const char **names = xcalloc(e->n + 1, sizeof *names);
	for (size_t i = 0; i < e->n; i++)
		names[i] = e->fields[i].name;
	const char *ret = str_nearest(word, names, e->n);
	free(names);
	return ret;
}

bool field_stored(const struct field *f)
{
	return !(f->flags & VIRT) && f->type != FT_REFS && f->type != FT_ONEOF;
}

const char *entity_label(const struct entity *e)
{
	return tr(e->name, e->label);
}

const char *entity_one(const struct entity *e)
{
	return tr(e->name, e->one ? e->one : e->label);
}

const char *field_label(const struct entity *e, const struct field *f)
{
	return tr(e->name, f->label);
}

bool fields_each(const struct entity *e, const char *list, const char **at,
	const struct field **f, bool *desc)
{
	const char *word;
	size_t n;
	if (!*at)
		*at = list;
	if (!list || !str_word(at, " ", &word, &n))
		return false;
	bool minus = *word == '-';
	if (desc)
		*desc = minus;
	word += minus;
	n -= minus;
	for (size_t i = 0; i < e->n; i++)
		if (strlen(e->fields[i].name) == n && !strncmp(e->fields[i].name, word, n)) {
			*f = &e->fields[i];
			return true;
		}
	die("%s has no field %.*s", e->name, (int)n, word);
}

bool entity_referrer(const struct entity *to, size_t i, const struct entity **from,
	const struct field **by)
{
	for (size_t k = 0; entities[k]; k++) {
		const struct entity *e = entities[k];
		for (size_t j = 0; j < e->n && !e->bookkeeping; j++) {
			const struct field *f = &e->fields[j];
			if ((f->type != FT_REF && f->type != FT_REFS) || f->flags & (VIRT | RO))
				continue;
			if (strcmp(f->of, to->name) || i--)
				continue;
			*from = e;
			*by = f;
			return true;
		}
	}
	return false;
}
