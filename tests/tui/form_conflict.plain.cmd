"$PACT" new person given=Ana family=Quispe
