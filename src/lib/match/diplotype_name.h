/*
 * diplotype_name.h - star allele diplotypes as text: parse what callers and truth tables write,
 * print one form
 *
 * The one tokenizer for all of them (diplotype_scan.c, diplotype_text.c); docs/OUTSIDE.md lists the
 * notations with where they come from:
 *   reading    haplotype / haplotype, also with '|'; a whole reading may stand in brackets
 *   haplotype  alleles joined by '+'; one in brackets counts as one part: (*2)x2, [*4 + *68]
 *   allele     *4, 4, *4A, *4.013, GENE*4; behind it copies: x2, X2, xN, x>=3, >=3, x3+, DUP
 *   readings   joined by ';', ',' or "or"; inside brackets, or in brackets behind an allele, these
 *              are alternatives of one haplotype, as in *1(*12) / *17
 * Copies behind a blank at the end belong to either haplotype, as in *1 / *2 xN. Alleles joined by
 * '_' are on the two haplotypes in any way.
 *
 * Genes of another notation (struct stardose_gene.notation): an allele is the longest of the gene's
 * names, or of their further names, that comes next in the text and ends there: at a separator of
 * the above, a blank, or the end. So names may hold blanks, '/', '+', ',' and brackets. Copies
 * follow such a name only behind brackets around it: [c.1905+1G>A (*2A)]x2.
 */
#ifndef SDI_DIPLOTYPE_NAME_H
#define SDI_DIPLOTYPE_NAME_H

#include <htslib/kstring.h>
#include <stardose/tables.h>

#define SDI_NAME_UNITS 16	/* different alleles in tandem on one haplotype */

/* One named allele of a haplotype and how often it stands there. */
struct sdi_name_unit {
	const char *name; /* of an allele that is no star allele, borrowed from its gene; NULL */
	int number;	  /* 4 for *4.013; where there is a name the allele's place in its gene */
	char letters[4];	/* "A" for *4A, "A2" for *13A2, else "" */
	char suballele[8];	/* "013" for *4.013, else "" */
	int copies;		/* at least 1 */
	int or_more;		/* 1: xN, x>=2: copies or more */
};

struct sdi_hap_name { int n; struct sdi_name_unit unit[SDI_NAME_UNITS]; };
struct sdi_diplotype_name {
	struct sdi_hap_name hap[2];
}; /* hap[1].n is 0 where only one haplotype is named */

#define SDI_READINGS 64		/* more are refused */

/* What a text may mean: one reading, or several of which one is true. */
struct sdi_diplotype_readings { int n; struct sdi_diplotype_name *name; };

/*
 * sdi_diplotype_readings() - read a text in any of the notations above
 * @gene: whose alleles; its name may stand before each. NULL: star alleles of any gene
 * @out:  distinct readings in the order of the text, each as sdi_diplotype_parse() gives it, or of
 * one haplotype only; release with sdi_diplotype_readings_release(); empty after an error
 * @why:  may be NULL; after STARDOSE_EROW what is wrong, such as "an allele is expected at '...'";
 * static
 * Return: STARDOSE_OK, STARDOSE_EROW when @text is none, STARDOSE_ENOMEM
 */
int sdi_diplotype_readings(const char *text, const struct stardose_gene *gene,
			   struct sdi_diplotype_readings *out, const char **why);
void sdi_diplotype_readings_release(struct sdi_diplotype_readings *readings);

/*
 * sdi_diplotype_parse() - read a text that has one reading, of two haplotypes
 * @gene: as above
 * @out:  in canonical order: haplotypes by their first allele, lower number first; within a
 * haplotype the higher number first, as tandems are written; equal alleles are one unit with their
 * copies added up
 * Return: STARDOSE_OK, STARDOSE_EROW when @text is no diplotype of star alleles
 */
int sdi_diplotype_parse(const char *text, const struct stardose_gene *gene,
			struct sdi_diplotype_name *out);

/* sdi_diplotype_finish() - put into canonical order after a change, adding up equal alleles */
void sdi_diplotype_finish(struct sdi_diplotype_name *name);
/* sdi_hap_finish() - the same within one haplotype */
void sdi_hap_finish(struct sdi_hap_name *hap);

/* sdi_diplotype_strip() - forget suballeles: *4.013 and *4A become *4 (canonical order again) */
void sdi_diplotype_strip(struct sdi_diplotype_name *name);

/*
 * sdi_diplotype_same() - 1 when both name the same alleles in the same copies, in any order
 * Suballeles count unless stripped; "or more" agrees with any number of two or more.
 */
int sdi_diplotype_same(const struct sdi_diplotype_name *a, const struct sdi_diplotype_name *b);

/* sdi_diplotype_print() - append the canonical text; STARDOSE_OK or STARDOSE_ENOMEM */
int sdi_diplotype_print(const struct sdi_diplotype_name *name, kstring_t *out);

/* sdi_hap_print() - one haplotype, such as *36+*10; STARDOSE_OK or STARDOSE_ENOMEM */
int sdi_hap_print(const struct sdi_hap_name *hap, kstring_t *out);
/*
 * sdi_hap_equal(), sdi_diplotype_equal() - 1 when both are the same to the letter: xN and x2
 * differ
 */
int sdi_hap_equal(const struct sdi_hap_name *a, const struct sdi_hap_name *b);
int sdi_diplotype_equal(const struct sdi_diplotype_name *a, const struct sdi_diplotype_name *b);

#define SDI_COPIES 999	/* on one haplotype; sums stop there, so that what is printed can be read */

#endif
