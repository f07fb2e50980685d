set -e
new() { "$PACT" new "$@" >/dev/null; }
new institution name="St Giles school"
new institution name="Peckham Mosque"
new person given=Ana family=Quispe phone="07700 900123"
new person given=Bintou family=Camara
new listening_campaign question="What makes it hard to bring up a child here?" target_heard=40 \
    from_on=2026-10-01
new house_meeting campaign=1 on=2026-11-12 host="Bintou Camara" institution=1 n_present=8 language=so
new theme campaign=1 label="Damp homes"
new theme campaign=1 label="Damp school"
new theme campaign=1 label="Waiting for the doctor"
new heard_line meeting=1 text="We waited four months" theme="Waiting for the doctor" act_ready=maybe
