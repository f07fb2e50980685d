#!/bin/sh
# forced.t - the program as sshd's ForceCommand starts it: what the client asked for stands in the
# environment, and gives the rights that the door of pact-tui gives.
. tests/tap.sh
mkdir "$HOME/records" "$HOME/state"
PACT_DB=$HOME/records/pact.db
export PACT_DB
"$PACT" new person given=Ana family=Quispe > /dev/null 2>&1
"$PACT" new person given=Bea family=Ros > /dev/null
"$PACT" user add cleo --role trustee > /dev/null
forced() { # LINE: as ana
    env -u PACT_DB SSH_ORIGINAL_COMMAND="$1" XDG_STATE_HOME="$HOME/state" "$PACT" \
        --served -d "$PACT_DB" --as "${who:-ana}" < /dev/null
}
same() { [ "$(forced "$1")" = "$("$PACT" $1)" ]; }
code() { # CODE LINE
    forced "$2" > "$HOME/out" 2>&1
    [ $? = "$1" ] || { cat "$HOME/out"; return 1; }
}
is "a command" same "list people -o csv"
is "a question, with the words of its language" sh -c \
    "[ \"\$(SSH_ORIGINAL_COMMAND='--lang es help list' '$PACT' --served -d '$PACT_DB' --as ana < /dev/null)\" = \"\$('$PACT' --lang es help list)\" ]"
is "a name in quotation marks" code 0 "new person given='Luz Marina' family=Paz"
open_quotation() { code 2 'list people "o' && grep "quotation mark is open" "$HOME/out" || { cat "$HOME/out"; return 1; }; }
is "an open quotation, which is said" open_quotation
is "a command for the machine itself" code 77 "backup $HOME/there.db"
is "another's file" code 2 "-d /etc/passwd list people"
is "another user" code 2 "--as cleo list people"
is "no shell" code 2 "sh -c id"
forced_plain() { printf '1\nquit\n' | env SSH_ORIGINAL_COMMAND= XDG_STATE_HOME="$HOME/state" "$PACT" \
    --served -d "$PACT_DB" --as ana | grep -q "^1 "; }
is "nothing asked, no terminal: the pages as lines" forced_plain
# What is refused says why, and an undo what it left; both find the same file.
said() { # COMMAND: runs a line
    for line in "undo $changed" "merge person 1 2" "merge person 1 1" "undo 999"; do
        "$1" "$line" 2>&1
        echo "code $?"
    done
}
# shellcheck disable=SC2086
here() { "$PACT" $1; }
same_words() {
    for given in Anna Anne; do "$PACT" set person 1 given=$given || return 1; done
    changed=$("$PACT" history | sed -n '2s/ .*//p')
    "$PACT" merge person 1 2 && cp "$PACT_DB" "$HOME/before.db" || return 1
    said here > "$HOME/here"
    cp "$HOME/before.db" "$PACT_DB"
    said forced > "$HOME/there"
    grep -q "1 stayed" "$HOME/here" && grep -q archived "$HOME/here" && diff "$HOME/here" "$HOME/there"
}
is "what is refused says why, as it does here" same_words
who=cleo
is "each with her own rights" code 77 "list people"
finish
