#!/bin/sh
# week.t - the scenes of a week at the desk take no more keys than they may: in tests/tui/week_*.keys
# "# keys N" begins one; the line after "# words" is text, not counted; nor are commands after ":".
. tests/tap.sh
over() {
    awk '
        function keys(line,   n) {
            n = gsub(/<[A-Za-z0-9-]+>/, "", line)
            return n + length(line)
        }
        function end() { if (most != "" && n > most) print FILENAME ": " scene ": " n " keys, " most " may be" }
        /^# keys / { end(); most = $3; n = 0; scene = said; next }
        /^# words/ { words = 1; next }
        /^#/ { said = substr($0, 3); next }
        /^:/ || /^$/ { next }
        words { words = 0; next }
        { n += keys($0) }
        END { end() }' "$1"
}
for script in tests/tui/week_*.keys; do
    none "$(basename "$script" .keys)" over "$script"
done
finish
