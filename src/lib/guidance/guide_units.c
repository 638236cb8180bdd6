/*
 * guide_units.c - what each medicine and source contribute to the lines: groups of rows, facts, or
 * that there is nothing
 */
#include <string.h>
#include <htslib/kstring.h>
#include "guidance/guide_impl.h"
#include "guidance/sentence.h"
#include "tables/label_table.h"

static int set_of(struct stardose_guide *guide, const struct stardose_guidance_row *row)
{
	struct sdi_gene_set *set;
	int i;

	for (i = 0; i < guide->n_sets; i++) {
		set = &guide->sets[i];
		if (set->n_genes == row->n_genes && !strcmp(set->gene[0], row->condition[0].gene) &&
		    (row->n_genes == 1 || !strcmp(set->gene[1], row->condition[1].gene)))
			return i;
	}
	set = &guide->sets[guide->n_sets++];
	set->n_genes = row->n_genes;
	set->gene[0] = row->condition[0].gene;
	set->gene[1] = row->n_genes == 2 ? row->condition[1].gene : NULL;
	return i;
}

static int add_group(struct stardose_guide *guide, const struct stardose_guidance_group *group)
{
	int i = set_of(guide, group->rows);
	struct sdi_gene_set *set = &guide->sets[i];

	if (!set->groups) {
		set->groups = sdi_arena_alloc(&guide->arena,
					      guide->tables->n_groups * sizeof(*set->groups));
		if (!set->groups || sdi_gene_set_begin(set))
			return STARDOSE_ENOMEM;
	}
	guide->units[guide->n_units++] = (struct sdi_guide_unit){ .drug = group->rows->drug,
								  .set = i,
								  .group = set->n_groups };
	set->groups[set->n_groups++] = group;
	return STARDOSE_OK;
}

static int has_rows(const struct stardose_guidance_tables *t, const struct stardose_drug *drug)
{
	int group = 0;

	while (group < t->n_groups && t->groups[group].rows->drug != drug)
		group++;
	return group < t->n_groups;
}

