#!/bin/sh
# embed.sh FILE... - writes C that holds the files as text: the table of core/embed.h.
# Names lose their leading core/. Long files are one string literal a line.
echo '#include "core/embed.h"'
echo '#include <string.h>'
echo 'const struct embedded embedded[] = {'
for f in "$@"; do
	printf '{ "%s",\n' "${f#core/}"
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' "$f"
	echo '"" },'
done
cat <<'END'
{ 0, 0 } };

const char *embed_find(const char *name)
{
	for (const struct embedded *e = embedded; e->name; e++)
		if (!strcmp(e->name, name))
			return e->text;
	return 0;
}
END
