# Krackhardt's kite (1990), and three schools that hang on one.
set -e
{
    echo given
    for p in Andre Beverly Carol Diane Ed Fernando Garth Heather Ike Jane; do echo $p; done
} > people.csv
{
    echo from,to,kind
    for tie in 1-2 1-3 1-4 1-6 2-4 2-5 2-7 3-4 3-6 4-5 4-6 4-7 5-7 6-7 6-8 7-8 8-9 9-10; do
        echo "${tie%-*},${tie#*-},friend"
    done
} > ties.csv
"$PACT" import people people.csv --yes
"$PACT" import relationships ties.csv --yes
for i in "St Giles school" "Goldsmith school" "Ark school"; do
    "$PACT" new institution name="$i"
    "$PACT" new institution_person person=Ike institution="$i"
done
"$PACT" set person Ike actual_leader=yes
"$PACT" new campaign title="Warm homes" team=Ike,Jane
