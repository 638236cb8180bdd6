/*
 * copy_collector.h - structural records of one file in, a finding on the copies of each gene and
 * sample out
 *
 * Every gene is followed; of one without structural alleles only losses count, and more copies are
 * a suspicion. Samples of whom the records say the same
 * share one finding.
 */
#ifndef SDI_COPY_COLLECTOR_H
#define SDI_COPY_COLLECTOR_H

#include "genotype/record_filter.h"
#include <stardose/call.h>
#include "match/copy_loss.h"
#include "structure/copy_consensus.h"

struct sdi_copy_finding {
	struct sdi_copy_counts counts; /* as in struct sdi_copy_verdict */
	uint64_t reasons;
	int n_losses; /* deletions of parts of the gene; none where @copies is 0 or 1 by records */
	struct sdi_loss loss[SDI_MAX_LOSSES]; /* ascending */
	char *note; /* the records that say it: "chr22:42123193-42135343 <DEL>: 1; ...", or "" */
};

/*
 * sdi_losses_add() - one more loss into a list with room for SDI_MAX_LOSSES; overlapping ones are
 * one, and what is too many is joined to the last
 */
void sdi_losses_add(struct sdi_loss *list, int *n, const struct sdi_loss *loss);

struct sdi_copy_options {
	const char *apply_filters; /* comma list; NULL: PASS and records without filter; others are
				      hints only */
	int min_gq; /* a sample whose GQ is there and lower gives a hint only; 0: off */
};

struct sdi_copy_collector;

/* sdi_copy_collector_new() - @genes: @n_genes of them, borrowed like @options */
int sdi_copy_collector_new(const struct stardose_gene *const *genes, int n_genes,
			   enum stardose_build build, int n_samples,
			   const struct sdi_copy_options *options, struct sdi_copy_collector **out,
			   struct stardose_error *err);
void sdi_copy_collector_free(struct sdi_copy_collector *collector);

/*
 * sdi_copy_collector_push() - take one record, anywhere in the genome; @rec is not kept
 * @chrom: canonical name of its contig, or NULL
 */
int sdi_copy_collector_push(struct sdi_copy_collector *collector, const bcf_hdr_t *hdr, bcf1_t *rec,
			    const char *chrom, const struct sdi_filter_verdict *filter,
			    struct stardose_error *err);

/*
 * sdi_copy_collector_n_ignored() - breakends within genes that tell neither of a deletion nor of a
 * tandem duplication
 */
int sdi_copy_collector_n_ignored(const struct sdi_copy_collector *collector);

/*
 * sdi_copy_collector_close() - after the last record: weigh what was said; findings are valid from
 * here on
 */
int sdi_copy_collector_close(struct sdi_copy_collector *collector, struct stardose_error *err);
/*
 * sdi_copy_collector_finding() - borrowed; NULL when no record speaks of the sample (or the gene
 * is not followed)
 */
const struct sdi_copy_finding *sdi_copy_collector_finding(
	const struct sdi_copy_collector *collector, int gene, int sample);

#endif
