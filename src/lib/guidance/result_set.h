/*
 * result_set.h - results of genes, each distinct one kept once
 *
 * The join is remembered by the address of a result, so equal results must be one. Calls are known
 * by their own address too: the second sample that shares a struct stardose_call costs one look-up.
 */
#ifndef SDI_RESULT_SET_H
#define SDI_RESULT_SET_H

#include <stardose/guidance.h>

struct sdi_result_set;

struct sdi_result_set *sdi_result_set_new(void);	/* NULL: out of memory */
void sdi_result_set_free(struct sdi_result_set *set);
/*
 * sdi_result_set_call() - the result that @call stands for; borrowed from the set; NULL: out of
 * memory
 */
const struct stardose_gene_result *sdi_result_set_call(struct sdi_result_set *set,
						       const struct stardose_call *call);
/*
 * sdi_result_set_add() - the same for a plain result, which is copied; "" and "No Result" count as
 * not given
 */
const struct stardose_gene_result *sdi_result_set_add(struct sdi_result_set *set,
						      const struct stardose_gene_result *result);

/* sdi_result_of() - the result of @gene (any case), or NULL; @gene may be NULL */
const struct stardose_gene_result *sdi_result_of(const struct stardose_gene_result *const *results,
						 int n, const char *gene);

#endif
