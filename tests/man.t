#!/bin/sh
# man.t - the manual says what the program can, all of it and nothing else.
. tests/tap.sh
page=pact-tui.1

none "mandoc finds nothing to complain about" sh -c "mandoc -T lint $page 2>/dev/null"
made_anew() { sh tests/manual.sh | diff -u $page - 2>&1 | head -60; }
none "its tables are those of the program (make manual writes them)" made_anew

# The same asked of the program in other words, so that a table left empty is noticed.
commands() { "$PACT" help commands | sed 1,2d | grep '^[a-z]'; }
unwritten_commands() {
    commands | while IFS= read -r usage; do
        grep -qF ".It Ic \"$usage\"" $page || echo "$usage"
    done
}
none "every command stands in it with its words" unwritten_commands
# Those of two short ones are said in sentences.
none "the keys of every page stand in it" sh -c \
    'sed -n "s/^bind \([a-z]*\) .*/\1/p" keymaps/default.keys | sort -u | grep -vxE "all|conflict|prompt" |
        while read -r p; do grep -qxF ".Ss On the page: $p" pact-tui.1 || echo "$p"; done'
none "every question stands in it" sh -c '"$PACT" help questions | sed 1,2d | while read -r q rest; do
    grep -qFx ".Ss $q" pact-tui.1 || echo "$q"; done'
unwritten_fields() {
    "$PACT" help records | sed 1,2d | while read -r one many label; do
        grep -qF ".Ss $label: $one, $many" $page || echo "$one"
        # of "about a person, a meeting ..." the table has the parts, the program the whole
        parts=import_ref
        ! "$PACT" help "$one" | grep -q 'record of several types' ||
            parts=$("$PACT" help records | sed 1,2d | cut -d' ' -f1 | tr '\n' '|')import_ref
        "$PACT" sql "$one" | sed '/STRICT/q' | grep -oE '^[[:space:]]+"?[a-z_]+"? ' | tr -d '" \t' |
            grep -vxE "id|rev|archived_at|$parts" | while read -r f; do
            grep -qF ".It Cm \"$f\"" $page || echo "$one $f"
        done
    done
}
none "every column of every kind of record stands in it" unwritten_fields
unwritten_options() {
    "$PACT" --help | sed '/^$/,$d' | grep -oE '(^|[[ ])--?[a-z]+' | tr -d '[ ' | sort -u | while read -r o; do
        grep -qE "^\.(It|Op) Fl ${o#-}( |$)" $page || echo "$o"
    done
}
none "every option stands in it" unwritten_options
enough() { [ "$(commands | wc -l)" -ge 20 ] && [ "$(grep -c '^.It Cm' $page)" -ge 80 ]; }
is "and that is a good many" enough

# The other way round: each name in it is known. Options in the page, commands in the examples.
strangers() {
    sed -n 's/^\.It Fl \(-[a-z]*\).*/-\1/p' $page | while read -r o; do
        case $o in --as | --lang) set -- "$o" en ;; --script | --file | --command) continue ;; *) set -- "$o" ;; esac
        "$PACT" "$@" help < /dev/null > /dev/null 2>&1 || echo "$o"
    done
    sed -n '/^.Sh EXAMPLES/,/^.Ed/s/^.*pact-tui \([a-z]*\).*/\1/p' $page | sed '/^$/d' | while read -r c; do
        "$PACT" help "$c" > /dev/null 2>&1 || echo "$c"
    done
}
none "its options and examples are known to the program" strangers
none "what it says of the environment is what the program reads" sh -c '
    grep -oE "\.It Ev .*|\.Ev .*" pact-tui.1 | tr " " "\n" | grep -E "^(PACT|XDG|NO)_" | sort -u |
    while read -r v; do grep -rqF "\"$v\"" core tui || echo "$v"; done'
finish
