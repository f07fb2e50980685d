/* core/entities/commitment.c - what somebody with power promised, word for word: due when, held by whom,
 * and whether it was kept. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "text", N_("What was promised"), FT_NOTE, REQ | LIST | FIND, .syn = "words,promise,what",
		.help = N_("The exact words") },
	{ "from_whom", N_("By whom"), FT_ONEOF, REQ | LIST, .of = "person institution" },
	{ "person", N_("Person"), FT_REF, PART, .of = "person" },
	{ "institution", N_("Institution"), FT_REF, PART, .of = "institution" },
	{ "due", N_("Due"), FT_DATE, LIST | SORT, .syn = "by,deadline",
		.help = N_("fri, 3 dec, in 2 weeks ...") },
	{ "status", N_("Status"), FT_CODE, REQ | LIST, .of = "commitment_status", .def = "open" },
	{ "holder", N_("Who holds it"), FT_REF, LIST, .of = "person",
		.help = N_("The leader who goes back and asks") },
	{ "made_on", N_("Made on"), FT_DATE, REQ, .def = "today", .syn = "date,when,fecha" },
	{ "action", N_("At the action"), FT_REF, 0, .of = "action" },
	{ "ask", N_("In answer to"), FT_REF, MORE, .of = "ask" },
	{ "campaign", N_("Campaign"), FT_REF, MORE, .of = "campaign" },
	{ "evidence_needed", N_("How we would know"), FT_TEXT, FIND },
	{ "next_check", N_("Look again on"), FT_DATE, 0 },
	{ "public", N_("Made in public"), FT_BOOL, MORE },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_commitment = { "commitment", "commitments", N_("Commitments"), fields,
	COUNT(fields), .one = N_("Commitment"), .title = "text", .order = "due",
	.zone = ZONE_OPEN, .notes = "notes" };
