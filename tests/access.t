#!/bin/sh
# access.t - somebody is in while an administrator changes what she may do, or shuts her out: at the
# next line of --plain, and by itself on the screens.
. tests/tap.sh
PACT_DB=$HOME/pact.db
export PACT_DB
{
    "$PACT" new person given=Rosa family=Quispe
    "$PACT" new institution name=Hall
    for user in bo cy; do "$PACT" new user name=$user role=organiser; done
} > "$HOME/made" 2>&1 || sed 's/^/# /' "$HOME/made"

has() { # FILE TEXT [TIMES]: on so many lines, within ten seconds
    i=0
    until [ "$(grep -cF -e "$2" "$1")" -ge "${3:-1}" ]; do
        i=$((i + 1))
        [ $i -lt 200 ] || { echo "\"$2\" is not said:"; cat "$1"; return 1; }
        sleep 0.05
    done
}
says() { echo "$1" >&3; }

plain() { # with somebody else's hand on her roles
    mkfifo "$HOME/in" || return 1
    "$PACT" --as bo --plain < "$HOME/in" > "$HOME/out" 2>&1 &
    pid=$!
    exec 3> "$HOME/in"
    says "list people"
    has "$HOME/out" Quispe || return 1
    "$PACT" set user bo role=trustee || return 1
    says "list people"
    has "$HOME/out" "has changed your roles" || return 1
    ! sed '1,/has changed your roles/d' "$HOME/out" | grep -n Quispe || return 1
    says "list people"
    has "$HOME/out" "does not let you read" || return 1
    "$PACT" set user bo role=organiser || return 1
    says ""
    twice="changed your roles"
    has "$HOME/out" "$twice" 2 || return 1
    says "list people"
    i=0
    until sed "1,/$twice/d" "$HOME/out" | sed "1,/$twice/d" | grep -q Quispe; do
        i=$((i + 1))
        [ $i -lt 200 ] || { echo "what was given back is not there:"; cat "$HOME/out"; return 1; }
        sleep 0.05
    done
    "$PACT" set user bo disabled=yes || return 1
    says "list institutions"
    wait $pid
    rc=$?
    exec 3>&-
    [ $rc = 77 ] || { echo "ended with $rc"; cat "$HOME/out"; return 1; }
    tail -n 1 "$HOME/out" | grep -q "disabled" || { cat "$HOME/out"; return 1; }
}
is "in --plain: other roles, then none" plain

# A concern that was begun and not saved: the line breaks, the program ends, nothing is left of it.
unkept() {
    printf '%s\n' C 'zebrafish was said' > "$HOME/half"
    "$PACT" new user name=tess role=champion > /dev/null || return 1
    LINES=24 COLUMNS=80 TERM=xterm timeout 60 "$PACT" --as tess --ascii --script "$HOME/half" \
        > "$HOME/out" 2>&1 || { cat "$HOME/out"; return 1; }
    printf '%s\n' ':add person' 'wallaby' > "$HOME/half" # another draft is kept, and found by this look
    LINES=24 COLUMNS=80 TERM=xterm timeout 60 "$PACT" --ascii --script "$HOME/half" > "$HOME/out" 2>&1
    rm -f "$HOME/half" "$HOME/out"
    grep -rql wallaby "$HOME" || { echo "a draft is not where this looks"; return 1; }
    ! grep -rl zebrafish "$HOME"
}
is "a concern half typed is kept nowhere" unkept

mux() { tmux -L "pact$$" -f /dev/null "$@"; }
trap 'mux kill-server 2> /dev/null' EXIT
shows() { # TEXT: within ten seconds
    i=0
    until mux capture-pane -p | grep -qF -e "$1"; do
        i=$((i + 1))
        [ $i -lt 200 ] || { echo "\"$1\" is not on the screen:"; mux capture-pane -p; return 1; }
        sleep 0.05
    done
}
screens() { # nobody types there
    mux send-keys -l "clear; '$PACT' --as cy"
    mux send-keys Enter
    shows ": command" || return 1
    mux send-keys g p
    shows Quispe || return 1
    "$PACT" set user cy role=champion || return 1
    shows "changed your roles" || return 1
    ! mux capture-pane -p | grep Quispe || return 1
    mux send-keys g p
    shows "None of yours yet" || return 1
    ! mux capture-pane -p | grep Quispe || return 1
    mux send-keys a
    shows "Given name" || return 1
    mux send-keys -l "Wawa"
    "$PACT" set user cy expires_on=2026-11-20 || return 1
    shows "access has ended" || return 1
    shows 'ready$'
}
if mux new-session -d -x 80 -y 24 "PS1='ready$ ' exec sh -i" 2> "$HOME/mux"; then
    is "on the screens: other roles, then none" screens
else
    ok "on the screens # SKIP tmux does not start here"
fi
finish
