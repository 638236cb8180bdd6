/* sample_select.c - which samples of a file are wanted */
#include <stdlib.h>
#include <string.h>
#include "record/sample_select.h"
#include "util/no_memory.h"
#include "util/user_file.h"

static int list_add(struct sdi_sample_list *list, const char *name, size_t length)
{
	char **more;

	if (!length)
		return STARDOSE_OK;
	if (!(list->n & (list->n - 1))) {		/* full at every power of two */
		more = realloc(list->name, (list->n ? 2 * (size_t)list->n : 1) * sizeof(*more));
		if (!more)
			return STARDOSE_ENOMEM;
		list->name = more;
	}
	list->name[list->n] = strndup(name, length);
	if (!list->name[list->n])
		return STARDOSE_ENOMEM;
	list->n++;
	return STARDOSE_OK;
}

static int list_split(struct sdi_sample_list *list, const char *text)
{
	int ret = STARDOSE_OK;

	for (const char *end; !ret; text = end + 1) {
		end = text + strcspn(text, ",");
		ret = list_add(list, text, end - text);
		if (!*end)
			break;
	}
	return ret;
}

static int list_from_file(struct sdi_sample_list *list, const char *path,
			  struct stardose_error *err)
{
	struct stardose_error why = { 0 };
	struct sdi_user_text lines = { 0 };
	char *text, *line;
	size_t size;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, &why);

	if (ret)
		return stardose_error_set(err, ret == STARDOSE_ENOMEM ? ret : STARDOSE_EUSAGE,
					  "%s (samples file)", why.text);
	lines.at = text + sdi_user_bom(text, size);
	lines.end = text + size;
	while (!ret && (line = sdi_user_line(&lines)))
		ret = list_add(list, line, strcspn(line, "\t")); /* a sex may stand behind it */
	free(text);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list_check(struct sdi_sample_list *list, const char *from, struct stardose_error *err)
{
	if (!list->n)
		return stardose_error_set(err, STARDOSE_EUSAGE, "no sample name in '%s'", from);
	qsort(list->name, list->n, sizeof(*list->name), by_name);
	for (int i = 1; i < list->n; i++)
		if (!strcmp(list->name[i - 1], list->name[i]))
			return stardose_error_set(err, STARDOSE_EUSAGE,
						  "sample '%s' is named twice in '%s'",
						  list->name[i], from);
	return STARDOSE_OK;
}

int sdi_sample_list_read(const char *list, const char *file, struct sdi_sample_list *out,
			 struct stardose_error *err)
{
	const char *from = list ? list : file;
	int ret;

	memset(out, 0, sizeof(*out));
	if (!from)
		return STARDOSE_OK;
	if (list && file)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "give samples as a list or as a file, not both");
	out->is_set = 1;
	out->exclude = *from == '^';
	from += out->exclude;
	if (file)
		ret = list_from_file(out, from, err);
	else if ((ret = list_split(out, from)) != STARDOSE_OK)
		ret = sdi_no_memory(err);
	if (!ret)
		ret = list_check(out, from, err);
	if (ret)
		sdi_sample_list_release(out);
	return ret;
}

void sdi_sample_list_release(struct sdi_sample_list *list)
{
	for (int i = 0; i < list->n; i++)
		free(list->name[i]);
	free(list->name);
	memset(list, 0, sizeof(*list));
}

static int is_listed(const struct sdi_sample_list *list, const char *name)
{
	return list->n && bsearch(&name, list->name, list->n, sizeof(*list->name), by_name);
}

/* All names of @list must be samples of @hdr. */
static int check_known(const struct sdi_sample_list *list, const bcf_hdr_t *hdr, const char *path,
		       struct stardose_error *err)
{
	for (int i = 0; i < list->n; i++)
		if (bcf_hdr_id2int(hdr, BCF_DT_SAMPLE, list->name[i]) < 0)
			return stardose_error_set(
				err, STARDOSE_EUSAGE,
				"no sample '%s' in '%s'; bcftools query -l lists its samples",
				list->name[i], path);
	return STARDOSE_OK;
}

static int is_selected(const struct sdi_sample_list *list, const char *name)
{
	return !list->is_set || is_listed(list, name) != list->exclude;
}

/* The slice of @n samples: from *beg to before *end */
static int cut_slice(struct sdi_sample_slice slice, int n, const char *path, int *beg, int *end,
		     struct stardose_error *err)
{
	*beg = 0;
	*end = n;
	if (!slice.n_shards)
		return STARDOSE_OK;
	*beg = (int)((int64_t)n * (slice.shard - 1) / slice.n_shards);
	*end = (int)((int64_t)n * slice.shard / slice.n_shards);
	return *beg < *end ? STARDOSE_OK
			   : stardose_error_set(err, STARDOSE_EUSAGE,
						"shard %d/%d of '%s' holds no sample: there are %d",
						slice.shard, slice.n_shards, path, n);
}

