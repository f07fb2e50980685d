"$PACT" new person given=Ana family=Quispe
"$PACT" new person given=Anabel family=Quintana
"$PACT" new person "given=Mary Ann" "family=O'Neill"
"$PACT" new institution "name=St Giles, Camberwell"
