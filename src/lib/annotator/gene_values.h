/* gene_values.h - a complete gene: what each sample gets in PGXD, PGXP and PGXS */
#ifndef SDI_GENE_VALUES_H
#define SDI_GENE_VALUES_H

#include "structure/sample_facts.h"
#include "genotype/collector.h"
#include "write/vcf_tags.h"

struct sdi_gene_values;

/*
 * sdi_gene_values_new() - close the collector, call its patterns, keep the words
 * @collector: taken over, also after an error
 * @wanted:    by sample, 0: not asked for, gets '.' ; NULL: all are wanted
 * @facts:     what is known of the samples' copies
 * @n_threads: extra threads for matching
 * @log:       gets one line when definition sites had no record
 */
int sdi_gene_values_new(struct sdi_collector *collector, const struct stardose_gene *gene,
			int n_samples, const uint8_t *wanted, const struct sdi_sample_facts *facts,
			int n_threads, const struct stardose_log *log, struct sdi_gene_values **out,
			struct stardose_error *err);
void sdi_gene_values_free(struct sdi_gene_values *values);

/* sdi_gene_values_of() - a sdi_vcf_values_fn; @user is the struct sdi_gene_values */
const struct sdi_vcf_values *sdi_gene_values_of(void *user, int sample);

#endif
