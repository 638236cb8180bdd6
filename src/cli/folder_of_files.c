/* folder_of_files.c - -l FILES -o FOLDER */
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include "folder_of_files.h"
#include "name_set.h"

/* ---- names ---- */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Length of @name without what says that it is VCF or BCF */
static size_t stem(const char *name)
{
	static const char *const suffixes[] = { ".vcf.gz", ".vcf.bgz", ".vcf", ".bcf" };
	const size_t n = strlen(name);

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		const size_t len = strlen(suffixes[i]);

		if (n > len && !strcasecmp(name + n - len, suffixes[i]))
			return n - len;
	}
	return n;
}

static int put_name(kstring_t *to, const char *folder, const char *file, char type)
{
	const char *suffix = type == 'v' ? ".vcf" : type == 'z' ? ".vcf.gz" : ".bcf";
	const char *name = base_name(file);
	const size_t n = strlen(folder);

	to->l = 0;
	return ksprintf(to, "%s%s%.*s%s", folder, n && folder[n - 1] == '/' ? "" : "/",
			(int)stem(name), name, suffix) < 0;
}

/* ---- is the list one that can be written so? ---- */

static int check_file(const struct cli_common *common, const char *file, const char *out,
		      struct name_set *names, struct stardose_error *err)
{
	int added;

	if (!strcmp(file, "-"))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "standard input has no name under which it could be "
					  "written; leave '-' out of '%s'",
					  common->file_list);
	if (cli_is_one_file(file, out))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "'%s' would be replaced by its result; name another "
					  "folder with -o",
					  file);
	added = name_set_add(names, out, strlen(out), err);
	if (added < 0)
		return added;
	return added ? STARDOSE_OK
		     : stardose_error_set(err, STARDOSE_EUSAGE,
					  "two files of '%s' would be '%s'; files of one name "
					  "want lists and folders of their own",
					  common->file_list, out);
}

static int check_list(const struct cli_common *common, const struct file_list *list,
		      const char *folder, char type, struct stardose_error *err)
{
	struct name_set *names = name_set_new();
	kstring_t out = KS_INITIALIZE;
	int ret = names ? STARDOSE_OK : cli_no_memory(err);

	if (!ret && list->n_files != list->n_units)
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "a line of '%s' has several files, and annotate writes "
					 "one for each; join the parts of a data set with "
					 "bcftools concat",
					 common->file_list);
	for (int i = 0; !ret && i < list->n_files; i++)
		ret = put_name(&out, folder, list->files[i], type)
			      ? cli_no_memory(err)
			      : check_file(common, list->files[i], out.s, names, err);
	name_set_free(names);
	ks_free(&out);
	return ret;
}

static int make_folder(const char *folder, struct stardose_error *err)
{
	struct stat st;

	if (!mkdir(folder, 0777) ||
	    (errno == EEXIST && !stat(folder, &st) && S_ISDIR(st.st_mode)))
		return STARDOSE_OK;
	return stardose_error_set(err, STARDOSE_EOUTPUT, "cannot make the folder '%s': %s", folder,
				  strerror(errno));
}

/* ---- the files ---- */

static int make_one(struct cli_common *common, const char *file, const char *out, each_file *make,
		    void *user, struct stardose_error *err)
{
	struct stardose_error why = { 0 };
	int ret = make(user, file, out, &why);

	if (ret == STARDOSE_EINPUT && common->keep_going)
		return cli_set_aside(common, file, why.text) ? cli_no_memory(err) : ret;
	if (ret)
		*err = why;
	return ret;
}

int folder_of_files(struct cli_common *common, const struct file_list *list, const char *folder,
		    char type, each_file *make, void *user, struct stardose_error *err)
{
	kstring_t out = KS_INITIALIZE;
	int ret = check_list(common, list, folder, type, err), n_used = 0;

	if (!ret)
		ret = make_folder(folder, err);
	for (int i = 0; !ret && i < list->n_files; i++) {
		ret = put_name(&out, folder, list->files[i], type)
			      ? cli_no_memory(err)
			      : make_one(common, list->files[i], out.s, make, user, err);
		n_used += !ret;
		if (ret == STARDOSE_EINPUT && common->keep_going)
			ret = STARDOSE_OK;
	}
	if (!ret && !n_used)
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "none of the %d inputs can be used; each was named above",
					 list->n_files);
	ks_free(&out);
	return ret;
}
