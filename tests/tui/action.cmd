"$PACT" new action title="Walk round the blocks" on=2026-11-01
"$PACT" new action_evaluation action=1 on=2026-11-02 change="Begin on time, whoever is late"
"$PACT" new action title=Assembly on=2026-12-01 place="Town hall"
