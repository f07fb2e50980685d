#!/bin/sh
# recipe.t - README's recipe for a record type, followed in a scratch copy: three files, and list,
# form, search, CSV, history, help and --plain know it.
. tests/tap.sh
copy=$HOME/copy
PACT_DB=$HOME/pact.db
export PACT_DB
mkdir "$copy"
cp -pR Makefile core tui keymaps "$copy"
cp -pR "$copy" "$HOME/before"
# What is built already is built there too: the paths in the lists of dependencies follow.
cp -pR "${BUILD:=.build}" "$copy/.build"
find "$copy/.build" -name '*.d' -exec sed -i "s#$BUILD/#.build/#g" {} +
cd "$copy" || exit 1

PACT=$copy/.build/pact-tui
build() { ${MAKE:-make} -s BUILD=.build .build/pact-tui; }
says() { # TEXT COMMAND...: its output holds the text
    text=$1
    shift
    got=$("$@" 2>&1)
    case $got in *"$text"*) ;; *) echo "\"$text\" is not in:"; echo "$got"; return 1 ;; esac
}

# 1. core/entities/venue.c
cat > core/entities/venue.c <<'END'
/* core/entities/venue.c - places where we meet. */
#include "core/entity.h"

static const struct field fields[] = {
	{ "name", N_("Name"), FT_TEXT, REQ | LIST | FIND | SORT, .help = N_("As people say it") },
	{ "kind", N_("Kind"), FT_CODE, LIST, .of = "institution_type" },
	{ "owner", N_("Owner"), FT_REF, LIST, .of = "person", .help = N_("Who has the key") },
	{ "seats", N_("Seats"), FT_INT, LIST | SORT },
	{ "notes", N_("Notes"), FT_NOTE, FIND },
};

const struct entity ent_venue = { "venue", "venues", N_("Venues"), fields, COUNT(fields),
	.one = N_("Venue"), .title = "name", .order = "name", .zone = ZONE_OPEN, .notes = "notes" };
END
# 2. a line in core/entities.def
sed -i 's/^ENTITY(next_step)$/&\nENTITY(venue)/' core/entities.def
is "with the type declared it builds" build
# 3. the migration
step=core/schema/$(ls core/schema | awk -F- 'END { printf "%04d", $1 + 1 }')-venue.sql
"$PACT" sql venue > "$step"
is "sql prints the step to keep" grep -q 'CREATE TABLE "venue"' "$step"
is "with the step it builds" build
only_three() {
    files=$(diff -rq . "$HOME/before" -x .build)
    [ "$(echo "$files" | wc -l)" = 3 ] || { echo "$files"; return 1; }
}
is "three files are all it took" only_three

new_ones() {
    "$PACT" new person given=Amina family=Warsame &&
        "$PACT" new venue "name=St Giles hall" kind=church "owner=Amina Warsame" seats=120 \
            "notes=key under the mat" && "$PACT" set venue 1 seats=130
}
is "new and set" new_ones
is "list" says "St Giles hall" "$PACT" list venues
is "the list can be filtered and sorted" says 130 "$PACT" list venues "seats>100" --sort -seats
is "search finds its words" says "St Giles hall" "$PACT" find giles mat
is "show, with its words for fields" says "Seats" "$PACT" show venue 1
is "history" says "120" "$PACT" history venue 1
out_and_in() {
    "$PACT" list venues -o csv > "$HOME/venues.csv" && cat "$HOME/venues.csv" &&
        grep -q '^id,name,kind,owner,seats,notes' "$HOME/venues.csv" &&
        sed -i 's/^1,St Giles/,Parish/' "$HOME/venues.csv" &&
        "$PACT" import venues "$HOME/venues.csv" --yes && says "Parish hall" "$PACT" list venues
}
is "CSV out and in" out_and_in
is "a bad value is refused" says "many" "$PACT" set venue 1 seats=many
is "undo" says "120" sh -c "'$PACT' undo; '$PACT' undo; '$PACT' show venue 1"
is "help" says "Who has the key" "$PACT" help venue
is "a tab on the record it refers to" says "Venues" "$PACT" show person 1
plain() { printf 'list venues\n1\nback\nquit\n' | "$PACT" --plain; }
is "--plain" says "St Giles hall" plain
form() {
    cat > "$HOME/form.keys" <<'END'
:list venues
a
Town hall<Tab>
:dump form.txt
<C-o>
:dump saved.txt
END
    "$PACT" --script "$HOME/form.keys" && cat form.txt && grep -q "> Kind" form.txt &&
        grep -q "Town hall" saved.txt && says "Town hall" "$PACT" list venues
}
is "the form" form
is "the file is sound" "$PACT" check
finish
