/* term_table.h - the words for functions and phenotypes: terms.tsv */
#ifndef SDI_TERM_TABLE_H
#define SDI_TERM_TABLE_H

#include <stardose/tables.h>

/* sdi_function() - the row of a function's term for @gene, or NULL: no word that the table has */
const struct stardose_function *sdi_function(const struct stardose_gene *gene, const char *term);
/*
 * sdi_function_of_value() - the term of the function whose activity values hold @value, in
 * hundredths; "" where none does
 */
const char *sdi_function_of_value(const struct stardose_gene *gene, int value);
/* sdi_is_no_function() - 1 when @term is a function whose activity value can only be zero */
int sdi_is_no_function(const struct stardose_gene *gene, const char *term);
/*
 * sdi_function_rank() - how much a function leaves: 0 none, 1 what nobody knows, then the more the
 * higher
 * @value: activity value in hundredths, by which genes that score go; others by the term's order
 */
int sdi_function_rank(const struct stardose_gene *gene, const char *term, int value);

#endif
