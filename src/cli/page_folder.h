/*
 * page_folder.h - a folder that gets a page for each person, and an index when all of them are
 * there
 *
 * Each page appears when it is complete. From the first page to the last there is no index in the
 * folder, not that of an earlier run either: one that is there is true. Pages of an earlier run are
 * replaced, those of other people stay.
 */
#ifndef PAGE_FOLDER_H
#define PAGE_FOLDER_H

#include <stardose/report.h>

/* Private but for path. */
struct page_folder {
	const char *path;	/* borrowed */
	void *names;		/* lower-case name of a file -> the name */
	int n;			/* pages that are written */
};

/*
 * page_folder_open() - make the folder unless it is there
 * @folder: zeroed; release with page_folder_close(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EOUTPUT: it cannot be made or written to; STARDOSE_ENOMEM
 */
int page_folder_open(struct page_folder *folder, const char *path, struct stardose_error *err);
/*
 * page_folder_put() - write a page
 * Names that differ in upper and lower case alone: a warning, or STARDOSE_EOUTPUT where the two are
 * one file.
 */
int page_folder_put(struct page_folder *folder, const struct stardose_report_person *person,
		    struct stardose_error *err);
/* page_folder_index() - write the index: after the last page */
int page_folder_index(struct page_folder *folder, struct stardose_report *report,
		      struct stardose_error *err);
void page_folder_close(struct page_folder *folder);

#endif
