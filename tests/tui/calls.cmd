"$PACT" new person given=Ana family=Quispe phone=07700900123 contact_safety_level=care
"$PACT" new institution name="St Giles, Camberwell" phone=02079460018
"$PACT" new next_step about=person:1 text="Ask her about the hall and who has the key" due=2026-11-19
"$PACT" new next_step about=institution:1 text="Ask for the hall in March" due=2026-11-20
"$PACT" new one_to_one person=1 on=2026-10-10 story="Tired of being told to wait"
