"$PACT" demo "$PACT_DB"
# The assembly was tonight; on Monday the surveyor has been everywhere.
"$PACT" set action 6 on=today status=held
"$PACT" new commitment_check commitment=4 status=kept evidence="64 doors ticked off"
