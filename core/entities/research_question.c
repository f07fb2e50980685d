/* core/entities/research_question.c - what a campaign must know before it acts: asked, owned, answered, with
 * where the answer comes from. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "campaign", N_("Campaign"), FT_REF, REQ | LIST | SORT, .of = "campaign" },
	{ "question", N_("Question"), FT_TEXT, REQ | LIST | FIND },
	{ "owner", N_("Who finds out"), FT_REF, LIST, .of = "person" },
	{ "due", N_("By when"), FT_DATE, LIST | SORT },
	{ "answer", N_("Answer"), FT_NOTE, LIST | FIND },
	{ "source", N_("Source"), FT_TEXT, FIND, .help = N_("Where the answer comes from") },
	{ "confidence", N_("How sure"), FT_CODE, LIST, .of = "confidence" },
};

const struct entity ent_research_question = { "research_question", "research_questions",
	N_("Research questions"), fields, COUNT(fields), .one = N_("Research question"),
	.title = "question", .order = "due", .zone = ZONE_OPEN, .notes = "answer" };
