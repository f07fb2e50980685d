/* form_draft.c - what was typed and not saved: written beside, and filled in again. */
#include "form.h"
#include "draft.h"
#include "core/date.h"

void form_keep(struct app *app, struct form *fm)
{
	struct edit *ed = fm->ed;
	const struct field *here = fm->typed ? field_at(fm) : NULL;
	struct draft d = { fm->e, fm->id, ed->rev, fm->from, NULL,
		arena_array(&app->turn, struct draft_field, fm->e->n), 0 };

	if (!fm->dirty || form_secret(fm))
		return;
	for (size_t i = 0; i < fm->e->n; i++) {
		const struct field *f = &fm->e->fields[i];
		const char *now = ed->why[i] && fm->as_typed[i] ? fm->as_typed[i] : ed->v[i];
		if (ed->touched[i] || f == here)
			d.f[d.n++] = (struct draft_field){ f->name, ed->base[i],
				f == here ? line_text(fm->line) : now };
	}
	fm->dirty = false;
	if (draft_write(app->db, &d) == OK) {
		fm->kept = true;
	} else if (!fm->no_draft) {
		fm->no_draft = true;
		app_wrong(app, "%s", db_words(app->db));
	}
}

static const char *discard_key(struct app *app)
{
	char keys[32];

	if (app->face != FACE_SCREEN || !app->keys ||
	    !*keymap_keys(app->keys, "form", "discard", keys))
		return ":discard";
	return arena_dup(&app->turn, keys);
}

/* Fills the form with what was typed before. The base and the rev come from the draft: what others
 * wrote since then is merged when the form is saved, not written over. */
bool form_resume(struct app *app, struct form *fm)
{
	struct draft *d;

	if (form_secret(fm))
		draft_drop(app->db, fm->e, fm->id, fm->from); /* of an older version of this program */
	if (form_secret(fm) || draft_read(app->db, fm->a, fm->e, fm->id, fm->from, &d))
		return false;
	for (int i = 0; i < d->n; i++) {
		const struct field *f = field_find(fm->e, d->f[i].name);
		size_t at = field_index(fm->e, f);
		if (f->flags & (RO | PART))
			continue;
		if (edit_set(app->db, fm->ed, f, d->f[i].now ? d->f[i].now : ""))
			fm->as_typed[at] = d->f[i].now;
		if (fm->ed->id)
			fm->ed->base[at] = d->f[i].base;
	}
	if (fm->ed->id)
		fm->ed->rev = d->rev;
	fm->changed = fm->kept = true;
	app_tell(app, _("Your draft of %s is filled in. %s throws it away"),
		moment_show(&app->turn, d->at, db_today(app->db)),
		discard_key(app));
	return true;
}
