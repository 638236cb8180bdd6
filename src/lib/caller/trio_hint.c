/* trio_hint.c - Mendelian failures between a child and a parent */
#include <htslib/kstring.h>
#include "caller/trio_hint.h"
#include "util/bits.h"

#define MAX_NAMED 10

int sdi_trio_failures(const struct sdi_genotype *child, const struct sdi_genotype *parent)
{
	int n = 0;

	if (child->ploidy != 2 || parent->ploidy != 2)
		return 0;
	for (int bit = 0; bit < child->gene->n_core; bit++)
		n += child->state[bit] >= STARDOSE_EVIDENCE_BLOCK &&
		     parent->state[bit] >= STARDOSE_EVIDENCE_BLOCK &&
		     sdi_bits_has(&child->same.known, bit) &&
		     sdi_bits_has(&parent->same.known, bit) &&
		     sdi_bits_has(&child->same.carried, bit) !=
			     sdi_bits_has(&parent->same.carried, bit);
	return n;
}

/* What the gene's files show of a sample, or NULL. */
static const struct sdi_genotype *genotype_of(const struct sdi_gene_calls *gc, int sample)
{
	uint32_t at = gc->of_sample[sample];

	return at && (int)at < gc->n_genotypes ? &gc->genotypes[at] : NULL;
}

static int has_two(const struct sdi_gene_calls *gc, int sample)
{
	const struct sdi_structure_facts *facts = sdi_sample_facts_find(&gc->facts, sample);

	return facts && facts->copies >= 2;
}

static int suspect(struct sdi_gene_calls *gc, int sample)
{
	struct sdi_structure_facts *facts = sdi_sample_facts_at(&gc->facts, sample);

	if (facts && !facts->from)
		facts->reasons |= UINT64_C(1) << STARDOSE_REASON_SUSPECTED_DELETION;
	return facts ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* Return: how many sites speak for a deletion in both; negative: STARDOSE_ENOMEM */
static int compare(struct sdi_gene_calls *gc, int child, int parent)
{
	const struct sdi_genotype *c = genotype_of(gc, child), *p = genotype_of(gc, parent);
	int n = c && p && !has_two(gc, child) && !has_two(gc, parent) ? sdi_trio_failures(c, p) : 0;

	if (n && (suspect(gc, child) || suspect(gc, parent)))
		return STARDOSE_ENOMEM;
	return n;
}

static int find(const struct sdi_sample_set *samples, int n_samples, const char *name)
{
	int at = name ? sdi_sample_set_find(samples, name) : -1;

	return at < n_samples ? at : -1;
}

/* One gene. *@n_known: pairs that are samples. */
static int hints_of_gene(struct sdi_gene_calls *gc, const struct sdi_pedigree *pedigree,
			 const struct sdi_sample_set *samples, int n_samples,
			 const struct stardose_log *log, int *n_known)
{
	static const char *const word[] = { "father", "mother" };
	kstring_t names = KS_INITIALIZE;
	int n_pairs = 0, n = 0;

	*n_known = 0;
	for (int i = 0; n >= 0 && i < 2 * pedigree->children.n; i++) {
		const struct sdi_pedigree_row *row = &pedigree->rows[i / 2];
		int child = find(samples, n_samples, pedigree->children.name[i / 2]);
		int parent = find(samples, n_samples, row->parent[i % 2]);

		if (child < 0 || parent < 0)
			continue;
		++*n_known;
		n = compare(gc, child, parent);
		if (n > 0 && n_pairs++ < MAX_NAMED &&
		    ksprintf(&names, "%s'%s' and %s '%s' (%d site%s)", n_pairs > 1 ? ", " : "",
			     samples->name[child], word[i % 2], samples->name[parent], n,
			     n > 1 ? "s" : "") < 0)
			n = STARDOSE_ENOMEM;
	}
	if (n >= 0 && n_pairs > MAX_NAMED &&
	    ksprintf(&names, " and %d more", n_pairs - MAX_NAMED) < 0)
		n = STARDOSE_ENOMEM;
	if (n >= 0 && n_pairs)
		stardose_log_say(log, STARDOSE_OK,
				 "%s: child and parent are homozygous for different alleles, which "
				 "suggests a deleted copy in both: %s; "
				 "it is not called from that",
				 gc->gene->name, names.s);
	ks_free(&names);
	return n < 0 ? n : STARDOSE_OK;
}

int sdi_trio_hints(struct sdi_gene_calls *genes, int n_genes, const struct sdi_pedigree *pedigree,
		   const struct sdi_sample_set *samples, int n_samples, int is_subset,
		   const struct stardose_log *log)
{
	int n_known = 0, is_looked_at = 0, ret = STARDOSE_OK;

	for (int g = 0; g < n_genes && !ret; g++)
		if (genes[g].gene->has_structural) {
			ret = hints_of_gene(&genes[g], pedigree, samples, n_samples, log, &n_known);
			is_looked_at = 1;
		}
	if (!ret && is_looked_at && !n_known && !is_subset)
		stardose_log_say(log, STARDOSE_EROW,
				 "the pedigree has no child that is in the input with a parent, so "
				 "nothing of it is used");
	return ret;
}
