/*
 * minimum_set_table.c - minimum_sets.tsv: alleles that recommendations want an assay to tell; rows
 * are read where they are asked for, here they are checked
 */
#include <string.h>
#include "tables/table_set.h"

int sdi_load_minimum_sets(struct sdi_load *load)
{
	static const char *const columns[] = { "gene", "allele", "set", "source" };
	int col[4], ret = sdi_load_columns(load, columns, 4, col);
	struct stardose_gene *gene;

	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		const char *name = sdi_load_cell(load, col[1]);

		ret = sdi_load_gene(load, col[0], &gene);
		if (!ret && !*sdi_load_cell(load, col[2]))
			ret = sdi_load_bad(load, "an allele of no set");
		if (!ret && *name == '*' && !stardose_gene_allele(gene, name))
			ret = sdi_load_bad(load, "allele '%s' is not in alleles.tsv", name);
	}
	return ret;
}
