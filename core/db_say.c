/* db_say.c - the words that a connection has for a person. */
#include "db_private.h"
#include <stdarg.h>
#include <stdio.h>

const char *db_words(const struct db *db)
{
	return db->words.s;
}

enum rc db_fail(struct db *db, enum rc rc, const char *fmt, ...)
{
	char text[1000]; /* the arguments may be the old words themselves */
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	str_clear(&db->words);
	str_add(&db->words, text);
	return rc;
}

void db_note(struct db *db, const char *fmt, ...)
{
	char text[1000];
	va_list ap;
	str_clear(&db->note);
	if (!fmt)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	str_add(&db->note, text);
}

const char *db_noted(const struct db *db)
{
	return db->note.s;
}
