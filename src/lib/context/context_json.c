/* context_json.c - persons from JSON: objects whose members are the columns of the file */
#include <string.h>
#include "context/context_reading.h"
#include "util/json_members.h"

/* The cell that a member fills; -1: no column is called so */
static int cell_of(const char *name)
{
	for (int i = 0; i < SDI_N_CELLS; i++)
		if (!strcmp(name, sdi_cell_name(i)))
			return i;
	return -1;
}

static int take_object(void *user, int line, const struct sdi_json_member *members, int n,
		       const char *what)
{
	struct sdi_context_reading *r = user;
	const char *cell[SDI_N_CELLS], *unknown = NULL;
	int ret;

	r->text.line = line;
	for (int i = 0; i < SDI_N_CELLS; i++)
		cell[i] = "";
	for (int i = 0; i < n; i++) {
		int at = cell_of(members[i].name);

		if (at < 0)
			unknown = members[i].name;
		else
			cell[at] = members[i].value;
	}
	if (what)
		ret = sdi_user_aside(&r->text, "%s", what);
	else if (unknown)
		ret = sdi_context_aside(r, "is no member of a row: sample, kind, name, value, unit, "
					   "start, stop, note, detail",
					unknown);
	else
		ret = sdi_context_take(r, cell);
	if (ret == STARDOSE_EROW && (what || unknown))
		ret = sdi_context_leave_gap(r, cell);
	return ret == STARDOSE_EROW ? STARDOSE_OK : ret;
}

int sdi_context_json_rows(struct sdi_context_reading *r, const char *text, size_t size)
{
	return sdi_json_rows(r->file, text, size, take_object, r, r->err);
}
