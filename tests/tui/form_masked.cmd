"$PACT" new person given=Ana family=Quispe "phone=07700 900123" email=ana@example.org contact_safety_level=care
