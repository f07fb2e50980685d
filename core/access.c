/* access.c - who is at the keyboard, and what a role may do in a zone. */
#include "access.h"
#include "care.h"
#include "date.h"
#include "history.h"
#include "schema.h"
#include "str.h"
#include "utf8.h"
#include <pwd.h>
#include <unistd.h>

enum {
	R = 1 << READ,
	W = 1 << WRITE,
	A = 1 << ADD,
	X = 1 << EXPORT,
	ALL = R | W | A | X,
	BY_ROW = 4, /* bits further left: of the rows in her reach alone */
	TELL = A << 8, /* she may add what she may not read, where the record type is for telling */
};

/* The trade's own: rows are roles, columns are zones. Everybody reads who the users are, since
 * every record names its organiser. Which rows a cell by row means is said below for PERSONAL, and in
 * the record type's scope for RESTRICTED. */
static const struct {
	const char *role;
	unsigned short may[ZONE_ADMIN + 1];
} matrix[] = {
	/*               OPEN   PERSONAL               RESTRICTED             ADMIN */
	{ "organiser", { ALL,   ALL,                   (R | W | A) << BY_ROW, R } },
	{ "facilitator", { R | X, (R | W | A) << BY_ROW, TELL,                R } },
	{ "champion", { R | X,  (R | W | A) << BY_ROW, TELL,                  R } },
	{ "evaluator", { R | X, 0,                     0,                     R } },
	{ "dsl", { ALL,         ALL,                   ALL,                   R } },
	{ "trustee", { R | X,   0,                     0,                     R } },
	{ "admin", { R,         0,                     0,                     ALL } },
};

/* Whom a role reaches where its cell of PERSONAL is by row: the people, over `t` and :me; with them
 * goes what refers to them. */
static const struct reach {
	const char *role, *people;
	bool log;           /* and what she did herself: rows whose user field begins as "me" */
	const char *writes; /* of these record types alone; NULL: of all that she reaches */
} reaches[] = {
	{ "champion", "t.owner = :me", true, NULL },
	/* The people of her own groups: nobody as long as there are no groups. */
	{ "facilitator", "t.owner IS NULL AND t.owner IS NOT NULL", false, "touch" },
};

/* The roles of whoever is logged in, "organiser,admin", as the file has them now; "" when nobody is. */
static const char *roles_now(struct db *db, struct arena *a)
{
	const char *ret = db_my_id(db) ? db_text_of(db, a, "SELECT role FROM user WHERE id = :me"
		" AND archived_at IS NULL AND disabled IS NOT 1"
		" AND (expires_on IS NULL OR expires_on >= :today)", NULL) : NULL;
	return ret ? ret : "";
}

/* Those that row scopes and wall were built for, as long as she has all of them still: what she was given
 * since waits for access_again; a new role over the old rows would give more than either. */
static const char *roles(struct db *db, struct arena *a)
{
	const char *now = roles_now(db, a), *stood = db_roles(db);
	for (const char *at = stood; *at; at += strcspn(at, ","), at += *at == ',')
		if (!str_listed(now, at, strcspn(at, ",")))
			return "";
	return stood;
}

bool access_role(struct db *db, const char *role)
{
	struct arena a = { 0 };
	bool ret = str_listed(roles(db, &a), role, strlen(role));
	arena_free(&a);
	return ret;
}

#define TENS " /* scan: tens of users */"

enum rc access_stays(struct db *db, int64_t user)
{
#define RUNS " archived_at IS NULL AND disabled IS NOT 1 AND (expires_on IS NULL OR expires_on >= :today)" \
	" AND instr(',' || role || ',', ',admin,') > 0" TENS
	if (!db_int_of(db, "SELECT 1 FROM user WHERE id = :id AND" RUNS, BIND(I("id", user)), 0) ||
		db_int_of(db, "SELECT 1 FROM user WHERE id <> :id AND" RUNS, BIND(I("id", user)), 0))
		return OK;
	return db_fail(db, INVALID, "%s", _("Nobody else is an administrator of this file: make somebody one"
		" first, as in user role NAME organiser,admin"));
}

