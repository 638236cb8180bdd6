/*
 * file_listing.h - does a file list every variant, or sites that somebody chose? Judged gene by
 * gene, and where the rows around one cannot tell, by those at every gene of the tables
 *
 * One person may be alike on both haplotypes, and alike with the reference, over a whole gene, and
 * then has as few rows there as an array has. Over several genes nobody is. So the genes that count
 * are those of the tables, whichever are asked for: a call does not depend on -g.
 */
#ifndef SDI_FILE_LISTING_H
#define SDI_FILE_LISTING_H

#include "caller/gene_vicinity.h"

#define SDI_AT_GENE 20000 /* bases on each side of a gene whose rows count for the file */

/* Rows at the genes of one build, each once, and where they lie. */
struct sdi_file_rows {
	struct sdi_row_count count;
	int n_chroms;
	struct sdi_chrom_rows *chroms;
};

/* Of one gene of the tables. */
struct sdi_listed_gene {
	struct sdi_gene_vicinity around[STARDOSE_N_BUILDS];
	int is_wanted; /* it is asked for: what lies around it is counted, not only at it */
	int near_file; /* number of the last file that has records around it */
};

struct sdi_file_listing {
	const struct stardose_tables *tables; /* borrowed */
	const char *here; /* the chromosome whose @near is filled; NULL: none yet */
	int n_near;
	struct sdi_near_span {
		hts_pos_t beg, end;
	} * near;
	struct sdi_listed_gene *gene; /* by gene of @tables; NULL: nobody asks */
	struct sdi_file_rows rows[STARDOSE_N_BUILDS];
};

/*
 * sdi_file_listing_init() - nothing seen yet; release with sdi_file_listing_release(), also after
 * an error
 * @genes: that are asked for, of @tables
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_file_listing_init(struct sdi_file_listing *listing, const struct stardose_tables *tables,
			  const struct stardose_gene *const *genes, int n_genes);
void sdi_file_listing_release(struct sdi_file_listing *listing);

/* sdi_file_listing_is_near() - 1 when rows at 0-based @pos of @chrom count */
int sdi_file_listing_is_near(struct sdi_file_listing *listing, const char *chrom, hts_pos_t pos);
/*
 * sdi_file_listing_add() - a row of @chrom
 * @builds: bits 1 << enum stardose_build that are possible there
 * @file: number of the file
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_file_listing_add(struct sdi_file_listing *listing, const char *chrom, int builds, int file,
			 const struct sdi_near_row *row);

/* sdi_file_listing_of() - what is counted of @gene */
struct sdi_listed_gene *sdi_file_listing_of(const struct sdi_file_listing *listing,
					    const struct stardose_gene *gene);
/*
 * sdi_file_listing_judge() - what does the file list at @gene? For a file that is read to its end
 * @signs: what it was that decided, or NULL
 */
enum sdi_listing sdi_file_listing_judge(const struct sdi_file_listing *listing,
					const struct stardose_gene *gene, enum stardose_build build,
					int n_samples, struct sdi_listing_signs *signs);

#endif
