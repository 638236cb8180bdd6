/*
 * file_list.h - the files of a command: those named on the command line, or those of --file-list
 *
 * A line of a list is a unit: one file, or the files of one sample (of one group of samples) with
 * tabs between them. Shards of a list are slices of its lines, so that what belongs together stays
 * together.
 */
#ifndef CLI_FILE_LIST_H
#define CLI_FILE_LIST_H

#include "cli.h"

struct file_list {
	int n_units, n_files;
	int *first; /* of each unit, and one more: where the files of the next begin */
	char **files;
	char *text; /* what @files point into; NULL: argv */
};

/*
 * file_list_open() - the files of @common->file_list, or else @n @args, one unit each
 * With common->n_shards and a list only the slice is kept.
 * @out: release with file_list_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: both are given, the list or the slice is empty;
 * STARDOSE_EINPUT: the list cannot be read; STARDOSE_ENOMEM
 */
int file_list_open(const struct cli_common *common, int n, char **args, struct file_list *out,
		   struct stardose_error *err);
void file_list_release(struct file_list *list);

#endif
