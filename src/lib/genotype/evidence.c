/* evidence.c - a pattern's observations -> rows, clusters and sites -> struct sdi_genotype */
#include <stdlib.h>
#include <string.h>
#include "genotype/evidence.h"

int sdi_evidence_is_rejected(const struct sdi_evidence *e, int note)
{
	return e->row_of[note] < 0 || e->c->notes[note].is_rejected ||
	       (!e->row_of[note] && e->ploidy != 2);
}

int sdi_evidence_allele(const struct sdi_evidence *e, int note, int hap)
{
	if (sdi_evidence_is_rejected(e, note))
		return -1;
	return e->row_of[note] ? e->rows[e->row_of[note] - 1].now[hap] : 0;
}

static int any_rejected(const struct sdi_evidence *e, const struct sdi_site_roles *r,
			enum sdi_role role)
{
	for (int i = 0; i < r->n[role]; i++)
		if (sdi_evidence_is_rejected(e, r->notes[role][i]))
			return 1;
	return 0;
}

/*
 * A rejected record about another listed indel at the very same place: a row of one multi-allelic
 * site.
 */
static int sibling_rejected(const struct sdi_evidence *e, const struct sdi_site_roles *r,
			    const struct sdi_indel *indel)
{
	for (int i = 0; i < r->n[SDI_ROLE_NEAR]; i++) {
		const struct sdi_site_record *note = &e->c->notes[r->notes[SDI_ROLE_NEAR][i]];

		if (!sdi_evidence_is_rejected(e, r->notes[SDI_ROLE_NEAR][i]))
			continue;
		for (int a = 1; a < note->n_alleles; a++)
			for (int k = 0; k < note->alleles[a].n_changes; k++) {
				const struct sdi_change *change = &note->alleles[a].changes[k];

				if (change->variant >= 0 && !change->base &&
				    change->beg == indel->beg)
					return 1;
			}
	}
	return 0;
}

static int is_deletion(const struct sdi_change *change)
{
	return !change->base && change->beg < change->end;
}

/*
 * Does a reference-type note say that haplotype @hap has all its bases at [note->pos, note->end)?
 */
static int vouches(const struct sdi_evidence *e, int note, int hap)
{
	int a = sdi_evidence_allele(e, note, hap);
	const struct sdi_record_allele *allele;

	if (a < 0)
		return 0;
	allele = &e->c->notes[note].alleles[a];
	if (allele->kind == SDI_ALLELE_STAR)
		return 0;
	for (int i = 0; i < allele->n_changes; i++)
		if (is_deletion(&allele->changes[i]))
			return 0;
	return 1;
}

/* The same for one haplotype, or for all of them (@hap < 0). */
static int vouches_for(const struct sdi_evidence *e, int note, int hap)
{
	if (hap >= 0)
		return vouches(e, note, hap);
	for (int h = 0; h < e->ploidy; h++)
		if (!vouches(e, note, h))
			return 0;
	return 1;
}

/*
 * The bases of an indel site must be covered without a gap; the notes come in order of the file,
 * not of POS.
 */
static enum sdi_fact covered(const struct sdi_evidence *e, int site, int hap, int with_blocks)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	const struct sdi_site_roles *r = &e->c->roles[site];
	hts_pos_t to = s->beg, before;
	int unknown = 0;

	do {
		before = to;
		for (int i = 0; i < r->n[SDI_ROLE_COVERS]; i++) {
			int n = r->notes[SDI_ROLE_COVERS][i];
			const struct sdi_site_record *note = &e->c->notes[n];

			if (!vouches_for(e, n, hap))
				unknown = 1;
			else if (note->pos <= to && note->end > to &&
				 (with_blocks || !note->is_block))
				to = note->end;
		}
	} while (to > before && to < s->end);
	return to >= s->end ? SDI_FACT_REF : unknown ? SDI_FACT_UNKNOWN : SDI_FACT_ABSENT;
}

int sdi_evidence_site_rejected(const struct sdi_evidence *e, int site)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	const struct sdi_site_roles *r = &e->c->roles[site];

	if (any_rejected(e, r, SDI_ROLE_NAMES) ||
	    (s->is_indel && sibling_rejected(e, r, &s->indel)))
		return 1;
	if (r->n[SDI_ROLE_NAMES])
		return 0;
	if (any_rejected(e, r, SDI_ROLE_NEAR))
		return 1;
	return (s->is_indel || !r->n[SDI_ROLE_NEAR]) && any_rejected(e, r, SDI_ROLE_COVERS);
}

