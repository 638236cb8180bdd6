/*
 * pgx_info.h - what a record is to a gene: which definition variants it speaks of, in words for
 * INFO/PGX
 */
#ifndef SDI_PGX_INFO_H
#define SDI_PGX_INFO_H

#include <htslib/kstring.h>
#include <htslib/vcf.h>
#include "genotype/position_index.h"

struct sdi_pgx_info;

/*
 * sdi_pgx_info_new() - for one gene in one build; @gene is borrowed. Return: STARDOSE_OK,
 * STARDOSE_ENOMEM
 */
int sdi_pgx_info_new(const struct stardose_gene *gene, enum stardose_build build,
		     struct sdi_pgx_info **out);
void sdi_pgx_info_free(struct sdi_pgx_info *marker);

/*
 * sdi_pgx_info_put() - append the record's definition variants to @info, joined by ','
 *
 * A record is a definition site when its REF agrees with the build and
 *   - an ALT spells a core variant, in whatever form, alone or together with other changes, or
 *   - its REF bases cover the base of a core substitution (whatever its ALT, also none), or
 *   - it has no ALT but '.', '<*>' or '<NON_REF>' and covers a base that a core deletion removes,
 * or the base before a core insertion. Structural records and reference blocks of more bases than
 * REF shows are none.
 *
 * Each variant reads gene|rsID|star alleles|effect|allele numbers, where the star alleles are those
 * that require it and the numbers say which alleles of this record carry it ('.' where none does, 0
 * is REF).
 *
 * Return: how many variants, 0: not a definition site; STARDOSE_ENOMEM
 */
int sdi_pgx_info_put(struct sdi_pgx_info *marker, bcf1_t *rec, kstring_t *info);

#endif
