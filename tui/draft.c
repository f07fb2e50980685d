/* draft.c - drafts as files: a line a field, "field TAB name TAB base TAB now", ended by "end". */
#include "draft.h"
#include "core/access.h"
#include "core/date.h"
#include "core/str.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define HEAD "pact-draft 1\n"
#define KEPT_DAYS 14
#define MOST_BYTES (8 << 20) /* a file beyond this is none of ours */

static bool drafts_folder(struct str *to)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (state && *state == '/')
		str_addf(to, "%s/pact-tui/drafts", state);
	else if (home && *home == '/')
		str_addf(to, "%s/.local/state/pact-tui/drafts", home);
	else
		return false;
	return true;
}

/* Makes the folder and those above it; ours are closed to others even when they were open. */
static bool make_folder(const char *path)
{
	char *p = xstrdup(path);

	for (char *slash = strchr(p + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		mkdir(p, 0700);
		*slash = '/';
	}
	mkdir(p, 0700);
	bool ok = !chmod(p, 0700);
	free(p);
	return ok;
}

/* FNV-1a: names of files need no more. */
static unsigned long long hash(const char *s)
{
	unsigned long long h = 14695981039346656037ull;

	for (; s && *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211ull;
	return h;
}

static unsigned long long file_hash(struct db *db)
{
	char *real = realpath(db_path(db), NULL);
	unsigned long long h = hash(real ? real : db_path(db));

	free(real);
	return h;
}

/* "FILE.USER." with which the names of this user's drafts in this record file begin. */
static void name_begin(struct db *db, struct str *to)
{
	struct arena a = { 0 };

	str_addf(to, "%016llx.%016llx.", file_hash(db), hash(access_name(db, &a)));
	arena_free(&a);
}

static bool draft_path(struct db *db, const struct entity *e, int64_t id, const char *from,
	struct str *to)
{
	if (!drafts_folder(to))
		return false;
	str_addc(to, '/');
	name_begin(db, to);
	if (id)
		str_addf(to, "%s.%lld", e->name, (long long)id);
	else
		str_addf(to, "%s.new-%016llx", e->name, hash(from));
	return true;
}

/* A value on one line: backslash, line ends and tabs are written \\ \n \r \t, empty is \-. */
static void escape(struct str *to, const char *v)
{
	static const char plain[] = "\\\n\r\t", written[] = "\\nrt";

	if (!v)
		str_add(to, "\\-");
	for (; v && *v; v++) {
		const char *at = strchr(plain, *v);
		if (at) {
			str_addc(to, '\\');
			str_addc(to, written[at - plain]);
		} else {
			str_addc(to, *v);
		}
	}
}

static const char *unescape(struct arena *a, const char *s, size_t n)
{
	static const char plain[] = "\\\n\r\t", written[] = "\\nrt";
	struct str b = STR_INIT;

	if (n == 2 && !memcmp(s, "\\-", 2))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const char *at = s[i] == '\\' && i + 1 < n ? strchr(written, s[i + 1]) : NULL;
		str_addc(&b, at && *at ? plain[at - written] : s[i]);
		i += at && *at;
	}
	const char *ret = arena_dup(a, b.s);
	str_release(&b);
	return ret;
}

static void draft_text(const struct draft *d, const char *at, struct str *to)
{
	str_addf(to, HEAD "entity\t%s\nid\t%lld\nrev\t%lld\nat\t%s\nfrom\t", d->e->name,
		(long long)d->id, (long long)d->rev, at);
	escape(to, d->from);
	str_addc(to, '\n');
	for (int i = 0; i < d->n; i++) {
		str_addf(to, "field\t%s\t", d->f[i].name);
		escape(to, d->f[i].base);
		str_addc(to, '\t');
		escape(to, d->f[i].now);
		str_addc(to, '\n');
	}
	str_add(to, "end\n");
}

static bool write_all(int fd, const char *s, size_t n)
{
	while (n) {
		ssize_t got = write(fd, s, n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		s += got, n -= (size_t)got;
	}
	return true;
}

static void sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* The text stands under its name whole, or what stood there before does. */
static bool put_file(const char *path, const char *aside, const struct str *text)
{
	int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return false;
	bool ok = !fchmod(fd, 0600) && write_all(fd, text->s, text->len) && !fsync(fd);
	ok = !close(fd) && ok;
	if (ok && !rename(aside, path))
		return true;
	int why = errno;
	unlink(aside);
	errno = why;
	return false;
}

enum rc draft_write(struct db *db, const struct draft *d)
{
	struct str folder = STR_INIT, path = STR_INIT, aside = STR_INIT, text = STR_INIT;
	char now[21];
	enum rc rc = OK;

	date_now(now);
	draft_text(d, now, &text);
	if (!drafts_folder(&folder) || !draft_path(db, d->e, d->id, d->from, &path)) {
		rc = db_fail(db, FAILED, "%s", _("No draft can be kept: there is no home folder."));
	} else {
		str_addf(&aside, "%s.%ld.aside", path.s, (long)getpid());
		if (make_folder(folder.s) && put_file(path.s, aside.s, &text))
			sync_folder(folder.s);
		else
			rc = db_fail(db, FAILED, _("No draft could be kept in %s: %s."), folder.s,
				strerror(errno));
	}
	str_release(&folder);
	str_release(&path);
	str_release(&aside);
	str_release(&text);
	return rc;
}

static bool read_file(const char *path, struct str *to)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	char buf[8192];
	ssize_t n = -1;
	struct stat st;

	if (fd < 0)
		return false;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode))
		while ((n = read(fd, buf, sizeof(buf))) > 0 && to->len < MOST_BYTES)
			str_addn(to, buf, (size_t)n);
	close(fd);
	return n == 0 && !memchr(to->s, 0, to->len);
}

