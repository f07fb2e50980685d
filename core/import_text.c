/* import_text.c - what is done to the words of a file on their way in. */
#include "import_private.h"
#include "embed.h"
#include "utf8.h"
#include <ctype.h>

/* Words that belong to the family name that follows them. */
static bool particle(struct arena *a, const char *word, size_t n)
{
	static const char known[] =
		"de del de' la las los da do das dos di della dello dal du des le van "
		"von vom zu zum zur der den ter ten te op af av bin binti bint ibn ben abu abd al "
		"el ul "
		"ap ab ni nic o mac mc st san santa saint";
	const char *folded = utf8_fold(a, arena_dupn(a, word, n));
	return *folded && str_listed(known, folded, strlen(folded));
}

const char *text_trim(struct arena *a, const char *s, size_t n)
{
	while (n && isspace((unsigned char)*s))
		s++, n--;
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return n ? arena_dupn(a, s, n) : NULL;
}

void name_split(struct arena *a, const char *name, const char **given, const char **family)
{
	const char *comma = strchr(name, ','), *all = text_trim(a, name, strlen(name));
	*given = *family = NULL;
	if (comma) {
		*family = text_trim(a, name, (size_t)(comma - name));
		*given = text_trim(a, comma + 1, strlen(comma + 1));
		return;
	}
	if (!all)
		return;
	const char *from = all + strlen(all);
	for (;;) {
		const char *end = from;
		while (end > all && isspace((unsigned char)end[-1]))
			end--;
		const char *word = end;
		while (word > all && !isspace((unsigned char)word[-1]))
			word--;
		/* At least one word is left for the given name. */
		if (word == all || (*from && !particle(a, word, (size_t)(end - word))))
			break;
		from = word;
	}
	*given = text_trim(a, all, (size_t)(from - all));
	*family = *from ? from : NULL;
}

const char *code_synonym(struct arena *a, const char *list, const char *said)
{
	const char *at = embed_find("synonyms.txt"), *line, *wanted = utf8_fold(a, said);
	size_t n;
	while (at && str_word(&at, "\n", &line, &n)) {
		const char *part[3] = { 0 }, *rest = arena_dupn(a, line, n), *word;
		for (int i = 0; i < 3 && str_word(&rest, "|", &word, &n); i++)
			part[i] = text_trim(a, word, n);
		if (*line == '#' || !part[2] || strcmp(part[0], list))
			continue;
		while (str_word(&part[2], ",", &word, &n))
			if (!strcmp(utf8_fold(a, text_trim(a, word, n)), wanted))
				return part[1];
	}
	return NULL;
}
