/* here.h - who else is here: each program that serves somebody through ssh holds a locked file in the
 * state folder while it runs; a file that nobody holds is left over from a crash and goes. */
#ifndef HERE_H
#define HERE_H
#include "app.h"

void here_enter(struct app *app);
int cmd_who(struct app *app, int argc, const char *const *argv);
#endif
