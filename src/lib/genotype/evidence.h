/*
 * evidence.h - what the records of a site say of a haplotype on which no row changes anything
 */
#ifndef SDI_EVIDENCE_H
#define SDI_EVIDENCE_H

#include "genotype/evidence_rows.h"

/* What a record says of a site where the haplotype shows no change. */
enum sdi_fact { SDI_FACT_ABSENT, SDI_FACT_UNKNOWN, SDI_FACT_REF };

/*
 * sdi_evidence_allele() - allele of haplotype @hap in @note as ordered now, -1 unknown, rejected or
 * silent
 */
int sdi_evidence_allele(const struct sdi_evidence *e, int note, int hap);

/* Can the records of a site be used at all? */
enum sdi_standing {
	SDI_STANDS,
	SDI_SILENT,  /* all of them say nothing: only changes on the haplotype decide it */
	SDI_REJECTED /* one of them has no usable genotype, whatever others say */
};
enum sdi_standing sdi_evidence_standing(const struct sdi_evidence *e, int site);

/* sdi_evidence_is_named() - 1 when a record that names the site says something */
int sdi_evidence_is_named(const struct sdi_evidence *e, int site);

/* sdi_evidence_fact() - see enum sdi_fact; for a haplotype without a change at the site */
enum sdi_fact sdi_evidence_fact(const struct sdi_evidence *e, int site, int hap);
/*
 * sdi_evidence_not_probed() - variants of a site of which reference in its records says nothing,
 * for they are of an array that probes for another base; none unless sdi_collector_probes()
 */
struct stardose_bits sdi_evidence_not_probed(const struct sdi_evidence *e, int site);
/*
 * sdi_evidence_grade() - STARDOSE_EVIDENCE_OBSERVED, or STARDOSE_EVIDENCE_BLOCK when only blocks
 * vouch for the site
 */
enum stardose_evidence sdi_evidence_grade(const struct sdi_evidence *e, int site);
/*
 * sdi_evidence_duplicate_before() - the nearest earlier duplicate of duplicates[@d] that is
 * another row, or -1 (also when @d is in no row)
 */
int sdi_evidence_duplicate_before(const struct sdi_evidence *e, int d);
/*
 * sdi_evidence_note_unlisted() - add a name to genotype->unlisted (copied); sorted and made unique
 * at the end
 */
int sdi_evidence_note_unlisted(struct sdi_evidence *e, const char *name);

#endif
