#!/bin/sh
# ssh.t - the door, with the clients people have: OpenSSH, PuTTY's plink, dropbear's dbclient. A client
# that is not installed is skipped, and counted.
. tests/tap.sh
command -v ssh > /dev/null || { echo "1..0 # SKIP there is no ssh here"; exit 0; }
top=$PWD
cd "$HOME" || exit 1
mkdir records
PACT_DB=$HOME/records/pact.db
PYTHONDONTWRITEBYTECODE=1
export PACT_DB PYTHONDONTWRITEBYTECODE
python3 "$top/tests/bench/people.py" 3000 > people.csv
"$PACT" import people people.csv --yes > made 2>&1 || sed 's/^/# /' made
for k in ed25519 ecdsa rsa; do ssh-keygen -q -t $k -N '' -C "$k" -f "key_$k"; done
ssh-keygen -q -t ed25519 -N '' -f stranger
ssh-keygen -q -t rsa -b 1024 -N '' -f weak 2> /dev/null

# ---- users and keys ----

cat key_*.pub > three.pub
keys_in() { "$PACT" user key ana three.pub && [ "$("$PACT" list user_keys | wc -l)" = 4 ]; }
is "three keys of a user's from one file" keys_in
refuses() { # TEXT COMMAND...: fails, and says so
    text=$1
    shift
    out=$("$@" 2>&1) && { echo "it went through: $out"; return 1; }
    case $out in *"$text"*) ;; *) echo "$out"; return 1 ;; esac
}
"$PACT" user add bea --role trustee > /dev/null
is "a key is one person's" refuses "" "$PACT" user key bea key_ed25519.pub
is "a private key is not taken" refuses "private key" "$PACT" user key bea key_ed25519
is "a weak one neither" refuses "too weak" "$PACT" user key bea weak.pub
printf 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA' > cut.pub
is "nor one that was cut" refuses "cut short" "$PACT" user key bea cut.pub
is "the password is not short" refuses "twelve" sh -c "echo short | '$PACT' user password bea"

# ---- the door ----

is "no host keys where the records lie" refuses "must not" \
    "$PACT" serve -l 127.0.0.1:0 --state records/door
"$PACT" serve -l 127.0.0.1:0 --state door > said 2> wrong &
server=$!
mux() { tmux -L "door$$" -f /dev/null "$@"; }
trap 'mux kill-server 2> /dev/null; kill -9 $server 2> /dev/null' EXIT
wait_for() { # COMMAND...: true within fifteen seconds
    i=0
    until "$@" > /dev/null 2>&1; do
        i=$((i + 1))
        [ $i -lt 150 ] || { echo "not within fifteen seconds: $*"; ps -eo pid,ppid,stat,args | grep "[p]act-tui"; return 1; }
        sleep 0.1
    done
}
opened() { wait_for grep -q 'type: ssh -p' said; }
is "it says the line to type" opened
port=$(sed -n 's/.*ssh -p \([0-9]*\) .*/\1/p' said)
is "the fingerprint it says is the one it has" sh -c \
    "grep -qF \"\$(ssh-keygen -lf door/host_ed25519 | cut -d' ' -f2)\" said"
is "its folder and keys are closed to others" sh -c \
    "[ \"\$(stat -c %a door door/host_ed25519 | tr '\n' ' ')\" = '700 600 ' ]"

options="-F /dev/null -o UserKnownHostsFile=$HOME/known -o StrictHostKeyChecking=accept-new
    -o IdentitiesOnly=yes -o LogLevel=ERROR -o BatchMode=yes -p $port"
by() { # KEY [OPTIONS] -- COMMAND: as OpenSSH's user
    key=$1
    shift
    # shellcheck disable=SC2086
    timeout 20 ssh $options -i "$HOME/$key" "$@"
}
ask() { by key_ed25519 127.0.0.1 "$@"; }

"$PACT" list people -o csv > here.csv
same_list() { ask list people -o csv | cmp - here.csv; }
is "a command's output comes out whole" same_list
for k in ecdsa rsa; do
    is "$k key" sh -c "timeout 20 ssh $(echo $options) -i key_$k 127.0.0.1 version | grep -q pact-tui"
done
code() { want=$1; shift; "$@" > out 2>&1; got=$?; [ $got = "$want" ] || { echo "rc $got"; cat out; return 1; }; }
is "its exit code too" code 1 ask show person 99999
is "what comes from afar is typed in" sh -c \
    "printf 'list people\nquit\n' | timeout 20 ssh $(echo $options) -i key_ed25519 127.0.0.1 | grep -q 3000"
is "a write is undone from afar" sh -c \
    "timeout 20 ssh $(echo $options) -i key_ed25519 127.0.0.1 'new person given=Zora' && timeout 20 ssh $(echo $options) -i key_ed25519 127.0.0.1 undo"

