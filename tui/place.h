/* place.h - where somebody was when the line broke or nothing was typed for long, so that the next
 * login within half an hour opens there: the same screens, the same rows, the half-typed form (its
 * draft is kept anyway). A file beside the drafts; it holds the words that opened the screens, a typed
 * filter among them, and numbers of rows. It goes when it was used, and as draft_beside says. */
#ifndef PLACE_H
#define PLACE_H
#include "app.h"

void place_keep(struct app *app);   /* before the screens are closed */
void place_return(struct app *app); /* over the home screen */
#endif
