"$PACT" import people "$DATA/borough.csv" --yes
"$PACT" new one_to_one person=1 on=2026-11-12 next_step="Chair the assembly" next_due=2026-12-12
"$PACT" new one_to_one person=3 on=2026-10-10 next_step="Visit the hall" next_due=2026-11-19
