# Who is the same as somebody? One of them is called as the word that leaves.
set -e
for name in Ana Bea; do "$PACT" new person given=$name family=Ros > /dev/null; done
"$PACT" new person given=Ida family=Back > /dev/null