is "a stranger's key" code 255 by stranger 127.0.0.1 version
is "no key" code 255 by stranger -o PubkeyAuthentication=no 127.0.0.1 version
is "a command for the machine itself" code 77 ask backup there.db
is "a command that is none" code 2 ask 'x;id'
is "a demonstration of her own" code 77 ask demo "$HOME/anywhere.db"
is "which would be a file anywhere" test ! -e "$HOME/anywhere.db"
is "another user" code 2 ask -- --as bea list users
is "another file" code 2 ask -- -d /etc/passwd list users
is "an open quote" code 255 ask "'oh"
is "a subsystem" code 255 by key_ed25519 -s 127.0.0.1 sftp
is "forwarding to elsewhere" code 255 by key_ed25519 -W 127.0.0.1:22 127.0.0.1
refused_back() { by key_ed25519 -o ExitOnForwardFailure=yes -R 0:127.0.0.1:22 127.0.0.1 version; }
is "forwarding from elsewhere" code 255 refused_back
screens_back() { # LogLevel of its own: the refusal is said to the user
    # shellcheck disable=SC2086
    DISPLAY=:9 timeout 20 ssh -X -o LogLevel=INFO $options -i key_ed25519 127.0.0.1 version > out 2>&1
    grep -q 'X11 forwarding request failed' out && grep -q '^pact-tui' out || { cat out; return 1; }
}
is "X11, and it goes on without" screens_back
agent_back() {
    # shellcheck disable=SC2016,SC2086
    ssh-agent sh -c 'timeout 20 ssh -A -o LogLevel=DEBUG1 "$@"' - \
        $options -i key_ed25519 127.0.0.1 version > out 2>&1
    grep -q 'Requesting authentication agent forwarding' out && grep -q '^pact-tui' out || { cat out; return 1; }
}
is "an agent, and it goes on without" agent_back
second() {
    by key_ed25519 -o ControlMaster=yes -o ControlPath="$HOME/mux.%p" -tt 127.0.0.1 > /dev/null 2>&1 &
    wait_for test -S "$HOME/mux.$port"
    by key_ed25519 -o ControlPath="$HOME/mux.$port" 127.0.0.1 version > out 2>&1
    by key_ed25519 -o ControlPath="$HOME/mux.$port" -O exit 127.0.0.1 2> /dev/null
    grep -q 'refused by peer' out || { cat out; return 1; } # it comes in by another connection then
}
is "a second channel" second
is "an environment that is not for it" sh -c \
    "LD_PRELOAD= PACT_DB=/etc/passwd timeout 20 ssh $(echo $options) -o SendEnv=PACT_DB -i key_ed25519 127.0.0.1 list users | grep -q ana"
spanish() { LC_ALL=es_ES.UTF-8 by key_ed25519 -o SendEnv=LC_ALL 127.0.0.1 help list 2>&1 | grep -q 'Una lista'; }
is "the client's language" spanish

rekeyed() { by key_ed25519 -o RekeyLimit=16K 127.0.0.1 list people -o csv | cmp - here.csv; }
is "keys exchanged anew all along lose no byte" rekeyed
pressed() { by key_ed25519 -C 127.0.0.1 list people -o csv | cmp - here.csv; }
is "compressed" pressed

# ---- other clients ----

skipped=0
peer() { # PROGRAM NAME COMMAND...
    if command -v "$1" > /dev/null 2>&1; then shift; is "$@"; return; fi
    skipped=$((skipped + 1))
    ok "$2 # SKIP $1 is not installed"
}
by_plink() {
    puttygen key_ed25519 -o key.ppk --new-passphrase /dev/null 2> /dev/null || puttygen key_ed25519 -o key.ppk
    timeout 20 plink -batch -P "$port" -i key.ppk -hostkey \
        "$(ssh-keygen -lf door/host_ed25519 | cut -d' ' -f2)" ana@127.0.0.1 list people -o csv |
        cmp - here.csv
}
peer plink "PuTTY's plink" by_plink
by_dbclient() {
    dropbearconvert openssh dropbear key_ecdsa key.db 2> /dev/null &&
        timeout 20 dbclient -y -p "$port" -i key.db ana@127.0.0.1 list people -o csv 2> /dev/null |
        cmp - here.csv
}
peer dropbearconvert "dropbear's dbclient" by_dbclient
by_audit() { ! ssh-audit -p "$port" 127.0.0.1 | grep -F '[fail]'; }
peer ssh-audit "ssh-audit finds no failure" by_audit

# ---- passwords ----

echo 'four words are enough' | "$PACT" user password bea > /dev/null 2>&1
with_password() { # PASSWORD METHODS
    printf '#!/bin/sh\necho "%s"\n' "$1" > askpass
    chmod +x askpass
    # shellcheck disable=SC2086
    SSH_ASKPASS=$HOME/askpass SSH_ASKPASS_REQUIRE=force timeout 20 ssh -o BatchMode=no $options \
        -o PubkeyAuthentication=no -o PreferredAuthentications="$2" -o NumberOfPasswordPrompts=1 \
        bea@127.0.0.1 version
}
is "no password while they are off" code 255 with_password 'four words are enough' password
"$PACT" new setting name=passwords value=on > /dev/null
is "a password where they are on" with_password 'four words are enough' password
is "asked for as a question" with_password 'four words are enough' keyboard-interactive
is "a wrong one" code 255 with_password 'four words are wrong' password
"$PACT" user disable bea > /dev/null 2>&1
is "a disabled user" code 255 with_password 'four words are enough' password

