/* lines.h - a file of JSON Lines, line by line */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stddef.h>
#include <stardose/status.h>

/*
 * What to do with a line that is not blank; @number is 1-based. Return: STARDOSE_OK, or a status
 * that ends the reading.
 */
typedef int lines_take(void *data, const char *line, size_t n, int number,
		       struct stardose_error *err);

/*
 * lines_each() - give every line of @path ("-": stdin) that is not blank to @take
 * Return: what @take gave, or STARDOSE_EINPUT when the file cannot be read
 */
int lines_each(const char *path, lines_take *take, void *data, struct stardose_error *err);

#endif
