/* core/entities/ask.c - one sentence that can be answered yes or no, put to somebody at an action: the
 * answer, the words, who heard them. */
#include "core/ledger.h"

static const struct field fields[] = {
	{ "action", N_("Action"), FT_REF, REQ | LIST | SORT, .of = "action" },
	{ "wording", N_("Asked"), FT_TEXT, REQ | LIST | FIND, .syn = "ask,question",
		.help = N_("One sentence, to be answered yes or no") },
	{ "mend", N_("To mend"), FT_CODE, LIST | VIRT | RO, .of = "ask_mend",
		.sql = LEDGER_MEND("t.wording") },
	{ "target", N_("Of whom"), FT_REF, LIST, .of = "person" },
	{ "answer", N_("Answer"), FT_CODE, REQ | LIST, .of = "ask_answer", .def = "not_asked" },
	{ "verbatim", N_("In their words"), FT_NOTE, LIST | FIND },
	{ "asked_by", N_("Put by"), FT_REF, 0, .of = "person" },
	{ "witness", N_("Heard by"), FT_REF, 0, .of = "person" },
};

const struct entity ent_ask = { "ask", "asks", N_("Asks"), fields, COUNT(fields),
	.one = N_("Ask"), .title = "wording", .order = "action", .zone = ZONE_OPEN,
	.notes = "verbatim" };
