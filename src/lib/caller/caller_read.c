/* caller_read.c - files into a caller */
#include <stdlib.h>
#include "caller/caller_impl.h"
#include "caller/record_copies.h"
#include "caller/stream_regions.h"
#include "util/no_memory.h"

int stardose_caller_read_structural(struct stardose_caller *caller, const char *path,
				    struct stardose_error *err)
{
	struct sdi_record_copies to = { &caller->env, caller->by_gene, STARDOSE_BUILD_AUTO };
	int ret = sdi_caller_settle(caller, err);

	to.build = caller->build;
	return ret ? ret : sdi_record_copies_read(&to, path, err);
}

/* Where silence may be reference, a record around a gene shows what the file lists. */
static void take_near(void *user, const char *contig, size_t len, const struct sdi_near_row *row)
{
	struct stardose_caller *c = user;
	struct stardose_error ignored; /* the record itself comes to the same place, if it matters */

	if (c->open && !sdi_caller_move(c, contig, len, row->pos, &ignored))
		sdi_caller_near(c, row);
}

static int open_reader(struct stardose_caller *c, const char *path, struct sdi_reader **out,
		       struct stardose_error *err)
{
	struct sdi_reader_options options = {
		.build = c->options.build,
		.samples = c->options.samples,
		.samples_file = c->options.samples_file,
		.samples_elsewhere = c->options.several_files || c->options.force_samples,
		.both_builds = 1,
		.n_threads = c->options.n_threads,
		.log = c->options.log,
		.near_fn = take_near,
		.near_user = c,
	};
	struct sdi_region *regions = NULL, *near = NULL;
	int n = sdi_stream_regions(&c->env, &regions), ret;

	if (n >= 0 && c->options.absent_is_reference)
		options.n_near = sdi_near_regions(&c->env, &near);
	options.near = near;
	if (n < 0 || options.n_near < 0)
		ret = sdi_no_memory(err);
	else
		ret = sdi_reader_open(path, c->tables, regions, n, &options, out, err);
	free(near);
	free(regions);
	return ret;
}

static int push_all(struct stardose_caller *c, struct sdi_reader *reader,
		    struct stardose_error *err)
{
	bcf1_t *rec = bcf_init();
	int is_settled = 0, ret;

	if (!rec)
		return sdi_no_memory(err);
	while (!(ret = sdi_reader_next(reader, rec, NULL, err))) {
		ret = stardose_caller_push(c, rec, err);
		if (ret)
			break;
		if (!is_settled && (is_settled = c->open->is_proven))
			sdi_reader_set_build(reader, c->open->build);
	}
	bcf_destroy(rec);
	return ret == STARDOSE_EOF ? STARDOSE_OK : ret;
}

int stardose_caller_read(struct stardose_caller *caller, const char *path,
			 struct stardose_error *err)
{
	struct sdi_reader *reader = NULL;
	int ret = open_reader(caller, path, &reader, err);

	if (!ret)
		ret = sdi_caller_open(caller, sdi_reader_header(reader), path, NULL,
				      sdi_reader_header_build(reader), err);
	caller->is_read = 1;
	if (!ret)
		ret = push_all(caller, reader, err);
	caller->is_read = 0;
	if (!ret)
		ret = sdi_caller_heed_end(caller, reader, err);
	if (!ret)
		ret = stardose_caller_end(caller, err);
	caller->open = NULL;
	sdi_reader_close(reader);
	return ret;
}