static int slice_of(const struct sdi_sample_list *list, const bcf_hdr_t *hdr, const char *path,
		    int *beg, int *end, struct stardose_error *err)
{
	int n = 0;

	for (int i = 0; i < bcf_hdr_nsamples(hdr); i++)
		n += is_selected(list, hdr->samples[i]);
	return cut_slice(list->slice, n, path, beg, end, err);
}

/* The names that stay, joined as bcf_hdr_set_samples() wants them; @n_kept counts them. */
static int join_kept(const struct sdi_sample_list *list, const bcf_hdr_t *hdr, const char *path,
		     kstring_t *names, int *n_kept, struct stardose_error *err)
{
	int beg, end, at = 0, ret = slice_of(list, hdr, path, &beg, &end, err);

	*n_kept = 0;
	for (int i = 0; !ret && i < bcf_hdr_nsamples(hdr); i++) {
		const char *name = hdr->samples[i];

		if (!is_selected(list, name))
			continue;
		at++;
		if (at <= beg || at > end)
			continue;
		if (strchr(name, ',') ||
		    *name == '^') /* bcf_hdr_set_samples() would take it for a list */
			return stardose_error_set(
				err, STARDOSE_EUSAGE,
				"cannot select sample '%s': a comma or a leading '^' "
				"is not possible in the name of a selected sample",
				name);
		if (((*n_kept)++ && kputc(',', names) < 0) || kputs(name, names) < 0)
			return sdi_no_memory(err);
	}
	return ret;
}

int sdi_sample_list_apply(const struct sdi_sample_list *list, bcf_hdr_t *hdr, const char *path,
			  int elsewhere, struct stardose_error *err)
{
	kstring_t names = KS_INITIALIZE;
	int n_kept, ret;

	if (!list->is_set && !list->slice.n_shards)
		return STARDOSE_OK;
	if (!elsewhere && (ret = check_known(list, hdr, path, err)) != STARDOSE_OK)
		return ret;
	ret = join_kept(list, hdr, path, &names, &n_kept, err);
	if (!ret && !n_kept && !elsewhere)
		ret = stardose_error_set(err, STARDOSE_EUSAGE, "every sample of '%s' is excluded",
					 path);
	if (!ret && n_kept < bcf_hdr_nsamples(hdr) &&
	    bcf_hdr_set_samples(hdr, n_kept ? names.s : NULL, 0) != 0)
		ret = sdi_no_memory(err);
	ks_free(&names);
	return ret;
}

int sdi_sample_list_wants(const struct sdi_sample_list *list, const char *name)
{
	for (int i = 0; i < list->n; i++)
		if (!strcmp(list->name[i], name))
			return !list->exclude;
	return !list->is_set || list->exclude;
}

static int mark(const bcf_hdr_t *hdr, const struct sdi_sample_list *list, int elsewhere,
		uint8_t *mask, struct stardose_error *err)
{
	int n = bcf_hdr_nsamples(hdr), n_wanted = list->exclude ? n : 0;

	memset(mask, list->exclude, n);
	for (int i = 0; i < list->n; i++) {
		int s = bcf_hdr_id2int(hdr, BCF_DT_SAMPLE, list->name[i]);

		if (s < 0 && elsewhere)
			continue;
		if (s < 0)
			return stardose_error_set(err, STARDOSE_EUSAGE,
						  "no sample '%s' in the input", list->name[i]);
		mask[s] = !list->exclude;
		n_wanted += list->exclude ? -1 : 1;
	}
	return n_wanted || elsewhere
		       ? STARDOSE_OK
		       : stardose_error_set(err, STARDOSE_EUSAGE, "no sample is left to be called");
}

/* Of the samples that @mask wants those of the slice stay. */
static int slice_mask(const bcf_hdr_t *hdr, struct sdi_sample_slice slice, uint8_t *mask,
		      struct stardose_error *err)
{
	int n = 0, beg, end, ret;

	for (int i = 0; i < bcf_hdr_nsamples(hdr); i++)
		n += mask[i];
	ret = cut_slice(slice, n, "the input", &beg, &end, err);
	for (int i = 0, at = 0; i < bcf_hdr_nsamples(hdr); i++) {
		at += mask[i];
		mask[i] = mask[i] && at > beg && at <= end;
	}
	return ret;
}

int sdi_sample_mask(const bcf_hdr_t *hdr, const char *list, const char *file, int elsewhere,
		    struct sdi_sample_slice slice, uint8_t **out, struct stardose_error *err)
{
	struct sdi_sample_list names;
	uint8_t *mask = NULL;
	int ret = sdi_sample_list_read(list, file, &names, err);

	names.exclude |= !names.is_set; /* all but none */
	if (!ret && (names.is_set || slice.n_shards)) {
		mask = malloc(bcf_hdr_nsamples(hdr) + 1);
		ret = mask ? mark(hdr, &names, elsewhere, mask, err) : sdi_no_memory(err);
	}
	if (!ret && mask)
		ret = slice_mask(hdr, slice, mask, err);
	sdi_sample_list_release(&names);
	if (ret) {
		free(mask);
		return ret;
	}
	*out = mask;
	return STARDOSE_OK;
}
