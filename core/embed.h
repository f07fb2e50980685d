/* embed.h - text files built into the program: SQL steps, questions, word lists, key maps.
 * The Makefile turns them into one table, sorted by name ("schema/0001-ground.sql",
 * "questions.sql", "codes.txt", "keymaps/default.keys"). */
#ifndef EMBED_H
#define EMBED_H

struct embedded {
	const char *name, *text;
};
extern const struct embedded embedded[]; /* ends with a NULL name */
const char *embed_find(const char *name); /* NULL when there is none */
#endif
