/* gene_select.c - -g/--genes: which genes are wanted */
#include <stdlib.h>
#include <string.h>
#include "call/gene_select.h"
#include "util/nearest.h"

static int unknown(const struct stardose_tables *tables, const char *name, struct stardose_error *err)
{
	const char *near[4];
	struct sdi_nearest nearest;
	char text[256];

	sdi_nearest_init(&nearest, name, near, 4);
	for (int i = 0; i < tables->n_genes; i++)
		sdi_nearest_consider(&nearest, tables->genes[i].name);
	return stardose_error_set(err, STARDOSE_EUSAGE, "unknown gene '%.80s'%s%s; 'stardose tables list' names the genes", name,
				  sdi_nearest_text(&nearest, text, sizeof(text)) ? "; nearest: " : "", text);
}

/* Mark the genes of @list, which is cut up. */
static int mark(const struct stardose_tables *tables, char *list, char *is_wanted, struct stardose_error *err)
{
	char *name, *rest = NULL;
	int n = 0;

	for (name = strtok_r(list, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
		const struct stardose_gene *gene = stardose_tables_gene(tables, name);

		if (!gene)
			return unknown(tables, name, err);
		is_wanted[gene - tables->genes] = 1;
		n++;
	}
	return n ? STARDOSE_OK : stardose_error_set(err, STARDOSE_EUSAGE, "the list of genes is empty");
}

int sdi_gene_select(const struct stardose_tables *tables, const char *list, const struct stardose_gene ***out, int *n,
		    struct stardose_error *err)
{
	const struct stardose_gene **genes = calloc(tables->n_genes + 1, sizeof(*genes));
	char *is_wanted = calloc(tables->n_genes + 1, 1), *copy = list ? strdup(list) : NULL;
	int g, ret = STARDOSE_OK;

	if (!genes || !is_wanted || (list && !copy))
		ret = stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	else if (list)
		ret = mark(tables, copy, is_wanted, err);
	else
		memset(is_wanted, 1, tables->n_genes);
	*n = 0;
	for (g = 0; g < tables->n_genes && !ret; g++)
		if (is_wanted[g])
			genes[(*n)++] = &tables->genes[g];
	free(is_wanted);
	free(copy);
	if (ret)
		free(genes);
	else
		*out = genes;
	return ret;
}