static enum sdi_fact fact_of_role(const struct sdi_evidence *e, const struct sdi_site_roles *r,
				  enum sdi_role role, int hap)
{
	for (int i = 0; i < r->n[role]; i++) {
		int a = sdi_evidence_allele(e, r->notes[role][i], hap);

		if (a < 0 || (role == SDI_ROLE_COVERS && a > 0))
			return SDI_FACT_UNKNOWN;
	}
	return r->n[role] ? SDI_FACT_REF : SDI_FACT_ABSENT;
}

enum sdi_fact sdi_evidence_fact(const struct sdi_evidence *e, int site, int hap)
{
	const struct sdi_site_roles *r = &e->c->roles[site];

	if (r->n[SDI_ROLE_NAMES])
		return fact_of_role(e, r, SDI_ROLE_NAMES, hap);
	if (e->c->index.sites[site].is_indel)
		return covered(e, site, hap, 1);
	return fact_of_role(e, r, r->n[SDI_ROLE_NEAR] ? SDI_ROLE_NEAR : SDI_ROLE_COVERS, hap);
}

enum stardose_evidence sdi_evidence_grade(const struct sdi_evidence *e, int site)
{
	const struct sdi_site_roles *r = &e->c->roles[site];

	if (r->n[SDI_ROLE_NAMES])
		return STARDOSE_OBSERVED;
	if (!e->c->index.sites[site].is_indel)
		return r->n[SDI_ROLE_NEAR] || !r->n[SDI_ROLE_COVERS] ? STARDOSE_OBSERVED
								     : STARDOSE_BLOCK;
	/* known from changes alone, or vouched for: are blocks needed for that? */
	return r->n[SDI_ROLE_COVERS] && covered(e, site, -1, 0) != SDI_FACT_REF ? STARDOSE_BLOCK
										: STARDOSE_OBSERVED;
}

int sdi_evidence_note_unlisted(struct sdi_evidence *e, const char *name)
{
	char **more = realloc(e->g->unlisted, (e->g->n_unlisted + 1) * sizeof(*more));

	if (!more)
		return STARDOSE_ENOMEM;
	e->g->unlisted = more;
	more[e->g->n_unlisted] = strdup(name);
	if (!more[e->g->n_unlisted])
		return STARDOSE_ENOMEM;
	e->g->n_unlisted++;
	return STARDOSE_OK;
}

int sdi_evidence_twin_before(const struct sdi_evidence *e, int t)
{
	const struct sdi_twin *twins = e->c->twins;

	if (e->row_of[twins[t].note] <= 0)
		return -1;
	for (int i = t - 1; i >= 0 && twins[i].group == twins[t].group; i--)
		if (e->row_of[twins[i].note] > 0)
			return i;
	return -1;
}

static struct sdi_row *add_row(struct sdi_evidence *e, int note)
{
	if (e->n_rows == e->m_rows) {
		int m = e->m_rows ? e->m_rows * 2 : 32;
		struct sdi_row *more = realloc(e->rows, m * sizeof(*more));

		if (!more)
			return NULL;
		e->rows = more;
		e->m_rows = m;
	}
	e->row_of[note] = e->n_rows + 1;
	e->rows[e->n_rows] = (struct sdi_row){
		.note = note, .cluster = e->n_rows, .phase_set = -1, .beg = HTS_POS_MAX, .end = -1
	};
	return &e->rows[e->n_rows++];
}

static void describe_row(const struct sdi_evidence *e, struct sdi_row *row)
{
	const struct sdi_site_record *note = &e->c->notes[row->note];

	row->is_fixed = 1;
	for (int h = 0; h < e->ploidy; h++) {
		const struct sdi_record_allele *a =
			row->given[h] < 0 ? NULL : &note->alleles[row->given[h]];

		row->now[h] = row->given[h];
		row->is_fixed &= row->given[h] == row->given[0];
		if (!a) {
			row->has_unknown = 1;
			continue;
		}
		row->has_star |= a->kind == SDI_ALLELE_STAR;
		row->has_open |= a->is_open;
		for (int i = 0; i < a->n_changes; i++) {
			if (a->changes[i].beg < row->beg)
				row->beg = a->changes[i].beg;
			if (a->changes[i].end > row->end)
				row->end = a->changes[i].end;
		}
	}
}

