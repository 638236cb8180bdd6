/*
 * coding_lists.h - what a file of its own says of coding bases, to stand beside a genotype
 *
 * Samples hold the number of a list, so that those of whom the same is said share their call.
 */
#ifndef SDI_CODING_LISTS_H
#define SDI_CODING_LISTS_H

#include "genotype/genotype.h"

/* Facts of one genotype. Their texts are owned. */
struct sdi_coding_list {
	int n;
	struct sdi_coding_fact *v;
};

/* Begin with zeros. */
struct sdi_coding_lists {
	int n, m;
	struct sdi_coding_list *of;
};

/*
 * sdi_coding_lists_add() - the number of the list that says what @genotype's coding facts say,
 * without their phase, which is of another file; joined to list @to, or to none where @to is 0
 * Return: 1..; STARDOSE_ENOMEM
 */
int sdi_coding_lists_add(struct sdi_coding_lists *lists, int to,
			 const struct sdi_genotype *genotype);
void sdi_coding_lists_release(struct sdi_coding_lists *lists);

/*
 * sdi_coding_lists_join() - @genotype with the facts of list @number beside its own, one that both
 * have once, on as many haplotypes as either says
 * @out: borrows all of both but the array out->coding, free()
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_coding_lists_join(const struct sdi_coding_lists *lists, int number,
			  const struct sdi_genotype *genotype, struct sdi_genotype *out);

#endif
