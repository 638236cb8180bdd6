/* run_units.c - --keep-going */
#include <string.h>
#include "name_set.h"
#include "run_units.h"

struct run {
	struct cli_common *common;
	const struct stardose_tables *tables;
	struct stardose_outside *outside;
	struct name_set *seen;
	unit_put *put;
	void *user;
	int n_used, n_samples;
};

/* A sample of which rows were written already cannot be joined with more of it. */
static int check_new(const struct run *r, const struct stardose_caller *caller,
		     struct stardose_error *err)
{
	for (int i = 0; i < stardose_caller_n_samples(caller); i++)
		if (name_set_has(r->seen, stardose_caller_sample(caller, i)))
			return stardose_error_set(
				err, STARDOSE_EINPUT,
				"sample '%.200s' was in an earlier line; the files of a sample "
				"stand on one line of the list, with tabs between them",
				stardose_caller_sample(caller, i));
	return STARDOSE_OK;
}

static int remember(struct run *r, const struct stardose_caller *caller, struct stardose_error *err)
{
	int n = stardose_caller_n_samples(caller), added = 0;

	for (int i = 0; i < n && added >= 0; i++) {
		const char *name = stardose_caller_sample(caller, i);

		added = name_set_add(r->seen, name, strlen(name), err);
	}
	r->n_used++;
	r->n_samples += n;
	return added < 0 ? added : STARDOSE_OK;
}

static int run_unit(struct run *r, int n, char **files, struct stardose_error *err)
{
	struct stardose_error why = { 0 };
	struct stardose_caller *caller = NULL;
	int ret = cli_call_files(r->common, r->tables, r->outside, n, files, &caller, &why);

	if (!ret)
		ret = check_new(r, caller, &why);
	if (!ret)
		ret = remember(r, caller, &why);
	if (!ret) {
		ret = r->put(r->user, caller, err);
	} else if (ret == STARDOSE_EINPUT) {
		ret = cli_set_aside(r->common, files[0], why.text) ? cli_no_memory(err)
								   : STARDOSE_OK;
	} else if (err) {
		*err = why;
	}
	stardose_caller_free(caller);
	return ret;
}

/* What nobody found is said: a name may be misspelt. */
static int check_found(const struct run *r, int n_units, struct stardose_error *err)
{
	if (!r->n_used)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "none of the %d inputs can be used; each was named above",
					  n_units);
	if (!r->n_samples && (r->common->samples || r->common->samples_file))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "no sample that was asked for is in any of the files");
	return STARDOSE_OK;
}

int run_units(struct cli_common *common, const struct stardose_tables *tables,
	      struct stardose_outside *outside, const struct file_list *list, unit_put *put,
	      void *user, struct stardose_error *err)
{
	struct run r = { common, tables, outside, name_set_new(), put, user, 0, 0 };
	int ret = r.seen ? STARDOSE_OK : cli_no_memory(err);

	for (int u = 0; !ret && u < list->n_units; u++)
		ret = run_unit(&r, list->first[u + 1] - list->first[u],
			       list->files + list->first[u], err);
	if (!ret)
		ret = check_found(&r, list->n_units, err);
	name_set_free(r.seen);
	return ret;
}
