/*
 * group_join.h - the rows of one medicine, source and gene set (a group) x the results of those
 * genes -> lines
 *
 * A result with several candidates is joined candidate by candidate. Each row that applies to any
 * of them has one line, with the candidates that lead to it; those to which no row applies, in no
 * context, have a line that says so.
 */
#ifndef SDI_GROUP_JOIN_H
#define SDI_GROUP_JOIN_H

#include <stardose/guidance.h>
#include "util/arena.h"

/*
 * What medicines make of the results of a group; NULL: nothing. With @is_converted the result to
 * join is the estimate.
 */
struct sdi_group_context {
	const struct stardose_conversion *conversion[2];
	unsigned char is_converted[2];
};

struct sdi_group_lines {
	int n;
	struct stardose_guidance_line *lines;	/* never empty: no row gives a line that says so */
};

/*
 * sdi_group_join() - join one group
 * @result: one for each gene of the group; NULL: nothing is known of the gene
 * @context: or NULL; goes into words and flags of lines whose row rests on the gene
 * @arena:  holds @out, which borrows from @tables too
 * Return:  STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_group_join(const struct stardose_guidance_tables *tables,
		   const struct stardose_guidance_group *group,
		   const struct stardose_gene_result *const result[2],
		   const struct sdi_group_context *context, struct sdi_arena *arena,
		   struct sdi_group_lines *out);

/*
 * sdi_group_candidate() - a candidate as far as the rows of @group ask for gene @g: NULL, no
 * result, where all that they ask for are findings ("*15:02 positive") and it speaks of none of
 * them
 */
const struct stardose_gene_candidate *sdi_group_candidate(
	const struct stardose_guidance_group *group, int g,
	const struct stardose_gene_candidate *candidate, enum stardose_guideline scale);

#endif
