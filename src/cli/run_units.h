/*
 * run_units.h - many units one after the other, each called by itself: a bad one does not end the
 * others, rows are written as samples are complete, and memory does not grow but by their names
 */
#ifndef CLI_RUN_UNITS_H
#define CLI_RUN_UNITS_H

#include "cli.h"
#include "file_list.h"

/* The samples of a unit are called: write them. Calls are gone after it. */
typedef int unit_put(void *user, const struct stardose_caller *caller, struct stardose_error *err);

/*
 * run_units() - call each unit of @list and hand it to @put
 * A unit whose input cannot be used, or that has a sample of an earlier one, is set aside with its
 * reason on stderr, and counts as set aside in @common.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: not one unit could be used; what @put gave
 */
int run_units(struct cli_common *common, const struct stardose_tables *tables,
	      struct stardose_outside *outside, const struct file_list *list, unit_put *put,
	      void *user, struct stardose_error *err);

#endif
