/* path_words.c - a chain as a sentence. */
#include "path_private.h"
#include "ftype.h"
#include "record.h"
#include "str.h"
#include <ctype.h>

/* ---- in words ---- */

static const struct saying {
	const char *code, *forth, *back; /* %s: the one that comes next */
} sayings[] = {
	{ "partner", N_("who is the partner of %s"), N_("who is the partner of %s") },
	{ "friend", N_("who is a friend of %s"), N_("who is a friend of %s") },
	{ "family", N_("who is family of %s"), N_("who is family of %s") },
	{ "neighbour", N_("who is a neighbour of %s"), N_("who is a neighbour of %s") },
	{ "introduced_by", N_("who was introduced by %s"), N_("who introduced %s") },
	{ "brings", N_("who brings %s"), N_("whom %s brings") },
	{ "develops", N_("who develops %s"), N_("whom %s develops") },
	{ "same_institution", N_("who is from the same institution as %s"),
		N_("who is from the same institution as %s") },
	{ "same_trust", N_("which is in the same trust as %s"),
		N_("which is in the same trust as %s") },
	{ "network", N_("which is in the same network as %s"),
		N_("which is in the same network as %s") },
	{ "landlord", N_("which is the landlord of %s"), N_("whose landlord is %s") },
	{ "funder", N_("which funds %s"), N_("which is funded by %s") },
	{ "parish", N_("which is in the same parish as %s"),
		N_("which is in the same parish as %s") },
	{ "partner", N_("which is a partner of %s"), N_("which is a partner of %s") },
};

/* Said of a person and of an institution alike. */
static const struct saying influences[] = {
	{ "reports_to", N_("answering to %s"), N_("to whom %s answers") },
	{ "funds", N_("funding %s"), N_("funded by %s") },
	{ "elects", N_("electing %s"), N_("elected by %s") },
	{ "advises", N_("advising %s"), N_("advised by %s") },
	{ "family", N_("of the family of %s"), N_("of the family of %s") },
	{ "faith", N_("of the same faith as %s"), N_("of the same faith as %s") },
	{ "media", N_("reporting on %s"), N_("reported on by %s") },
	{ "owes", N_("owing something to %s"), N_("to whom %s owes something") },
};

/* The first is a tie of people, the last the link of that name. */
static const struct saying *saying_of(const char *code, char sign)
{
	bool link = sign == 'l';
	for (size_t i = 0; sign == 'i' && i < COUNT(influences); i++)
		if (same(influences[i].code, code))
			return &influences[i];
	for (size_t i = 0; i < COUNT(sayings); i++) {
		const struct saying *s = &sayings[link ? COUNT(sayings) - 1 - i : i];
		if (same(s->code, code))
			return s;
	}
	return NULL;
}

/* "Parent governor" within a sentence; "NHS lead" stays. */
static const char *in_sentence(struct arena *a, const char *position)
{
	char *s = arena_dup(a, position);
	if (isupper((unsigned char)s[0]) && !isupper((unsigned char)s[1]))
		s[0] = (char)tolower((unsigned char)s[0]);
	return s;
}

static const char *position_words(struct arena *a, const struct hop *n, const char *title)
{
	const char *as = n->word ? in_sentence(a, n->word) : NULL;
	if (n->back)
		return as ? arena_printf(a, _("where %s is %s"), title, as)
			  : arena_printf(a, _("where %s belongs"), title);
	return as ? arena_printf(a, _("who is %s at %s"), as, title)
		  : arena_printf(a, _("who belongs to %s"), title);
}

static const char *tie_words(struct db *db, struct arena *a, const struct hop *n,
	const char *title)
{
	if (n->sign == 'p')
		return position_words(a, n, title);
	if (n->sign == 'm' && n->before == USER)
		return arena_printf(a, _("who have met %s one to one"), title);
	if (n->sign == 'm')
		return arena_printf(a, _("who has had a one-to-one with %s"), title);
	if (n->sign == 'w')
		return arena_printf(a, n->back ? _("reached through %s") : _("our way in to %s"),
			title);
	const struct saying *s = saying_of(n->word, n->sign);
	if (s)
		return arena_printf(a, n->back ? _(s->back) : _(s->forth), title);
	const char *list = n->sign == 'l' ? "institution_link_kind"
			 : n->sign == 'i' ? "influence_kind" : "relationship_kind";
	const char *label = code_label(db, a, list, n->word);
	return arena_printf(a, _("tied to %s (%s)"), title, label);
}

void path_tell(struct db *db, struct arena *a, const struct hop *hop, int n, struct path *ret)
{
	ret->n = n;
	ret->step = arena_array(a, struct path_step, n);
	for (int i = 0; i < n; i++) {
		struct path_step *step = &ret->step[i];
		step->e = path_entity(hop[i].kind);
		step->id = hop[i].id;
		step->title = hop[i].kind == USER
				      ? _("You")
				      : arena_dup(a, record_title(db, a, step->e, step->id));
		step->tie = i ? tie_words(db, a, &hop[i], step->title) : NULL;
	}
}

const char *path_words(struct arena *a, const struct path *p)
{
	struct str b = STR_INIT;
	for (int i = 0; i < p->n; i++)
		str_addf(&b, "%s%s", i ? ", " : "", i ? p->step[i].tie : p->step[i].title);
	str_addc(&b, '.');
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}
