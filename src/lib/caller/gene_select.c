/* gene_select.c - -g/--genes: which genes are wanted */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "caller/gene_select.h"
#include "outside/outside_set.h"
#include "util/nearest.h"
#include "util/no_memory.h"

static int unknown(const struct stardose_tables *tables, const struct stardose_outside *outside,
		   const char *name, struct stardose_error *err)
{
	const char *near[4];
	struct sdi_nearest nearest;
	char text[256];

	sdi_nearest_init(&nearest, name, near, 4);
	for (int i = 0; i < tables->n_genes; i++)
		sdi_nearest_consider(&nearest, tables->genes[i].name);
	for (int i = 0; outside && i < outside->n_genes; i++)
		sdi_nearest_consider(&nearest, outside->genes[i].name);
	return stardose_error_set(
		err, STARDOSE_EUSAGE,
		"unknown gene '%.80s'%s%s; 'stardose tables list' names the genes", name,
		sdi_nearest_text(&nearest, text, sizeof(text)) ? "; nearest: " : "", text);
}

/* Is @text the gene's name, or, as in "2D6", the name from its first digit on? */
static int is_name(const char *gene, const char *text)
{
	return !strcasecmp(gene, text) ||
	       (text[0] >= '0' && text[0] <= '9' &&
		!strcasecmp(gene + strcspn(gene, "0123456789"), text));
}

/* The gene of the tables that goes by @name; NULL where none does, or more than one. */
static const struct stardose_gene *find(const struct stardose_tables *tables, const char *name)
{
	const struct stardose_gene *found = stardose_tables_gene(tables, name);
	int n = 0;

	for (int i = 0; !found && i < tables->n_genes; i++)
		n += is_name(tables->genes[i].name, name);
	for (int i = 0; n == 1 && !found; i++)
		if (is_name(tables->genes[i].name, name))
			found = &tables->genes[i];
	return found;
}

/* Mark the genes of @list, which is cut up; those of @outside behind those of the tables. */
static int mark(const struct stardose_tables *tables, const struct stardose_outside *outside,
		char *list, char *is_wanted, struct stardose_error *err)
{
	char *name, *rest = NULL;
	int n = 0;

	for (name = strtok_r(list, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
		const struct stardose_gene *gene = find(tables, name);

		for (int g = 0; !gene && outside && g < outside->n_genes; g++)
			if (!strcasecmp(outside->genes[g].name, name))
				gene = &outside->genes[g];
		if (!gene)
			return unknown(tables, outside, name, err);
		is_wanted[gene->order] = 1;
		n++;
	}
	return n ? STARDOSE_OK
		 : stardose_error_set(err, STARDOSE_EUSAGE, "the list of genes is empty");
}

static int is_named(const struct stardose_outside *outside, const struct stardose_gene *gene)
{
	for (int e = 0; e < outside->n_entries; e++)
		if (outside->entries[e].gene == gene)
			return 1;
	return 0;
}

int sdi_gene_select_all(const struct stardose_tables *tables, const char *list,
			const struct stardose_outside *outside, const struct stardose_gene ***out,
			int *n, int *n_all, struct stardose_error *err)
{
	int n_known = tables->n_genes + (outside ? outside->n_genes : 0), ret = STARDOSE_OK;
	const struct stardose_gene **genes = calloc(n_known + 1, sizeof(*genes));
	char *is_wanted = calloc(n_known + 1, 1), *copy = list ? strdup(list) : NULL;

	if (!genes || !is_wanted || (list && !copy))
		ret = sdi_no_memory(err);
	else if (list)
		ret = mark(tables, outside, copy, is_wanted, err);
	else
		memset(is_wanted, 1, n_known);
	*n = *n_all = 0;
	for (int g = 0; g < tables->n_genes && !ret; g++)
		if (is_wanted[g])
			genes[(*n)++] = &tables->genes[g];
	*n_all = *n;
	for (int g = 0; outside && g < outside->n_genes && !ret; g++)
		if (is_wanted[outside->genes[g].order] && is_named(outside, &outside->genes[g]))
			genes[(*n_all)++] = &outside->genes[g];
	free(is_wanted);
	free(copy);
	if (ret)
		free(genes);
	else
		*out = genes;
	return ret;
}
