#!/bin/sh
# manual.sh - prints pact-tui.1 with the parts between its marks made anew from the program's help:
# commands, keys, questions, fields. `make manual` writes it back; tests/man.t compares the two, so
# that the page says what the program can and nothing else. PACT is the program.
set -e
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset LANGUAGE LANG LC_MESSAGES PACT_DB NO_COLOR
export HOME="$work" XDG_STATE_HOME="$work/state" XDG_DATA_HOME="$work/data" \
    XDG_CONFIG_HOME="$work/config" LC_ALL=C.UTF-8 PACT_TODAY=2026-11-21 PACT_USER=ana TERM=xterm

# Help as each page gives it, on a screen long enough to hold it whole.
cat > "$work/walk" <<'END'
<F1>
:dump home
<F1>
:dump pager
q
q
gp
<F1>
:dump list
q
<C-g><F1>
:dump menu
q
<Esc>
<Enter>
<F1>
:dump record
q
e
<F1>
:dump form
q
<Esc>
o<Up><Up><Up><C-t><F1>
:dump pick
q
<Esc>
<Esc>
:card 1
<F1>
:dump card
q
:ladder
<F1>
:dump ladder
q
:map 1
<F1>
:dump map
q
:stick "Judith Grey"
<F1>
:dump stick
q
:turnout 1
<F1>
:dump turnout
q
:desk 1
<F1>
:dump desk
q
<Esc>
:listen 1
<F1>
:dump listen
q
<Esc>
:duplicates
<F1>
:dump duplicates
q
:import people people.csv
<F1>
:dump import
END
echo "given,family" > "$work/people.csv"
pages="home list record card form pick menu pager ladder map stick turnout desk listen duplicates import"
(cd "$work" && LINES=400 COLUMNS=200 "$PACT" --ascii --script walk demo demo.db) > /dev/null

# From one line of help to the heads (between begin and end) of a dump.
between() { # FIRST LAST FILE
    awk -v first="$1" -v last="$2" '
        { sub(/^ [> ] /, ""); sub(/ +$/, "") }
        $0 == last { exit }
        on { print }
        index($0, first) == 1 { on = 1 }' "$3"
}

# Plain text to the page: a sentence a line, no line that begins or ends with what mdoc reads.
text() {
    sed -e 's/\\/\\e/g' -e 's/\([a-z)]\)[.] \([A-Z]\)/\1.\n\2/g' -e 's/\([?:]\) *$/\1/' |
        fold -s -w 76 | sed -e 's/ *$//' -e "s/^[.']/\\\\\\&&/"
}

# "word  rest" lines to a list; lines further in belong to the word before.
list() { # WIDTH MACRO [-compact]
    echo ".Bl -tag -width \"$1\"${3:+ $3}"
    while IFS= read -r line; do
        case $line in
        '') ;;
        ' '*) printf '%s\n' "$line" | sed 's/^ *//' | text ;;
        *)
            word=$(printf '%s' "$line" | sed -e 's/   *.*//' -e 's/\\/\\e/g' -e 's/^\([.;:,?!]\)/\\\&\1/')
            printf '.It %s "%s"\n' "$2" "$word"
            printf '%s\n' "$line" | sed -n 's/^[^ ]*\( [^ ][^ ]*\)*   *//p' | text
            ;;
        esac
    done
    echo ".El"
}

# "[ENTITY ID]" and the line of help under it; with what only the screens understand said.
part_commands() {
    "$PACT" help commands | grep '^[a-z]' | cut -d' ' -f1 > "$work/shell"
    between "Commands: " "More: " "$work/home" | sed '/^More: /,$d' | awk -v shell="$work/shell" '
        BEGIN { while ((getline w < shell) > 0) known[w] = 1 }
        /^[a-z]/ { name = $1; printf "%s  ", $0; next }
        /^ / { sub(/^ +/, ""); print $0 (name in known ? "." : ". On the screens only.") }' |
        list Ds Ic
}

# Keys that do the same stand together: "Tab  To another tab", "1  To another tab".
keys() {
    awk '/^[^ ]/ {
            word = $0; sub(/   *.*/, "", word)
            help = substr($0, length(word) + 1); sub(/^ +/, "", help)
            if (help == last) { words = words " " word; next }
            if (last) print words "  " last
            words = word; last = help
        }
        END { if (last) print words "  " last }' | list "C-b PgUp" Ic -compact
}

part_keys() {
    echo ".Ss On every page"
    between "Keys on every page" "Commands here" "$work/home" | keys
    for page in $pages; do
        echo ".Ss On the page: $page"
        between "Keys here" "Keys on every page" "$work/$page" | keys
    done
    echo ".Ss Commands of single pages"
    for page in $pages; do
        between "Commands here" "Commands: on the shell" "$work/$page" | sed '/^Commands: /,$d'
    done | awk '/^[a-z]/ { name = $0; next } /^ / { sub(/^ +/, ""); print name "  " $0 "." }' |
        sort -u | awk -F '  ' '
            $1 != name { if (name) print all; name = $1; all = $0; next }
            { all = all " " $2 }
            END { print all }' | list Ds Ic
}

part_questions() {
    "$PACT" help questions | sed 1,2d | while read -r name title; do
        echo ".Ss $name"
        "$PACT" help "$name" | awk -v name="$name" '
            NR == 1 { print; next }
            /^As in/ { exit }
            /^  / { sub(/^ +/, ""); param[++n] = $0; next }
            /./ { print }
            END { for (i = 1; i <= n; i++) print "@" param[i] }' > "$work/question"
        grep -v '^@' "$work/question" | text
        sed -n 's/^@//p' "$work/question" > "$work/params"
        [ ! -s "$work/params" ] || list Ds Cm < "$work/params"
    done
}

part_fields() {
    "$PACT" help records | sed 1,2d | while read -r one many label; do
        echo ".Ss $label: $one, $many"
        "$PACT" -d "$work/demo.db" help "$one" | sed -e '1,/^One is /d' -e '/^As in/,$d' |
            sed -e 's/^\([a-z_]*\) \([A-Z]\)/\1  \2/' \
                -e 's/^  *\([a-z_0-9][a-z_0-9]*\(, [a-z_0-9]*\)*\)$/   One of: \1/' -e 's/[^.]$/&./' |
            list Ds Cm
    done
}

while IFS= read -r line; do
    case $line in
    '.\" begin '*)
        printf '%s\n' "$line"
        "part_${line##* }"
        skip=1
        ;;
    '.\" end '*) skip= ;;
    esac
    [ -n "$skip" ] || printf '%s\n' "$line"
done < pact-tui.1