static const struct reach *reach_of(const char *role)
{
	for (size_t i = 0; i < COUNT(reaches); i++)
		if (!strcmp(reaches[i].role, role))
			return &reaches[i];
	return NULL;
}

/* What one role may do with e; by row too. An administrator also keeps the settings, whatever zone
 * they are read in. */
static unsigned role_may(size_t i, const struct entity *e)
{
	unsigned cell = matrix[i].may[e->zone], may = cell & ALL;
	const struct reach *by = e->zone == ZONE_PERSONAL ? reach_of(matrix[i].role) : NULL;
	if (by && by->writes && !str_listed(by->writes, e->name, strlen(e->name)))
		cell &= R << BY_ROW;
	if (by || e->scope)
		may |= cell >> BY_ROW & ALL;
	if (cell & TELL && e->told)
		may |= A;
	if (e->bookkeeping)
		may |= matrix[i].may[ZONE_ADMIN];
	return e->fixed ? may & ~(unsigned)W : may;
}

static unsigned allowed(const struct entity *e, const char *mine)
{
	unsigned may = 0;
	for (size_t i = 0; i < COUNT(matrix); i++)
		if (str_listed(mine, matrix[i].role, strlen(matrix[i].role)))
			may |= role_may(i, e);
	return may;
}

const char *access_used(struct db *db, const struct entity *e, enum action what)
{
	struct arena a = { 0 };
	const char *mine = roles(db, &a), *ret = "";
	bool all = false;
	for (size_t i = 0; i < COUNT(matrix) && !all; i++) {
		if (!str_listed(mine, matrix[i].role, strlen(matrix[i].role)) ||
			!(role_may(i, e) & 1u << what))
			continue;
		all = matrix[i].may[e->zone] & 1u << what;
		if (all || !*ret)
			ret = matrix[i].role;
	}
	arena_free(&a);
	return ret;
}

/* Over `t`: the rows of e that the reach covers; false (and nothing written) when it has none. An
 * inner `t` hides the outer one, whose part is said before it. */
static bool reach_sql(struct str *b, const struct reach *by, const struct entity *e, int depth)
{
	size_t was = b->len;
	if (!strcmp(e->name, "person")) {
		str_add(b, by->people);
		return true;
	}
	for (size_t i = 0; i < e->n; i++) {
		const struct field *f = &e->fields[i];
		const struct entity *to =
			f->type == FT_REF && field_stored(f) ? entity_find(f->of) : NULL;
		const char *or = b->len > was ? " OR " : "";
		if (!to)
			continue;
		if (by->log && same(f->def, "me")) {
			str_addf(b, "%st.\"%s\" = :me", or, f->name);
		} else if (to->zone == ZONE_PERSONAL && depth > 0) {
			size_t before = b->len;
			str_addf(b, "%st.\"%s\" IN (SELECT t.id FROM main.\"%s\" t WHERE ", or,
				f->name, to->name);
			if (reach_sql(b, by, to, depth - 1))
				str_addc(b, ')');
			else
				str_cut(b, before);
		}
	}
	return b->len > was;
}

enum row_scope access_rows(struct db *db, const struct entity *e, struct str *where)
{
	enum { DEPTH = 2 }; /* a next step about a meeting with her */
	struct arena a = { 0 };
	const char *mine = roles(db, &a);
	bool all = false;
	str_clear(where);
	for (size_t i = 0; i < COUNT(matrix) && !all; i++) {
		const struct reach *by = reach_of(matrix[i].role);
		size_t was = where->len;
		if (!str_listed(mine, matrix[i].role, strlen(matrix[i].role)) ||
			!(role_may(i, e) & R))
			continue;
		all = e->bookkeeping ? !e->scope : matrix[i].may[e->zone] & R;
		str_add(where, was ? " OR (" : "(");
		if (e->scope)
			str_add(where, e->scope);
		else if (!by || !reach_sql(where, by, e, DEPTH)) {
			str_cut(where, was);
			continue;
		}
		str_addc(where, ')');
	}
	arena_free(&a);
	return all ? ROWS_ALL : where->len ? ROWS_SOME : ROWS_NONE;
}

enum rc access_whole(struct db *db, const struct entity *e)
{
	struct str where = STR_INIT;
	enum row_scope rows = access_rows(db, e, &where);
	str_release(&where);
	return rows == ROWS_ALL || e->scope ? OK : db_fail(db, DENIED,
		_("%s: this needs them all; your role shows you some or none"), entity_label(e));
}

