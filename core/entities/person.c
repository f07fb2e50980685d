/* core/entities/person.c - anyone on file: parents, neighbours, leaders, people with a public role.
 * One name makes a person. Care for those recorded: domain rules on hidden, masked, opinions. */
#include "core/access.h"
#include "core/power.h"

static const struct field fields[] = {
	{ "given", N_("Given name"), FT_TEXT, LIST | FIND | SORT,
		.syn = "first name,firstname,forename,given name,nombre" },
	{ "family", N_("Family name"), FT_TEXT, LIST | FIND | SORT,
		.syn = "last name,lastname,surname,family name,apellido,apellidos" },
	{ "known_as", N_("Known as"), FT_TEXT, FIND | MORE, .syn = "nickname,preferred name",
		.help = N_("What people call her") },
	{ "phone", N_("Phone"), FT_PHONE, FIND | MASK,
		.syn = "telephone,mobile,tel,phone number,mobile number,movil,telefono" },
	{ "email", N_("E-mail"), FT_EMAIL, FIND | MASK, .syn = "e-mail,mail,email address,correo" },
	{ "preferred_language", N_("Language"), FT_CODE, SORT, .of = "language",
		.syn = "language,lang,first language,mother tongue" },
	{ "contact_safety_level", N_("Safe contact"), FT_CODE, REQ | NOCSV, .of = "contact_safety",
		.def = "normal", .help = N_("Hidden: only her owner and the safeguarding lead meet her") },
	{ "owner", N_("Organiser"), FT_REF, SORT, .of = "user", .def = "me",
		.help = N_("Who keeps in touch with her") },
	{ "current_ladder_step", N_("Step"), FT_CODE, LIST | SORT, .of = "ladder_step",
		.def = "contact", .syn = "step,ladder",
		.kept = "ladder_event person to_step from_step" },
	{ "actual_leader", N_("Leader"), FT_BOOL, SORT,
		.help = N_("People follow her: she turns them out") },
	{ "potential_leader", N_("May lead"), FT_BOOL, MORE },
	{ "leader_kind", N_("Kind of leader"), FT_CODE, MORE, .of = "leader_kind" },
	{ "notes_short", N_("Notes"), FT_NOTE, FIND | RULE, .syn = "notes,note,comments,notas",
		.help = N_("Write it as if she will read it: she may") },
	{ "pronouns", N_("Pronouns"), FT_TEXT, MORE },
	{ "dob_month", N_("Month of birth"), FT_MONTH, MORE, .syn = "dob,date of birth,birth month" },
	{ "sex_of_parent", N_("Mother or father"), FT_CODE, MORE, .of = "parent_kind" },
	{ "is_parent", N_("Parent or carer"), FT_BOOL, MORE },
	{ "is_professional", N_("Professional"), FT_BOOL, MORE },
	{ "is_power_holder", N_("Holds public power"), FT_BOOL, MORE,
		.help = N_("Only people with a public role are assessed for power") },
	{ "preferred_channel", N_("Best way to reach"), FT_CODE, MORE, .of = "channel" },
	{ "interpreter_needed", N_("Needs an interpreter"), FT_BOOL, MORE },
	{ "reads_language", N_("Reads that language"), FT_BOOL, MORE },
	{ "address_line", N_("Address"), FT_TEXT, MORE | MASK,
		.syn = "address,address1,address2,address3,address4,street,town,city,direccion" },
	{ "postcode", N_("Postcode"), FT_POSTCODE, MORE | MASK,
		.syn = "post code,zip,postal code,codigo postal" },
	{ "lsoa", N_("LSOA"), FT_TEXT, MORE },
	{ "ward", N_("Ward"), FT_TEXT, MORE },
	{ "joined_on", N_("With us since"), FT_DATE, MORE | SORT, .syn = "joined" },
	{ "how_heard", N_("How she heard of us"), FT_TEXT, MORE },
	{ "source", N_("Told to us by"), FT_TEXT, MORE,
		.help = N_("If not by herself: who gave us her details. She is told within a month") },
	{ "told_on", N_("Told we hold this"), FT_DATE, MORE },
	{ "rating", N_("Rating"), FT_INT, MORE | OPINION, .min = 1, .max = 5,
		.help = N_("1 leads others to act, 5 leads opposition. An opinion: you alone see it") },
	{ "rated_on", N_("Rated on"), FT_DATE, MORE | OPINION },
	{ "rated_by", N_("Rated by"), FT_REF, RO, .of = "user" },
	{ "processing_restricted", N_("Do not use"), FT_BOOL, MORE,
		.help = N_("She objected: keep the record, leave her out of lists") },
	{ "last_met", N_("Last met"), FT_DATE, LIST | VIRT | RO,
		.sql = "(SELECT max(o.\"on\") FROM one_to_one o WHERE o.person = t.id"
		       " AND o.status = 'held' AND o.archived_at IS NULL)" },
	{ "last_touch", N_("Last in touch"), FT_DATE, VIRT | RO, /* a call nobody took is no touch */
		.sql = "nullif(max(ifnull((SELECT max(o.\"on\") FROM one_to_one o WHERE o.person = t.id"
		       " AND o.status = 'held' AND o.archived_at IS NULL), ''),"
		       " ifnull((SELECT max(c.\"on\") FROM touch c WHERE c.person = t.id"
		       " AND c.reached IS NOT 0 AND c.archived_at IS NULL), '')), '')" },
	/* The row of the least or greatest value, by SQLite's rule for bare columns: no sort. */
	{ "next_step", N_("Next step"), FT_TEXT, LIST | VIRT | RO,
		.sql = "(SELECT x.text FROM (SELECT n.text, min(ifnull(n.due, '9999-12-31'))"
		       " FROM next_step n WHERE n.done_on IS NULL AND n.archived_at IS NULL"
		       " AND (n.by_person IS NULL OR n.by_person NOT IN (SELECT h.id"
		       " FROM person h WHERE h.contact_safety_level = 'hidden'))"
		       " AND (n.person = t.id OR n.one_to_one IN"
		       " (SELECT o.id FROM one_to_one o WHERE o.person = t.id))) x)" },
	{ "institution", N_("Institution"), FT_TEXT, LIST | VIRT | RO,
		.sql = "(SELECT x.name FROM (SELECT i.name, max(ifnull(p.is_core_team, 0))"
		       " FROM institution_person p JOIN institution i ON i.id = p.institution"
		       " WHERE p.person = t.id AND p.archived_at IS NULL AND p.to_on IS NULL) x)" },
};

