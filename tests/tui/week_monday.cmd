"$PACT" demo "$PACT_DB"