static int add_fact(struct stardose_guide *guide, const struct stardose_statement *fact)
{
	struct stardose_guidance_line *line = sdi_arena_alloc(&guide->arena, sizeof(*line));
	kstring_t text = KS_INITIALIZE;
	int ret = sdi_sentence_fact(&text, sdi_guidance_words(guide->tables), fact);

	if (!ret && line) {
		*line = (struct stardose_guidance_line){
			.drug = fact->drug,
			.fact = fact,
			.gene_result = "",
			.phenotype = "",
			.guidance = sdi_arena_strdup(&guide->arena, text.s),
			.flags = fact->is_local ? 1 << STARDOSE_FLAG_LOCAL : 0,
		};
		guide->units[guide->n_units++] =
			(struct sdi_guide_unit){ fact->drug, -1, 0, { { line }, 0 }, 0, 0 };
	}
	ks_free(&text);
	return !ret && line && line->guidance ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* What a medicine that was asked for has to say besides its rows. */
static int add_facts(struct stardose_guide *guide, const struct stardose_drug *drug)
{
	int n, ret = STARDOSE_OK;
	const struct stardose_statement *facts =
		stardose_guidance_statements(guide->tables, drug, &n);

	for (int i = 0; !ret && i < n; i++)
		ret = add_fact(guide, &facts[i]);
	return ret;
}

static int add_no_guidance(struct stardose_guide *guide, const struct stardose_drug *drug,
			   const struct stardose_guidance_code *source, int is_for_acted_on)
{
	struct stardose_guidance_line *line = sdi_arena_alloc(&guide->arena, sizeof(*line));
	kstring_t text = KS_INITIALIZE;
	int ret = sdi_sentence_no_guidance(&text, sdi_guidance_words(guide->tables), drug,
					   source, has_rows(guide->tables, drug));

	if (!ret && line) {
		*line = (struct stardose_guidance_line){
			.drug = drug,
			.source = source,
			.gene_result = "",
			.phenotype = "",
			.guidance = sdi_arena_strdup(&guide->arena, text.s),
			.flags = 1 << STARDOSE_FLAG_NO_GUIDANCE,
		};
		guide->units[guide->n_units++] =
			(struct sdi_guide_unit){ drug, -1, 0, { { line }, 0 }, is_for_acted_on,
						 0 };
	}
	ks_free(&text);
	return !ret && line && line->guidance ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* Facts of a medicine without any row say by themselves that no source has one. */
static int answers_alone(const struct stardose_guidance_tables *t, const struct stardose_drug *drug)
{
	int n;

	return stardose_guidance_statements(t, drug, &n) && !has_rows(t, drug);
}

/*
 * The groups of one medicine and source, which stand together from *group on among those of the
 * medicine.
 */
static int add_source(struct stardose_guide *guide, const struct stardose_drug *drug,
		      const struct stardose_guidance_code *source, int group)
{
	const struct stardose_guidance_tables *t = guide->tables;
	int ret = STARDOSE_OK, n = 0;

	for (; !ret && group < t->n_groups && t->groups[group].rows->drug == drug; group++) {
		if (t->groups[group].rows->source != source)
			continue;
		ret = add_group(guide, &t->groups[group]);
		n++;
	}
	if (!ret && !n && guide->drug_state[drug - t->drugs] == SDI_WANTED_ALWAYS &&
	    !answers_alone(t, drug))
		ret = add_no_guidance(guide, drug, source, 0);
	return ret;
}

/*
 * Nobody speaks of it, and others act on an enzyme of it: that is said to who takes it with them.
 */
static int add_silent(struct stardose_guide *guide, const struct stardose_drug *drug)
{
	const struct stardose_guidance_tables *t = guide->tables;
	int n = 0, ret = STARDOSE_OK;

	if (guide->drug_state[drug - t->drugs] != SDI_WANTED_IF_ROWS || has_rows(t, drug) ||
	    !sdi_substrates(sdi_guidance_context(t), drug->name, &n))
		return STARDOSE_OK;
	for (int s = 0; !ret && s < t->n_codes[STARDOSE_LIST_SOURCE]; s++)
		if (guide->source_wanted[s])
			ret = add_no_guidance(guide, drug, &t->codes[STARDOSE_LIST_SOURCE][s], 1);
	return ret;
}

/* A place behind its other lines, for what a list meets. */
static void add_labels(struct stardose_guide *guide, const struct stardose_drug *drug)
{
	int n = 0;

	if (guide->drug_state[drug - guide->tables->drugs] &&
	    sdi_label_rules(guide->tables, drug, &n))
		guide->units[guide->n_units++] = (struct sdi_guide_unit){ .drug = drug,
									  .set = -1,
									  .is_for_labels = 1 };
}

int sdi_guide_make_units(struct stardose_guide *guide)
{
	const struct stardose_guidance_tables *t = guide->tables;
	size_t n_sources = t->n_codes[STARDOSE_LIST_SOURCE];
	int ret = STARDOSE_OK, group = 0;

	guide->units = sdi_arena_alloc(&guide->arena,
				       (t->n_groups + t->n_drugs * (n_sources + 1) + t->n_facts +
					1) *
					       sizeof(*guide->units));
	guide->sets = sdi_arena_alloc(&guide->arena, (t->n_groups + 1) * sizeof(*guide->sets));
	if (!guide->units || !guide->sets)
		return STARDOSE_ENOMEM;
	for (int d = 0; !ret && d < t->n_drugs; d++) {
		if (guide->drug_state[d] == SDI_WANTED_ALWAYS)
			ret = add_facts(guide, &t->drugs[d]);
		for (size_t s = 0; !ret && guide->drug_state[d] && s < n_sources; s++)
			if (guide->source_wanted[s])
				ret = add_source(guide, &t->drugs[d],
						 &t->codes[STARDOSE_LIST_SOURCE][s], group);
		if (!ret)
			ret = add_silent(guide, &t->drugs[d]);
		if (!ret)
			add_labels(guide, &t->drugs[d]);
		while (group < t->n_groups && t->groups[group].rows->drug == &t->drugs[d])
			group++;
	}
	return ret;
}
