/* term.c - the terminal, its keys and its signals.
 *
 * Curses draws; it does not read. Bytes from the terminal are decoded by key_decode, which knows
 * the key sequences of every terminal that speaks ANSI, whatever mode its cursor keys are in, and
 * drops what is a reply. So the terminal need not be told to change mode, and no wait but poll() is
 * hidden anywhere.
 */
#include "term.h"
#define key_name curses_key_name /* curses has another function of that name */
#include <curses.h>
#undef key_name
#include <term.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	ESC_WAIT = 50,       /* ms after a lone Esc: more of a sequence would be here by then */
	SEQUENCE_WAIT = 300, /* ms for the rest of a sequence that has begun, on a bad line */
};

static SCREEN *screen;
static bool is_open, to_nowhere;
static int wake[2] = { -1, -1 };   /* signal handlers write here, so that poll returns */
static volatile sig_atomic_t leaving, resized, stopped, continued;
static struct sigaction before[NSIG];

static unsigned char typed[1024];  /* bytes read and not yet decoded */
static size_t n_typed;
static key *fed;                   /* keys to come before them, fed[at_fed .. n_fed) */
static int n_fed, at_fed;

static const int caught[] = { SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT };

static void on_signal(int sig)
{
	int kept = errno;
	if (sig == SIGWINCH)
		resized = 1;
	else if (sig == SIGTSTP)
		stopped = 1;
	else if (sig == SIGCONT)
		continued = 1;
	else
		leaving = sig;
	if (write(wake[1], "", 1) < 0)
		errno = 0; /* the pipe is full: poll returns anyway */
	errno = kept;
}

static void catch_signals(void)
{
	struct sigaction act = { .sa_handler = on_signal };
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < COUNT(caught); i++)
		sigaction(caught[i], &act, &before[caught[i]]);
}

static void release_signals(void)
{
	for (size_t i = 0; i < COUNT(caught); i++)
		sigaction(caught[i], &before[caught[i]], NULL);
}

bool term_is_dumb(void)
{
	const char *term = getenv("TERM");
	return !term || !*term || !strcmp(term, "dumb") || !isatty(STDIN_FILENO) ||
		!isatty(STDOUT_FILENO);
}

static int size_from(const char *name, int otherwise)
{
	const char *s = getenv(name);
	int n = s ? atoi(s) : 0;
	return n > 0 && n <= 1000 ? n : otherwise;
}

/* Takes the terminal's size over; true when it is another than before. */
static bool take_size(void)
{
	int rows = LINES, cols = COLS;
	struct winsize w;
	if (to_nowhere) {
		rows = size_from("LINES", 24);
		cols = size_from("COLUMNS", 80);
	} else if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) && w.ws_row && w.ws_col) {
		rows = w.ws_row;
		cols = w.ws_col;
	}
	if (rows == LINES && cols == COLS)
		return false;
	resizeterm(rows, cols);
	return true;
}

/* The first terminal type known here of the wished one and those that most others understand. */
static SCREEN *make_screen(FILE *out, FILE *in, const char **note)
{
	static char words[160];
	const char *wished = getenv("TERM");
	const char *names[] = { wished, "xterm-256color", "vt100" };
	for (size_t i = 0; i < COUNT(names); i++) {
		SCREEN *made = names[i] && *names[i] ? newterm(names[i], out, in) : NULL;
		if (!made)
			continue;
		if (i && note && !to_nowhere) {
			snprintf(words, sizeof words,
				_("The terminal type %s is not known here; %s is used"),
				wished && *wished ? wished : "\"\"", names[i]);
			*note = words;
		}
		return made;
	}
	return NULL;
}

const char *term_open(bool to_null, const char **note)
{
	static char why[160];
	FILE *out = stdout, *in = stdin;
	to_nowhere = to_null;
	if (to_null) {
		out = fopen("/dev/null", "w");
		in = fopen("/dev/null", "r");
	}
	if (!out || !in || pipe2(wake, O_NONBLOCK | O_CLOEXEC))
		return _("The terminal cannot be opened");
	catch_signals(); /* before curses, which leaves alone what is caught */
	screen = make_screen(out, in, note);
	if (!screen) {
		release_signals();
		const char *name = getenv("TERM");
		snprintf(why, sizeof why, _("The terminal type %s is not known here"), name ? name : "");
		return why;
	}
	is_open = true;
	base_on_die = term_close;
	cbreak();
	noecho();
	nonl();
	idlok(stdscr, TRUE);
	typeahead(-1); /* the loop skips painting when keys wait, whole frames at a time */
	take_size();
	return NULL;
}

void term_close(void)
{
	if (!is_open)
		return;
	is_open = false;
	if (leaving) { /* nobody is there to do it: nothing of it stays on a screen without a second page */
		erase();
		refresh();
	}
	endwin();
	release_signals();
}

