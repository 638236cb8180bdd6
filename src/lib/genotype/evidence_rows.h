/*
 * evidence_rows.h - one pattern's observations as rows
 *
 * Rows are the records in which the sample is anything but homozygous reference. A row says of each
 * haplotype: an ALT allele (its changes are there), REF (none of this record's ALTs is there;
 * another record's may be), '*' (another record's allele is there), or '.' (nothing). A genotype
 * that is '.' throughout is silent: it takes nothing away from records that do speak. A genotype
 * that was filtered or is too thin is rejected: it said something that nobody believes.
 */
#ifndef SDI_EVIDENCE_ROWS_H
#define SDI_EVIDENCE_ROWS_H

#include "genotype/collector_impl.h"

struct sdi_row {
	int note;
	int16_t given[STARDOSE_MAX_PLOIDY];	/* allele by haplotype as in the file, -1 unknown,
						   padded with -1 */
	int n_given;				/* haplotypes that the genotype itself has */
	int16_t now[STARDOSE_MAX_PLOIDY];	/* the same in the order that is being tried */
	int phase_set;			/* -1 unphased; else 0 or PS */
	int is_fixed;			/* every haplotype alike: order means nothing */
	int cluster;			/* parent in the union-find, then the cluster's first row */
	int next_alike;			/* next row of an equal record, -1 none */
	int next_sibling;		/* ring of the rows that replace the same bases */
	int is_left_out;		/* tried without it, for it contradicts the others */
	int has_unknown, has_star, has_open;
	hts_pos_t beg, end; /* what its alleles change, widened to neighbours that they may form one
			       indel with */
};

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

/* sdi_row_is_rejected() - 1 when the sample has no usable genotype in a record that spoke */
int sdi_row_is_rejected(const struct sdi_evidence *e, int note);
/* sdi_evidence_siblings() - 1 when two records replace the same bases: rows of one split record */
int sdi_evidence_siblings(const struct sdi_evidence *e, int note, int other);

#endif
