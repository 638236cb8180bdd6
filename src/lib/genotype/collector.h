/*
 * collector.h - records of one file in, genotypes of every sample out, each distinct pattern once
 *
 * One collector serves one gene in one build and one file. Pushing a record at a definition site
 * costs one scan of its GT bytes: samples that are homozygous reference and pass keep their
 * pattern; the others move to the pattern "what they had, plus this observation". Patterns are
 * interned, so memory is four bytes per sample plus the distinct patterns, and each distinct
 * pattern is turned into a genotype and matched once. What a record means (normalising, splitting,
 * duplicates, conflicts, blocks) is worked out per pattern when the gene closes, so the order of
 * records at one position and the way they are split cannot matter.
 */
#ifndef SDI_COLLECTOR_H
#define SDI_COLLECTOR_H

#include "genotype/record_filter.h"
#include <htslib/vcf.h>
#include "genotype/genotype.h"

struct sdi_collector;

struct sdi_collector_options {
	int absent_is_reference, min_gq, min_dp;
	double min_gp, min_r2;	   /* 0: off */
	const char *apply_filters; /* comma list or NULL */
};

/*
 * sdi_collector_new() - @gene and @options are borrowed and must outlive the collector
 * @n_samples: samples in the records that will be pushed (after subsetting by the reader)
 */
int sdi_collector_new(const struct stardose_gene *gene, enum stardose_build build, int n_samples,
		      const struct sdi_collector_options *options, struct sdi_collector **out,
		      struct stardose_error *err);
void sdi_collector_free(struct sdi_collector *collector);

/*
 * sdi_collector_push() - take one record; @rec is not kept (GT and alleles are copied as needed)
 * The record may lie anywhere on the gene's chromosome; what cannot matter is dropped at once.
 * Return: STARDOSE_OK, STARDOSE_EINPUT (GT cannot be read: message with position), STARDOSE_ENOMEM
 */
int sdi_collector_push(struct sdi_collector *collector, const bcf_hdr_t *hdr, bcf1_t *rec,
		       const struct sdi_filter_verdict *filter, struct stardose_error *err);

/*
 * How well the REF bases of the records seen agree with this build's reference windows (build
 * proof).
 */
void sdi_collector_ref_score(const struct sdi_collector *collector, int *n_match, int *n_mismatch);
/* The first disagreement as text for a message, or "" */
const char *sdi_collector_ref_mismatch(const struct sdi_collector *collector);

/*
 * sdi_collector_deny() - core variants @bits are not assumed, and genotypes that miss one of them
 * for that say @why; before closing. Bits that were denied before stay with their first reason
 * Return: how many are new
 */
int sdi_collector_deny(struct sdi_collector *collector, struct stardose_bits bits,
		       enum stardose_reason why);
/*
 * sdi_collector_expect() - how many ALT copies the file should have of each core variant, by bit;
 * before closing. A site of which no record speaks, though more than SDI_EXPECTED_COPIES are
 * expected, was not looked at, and is not assumed (STARDOSE_REASON_CARRIERS_EXPECTED)
 * @copies: gene->n_core numbers, borrowed until closing
 */
#define SDI_EXPECTED_COPIES 5
void sdi_collector_expect(struct sdi_collector *collector, const double *copies);
/* sdi_collector_n_unseen() - how many core variants that has concerned; after closing */
int sdi_collector_n_unseen(const struct sdi_collector *collector);
/*
 * sdi_collector_probes() - the records are of an array, whose probe tells the alleles of its record
 * apart and sees no other: a genotype speaks of the variants that its record names, not of another
 * one at the same bases; before closing
 */
void sdi_collector_probes(struct sdi_collector *collector);
/* sdi_collector_cover() - records elsewhere, or the user, show that the region was looked at */
void sdi_collector_cover(struct sdi_collector *collector);

/*
 * sdi_collector_ends_at() - the input ended at 0-based @pos: what lies there or behind is not
 * assumed, and genotypes that miss it for that say so; before closing
 * Return: how many core variants would have been assumed there otherwise
 */
int sdi_collector_ends_at(struct sdi_collector *collector, hts_pos_t pos);

/* sdi_collector_n_records() - records that spoke of a definition site */
int sdi_collector_n_records(const struct sdi_collector *collector);

/*
 * sdi_collector_n_filtered() - those of them that failed a filter and count all the same; @name:
 * such a filter. Valid after closing
 */
int sdi_collector_n_filtered(const struct sdi_collector *collector, const char **name);

/*
 * sdi_collector_speaks() - does the file say anything of the gene?
 * A record at a definition site does. Where the user has silence taken for reference, a record
 * anywhere in the gene's reference windows is enough, or sdi_collector_cover(): it shows that the
 * file covers the region.
 * Valid after closing.
 */
int sdi_collector_speaks(const struct sdi_collector *collector);
/* sdi_collector_assumes() - 1 when absent sites are filled with the reference */
int sdi_collector_assumes(const struct sdi_collector *collector);

/*
 * sdi_collector_close() - after the last record: number the distinct patterns
 * Patterns are 0..n-1 in order of the first sample that shows them.
 */
int sdi_collector_close(struct sdi_collector *collector, struct stardose_error *err);
int sdi_collector_n_patterns(const struct sdi_collector *collector);
int sdi_collector_pattern(const struct sdi_collector *collector, int sample);
/*
 * sdi_collector_genotype() - what pattern @pattern says; thread-safe after closing
 * @out: zeroed by the caller, filled; release with sdi_genotype_release()
 */
int sdi_collector_genotype(const struct sdi_collector *collector, int pattern,
			   struct sdi_genotype *out, struct stardose_error *err);

struct sdi_depth_list;
struct sdi_read_depth;
/* sdi_collector_read_depth() - how deep the samples were read (read_depth.h); borrowed */
const struct sdi_read_depth *sdi_collector_read_depth(const struct sdi_collector *collector);
/*
 * sdi_collector_take_depths() - allele depths at heterozygous sites (allele_depth.h), of genes
 * whose copies matter; sorted once closed. They are handed over: sdi_depth_list_release()
 */
void sdi_collector_take_depths(struct sdi_collector *collector, struct sdi_depth_list *out);
struct sdi_share_list;
/*
 * sdi_collector_shares() - shares of reads at sites of genes of the mitochondrion (allele_share.h);
 * borrowed
 */
const struct sdi_share_list *sdi_collector_shares(const struct sdi_collector *collector);

#endif
