#!/bin/sh
# extract.sh - prints every string there is to translate, as a .pot, from the top of the house.
# What C marks with _ N_ tr trn is taken from the sources; titles, abouts and labels of the questions
# from core/questions.sql, written as the C that xgettext reads. Sorted, without line numbers and
# dates, so that it changes only when a string does.
set -e
more=$(mktemp)
trap 'rm -f "$more"' EXIT

awk '
function say(s) {
    gsub(/[\\"]/, "\\\\&", s)
    if (s != "") printf "N_(\"%s\")\n", s
}
# Blocks begin with -- question; title and about are whole lines, the labels stand after the words
# before them: param NAME TYPE DEFAULT, column NAME TYPE.
/^-- (title|about): /  { say(substr($0, index($0, ": ") + 2)); next }
/^-- param: /          { $1 = $2 = $3 = $4 = $5 = ""; sub(/^ +/, ""); say($0); next }
/^-- column: /         { $1 = $2 = $3 = $4 = ""; sub(/^ +/, ""); say($0) }
' core/questions.sql > "$more"

# Labels are looked up with the entity as context first (base.h, tr). These need words of their own
# in one entity, where the same English elsewhere means something else.
cat >> "$more" << 'END'
tr("code", "Place")
tr("institution", "Health")
tr("institution_person", "Head")
tr("one_to_one", "Asked")
tr("one_to_one", "By")
tr("one_to_one", "With")
tr("person", "Step")
tr("person_role", "With")
tr("relationship", "To")
tr("stick_card", "Head")
END

xgettext --language=C --from-code=UTF-8 --output=- --sort-output --no-location \
    --package-name=pact-tui --keyword --keyword=_ --keyword=N_ --keyword=tr:1c,2 \
    --keyword=trn:1,2 --keyword=add_count:4,5 core/*.[ch] core/entities/*.c tui/*.[ch] "$more" |
    sed -e '/^"POT-Creation-Date/d' -e 's/charset=CHARSET/charset=UTF-8/' -e '/^#[^,]/d' -e '/^#$/d'
