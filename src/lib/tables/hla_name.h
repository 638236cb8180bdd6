/*
 * hla_name.h - alleles of HLA genes, and findings of them, as laboratories write them
 *
 * Names are those of the WHO nomenclature committee: one to four fields of two digits or more,
 * joined by colons, and a letter that tells of the expression (N, L, S, C, A, Q) or names a group
 * of alleles (G, P). Names from before April 2010 have no colons: *1502 is *15:02. What is no such
 * name, as the codes for several alleles (*15:AB, *15:XX), is not read, so that nothing follows
 * from it.
 */
#ifndef SDI_HLA_NAME_H
#define SDI_HLA_NAME_H

#include <htslib/kstring.h>

#define SDI_HLA_FIELDS 4

struct sdi_hla_allele {
	int n_fields;			/* 1 to SDI_HLA_FIELDS */
	char field[SDI_HLA_FIELDS][5];	/* two to four digits each */
	char letter;			/* 'N', 'G', ...; 0: none */
};

struct sdi_hla_finding { struct sdi_hla_allele allele; int positive; };

/*
 * sdi_hla_allele_take() - read the allele that @text begins with
 * @gene: may stand before the star, whole ("HLA-B*15:02") or its last part ("B*15:02"); "": must
 * not
 * @out: undefined when NULL is returned
 * Return: behind the allele and blanks; NULL: there is none, or one of another gene. A single field
 * needs its star.
 */
const char *sdi_hla_allele_take(const char *text, const char *gene, struct sdi_hla_allele *out);
/*
 * sdi_hla_finding_take() - the same of an allele and what was found of it: "*15:02 positive",
 * "15:02 (pos)", "*58:01 not detected"
 */
const char *sdi_hla_finding_take(const char *text, const char *gene, struct sdi_hla_finding *out);

/* Of the allele that is given, seen from the one that is asked for. */
enum sdi_hla_kin {
	SDI_HLA_OTHER,
	SDI_HLA_SAME,	  /* the same fields, or a group of that name */
	SDI_HLA_WIDER,	  /* fewer fields: it may be the one asked for */
	SDI_HLA_NARROWER, /* more fields: one of those asked for */
	SDI_HLA_DOUBTFUL  /* the same or narrower, and perhaps not expressed */
};

enum sdi_hla_kin sdi_hla_kin(const struct sdi_hla_allele *asked,
			     const struct sdi_hla_allele *given);
/* sdi_hla_allele_order() - as strcmp(): by the numbers of the fields, *15:11 before *15:102 */
int sdi_hla_allele_order(const struct sdi_hla_allele *a, const struct sdi_hla_allele *b);
/*
 * sdi_hla_allele_print() - append "*15:02N"
 * @max_fields: cut to so many, the letter stays; a group is never cut, as its name would be
 * another's
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_hla_allele_print(const struct sdi_hla_allele *allele, int max_fields, kstring_t *out);

#endif
