#!/bin/sh
# board_turnout.t - the turnout board and the sign-in desk on the wire: a pledge, a step, a letter, both
# drawn; and what another desk does shows within two seconds.
. tests/tap.sh
bench=tests/bench
{
    ${CC:-cc} -O2 -o "$HOME/floor" $bench/floor.c $(pkg-config --cflags --libs ncursesw) &&
        PACT_DB=$HOME/pact.db && export PACT_DB && sh tests/tui/turnout.cmd
} > "$HOME/made" 2>&1 || { sed 's/^/# /' "$HOME/made"; echo "Bail out! nothing to measure"; exit 1; }

PYTHONDONTWRITEBYTECODE=1 python3 $bench/turnout.py "$PACT" "$HOME" | grep -v '^1\.\.' > "$HOME/tap"
cat "$HOME/tap"
n=$(grep -c '^\(not \)\?ok' "$HOME/tap")
finish
