/* genotype_build.c - the way of a pattern through rows, clusters and orders, site by site */
#include <stdlib.h>
#include <string.h>
#include "genotype/genotype_build.h"
#include "genotype/haplotype_orders.h"
#include "genotype/row_cluster.h"
#include "genotype/site_merge.h"

struct build {
	struct sdi_evidence e;
	struct sdi_orders *orders;	/* made at first use */
	int *cluster_of;		/* by site: first row of its cluster, or -1 */
	uint8_t *is_default;	/* by site: no record at it shows anything but the default */
	uint8_t *is_done;		/* by row: the cluster that it is the first of was laid */
	int *list;			/* sites of the cluster at hand */
};

static void reject_site(struct build *b, int site)
{
	const struct sdi_site *s = &b->e.c->index.sites[site];

	for (int i = 0; i < s->n_bits; i++)
		b->e.g->state[s->bit[i]] = STARDOSE_EVIDENCE_REJECTED;
}

static int lay(struct build *b, int first, const int *sites, int n_sites)
{
	int ret;

	if (!b->orders)
		b->orders = sdi_orders_new(&b->e);
	if (!b->orders)
		return STARDOSE_ENOMEM;
	ret = sdi_orders_lay(b->orders, first, sites, n_sites);
	return ret ? ret : sdi_site_merge(b->orders);
}

/* Sites of a cluster in the order of sites, so that the order of rows in the file is nothing. */
static int lay_cluster(struct build *b, int first)
{
	int n = 0;

	for (int s = 0; s < b->e.c->index.n_sites; s++)
		if (b->cluster_of[s] == first)
			b->list[n++] = s;
	b->is_done[first] = 1;
	return n ? lay(b, first, b->list, n) : STARDOSE_OK;
}

static int lay_sites(struct build *b)
{
	int n_sites = b->e.c->index.n_sites, ret = STARDOSE_OK;

	for (int s = 0; s < n_sites; s++) {
		enum sdi_standing standing;

		if (b->is_default[s] && b->cluster_of[s] < 0)
			continue;
		standing = sdi_evidence_standing(&b->e, s);
		if (standing == SDI_STANDS || (standing == SDI_SILENT && b->cluster_of[s] >= 0))
			continue;
		reject_site(b, s);
		b->cluster_of[s] = -2;
	}
	for (int s = 0; s < n_sites && !ret; s++) {
		int first = b->cluster_of[s];

		if (first >= 0 && !b->is_done[first])
			ret = lay_cluster(b, first);
		else if (first == -1 && !b->is_default[s])
			ret = lay(b, -1, &s, 1);
	}
	return ret;
}

/* Sites at which the sample is like all others are copied, not worked out again. */
static void start_from_default(struct build *b, int32_t node)
{
	const struct sdi_collector *c = b->e.c;

	if (!c->has_default || b->e.ploidy != 2)
		return;
	memset(b->is_default, 1, c->index.n_sites);
	for (struct sdi_pattern p; (p = sdi_pattern_at(&c->patterns, node)).parent >= 0;
	     node = p.parent) {
		int32_t at = sdi_observation_at(&c->patterns, p.observation)->note;
		const struct sdi_site_record *note = sdi_is_coding_note(at) ? NULL : &c->notes[at];

		for (int i = 0; note && i < note->n_sites; i++)
			b->is_default[note->sites[i]] = 0;
	}
}

static void copy_defaults(struct build *b)
{
	const struct sdi_collector *c = b->e.c;
	struct sdi_genotype *g = b->e.g;

	for (int s = 0; s < c->index.n_sites; s++) {
		const struct sdi_site *site = &c->index.sites[s];

		if (!b->is_default[s] || b->cluster_of[s] >= 0)
			continue;
		for (int i = 0; i < site->n_bits; i++) { /* few: no whole sets are made here */
			int bit = site->bit[i];

			if (sdi_bits_has(&c->by_default.same.known, bit))
				sdi_bits_set(&g->same.known, bit);
			if (sdi_bits_has(&c->by_default.same.carried, bit))
				sdi_bits_set(&g->same.carried, bit);
			g->state[bit] = c->by_default.state[bit];
		}
	}
}

static int fill(struct build *b, int32_t node)
{
	int n_sites = b->e.c->index.n_sites ? b->e.c->index.n_sites : 1,
	    ret = sdi_evidence_read(&b->e, node);

	b->cluster_of = malloc(n_sites * sizeof(*b->cluster_of));
	b->list = malloc(n_sites * sizeof(*b->list));
	b->is_default = calloc(n_sites, 1);
	b->is_done = calloc(b->e.n_rows ? b->e.n_rows : 1, 1);
	if (ret || !b->cluster_of || !b->list || !b->is_default || !b->is_done)
		return STARDOSE_ENOMEM;
	start_from_default(b, node);
	ret = sdi_rows_cluster(&b->e, b->cluster_of);
	if (ret)
		return ret;
	copy_defaults(b);
	return lay_sites(b);
}

int sdi_genotype_build(const struct sdi_collector *c, int32_t node, struct sdi_genotype *out)
{
	struct build b = { .e = { .c = c, .g = out } };
	int ret;

	out->gene = c->gene;
	out->build = c->index.build;
	if (!c->n_speaking)
		out->reasons |= UINT64_C(1) << STARDOSE_REASON_NO_RECORDS;
	else if (c->n_silent == c->n_speaking)
		out->reasons |= UINT64_C(1) << STARDOSE_REASON_NO_GENOTYPES;
	ret = fill(&b, node);
	if (!ret)
		ret = sdi_coding_facts(c, node, out);
	out->ploidy = b.e.is_assumed && sdi_bits_empty(out->same.known) ? 0 : b.e.ploidy;
	if (ret)
		sdi_genotype_release(out);
	else
		sdi_genotype_finish(out);
	sdi_evidence_release(&b.e);
	sdi_orders_free(b.orders);
	free(b.cluster_of);
	free(b.list);
	free(b.is_default);
	free(b.is_done);
	return ret;
}
