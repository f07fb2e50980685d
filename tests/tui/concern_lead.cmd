"$PACT" new user name=boss role=organiser,admin
"$PACT" --as boss new user name=cha role=champion
"$PACT" --as boss new person given=Rosa family=Quispe owner=cha
"$PACT" --as cha new concern who="A girl in a blue coat" verbatim="She said she is afraid to go home" person=1
"$PACT" --as boss set user ana role=dsl
