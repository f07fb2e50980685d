/* entity.h - the entity table: every record type is declared once, in core/entities/NAME.c.
 *
 * A field's name is its column, CSV header, filter key, completion word and field in history.
 * Every table has these columns besides its fields, and nobody declares them:
 *   id, rev (raised by every write), archived_at (a moment or NULL), import_ref (a foreign id).
 * From the row follow schema check, history, search, lists, forms, tabs, filter, import, export,
 * help and access. Two hooks and two only: `check` (rules across fields) and `saved`
 * (consequences in the same transaction). Who needs a third has found a theme file.
 */
#ifndef ENTITY_H
#define ENTITY_H
#include "db.h"

/* Field types; their operations are in ftype.h. */
enum ft {
	FT_TEXT,     /* one line */
	FT_NOTE,     /* many lines */
	FT_INT,      /* within min..max when max > min */
	FT_BOOL,     /* "0" or "1" */
	FT_DATE,     /* a day */
	FT_MONTH,    /* a month: all the program ever holds of a birthday */
	FT_MOMENT,   /* a UTC moment */
	FT_TIME,     /* of the day, "14:30", in the file's zone */
	FT_PHONE,    /* E.164 */
	FT_EMAIL,
	FT_URL,
	FT_POSTCODE, /* "SE5 8RW" */
	FT_CODE,     /* a code of word list .of */
	FT_CODES,    /* several, "a,b,c", in the list's order */
	FT_REF,      /* an id of entity .of */
	FT_REFS,     /* several, "7,12": kept in the link table <entity>_<field>("row","ref") */
	FT_ONEOF,    /* "person:7": over the PART fields named in .of ("person institution"); not a
	                column itself */
	FT_COUNT
};

enum {
	REQ = 1 << 0,     /* must be filled */
	LIST = 1 << 1,    /* a column of the list */
	FIND = 1 << 2,    /* its words are in the search index (never a RESTRICTED field) */
	SORT = 1 << 3,    /* lists can be sorted by it; it has an index */
	MORE = 1 << 4,    /* on the form only behind "more fields" */
	RO = 1 << 5,      /* set by the program, not by people (shown, exported, not on the form) */
	VIRT = 1 << 6,    /* not a column: read through .sql; if not RO, written by the saved hook */
	PART = 1 << 7,    /* a part of an FT_ONEOF: a column, but not on the form or list */
	OPINION = 1 << 8, /* seen by the row's author (entity.author) and the person's coach alone, for
	                     24 months: NULL for everyone else and after that */
	MASK = 1 << 9,    /* shown as FIELD_MASKED where entity.mask holds, until record_reveal */
	NOCSV = 1 << 10,  /* never leaves in an export */
	NOLOG = 1 << 11,  /* changes are not history (derived stamps) */
	RULE = 1 << 12,   /* its help is how to write here: it stands above the form from the start */
	ANOTHER = 1 << 13, /* an FT_REF to somebody else than the row is about: a merge of the two
	                      empties it */
};

/* What stands in a MASK field's place. Exports leave it empty; it is never written back. */
#define FIELD_MASKED "***"

enum zone { ZONE_OPEN, ZONE_PERSONAL, ZONE_RESTRICTED, ZONE_ADMIN };

struct field {
	const char *name;  /* lower case, underscores */
	const char *label; /* N_("..."); looked up with the entity's name as context */
	enum ft type;
	unsigned flags;
	const char *of;   /* word list (of an INT: what its numbers are called), entity, or the parts
	                     of a ONEOF */
	const char *help; /* N_("...") one line for the form; NULL */
	const char *def;  /* value of a new record: canonical text, or "today" or "me"; NULL */
	const char *syn;  /* other CSV headers it answers to, "telephone,mobile,tel" */
	const char *sql;  /* VIRT: an expression over the row `t`; :today may be used */
	const char *kept; /* "ladder_event person to_step from_step": the newest such row says the
	                     value, and who sets it writes one (kept.h); NULL */
	int min, max;
	const char *counts; /* VIRT: the record type whose rows it is worked out from: empty for who meets
	                       some of them only, or none, who would read a wrong number */
};

