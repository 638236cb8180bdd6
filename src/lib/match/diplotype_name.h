/*
 * diplotype_name.h - star allele diplotypes as text: parse what callers and truth tables write, print one form
 *
 * Two haplotypes joined by '/' or '|', each of star alleles joined by '+', such as *4, *4.013, *4A, *2x2, *2xN,
 * *36+*10, (*13+*2), CYP2D6*4 with the gene's name in front.
 */
#ifndef SDI_DIPLOTYPE_NAME_H
#define SDI_DIPLOTYPE_NAME_H

#include <htslib/kstring.h>
#include <stardose/status.h>

#define SDI_NAME_UNITS 12	/* different alleles in tandem on one haplotype */

/* One named allele of a haplotype and how often it stands there. */
struct sdi_name_unit {
	int number;		/* 4 for *4.013 */
	char letters[3];	/* "A" for *4A, else "" */
	char suballele[8];	/* "013" for *4.013, else "" */
	int copies;		/* at least 1 */
	int or_more;		/* 1: xN, x>=2: copies or more */
};

struct sdi_hap_name { int n; struct sdi_name_unit unit[SDI_NAME_UNITS]; };
struct sdi_diplotype_name { struct sdi_hap_name hap[2]; };

/*
 * sdi_diplotype_parse() - read one diplotype of two haplotypes
 * @gene: may stand before each allele; NULL or "" when not expected
 * @out:  in canonical order: haplotypes by their first allele, lower number first; within a haplotype the higher
 *        number first, as tandems are written; equal alleles are one unit with their copies added up
 * Return: STARDOSE_OK, STARDOSE_EROW when @text is no diplotype of star alleles
 */
int sdi_diplotype_parse(const char *text, const char *gene, struct sdi_diplotype_name *out);

/* sdi_diplotype_strip() - forget suballeles: *4.013 and *4A become *4 (canonical order again) */
void sdi_diplotype_strip(struct sdi_diplotype_name *name);

/*
 * sdi_diplotype_same() - 1 when both name the same alleles in the same copies, in any order
 * Suballeles count unless stripped; "or more" agrees with any number of two or more.
 */
int sdi_diplotype_same(const struct sdi_diplotype_name *a, const struct sdi_diplotype_name *b);

/* sdi_diplotype_print() - append the canonical text; STARDOSE_OK or STARDOSE_ENOMEM */
int sdi_diplotype_print(const struct sdi_diplotype_name *name, kstring_t *out);

#endif
