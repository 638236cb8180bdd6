/* paralog_check.c - is what reads of a gene are counted by sound? */
#include <string.h>
#include "tables/paralog_table.h"
#include "tables/table_check.h"

static void check_site(struct sdi_check *check, const struct stardose_gene *gene,
		       const struct sdi_paralog_site *site)
{
	for (int w = 0; w < gene->n_windows; w++) {
		const struct stardose_window *window = &gene->windows[w];
		hts_pos_t pos = site->gene[window->build];

		if (pos >= window->beg && pos < window->end &&
		    window->seq[pos - window->beg] != site->base)
			sdi_check_say(check,
				      "paralog_sites.tsv: the base at %lld of %s is %c, but %c "
				      "stands there",
				      (long long)pos + 1, stardose_build_name(window->build),
				      site->base, window->seq[pos - window->beg]);
	}
}

static void check_regions(struct sdi_check *check, const struct stardose_gene *gene)
{
	const struct stardose_paralog_model *m = gene->paralog;
	int n[SDI_N_COUNTS] = { 0 };

	for (int r = 0; r < m->n_regions; r++)
		n[m->regions[r].role] += m->regions[r].n_bins;
	for (int role = 0; role < SDI_N_COUNTS; role++)
		if (!n[role])
			sdi_check_say(check, "count_regions.tsv: '%s' has no region '%s'",
				      gene->name, sdi_count_role_name(role));
}

static void check_haplotypes(struct sdi_check *check, const struct stardose_gene *gene)
{
	const struct stardose_paralog_model *m = gene->paralog;
	int n_all = 0;

	for (int i = 0; i < m->n_counts; i++)
		n_all += !strcmp(m->counts[i].population, "all");
	if (n_all != m->n_haplotypes || !n_all)
		sdi_check_say(check,
			      "unit_haplotypes.tsv: %d of %d haplotypes of '%s' have a row of all "
			      "people",
			      n_all, m->n_haplotypes, gene->name);
}

void sdi_check_paralog_models(struct sdi_check *check)
{
	for (int g = 0; g < check->tables->n_genes; g++) {
		const struct stardose_gene *gene = &check->tables->genes[g];

		if (!gene->paralog)
			continue;
		if (!gene->has_structural)
			sdi_check_say(check, "count_regions.tsv: '%s' has no structural alleles",
				      gene->name);
		if (!gene->paralog->n_sites)
			sdi_check_say(check, "paralog_sites.tsv: '%s' has no site", gene->name);
		for (int i = 0; i < gene->paralog->n_sites; i++)
			check_site(check, gene, &gene->paralog->sites[i]);
		check_regions(check, gene);
		check_haplotypes(check, gene);
	}
}