/*
 * The number of haplotypes is what most usable genotypes show, the smaller one where they are even;
 * but one diploid genotype is enough to make haploid ones half known.
 */
static void read_ploidy(struct sdi_evidence *e, int32_t node)
{
	int n[STARDOSE_MAX_PLOIDY + 1] = { 0 }, n_default = e->c->n_usable, best = 0;

	for (struct sdi_pattern p; (p = sdi_pattern_at(&e->c->patterns, node)).parent >= 0;
	     node = p.parent) {
		const struct sdi_observation *o =
			sdi_observation_at(&e->c->patterns, p.observation);

		if (!e->c->notes[o->note].n_sites)
			continue;
		n_default--;
		if (o->flags & SDI_OBS_PLOIDY)
			e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_PLOIDY_UNSUPPORTED;
		if (!o->flags)
			n[o->ploidy]++;
	}
	n[2] += n_default;
	if (n[1] || n[2]) {
		e->ploidy = n[2] ? 2 : 1;
		best = n[1] + n[2];
	}
	for (int i = 3; i <= STARDOSE_MAX_PLOIDY; i++)
		if (n[i] > best)
			best = n[e->ploidy = i];
	for (int i = 1; i <= STARDOSE_MAX_PLOIDY; i++)
		if (n[i] && i != e->ploidy)
			e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_MIXED_PLOIDY;
	if (e->ploidy == 1)
		e->g->reasons |= UINT64_C(1) << STARDOSE_WHY_HAPLOID;
}

/*
 * A genotype of another ploidy cannot be used, except that a haploid one is one half of a diploid
 * one.
 */
static int wrong_ploidy(const struct sdi_evidence *e, int ploidy)
{
	return ploidy != e->ploidy && !(ploidy == 1 && e->ploidy == 2);
}

static int read_rows(struct sdi_evidence *e, int32_t node)
{
	int n;

	for (struct sdi_pattern p; (p = sdi_pattern_at(&e->c->patterns, node)).parent >= 0;
	     node = p.parent) {
		const struct sdi_observation *o =
			sdi_observation_at(&e->c->patterns, p.observation);
		struct sdi_row *row;

		if (o->flags || wrong_ploidy(e, o->ploidy)) {
			e->row_of[o->note] = -1;
			continue;
		}
		row = add_row(e, o->note);
		if (!row)
			return STARDOSE_ENOMEM;
		for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++)
			row->given[h] = h < o->ploidy ? o->allele[h] : -1;
		row->n_given = o->ploidy;
		row->phase_set = o->ploidy == e->ploidy ? o->phase_set : -1;
		describe_row(e, row);
	}
	/*
	 * The same allele written down twice must be there twice: bring in the row that says it is
	 * not there.
	 */
	n = e->n_rows;
	for (int t = 0; t < e->c->n_twins; t++) {
		const struct sdi_twin *twin = &e->c->twins[t];
		int wanted = 0;

		if (e->row_of[twin->note] || sdi_evidence_is_rejected(e, twin->note))
			continue;
		for (int i = 0; i < n && !wanted; i++)
			for (int h = 0; h < e->ploidy; h++)
				wanted |= e->rows[i].given[h] > 0 &&
					  e->c->notes[e->rows[i].note]
							  .alleles[e->rows[i].given[h]]
							  .group == twin->group;
		if (!wanted)
			continue;
		struct sdi_row *row = add_row(e, twin->note);

		if (!row)
			return STARDOSE_ENOMEM;
		for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++)
			row->given[h] = 0;
		row->n_given = 2;
		describe_row(e, row);
	}
	return STARDOSE_OK;
}

static int find(struct sdi_evidence *e, int row)
{
	while (e->rows[row].cluster != row)
		row = e->rows[row].cluster = e->rows[e->rows[row].cluster].cluster;
	return row;
}

static void unite(struct sdi_evidence *e, int a, int b)
{
	a = find(e, a);
	b = find(e, b);
	if (a < b)
		e->rows[b].cluster = a;
	else
		e->rows[a].cluster = b;
}