enum rc access_may(struct db *db, const struct entity *e, enum action what)
{
	struct arena a = { 0 };
	unsigned may = allowed(e, roles(db, &a));
	arena_free(&a);
	if (may & 1u << what)
		return OK;
	if (e->fixed && what == WRITE && may & R)
		return db_fail(db, DENIED, _("%s stand as they were written: add a new one"),
			entity_label(e));
	static const char *const words[] = {
		[READ] = N_("%s: your role does not let you read these. Ask an administrator"),
		[WRITE] = N_("%s: your role does not let you change these. Ask an administrator"),
		[ADD] = N_("%s: your role does not let you add any. Ask an administrator"),
		[EXPORT] =
			N_("%s: your role does not let you take these out. Ask an administrator"),
	};
	struct str b = STR_INIT;
	const char *sentence = _(words[what]), *at = strstr(sentence, "%s");
	if (at) {
		str_addn(&b, sentence, (size_t)(at - sentence));
		str_add(&b, entity_label(e));
		str_add(&b, at + 2);
	}
	enum rc rc = db_fail(db, DENIED, "%s", at ? b.s : sentence);
	str_release(&b);
	return rc;
}

/* The name this session's owner goes by on the machine, as one word. */
static const char *login_name(struct arena *a)
{
	const char *name = getenv("PACT_USER");
	struct passwd *pw = name && *name ? NULL : getpwuid(getuid());
	if (pw)
		name = pw->pw_name;
	char *word = utf8_fold(a, name && *name && utf8_valid(name, strlen(name)) ? name : "me");
	for (char *s = word; *s; s++)
		if (*s == ' ')
			*s = '-';
	return *word ? word : "me";
}

/* Whoever opens a new file first runs it. */
static enum rc make_first(struct db *db, const char *name, int64_t *ret)
{
	enum rc rc = db_begin(db);
	if (rc)
		return rc;
	const struct entity *user = entity_find("user");
	history_action(db, "login", "new user");
	int64_t id = db_new_id(db, "user");
	rc = schema_writable(db, user);
	if (!rc)
		rc = db_run(db, "INSERT INTO user(id, rev, name, role)"
			" VALUES(:id, 1, :name, 'organiser,admin')",
			BIND(I("id", id), T("name", name)));
	*ret = id;
	return db_end(db, rc);
}

static int64_t named(struct db *db, const char *name)
{
	return db_int_of(db, "SELECT id FROM user WHERE name = :name AND archived_at IS NULL",
		BIND(T("name", name)), 0);
}

/* Who it is when nobody said: the only user, the one named like the login, the first organiser. */
static int64_t whoever(struct db *db, struct arena *a)
{
	int64_t organiser = 0, last = 0;
	int n = 0;
	struct stmt *st = db_query(db, "SELECT id, role FROM user WHERE archived_at IS NULL"
		" AND disabled IS NOT 1 ORDER BY id" TENS, NULL);
	while (db_step(st)) {
		n++;
		last = db_int(st, 0);
		if (!organiser && str_listed(db_text(st, 1), "organiser", strlen("organiser")))
			organiser = last;
	}
	db_done(st);
	if (n == 1)
		return last;
	int64_t id = named(db, login_name(a));
	return id ? id : organiser;
}

/* Whoever writes for long does not keep people at the door. */
static bool wait_a_little(void *arg, const char *holder)
{
	int *rounds = arg;
	(void)holder;
	return ++*rounds < 10;
}

/* A login by name, as every one through ssh is, is a row of history each time; on a file of one's own it
 * is noted once a day that somebody was here, since each write is a wait for the disk. What cannot be
 * written stops nobody. */
static void note_login(struct db *db, bool by_name)
{
	int rounds = 0;
	if (db_readonly(db) || (!by_name && db_int_of(db, "SELECT 1 FROM user WHERE id = :me"
		" AND substr(last_login, 1, 10) = substr(:now, 1, 10)", NULL, 0)))
		return;
	db_wait_hook(db, wait_a_little, &rounds);
	enum rc rc = db_begin(db);
	db_wait_hook(db, NULL, NULL);
	if (rc)
		return;
	history_action(db, "login", "login");
	if (by_name)
		history_now(db);
	/* In no index and logged nowhere: the triggers for users, 100 kB in each session, are not made. */
	db_end(db, db_run(db, "UPDATE user SET last_login = :now WHERE id = :me", NULL));
}

