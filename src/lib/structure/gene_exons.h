/*
 * gene_exons.h - the bases of a gene that a structural record must speak of, in either build
 *
 * Body: the exons, without those that a hybrid gene takes from its neighbour as a whole ("part":
 * the exon that the interval of a hybrid row of structures.tsv holds). Where structures.tsv has no
 * exons the body is the transcript.
 */
#ifndef SDI_GENE_EXONS_H
#define SDI_GENE_EXONS_H

#include <stardose/tables.h>

#define SDI_MAX_STRETCH 32

struct sdi_interval { hts_pos_t beg, end; };	/* 0-based half open */

/* Ascending, not overlapping. */
struct sdi_intervals { int n; hts_pos_t length; struct sdi_interval v[SDI_MAX_STRETCH]; };

struct sdi_gene_exons {
	const struct stardose_gene *gene;
	struct sdi_intervals body[STARDOSE_N_BUILDS], part[STARDOSE_N_BUILDS];
	/*
	 * Percent of the body that records must cover to speak for the gene. 90, but 50 for a gene
	 * between repeats (rows "repeat"): there the ends of an event cannot be mapped, callers put
	 * them anywhere, and the 1000 Genomes phase 3 interval of the common deletion covers 57 %
	 * of the exon bases (docs/STRUCTURE.md).
	 */
	int at_least;
};

/*
 * sdi_gene_exons_read() - from genes.tsv and structures.tsv in effect
 * @out: array of @n_genes, filled
 * Return: STARDOSE_OK, STARDOSE_ETABLE (more exons than SDI_MAX_STRETCH), STARDOSE_ENOMEM
 */
int sdi_gene_exons_read(const struct stardose_tables *tables,
			const struct stardose_gene *const *genes, int n_genes,
			struct sdi_gene_exons *out, struct stardose_error *err);

/* sdi_intervals_overlap() - how many bases of @of lie within [beg, end) */
hts_pos_t sdi_intervals_overlap(const struct sdi_intervals *of, hts_pos_t beg, hts_pos_t end);

#endif
