/* core/entities/code_label.c - how a word of a list is called in a language. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "list", N_("Word list"), FT_TEXT, REQ | LIST | SORT },
	{ "code", N_("Code"), FT_TEXT, REQ | LIST },
	{ "lang", N_("Language"), FT_CODE, REQ | LIST, .of = "ui_language" },
	{ "label", N_("Label"), FT_TEXT, REQ | LIST | SORT },
};

const struct entity ent_code_label = { "code_label", "code_labels", N_("Words by language"),
	fields, COUNT(fields), .one = N_("Word in a language"), .title = "label",
	.order = "list code", .zone = ZONE_OPEN, .uniq = "list code lang" };
