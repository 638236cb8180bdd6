/*
 * duplicate_allele.h - the same allele written down in several records, and records written down
 * several times
 */
#ifndef SDI_DUPLICATE_ALLELE_H
#define SDI_DUPLICATE_ALLELE_H

#include "genotype/site_record.h"

/* Alleles of one name are one change, however they are spelled: duplicates of each other. */
struct sdi_duplicate { int note, allele, group; };

struct sdi_duplicates {
	int n, n_groups;
	struct sdi_duplicate *list;	/* ascending by group, note, allele */
	int *first_alike; /* by note: the first note with the same POS, REF and ALTs; itself when
			     there is none before */
};

/*
 * sdi_duplicates_find() - compare all alleles of @notes by name, and set their group
 * @out: zeroed; release with sdi_duplicates_release(), also after an error
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_duplicates_find(struct sdi_site_record *notes, int n_notes, struct sdi_duplicates *out);
void sdi_duplicates_release(struct sdi_duplicates *duplicates);

#endif
