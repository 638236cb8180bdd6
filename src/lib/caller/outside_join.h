/*
 * outside_join.h - outside results of one gene beside the calls from genotypes: the outside one
 * wins, contradictions are named
 *
 * Samples whose results are the same share a call.
 */
#ifndef SDI_OUTSIDE_JOIN_H
#define SDI_OUTSIDE_JOIN_H

#include <stardose/call.h>

struct sdi_outside_join;

/* sdi_outside_join_new() - NULL: out of memory */
struct sdi_outside_join *sdi_outside_join_new(const struct stardose_outside *outside,
					      const struct stardose_gene *gene,
					      enum stardose_build build);
void sdi_outside_join_free(struct sdi_outside_join *join);
/*
 * sdi_outside_join_sample() - what becomes of one sample
 * @genotyped: what its genotypes gave, or NULL
 * @at:   what sdi_outside_join_keep() was told of an equal call; -1: no outside result, the
 * genotypes' call stands
 * @call: a new call, which the caller keeps and then tells where; else NULL
 */
int sdi_outside_join_sample(struct sdi_outside_join *join, const char *sample,
			    const struct stardose_call *genotyped, int *at,
			    struct stardose_call **call, struct stardose_error *err);
/*
 * sdi_outside_join_keep() - the new call just given is kept as number @at. STARDOSE_OK or
 * STARDOSE_ENOMEM
 */
int sdi_outside_join_keep(struct sdi_outside_join *join, int at);
/*
 * sdi_outside_join_say() - one line in @log for each kind of contradiction that was met, with the
 * first samples; NULL is fine
 */
void sdi_outside_join_say(const struct sdi_outside_join *join, const struct stardose_log *log);

#endif
