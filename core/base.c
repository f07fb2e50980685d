/* base.c - translation through gettext, memory that dies rather than fails, and die itself. */
#include "base.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>

#define DOMAIN "pact-tui"

void (*base_on_die)(void);

static char language[3] = "en";

/* gettext keeps a message with a context under "context EOT message". */
const char *tr(const char *context, const char *s)
{
	char key[512];
	const char *found;

	if (!*s)
		return s; /* the empty message is the catalogue's own header */
	if (context && (size_t)snprintf(key, sizeof key, "%s\004%s", context, s) < sizeof key) {
		found = dgettext(DOMAIN, key);
		if (found != key)
			return found;
	}
	return dgettext(DOMAIN, s);
}

const char *trn(const char *one, const char *many, unsigned long n)
{
	return dngettext(DOMAIN, one, many, n);
}

static bool utf8_locale(const char *name)
{
	return setlocale(LC_CTYPE, name) && !strcmp(nl_langinfo(CODESET), "UTF-8");
}

/* Only the letters of the machine's locale are taken; numbers stay those of C, for SQL and CSV. */
void tr_language(const char *lang, const char *dir)
{
	snprintf(language, sizeof language, "%s", lang);
	setenv("LANGUAGE", language, 1);
	if (!utf8_locale("") && !utf8_locale("C.UTF-8"))
		utf8_locale("en_US.UTF-8");
	/* gettext heeds LANGUAGE under any locale but plain C. */
	setlocale(LC_MESSAGES, setlocale(LC_CTYPE, NULL));
	if (dir)
		bindtextdomain(DOMAIN, dir);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN); /* also makes gettext forget what it found in another language */
}

const char *tr_lang(void)
{
	return language;
}

static void *got(void *p)
{
	if (!p)
		die("This machine has no memory left.");
	return p;
}

void *xmalloc(size_t n)
{
	return got(malloc(n ? n : 1));
}

void *xcalloc(size_t n, size_t size)
{
	return got(calloc(n ? n : 1, size ? size : 1));
}

void *xrealloc(void *p, size_t n)
{
	return got(realloc(p, n ? n : 1));
}

char *xstrdup(const char *s)
{
	return got(strdup(s));
}

void die(const char *fmt, ...)
{
	void (*restore)(void) = base_on_die;
	va_list args;

	base_on_die = NULL; /* should restoring die as well, the words still come out */
	if (restore)
		restore();
	fputs("pact-tui: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}
