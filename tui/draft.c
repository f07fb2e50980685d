/* draft.c - drafts as files: a line a field, "field TAB name TAB base TAB now", ended by "end". */
#include "draft_private.h"
#include "core/access.h"
#include "core/date.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD "pact-draft 1\n"
#define MOST_BYTES (8 << 20) /* a file beyond this is none of ours */

bool drafts_folder(struct str *to)
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

static unsigned long long hash(const char *s)
{
	return str_hash(STR_HASH, s);
}

unsigned long long draft_file(struct db *db)
{
	char *real = realpath(db_path(db), NULL);
	unsigned long long h = hash(real ? real : db_path(db));

	free(real);
	return h;
}

/* "FILE.USER." with which the names of this user's drafts in this record file begin. */
void draft_begin(struct db *db, struct str *to)
{
	struct arena a = { 0 };

	str_addf(to, "%016llx.%016llx.", draft_file(db), hash(access_name(db, &a)));
	arena_free(&a);
}

static bool draft_path(struct db *db, const struct entity *e, int64_t id, const char *from,
	struct str *to)
{
	if (!drafts_folder(to))
		return false;
	str_addc(to, '/');
	draft_begin(db, to);
	if (id)
		str_addf(to, "%s.%lld", e->name, (long long)id);
	else
		str_addf(to, "%s.new-%016llx", e->name, hash(from));
	return true;
}

const char *draft_beside(struct db *db, struct arena *a, const char *name)
{
	struct str path = STR_INIT;
	const char *ret = NULL;

	if (drafts_folder(&path) && make_folder(path.s)) {
		str_addc(&path, '/');
		draft_begin(db, &path);
		str_addf(&path, "%s" DRAFT_ASIDE, name);
		ret = arena_dup(a, path.s);
	}
	str_release(&path);
	return ret;
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
		str_addf(&aside, "%s.%ld" DRAFT_ASIDE, path.s, (long)getpid());
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

struct draft *draft_load(struct arena *a, const char *path)
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
