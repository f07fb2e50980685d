/* floor FRAMES - the fewest bytes ncurses needs to show these screens, one after another: each key
 * brings the next one on, after the last one it ends. FRAMES holds screens as :dump writes them,
 * a line a row and "cursor ROW COL" (from 1) after each. No colours, no bold: text alone. */
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Draws the next screen; 0 when there is none. */
static int show(FILE *f)
{
	char line[1024];
	int y, x, row = 0;
	erase();
	while (fgets(line, sizeof line, f)) {
		if (sscanf(line, "cursor %d %d", &y, &x) == 2) {
			move(y - 1, x - 1);
			refresh();
			return 1;
		}
		line[strcspn(line, "\n")] = '\0';
		mvaddstr(row++, 0, line);
	}
	return 0;
}

int main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	if (!f) {
		fprintf(stderr, "floor FRAMES\n");
		return 2;
	}
	setlocale(LC_ALL, "");
	initscr();
	cbreak();
	noecho();
	nonl();
	idlok(stdscr, TRUE);
	while (show(f) && getchar() != EOF)
		;
	endwin();
	fclose(f);
	return 0;
}
