#!/bin/sh
# board_power.t - the power map on the wire: moving a card and drawing the map.
. tests/tap.sh
bench=tests/bench
{
    ${CC:-cc} -O2 -o "$HOME/floor" $bench/floor.c $(pkg-config --cflags --libs ncursesw) &&
        PACT_DB=$HOME/pact.db && export PACT_DB && sh tests/tui/power_map.cmd && cp "$PACT_DB" "$HOME/as-made.db"
} > "$HOME/made" 2>&1 || { sed 's/^/# /' "$HOME/made"; echo "Bail out! nothing to measure"; exit 1; }

PYTHONDONTWRITEBYTECODE=1 python3 $bench/power.py "$PACT" "$HOME" | grep -v '^1\.\.' > "$HOME/tap"
cat "$HOME/tap"
n=$(grep -c '^\(not \)\?ok' "$HOME/tap")
finish
