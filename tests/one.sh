#!/bin/sh
# one.sh TEST - runs a test for prove: a program as it is, a .t by sh. Each gets a home of its own.
[ -x "$PACT" ] || { echo "PACT names no program: use make check"; exit 1; }
home=$(mktemp -d "${TMPDIR:-/tmp}/pact-home-XXXXXX") || exit 1
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_STATE_HOME="$home/state" XDG_DATA_HOME="$home/data" \
    XDG_CONFIG_HOME="$home/config" LC_ALL=C.UTF-8 PACT_TODAY=2026-11-21 PACT_USER=ana \
    TZ=Europe/London
unset PACT_DB NO_COLOR LANGUAGE LANG
case $1 in
*.t) sh "$@" ;;
*) "$@" ;;
esac
