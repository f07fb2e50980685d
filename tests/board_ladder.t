#!/bin/sh
# board_ladder.t - what the ladder board costs on the wire: drawn, a card moved, the cursor moved.
. tests/tap.sh
{
    ${CC:-cc} -O2 -o "$HOME/floor" tests/bench/floor.c $(pkg-config --cflags --libs ncursesw) &&
        {
            echo given,family,step
            for s in contact attender regular helper volunteer champion; do
                for n in Adaeze Bintou Caroline Denise Ewa Fatuma Gul Hana Ines Juana Kofi Lucia; do
                    echo "$n,Okafor $s,$s"
                done
            done
        } > "$HOME/people.csv" &&
        {
            echo person,kind,status
            for i in 25 26 27 28; do echo $i,task,done; done
        } > "$HOME/pledges.csv" &&
        PACT_DB=$HOME/pact.db && export PACT_DB &&
        "$PACT" import people "$HOME/people.csv" --yes &&
        "$PACT" import pledges "$HOME/pledges.csv" --yes
} > "$HOME/made" 2>&1 || { sed 's/^/# /' "$HOME/made"; echo "Bail out! nothing to measure"; exit 1; }

PYTHONDONTWRITEBYTECODE=1 python3 tests/bench/board_ladder.py "$PACT" "$HOME"
