/* outside_lines.c - lines and fields of a text, cut in place */
#include <string.h>
#include "outside/outside_format.h"

char *sdi_outside_line(struct sdi_outside_lines *lines)
{
	char *line = lines->at, *stop;

	if (line >= lines->end)
		return NULL;
	stop = memchr(line, '\n', lines->end - line);
	lines->at = stop ? stop + 1 : lines->end;
	if (!stop)
		stop = lines->end;
	if (stop > line && stop[-1] == '\r')
		stop--;
	*stop = '\0';
	lines->line++;
	lines->has_nul = strlen(line) != (size_t)(stop - line);
	return line;
}

static char *without_blanks(char *field)
{
	size_t n;

	field += strspn(field, " \t");
	for (n = strlen(field); n && (field[n - 1] == ' ' || field[n - 1] == '\t'); n--)
		field[n - 1] = '\0';
	return field;
}

int sdi_outside_cut(char *line, char separator, char **field, int max)
{
	char *nothing = line + strlen(line);
	int n = 0;

	while (line) {
		char *stop = strchr(line, separator);

		if (stop)
			*stop++ = '\0';
		if (n < max)
			field[n] = without_blanks(line);
		n++;
		line = stop;
	}
	for (int i = n; i < max; i++)
		field[i] = nothing;
	return n;
}
