#!/bin/sh
# layers.t - who may include whom: the lines that keep the house in order.
. tests/tap.sh
CC=${CC:-cc}

includes() { grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($1)" $2 2>/dev/null; }
core=$(find core -name '*.[ch]')
tui=$(find tui -name '*.[ch]')

none "core includes nothing of tui" includes 'tui/|(app|screen|cmd|draw|term)\.h' "$core"
none "core knows no curses" includes '(n?curses|term)\.h' "$core"
none "sqlite3.h is included by core/db.c, db_stmt.c and db_wall.c alone" includes 'sqlite3' \
    "$(echo "$core $tui" | tr ' ' '\n' | grep -vxE 'core/db(_stmt|_wall)?\.c')"
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

# Core has floors: a file includes what lies on its own or under it. AND: what it may besides.
outside() { # HEADERS FILES
    grep -nE '^#include "' $2 /dev/null | grep -vE "\"(core/)?($1)\.(h|def)\""
}
ground='base|arena|str|utf8|date|date_private|embed'
under_db="$ground|db|db_private"
tables="$ground|db|entity|entities|ftype|ftype_private|schema|history|kept"
core_files() { find core -maxdepth 1 -name '*.[ch]' | grep -E "^core/($1)\.[ch]\$"; }
none "the ground pieces include each other alone" \
    outside "$ground" "$(core_files '(base|arena|str|utf8.*|date.*|embed)')"
none "db includes ground pieces alone" outside "$under_db" "$(core_files 'db.*')"
none "fields, entities and schema know no records" \
    outside "$tables" "$(core_files '(entity|ftype.*|codes|schema.*)' | grep -v ftype_ref)"
none "but for references, which are records" outside "$tables|record" core/ftype_ref.c
# A hook whose rule fills a file of its own stands in that theme's.
themes='debrief|ladder|ledger|power|turnout'
none "a record type includes record, access, date and the rules of its theme at most" \
    outside "entity|listed|record|access|date|$themes" "$(find core/entities -name '*.c')"
private() { # HEADER WHO: nobody else includes it
    grep -lE "\"(core/)?$1_private\.h\"" $core $tui | grep -vE "^core/($2)\.[ch]\$"
}
private_all() {
    private db 'db.*|history|keep.*'
    private ftype 'ftype.*|codes'
    private transfer 'transfer.*|ical|vcard_write|print'
    private import 'import.*|vcard|vcard_line'
    private erase 'erase.*|tombstone|import_refused'
    private tie 'network|path.*|power'
    for h in date demo edit filter history keep list path turnout vcard; do private $h "$h.*"; done
}
none "private headers stay in their family" private_all
# What a board holds and how it looks stands beside its screen, for that screen alone.
boards() {
    while read -r header screen; do
        grep -lE "\"$header\.h\"" $tui | grep -vxE "tui/($header|power_board|listen_show|home_lines|s_$screen)\.[ch]"
    done <<END
ladder_board ladder
power_board power
power_lay power
turnout_board turnout
desk_door desk
listen listen
home home
END
}
none "a board is known to its own screen alone" boards
# What one record type needs and the others do not is a column of the entity table, or a theme.
named() {
    grep -nE 'entity_find\("' $(core_files '(record|edit.*|list.*|filter.*|schema.*|history.*|ftype.*|merge|duplicate)') \
        $(ls tui/form_*.c tui/rows.c tui/cells.c tui/tabs.c tui/listing.c tui/plan.c) \
        tui/s_form.c tui/s_list.c tui/s_record.c tui/s_pick.c tui/s_import.c tui/s_duplicates.c |
        grep -v '"user"'
}
none "the generic parts name no record type" named
none "nobody includes a .c" includes '[^">]*\.c[">]' "$core $tui"
none "core does not print" grep -nE '^[^"]*(\b(printf|puts|putchar|perror)\(|\b(stdout|stderr)\b)' \
    $(echo "$core" | grep -vx core/base.c)

alone() {
    for h in core/*.h tui/*.h; do
        printf '#include "%s"\nint nothing_%s;\n' "$h" x |
            $CC -std=gnu11 -D_GNU_SOURCE -I. -fsyntax-only -Wall -Werror -x c - || echo "$h"
    done
}
none "each header compiles alone" alone

# Columns, not bytes; a tab is eight.
long() {
    for f in $(ls core/*.[ch] core/entities/*.c tui/*.[ch] tests/*/*.[ch]); do
        expand -t 8 "$f" | LC_ALL=C.UTF-8 sed -n "/^.\{111,\}/s|^|$f: |p"
    done
}
none "no line of C is longer than 110 columns" long

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
