/* cmd_split.c - a command line taken apart into words, and words put together again. Pure: it needs
 * neither a file nor a face. */
#include "cmd_common.h"

/* A single quote inside a word is an apostrophe (O'Connor); only where a word or a value begins
 * does it open a quotation. */
static bool opens_quote(const char *line, const char *s)
{
	if (*s == '"')
		return true;
	return *s == '\'' && (s == line || strchr(" \t\r\n=:", s[-1]));
}

/* One word from *at on into w; false when a quote stays open. */
static bool read_word(const char *line, const char **at, struct str *w)
{
	const char *s = *at;
	char quote = 0;
	for (; *s && (quote || !strchr(" \t\r\n", *s)); s++) {
		if (*s == '\\' && s[1])
			str_addc(w, *++s);
		else if (quote && *s == quote)
			quote = 0;
		else if (!quote && opens_quote(line, s))
			quote = *s;
		else
			str_addc(w, *s);
	}
	*at = s;
	return !quote;
}

static int split(struct arena *a, const char *line, const char ***argv, bool open, size_t *last)
{
	const char **v = arena_array(a, const char *, strlen(line) / 2 + 3);
	struct str word = STR_INIT;
	bool typing = false; /* the line ends in the middle of a word */
	int n = 0;
	const char *s = line;
	for (;;) {
		s += strspn(s, " \t\r\n");
		if (!*s)
			break;
		*last = (size_t)(s - line);
		str_clear(&word);
		bool whole = read_word(line, &s, &word);
		v[n++] = arena_dupn(a, word.s, word.len);
		typing = !*s;
		if (!whole && !open) {
			str_release(&word);
			return -1;
		}
	}
	str_release(&word);
	if (open && !typing) {
		*last = (size_t)(s - line);
		v[n++] = "";
	}
	v[n] = NULL;
	*argv = v;
	return n;
}

int cmd_split(struct arena *a, const char *line, const char ***argv)
{
	size_t last;
	return split(a, line, argv, false, &last);
}

int cmd_split_open(struct arena *a, const char *line, const char ***argv, size_t *last)
{
	*last = 0;
	return split(a, line, argv, true, last);
}

/* How many of the words are options that a client may give; everything after is a command. */
static int client_options(int argc, const char *const *argv)
{
	static const struct {
		const char *name;
		int words;
	} allowed[] = { { "--plain", 1 }, { "--ascii", 1 }, { "--yes", 1 }, { "--lang", 2 }, { "-c", 2 } };
	int n = 0;
	for (size_t i = 0; n < argc && i < COUNT(allowed); i++)
		if (!strcmp(argv[n], allowed[i].name) && n + allowed[i].words <= argc) {
			n += allowed[i].words;
			i = (size_t)-1;
		}
	return n;
}

int cmd_split_client(struct arena *a, const char *line, const char ***argv)
{
	const char **words;
	int argc = cmd_split(a, line, &words);
	if (argc < 0)
		return argc;
	int options = client_options(argc, words);
	const char **ret = arena_array(a, const char *, argc + 2);
	memcpy(ret, words, sizeof *ret * (size_t)options);
	ret[options] = "--";
	memcpy(ret + options + 1, words + options, sizeof *ret * (size_t)(argc - options));
	*argv = ret;
	return argc + 1;
}

const char *cmd_quote(struct arena *a, const char *word)
{
	if (*word && !strpbrk(word, " \t\r\n\"'\\"))
		return word;
	struct str b = STR_INIT;
	str_addc(&b, '"');
	for (const char *s = word; *s; s++) {
		if (*s == '"' || *s == '\\')
			str_addc(&b, '\\');
		str_addc(&b, *s);
	}
	str_addc(&b, '"');
	const char *quoted = arena_dup(a, b.s);
	str_release(&b);
	return quoted;
}

const char *cmd_join(struct arena *a, int argc, const char *const *argv)
{
	struct str b = STR_INIT;
	for (int i = 0; i < argc; i++) {
		if (i)
			str_addc(&b, ' ');
		str_add(&b, cmd_quote(a, argv[i]));
	}
	const char *line = arena_dup(a, b.s);
	str_release(&b);
	return line;
}
