/*
 * annotator.h - the annotator as the rest of the library sees it: with a reader that has looked at
 * the record
 */
#ifndef SDI_ANNOTATOR_H
#define SDI_ANNOTATOR_H

#include <stardose/annotator.h>
#include "caller/caller_stream.h"

/*
 * sdi_annotator_new(), sdi_annotator_open() - stardose_annotator_new() in two steps: what is wanted
 * of a file is known before its header is read
 */
int sdi_annotator_new(const struct stardose_tables *tables,
		      const struct stardose_annotator_options *options,
		      struct stardose_annotator **out, struct stardose_error *err);
int sdi_annotator_open(struct stardose_annotator *ann, const bcf_hdr_t *hdr,
		       enum stardose_build build, struct stardose_error *err);

/*
 * sdi_annotator_push() - as stardose_annotator_push() and stardose_annotator_push_line() in one
 * @line:    the text, or NULL for a BCF record
 * @rec:     the BCF record; or @line parsed, NULL: it is not parsed yet
 * @matters: 0: the caller knows that the record overlaps no window; 1: find out
 */
int sdi_annotator_push(struct stardose_annotator *ann, const char *line, size_t len, bcf1_t *rec,
		       int matters, struct stardose_error *err);

/*
 * sdi_annotator_options_take() - a program's options, which may be of an older header
 * @out:  with .call set to @call, which is filled as well; strings stay borrowed
 * Return: STARDOSE_OK, STARDOSE_EUSAGE
 */
int sdi_annotator_options_take(struct stardose_annotator_options *out,
			       struct stardose_call_options *call,
			       const struct stardose_annotator_options *options,
			       struct stardose_error *err);
/* sdi_annotator_header() - stardose_annotator_header(), for the writer, which parses with it */
bcf_hdr_t *sdi_annotator_header(struct stardose_annotator *ann);
/* sdi_annotator_build() - the build, once REF bases have proven it, else STARDOSE_BUILD_AUTO */
enum stardose_build sdi_annotator_build(const struct stardose_annotator *ann);
/* sdi_annotator_n_sites() - definition sites so far */
uint64_t sdi_annotator_n_sites(const struct stardose_annotator *ann);

/* sdi_annotator_env() - what is called, for those who read the file; borrowed */
const struct sdi_call_env *sdi_annotator_env(const struct stardose_annotator *ann);

/* sdi_annotator_caller() - what calls; borrowed */
struct stardose_caller *sdi_annotator_caller(struct stardose_annotator *ann);

#endif
