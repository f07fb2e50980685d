sh "$(dirname "$0")/list.cmd"
"$PACT" new institution name="Espacio Mamá" type=community_group
"$PACT" new institution_person person=3 institution=1 position=Parent from_on=2025-03-01
"$PACT" new one_to_one person=3 on=2026-09-02 place="her kitchen" minutes=40 story="Offered to translate"
