#!/bin/sh
# layers.t - who may include whom: the lines that keep the house in order.
. tests/tap.sh
CC=${CC:-cc}

includes() { grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($1)" $2 2>/dev/null; }
core=$(find core -name '*.[ch]')
tui=$(find tui -name '*.[ch]')

none "core includes nothing of tui" includes 'tui/|(app|screen|cmd|draw|term)\.h' "$core"
none "core knows no curses" includes '(n?curses|term)\.h' "$core"
none "sqlite3.h is included by core/db.c alone" includes 'sqlite3' \
    "$(echo "$core $tui" | tr ' ' '\n' | grep -vx core/db.c)"
none "curses is included by term.c and draw.c alone" includes 'n?curses' \
    "$(echo "$tui" | grep -vxE 'tui/(term|draw)\.c')"
none "libssh is included by serve*.c alone" includes 'libssh' \
    "$(echo "$core $tui" | tr ' ' '\n' | grep -v '^tui/serve')"
none "a screen includes no other screen" includes '(tui/)?s_[a-z]+\.[ch]' "$tui"
none "no SQL in tui" grep -nE '"[^"]*\b(SELECT .* FROM|INSERT INTO|UPDATE .* SET|DELETE FROM)\b' $tui
none "REPLACE is banned: it fires no delete trigger" \
    grep -rnE '(INSERT OR REPLACE|REPLACE INTO)' core tui
none "SQL never says now" grep -rnE "('now'|CURRENT_(DATE|TIME))" core --include='*.[ch]' --include='*.sql'
none "no strcpy, strcat, sprintf or gets" grep -nE '\b(strcpy|strcat|sprintf|vsprintf|gets)\(' $core $tui

alone() {
    for h in core/*.h tui/*.h; do
        printf '#include "%s"\nint nothing_%s;\n' "$h" x |
            $CC -std=gnu11 -D_GNU_SOURCE -I. -fsyntax-only -Wall -Werror -x c - || echo "$h"
    done
}
none "each header compiles alone" alone

# Whatever libcore.a does not define, no object of tui does either.
stands_alone() {
    b=${BUILD:-.build}
    nm -u --no-sort "$b"/libcore.a 2>/dev/null | awk '$1 == "U" { print $2 }' | sort -u > "$HOME/wants"
    nm --defined-only "$b"/libtui.a 2>/dev/null | awk '$2 ~ /[TDBR]/ { print $3 }' | sort -u > "$HOME/tui"
    nm --defined-only "$b"/libcore.a 2>/dev/null | awk '$2 ~ /[TDBRC]/ { print $3 }' | sort -u > "$HOME/core"
    comm -23 "$HOME/wants" "$HOME/core" | comm -12 - "$HOME/tui"
}
none "libcore.a needs nothing of tui" stands_alone

none "source files stay near one idea (600 lines at most)" \
    awk 'FNR == 601 { print FILENAME }' $core $tui
finish
