/* core/entities/contact_safety.c - how a person may safely be reached. RESTRICTED: her owner and the
 * safeguarding lead read it, nobody else, and none of its words are in the search index. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "person", N_("Person"), FT_REF, REQ | LIST, .of = "person" },
	{ "safe_channels", N_("Safe ways"), FT_CODES, LIST, .of = "channel" },
	{ "safe_hours", N_("Safe hours"), FT_TEXT, LIST, .help = N_("not after 6 pm; school hours") },
	{ "voicemail_ok", N_("Voicemail is safe"), FT_BOOL, 0 },
	{ "post_ok", N_("Post is safe"), FT_BOOL, 0 },
	{ "code_word", N_("Say on the phone"), FT_TEXT, LIST, .help = N_("Who we say is calling") },
	{ "who_must_not_know", N_("Who must not know"), FT_TEXT, 0 },
	{ "reason", N_("Reason"), FT_TEXT, MORE, .help = N_("As little as is needed") },
	{ "review_on", N_("Look again on"), FT_DATE, LIST },
};

const struct entity ent_contact_safety = { "contact_safety", "contact_safety_rules",
	N_("Safe contact"), fields, COUNT(fields), .one = N_("Safe-contact rule"),
	.title = "person", .order = "person", .zone = ZONE_RESTRICTED, .uniq = "person",
	.away = N_("Rule put away: nobody sees it now. Masked numbers stay masked"),
	.scope = "t.person IN (SELECT w.id FROM person w WHERE w.owner = :me)"
		 " OR EXISTS (SELECT 1 FROM user u WHERE u.id = :me"
		 " AND ',' || u.role || ',' LIKE '%,dsl,%')" };
