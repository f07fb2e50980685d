/* core/entities/listening_campaign.c - many conversations over one question: what presses on people, and
 * who would act on it. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "question", N_("Question"), FT_TEXT, REQ | LIST | FIND, .syn = "pregunta",
		.help = N_("The one question that every meeting asks") },
	{ "campaign", N_("Campaign"), FT_REF, 0, .of = "campaign" },
	{ "target_heard", N_("To be heard"), FT_INT, LIST, .min = 0, .max = 1000000, .syn = "target",
		.help = N_("How many people we want to hear") },
	{ "from_on", N_("From"), FT_DATE, LIST | SORT, .def = "today", .syn = "from,since,start" },
	{ "to_on", N_("Until"), FT_DATE, LIST, .syn = "to,until,end" },
	{ "language", N_("Language"), FT_CODE, 0, .of = "language" },
	{ "stage", N_("Stage"), FT_CODE, REQ | LIST, .of = "listening_stage", .def = "listening" },
	{ "heard", N_("Heard"), FT_INT, LIST | VIRT | RO, .counts = "house_meeting",
		.sql = "(SELECT sum(m.n_present) FROM house_meeting m WHERE m.campaign = t.id"
		       " AND m.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM person p"
		       " WHERE p.id IN (m.host, m.facilitator, m.scribe)"
		       " AND p.contact_safety_level = 'hidden'))" },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_listening_campaign = { "listening_campaign", "listening_campaigns",
	N_("Listening campaigns"), fields, COUNT(fields), .one = N_("Listening campaign"),
	.title = "question", .order = "-from_on", .zone = ZONE_OPEN, .notes = "notes" };
