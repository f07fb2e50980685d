"$PACT" new person given=Ana
"$PACT" new person given=Bo
