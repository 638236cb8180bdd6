/* guide_line.c - one sample of a caller to one line of calls and guidance */
#include <stdlib.h>
#include <htslib/kstring.h>
#include <stardose/guidance_writer.h>
#include "util/no_memory.h"

static int collect(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	return kputsn(bytes, n, user) < 0 ? sdi_no_memory(err) : STARDOSE_OK;
}

static int calls_json(const struct stardose_tables *tables, const struct stardose_caller *caller,
		      int sample, kstring_t *out, struct stardose_error *err)
{
	const struct stardose_writer_options options = { .size = sizeof(options),
							 .kind = STARDOSE_WRITE_JSON_LINES,
							 .sink = collect,
							 .sink_user = out };
	struct stardose_writer *writer = NULL;
	int ret = stardose_writer_new(tables, &options, &writer, err);

	if (!ret)
		ret = stardose_writer_caller_sample(writer, caller, sample, err);
	if (!ret)
		ret = stardose_writer_finish(writer, err);
	stardose_writer_free(writer);
	return ret;
}

static int guide_sample(struct stardose_guide *guide, const struct stardose_caller *caller,
			int sample, const struct stardose_guidance **out,
			struct stardose_error *err)
{
	const struct stardose_call **calls =
		calloc(stardose_caller_n_genes(caller) + 1, sizeof(*calls));
	int ret = calls ? STARDOSE_OK : sdi_no_memory(err);

	if (!ret)
		ret = stardose_guide_calls(guide, calls,
					   stardose_caller_calls(caller, sample, calls), out, err);
	free(calls);
	return ret;
}

static int line_json(const struct stardose_tables *tables, const char *name,
		     const struct stardose_guidance *guidance, const kstring_t *calls,
		     kstring_t *out, struct stardose_error *err)
{
	const struct stardose_writer_options options = { .size = sizeof(options),
							 .kind = STARDOSE_WRITE_JSON_LINES,
							 .sink = collect,
							 .sink_user = out };
	struct stardose_guidance_writer *writer = NULL;
	int ret = stardose_guidance_writer_new(tables, &options, &writer, err);

	if (!ret)
		ret = stardose_guidance_writer_begin(writer, err);
	if (!ret)
		ret = stardose_guidance_writer_sample(writer, name, guidance, calls->s, calls->l,
						      err);
	if (!ret)
		ret = stardose_guidance_writer_finish(writer, err);
	stardose_guidance_writer_free(writer);
	return ret;
}

int stardose_guide_line(const struct stardose_tables *tables, struct stardose_guide *guide,
			const struct stardose_caller *caller, int sample, char **out, size_t *n,
			struct stardose_error *err)
{
	kstring_t calls = KS_INITIALIZE, line = KS_INITIALIZE;
	const struct stardose_guidance *guidance = NULL;
	int ret = STARDOSE_OK;

	if (sample < 0 || sample >= stardose_caller_n_samples(caller))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "no sample %d: the caller has %d, counted from 0", sample,
					  stardose_caller_n_samples(caller));
	ret = calls_json(tables, caller, sample, &calls, err);
	if (!ret)
		ret = guide_sample(guide, caller, sample, &guidance, err);
	if (!ret)
		ret = line_json(tables, stardose_caller_sample(caller, sample), guidance, &calls,
				&line, err);
	ks_free(&calls);
	if (ret) {
		ks_free(&line);
		return ret;
	}
	if (n)
		*n = line.l;
	*out = ks_release(&line);
	return STARDOSE_OK;
}
