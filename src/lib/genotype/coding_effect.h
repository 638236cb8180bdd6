/*
 * coding_effect.h - what an allele that no definition names does to the protein, as far as the
 * sequence of the exons tells
 */
#ifndef SDI_CODING_EFFECT_H
#define SDI_CODING_EFFECT_H

#include <stardose/call.h>
#include "genotype/variant_resolve.h"
#include "tables/coding_sequence.h"

/* One substitution, or an indel, that changes the protein. */
struct sdi_coding_part {
	hts_pos_t pos; /* 0-based, of a substitution */
	char base;     /* that is there now; 0: an indel */
	enum stardose_coding_effect effect; /* never STARDOSE_EFFECT_NONE */
};

struct sdi_coding_verdict {
	int is_bad;    /* 1: REF is wrong, letters are no bases, or the edits overlap: no verdict */
	int is_listed; /* 1: nothing but variants of the tables is spelled, or the reference */
	int n; /* parts that no definition or suballele has and that change the protein */
	struct sdi_coding_part part[SDI_RESOLVE_MAX];
};

/*
 * sdi_coding_judge() - the effect of @n_edits edits in cis (usually one)
 * Variants of the tables, however they are spelled, are no parts. Each substitution is judged by
 * itself against the reference, so that no spelling makes another verdict. An indel that could
 * lie in several places does the least of what it does in each, for they are one haplotype. Of
 * several edits that stay an indel together only the sum of lengths is looked at.
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_coding_judge(const struct sdi_coding *coding, const struct sdi_edit *edits, int n_edits,
		     struct sdi_coding_verdict *out);

/* sdi_effect_breaks() - 1 when an effect is expected to end the protein or to keep it from being
   made: a lost start, a stop, a splice site, a frameshift */
static inline int sdi_effect_breaks(enum stardose_coding_effect effect)
{
	return effect >= STARDOSE_EFFECT_START_LOST;
}

#endif
