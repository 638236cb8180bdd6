/*
 * outside.h - results that other programs or laboratories found: diplotypes, phenotypes, activity
 * scores, HLA findings
 *
 *   stardose_outside_new(tables, &log, &outside, &err)
 *   stardose_outside_read(outside, path, &err) for each file
 *   options.outside = outside;  stardose_caller_new(tables, &options, ...)
 *   ... the caller's life ...
 *   stardose_outside_free(outside)
 *
 * docs/OUTSIDE.md describes the formats and what becomes of a row. A row that cannot be used is set
 * aside: one line in the log at level STARDOSE_EROW, and the rest goes on.
 *
 * Threads: a handle is for one thread at a time; any number of handles may share the tables.
 */
#ifndef STARDOSE_OUTSIDE_H
#define STARDOSE_OUTSIDE_H

#include <stardose/tables.h>

#ifdef __cplusplus
extern "C" {
#endif

struct stardose_outside;

/*
 * stardose_outside_new() - an empty set of results
 * @tables: borrowed, must outlive the set. Genes are those of the tables, and those that guidance
 * asks for (HLA-B, ...)
 * @log:    copied; gets one line for each row set aside, and remarks; may be NULL
 */
STARDOSE_API int stardose_outside_new(const struct stardose_tables *tables,
				      const struct stardose_log *log, struct stardose_outside **out,
				      struct stardose_error *err);
/*
 * Whose phenotype and score a call has where the row of its diplotype gives others than the tables.
 */
enum stardose_outside_choice { STARDOSE_OUTSIDE_OURS, STARDOSE_OUTSIDE_THEIRS };
/*
 * stardose_outside_choose() - say so, before the caller is made; STARDOSE_OUTSIDE_OURS, what the
 * tables make of the diplotype, is the default
 */
STARDOSE_API void stardose_outside_choose(struct stardose_outside *outside,
					  enum stardose_outside_choice choice);
/* stardose_outside_free() - after the callers that use it are freed; NULL is nothing to do */
STARDOSE_API void stardose_outside_free(struct stardose_outside *outside);
/*
 * stardose_outside_read() - add the results of one file ("-": stdin), plain or gzipped, in any
 * format of docs/OUTSIDE.md The same result twice is one. Two different ones of a sample and gene
 * contradict each other: both are set aside. Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read,
 * is empty, or of no known format; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_outside_read(struct stardose_outside *outside, const char *path,
				       struct stardose_error *err);
/*
 * stardose_outside_parse() - the same with the bytes of a file
 * @path: for messages, and for formats that are told by the file's name
 * @text: @size bytes, copied
 */
STARDOSE_API int stardose_outside_parse(struct stardose_outside *outside, const char *path,
					const char *text, size_t size, struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
