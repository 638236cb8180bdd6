/*
 * group_join.h - the rows of one medicine, source, context and gene set x the results of those genes -> lines
 *
 * A result with several candidates is joined candidate by candidate. Where all lead to the same rows there is one
 * line for each row; where they do not, each outcome is shown with the candidates that lead to it.
 */
#ifndef SDI_GROUP_JOIN_H
#define SDI_GROUP_JOIN_H

#include <stardose/guidance.h>
#include "util/arena.h"

struct sdi_group_lines {
	int n;
	struct stardose_guidance_line *lines;	/* never empty: no row gives a line that says so */
};

/*
 * sdi_group_join() - join one group
 * @result: one for each gene of the group; NULL: nothing is known of the gene
 * @arena:  holds @out, which borrows from @tables too
 * Return:  STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_group_join(const struct stardose_guidance_tables *tables, const struct stardose_guidance_group *group,
		   const struct stardose_gene_result *const result[2], struct sdi_arena *arena, struct sdi_group_lines *out);

#endif