struct edit;
struct record;
struct entity {
	const char *name, *plural; /* "person", "people" */
	const char *label;         /* N_("People") */
	const struct field *fields;
	size_t n;
	const char *one;    /* N_("Person") */
	const char *title;  /* fields whose text names a record, "given family", "on person" */
	const char *order;  /* fields lists stand in, "given family"; "-on": greatest first */
	enum zone zone;
	const char *notes;  /* field that takes what an import cannot place; NULL */
	const char *author; /* FT_REF of user who wrote the row, for OPINION; NULL */
	const char *coach;  /* SQL over `t` and :me: whether this user coaches the person it is about */
	const char *formed; /* FT_DATE field: the day of the opinion, from which it ages; NULL: never */
	const char *hide;   /* SQL over `t`: a hidden row; rows that refer to it are hidden too */
	const char *scope;  /* SQL over `t` and :me: the only rows anybody meets; NULL: all of them */
	const char *rest;   /* SQL over `t`: a row at rest (she objected): in no list, met by id or name */
	const char *seer;   /* FT_REF of user who meets hidden rows besides the dsl */
	const char *mask;   /* SQL over `t`: where MASK fields are masked */
	const char *names;  /* CSV headers split into two fields: "name=given+family" */
	const char *same;   /* "phone email": one of them and the title tell that two rows are one */
	const char *within; /* FT_REF field: rows are merged only when both belong to the same; NULL */
	const char *uniq;   /* fields that together name one row only ("list code"); NULL */
	bool keyed;         /* who writes the same uniq fields again means the row that is there, and its
	                       id is made from them: two copies of a file make the same row */
	const char *joins;  /* rows that have these fields alike say the same: when what they are of is
	                       merged they become one; NULL: of uniq ones people choose, others stay */
	const char *said;   /* FT_DATE field: of two that join the one of the later day holds; NULL */
	const char *away;   /* N_("...") what it means that a row was archived, where that is not plain */
	bool told;          /* may be added by those who may not read it: "tell the lead, and nobody else" */
	bool fixed;         /* a row stands as it was written: no change, archive or undo, only more rows */
	bool bookkeeping;   /* not undone: settings, users, keys; not offered as a tab */
	enum rc (*check)(struct db *db, struct edit *ed);
	enum rc (*leaves)(struct db *db, int64_t id); /* may this row be archived? */
	enum rc (*saved)(struct db *db, struct edit *ed);
	/* What the page of r says besides its fields, and what that is called; NULL: nothing. */
	const char *(*besides)(struct db *db, struct arena *a, const struct record *r, const char **label);
};

extern const struct entity *const *entities; /* ends with NULL; order of entities.def */
size_t entity_count(void);
/* By name or plural, "-" as good as "_". NULL when there is none. */
const struct entity *entity_find(const char *word);
/* The nearest entity word to a misspelt one, for "did you mean"; may be NULL. */
const char *entity_nearest(const char *word);
/* Field by exact name; NULL. */
const struct field *field_find(const struct entity *e, const char *name);
/* Field by name, label in either language, or synonym; case, accents, spaces do not matter. */
const struct field *field_guess(const struct entity *e, const char *header);
const char *field_nearest(const struct entity *e, const char *word);
static inline size_t field_index(const struct entity *e, const struct field *f)
{
	return (size_t)(f - e->fields);
}
/* A real column of the table? (Not VIRT, not REFS, not ONEOF.) */
bool field_stored(const struct field *f);
/* Labels in the language of now. */
const char *entity_label(const struct entity *e);
const char *entity_one(const struct entity *e);
const char *field_label(const struct entity *e, const struct field *f);

/* Names with spaces between: walks "-on person". *desc for a leading '-'. False at the end. */
bool fields_each(const struct entity *e, const char *list, const char **at,
	const struct field **f, bool *desc);

/* The i-th field anywhere that refers to `to` (FT_REF, FT_REFS; PARTs too), in table order, as the
 * tabs of a record; false past the last. Bookkeeping entities and RO fields are left out. */
bool entity_referrer(const struct entity *to, size_t i, const struct entity **from,
	const struct field **by);
/* Tests declare more types than the program has: replaces the table (NULL puts it back). */
void entity_table(const struct entity *const *table);
#endif
