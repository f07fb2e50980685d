/* core/entities/sign_in.c - who came to an action, and who brought her. One row a person and action, on
 * however many laptops the desk stands; a walk-in who leaves no name has no person. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "person", N_("Person"), FT_REF, LIST | SORT, .of = "person" },
	{ "institution", N_("With"), FT_REF, LIST, .of = "institution" },
	{ "brought_by", N_("Brought by"), FT_REF, LIST | ANOTHER, .of = "person" },
	{ "is_new", N_("New"), FT_BOOL, LIST },
	{ "on_time", N_("On time"), FT_BOOL, 0 },
	{ "note", N_("Note"), FT_TEXT, FIND, .syn = "notes" },
};

const struct entity ent_sign_in = { "sign_in", "sign_ins", N_("Who came"), fields, COUNT(fields),
	.one = N_("Sign-in"), .title = "action person", .order = "action",
	.zone = ZONE_PERSONAL, .notes = "note", .uniq = "action person",
	.joins = "action person", .keyed = true };
