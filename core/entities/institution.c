/* core/entities/institution.c - schools, churches, mosques, tenants' halls: where people already
 * belong together. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "name", N_("Name"), FT_TEXT, REQ | LIST | FIND | SORT,
		.syn = "institution,organisation,organization,school,school name,establishment name" },
	{ "type", N_("Type"), FT_CODE, LIST | SORT, .of = "institution_type",
		.syn = "category,kind,establishment type" },
	{ "membership_status", N_("Membership"), FT_CODE, LIST | SORT, .of = "membership_status",
		.def = "unmapped", .syn = "status" },
	{ "postcode", N_("Postcode"), FT_POSTCODE, LIST | FIND | SORT,
		.syn = "post code,zip,postal code,codigo postal" },
	{ "phone", N_("Phone"), FT_PHONE, LIST, .syn = "telephone,tel,phone number,telefono" },
	{ "email", N_("E-mail"), FT_EMAIL, 0, .syn = "e-mail,mail,email address,correo" },
	{ "url", N_("Web page"), FT_URL, 0, .syn = "website,web,web site,homepage,web page" },
	{ "address", N_("Address"), FT_TEXT, FIND,
		.syn = "address1,address2,address3,address4,address line,street,town,city,direccion" },
	{ "lead_user", N_("Organiser"), FT_REF, SORT, .of = "user",
		.help = N_("Who keeps the relationship") },
	{ "notes", N_("Notes"), FT_NOTE, FIND, .syn = "note,comments,notas" },
	{ "denomination_or_phase", N_("Denomination or phase"), FT_TEXT, MORE, .syn = "denomination,phase" },
	{ "ward", N_("Ward"), FT_TEXT, MORE },
	{ "lsoa", N_("LSOA"), FT_TEXT, MORE },
	{ "size_estimate", N_("Size"), FT_INT, MORE | SORT, .syn = "size,pupils,members,enrolment", .min = 0,
		.max = 1000000, .help = N_("People in the pews, pupils, members") },
	{ "languages", N_("Languages"), FT_CODES, MORE, .of = "language" },
	{ "anchor", N_("Anchor"), FT_BOOL, MORE, .help = N_("Brings numbers or legitimacy") },
	{ "strategic_role", N_("What it brings"), FT_CODES, MORE, .of = "strategic_role" },
	{ "health_score", N_("Health"), FT_INT, MORE | SORT, .min = 0, .max = 4 },
	{ "default_quota", N_("Usual quota"), FT_INT, MORE, .min = 0, .max = 100000 },
	{ "opening_note", N_("How to begin"), FT_NOTE, MORE },
	{ "dbs_policy_seen_on", N_("Safeguarding policy seen"), FT_DATE, MORE },
	{ "charity_no", N_("Charity number"), FT_TEXT, MORE | FIND },
	{ "urn", N_("URN"), FT_TEXT, MORE },
	{ "dues_band", N_("Dues band"), FT_TEXT, MORE },
	{ "people", N_("People"), FT_INT, VIRT | RO, .counts = "institution_person",
		.sql = "(SELECT count(*) FROM institution_person p WHERE p.institution = t.id"
		       " AND p.archived_at IS NULL AND p.to_on IS NULL AND p.person NOT IN"
		       " (SELECT h.id FROM person h WHERE h.contact_safety_level = 'hidden'))" },
	{ "last_touch", N_("Last in touch"), FT_DATE, VIRT | RO, .counts = "touch",
		.sql = "nullif(max(ifnull((SELECT max(o.\"on\") FROM institution_person r"
		       " CROSS JOIN one_to_one o ON o.person = r.person"
			" CROSS JOIN person p ON p.id = r.person"
		       " WHERE r.institution = t.id AND r.archived_at IS NULL AND r.to_on IS NULL"
		       " AND o.status = 'held' AND o.archived_at IS NULL"
		       " AND p.contact_safety_level <> 'hidden'), ''),"
		       " ifnull((SELECT max(c.\"on\") FROM institution_person r"
		       " CROSS JOIN touch c ON c.person = r.person CROSS JOIN person p ON p.id = r.person"
		       " WHERE r.institution = t.id AND r.archived_at IS NULL AND r.to_on IS NULL"
		       " AND c.reached IS NOT 0 AND c.archived_at IS NULL"
		       " AND p.contact_safety_level <> 'hidden'), '')), '')" },
};

const struct entity ent_institution = { "institution", "institutions", N_("Institutions"), fields,
	COUNT(fields), .one = N_("Institution"), .title = "name", .order = "name",
	.zone = ZONE_OPEN, .notes = "notes", .same = "postcode" };
