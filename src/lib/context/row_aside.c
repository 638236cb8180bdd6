/* row_aside.c - what all readers of rows share: names of cells, and how a row is set aside */
#include "context/context_reading.h"

const char *sdi_cell_name(enum sdi_context_cell cell)
{
	static const char *const names[SDI_N_CELLS] = { "sample", "kind", "name",   "value",
							"unit",	  "start", "stop",  "note",
							"detail", "date" };

	return names[cell];
}

int sdi_context_aside(struct sdi_context_reading *r, const char *what, const char *subject)
{
	return sdi_user_aside(&r->text, "'%.80s' %s", subject, what);
}
