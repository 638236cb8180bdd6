/*
 * caller_stream.h - records pushed into a caller, as those who hold the records back see it
 *
 * A caller of a single stream calls each gene as soon as its records are over, so that what waits
 * for the gene can go on.
 */
#ifndef SDI_CALLER_STREAM_H
#define SDI_CALLER_STREAM_H

#include "caller/gene_calls.h"
#include "caller/gene_stream.h"

/*
 * sdi_caller_new() - stardose_caller_new()
 * @is_stream: 1: one file will be pushed, genes are asked for with sdi_caller_gene() while it runs,
 * and what gives nothing but hints is left out
 */
int sdi_caller_new(const struct stardose_tables *tables,
		   const struct stardose_call_options *options, int is_stream,
		   struct stardose_caller **out, struct stardose_error *err);

/*
 * sdi_caller_open() - stardose_caller_begin() when header and samples have been looked at already
 * @wanted: by sample of @hdr; NULL: all
 * @build:  that the header names, or STARDOSE_BUILD_AUTO; the user's comes first
 */
int sdi_caller_open(struct stardose_caller *c, const bcf_hdr_t *hdr, const char *name,
		    const uint8_t *wanted, enum stardose_build build, struct stardose_error *err);

/* The stream that was opened last; borrowed. */
const struct sdi_gene_stream *sdi_caller_stream(const struct stardose_caller *c);
const struct sdi_call_env *sdi_caller_env(const struct stardose_caller *c);

/* sdi_caller_move() - sdi_gene_stream_move() of the stream that is open */
int sdi_caller_move(struct stardose_caller *c, const char *contig, size_t len, hts_pos_t pos,
		    struct stardose_error *err);
/* sdi_caller_wants_near(), sdi_caller_near() - sdi_gene_stream_is_near() and _near() of it */
int sdi_caller_wants_near(const struct stardose_caller *c, hts_pos_t pos);
int sdi_caller_near(struct stardose_caller *c, const struct sdi_near_row *row);
/* sdi_caller_touch() - sdi_gene_windows_touch() of it */
int sdi_caller_touch(struct stardose_caller *c, hts_pos_t beg, hts_pos_t end);
/* sdi_caller_feed() - sdi_gene_stream_feed() of it */
int sdi_caller_feed(struct stardose_caller *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		    struct stardose_error *err);

/*
 * sdi_caller_heed_end() - after the last record of @reader, before stardose_caller_end(): if it may
 * have been cut off, the caller knows
 */
int sdi_caller_heed_end(struct stardose_caller *c, const struct sdi_reader *reader,
			struct stardose_error *err);

/*
 * sdi_caller_gene() - the calls of a gene
 * Of a single stream: once it is complete; of others after stardose_caller_finish().
 */
int sdi_caller_gene(struct stardose_caller *c, int g, const struct sdi_gene_calls **out,
		    struct stardose_error *err);
/* sdi_caller_forget_gene() - of a single stream: nobody needs a complete gene any more */
void sdi_caller_forget_gene(struct stardose_caller *c, int g);

#endif
