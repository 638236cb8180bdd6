/*
 * folder_of_files.h - each file of a list becomes one of its name in a folder
 */
#ifndef CLI_FOLDER_OF_FILES_H
#define CLI_FOLDER_OF_FILES_H

#include "cli.h"
#include "file_list.h"

/* Make @out of @file. */
typedef int each_file(void *user, const char *file, const char *out, struct stardose_error *err);

/*
 * folder_of_files() - call @make for each file of @list with its name in @folder, which is made
 * where it is not: "x.g.vcf.gz" of type b is "x.g.bcf"
 * Before anything is written, a list is refused that has several files in a line, two that would
 * get one name, standard input, or one that would be replaced by its own result.
 * With common->keep_going a file that cannot be used is set aside.
 * @type: v, z, u or b, which says how the names end
 * Return: STARDOSE_OK; STARDOSE_EUSAGE; STARDOSE_EOUTPUT: the folder cannot be made;
 * STARDOSE_EINPUT: with --keep-going: not one file could be used; what @make gave
 */
int folder_of_files(struct cli_common *common, const struct file_list *list, const char *folder,
		    char type, each_file *make, void *user, struct stardose_error *err);

#endif
