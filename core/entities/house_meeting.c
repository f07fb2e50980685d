/* core/entities/house_meeting.c - five to twelve people round a table, one question, a scribe: what a
 * listening campaign is made of. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "campaign", N_("Listening campaign"), FT_REF, REQ | LIST | SORT, .of = "listening_campaign" },
	{ "on", N_("On"), FT_DATE, REQ | LIST | SORT, .def = "today", .syn = "date,when,fecha" },
	{ "host", N_("Host"), FT_REF, LIST, .of = "person" },
	{ "institution", N_("Institution"), FT_REF, LIST, .of = "institution" },
	{ "place", N_("Where"), FT_TEXT, FIND, .syn = "where,venue,lugar" },
	{ "language", N_("Language"), FT_CODE, LIST, .of = "language" },
	{ "n_present", N_("Present"), FT_INT, LIST, .min = 0, .max = 1000, .syn = "present,attended" },
	{ "facilitator", N_("Facilitator"), FT_REF, 0, .of = "person" },
	{ "scribe", N_("Scribe"), FT_REF, 0, .of = "person" },
	{ "report_sent_on", N_("Reported back"), FT_DATE, LIST },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_house_meeting = { "house_meeting", "house_meetings", N_("House meetings"),
	fields, COUNT(fields), .one = N_("House meeting"), .title = "on institution host",
	.order = "-on", .zone = ZONE_PERSONAL, .notes = "notes" };
