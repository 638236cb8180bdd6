/* lines.h - JSON Lines, line by line: from a file, and on their way to one */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stddef.h>
#include <htslib/kstring.h>
#include <stardose/status.h>
#include <stardose/writer.h>

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

/* @put gets each line of @line without its line feed; release @line with ks_free() */
struct cli_lines {
	kstring_t line;
	int (*put)(void *user, struct stardose_error *err);
	void *user;
};

/*
 * cli_lines_sink() - a stardose_sink_fn whose user is a struct cli_lines; bytes may come in pieces
 * of any size
 */
int cli_lines_sink(void *user, const char *bytes, size_t n, struct stardose_error *err);

#endif
