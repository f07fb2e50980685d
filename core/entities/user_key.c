/* core/entities/user_key.c - the SSH keys a user comes in with; several a user, one user a key. Taking
 * one away is archiving it. */
#include "core/access.h"
#include "core/record.h"

static const struct field fields[] = {
	{ "user", N_("User"), FT_REF, REQ | LIST | SORT, .of = "user" },
	{ "label", N_("Label"), FT_TEXT, LIST, .help = N_("Which machine it is on") },
	{ "fingerprint", N_("Fingerprint"), FT_TEXT, RO | LIST },
	{ "key", N_("Public key"), FT_TEXT, REQ,
		.help = N_("The one line of the .pub file: ssh-ed25519 AAAA...") },
	{ "added_on", N_("Added on"), FT_DATE, RO | LIST, .def = "today" },
};

/* A line that is no key is refused; what follows the key is its label, until it is given another. */
static enum rc check(struct db *db, struct edit *ed)
{
	struct access_key k;
	enum rc rc = access_key_read(db, ed->a, edit_value(ed, "key"), &k);
	if (rc) {
		edit_wrong(ed, "key", db_words(db));
		return rc;
	}
	edit_put(ed, field_find(ed->e, "key"), k.key);
	edit_put(ed, field_find(ed->e, "fingerprint"), k.fingerprint);
	if (!edit_value(ed, "label") && *k.comment)
		edit_put(ed, field_find(ed->e, "label"), k.comment);
	return OK;
}

const struct entity ent_user_key = { "user_key", "user_keys", N_("SSH keys"), fields, COUNT(fields),
	.one = N_("SSH key"), .title = "user label", .order = "user", .zone = ZONE_ADMIN,
	.uniq = "fingerprint", .bookkeeping = true, .check = check,
	/* Her own; an administrator's are all of them. */
	.scope = "t.user = :me OR EXISTS (SELECT 1 FROM user m WHERE m.id = :me"
		" AND ',' || m.role || ',' LIKE '%,admin,%')" };
