/* outside_read.c - a file of outside results: which format, then its rows */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "outside/outside_set.h"
#include "util/no_memory.h"
#include "util/user_file.h"

static int no_format(const char *name, struct stardose_error *err)
{
	kstring_t names = KS_INITIALIZE;
	int ret;

	for (int i = 0; sdi_outside_formats[i]; i++)
		ksprintf(&names, "%s%s", i ? ", " : "", sdi_outside_formats[i]->name);
	ret = stardose_error_set(err, STARDOSE_EINPUT,
				 "'%s' is in no format that --outside reads (%s)", name,
				 names.s ? names.s : "");
	ks_free(&names);
	return ret;
}

static int add_file(struct stardose_outside *set, const char *name, struct stardose_error *err)
{
	const char **grown = realloc(set->files, (set->n_files + 1) * sizeof(*grown)),
		   *kept = sdi_arena_strdup(&set->arena, name);

	if (grown)
		set->files = grown;
	if (!grown || !kept)
		return sdi_no_memory(err);
	set->files[set->n_files++] = kept;
	return STARDOSE_OK;
}

static int at_file(const char *name, int status, struct stardose_error *err)
{
	struct stardose_error why;

	if (!err || status != STARDOSE_EINPUT)
		return status;
	why = *err;
	return stardose_error_set(err, status, "'%s': %.600s", name, why.text);
}

/* @text is ours and may be cut. */
static int read_text(struct stardose_outside *set, const char *path, char *text, size_t size,
		     struct stardose_error *err)
{
	const char *name = strcmp(path, "-") ? path : "standard input";
	struct sdi_outside_place place = { .set = set };
	struct sdi_outside_sink sink;
	size_t bom;
	int ret = add_file(set, name, err);

	if (ret)
		return ret;
	bom = sdi_user_bom(text, size);
	text += bom;
	size -= bom;
	if (!size)
		return stardose_error_set(err, STARDOSE_EINPUT, "'%s' is empty", name);
	place.file = set->n_files - 1;
	place.name = set->files[place.file];
	sdi_outside_sink(&place, &sink);
	for (int i = 0; sdi_outside_formats[i]; i++) {
		if (!sdi_outside_formats[i]->sniff(path, text, size))
			continue;
		place.format = sdi_outside_formats[i]->name;
		ret = at_file(name, sdi_outside_formats[i]->read(path, text, size, &sink, err),
			      err);
		if (place.passed.l)
			stardose_log_say(
				&set->log, STARDOSE_OK,
				"%s: results of genes that no table has are passed over: %s", name,
				place.passed.s);
		ks_free(&place.passed);
		if (!ret && place.no_memory)
			ret = sdi_no_memory(err);
		return ret;
	}
	return no_format(name, err);
}

int stardose_outside_parse(struct stardose_outside *outside, const char *path, const char *text,
			   size_t size, struct stardose_error *err)
{
	char *copy = malloc(size + 1);
	int ret;

	if (!copy)
		return sdi_no_memory(err);
	memcpy(copy, text, size);
	copy[size] = '\0';
	ret = read_text(outside, path, copy, size, err);
	free(copy);
	return ret;
}

int stardose_outside_read(struct stardose_outside *outside, const char *path,
			  struct stardose_error *err)
{
	char *text;
	size_t size;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
	ret = read_text(outside, path, text, size, err);
	free(text);
	return ret;
}
