# A campaign with a target who moved, institutions on both sides, a way in, and somebody not assessed.
set -e
new() { "$PACT" new "$@" > /dev/null; }
new campaign title="Warm homes by winter" issue="Damp inspections within two weeks" cut=specific,has_target
new person given=Cllr family=Grey is_power_holder=yes
new person given=Adaeze family=Okafor actual_leader=yes
new person given=Dora family=Lane is_power_holder=yes
new institution name="Landlords' association"
new institution name="Salvation Army" type=church
new institution name="Tenants' hall"
new institution name="Leader's office" type=council
new power_actor campaign=1 person="Cllr Grey" role="Cabinet member, housing" is_target=yes power=6 stance=-1
new power_actor campaign=1 institution="Landlords' association" power=6 stance=-3
new power_actor campaign=1 institution="Salvation Army" power=4 stance=3
new power_actor campaign=1 institution="Tenants' hall" power=2 stance=2
new power_actor campaign=1 institution="Leader's office" power=10 stance=1 is_target=yes
new power_actor campaign=1 person="Dora Lane"
"$PACT" set power_assessment 1 on=2026-11-01
new power_edge from_actor=1 to_actor=5 kind=advises
new power_edge from_actor=4 to_actor=1 kind=funds
new relationship from_person=2 to_person=1 kind=neighbour
new one_to_one person=2 on=2026-11-10
