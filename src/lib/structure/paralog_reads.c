/* paralog_reads.c - shares of reads against the share of one copy */
#include <stdlib.h>
#include <string.h>
#include "structure/paralog_reads.h"
#include "util/bits.h"

/*
 * Copies where nobody counted them: three in one person in ten, four in one of a hundred. Of two
 * the shares are higher still.
 */
#define COPIES_UNKNOWN 3
/*
 * Intraclass correlation of the shares. At heterozygous sites of this gene where the paralog has no
 * other base it was 0.0015 in real genomes (docs/VALIDATION.md); where it has, mapping takes reads
 * of one allele, so more is allowed for.
 */
#define RHO 0.01
#define TOO_FEW 0.01 /* a real allele of one copy has so few reads in one site of a hundred */

double sdi_tail_of_share(int x, int n, double share, double rho)
{
	double a = share * (1 - rho) / rho, b = (1 - share) * (1 - rho) / rho, p = 1, sum = 0;

	for (int i = 0; i < n; i++)
		p *= (b + i) / (a + b + i);
	for (int k = 0; k <= x && k <= n; k++) {
		sum += p;
		p *= (double)(n - k) / (k + 1) * (a + k) / (b + n - k - 1);
	}
	return sum;
}

/* Which allele is the neighbour's: 1 the variant, 0 the base without it, -1 neither. */
static int side_of(const struct stardose_variant *v)
{
	const struct stardose_locus *at = &v->at[STARDOSE_BUILD_GRCH38];

	if (!v->paralog || strlen(v->paralog) != 1 || strlen(at->ref) != 1 || strlen(at->alt) != 1)
		return -1;
	return *v->paralog == *at->alt ? 1 : *v->paralog == *at->ref ? 0 : -1;
}

/*
 * The most copies that may share the reads of a site. One copy has no heterozygous site; what is
 * said then is a contradiction, unless the reads are too few for a second copy.
 */
static int most_copies(const struct sdi_structure_facts *facts)
{
	int most = facts ? facts->copies : -1;

	if (most < 0)
		return COPIES_UNKNOWN;
	for (int p = 0; p < SDI_MAX_PARTS; p++)
		most = facts->part[p] > most ? facts->part[p] : most;
	return most > 2 ? most : 2;
}

int sdi_is_paralog(const struct stardose_gene *gene, const struct sdi_allele_depth *d,
		   const struct sdi_structure_facts *facts)
{
	int side = side_of(gene->core[d->bit]), reads = side ? d->carried : d->other;

	return side >= 0 && sdi_tail_of_share(reads, d->carried + d->other,
					      1.0 / most_copies(facts), RHO) < TOO_FEW;
}

static struct sdi_paralog_share share_of(const struct stardose_gene *gene,
					 const struct sdi_allele_depth *d)
{
	int side = side_of(gene->core[d->bit]);

	return (struct sdi_paralog_share){ d->bit, side, side ? d->carried : d->other,
					   side ? d->other : d->carried };
}

static int judge_sample(const struct stardose_gene *gene, const struct sdi_allele_depth *depths,
			int n, struct sdi_sample_facts *table)
{
	const struct sdi_structure_facts *known = sdi_sample_facts_find(table, depths->sample);
	struct sdi_paralog_share found[STARDOSE_MAX_PARALOG];
	struct sdi_structure_facts *facts;
	int n_found = 0;

	for (int i = 0; i < n && n_found < STARDOSE_MAX_PARALOG; i++)
		if (sdi_is_paralog(gene, &depths[i], known))
			found[n_found++] = share_of(gene, &depths[i]);
	if (!n_found)
		return STARDOSE_OK;
	facts = sdi_sample_facts_at(table, depths->sample);
	if (!facts)
		return STARDOSE_ENOMEM;
	memcpy(facts->paralog, found, n_found * sizeof(*found));
	facts->n_paralog = n_found;
	facts->reasons |= UINT64_C(1) << STARDOSE_REASON_PARALOG_READS;
	return STARDOSE_OK;
}

int sdi_paralog_reads(const struct stardose_gene *gene, const struct sdi_depth_list *depths,
		      struct sdi_sample_facts *facts)
{
	int ret = STARDOSE_OK;

	for (int i = 0, j; i < depths->n && !ret; i = j) {
		for (j = i + 1; j < depths->n && depths->of[j].sample == depths->of[i].sample;)
			j++;
		ret = judge_sample(gene, &depths->of[i], j - i, facts);
	}
	return ret;
}

static int is_empty(const struct sdi_block *block)
{
	for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++)
		if (!sdi_bits_empty(block->hap[h].known) || block->hap[h].n_unlisted)
			return 0;
	return 1;
}

/* The site is the same on all haplotypes; 0 when it was not seen as heterozygous. */
static int settle(struct sdi_genotype *g, const struct sdi_paralog_share *share)
{
	int was = 0;

	for (int b = 0; b < g->n_blocks; b++)
		for (int h = 0; h < g->ploidy; h++) {
			was |= sdi_bits_has(&g->blocks[b].hap[h].known, share->bit);
			sdi_bits_unset(&g->blocks[b].hap[h].known, share->bit);
			sdi_bits_unset(&g->blocks[b].hap[h].carried, share->bit);
		}
	if (!was)
		return 0;
	sdi_bits_set(&g->same.known, share->bit);
	if (!share->is_carried)
		sdi_bits_set(&g->same.carried, share->bit);
	return 1;
}

int sdi_paralog_genotype(const struct sdi_genotype *g, const struct sdi_structure_facts *facts,
			 struct sdi_genotype *out)
{
	int n = 0;

	*out = *g;
	out->n_unlisted = 0;	/* what is borrowed is in order, and not ours to touch */
	out->blocks = malloc((g->n_blocks + 1) * sizeof(*out->blocks));
	if (!out->blocks)
		return STARDOSE_ENOMEM;
	if (g->n_blocks)
		memcpy(out->blocks, g->blocks, g->n_blocks * sizeof(*out->blocks));
	for (int i = 0; i < facts->n_paralog; i++)
		settle(out, &facts->paralog[i]);
	for (int b = 0; b < out->n_blocks; b++)
		if (!is_empty(&out->blocks[b]))
			out->blocks[n++] = out->blocks[b];
	out->n_blocks = n;
	sdi_genotype_finish(out);
	out->n_unlisted = g->n_unlisted;
	return STARDOSE_OK;
}
