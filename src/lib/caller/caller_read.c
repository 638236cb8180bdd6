/* caller_read.c - files into a caller */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <htslib/hfile.h>
#include "caller/caller_impl.h"
#include "caller/record_copies.h"
#include "caller/stream_regions.h"
#include "record/byte_source.h"
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
	struct stardose_error ignored; /* memory is all that can be short here */

	if (c->open && (sdi_caller_move(c, contig, len, row->pos, &ignored) ||
			sdi_caller_near(c, row)))
		c->near_failed = 1;
}

static int open_reader(struct stardose_caller *c, const char *path, struct hFILE *bytes,
		       struct sdi_reader **out, struct stardose_error *err)
{
	struct sdi_reader_options options = {
		.build = c->options.build,
		.samples = c->options.samples,
		.samples_file = c->options.samples_file,
		.slice = { c->options.shard, c->options.n_shards },
		.samples_elsewhere = sdi_caller_samples_elsewhere(c),
		.both_builds = 1,
		.n_threads = c->options.n_threads,
		.log = c->options.log,
		.near_fn = take_near,
		.near_user = c,
		.bytes = bytes,
	};
	struct sdi_region *regions = NULL, *near = NULL;
	int n = sdi_stream_regions(&c->env, &regions), ret;

	if (n >= 0 && c->options.absent_is_reference)
		options.n_near = sdi_near_regions(&c->env, &near);
	options.near = near;
	if ((n < 0 || options.n_near < 0) && bytes)
		hclose_abruptly(bytes);
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
	if (ret == STARDOSE_EOF && c->near_failed)
		return sdi_no_memory(err);
	return ret == STARDOSE_EOF ? STARDOSE_OK : ret;
}

/* @bytes: NULL: open @path; else they are closed in any case */
static int read_all(struct stardose_caller *caller, const char *path, struct hFILE *bytes,
		    struct stardose_error *err)
{
	struct sdi_reader *reader = NULL;
	int ret = open_reader(caller, path, bytes, &reader, err);

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

int stardose_caller_read(struct stardose_caller *caller, const char *path,
			 struct stardose_error *err)
{
	return read_all(caller, path, NULL, err);
}

static const char *named(const char *name) { return name ? name : "the input"; }

int stardose_caller_read_fd(struct stardose_caller *caller, int fd, const char *name,
			    struct stardose_error *err)
{
	int own = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	struct hFILE *bytes = own < 0 ? NULL : hdopen(own, "r");

	if (bytes)
		return read_all(caller, named(name), bytes, err);
	stardose_error_set(err, STARDOSE_EINPUT, "cannot read '%s': %s", named(name),
			   strerror(errno));
	if (own >= 0)
		close(own);
	return STARDOSE_EINPUT;
}

int stardose_caller_read_from(struct stardose_caller *caller, stardose_read_fn *read, void *user,
			      const char *name, struct stardose_error *err)
{
	struct sdi_byte_source *source;
	struct hFILE *bytes;
	int ret = sdi_byte_source_open(read, user, &source, &bytes, err);

	if (ret)
		return ret;
	ret = read_all(caller, named(name), bytes, err);
	if (sdi_byte_source_close(source))
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "'%s' cannot be read to its end: its source failed",
					 named(name));
	return ret;
}

/* What is left of bytes in memory. */
struct memory { const char *at; size_t left; };

static ssize_t read_memory(void *user, void *buffer, size_t n)
{
	struct memory *memory = user;

	if (n > memory->left)
		n = memory->left;
	memcpy(buffer, memory->at, n);
	memory->at += n;
	memory->left -= n;
	return n;
}

int stardose_caller_read_memory(struct stardose_caller *caller, const void *bytes, size_t n,
				const char *name, struct stardose_error *err)
{
	struct memory memory = { bytes, n };

	return stardose_caller_read_from(caller, read_memory, &memory, name, err);
}