/* Does the order of the row's haplotypes matter for the site? */
static int row_matters(const struct sdi_evidence *e, const struct sdi_row *row, int site)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	const struct sdi_site_record *note = &e->c->notes[row->note];
	enum sdi_role role;
	int deletes = 0;

	for (int h = 0; h < e->ploidy; h++) {
		const struct sdi_record_allele *a =
			row->given[h] < 0 ? NULL : &note->alleles[row->given[h]];

		for (int i = 0; a && i < a->n_changes; i++) {
			if (sdi_change_touches(&a->changes[i], s))
				return 1;
			deletes |= is_deletion(&a->changes[i]);
		}
	}
	if (row->has_star && note->pos < s->end && s->beg < note->ref_end)
		return 1;
	if (!row->has_unknown && !deletes)
		return 0;
	role = sdi_site_record_role(note, s);
	if (role == SDI_ROLE_NONE ||
	    (role != SDI_ROLE_NAMES && e->c->roles[site].n[SDI_ROLE_NAMES]))
		return 0;
	return row->has_unknown || (s->is_indel && role == SDI_ROLE_COVERS);
}

/* Indels that nobody listed may together spell something that is: look at neighbours as one. */
static void unite_open_rows(struct sdi_evidence *e)
{
	int n = e->n_rows;

	for (int i = 0; i < n; i++)
		for (int j = i + 1; j < n; j++) {
			struct sdi_row *a = &e->rows[i], *b = &e->rows[j];

			if (a->end < 0 || b->end < 0 || !(a->has_open || b->has_open) ||
			    a->beg > b->end + SDI_CLUSTER_PAD || b->beg > a->end + SDI_CLUSTER_PAD)
				continue;
			unite(e, i, j);
		}
}

/*
 * A site belongs to the cluster whose rows matter for it; sites inside a cluster of unlisted
 * indels belong to it.
 */
static void unite_sites(struct sdi_evidence *e)
{
	for (int s = 0; s < e->c->index.n_sites; s++)
		e->cluster_of[s] = -1;
	for (int i = 0; i < e->n_rows; i++) {
		const struct sdi_site_record *note = &e->c->notes[e->rows[i].note];

		for (int k = 0; k < note->n_sites; k++) {
			int s = note->sites[k];

			if (!row_matters(e, &e->rows[i], s))
				continue;
			if (e->cluster_of[s] >= 0)
				unite(e, e->cluster_of[s], i);
			else
				e->cluster_of[s] = i;
		}
	}
}

static void adopt_sites(struct sdi_evidence *e)
{
	for (int i = 0; i < e->n_rows; i++) {
		hts_pos_t beg = HTS_POS_MAX, end = -1;
		int has_open = 0, n = 0;

		if (find(e, i) != i)
			continue;
		for (int j = 0; j < e->n_rows; j++)
			if (find(e, j) == i && e->rows[j].end >= 0) {
				beg = e->rows[j].beg < beg ? e->rows[j].beg : beg;
				end = e->rows[j].end > end ? e->rows[j].end : end;
				has_open |= e->rows[j].has_open;
				n++;
			}
		for (int s = 0; has_open && n > 1 && s < e->c->index.n_sites; s++) {
			const struct sdi_site *site = &e->c->index.sites[s];
			hts_pos_t pad = site->is_indel ? SDI_CLUSTER_PAD : 0;

			if (site->end + pad <= beg || site->beg >= end + pad)
				continue;
			if (e->cluster_of[s] >= 0)
				unite(e, e->cluster_of[s], i);
			else
				e->cluster_of[s] = i;
		}
	}
}

static void unite_twins(struct sdi_evidence *e)
{
	for (int t = 0; t < e->c->n_twins; t++) {
		int before = sdi_evidence_twin_before(e, t);

		if (before >= 0)
			unite(e, e->row_of[e->c->twins[before].note] - 1,
			      e->row_of[e->c->twins[t].note] - 1);
	}
}

static void reject_site(struct sdi_evidence *e, int site)
{
	const struct sdi_site *s = &e->c->index.sites[site];

	for (int i = 0; i < s->n_bits; i++)
		e->g->state[s->bit[i]] = STARDOSE_REJECTED;
}

