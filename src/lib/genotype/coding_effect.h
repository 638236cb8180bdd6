/*
 * coding_effect.h - what an allele that no definition names does to the protein, as far as the
 * sequence of the exons tells
 */
#ifndef SDI_CODING_EFFECT_H
#define SDI_CODING_EFFECT_H

#include <stardose/call.h>
#include "genotype/variant_resolve.h"
#include "record/breakend.h"
#include "tables/coding_sequence.h"

/* One substitution, or an indel, that changes the protein or may beside another of its codon. */
struct sdi_coding_part {
	hts_pos_t pos; /* 0-based, of a substitution */
	char base;     /* that is there now; 0: an indel */
	int is_listed; /* 1: a variant of the tables, here for what is beside it in its codon */
	enum stardose_coding_effect effect; /* alone; STARDOSE_EFFECT_NONE where it is listed */
};

struct sdi_coding_verdict {
	int is_bad;    /* 1: REF is wrong, letters are no bases, or the edits overlap: no verdict */
	int is_listed; /* 1: nothing but variants of the tables is spelled, or the reference */
	int n; /* parts that no definition or suballele has and that change the protein; also
		  substitutions that do nothing alone, and listed ones, where another of the same
		  codon would end the protein beside them and not alone, or alone and not so */
	struct sdi_coding_part part[SDI_RESOLVE_MAX];
};

/*
 * sdi_coding_judge() - the effect of @n_edits edits in cis (usually one)
 * Variants of the tables, however they are spelled, are no parts but beside others of their codon.
 * Each substitution is judged by itself against the reference, so that no spelling makes another
 * verdict; what those of one codon do together is asked when a sample's are known
 * (coding_codon.c). An indel that could
 * lie in several places does the least of what it does in each, for they are one haplotype. Of
 * several edits that stay an indel together only the sum of lengths is looked at.
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_coding_judge(const struct sdi_coding *coding, const struct sdi_edit *edits, int n_edits,
		     struct sdi_coding_verdict *out);

/* sdi_coding_is_unspelled() - 1 for the symbolic alleles that sdi_coding_judge_unspelled() knows */
int sdi_coding_is_unspelled(const char *alt);
/*
 * sdi_coding_judge_unspelled() - the effect of a change that nobody spelled out, of a record at
 * @pos, 0-based, that ends before @end: coding bases are no longer what they were where bases come
 * in behind @pos ("<INS>", "<INS:ME>"), where some are turned round and not all of them ("<INV>"),
 * and where a piece of one exon, or inside the gene a whole exon that codes, is there twice
 * ("<DUP>", "<CN2>"; of genes in which exons are counted apart copies tell).
 * Between the bases of a splice site the site is gone
 */
void sdi_coding_judge_unspelled(const struct sdi_coding *coding, const char *alt, hts_pos_t pos,
				hts_pos_t end, struct sdi_coding_verdict *out);

/*
 * sdi_coding_judge_breakend() - the same of one end at @pos, whose mate is at @other where both are
 * on one contig: what is turned round or there twice lies between them; a gene that is joined to
 * another place between its first and its last coding base is torn. Deletions are told by copies
 */
void sdi_coding_judge_breakend(const struct sdi_coding *coding, enum sdi_breakend kind,
			       hts_pos_t pos, hts_pos_t other, struct sdi_coding_verdict *out);

/*
 * sdi_codon_effect() - what the protein has of it if the bases of @codon, in the order of the
 * reference, are @base
 * Return: STARDOSE_EFFECT_NONE where the codon cannot be read or the amino acid stays
 */
enum stardose_coding_effect sdi_codon_effect(const struct sdi_coding *coding, int codon,
					     const char base[3]);
/* sdi_codon_bases() - the three bases of @codon in the order of the reference; lent by @coding */
const char *sdi_codon_bases(const struct sdi_coding *coding, int codon);

/* sdi_effect_breaks() - 1 when an effect is expected to end the protein or to keep it from being
   made: a lost start, a stop, a splice site, a frameshift, bases that nobody knows */
static inline int sdi_effect_breaks(enum stardose_coding_effect effect)
{
	return effect >= STARDOSE_EFFECT_START_LOST && effect <= STARDOSE_EFFECT_CODING_SEQUENCE;
}

#endif
