/*
 * conversion_set.h - conversions of results under what acts on their genes, each distinct one made
 * once
 *
 * A conversion is known by the addresses of result and profile: persons with equal results who take
 * the same medicines share it, and the lines of guidance that follow from it.
 */
#ifndef SDI_CONVERSION_SET_H
#define SDI_CONVERSION_SET_H

#include <stardose/guidance.h>
#include "context/convert.h"

struct sdi_conversion_set;

/*
 * sdi_conversion_set_new() - @is_wanted: by medicine of drugs.tsv, 0 for those that nobody asked
 * for; borrowed. NULL: no memory
 */
struct sdi_conversion_set *sdi_conversion_set_new(const struct stardose_guidance_tables *tables,
						  const unsigned char *is_wanted);
void sdi_conversion_set_free(struct sdi_conversion_set *set);
/* sdi_conversion_set_next() - another person: what was not kept may go */
void sdi_conversion_set_next(struct sdi_conversion_set *set);
/* sdi_conversion_method() - the row of conversion_methods.tsv for @gene, or -1 */
int sdi_conversion_method(const struct stardose_person *person, const char *gene);
/*
 * sdi_conversion_get() - the conversion that holds for a medicine: its own, or the one of any
 * medicine
 * @keep:  1: it stays until the set is freed; 0: perhaps only until sdi_conversion_set_next()
 * @out:   borrowed from the set; NULL where nothing acts on the gene
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_conversion_get(struct sdi_conversion_set *set, const struct stardose_person *person,
		       int method, const struct stardose_gene_result *result,
		       const struct stardose_drug *drug, int keep,
		       const struct sdi_converted **out);
/*
 * sdi_conversion_list() - all conversions of a person: by gene of conversion_methods.tsv, any
 * medicine first; borrowed until the next call
 */
int sdi_conversion_list(struct sdi_conversion_set *set, const struct stardose_person *person,
			const struct stardose_gene_result *const *results, int n_results,
			const struct stardose_conversion *const **out, int *n);

#endif
