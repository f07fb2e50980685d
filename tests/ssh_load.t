#!/bin/sh
# ssh_load.t - the door when much comes at once, when somebody stops listening, when the line breaks.
. tests/tap.sh
command -v ssh > /dev/null || { echo "1..0 # SKIP there is no ssh here"; exit 0; }
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/bench exec python3 tests/ssh_load.py "$PACT" "$HOME"
