#!/bin/sh
# term.t - through a real terminal multiplexer, on three terminal types: a day's work, leaving in
# every way, odd terminals, odd data.
. tests/tap.sh
PYTHONDONTWRITEBYTECODE=1
PACT_DB=$HOME/pact.db
export PYTHONDONTWRITEBYTECODE PACT_DB
python3 tests/bench/people.py 200 > "$HOME/people.csv"
"$PACT" import people "$HOME/people.csv" --yes > "$HOME/made" 2>&1 || sed 's/^/# /' "$HOME/made"

mux() { tmux -L "pact$$" -f /dev/null "$@"; }
trap 'mux kill-server 2> /dev/null' EXIT
mux new-session -d -x 80 -y 24 "PS1='ready$ ' exec sh -i" 2> "$HOME/mux" ||
    { sed 's/^/# /' "$HOME/mux"; echo "1..0 # SKIP tmux does not start here"; exit 0; }

shows() { # TEXT...: each comes to stand on the screen within ten seconds
    for text; do
        i=0
        until mux capture-pane -p | grep -qF -e "$text"; do
            i=$((i + 1))
            [ $i -lt 200 ] || { echo "\"$text\" is not on the screen:"; mux capture-pane -p; return 1; }
            sleep 0.05
        done
    done
}
type_() { mux send-keys -l "$1"; }
press() { mux send-keys "$@"; }
modes() { # FILE: the terminal's modes, as the shell in it sees them
    rm -f "$1"
    type_ "stty -a > '$1.new'; mv '$1.new' '$1'"
    press Enter
    i=0
    until [ -s "$1" ]; do
        i=$((i + 1))
        [ $i -lt 200 ] || { echo "the shell does not answer:"; mux capture-pane -p; return 1; }
        sleep 0.05
    done
}
fresh() { # a new shell on a new terminal, whatever the test before left behind
    mux respawn-pane -k "PS1='ready\$ ' exec sh -i"
    modes "$HOME/modes.before"
}
# The shell is back, and the terminal as it was: modes, cursor, main screen.
shell_back() {
    shows 'ready$' && modes "$HOME/modes.now" || return 1
    diff "$HOME/modes.before" "$HOME/modes.now" || return 1
    at=$(mux display-message -p '#{alternate_on} #{cursor_flag} #{keypad_cursor_flag}')
    [ "$at" = "0 1 0" ] || { echo "alternate screen, cursor, keypad: $at"; return 1; }
}
start() { # TERM [WORDS]
    type_ "clear; TERM=$1 '$PACT' $2"
    press Enter
}
work_day() { # TERM
    fresh && start "$1" && shows PACT ": command" || return 1
    press g p; shows People "1/20" || return 1
    type_ "/nandu"; shows Nandúxochitl || return 1
    press Enter; press Enter; shows Touches "07700 900" || return 1
    press q; press Escape; shows "1/20" || return 1
    press a; shows "Given name" || return 1
    type_ "Zuleika"; press Tab; type_ "Term-$1"; press C-o
    shows "Zuleika Term-$1" || return 1
    type_ ":quit"; press Enter
    shell_back && "$PACT" list people "term-$1" | grep Zuleika
}
program() { # its process
    i=0
    until pgrep -P "$(mux display-message -p '#{pane_pid}')"; do
        i=$((i + 1))
        [ $i -lt 200 ] || return 1
        sleep 0.05
    done
}
leave_by() { # SIGNAL
    fresh && start xterm-256color "-c 'add person'" && shows "Given name" || return 1
    type_ "By$1"; shows "By$1" || return 1
    kill "-$1" "$(program)"
    shell_back || return 1
    start xterm-256color "-c 'add person'" && shows "By$1" draft || return 1
    press C-x; press Escape; type_ ":quit"; press Enter
    shell_back
}
# Nothing can put the terminal back then; the draft of two seconds ago must still be there.
killed_while_typing() {
    fresh && start xterm-256color "-c 'add person'" && shows "Given name" || return 1
    type_ "Unsaved"; shows Unsaved || return 1
    i=0
    until grep -rqs Unsaved "$XDG_STATE_HOME"; do
        i=$((i + 1))
        [ $i -lt 200 ] || { echo "no draft was written"; find "$XDG_STATE_HOME"; return 1; }
        sleep 0.05
    done
    kill -KILL "$(program)"
    press C-c; type_ "stty sane; tput rmcup; clear"; press Enter
    start xterm-256color "-c 'add person'" && shows Unsaved draft || return 1
    press C-x; press Escape; type_ ":quit"; press Enter
    shows 'ready$' && "$PACT" check
}

for term in vt100 linux xterm-256color; do
    is "$term: list, filter, record, form, quit" work_day $term
done
for signal in TERM HUP INT; do
    is "after SIG$signal the terminal is as before and the draft is kept" leave_by $signal
done
is "killed while typing, the draft is offered again" killed_while_typing
for case in hostile unknown dumb resize hangup; do
    is "odd: $case" python3 tests/bench/odd.py $case "$PACT"
done
finish
