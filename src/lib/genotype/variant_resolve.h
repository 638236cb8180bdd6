/*
 * variant_resolve.h - which definition variants does this ALT spell?
 *
 * Trims and left-aligns inside the gene's reference window, splits multi-nucleotide and complex
 * alleles, and compares by haplotype, so that every equivalent spelling of a definition variant
 * resolves to it.
 */
#ifndef SDI_VARIANT_RESOLVE_H
#define SDI_VARIANT_RESOLVE_H

#include <htslib/kstring.h>
#include <stardose/tables.h>

#define SDI_RESOLVE_MAX 32

/*
 * One elementary change: a single-base substitution, an indel of the table, or what could not be
 * taken apart.
 */
struct sdi_change {
	hts_pos_t beg, end; /* 0-based reference bases that it replaces, left-aligned; empty:
			       insertion before @beg */
	hts_pos_t slide;    /* unexplained deletion: how far right it could also lie; any base there
			       may be gone */
	char base;			/* substitution: the new base; 0: indel or unexplained */
	int variant;			/* index into gene->variants, -1: none says this */
	int is_unlisted; /* 1: no definition says this, yet it alters a definition site */
};

/* What one ALT allele (or several in cis) does at the definition sites. */
struct sdi_resolved {
	int n; /* core or non-core variants whose alternate sequence is spelled */
	int variant[SDI_RESOLVE_MAX];	/* indices into gene->variants; ascending */
	hts_pos_t beg,
		end;   /* 0-based half open: reference bases that the trimmed allele replaces */
	int is_listed; /* 1: everything that it does at definition sites is in variant[] */
	int is_indel;			/* 1: changes length after trimming */
	int is_open;   /* 1: an indel or complex change that no variant of the table explains */
	int n_changes; /* the haplotype taken apart, ascending; nothing: it spells the reference */
	struct sdi_change change[SDI_RESOLVE_MAX];
};

/* One allele of a record, in VCF terms: @ref replaced by @alt at 0-based @pos. */
struct sdi_edit { hts_pos_t pos; const char *ref, *alt; };

/*
 * sdi_resolve() - resolve one haplotype made of @n_edits edits in cis (usually one)
 * @out: filled; on builds where the reference base is the variant, variant[] names variants whose
 *       *non-reference state* is spelled (the caller turns that into "carried" with locus->swapped)
 * A REF base that is N or an ambiguity code agrees with anything; case does not matter.
 * Return: STARDOSE_OK; STARDOSE_EROW when REF disagrees with the window, an allele is no base
 * sequence, or two edits overlap (they cannot lie in cis); STARDOSE_ENOMEM Source: haplotype
 * comparison as in the notes on equivalent spellings, docs/METHOD.md
 */
int sdi_resolve(const struct stardose_gene *gene, enum stardose_build build,
		const struct sdi_edit *edits, int n_edits, struct sdi_resolved *out);

/* sdi_window_at() - the window of @build that holds [@beg, @end), or NULL */
const struct stardose_window *sdi_window_at(const struct stardose_gene *gene,
					    enum stardose_build build, hts_pos_t beg,
					    hts_pos_t end);

/*
 * sdi_ref_agrees() - compare @ref at @pos with the windows: 1 agrees, 0 disagrees, -1 no base of
 * it can be compared
 */
int sdi_ref_agrees(const struct stardose_gene *gene, enum stardose_build build, hts_pos_t pos,
		   const char *ref);

/*
 * sdi_edit_name() - append "chrom:pos1:ref:alt" (chrom as in the tables, pos of the build) of an
 * edit, trimmed, left-aligned and anchored as VCF asks Equal changes get equal names, however they
 * are spelled; so it also serves as their key. Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_edit_name(const struct stardose_gene *gene, enum stardose_build build,
		  const struct sdi_edit *edit, kstring_t *out);

/* One definition indel in the coordinates of a build. */
struct sdi_indel {
	int variant;			/* index into gene->variants */
	hts_pos_t beg,
		end; /* 0-based half open: deleted bases; beg == end: insertion before @beg */
	hts_pos_t slide;		/* how far right the same haplotype can also be spelled */
	const char *ins;		/* inserted bases, not terminated */
	int n_ins;
};
/*
 * sdi_indel_of() - 1 and @out filled when gene->variants[variant] is a pure insertion or deletion,
 * else 0
 */
int sdi_indel_of(const struct stardose_gene *gene, enum stardose_build build, int variant,
		 struct sdi_indel *out);
/*
 * sdi_indel_meets() - 1 when an indel that replaces [@beg, @end) lies in the stretch in which
 * @indel can slide
 */
int sdi_indel_meets(const struct sdi_indel *indel, hts_pos_t beg, hts_pos_t end);

/* How far apart two records may lie and still spell one definition indel between them. */
#define SDI_CLUSTER_PAD 20

#endif
