/*
 * writer.h - calls as text: tab-separated rows or JSON Lines (docs/OUTPUT.md describes every column
 * and member)
 *
 *   stardose_writer_new(tables, &options, &writer, &err)
 *   stardose_writer_caller(writer, caller, &err)
 *                  or stardose_writer_begin(), and stardose_writer_sample() for each sample
 *   stardose_writer_finish(writer, &err)
 *   stardose_writer_free(writer)
 *
 * Threads: a handle is for one thread at a time; any number of handles may share the tables.
 */
#ifndef STARDOSE_WRITER_H
#define STARDOSE_WRITER_H

#include <stddef.h>
#include <stardose/call.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Takes the text as it is made, in pieces of any size.
 * Return: STARDOSE_OK, or STARDOSE_EOUTPUT with the reason in @err; then no further piece comes
 */
typedef int stardose_sink_fn(void *user, const char *bytes, size_t n_bytes,
			     struct stardose_error *err);

enum stardose_writer_kind {
	STARDOSE_WRITE_TSV,
	STARDOSE_WRITE_JSON_LINES,
	STARDOSE_WRITE_PHARMCAT, /* an outside-call file: calls of one sample, which it does not
				    name. What is not firm is a line "# GENE: why" */
	STARDOSE_WRITE_PHARMCAT_DOUBTFUL /* the same with calls whose copies were not assessed, or
					    are in doubt */
};

struct stardose_writer_options {
	size_t size; /* of this struct; set by stardose_writer_options_init() */
	enum stardose_writer_kind kind;
	int no_version; /* 1: leave out program version, table version and checksum */
	stardose_sink_fn *sink;
	void *sink_user;
	const char *shard; /* "3/32": which part of a set this is, said with no_version too; NULL:
			      not one. Borrowed for the writer's life */
};

/*
 * stardose_writer_options_init_size() - tab-separated rows, with versions; a sink must be set
 * @size: sizeof(struct stardose_writer_options) as the program was compiled
 */
STARDOSE_API void stardose_writer_options_init_size(struct stardose_writer_options *options,
						    size_t size);
/* stardose_writer_options_init() - the same with the size of this header */
static inline void stardose_writer_options_init(struct stardose_writer_options *options)
{
	stardose_writer_options_init_size(options, sizeof(*options));
}

struct stardose_writer;

/*
 * stardose_writer_new() - a writer of calls
 * @tables:  borrowed, must outlive the writer
 * @options: copied; @options->sink must be set
 * @out:     new, free with stardose_writer_free(); untouched after an error
 * Return:   STARDOSE_OK; STARDOSE_EUSAGE: options without size; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_writer_new(const struct stardose_tables *tables,
				     const struct stardose_writer_options *options,
				     struct stardose_writer **out, struct stardose_error *err);
/*
 * stardose_writer_begin() - what stands above the first sample: provenance and header line
 * (nothing for JSON Lines)
 */
STARDOSE_API int stardose_writer_begin(struct stardose_writer *writer, struct stardose_error *err);
/*
 * stardose_writer_sample() - the rows, or the one line, of one sample
 * @calls: its calls in gene order; borrowed. The text of each distinct struct stardose_call is made
 * once and kept by its address, so a call must stay as it is until stardose_writer_free(). JSON
 * names single variants only when the calls were made with options.keep_sites.
 */
STARDOSE_API int stardose_writer_sample(struct stardose_writer *writer, const char *sample,
					const struct stardose_call *const *calls, int n_calls,
					struct stardose_error *err);
/*
 * stardose_writer_caller_sample() - the same for one sample of @caller, with what belongs to the
 * sample and not to the calls that it shares: JSON's "structure_risk"
 */
STARDOSE_API int stardose_writer_caller_sample(struct stardose_writer *writer,
					       const struct stardose_caller *caller, int sample,
					       struct stardose_error *err);
/*
 * stardose_writer_caller() - _begin(), then every sample of @caller, which must outlive the writer
 */
STARDOSE_API int stardose_writer_caller(struct stardose_writer *writer,
					const struct stardose_caller *caller,
					struct stardose_error *err);
/* stardose_writer_finish() - hand what is left to the sink */
STARDOSE_API int stardose_writer_finish(struct stardose_writer *writer, struct stardose_error *err);
/* stardose_writer_free() - what was not finished is lost; NULL is nothing to do */
STARDOSE_API void stardose_writer_free(struct stardose_writer *writer);

#ifdef __cplusplus
}
#endif
#endif
