#!/bin/sh
# po.t - every word is translated: the catalogues against the strings as they are now, the word
# lists, and the screens in Spanish, where no English may be left.
. tests/tap.sh
pot=$HOME/pact-tui.pot
is "the strings can be taken out" sh -c "sh tui/po/extract.sh > $pot"
many() { [ "$(grep -c '^msgid' "$pot")" -gt 300 ]; }
is "and there are many" many
twice() { sh tui/po/extract.sh | diff "$pot" - ; grep -nE '^#:|POT-Creation' "$pot"; }
none "they come out the same each time, without lines and dates" twice

for po in tui/po/*.po; do
    lang=$(basename "$po" .po)
    merged=$HOME/$lang.po
    is "$lang: formats and headers are right" msgfmt --check -o /dev/null "$po"
    msgmerge --quiet --no-fuzzy-matching -o "$merged" "$po" "$pot"
    none "$lang: no string is missing" sh -c \
        "msgattrib --untranslated --no-obsolete --no-wrap $merged | sed '1,/^\$/d'"
    none "$lang: none is doubtful" msgattrib --only-fuzzy --no-obsolete "$po"
    none "$lang: none is left over" sh -c "msgattrib --only-obsolete $merged | grep '^#~ msgid'"
done

# Blanks and full stops at the ends are part of the layout.
edges() {
    msgattrib --no-wrap --no-obsolete tui/po/es.po | awk '
        function text(s) { sub(/^[a-z_\[\]0-9]* "/, "", s); sub(/"$/, "", s); return s }
        /^msgid "/ { id = text($0) }
        /^msgstr "/ {
            s = text($0)
            if (id != "" && s != "" && ((id ~ /^ /) != (s ~ /^ /) || (id ~ / $/) != (s ~ / $/) ||
                (id ~ /\.$/) != (s ~ /\.$/))) print id " -> " s
        }'
}
none "es: blanks and full stops at the ends are kept" edges

columns() {
    awk -F ' *[|] *' '/^#/ || /^$/ { next }
        NF != 4 || $1 == "" || $2 == "" || $3 == "" || $4 == "" { print FILENAME ":" FNR ": " $0 }
        seen[$1 "|" $2]++ { print "twice: " $1 " " $2 }' core/codes.txt
}
none "every word of the lists has its four columns, once" columns

# A label wider than 20 columns is cut on the page of a record.
wide() {
    "$PACT" help records | sed 1,2d | while read -r one rest; do
        "$PACT" --lang es help "$one" | sed '1,/^Una es /d' |
            sed -nE 's/^[a-z_]+ +([^ ].*)/\1/p' | sed 's/, .*//' | grep -E '^.{21}' | sed "s/^/$one: /"
    done
}
none "es: labels fit the page of a record" wide

# What stands in capitals in the usage of a command is a word for people: "[PERSONA]".
capitals() { "$PACT" "$@" help commands | grep '^[a-z]' | grep -oE '[A-Z][A-Z_]+' | sort -u; }
usages() {
    capitals --lang es > "$HOME/usages.es"
    capitals --lang en | grep -vx PLURAL | grep -xFf "$HOME/usages.es"
}
none "es: usages are in Spanish" usages

# ---- a walk in Spanish, over records that hold no English ----

cd "$HOME" || exit 1
PACT_DB=$HOME/paseo.db
export PACT_DB
records() {
    "$PACT" new institution name=Espacio type=community_group membership_status=member lead_user=me &&
        "$PACT" new person given=Juana family=Quispe preferred_language=es phone=07700900123 \
            current_ladder_step=leader actual_leader=1 joined_on=2026-10-01 &&
        "$PACT" new person given=Rosa preferred_language=ar contact_safety_level=care &&
        "$PACT" new one_to_one person="Juana Quispe" on=2026-09-03 story=Humedad interests=family \
            next_step=Llamar next_due=2026-09-12 &&
        "$PACT" new institution_person institution=Espacio person="Juana Quispe" position=Madre \
            is_core_team=1
}
is "there is something to walk through" records
cat > paseo.keys << 'END'
:dump 01-inicio
gp
:dump 02-personas
/language:es
:dump 03-filtro
<Enter>
:clear
s
:dump 04-ordenar
<Esc>
<Enter>
:dump 05-ficha
<Tab>
:dump 06-pestana
e
:dump 07-formulario
:more
<C-d>
:dump 08-mas-campos
<C-n><C-n><C-n>1<C-o>
:dump 09-con-error
<Esc>
:dump 10-borrador
o
:dump 11-conversacion
<Esc>
a
:dump 12-anadir
<Esc>
:archive person 1
:dump 13-archivada
:list people archived:yes
:dump 14-archivadas
:home
gi
:dump 15-instituciones
<Enter>
:dump 16-institucion
go
:dump 17-conversaciones
gn
:dump 18-pasos
gq
:dump 19-preguntas
<Esc>
:ask not-met
:dump 20-respuesta
:ask next-steps
:dump 21-respuesta
:ask one-to-ones-by-week
:dump 22-respuesta
:list people zzz
:dump 23-nada
:list zzz
:dump 24-error
:find juana
:dump 25-buscar
:list users
:dump 26-usuarias
:home
<C-g>
:dump 27-menu
<Esc>
:dump 28-final
END
LINES=24 COLUMNS=80 TERM=xterm NO_COLOR=1 "$PACT" --lang es --script paseo.keys > out 2>&1
walked() { [ "$(ls [0-9][0-9]-* | wc -l)" = 28 ]; }
is "the walk comes to its end" walked
printf '%s\n' 'list people' 1 back 'add person' Ana '?' . back 'ask not-met' 'list next_steps' 1 \
    'archive' undo home nada | "$PACT" --lang es --plain > 30-lineas 2>&1
for topic in "" person one_to_one institution next_step not-met filter keys records questions; do
    # usages, names of commands and codes are the same in every language
    "$PACT" --lang es help $topic | grep -vE '^[a-z_]+( [[(A-Z].*)?$|^ +[a-z0-9_]+(, [a-z0-9_]+)*$'
done | sed -e 's/^[a-z_-]*  *//' -e 's/(user)\|(person)\|(institution)//g' > 31-ayuda

english='the|and|with|when|where|which|what|who|whom|your|this|that|from|for|is|are|was|of|by|to|it|'
english=$english'nothing|there|name|notes|language|leader|save|saved|today|yesterday|never|late|'
english=$english'week|weeks|days|phone|step|met|since|until|past|back|take|leave|open|choose|none|more|'
english=$english'add|edit|help|record|records|text|number|word|words|date|filter|mon|tue|wed|thu|fri|sat'
left_over() {
    for f in [0-9][0-9]-*; do
        # what stands in quotes or after "list", "help" ... is a command, which is not translated
        sed -e 's/"[^"]*"//g' -e 's/[a-z_]*[:<=][a-z0-9<*]*//g' \
            -e 's/\b\(help\|list\|new\|import\|ask\|show\|add\) [a-zA-Z_-]*//g' -e 's/pact-tui.*//' "$f" |
            grep -v '^? ' | grep -niwE "$english" | sed "s/^/$f: /"
    done
}
none "es: no English is left on the screens" left_over
finish
