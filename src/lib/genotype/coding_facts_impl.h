/*
 * coding_facts_impl.h - shared by coding_facts.c and coding_codon.c: the changes of one pattern
 */
#ifndef SDI_CODING_FACTS_IMPL_H
#define SDI_CODING_FACTS_IMPL_H

#include "genotype/coding_record.h"

/* A change that the pattern carries, and the allele that has it. */
struct carried {
	const struct sdi_coding_record *record;
	const struct sdi_coding_allele *allele;
	const struct sdi_coding_change *change;
	int copies, ploidy;
	int phase_set;	     /* -1 unphased */
	unsigned haplotypes; /* bits; between records they mean something where phased */
	enum stardose_coding_effect effect; /* with what is beside it, the worst that may be */
	int is_gone;
	int is_joint; /* 1: another change of its codon made it what it is, and the next are filled */
	int n_broken; /* haplotypes that this change breaks, with others beside it */
	unsigned broken; /* which, as bits of @broken_set; -1: not known */
	int broken_set;
};

struct carrying {
	const struct sdi_coding *coding;
	int n, m;
	struct carried *v;
};

/*
 * sdi_carried_as_siblings() - are they of two alleles of one place, in one record or in the rows of a
 * split one? Then no haplotype has both.
 */
int sdi_carried_as_siblings(const struct carried *a, const struct carried *b);
/*
 * sdi_coding_join_codons() - judge the substitutions of each codon as haplotypes have them
 * Only where together they break the protein and alone they do not, or the other way round, do
 * effects change: to the worst that any order of haplotypes allows which phase leaves open. Of the
 * changes of a codon one then counts as what breaks it. Genotypes of one haplotype or two.
 */
void sdi_coding_join_codons(struct carrying *all);

#endif
