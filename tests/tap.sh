# tap.sh - what the .t files share: numbered results for prove. Source it; end with `finish`.
n=0
ok() { n=$((n + 1)); echo "ok $n - $*"; }
not_ok() { n=$((n + 1)); echo "not ok $n - $*"; }
# is NAME COMMAND...: ok when the command succeeds; its output is shown when it does not.
is() {
    name=$1
    shift
    if out=$("$@" 2>&1); then ok "$name"; else not_ok "$name"; echo "$out" | sed 's/^/# /'; fi
}
# none NAME COMMAND...: ok when the command prints nothing.
none() {
    name=$1
    shift
    out=$("$@" 2>&1) || true
    if [ -z "$out" ]; then ok "$name"; else not_ok "$name"; echo "$out" | sed 's/^/# /'; fi
}
finish() { echo "1..$n"; }
