/* form.h - what the files of the form screen share: s_form.c (its life, saving), form_draft.c,
 * form_verbs.c, form_field.c (the field one is in), form_match.c (what typing finds: words of a
 * list, records), form_draw.c and form_plain.c (its two faces). Nobody else includes it.
 *
 * The form's places are its fields in table order, then "More fields" while some are left out, then
 * "Save". The field one is in has a line editor; it goes into the edit when one leaves it, and only
 * if something was typed: what was not touched is neither parsed nor written.
 */
#ifndef FORM_H
#define FORM_H
#include "app.h"
#include "line.h"

/* A word of a list or a record: what is set, and how it is called. */
struct hit {
	const char *value, *label;
};

/* Names the form has shown or taken, so that a title typed or left standing finds its record. */
struct known {
	struct known *next;
	const struct field *f;
	struct hit m;
};

enum ask { ASK_FIELD, ASK_END };

struct form {
	const struct entity *e;
	struct edit *ed;
	struct arena *a;          /* the screen's */
	int64_t id;               /* the record's when it was opened, 0: new */
	const char **given;       /* the assignments it was opened with; ends with NULL */
	const char *from;         /* the same as one text, "" for an old record: the draft's key */
	const struct field **field;
	int n;                    /* fields shown */
	int hidden;               /* behind "More fields" */
	int at, top;              /* the place one is in, the first one drawn */
	struct line *line;
	bool fresh;               /* nothing typed here since it was entered */
	bool typed;               /* the line has changed since then */
	const char **as_typed;    /* by field index: the words given, NULL */
	struct known *known;
	struct arena found;       /* the matches */
	struct hit *match;
	int nmatch, mark;
	bool more_match, stale;   /* there are more; typed over, not searched yet */
	int note_cols;            /* the width the current note was drawn with */
	bool changed, dirty;      /* anything typed at all; since the draft was written */
	bool kept, no_draft;      /* a draft is on disk; none can be, and that was said */
	long long last_key;       /* ms */
	enum ask ask;             /* --plain: what the next line answers */
	bool headed, refused;     /* --plain: the heading was said; the last answer was refused */
};

/* What is RESTRICTED, and told by who may not read it: nothing of it stands on disk before it is saved,
 * where any file may be read or copied. */
static inline bool form_secret(const struct form *fm)
{
	return fm->e->zone == ZONE_RESTRICTED;
}

/* The form's own: the place one is in. */
static inline bool on_field(const struct form *fm)
{
	return fm->at < fm->n;
}
static inline const struct field *field_at(const struct form *fm)
{
	return on_field(fm) ? fm->field[fm->at] : NULL;
}
static inline bool on_more(const struct form *fm)
{
	return fm->hidden && fm->at == fm->n;
}
static inline int places(const struct form *fm)
{
	return fm->n + (fm->hidden ? 1 : 0) + 1;
}
static inline enum widget widget_of(const struct field *f)
{
	return ftype_of(f)->widget;
}
static inline bool by_word(const struct field *f)
{
	return widget_of(f) == W_CHOICE || widget_of(f) == W_CHOICES;
}
static inline bool by_name(const struct field *f)
{
	return widget_of(f) == W_PICK || widget_of(f) == W_PICKS;
}
static inline bool takes_many(const struct field *f)
{
	return widget_of(f) == W_CHOICES || widget_of(f) == W_PICKS;
}

/* s_form.c */
struct screen *form_screen(struct app *app);   /* the topmost form of the stack */
void form_goto(struct app *app, struct form *fm, int place); /* leaves, moves, enters */
void form_more(struct app *app, struct form *fm);
int form_save(struct app *app, struct screen *s);
int form_leave(struct app *app, struct screen *s);
void form_touched(struct form *fm);
enum rc form_load(struct app *app, struct form *fm);   /* a fresh edit with what was given */
void form_begin(struct app *app, struct form *fm);     /* to the field it starts in */
const char *form_title(struct app *app, struct screen *s);

/* form_field.c */
void field_enter(struct app *app, struct form *fm);
bool field_leave(struct app *app, struct form *fm); /* false: it cannot be taken; why[] says so */
int field_key(struct app *app, struct form *fm, key k);
bool field_finish(struct app *app, struct form *fm); /* Tab, Enter: false stays in the field */
void field_newline(struct form *fm); /* Enter in a note */
void field_toggle(struct app *app, struct form *fm);
void field_put(struct app *app, struct form *fm, const struct hit *m);
bool note_move(struct form *fm, int rows); /* up or down in a note; false at its ends */
/* A field one is not in, for the eye. */
const char *field_text(struct app *app, struct arena *a, struct form *fm, const struct field *f);
/* What the field wants, in one line; "" when there is nothing to say. */
const char *field_wants(struct app *app, struct arena *a, struct form *fm);

/* A note in rows of at most cols columns, cut at blanks. Returns how many; at most `most`. */
struct note_row {
	size_t at, n;
};
int note_rows(const char *text, int cols, struct note_row *rows, int most);
int note_row_of(const struct note_row *rows, int n, size_t at);

/* form_match.c */
void match_remember(struct form *fm, const struct field *f, const char *value, const char *label);
/* The piece being typed: where it begins, and whether it is a name that is known already. */
size_t match_tail(const struct form *fm, const struct field *f, const char *text, bool *known);
/* Fills the matches for the line as it stands. */
void match_search(struct app *app, struct form *fm);
void match_clear(struct form *fm);
/* Puts the marked match in the place of the tail. */
void match_take(struct form *fm, const struct hit *m);
/* The typed names as values, "7,12" or "housing,schools"; what is not understood stays as typed.
 * False when words of a list are meant several ways: *several tells which. */
bool match_values(struct app *app, struct form *fm, const struct field *f, const char *text,
	struct str *to, const char **several);
/* The record types a REF, REFS or ONEOF may name; the i-th, NULL past the last. */
const struct entity *match_entity(const struct form *fm, const struct field *f, int i);
/* The value of record id of e in field f: "7", or "person:7". */
const char *match_value(struct arena *a, const struct field *f, const struct entity *e, int64_t id);

/* form_draft.c */
void form_keep(struct app *app, struct form *fm);   /* writes the draft if anything is new */
bool form_resume(struct app *app, struct form *fm); /* fills a kept draft in, if there is one */

/* form_verbs.c */
extern const struct command form_verbs[];
int form_choose(struct app *app, struct form *fm); /* the field's list or picker; an exit code */

/* form_draw.c, form_plain.c */
/* The rule for writing this kind of record's notes, always in sight; NULL when there is none. */
const char *form_rule(const struct form *fm);
void form_draw(struct app *app, struct screen *s);
void form_say(struct app *app, struct screen *s, struct str *to);
int form_answer(struct app *app, struct screen *s, const char *line);
#endif
