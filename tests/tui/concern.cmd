"$PACT" new user name=boss role=organiser,admin
"$PACT" --as boss new person given=Rosa family=Quispe owner=ana
"$PACT" --as boss set user ana role=champion
