/* bed_text.c - what every reader of BED asks of a row */
#include <stdlib.h>
#include <string.h>
#include "record/bed_text.h"

int sdi_bed_is_display(const char *line)
{
	line += strspn(line, " \t");
	return !strncmp(line, "track", 5) || !strncmp(line, "browser", 7);
}

int sdi_bed_position(const char *text, hts_pos_t *out)
{
	size_t n = strspn(text, "0123456789");

	if (!n || n > 10 || text[n])
		return 0;
	*out = strtoll(text, NULL, 10);
	return 1;
}
