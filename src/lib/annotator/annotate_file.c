/* annotate_file.c - read, annotate, write */
#include <stdlib.h>
#include <string.h>
#include "annotator/annotator.h"
#include "caller/stream_regions.h"
#include "write/write_vcf.h"
#include "util/no_memory.h"
#include "util/options_copy.h"

/* The three stages of one file. */
struct stages {
	struct sdi_reader *reader;
	struct stardose_annotator *ann;
	struct sdi_vcf_writer *writer;
};

static int open_reader(const struct stardose_tables *tables,
		       const struct stardose_annotator_options *options,
		       const struct sdi_call_env *env, const char *path, struct sdi_reader **out,
		       struct stardose_error *err)
{
	struct sdi_reader_options reader_options = {
		.build = options->call->build,
		.n_threads = options->call->n_threads,
		.every_record = 1,
		.log = options->call->log,
	};
	struct sdi_region *regions = NULL;
	int n = sdi_stream_regions(env, &regions), ret;

	if (n < 0)
		return sdi_no_memory(err);
	ret = sdi_reader_open(path, tables, regions, n, &reader_options, out, err);
	free(regions);
	return ret;
}

static int open_stages(struct stages *to, const struct stardose_tables *tables,
		       const struct stardose_annotator_options *options, const char *path,
		       const struct stardose_annotate_output *output, struct stardose_error *err)
{
	struct sdi_vcf_output out = {
		.path = output->path,
		.name = output->name,
		.type = output->type,
		.level = output->level,
		.n_threads = options->call->n_threads,
	};
	int ret = sdi_annotator_new(tables, options, &to->ann, err);

	if (!ret)
		ret = open_reader(tables, options, sdi_annotator_env(to->ann), path, &to->reader,
				  err);
	if (!ret)
		ret = sdi_annotator_open(to->ann, sdi_reader_header(to->reader),
					 sdi_reader_header_build(to->reader), err);
	if (!ret)
		ret = sdi_vcf_writer_open(&out, sdi_annotator_header(to->ann), &to->writer, err);
	return ret;
}

/* Write what is ready. */
static int drain(struct stages *to, struct stardose_error *err)
{
	const struct stardose_annotated *ready;
	int ret;

	while (!(ret = stardose_annotator_pop(to->ann, &ready, err))) {
		ret = ready->rec ? sdi_vcf_writer_put_record(to->writer, ready->rec, err)
				 : sdi_vcf_writer_put_line(to->writer, ready->line, ready->len, err);
		if (ret)
			break;
	}
	return ret == STARDOSE_EOF ? STARDOSE_OK : ret;
}

static int run(struct stages *to, bcf1_t *rec, struct stardose_error *err)
{
	const kstring_t *line;
	int ret, matters, is_settled = 0;

	sdi_reader_set_build(to->reader, STARDOSE_BUILD_AUTO); /* records of the other build than
								  the one named are wanted too */

	while (!(ret = sdi_reader_next(to->reader, rec, &matters, err))) {
		line = sdi_reader_line(to->reader);
		ret = sdi_annotator_push(to->ann, line ? line->s : NULL, line ? line->l : 0,
					 line && !matters ? NULL : rec, matters, err);
		if (!ret)
			ret = drain(to, err);
		if (ret)
			return ret;
		if (!is_settled &&
		    (is_settled = sdi_annotator_build(to->ann) != STARDOSE_BUILD_AUTO))
			sdi_reader_set_build(to->reader, sdi_annotator_build(to->ann));
	}
	if (ret == STARDOSE_EOF)
		ret = sdi_caller_heed_end(sdi_annotator_caller(to->ann), to->reader, err);
	if (!ret)
		ret = stardose_annotator_finish(to->ann, err);
	if (!ret)
		ret = drain(to, err);
	return ret;
}

void stardose_annotate_output_init_size(struct stardose_annotate_output *output, size_t size)
{
	const struct stardose_annotate_output defaults = { .type = 'v', .level = -1 };

	sdi_options_init(output, size, &defaults, sizeof(defaults));
}

int stardose_annotate(const struct stardose_tables *tables,
		      const struct stardose_annotator_options *options, const char *path,
		      const struct stardose_annotate_output *output, struct stardose_error *err)
{
	struct stages to = { NULL, NULL, NULL };
	struct stardose_annotator_options known;
	struct stardose_call_options call;
	struct stardose_annotate_output where;
	bcf1_t *rec = bcf_init();
	int ret = rec ? sdi_annotator_options_take(&known, &call, options, err)
		      : sdi_no_memory(err);

	stardose_annotate_output_init(&where);
	if (!ret)
		ret = sdi_options_copy(&where, sizeof(where), output,
				       "stardose_annotate_output_init", err);
	if (!ret)
		ret = open_stages(&to, tables, &known, path, &where, err);
	if (!ret)
		ret = run(&to, rec, err);
	if (!ret)
		ret = sdi_vcf_writer_close(to.writer, err);
	if (!ret && !sdi_annotator_n_sites(to.ann))
		stardose_log_say(&call.log, STARDOSE_OK,
				 "'%s' has no record at any definition site of the genes asked for",
				 strcmp(path, "-") ? path : "standard input");
	if (rec)
		bcf_destroy(rec);
	sdi_vcf_writer_free(to.writer);
	stardose_annotator_free(to.ann);
	sdi_reader_close(to.reader);
	return ret;
}
