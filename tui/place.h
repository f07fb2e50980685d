/* place.h - where somebody was when the line broke or nothing was typed for long, so that the next
 * login within half an hour opens there: the same screens, the same rows, the half-typed form (its
 * draft is kept anyway). A file of the user in the state folder; it holds the words that opened the
 * screens and numbers of rows, and goes when it was used. */
#ifndef PLACE_H
#define PLACE_H
#include "app.h"

void place_keep(struct app *app);   /* before the screens are closed */
void place_return(struct app *app); /* over the home screen */
#endif