/* May this user come in today? */
static enum rc may_enter(struct db *db, int64_t id)
{
	if (db_int_of(db, "SELECT disabled IS 1 OR archived_at IS NOT NULL FROM user WHERE id = :id",
		    BIND(I("id", id)), 1))
		return db_fail(db, DENIED, "%s", _("This user is disabled. Ask an administrator"));
	if (db_int_of(db, "SELECT expires_on < :today FROM user WHERE id = :id", BIND(I("id", id)),
		    0))
		return db_fail(
			db, DENIED, "%s", _("This user's access has ended. Ask an administrator"));
	return OK;
}

/* Her roles as they are now are what scopes, wall and numbers go by. */
static void take_stand(struct db *db, const char *now)
{
	struct str part = STR_INIT, where = STR_INIT;
	db_roles_set(db, now);
	for (size_t i = 0; entities[i]; i++)
		if (access_rows(db, entities[i], &where) != ROWS_ALL)
			str_addf(&part, "%s%s", part.len ? "," : "", entities[i]->name);
	db_meets_part(db, part.s);
	str_release(&part);
	str_release(&where);
}

static enum rc enter(struct db *db, struct arena *a, const char *name)
{
	int64_t id = name ? named(db, name) : whoever(db, a);
	bool empty = !id && !db_int_of(db, "SELECT 1 FROM user", NULL, 0);
	enum rc rc;
	if (!id && name && !empty)
		return db_fail(db, NOTFOUND, _("There is no user \"%s\" in this file"), name);
	if (empty && (rc = make_first(db, name ? name : login_name(a), &id)))
		return rc;
	if (!id)
		return db_fail(db, NOTFOUND, "%s", _("This file has users, but none for you. "
			"Name one: --as NAME"));
	if ((rc = may_enter(db, id)))
		return rc;
	db_me(db, id);
	take_stand(db, roles_now(db, a));
	note_login(db, name);
	erase_finish(db); /* it goes on without: somebody else may be reading */
	const char *hers = db_text_of(db, a, "SELECT tz FROM user WHERE id = :me", NULL);
	const char *zone = hers ? hers : db_setting(db, a, "zone", NULL);
	if (zone)
		date_zone(zone);
	return access_scopes(db);
}

enum rc access_login(struct db *db, const char *name)
{
	struct arena a = { 0 };
	enum rc rc = db_wall_down(db); /* of whoever was here before */
	if (!rc)
		rc = enter(db, &a, name);
	arena_free(&a);
	return rc;
}

enum rc access_again(struct db *db, bool *changed)
{
	struct arena a = { 0 };
	/* A look-up that a key stops would read as if she were nobody. */
	struct db_interrupt was = db_interrupt_hook(db, (struct db_interrupt){ 0 });
	enum rc rc = may_enter(db, db_my_id(db));
	const char *now = roles_now(db, &a);
	bool walled = db_walled(db);
	*changed = !rc && strcmp(db_roles(db), now);
	if (*changed && !(rc = db_wall_down(db))) {
		take_stand(db, now);
		rc = walled ? access_wall(db) : access_scopes(db);
		if (rc)
			db_roles_set(db, "");
	}
	db_interrupt_hook(db, was);
	arena_free(&a);
	return rc;
}

static const char *mine(struct db *db, struct arena *a, const char *sql)
{
	const char *ret = db_text_of(db, a, sql, NULL);
	return ret ? ret : "";
}

const char *access_name(struct db *db, struct arena *a)
{
	return mine(db, a, "SELECT name FROM user WHERE id = :me");
}

const char *access_lang(struct db *db, struct arena *a)
{
	return mine(db, a, "SELECT lang FROM user WHERE id = :me");
}

const char *access_keymap(struct db *db, struct arena *a)
{
	return mine(db, a, "SELECT keymap FROM user WHERE id = :me");
}
