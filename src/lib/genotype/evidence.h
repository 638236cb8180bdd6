/*
 * evidence.h - one pattern's observations as rows, and what the records say where a row changes
 * nothing
 *
 * Rows are the records in which the sample is anything but homozygous reference. A row says of each
 * haplotype: an ALT allele (its changes are there), REF (none of this record's ALTs is there;
 * another record's may be), '*' (another record's allele is there), or '.' (nothing). A genotype
 * that is '.' throughout is silent: it takes nothing away from records that do speak. A genotype
 * that was filtered or is too thin is rejected: it said something that nobody believes.
 */
#ifndef SDI_EVIDENCE_H
#define SDI_EVIDENCE_H

#include "genotype/collector_impl.h"

struct sdi_row {
	int note;
	int16_t given[STARDOSE_MAX_PLOIDY];	/* allele by haplotype as in the file, -1 unknown,
						   padded with -1 */
	int n_given;				/* haplotypes that the genotype itself has */
	int16_t now[STARDOSE_MAX_PLOIDY];	/* the same in the order that is being tried */
	int phase_set;			/* -1 unphased; else 0 or PS */
	int is_fixed;			/* every haplotype alike: order means nothing */
	int unit;			/* rows of one unit are ordered together; -1 fixed */
	int cluster;			/* parent in the union-find, then the cluster's first row */
	int next_alike;			/* next row of an equal record, -1 none */
	int is_left_out;		/* tried without it, for it contradicts the others */
	int has_unknown, has_star, has_open;
	hts_pos_t beg, end; /* what its alleles change, widened to neighbours that they may form one
			       indel with */
};

/* What a record says of a site where the haplotype shows no change. */
enum sdi_fact { SDI_FACT_ABSENT, SDI_FACT_UNKNOWN, SDI_FACT_REF };

enum { SDI_ROW_REJECTED = -1, SDI_ROW_SILENT = -2 };

struct sdi_evidence {
	const struct sdi_collector *c;
	struct sdi_genotype *g;
	int ploidy;
	int is_assumed;		/* no genotype anywhere: diploid, for silence is reference */
	int *row_of; /* by note: 0 default, SDI_ROW_..., else 1 + index into rows */
	int n_rows, m_rows;
	struct sdi_row *rows;
};

/* The allele @a of a row's record; borrowed. */
static inline const struct sdi_record_allele *sdi_row_allele(const struct sdi_evidence *e,
							     const struct sdi_row *row, int a)
{
	return &e->c->notes[row->note].alleles[a];
}

/* The changes of a row's haplotype as in the file, or NULL where it has none; borrowed. */
static inline const struct sdi_record_allele *sdi_row_given(const struct sdi_evidence *e,
							    const struct sdi_row *row, int hap)
{
	return row->given[hap] > 0 ? sdi_row_allele(e, row, row->given[hap]) : NULL;
}

/*
 * sdi_evidence_read() - the observations of pattern @node into ploidy, row_of and rows; reasons
 * about ploidy into the genotype
 * @e: c and g set, the rest zero; sdi_evidence_release() also after an error
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_evidence_read(struct sdi_evidence *e, int32_t node);
void sdi_evidence_release(struct sdi_evidence *e);

/*
 * sdi_evidence_allele() - allele of haplotype @hap in @note as ordered now, -1 unknown, rejected or
 * silent
 */
int sdi_evidence_allele(const struct sdi_evidence *e, int note, int hap);

/* Can the records of a site be used at all? */
enum sdi_standing {
	SDI_STANDS,
	SDI_SILENT,  /* those that name it say nothing: only changes on the haplotype decide it */
	SDI_REJECTED /* one of them has no usable genotype, whatever others say */
};
enum sdi_standing sdi_evidence_standing(const struct sdi_evidence *e, int site);

/* sdi_evidence_fact() - see enum sdi_fact; for a haplotype without a change at the site */
enum sdi_fact sdi_evidence_fact(const struct sdi_evidence *e, int site, int hap);
/*
 * sdi_evidence_grade() - STARDOSE_OBSERVED, or STARDOSE_BLOCK when only blocks vouch for the site
 */
enum stardose_evidence sdi_evidence_grade(const struct sdi_evidence *e, int site);
/*
 * sdi_evidence_duplicate_before() - the nearest earlier duplicate of duplicates[@d] that is
 * another row, or -1 (also when @d is in no row)
 */
int sdi_evidence_duplicate_before(const struct sdi_evidence *e, int d);
/* sdi_evidence_siblings() - 1 when two records replace the same bases: rows of one split record */
int sdi_evidence_siblings(const struct sdi_evidence *e, int note, int other);
/*
 * sdi_evidence_note_unlisted() - add a name to genotype->unlisted (copied); sorted and made unique
 * at the end
 */
int sdi_evidence_note_unlisted(struct sdi_evidence *e, const char *name);

#endif
