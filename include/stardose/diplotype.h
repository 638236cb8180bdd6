/*
 * diplotype.h - diplotypes as text, read and compared by their alleles
 *
 *   stardose_diplotypes_read(tables, "CYP2C19", "*2|*17", &a, &err)
 *   stardose_diplotypes_read(tables, "CYP2C19", "*17|*2.001 or *1|*4", &b, &err)
 *   stardose_diplotypes_agree(a, b)
 *   stardose_diplotypes_free(a), and of b
 *
 * Neither the order of haplotypes nor that of alleles on one haplotype makes a difference, nor do
 * suballeles; xN agrees with any number of copies from two. docs/OUTSIDE.md lists the notations.
 *
 * Threads: a handle does not change, and any number of threads may read it.
 */
#ifndef STARDOSE_DIPLOTYPE_H
#define STARDOSE_DIPLOTYPE_H

#include <stardose/tables.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The distinct diplotypes that one text names: several where it is an ambiguous result. */
struct stardose_diplotypes;

/*
 * stardose_diplotypes_read() - read the diplotypes of a text, joined by ';', ',' or " or "
 * @tables: borrowed, must outlive @out: alleles of the gene, where they are no star alleles, are
 *          read by the names that the tables have
 * @gene:   upper and lower case alike; one that the tables do not have is taken for one of star
 *          alleles
 * @out:    new, free with stardose_diplotypes_free(); holds those that can be read, perhaps none;
 *          untouched after an error
 * Return:  STARDOSE_OK, STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_diplotypes_read(const struct stardose_tables *tables, const char *gene,
					  const char *text, struct stardose_diplotypes **out,
					  struct stardose_error *err);
/* stardose_diplotypes_free() - NULL is nothing to do */
STARDOSE_API void stardose_diplotypes_free(struct stardose_diplotypes *diplotypes);

/* stardose_diplotypes_n() - how many distinct ones there are */
STARDOSE_API int stardose_diplotypes_n(const struct stardose_diplotypes *diplotypes);

/* stardose_diplotypes_agree() - 1 when a diplotype of @a and one of @b name the same alleles */
STARDOSE_API int stardose_diplotypes_agree(const struct stardose_diplotypes *a,
					   const struct stardose_diplotypes *b);

#ifdef __cplusplus
}
#endif
#endif
