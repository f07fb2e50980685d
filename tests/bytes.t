#!/bin/sh
# bytes.t - the budgets that are counts: bytes to the terminal beside the fewest curses needs for the
# same text, silence when idle, syncs a save, memory, the size of the program.
. tests/tap.sh
bench=tests/bench
{
    ${CC:-cc} -O2 -o "$HOME/floor" $bench/floor.c $(pkg-config --cflags --libs ncursesw) &&
        ${CC:-cc} -O2 -D_GNU_SOURCE -shared -fPIC -o "$HOME/syncs.so" $bench/syncs.c -ldl &&
        python3 $bench/people.py 2000 > "$HOME/people.csv" &&
        PACT_DB=$HOME/pact.db && export PACT_DB &&
        "$PACT" import people "$HOME/people.csv" --yes
} > "$HOME/made" 2>&1 || { sed 's/^/# /' "$HOME/made"; echo "Bail out! nothing to measure"; exit 1; }

PYTHONDONTWRITEBYTECODE=1 python3 $bench/counts.py "$PACT" "$HOME" | grep -v '^1\.\.' > "$HOME/tap"
cat "$HOME/tap"
n=$(grep -c '^\(not \)\?ok' "$HOME/tap")

small() {
    strip -o "$HOME/stripped" "$PACT" && test "$(wc -c < "$HOME/stripped")" -lt 1000000 ||
        { wc -c "$HOME/stripped"; return 1; }
}
[ -n "$PACT_SAN" ] || is "the program without debug symbols is under 1 MB" small
finish
