#!/bin/sh
# peers.t - what other programs make of our calendar and cards, where they are installed; a program
# that is not here is skipped, and counted.
. tests/tap.sh
cd "$HOME" || exit 1
PACT_DB=$HOME/pact.db
export PACT_DB
{
    "$PACT" new person given=Amina family=Warsame phone=07700900123 preferred_language=so
    "$PACT" new one_to_one person=1 on=2026-12-01 status=planned "place=Café, Rye Lane"
    "$PACT" new one_to_one person=1 on=2026-12-02 at=10.30 minutes=45 status=planned
    "$PACT" new one_to_one person=1 on=2026-11-01 "next_step=Ring Amina" next_due=2026-12-03
} > /dev/null 2>&1
"$PACT" list one_to_ones status:planned -o ics > meetings.ics
"$PACT" list next_steps -o ics > steps.ics
"$PACT" list people -o vcf > people.vcf

skipped=0
# peer PROGRAM NAME COMMAND...
peer() {
    if command -v "$1" > /dev/null 2>&1; then shift; is "$@"; return; fi
    skipped=$((skipped + 1))
    ok "$2 # SKIP $1 is not installed"
}

by_calcurse() {
    mkdir cal && calcurse -D cal -i meetings.ics && calcurse -D cal -i steps.ics &&
        grep -q '12/01/2026.*One-to-one, Café, Rye Lane' cal/apts &&
        grep -q '12/02/2026 @ 10:30 -> 12/02/2026 @ 11:15.*One-to-one' cal/apts && grep -q 'Ring A\.' cal/todo
}
peer calcurse "calcurse reads meetings and next steps" by_calcurse
by_khard() {
    mkdir book && cp people.vcf book/1.vcf &&
        printf '[addressbooks]\n[[b]]\npath=%s/book\n[general]\n' "$HOME" > khard.conf &&
        khard -c khard.conf list | grep 'Amina Warsame.*+447700900123'
}
peer khard "khard reads the cards" by_khard
by_vdirsyncer() {
    mkdir one two && cp people.vcf one/1.vcf && printf '%s\n' '[general]' 'status_path = "status"' \
        '[pair p]' 'a = "a"' 'b = "b"' 'collections = null' '[storage a]' 'type = "filesystem"' \
        'path = "one"' 'fileext = ".vcf"' '[storage b]' 'type = "filesystem"' 'path = "two"' \
        'fileext = ".vcf"' > vdir.conf && vdirsyncer -c vdir.conf discover &&
        vdirsyncer -c vdir.conf sync && grep -q 'FN:Amina Warsame' two/*.vcf
}
peer vdirsyncer "vdirsyncer takes the cards on" by_vdirsyncer
echo "# $skipped of 3 are not installed"
finish
