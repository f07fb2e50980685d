#!/bin/sh
# tui.t - key scripts against the real screens: tests/tui/NAME.keys, its dumps and what it prints
# compared with tests/golden/NAME/*. Each at 80x24 in ASCII, in English and Spanish, and those
# called NAME.plain in --plain (lines as typed). NAME.cmd, when there, is run first to fill the
# file. In every dump the cursor must stand on the row that bears the marker ">" if there is one.
. tests/tap.sh
root=$(pwd)
DATA=$root/tests/data
export DATA NO_COLOR=1

compare() { # GOLDEN FOLDER, GOT FOLDER
    [ -z "$UPDATE" ] || { rm -rf "$1"; mkdir -p "$1"; cp "$2"/*.txt "$1"/; }
    diff -ru "$1" "$2" | sed 's/^/# /'
}

cursor_on_marker() {
    for dump in "$1"/*.txt; do
        [ -f "$dump" ] || continue
        awk -v f="$(basename "$dump")" '
            /^cursor [0-9]+ [0-9]+$/ { row = $2; next }
            { line[NR] = $0; if ($0 ~ /^ ?>/) mark = NR }
            END { if (row && mark && row != mark)
                print "# " f ": the cursor is on row " row ", the marker on row " mark }' "$dump"
    done
}

run_script() { # NAME SCRIPT LANG FACE
    name=$1-$3
    work=$(mktemp -d "$HOME/tui-XXXXXX")
    cd "$work" || exit 1
    PACT_DB=$work/pact.db
    export PACT_DB
    [ ! -f "$root/tests/tui/$1.cmd" ] || sh "$root/tests/tui/$1.cmd" > cmd.out 2>&1 ||
        { echo "# $1.cmd failed"; sed 's/^/# /' cmd.out; }
    mkdir got
    cd got || exit 1
    if [ "$4" = plain ]; then
        timeout 60 "$PACT" --lang "$3" --plain < "$root/$2" > screen.txt 2> ../err
    else
        LINES=24 COLUMNS=80 TERM=xterm-256color timeout 60 \
            "$PACT" --lang "$3" --ascii --script "$root/$2" > ../out 2> ../err
    fi
    rc=$?
    cd "$root" || exit 1
    {
        [ $rc = 0 ] || { echo "# exit $rc"; sed 's/^/# /' "$work/err"; }
        compare "tests/golden/$name" "$work/got"
        cursor_on_marker "$work/got"
        none_found=$(grep -lP '[^\x00-\x7F]' "$work"/got/*.txt 2>/dev/null)
        [ "$4" = plain ] || [ -z "$none_found" ] || echo "# not ASCII: $none_found"
    } > "$work/faults"
    if [ -s "$work/faults" ]; then not_ok "$name"; cat "$work/faults"; else ok "$name"; fi
    rm -rf "$work"
}

for script in tests/tui/*.keys; do
    [ -f "$script" ] || continue
    for lang in en es; do run_script "$(basename "$script" .keys)" "$script" $lang screen; done
done
for script in tests/tui/*.plain; do
    [ -f "$script" ] || continue
    for lang in en es; do run_script "$(basename "$script")" "$script" $lang plain; done
done
finish
