/*
 * variant_resolve.h - which definition variants does this ALT spell?
 *
 * Trims and left-aligns inside the gene's reference window, splits multi-nucleotide and complex alleles, and
 * compares by haplotype, so that every equivalent spelling of a definition variant resolves to it.
 */
#ifndef SDI_VARIANT_RESOLVE_H
#define SDI_VARIANT_RESOLVE_H

#include <stardose/tables.h>

#define SDI_RESOLVE_MAX 32

/* What one ALT allele (or several in cis) does at the definition sites. */
struct sdi_resolved {
	int n;				/* core or non-core variants whose alternate sequence is spelled */
	int variant[SDI_RESOLVE_MAX];	/* indices into gene->variants; ascending */
	hts_pos_t beg, end;		/* 0-based half open: reference bases that the trimmed allele replaces */
	int is_listed;			/* 1: everything that it does at definition sites is in variant[] */
	int is_indel;			/* 1: changes length after trimming */
};

/* One allele of a record, in VCF terms: @ref replaced by @alt at 0-based @pos. */
struct sdi_edit { hts_pos_t pos; const char *ref, *alt; };

/*
 * sdi_resolve() - resolve one haplotype made of @n_edits edits in cis (usually one)
 * @out: filled; on builds where the reference base is the variant, variant[] names variants whose
 *       *non-reference state* is spelled (the caller turns that into "carried" with locus->swapped)
 * Return: STARDOSE_OK; STARDOSE_EROW when REF disagrees with the window; STARDOSE_ENOMEM
 */
int sdi_resolve(const struct stardose_gene *gene, enum stardose_build build, const struct sdi_edit *edits, int n_edits,
		struct sdi_resolved *out);

/* sdi_window_at() - the window of @build that holds [@beg, @end), or NULL */
const struct stardose_window *sdi_window_at(const struct stardose_gene *gene, enum stardose_build build,
					    hts_pos_t beg, hts_pos_t end);

#endif
