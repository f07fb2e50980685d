{
    echo given,family,step
    for s in contact attender regular helper volunteer champion; do
        for n in Adaeze:Okafor Bintou:Camara "Ana Lucia:Quispe" Caroline:Nugent Ewa:Nowak; do
            echo "${n%:*},${n#*:} $s,$s"
        done
    done
    for n in 0 1 2 3 4 5 6 7 8 9; do echo "Many$n,Others,contact"; echo "More$n,Others,contact"; done
    echo Leonor,Diaz,leader
} > people.csv
"$PACT" import people people.csv --yes
"$PACT" new institution name="St Giles"
"$PACT" new institution_person person="Bintou Camara contact" institution=1
for person in "Adaeze Okafor contact" "Caroline Nugent attender" "Bintou Camara attender"; do
    for on in 2026-11-14 2026-11-07 2026-10-31 2026-10-24; do
        "$PACT" new touch person="$person" kind=session on=$on
    done
done
"$PACT" new touch person="Caroline Nugent attender" kind=session on=2026-10-17
for person in "Caroline Nugent regular" "Ewa Nowak regular"; do
    "$PACT" new pledge person="$person" kind=task status=done text="Bake for the vigil"
done
"$PACT" new relationship from_person="Leonor Diaz" kind=develops to_person="Caroline Nugent regular"
"$PACT" new skill_record person="Caroline Nugent regular" skill=chair stage=tried on=2026-11-01