# ---- on a screen ----

shows() {
    for text; do
        wait_for sh -c "tmux -L door$$ capture-pane -p | grep -qF -e '$text'" ||
            { mux capture-pane -p; return 1; }
    done
}
enter() { # TERM
    # shellcheck disable=SC2086
    mux respawn-pane -k "TERM=$1 ssh $(echo $options) -i key_ed25519 -t 127.0.0.1; echo left; sleep 60"
}
if mux new-session -d -x 80 -y 24 2> /dev/null; then
    for term in xterm-256color vt100; do
        day() { enter "$term" && shows PACT ": command" && mux send-keys g p && shows People "/3000"; }
        is "$term: home, then people" day
    done
    among_them() { ask who | grep -q '^ana, since' && ! "$PACT" who | grep -q ana; }
    is "who is here" among_them
    resized() {
        for size in 100x30 40x12 80x24; do
            mux resize-window -x "${size%x*}" -y "${size#*x}" && shows People || return 1
        done
    }
    is "windows of other sizes" resized
    locked() {
        wait_for test -f door/host_rsa && sleep 0.2
        for p in $(pgrep -P "$server"; pgrep -f "pact-tui --served -d $HOME"); do
            [ -n "$PACT_SAN" ] || grep -q 'Seccomp:.2' "/proc/$p/status" || { echo "$p is free"; return 1; }
        done
    }
    is "session and program are locked in" locked
    unknown() { enter nosuchterm && shows PACT; }
    is "a terminal nobody knows" unknown
    soon() { # GIVEN NAME: on the screen within four seconds of its writing
        "$PACT" new person given="$1" > /dev/null || return 1
        written=$(date +%s%N)
        until mux capture-pane -p | grep -q "$1"; do
            [ $(($(date +%s%N) - written)) -lt 4000000000 ] || { mux capture-pane -p; return 1; }
            sleep 0.1
        done
    }
    seen_soon() { # a machine that is busy with something else may miss it once or twice
        enter vt100 && shows PACT && mux send-keys g p && shows People "/3000" && sleep 0.5 || return 1
        soon Aaaminata || soon Aaabena || soon Aaafia || return 1
        mux send-keys q
        "$PACT" list people -o csv > here.csv
    }
    is "what somebody else writes shows soon" seen_soon
    left() { # one page after the other
        for _ in 1 2 3 4; do mux send-keys q && sleep 0.3; done
        shows left
    }
    is "leaving" left

    # ---- abrupt ends ----

    inside() { [ -n "$(pgrep -P "$server")" ]; }
    nobody_inside() { ! inside || { pgrep -a -P "$server"; return 1; }; }
    client_killed() {
        enter vt100 && shows PACT && pkill -9 -f "^ssh .*-p $port .*-t 127.0.0.1" &&
            wait_for nobody_inside
    }
    is "kill -9 of the client: nothing is left" client_killed
    program_killed() {
        enter vt100 && shows PACT && pkill -9 -f "pact-tui --served -d $HOME" && shows left &&
            wait_for nobody_inside
    }
    is "kill -9 of the program: the client leaves" program_killed
    no_program() { ! pgrep -f "pact-tui --served -d $HOME"; }
    session_killed() { # a program that looks for leaks as it ends takes its time
        enter vt100 && shows PACT && pkill -9 -P "$server" && wait_for nobody_inside &&
            wait_for no_program
    }
    is "kill -9 of the session: the program leaves" session_killed
    mux kill-server 2> /dev/null
else
    ok "on a screen # SKIP tmux does not start here"
fi

# ---- rude guests ----

fds() { ls "/proc/$server/fd" | wc -l; }
before=$(fds)
cat > rude.py <<'END'
import os, socket, sys, time
port, n = int(sys.argv[1]), int(sys.argv[2])
kinds = [b"", b"GET / HTTP/1.0\r\n\r\n", os.urandom(600), b"SSH-2.0-x\r\n" + os.urandom(300), b"SSH-2.0-x\r\n\0\0\0\0"]
held = []
for i in range(n):
    try:
        s = socket.create_connection(("127.0.0.1", port), 5)
        s.sendall(kinds[i % len(kinds)])
        held.append(s)
    except OSError:
        pass
print(len(held), flush=True)
time.sleep(float(sys.argv[3]))
END
rude() {
    python3 rude.py "$port" 200 1 > /dev/null && wait_for sh -c "[ -z \"\$(pgrep -P $server)\" ]" &&
        same_list && [ "$(fds)" = "$before" ]
}
is "200 rude guests: it lives, and nothing is left of them" rude

# ---- the end ----

drained() {
    kill -HUP $server && same_list && kill -TERM $server && wait_for sh -c "! grep -q . /proc/$server/cmdline" &&
        [ ! -e door/pid ]
}
is "SIGHUP reads the keys again, SIGTERM ends it" drained
none "and it had nothing to complain of" grep -v 'door is closed' wrong
finish
