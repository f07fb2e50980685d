"$PACT" new person given=Ana family=Quispe
"$PACT" new person given=Anabel family=Quintana
"$PACT" new person given=Bo family=Li
