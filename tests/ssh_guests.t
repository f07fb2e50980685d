#!/bin/sh
# ssh_guests.t - the door with guests of every kind: wrong keys, wrong passwords, broken lines, slow lines,
# a dozen organisers at once.
. tests/tap.sh
command -v ssh > /dev/null || { echo "1..0 # SKIP there is no ssh here"; exit 0; }
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/bench exec python3 tests/ssh_guests.py "$PACT" "$HOME"
