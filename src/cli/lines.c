/* lines.c - a file of JSON Lines, line by line */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "lines.h"

int lines_each(const char *path, lines_take *take, void *data, struct stardose_error *err)
{
	FILE *from = strcmp(path, "-") ? fopen(path, "r") : stdin;
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	int ret = STARDOSE_OK, number = 0;

	if (!from)
		return stardose_error_set(err, STARDOSE_EINPUT, "cannot open '%s': %s", path,
					  strerror(errno));
	while (!ret && (n = getline(&line, &size, from)) >= 0) {
		number++;
		if (strspn(line, " \t\r\n") != (size_t)n)
			ret = take(data, line, n, number, err);
	}
	if (!ret && ferror(from))
		ret = stardose_error_set(err, STARDOSE_EINPUT, "cannot read '%s': %s", path,
					 strerror(errno));
	free(line);
	if (from != stdin)
		fclose(from);
	return ret;
}
