/* lines.c - a text file as lines of UTF-8, whatever it was written in. */
#include "lines.h"
#include "utf8.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes at the end of s that begin a character without ending it. */
static size_t tail(const char *s, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)s[n - back];
		if (c < 0x80)
			return 0;
		if (c >= 0xC0) {
			size_t len = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
			return back < len ? back : 0;
		}
	}
	return 0;
}

/* Reads the whole file once: NUL bytes are refused, and one bad byte makes it Windows-1252. */
static enum rc look_through(struct lines *l, struct db *db, const char *path)
{
	size_t kept = 0, got;
	bool good = true;
	while ((got = fread(l->raw + kept, 1, LINES_PIECE - kept, l->f)) > 0) {
		if (memchr(l->raw + kept, 0, got))
			return db_fail(db, INVALID,
				_("%s is not text: it holds zero bytes. "
				  "In the spreadsheet, save it as CSV (UTF-8)"),
				path);
		size_t n = kept + got, rest = tail(l->raw, n);
		good = good && utf8_valid(l->raw, n - rest);
		memmove(l->raw, l->raw + n - rest, rest);
		kept = rest;
	}
	if (ferror(l->f))
		return db_fail(db, FAILED, _("%s cannot be read: %s"), path, strerror(errno));
	l->encoding = good && !kept ? "UTF-8" : "Windows-1252";
	return OK;
}

static enum rc open_file(struct lines *l, struct db *db, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && errno == ENOENT)
		return db_fail(db, NOTFOUND, _("There is no file %s"), path);
	if (fd < 0)
		return db_fail(db, FAILED, _("%s cannot be opened: %s"), path, strerror(errno));
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		close(fd);
		return db_fail(db, INVALID,
			_("%s is not a file that can be read twice: "
			  "save it as a file first"),
			path);
	}
	l->f = fdopen(fd, "r");
	if (!l->f)
		die("fdopen: %s", strerror(errno));
	return OK;
}

enum rc lines_open(struct lines *l, struct db *db, const char *path)
{
	*l = (struct lines){ 0 };
	enum rc rc = open_file(l, db, path);
	if (rc)
		return rc;
	size_t n = fread(l->raw, 1, 3, l->f);
	bool wide = n >= 2 && (!memcmp(l->raw, "\xFF\xFE", 2) || !memcmp(l->raw, "\xFE\xFF", 2));
	bool bom = n == 3 && !memcmp(l->raw, "\xEF\xBB\xBF", 3);
	rewind(l->f);
	if (wide)
		rc = db_fail(db, INVALID,
			_("%s is written in UTF-16. "
			  "In the spreadsheet, save it as CSV (UTF-8)"),
			path);
	else
		rc = look_through(l, db, path);
	if (rc) {
		lines_close(l);
		return rc;
	}
	lines_seek(l, bom ? 3 : 0, 0);
	return OK;
}

void lines_close(struct lines *l)
{
	if (l->f)
		fclose(l->f);
	l->f = NULL;
	arena_free(&l->a);
}

void lines_seek(struct lines *l, off_t at, long line)
{
	clearerr(l->f);
	fseeko(l->f, at, SEEK_SET);
	l->at = at;
	l->line = line;
	l->open_line = false;
}

bool lines_next(struct lines *l, const char **s, size_t *n)
{
	size_t len = 0;
	bool ended = false;
	int c;
	while (!ended && len < LINES_PIECE && (c = getc_unlocked(l->f)) != EOF) {
		l->raw[len++] = (char)c;
		ended = c == '\n' || c == '\r';
		if (c == '\r' && (c = getc_unlocked(l->f)) == '\n')
			l->raw[len++] = '\n';
		else if (ended && l->raw[len - 1] == '\r' && c != EOF)
			ungetc(c, l->f);
	}
	if (!len)
		return false;
	if (!l->open_line)
		l->line++;
	l->open_line = !ended;
	l->at += (off_t)len;
	l->raw[len] = 0;
	*s = l->raw;
	*n = len;
	if (l->encoding[0] == 'W') {
		arena_clear(&l->a);
		*s = utf8_from_cp1252(&l->a, l->raw, len);
		*n = strlen(*s);
	}
	return true;
}
