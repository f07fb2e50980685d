/* core/entities/theme.c - what many lines of a listening campaign are about. Two that mean the same are
 * merged: the lines go over, the dropped one rests and says into which. */
#include "core/entity.h"
#include "core/listed.h"

static const struct field fields[] = {
	{ "label", N_("Theme"), FT_TEXT, REQ | LIST | FIND | SORT, .syn = "name,theme,tema" },
	{ "campaign", N_("Listening campaign"), FT_REF, REQ | LIST, .of = "listening_campaign" },
	{ "intensity", N_("Intensity"), FT_INT, LIST, .min = 1, .max = 3,
		.help = N_("1 mentioned, 2 presses, 3 burns") },
	{ "merged_into", N_("Merged into"), FT_TEXT, VIRT | RO,
		.sql = "(SELECT k.label FROM merged g JOIN txn x ON x.id = g.txn AND x.undone = 0"
		       " JOIN theme k ON k.id = g.kept WHERE g.entity = 'theme' AND g.dropped = t.id)" },
	{ "lines", N_("Lines"), FT_INT, LIST | VIRT | RO, .counts = "heard_line",
		.sql = "(SELECT count(*) FROM heard_line h WHERE h.theme = t.id AND h.archived_at IS NULL"
		       " AND (h.person IS NULL OR EXISTS (SELECT 1 FROM person p WHERE p.id = h.person"
		       " AND " LISTED("p") ")))" },
	{ "notes", N_("Notes"), FT_NOTE, MORE | FIND },
};

const struct entity ent_theme = { "theme", "themes", N_("Themes"), fields, COUNT(fields),
	.one = N_("Theme"), .title = "label", .order = "label", .zone = ZONE_OPEN,
	.within = "campaign", .notes = "notes" };
