/* table_find.c - what is in the tables, by name */
#include <string.h>
#include <strings.h>
#include "tables/table_set.h"

const struct stardose_gene *stardose_tables_gene(const struct stardose_tables *tables,
						 const char *name)
{
	for (int i = 0; i < tables->n_genes; i++)
		if (!strcmp(tables->genes[i].name, name))
			return &tables->genes[i];
	return NULL;
}

const struct stardose_gene *stardose_tables_gene_any_case(const struct stardose_tables *tables,
						     const char *name)
{
	for (int i = 0; i < tables->n_genes; i++)
		if (!strcasecmp(tables->genes[i].name, name))
			return &tables->genes[i];
	return NULL;
}

const struct stardose_allele *stardose_gene_allele(const struct stardose_gene *gene,
						   const char *name)
{
	for (int i = 0; i < gene->n_alleles; i++) {
		const char *have = gene->alleles[i].name;

		/* most begin with a star: the next character tells most of them apart */
		if (*have == *name && (!*name || have[1] == name[1]) && !strcmp(have, name))
			return &gene->alleles[i];
	}
	return NULL;
}

int64_t stardose_chrom_length(const struct stardose_tables *tables, enum stardose_build build,
			      const char *chrom)
{
	const struct sdi_table_impl *impl = tables->impl;

	if (!impl || build < 0 || build >= STARDOSE_N_BUILDS)
		return 0;
	for (int i = 0; i < impl->n_lengths; i++)
		if (!strcmp(impl->lengths[i].chrom, chrom))
			return impl->lengths[i].length[build];
	return 0;
}

const char *sdi_other_reference(const struct stardose_tables *tables, int64_t length)
{
	const struct sdi_table_impl *impl = tables->impl;

	for (int i = 0; impl && i < impl->n_others; i++)
		if (impl->others[i].length == length)
			return impl->others[i].reference;
	return NULL;
}

const char *stardose_build_name(enum stardose_build build)
{
	switch (build) {
	case STARDOSE_BUILD_GRCH37:
		return "GRCh37";
	case STARDOSE_BUILD_GRCH38:
		return "GRCh38";
	default:
		return "unknown";
	}
}

int sdi_table_is_known(const struct stardose_tables *tables, const char *name)
{
	const struct sdi_table_impl *impl = tables->impl;

	return sdi_table_texts_find(&impl->texts, name) != NULL;
}

int sdi_table_is_replaced(const struct stardose_tables *tables, const char *name)
{
	const struct sdi_table_impl *impl = tables->impl;
	const struct sdi_table_text *found = sdi_table_texts_find(&impl->texts, name);

	return found && found->path;
}
