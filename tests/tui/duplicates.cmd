"$PACT" new person given=Ana family=Quispe phone="07700 900123"
"$PACT" new person given=Anna family=Kispe phone="07700 900123" email=anna@example.org
"$PACT" new person given=Bea family=Ros
"$PACT" new person given=Bea family=Ros
"$PACT" new one_to_one person=2 on=2026-11-01
