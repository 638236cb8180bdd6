/* gene_select.h - -g/--genes: which genes are wanted */
#ifndef SDI_GENE_SELECT_H
#define SDI_GENE_SELECT_H

#include <stardose/tables.h>

/*
 * sdi_gene_select_all() - the genes of a comma list, each once, in table order, and behind them the
 * genes that only outside results know and name
 * @list:    NULL: all genes
 * @outside: may be NULL; a name of @list may be one of its genes
 * @out:     new array of borrowed pointers, free(); @n: how many of the tables; @n_all: of all
 * Return:   STARDOSE_OK; STARDOSE_EUSAGE: unknown gene, empty list; STARDOSE_ENOMEM
 */
struct stardose_outside;
int sdi_gene_select_all(const struct stardose_tables *tables, const char *list,
			const struct stardose_outside *outside, const struct stardose_gene ***out,
			int *n, int *n_all, struct stardose_error *err);

#endif
