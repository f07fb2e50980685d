#!/bin/sh
# readme.t - the README keeps its word: its commands run, its files are there.
. tests/tap.sh

stands() { grep -qFx "    $1" README.md; }
is "it names the command that opens the program" stands "apt-get install -y make && make run"
is "it names the command that passes the tests" stands "apt-get install -y make && make test"
short() { [ "$(wc -l < README.md)" -lt 150 ]; }
is "it is short" short

# Words in backquotes with a slash, or with an ending of ours, are files; the recipes' own are x and
# venue. The map of the house names folders at the left.
missing_files() {
    { grep -o '`[^`]*`' README.md | tr -d '`' | tr ' ' '\n' |
        grep -E '^[a-z][a-z_./-]*(/|\.(c|h|t|def|keys|sql|txt|po|1|md))$|^LICENSE$' |
        grep -vE 'venue|/s?_?x\.|^pact\.db'
    sed -n '/^## The house/,/^## Recipes/s/^    \([a-z]*\/\) .*/\1/p' README.md
    sed -n 's/^      \(entities\/\|schema\/\|questions\.sql\) .*/core\/\1/p; s/^      \(po\/\) .*/tui\/\1/p' README.md
    } | sort -u | while read -r f; do [ -e "$f" ] || echo "$f"; done
}
none "every file and folder it names is there" missing_files
enough_files() { [ "$(grep -o '`[a-z]*/[a-z_./-]*`' README.md | wc -l)" -gt 15 ]; }
is "and it names some" enough_files

# The examples, one after the other in a home of their own.
mkdir -p "$HOME/bin"
ln -sf "$PACT" "$HOME/bin/pact-tui"
PATH=$HOME/bin:$PATH
export PATH
grep -E '^    pact-tui ' README.md > "$HOME/examples"
has_examples() { [ "$(wc -l < "$HOME/examples")" -ge 5 ]; }
is "it gives examples" has_examples
while IFS= read -r line; do
    is "$(echo "$line" | sed 's/^ *//')" sh -c "$line" < /dev/null
done < "$HOME/examples"

# Every command and target named in backquotes is one.
unknown_targets() {
    grep -oE '(`|&& |=1 )make [a-z]+' README.md | sed 's/.*make //' | sort -u | while read -r t; do
        grep -qE "^([a-z]+ )*$t( [a-z]+)*:" Makefile || echo "make $t"
    done
}
none "every make target it names is there" unknown_targets
unknown_commands() {
    grep -oE '`(\./)?pact-tui [a-z]+' README.md | awk '{ print $2 }' | sort -u | while read -r c; do
        "$PACT" help "$c" > /dev/null 2>&1 || echo "pact-tui $c"
    done
}
none "every command it names is there" unknown_commands

# The sqlite3 shell reads, and cannot write.
"$PACT" new institution "name=St Giles" > /dev/null
db=$XDG_DATA_HOME/pact-tui/pact.db
reads() { sqlite3 -readonly "$db" 'SELECT name FROM institution' | grep -qx 'St Giles'; }
is "sqlite3 reads the file" reads
writes() { ! sqlite3 "$db" "UPDATE institution SET name = 'X'" 2> /dev/null; }
is "sqlite3 does not write it" writes
is "and the file is sound afterwards" "$PACT" check
finish
