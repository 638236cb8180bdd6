/* page_folder.c - pages to a folder, the index last */
#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <htslib/khash.h>
#include <htslib/kstring.h>
#include "cli.h"
#include "page_folder.h"

#define INDEX "index.html"

KHASH_MAP_INIT_STR(files, char *)

/* The path of a file in the folder; new, free(). */
static char *path_of(const struct page_folder *folder, const char *name)
{
	kstring_t path = KS_INITIALIZE;

	if (ksprintf(&path, "%s%s%s", folder->path,
		     folder->path[strlen(folder->path) - 1] == '/' ? "" : "/", name) < 0)
		ks_free(&path);
	return ks_release(&path);
}

/* What happened in the folder before: whoever reads the message wants to know what is left. */
static int say_what_is_left(const struct page_folder *folder, int status,
			    struct stardose_error *err)
{
	struct stardose_error why = *err;

	if (status != STARDOSE_EOUTPUT || !*why.text)
		return status;
	return stardose_error_set(err, status,
				  "%.600s; %d page%s complete, there is no index; the same command "
				  "again replaces them",
				  why.text, folder->n, folder->n == 1 ? " is" : "s are");
}

/* ---- opening ---- */

int page_folder_open(struct page_folder *folder, const char *path, struct stardose_error *err)
{
	struct stat st;

	folder->path = path;
	folder->names = kh_init(files);
	if (!folder->names)
		return cli_no_memory(err);
	if (mkdir(path, 0777) && errno != EEXIST)
		return stardose_error_set(
			err, STARDOSE_EOUTPUT, "cannot make the folder '%s': %s%s", path,
			strerror(errno),
			errno == ENOENT ? "; the folder that it is to stand in must be there" : "");
	if (stat(path, &st) || !S_ISDIR(st.st_mode))
		return stardose_error_set(err, STARDOSE_EOUTPUT,
					  "cannot make the folder '%s': a file of that name is "
					  "there; give another name",
					  path);
	return STARDOSE_OK;
}

void page_folder_close(struct page_folder *folder)
{
	khash_t(files) *names = folder->names;

	for (khint_t k = 0; names && k < kh_end(names); k++)
		if (kh_exist(names, k)) {
			free((char *)kh_key(names, k));
			free(kh_value(names, k));
		}
	if (names)
		kh_destroy(files, names);
	memset(folder, 0, sizeof(*folder));
}

/* ---- names that differ in upper and lower case alone ---- */

static int are_one_file(const struct page_folder *folder, const char *a, const char *b)
{
	char *path_a = path_of(folder, a), *path_b = path_of(folder, b);
	int one = path_a && path_b && cli_is_one_file(path_a, path_b);

	free(path_a);
	free(path_b);
	return one;
}

static int say_alike(const struct page_folder *folder, const char *first, const char *name,
		     struct stardose_error *err)
{
	struct stardose_error text = { 0 };

	if (are_one_file(folder, first, name))
		return stardose_error_set(err, STARDOSE_EOUTPUT,
					  "the pages '%.200s' and '%.200s' would be one file in "
					  "'%.200s': give a folder of "
					  "its own to one of the two (-s)",
					  first, name, folder->path);
	stardose_error_set(&text, STARDOSE_OK,
			   "the pages '%.200s' and '%.200s' differ in upper and lower case alone: "
			   "where file systems do not "
			   "tell these apart, one of the two is lost when the folder is copied",
			   first, name);
	cli_warning(text.text);
	return STARDOSE_OK;
}

static int check_name(struct page_folder *folder, const char *name, struct stardose_error *err)
{
	khash_t(files) *names = folder->names;
	char *lower = strdup(name), *copy = strdup(name);
	int added = -1, ret = STARDOSE_OK;
	khint_t k = 0;

	for (char *c = lower; c && *c; c++)
		*c = tolower((unsigned char)*c);
	if (lower && copy)
		k = kh_put(files, names, lower, &added);
	if (added > 0) {
		kh_value(names, k) = copy;
		return STARDOSE_OK;
	}
	ret = added < 0 ? cli_no_memory(err) : say_alike(folder, kh_value(names, k), name, err);
	free(lower);
	free(copy);
	return ret;
}

/* ---- writing ---- */

static int open_file(const struct page_folder *folder, const char *name, struct cli_output *out,
		     struct stardose_error *err)
{
	char *path = path_of(folder, name);
	int ret = path ? cli_output_open(out, path, 1, err) : cli_no_memory(err);

	free(path);
	return ret;
}

/* What an earlier run wrote lists pages that are about to be replaced. */
static int remove_index(const struct page_folder *folder, struct stardose_error *err)
{
	char *path = path_of(folder, INDEX);
	int ret = path ? STARDOSE_OK : cli_no_memory(err);

	if (path && unlink(path) && errno != ENOENT)
		ret = stardose_error_set(err, STARDOSE_EOUTPUT, "cannot replace '%s': %s", path,
					 strerror(errno));
	free(path);
	return ret;
}

int page_folder_put(struct page_folder *folder, const struct stardose_report_person *person,
		    struct stardose_error *err)
{
	struct cli_output out = { 0 };
	int ret = check_name(folder, person->file, err);

	if (!ret && !folder->n)
		ret = remove_index(folder, err);
	if (!ret)
		ret = open_file(folder, person->file, &out, err);
	if (!ret)
		ret = cli_output_close(
			&out, cli_output_sink(&out, person->text, person->n_bytes, err), err);
	if (!ret)
		folder->n++;
	return say_what_is_left(folder, ret, err);
}

int page_folder_index(struct page_folder *folder, struct stardose_report *report,
		      struct stardose_error *err)
{
	struct cli_output out = { 0 };
	int ret = open_file(folder, INDEX, &out, err);

	if (!ret)
		ret = cli_output_close(
			&out, stardose_report_index(report, cli_output_sink, &out, err), err);
	return say_what_is_left(folder, ret, err);
}
