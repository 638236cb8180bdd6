/* file_list.c - paths, one or several on each line */
#include <stdlib.h>
#include <string.h>
#include <stardose/lines.h>
#include "file_list.h"

/* What is being read: paths as offsets, since the text moves while it grows. */
struct reading {
	kstring_t text;
	size_t *at;
	int *first;
	int n_files, m_files, n_units, m_units;
};

static int grow(void **array, int *m, int n, size_t size)
{
	int more = *m ? 2 * *m : 64;
	void *p;

	if (n < *m)
		return STARDOSE_OK;
	p = realloc(*array, more * size);
	if (!p)
		return STARDOSE_ENOMEM;
	*array = p;
	*m = more;
	return STARDOSE_OK;
}

static int add_file(struct reading *r, const char *path, size_t n)
{
	if (grow((void **)&r->at, &r->m_files, r->n_files, sizeof(*r->at)))
		return STARDOSE_ENOMEM;
	r->at[r->n_files++] = r->text.l;
	return kputsn(path, n, &r->text) < 0 || kputc('\0', &r->text) < 0 ? STARDOSE_ENOMEM
									  : STARDOSE_OK;
}

static int take_line(void *user, char *line, size_t n, int number, struct stardose_error *err)
{
	struct reading *r = user;
	const char *end = line + n;
	int before = r->n_files, ret = STARDOSE_OK;

	(void)number;
	if (grow((void **)&r->first, &r->m_units, r->n_units + 1, sizeof(*r->first)))
		return cli_no_memory(err);
	for (const char *s = line; !ret && s < end; s += strcspn(s, "\t") + 1)
		if (*s != '\t')
			ret = add_file(r, s, strcspn(s, "\t"));
	if (ret)
		return cli_no_memory(err);
	if (r->n_files > before)
		r->first[r->n_units++] = before;
	return STARDOSE_OK;
}

/* The text is complete: offsets become paths, of the slice alone. */
static int keep_slice(struct reading *r, int beg, int end, struct file_list *out)
{
	int from = r->first[beg];

	r->first[r->n_units] = r->n_files;
	out->n_units = end - beg;
	out->n_files = r->first[end] - from;
	out->files = malloc(out->n_files * sizeof(*out->files));
	out->first = malloc((out->n_units + 1) * sizeof(*out->first));
	if (!out->files || !out->first)
		return STARDOSE_ENOMEM;
	for (int i = 0; i <= out->n_units; i++)
		out->first[i] = r->first[beg + i] - from;
	for (int i = 0; i < out->n_files; i++)
		out->files[i] = r->text.s + r->at[from + i];
	out->text = ks_release(&r->text);
	return STARDOSE_OK;
}

static int take_slice(const struct cli_common *common, struct reading *r, struct file_list *out,
		      struct stardose_error *err)
{
	int64_t n = r->n_units;
	int beg = 0, end = r->n_units;

	if (common->n_shards) {
		beg = (int)(n * (common->shard_number - 1) / common->n_shards);
		end = (int)(n * common->shard_number / common->n_shards);
	}
	if (!r->n_units)
		return stardose_error_set(err, STARDOSE_EUSAGE, "'%s' names no file",
					  common->file_list);
	if (beg == end)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "shard %s of '%s' holds no file: the list has %d lines",
					  common->shard, common->file_list, r->n_units);
	return keep_slice(r, beg, end, out) ? cli_no_memory(err) : STARDOSE_OK;
}

static int read_list(const struct cli_common *common, struct file_list *out,
		     struct stardose_error *err)
{
	struct reading r = { .text = KS_INITIALIZE };
	int ret = stardose_lines_read(common->file_list, take_line, &r, err);

	if (!ret && !r.n_units && !r.first)
		ret = grow((void **)&r.first, &r.m_units, 0, sizeof(*r.first));
	if (!ret)
		ret = take_slice(common, &r, out, err);
	ks_free(&r.text);
	free(r.at);
	free(r.first);
	return ret;
}

static int take_args(int n, char **args, struct file_list *out, struct stardose_error *err)
{
	out->n_units = out->n_files = n;
	out->files = malloc((n + 1) * sizeof(*out->files));
	out->first = malloc((n + 1) * sizeof(*out->first));
	if (!out->files || !out->first)
		return cli_no_memory(err);
	for (int i = 0; i < n; i++)
		out->files[i] = args[i];
	for (int i = 0; i <= n; i++)
		out->first[i] = i;
	return STARDOSE_OK;
}

int file_list_open(const struct cli_common *common, int n, char **args, struct file_list *out,
		   struct stardose_error *err)
{
	memset(out, 0, sizeof(*out));
	if (common->file_list && n)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "give files, or a list of them with --file-list, not "
					  "both");
	return common->file_list ? read_list(common, out, err) : take_args(n, args, out, err);
}

void file_list_release(struct file_list *list)
{
	free(list->files);
	free(list->first);
	free(list->text);
	memset(list, 0, sizeof(*list));
}