/* --- keys ----------------------------------------------------------------------------------- */

static bool readable(int ms)
{
	struct pollfd p[] = { { wake[0], POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };
	if (poll(p, to_nowhere ? 1 : 2, ms) <= 0)
		return false;
	char drop[64];
	while (p[0].revents && read(wake[0], drop, sizeof drop) > 0)
		;
	return p[1].revents;
}

/* Adds what has come; a terminal that is gone asks us to leave. */
static void read_bytes(void)
{
	if (n_typed == sizeof typed)
		return;
	ssize_t n = read(STDIN_FILENO, typed + n_typed, sizeof typed - n_typed);
	if (n > 0)
		n_typed += (size_t)n;
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		leaving = SIGHUP;
}

static void drop_bytes(size_t n)
{
	memmove(typed, typed + n, n_typed - n);
	n_typed -= n;
}

/* The next key among the bytes read, waiting only for the rest of one that has begun. */
static key next_typed(void)
{
	while (n_typed) {
		size_t used;
		bool full = n_typed == sizeof typed;
		key k = key_decode(typed, n_typed, full, &used);
		if (!used) {
			if (readable(n_typed == 1 && typed[0] == 0x1b ? ESC_WAIT : SEQUENCE_WAIT)) {
				read_bytes();
				if (!leaving)
					continue;
			}
			k = key_decode(typed, n_typed, true, &used);
		}
		drop_bytes(used);
		if (k != K_NONE)
			return k;
	}
	return K_NONE;
}

/* Ctrl-Z: the terminal goes back to the shell until we are continued. */
static void stop_here(void)
{
	stopped = 0;
	term_suspend();
	raise(SIGTSTP);
	term_resume();
	continued = 0;
}

/* What signals asked for; true when everything is to be drawn again. */
static bool after_signals(void)
{
	bool draw = false;
	if (stopped && !to_nowhere) {
		stop_here();
		draw = true;
	}
	if (continued) { /* somebody else's stop may have left the terminal in the shell's mode */
		continued = 0;
		reset_prog_mode();
		clearok(curscr, TRUE);
		draw = true;
	}
	if (resized) {
		resized = 0;
		draw = take_size() || draw;
	}
	return draw;
}

key term_key(int ms)
{
	if (at_fed < n_fed)
		return fed[at_fed++];
	for (;;) {
		if (after_signals())
			return K_RESIZE;
		if (leaving)
			return K_NONE;
		key k = next_typed();
		if (k != K_NONE)
			return k;
		if (leaving)
			return K_NONE;
		if (readable(to_nowhere ? 0 : ms)) /* nobody will ever type there */
			read_bytes();
		else if (!resized && !stopped && !continued)
			return K_NONE;
	}
}

bool term_key_waiting(void)
{
	if (at_fed < n_fed || n_typed || leaving || resized)
		return true;
	if (readable(0))
		read_bytes();
	return n_typed || leaving || resized;
}

bool term_stop(void)
{
	if (leaving)
		return true;
	if (!is_open)
		return false;
	if (readable(0))
		read_bytes();
	if (!n_typed || typed[n_typed - 1] != 0x1b)
		return leaving != 0;
	n_typed = 0;
	return true;
}

void term_feed(const key *keys, int n)
{
	if (at_fed) {
		memmove(fed, fed + at_fed, sizeof *fed * (size_t)(n_fed - at_fed));
		n_fed -= at_fed;
	}
	at_fed = 0;
	fed = xrealloc(fed, sizeof *fed * (size_t)(n_fed + n + 1));
	memcpy(fed + n_fed, keys, sizeof *fed * (size_t)n);
	n_fed += n;
}

bool term_fed(void)
{
	return at_fed < n_fed;
}

int term_leaving(void)
{
	return leaving;
}

void term_beep(void)
{
	if (is_open)
		beep();
}

/* --- the screen as a whole ------------------------------------------------------------------ */

void term_suspend(void)
{
	endwin();
	release_signals();
}

void term_resume(void)
{
	catch_signals();
	clearok(curscr, TRUE);
	refresh();
	take_size();
}

void term_redraw(void)
{
	clearok(curscr, TRUE);
}

/* Many terminals keep what scrolled away; E3 is terminfo's name for forgetting it. */
static void forget_scrolled(void)
{
	const char *forget = tigetstr("E3");
	if (forget && forget != (const char *)-1)
		putp(forget);
	fflush(stdout);
}

void term_wipe(void)
{
	int answer;
	if (is_open) {
		erase();
		clearok(curscr, TRUE);
		refresh();
		if (!to_nowhere)
			forget_scrolled();
	} else if (isatty(STDOUT_FILENO) && !setupterm(NULL, STDOUT_FILENO, &answer)) {
		if (clear_screen)
			putp(clear_screen);
		forget_scrolled();
	}
}