/* The n-th tab-separated piece of a line. */
static const char *piece(const char *line, size_t len, int n, size_t *got)
{
	const char *end = line + len;

	for (; n; n--) {
		line = memchr(line, '\t', (size_t)(end - line));
		if (!line++)
			return NULL;
	}
	const char *tab = memchr(line, '\t', (size_t)(end - line));
	*got = (size_t)((tab ? tab : end) - line);
	return line;
}

static void take_field(struct arena *a, struct draft *d, const char *line, size_t len)
{
	size_t nname = 0, nbase = 0, nnow = 0;
	const char *name = piece(line, len, 1, &nname), *base = piece(line, len, 2, &nbase),
		*now = piece(line, len, 3, &nnow);

	if (!base || !now || !d->e)
		return;
	const struct field *f = field_find(d->e, arena_dupn(a, name, nname));
	if (!f)
		return;
	for (int i = 0; i < d->n; i++)
		if (!strcmp(d->f[i].name, f->name))
			return; /* a field stands in it once; the form's table holds no more */
	if (d->n < (int)d->e->n)
		d->f[d->n++] = (struct draft_field){ f->name, unescape(a, base, nbase),
			unescape(a, now, nnow) };
}

/* NULL when it is no whole draft of an entity that is known. */
static struct draft *draft_parse(struct arena *a, const char *text)
{
	struct draft *d = arena_new(a, struct draft);
	bool whole = false;

	if (strncmp(text, HEAD, strlen(HEAD)))
		return NULL;
	for (const char *line = text, *end; (end = strchr(line, '\n')); line = end + 1) {
		size_t len = (size_t)(end - line), n = 0;
		const char *v = piece(line, len, 1, &n);
		if (len == 3 && !memcmp(line, "end", 3))
			whole = true;
		else if (!v)
			continue;
		else if (!strncmp(line, "entity\t", 7) && !d->e) {
			d->e = entity_find(arena_dupn(a, v, n));
			if (d->e)
				d->f = arena_array(a, struct draft_field, d->e->n);
		} else if (!strncmp(line, "id\t", 3))
			d->id = strtoll(v, NULL, 10);
		else if (!strncmp(line, "rev\t", 4))
			d->rev = strtoll(v, NULL, 10);
		else if (!strncmp(line, "at\t", 3))
			d->at = unescape(a, v, n);
		else if (!strncmp(line, "from\t", 5))
			d->from = unescape(a, v, n);
		else if (!strncmp(line, "field\t", 6))
			take_field(a, d, line, len);
	}
	return whole && d->e && d->at && d->from ? d : NULL;
}

static struct draft *draft_load(struct arena *a, const char *path)
{
	struct str text = STR_INIT;
	struct draft *d = read_file(path, &text) ? draft_parse(a, text.s) : NULL;

	str_release(&text);
	return d;
}

enum rc draft_read(struct db *db, struct arena *a, const struct entity *e, int64_t id,
	const char *from, struct draft **ret)
{
	struct str path = STR_INIT;

	*ret = draft_path(db, e, id, from, &path) ? draft_load(a, path.s) : NULL;
	str_release(&path);
	/* The name is a hash: what stands in the file decides. */
	if (*ret && ((*ret)->e != e || (*ret)->id != id || strcmp((*ret)->from, from)))
		*ret = NULL;
	return *ret ? OK : NOTFOUND;
}

void draft_drop(struct db *db, const struct entity *e, int64_t id, const char *from)
{
	struct str path = STR_INIT;

	if (draft_path(db, e, id, from, &path))
		unlink(path.s);
	str_release(&path);
}

/* Walks the files of the folder whose names begin so; drops those of which gone() says so.
 * Returns how many stay. */
static int each_draft(const char *begin, bool (*gone)(void *arg, const char *path), void *arg)
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

/* What a kill left beside the drafts while one was being written. */
static bool is_aside(const char *path)
{
	size_t n = strlen(path);

	return n > 6 && !strcmp(path + n - 6, ".aside");
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

	name_begin(db, &begin);
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
	snprintf(begin, sizeof(begin), "%016llx.", file_hash(db));
	each_draft(begin, is_about, &who);
}
