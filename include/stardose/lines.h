/*
 * lines.h - a text file that a person names, line by line: what `stardose call -O j` wrote, a
 * table of one's own; lines cut into fields, columns found by their names
 *
 * Threads: any number of files may be read at once; a file is read by the thread that asks.
 */
#ifndef STARDOSE_LINES_H
#define STARDOSE_LINES_H

#include <stddef.h>
#include <stardose/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What to do with a line.
 * @line: @n bytes of UTF-8 without LF or CR at the end, and a NUL; it may be cut in place and is
 *        gone after the call
 * @number: 1-based
 * Return: STARDOSE_OK, or a status that ends the reading
 */
typedef int stardose_line_fn(void *user, char *line, size_t n, int number,
			     struct stardose_error *err);

/*
 * stardose_lines_read() - every line of a file of any length, plain or gzipped
 * @path: "-" is standard input; never one on the network, so a URL is refused
 * @take: gets each line; one longer than 256 MB, or with bytes that are not UTF-8 or a NUL, is an
 *        error that ends the reading
 * Return: STARDOSE_OK; what @take gave; STARDOSE_EUSAGE: a URL; STARDOSE_EINPUT: cannot be opened
 *         or read, or is no text; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_lines_read(const char *path, stardose_line_fn *take, void *user,
				     struct stardose_error *err);

/*
 * stardose_line_cut() - cut a line into its fields, in place
 * @separator: such as a tab
 * @field: gets the first @max fields, blanks around them taken off; the rest of @field become "".
 *         All of them are bytes of @line
 * Return: how many fields the line has, which may be more than @max; an empty line has one
 */
STARDOSE_API int stardose_line_cut(char *line, char separator, char **field, int max);
/*
 * stardose_line_column() - where a header names a column
 * @field: @n fields of the header, as stardose_line_cut() gives them
 * @name: upper and lower case alike; before the first field a '#' may stand
 * Return: the first field of that name, 0-based; -1: none
 */
STARDOSE_API int stardose_line_column(char *const *field, int n, const char *name);

#ifdef __cplusplus
}
#endif
#endif
