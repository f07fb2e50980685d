/* core/entities/privacy_shown.c - which privacy notice a person was shown, when, in which language. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST | SORT, .of = "person" },
	{ "notice_version", N_("Notice"), FT_TEXT, REQ | LIST, .help = N_("Which version") },
	{ "language", N_("In which language"), FT_CODE, LIST, .of = "language" },
	{ "on", N_("On"), FT_DATE, REQ | LIST | SORT, .def = "today" },
};

const struct entity ent_privacy_shown = { "privacy_shown", "privacy_notices",
	N_("Privacy notices"), fields, COUNT(fields), .one = N_("Privacy notice shown"),
	.title = "person on", .order = "-on", .zone = ZONE_PERSONAL };
