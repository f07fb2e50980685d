/* draft_forget.c - all drafts of the folder: those that are too old go, those about somebody who is
 * forgotten go, those that name her are told. */
#include "draft_private.h"
#include "core/date.h"
#include "core/utf8.h"
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define KEPT_DAYS 14

int each_draft(const char *begin, bool (*gone)(void *arg, const char *path), void *arg)
{
	struct str folder = STR_INIT, path = STR_INIT;
	DIR *dir = drafts_folder(&folder) ? opendir(folder.s) : NULL;
	int stay = 0;

	for (struct dirent *de; dir && (de = readdir(dir)); ) {
		if (*de->d_name == '.' || strncmp(de->d_name, begin, strlen(begin)))
			continue;
		str_clear(&path);
		str_addf(&path, "%s/%s", folder.s, de->d_name);
		if (!gone(arg, path.s) || unlink(path.s))
			stay++;
	}
	if (dir)
		closedir(dir);
	str_release(&folder);
	str_release(&path);
	return stay;
}

static bool is_aside(const char *path)
{
	size_t n = strlen(path), end = strlen(DRAFT_ASIDE);

	return n > end && !strcmp(path + n - end, DRAFT_ASIDE);
}

static bool too_old(void *arg, const char *path)
{
	struct arena a = { 0 };
	long at, today = *(long *)arg;
	struct stat st;
	bool old;

	if (is_aside(path)) {
		old = !lstat(path, &st) && time(NULL) - st.st_mtime > 24 * 3600;
	} else {
		struct draft *d = draft_load(&a, path);
		old = d && date_number(arena_dupn(&a, d->at, strnlen(d->at, 10)), &at) &&
			today - at > KEPT_DAYS;
	}
	arena_free(&a);
	return old;
}

void draft_sweep(struct db *db)
{
	long today;

	if (date_number(db_today(db), &today))
		each_draft("", too_old, &today);
}

static bool counts_not(void *arg, const char *path)
{
	*(int *)arg += !is_aside(path);
	return false;
}

int draft_count(struct db *db)
{
	struct str begin = STR_INIT;
	int n = 0;

	draft_begin(db, &begin);
	each_draft(begin.s, counts_not, &n);
	str_release(&begin);
	return n;
}

struct forgotten {
	const struct entity *e;
	char id[24], oneof[128];
};

/* Does a reference's value name the record? */
static bool refers(const struct forgotten *who, const struct field *f, const char *v)
{
	if (!v || !f)
		return false;
	if (f->type == FT_ONEOF)
		return !strcmp(v, who->oneof);
	if ((f->type != FT_REF && f->type != FT_REFS) || strcmp(f->of, who->e->name))
		return false;
	return str_listed(v, who->id, strlen(who->id));
}

static bool is_about(void *arg, const char *path)
{
	const struct forgotten *who = arg;
	struct arena a = { 0 };
	struct draft *d = draft_load(&a, path);
	/* What cannot be read is dropped as well: nobody could say that she is not in it. */
	bool gone = !d || (d->e == who->e && d->id == strtoll(who->id, NULL, 10));

	for (int i = 0; d && i < d->n && !gone; i++) {
		const struct field *f = field_find(d->e, d->f[i].name);
		gone = refers(who, f, d->f[i].base) || refers(who, f, d->f[i].now);
	}
	arena_free(&a);
	return gone;
}

void draft_forget(struct db *db, const struct entity *e, int64_t id)
{
	struct forgotten who = { .e = e };
	char begin[20];

	snprintf(who.id, sizeof(who.id), "%lld", (long long)id);
	snprintf(who.oneof, sizeof(who.oneof), "%s:%lld", e->name, (long long)id);
	snprintf(begin, sizeof(begin), "%016llx.", draft_file(db));
	each_draft(begin, is_about, &who);
}

struct naming {
	const char *name; /* folded */
	int n;
};

/* Does the draft hold every word of the name, each as the beginning of a word? (A name of one word
 * must be a whole one.) */
static bool names_not(void *arg, const char *path)
{
	struct naming *who = arg;
	struct arena a = { 0 };
	struct draft *d = draft_load(&a, path);
	const char *text = " ", *at = who->name, *word;
	size_t n;
	bool all = d && *at;

	for (int i = 0; d && i < d->n; i++)
		if (d->f[i].now)
			text = arena_printf(&a, "%s%s ", text, utf8_fold(&a, d->f[i].now));
	while (all && str_word(&at, " ", &word, &n))
		all = strstr(text, arena_printf(&a, " %s%s", arena_dupn(&a, word, n),
			strchr(who->name, ' ') ? "" : " "));
	who->n += all;
	arena_free(&a);
	return false;
}

int draft_naming(struct db *db, const char *name)
{
	struct arena a = { 0 };
	struct naming who = { .name = utf8_fold(&a, name) };
	char begin[20];

	snprintf(begin, sizeof(begin), "%016llx.", draft_file(db));
	each_draft(begin, names_not, &who);
	arena_free(&a);
	return who.n;
}