/* One name makes a person; a rating is signed and dated by whoever gives it. */
static enum rc check(struct db *db, struct edit *ed)
{
	if (!edit_value(ed, "given") && !edit_value(ed, "family") && !edit_value(ed, "known_as")) {
		edit_wrong(ed, "given", _("Give one name at least"));
		return db_fail(db, INVALID, "%s", _("A person needs a name"));
	}
	if (!edit_value(ed, "current_ladder_step")) /* who is on file stands on the first step */
		edit_put(ed, field_find(ed->e, "current_ladder_step"), "contact");
	const char *level = edit_value(ed, "contact_safety_level"); /* the owner reads her rule */
	size_t owner = field_index(ed->e, field_find(ed->e, "owner"));
	if (ed->id && ed->touched[owner] && !same(level, "normal") && ed->base[owner] &&
		atoll(ed->base[owner]) != db_my_id(db) && !access_role(db, "dsl")) {
		edit_wrong(ed, "owner", _("Only her organiser or the safeguarding lead hands her over"));
		return db_fail(db, DENIED, "%s",
			_("Only her organiser or the safeguarding lead hands her over"));
	}
	enum rc rc = power_released(db, ed);
	if (rc)
		return rc;
	const struct field *rating = field_find(ed->e, "rating");
	if (ed->touched[field_index(ed->e, rating)]) {
		struct arena *a = ed->a;
		const char *me = arena_int(a, db_my_id(db));
		const struct field *day = field_find(ed->e, "rated_on");
		edit_put(ed, field_find(ed->e, "rated_by"), edit_value(ed, "rating") ? me : NULL);
		if (!ed->touched[field_index(ed->e, day)])
			edit_put(ed, day, edit_value(ed, "rating") ? db_today(db) : NULL);
	}
	return OK;
}

const struct entity ent_person = { "person", "people", N_("People"), fields, COUNT(fields),
	.one = N_("Person"), .title = "given family", .order = "given family",
	.zone = ZONE_PERSONAL, .notes = "notes_short", .author = "rated_by",
	.coach = "EXISTS (SELECT 1 FROM user c JOIN relationship d ON d.from_person = c.person"
		 " WHERE c.id = :me AND d.to_person = t.id AND d.kind = 'develops'"
		 " AND d.archived_at IS NULL)", .formed = "rated_on",
	.hide = "t.contact_safety_level = 'hidden'", .rest = "t.processing_restricted = 1",
	.seer = "owner",
	.mask = "t.contact_safety_level <> 'normal'", .names = "name=given+family"
		  " fullname=given+family nombrecompleto=given+family"
		  " nombreyapellidos=given+family",
	.same = "phone email", .check = check };
