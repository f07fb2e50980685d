# A vigil that is past, an assembly next Friday: quotas, pledges, leaders not asked yet, one hidden.
set -e
new() { "$PACT" new "$@" > /dev/null; }
new institution name="St Giles" default_quota=30
new institution name="Peckham Mosque" default_quota=25
new institution name="Espacio Mama"
new person given=Adaeze family=Okafor phone="07700 900123" actual_leader=1
new person given=Amina family=Hassan phone="07700 900124" actual_leader=1 contact_safety_level=care
new person given="Ana Lucia" family=Quispe actual_leader=1
new person given=Yemi family=Ade actual_leader=1
new person given=Rosa family=Hidden actual_leader=1
new institution_person person=1 institution=1
new institution_person person=2 institution=2
new institution_person person=3 institution=3
new institution_person person=4 institution=1
new institution_person person=5 institution=1
for name in Bintou Caroline Dina Ewa Fatuma Gul Amara; do new person given=$name family=Diallo; done
new action title="Spring vigil" kind=vigil on=2026-05-01 status=held
new turnout_target action=1 institution=2 quota=6
new turnout_pledge action=1 leader=1 number=5
new turnout_pledge action=1 leader=2 number=6
for i in 6 7 8 9; do new sign_in action=1 person=$i brought_by=1 institution=1; done
new sign_in action=1 person=10 brought_by=2 institution=2
new action title="Housing assembly" on=2026-11-27 at=18:30 place="Parish hall"
for i in 1 2 3; do new turnout_target action=2 institution=$i; done
"$PACT" brings 2 1 24
"$PACT" brings 2 2 9
"$PACT" brings 2 5 50
"$PACT" set person 5 contact_safety_level=hidden
new run_item action=2 minute=0 item=Welcome minutes=10 person=1
new run_item action=2 minute=10 item=Testimony minutes=15 person=2 note="In Somali, with an interpreter"
new run_item action=2 minute=20 item="The ask" minutes=5
new action_role action=2 role=chair person=4 rehearsed_on=2026-11-20 backup=3
new action_role action=2 role=pinner
