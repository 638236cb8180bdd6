/* lines.h - JSON Lines, line by line: from a file, and on their way to one */
#ifndef CLI_LINES_H
#define CLI_LINES_H

#include <stddef.h>
#include <htslib/kstring.h>
#include <stardose/status.h>
#include <stardose/writer.h>
#include "file_list.h"

/*
 * What to do with a line that is not blank.
 * @path: of its file, for people; @number: 1-based
 * Return: STARDOSE_OK, or a status that ends the reading
 */
typedef int lines_take(void *data, const char *path, const char *line, size_t n, int number,
		       struct stardose_error *err);

/*
 * lines_each() - give every line of @path ("-": stdin) that is not blank to @take
 * Return: what @take gave, or STARDOSE_EINPUT when the file cannot be read
 */
int lines_each(const char *path, lines_take *take, void *data, struct stardose_error *err);

/*
 * lines_files() - the same for the files of @list one after the other. Without a list of files
 * common->n_shards gives a slice of all their lines; with --keep-going a line or a file that cannot
 * be used is set aside.
 * Return: what @take gave; STARDOSE_EUSAGE: a slice of standard input, or one without lines;
 * STARDOSE_EINPUT: a file cannot be read, with --keep-going: not one line could be used
 */
int lines_files(struct cli_common *common, const struct file_list *list, lines_take *take,
		void *data, struct stardose_error *err);

/*
 * lines_is_plain() - 1: a text of a line (what "\t" stands for is no plain text) has no control
 * character, so that it can stand in a row
 */
int lines_is_plain(const char *text);

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
