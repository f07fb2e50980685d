#!/bin/sh
# plans.t - no statement scans or sorts without an index, but those that say why they may: every
# kind of record is made, listed, sorted, searched, changed, taken back; every question is asked.
# With PACT_PLANS each connection adds what the planner did without an index to that file.
. tests/tap.sh
PACT_DB=$HOME/pact.db PACT_PLANS=$HOME/plans
export PACT_DB PACT_PLANS
: > "$PACT_PLANS"
plans() {
    sort "$PACT_PLANS" | uniq -c
    : > "$PACT_PLANS"
}
# Commands that are meant to work: one that does not would prove nothing. (77: not for this user.)
pact() {
    "$PACT" "$@" && return
    rc=$?
    [ $rc = 77 ] || echo "exit $rc: $*" >> "$PACT_PLANS"
}

work() {
    python3 tests/bench/people.py 300 > "$HOME/people.csv"
    pact import people "$HOME/people.csv" --dry-run
    pact import people "$HOME/people.csv" --yes
    pact new institution "name=St Giles school" type=school
    pact new institution_person person=1 "institution=St Giles school"
    pact new one_to_one person=1 status=held on=2026-10-01
    pact new next_step "text=ring her" about=person:1 due=2026-11-20
    pact set person 1 known_as=Ibbie
    pact archive person 2
    pact unarchive person 2
    pact find walk gil
    pact history
    pact history person 1
    pact show person 1
    pact home
    pact check
    pact backup "$HOME/copy.db"
}
lists() {
    for e in $(kinds); do
        pact list "$e" > "$HOME/list.csv" -o csv
        pact list "$e" "a"
        pact list "$e" -o json
        for f in $(head -1 "$HOME/list.csv" | tr ',' ' ' | cut -d ' ' -f 2-); do
            pact list "$e" --sort "$f"
            pact list "$e" --sort "-$f" a
        done
    done
}
kinds() { sed -n 's/^ENTITY(\(.*\))$/\1/p' core/entities.def; }
filters() {
    for filter in language:so "so walk" "given=amina" '"first words"' -wal "last_met<2026-01-01" \
        "next_step:ring" "institution:giles" archived:yes "owner=ana" "joined_on>2020-01-01"; do
        pact list people "$filter"
    done
}
questions() {
    for q in $(sed -n 's/^-- question //p' core/questions.sql); do
        pact ask "$q" -o csv
    done
}
screens() {
    {
        for e in $(kinds); do printf ':list %s\nG\ngg\n<C-f>\n<C-b>\n/a<Enter>\n<Enter>\n<Tab>\n<Tab>\nq\n' "$e"; done
        printf ':list people\na\nPlan<Tab>Check<C-o>\n*\n;d\nu\nU\nu\n:history\nG\n:home\n'
    } > "$HOME/walk.keys"
    pact --script "$HOME/walk.keys"
}
takes_back() {
    pact undo
    pact redo
    i=0
    while [ $i -lt 12 ] && "$PACT" undo; do i=$((i + 1)); done
}

for what in work lists filters questions screens takes_back; do
    "$what" > "$HOME/out" 2>&1
    none "$what: nothing without an index" plans
done
few() {
    said=$(grep -rn '/\* scan:' core --include='*.c' --include='*.sql' | grep -v strstr)
    [ "$(echo "$said" | wc -l)" -le 15 ] || { echo "$said"; return 1; }
}
is "at most fifteen statements are let off, each with its reason" few
finish
