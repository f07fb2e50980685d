"$PACT" new user name=boss role=organiser,admin
"$PACT" --as boss new person given=Rosa family=Quispe
"$PACT" --as boss new action title=Vigil on=2026-05-01 status=held
"$PACT" --as boss new sign_in action=1 person=1
"$PACT" --as boss set user ana role=trustee
