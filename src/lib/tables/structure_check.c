/* structure_check.c - is the model of a gene's structure sound? */
#include <math.h>
#include <string.h>
#include "tables/structure_table.h"
#include "tables/table_check.h"

/* The reference base at @pos, or 0 when no window of the gene holds it. */
static char window_base(const struct stardose_gene *gene, enum stardose_build build, hts_pos_t pos)
{
	for (int i = 0; i < gene->n_windows; i++) {
		const struct stardose_window *w = &gene->windows[i];

		if (w->build == build && w->beg <= pos && pos < w->end)
			return w->seq[pos - w->beg];
	}
	return 0;
}

static void check_tags(struct sdi_check *check, const struct stardose_gene *gene, const char *file)
{
	for (int t = 0; t < gene->structure->n_tags; t++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			const struct sdi_tag *tag = &gene->structure->tags[t];
			char base = tag->at[build].pos < 0
					    ? 0
					    : window_base(gene, build, tag->at[build].pos);

			if (base && base != tag->at[build].ref)
				sdi_check_say(
					check,
					"%s: REF of tag '%s' is %c, but %c stands there in %s",
					file, tag->id, tag->at[build].ref, base,
					stardose_build_name(build));
			if (tag->at[build].pos >=
			    stardose_chrom_length(check->tables, build, gene->chrom))
				sdi_check_say(check, "%s: tag '%s' lies beyond chromosome %s of %s",
					      file, tag->id, gene->chrom,
					      stardose_build_name(build));
		}
}

/* Every part of *36+*10 is an allele of the gene. */
static int names_alleles(const struct stardose_gene *gene, const char *text)
{
	for (size_t n; *text; text += n + (text[n] == '+')) {
		int found = 0;

		n = strcspn(text, "+");
		for (int i = 0; i < gene->n_alleles; i++)
			found |= strlen(gene->alleles[i].name) == n &&
				 !strncmp(gene->alleles[i].name, text, n);
		if (!found)
			return 0;
	}
	return 1;
}

static void check_class(struct sdi_check *check, const struct stardose_gene *gene, int which)
{
	static const char file[] = "structure_classes.tsv", tags[] = "structure_tags.tsv";
	const struct sdi_structure_class *class = &gene->structure->classes[which];
	const char *name = class->about.name;
	double share = 0;

	if (class->n_changes && class->about.kind != STARDOSE_KIND_HYBRID)
		sdi_check_say(check, "%s: '%s' makes something of an allele, but is no hybrid",
			      file, name);
	for (int i = 0; i < gene->structure->n_rates; i++)
		if (gene->structure->rates[i].carriers[which] < 0)
			sdi_check_say(check, "structure_rates.tsv: '%s' has no row of class '%s'",
				      gene->structure->rates[i].population, name);
	if (!(class->threshold > 0 && class->threshold <= 1))
		sdi_check_say(check, "%s: the threshold of '%s' is no probability", file, name);
	for (int i = 0; i < class->n_changes; i++)
		if (!names_alleles(gene, class->changes[i].from) ||
		    !names_alleles(gene, class->changes[i].to))
			sdi_check_say(
				check,
				"%s: '%s=%s' of '%s' names an allele that is not in alleles.tsv",
				file, class->changes[i].from, class->changes[i].to, name);
	for (int i = 0; i < class->n_weights; i++)
		share += class->weights[i].share;
	for (int i = 0; i < class->n_run_weights; i++) {
		share += class->run_weights[i].share;
		if (!gene->structure->runs[class->run_weights[i].run].n_tags)
			sdi_check_say(check, "%s: no tag lies in run '%s' of '%s'", tags,
				      gene->structure->runs[class->run_weights[i].run].name, name);
	}
	if (class->n_weights + class->n_run_weights && fabs(share - 1) > 0.01)
		sdi_check_say(check, "%s: the shares of '%s' add up to %.3f, not 1", tags, name,
			      share);
}

void sdi_check_structure_models(struct sdi_check *check)
{
	for (int g = 0; g < check->tables->n_genes; g++) {
		const struct stardose_gene *gene = &check->tables->genes[g];

		if (!gene->structure)
			continue;
		if (!gene->has_structural)
			sdi_check_say(check,
				      "structure_classes.tsv: '%s' has no structural alleles",
				      gene->name);
		if (!sdi_structure_rate(gene->structure, NULL, NULL))
			sdi_check_say(check, "structure_rates.tsv: '%s' has no row of all people",
				      gene->name);
		check_tags(check, gene, "structure_tags.tsv");
		for (int c = 0; c < gene->structure->n_classes; c++)
			check_class(check, gene, c);
	}
}
