/*
 * tag_collector.h - records of one file in, copies of the tag bases of every sample out
 *
 * Two bits per sample and tag that the file names: 500,000 samples and 150 tags are 19 MB. A tag is
 * a single-base substitution; a record speaks of it when it lies at its position and names its REF
 * and ALT bases, or when it is reference-type (ALT '.', <NON_REF>, <*>) and covers it. A genotype
 * counts when it is diploid, complete and passes the user's thresholds; phase is of no interest. A
 * third base counts as "not the tag's". Once a record names the tag, reference records do not
 * count. Two records of a kind that contradict each other leave the sample's tag unseen, so their
 * order does not matter.
 */
#ifndef SDI_TAG_COLLECTOR_H
#define SDI_TAG_COLLECTOR_H

#include "genotype/record_filter.h"
#include <htslib/vcf.h>
#include "genotype/collector.h"
#include "tables/structure_table.h"

#define SDI_TAG_UNSEEN 3

struct sdi_tag_collector;

/* sdi_tag_collector_new() - @model and @options are borrowed and must outlive the collector */
int sdi_tag_collector_new(const struct stardose_structure_model *model, enum stardose_build build,
			  int n_samples, const struct sdi_collector_options *options,
			  struct sdi_tag_collector **out, struct stardose_error *err);
void sdi_tag_collector_free(struct sdi_tag_collector *collector);

/*
 * sdi_tag_collector_push() - take a record of the gene's chromosome; what cannot matter is dropped
 * at once
 */
int sdi_tag_collector_push(struct sdi_tag_collector *collector, const bcf_hdr_t *hdr, bcf1_t *rec,
			   const struct sdi_filter_verdict *filter, struct stardose_error *err);

/*
 * sdi_tag_collector_get() - copies of the GRCh38 ALT base, by tag: 0, 1, 2 or SDI_TAG_UNSEEN
 * @dose: room for model->n_tags
 */
void sdi_tag_collector_get(const struct sdi_tag_collector *collector, int sample, uint8_t *dose);
/* sdi_tag_collector_speaks() - 1 when a record of some tag was taken */
int sdi_tag_collector_speaks(const struct sdi_tag_collector *collector);

#endif