static int lay_clusters(struct sdi_evidence *e)
{
	int n_sites = e->c->index.n_sites, ret = STARDOSE_OK,
	    *list = malloc((n_sites ? n_sites : 1) * sizeof(*list));

	if (!list)
		return STARDOSE_ENOMEM;
	for (int s = 0; s < n_sites && !ret; s++) {
		if (e->is_default[s] && e->cluster_of[s] < 0)
			continue;
		if (sdi_evidence_site_rejected(e, s)) {
			reject_site(e, s);
			e->cluster_of[s] = -2;
		} else if (e->cluster_of[s] < 0) {
			ret = sdi_haplotypes_lay(e, -1, &s, 1);
		}
	}
	for (int i = 0; i < e->n_rows && !ret; i++) {
		int n = 0;

		if (find(e, i) != i)
			continue;
		for (int s = 0; s < n_sites; s++)
			if (e->cluster_of[s] >= 0 && find(e, e->cluster_of[s]) == i)
				list[n++] = s;
		if (n)
			ret = sdi_haplotypes_lay(e, i, list, n);
	}
	free(list);
	return ret;
}

/* Sites at which the sample is like all others are copied, not worked out again. */
static void start_from_default(struct sdi_evidence *e, int32_t node)
{
	const struct sdi_collector *c = e->c;

	if (!c->has_default || e->ploidy != 2)
		return;
	memset(e->is_default, 1, c->index.n_sites);
	for (struct sdi_pattern p; (p = sdi_pattern_at(&c->patterns, node)).parent >= 0;
	     node = p.parent) {
		const struct sdi_site_record *note =
			&c->notes[sdi_observation_at(&c->patterns, p.observation)->note];

		for (int i = 0; i < note->n_sites; i++)
			e->is_default[note->sites[i]] = 0;
	}
}

static void copy_defaults(struct sdi_evidence *e)
{
	const struct sdi_collector *c = e->c;

	for (int s = 0; s < c->index.n_sites; s++) {
		const struct sdi_site *site = &c->index.sites[s];

		if (!e->is_default[s] || e->cluster_of[s] >= 0)
			continue;
		e->g->same.known = sdi_bits_or(e->g->same.known,
					       sdi_bits_and(site->bits, c->by_default.same.known));
		e->g->same.carried = sdi_bits_or(
			e->g->same.carried, sdi_bits_and(site->bits, c->by_default.same.carried));
		for (int i = 0; i < site->n_bits; i++)
			e->g->state[site->bit[i]] = c->by_default.state[site->bit[i]];
	}
}

static int fill(struct sdi_evidence *e, int32_t node)
{
	int ret = read_rows(e, node);

	if (ret)
		return ret;
	start_from_default(e, node);
	unite_open_rows(e);
	unite_sites(e);
	adopt_sites(e);
	unite_twins(e);
	for (int i = 0; i < e->n_rows; i++)
		e->rows[i].cluster = find(e, i);
	copy_defaults(e);
	return lay_clusters(e);
}

int sdi_evidence_of_node(const struct sdi_collector *c, int32_t node, struct sdi_genotype *out)
{
	struct sdi_evidence e = { .c = c, .g = out };
	int ret = STARDOSE_ENOMEM, is_assumed;

	out->gene = c->gene;
	out->build = c->index.build;
	if (!c->n_speaking)
		out->reasons |= UINT64_C(1) << STARDOSE_WHY_NO_RECORDS;
	else if (c->n_silent == c->n_speaking)
		out->reasons |= UINT64_C(1) << STARDOSE_WHY_NO_GENOTYPES;
	read_ploidy(&e, node);
	/*
	 * Without a genotype anywhere there is nothing but what may be assumed, and that is
	 * diploid.
	 */
	is_assumed = !e.ploidy && c->options.absent_is_reference &&
		     !(out->reasons >> STARDOSE_WHY_PLOIDY_UNSUPPORTED & 1);
	if (is_assumed)
		e.ploidy = 2;
	e.row_of = calloc(c->n_notes ? c->n_notes : 1, sizeof(*e.row_of));
	e.cluster_of = malloc((c->index.n_sites ? c->index.n_sites : 1) * sizeof(*e.cluster_of));
	e.is_default = calloc(c->index.n_sites ? c->index.n_sites : 1, 1);
	if (e.row_of && e.cluster_of && e.is_default)
		ret = fill(&e, node);
	out->ploidy = is_assumed && sdi_bits_empty(out->same.known) ? 0 : e.ploidy;
	if (!ret)
		sdi_genotype_finish(out);
	free(e.row_of);
	free(e.cluster_of);
	free(e.is_default);
	free(e.rows);
	free(e.scratch);
	if (ret)
		sdi_genotype_release(out);
	return ret;
}
