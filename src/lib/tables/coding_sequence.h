/*
 * coding_sequence.h - what of a gene codes for its protein in one build: bases, codons, splice
 * sites
 *
 * Exons come from structures.tsv, bases from the reference windows. Where a window is missing the
 * base is N, and nothing is said of its codon; of lengths and splice sites the places tell.
 */
#ifndef SDI_CODING_SEQUENCE_H
#define SDI_CODING_SEQUENCE_H

#include "tables/gene_exons.h"

/* The two bases of an intron beside an exon that codes. */
struct sdi_splice_site {
	hts_pos_t beg; /* 0-based; beg and beg + 1 */
	int is_donor;  /* 1: the intron begins here in the direction of the gene; 0: it ends */
};

struct sdi_coding {
	const struct stardose_gene *gene;
	enum stardose_build build;
	int n;	    /* coding bases, the stop codon with them; 0: the tables do not say */
	char *base; /* in the order of the reference */
	int n_known;	 /* codons of which all three bases are known */
	int is_readable; /* 1: what is known of them reads from ATG to a stop codon, and no other
			    stop between */
	int n_splice;
	struct sdi_splice_site *splice;
};

/*
 * sdi_coding_init() - @gene is borrowed; release with sdi_coding_release(), also after an error
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_coding_init(struct sdi_coding *coding, const struct stardose_gene *gene,
		    enum stardose_build build);
void sdi_coding_release(struct sdi_coding *coding);

/* sdi_coding_index() - index into coding->base of 0-based reference @pos, -1: it does not code */
int sdi_coding_index(const struct sdi_coding *coding, hts_pos_t pos);
/* sdi_coding_splice() - the splice site that holds @pos, or NULL */
const struct sdi_splice_site *sdi_coding_splice(const struct sdi_coding *coding, hts_pos_t pos);
/* sdi_coding_reaches() - does a coding base or a splice site lie in [@beg, @end)? */
int sdi_coding_reaches(const struct sdi_coding *coding, hts_pos_t beg, hts_pos_t end);

/* sdi_coding_known() - 1 when all bases of codon @codon are known */
int sdi_coding_known(const struct sdi_coding *coding, int codon);
/* sdi_coding_codon() - number of the codon, from 0 at the start codon, that base @index is of */
int sdi_coding_codon(const struct sdi_coding *coding, int index);
/*
 * sdi_coding_amino_acid() - what codon @codon of @n coding bases in the order of the reference
 * stands for: one letter, '*' for stop, 'X' where a base is not known
 */
char sdi_coding_amino_acid(const struct sdi_coding *coding, const char *base, int n, int codon);
/* sdi_coding_codon_reads() - the same of three bases in the order of the reference */
char sdi_coding_codon_reads(const struct sdi_coding *coding, const char base[3]);

#endif
