/* core/entities/feeling.c - the one word somebody gave when asked how she feels after an action. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "evaluation", N_("Evaluation"), FT_REF, REQ | LIST | SORT, .of = "action_evaluation" },
	{ "person", N_("Person"), FT_REF, LIST, .of = "person" },
	{ "word", N_("Feels"), FT_TEXT, REQ | LIST | FIND },
};

const struct entity ent_feeling = { "feeling", "feelings", N_("Feelings"), fields, COUNT(fields),
	.one = N_("Feeling"), .title = "word person", .order = "evaluation",
	.zone = ZONE_PERSONAL };
