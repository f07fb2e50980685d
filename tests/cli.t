#!/bin/sh
# cli.t - a folder per case in tests/cli. Its files:
#   cmd   shell lines, run in an empty folder with $PACT the program, $PACT_DB a file not yet made,
#         $DATA the folder tests/data; the functions below help
#   out   what it must print (missing: nothing is asked)     err  the same for standard error
#   rc    the exit code (missing: 0)                          in   what it reads
. tests/tap.sh
root=$(pwd)
DATA=$root/tests/data
export DATA
work=$(mktemp -d "$HOME/cli-XXXXXX")

differs() { # WHAT EXPECTED GOT
    [ ! -f "$2" ] || cmp -s "$2" "$3" || { echo "# $1:"; diff -u "$2" "$3" | sed 's/^/# /'; }
}

run_case() {
    dir=$root/tests/cli/$1
    mkdir -p "$work/$1/home" && cd "$work/$1" || exit 1
    in=/dev/null
    [ -f "$dir/in" ] && in=$dir/in
    HOME=$work/$1/home XDG_STATE_HOME=$HOME/state XDG_DATA_HOME=$HOME/data \
        PACT_DB=$work/$1/pact.db sh "$dir/cmd" < "$in" > out 2> err
    rc=$?
    want=0
    [ -f "$dir/rc" ] && want=$(cat "$dir/rc")
    {
        [ $rc = "$want" ] || { echo "# exit $rc, not $want"; sed 's/^/# /' err; }
        differs out "$dir/out" out
        differs err "$dir/err" err
    } > faults
    if [ -n "$UPDATE" ]; then
        [ ! -f "$dir/out" ] || cp out "$dir/out"
        [ ! -f "$dir/err" ] || cp err "$dir/err"
    fi
    if [ -s faults ]; then not_ok "$1"; cat faults; else ok "$1"; fi
    cd "$root" || exit 1
}

for dir in tests/cli/*/; do
    [ -f "$dir/cmd" ] && run_case "$(basename "$dir")"
done
rm -rf "$work"
finish
