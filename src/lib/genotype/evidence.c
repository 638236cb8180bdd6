/* evidence.c - a pattern's observations -> rows; what records say where no row changes anything */
#include <stdlib.h>
#include <string.h>
#include "genotype/evidence.h"

static int is_silent(const struct sdi_evidence *e, int note)
{
	int row = e->row_of[note];

	return row == SDI_ROW_SILENT || (row > 0 && e->rows[row - 1].is_left_out);
}

static int is_rejected(const struct sdi_evidence *e, int note)
{
	return e->row_of[note] == SDI_ROW_REJECTED || e->c->notes[note].is_rejected ||
	       (!e->row_of[note] && e->ploidy != 2);
}

int sdi_evidence_allele(const struct sdi_evidence *e, int note, int hap)
{
	if (is_rejected(e, note) || is_silent(e, note))
		return -1;
	return e->row_of[note] ? e->rows[e->row_of[note] - 1].now[hap] : 0;
}

int sdi_evidence_siblings(const struct sdi_evidence *e, int note, int other)
{
	const struct sdi_site_record *a = &e->c->notes[note], *b = &e->c->notes[other];

	return a->pos == b->pos && a->ref_end == b->ref_end && !a->is_block && !b->is_block;
}

/* How many notes of a role are rejected, silent, or say something. */
struct tally { int n_rejected, n_silent, n_usable; };

static struct tally tally_of(const struct sdi_evidence *e, const struct sdi_site_roles *r,
			     enum sdi_role role)
{
	struct tally t = { 0 };

	for (int i = 0; i < r->n[role]; i++)
		if (is_rejected(e, r->notes[role][i]))
			t.n_rejected++;
		else if (is_silent(e, r->notes[role][i]))
			t.n_silent++;
		else
			t.n_usable++;
	return t;
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

		if (!is_rejected(e, r->notes[SDI_ROLE_NEAR][i]))
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

/*
 * May a record that only comes near a site speak for those that name it, but are silent? Its REF
 * covers the base of an SNV; of an indel it must be another row of the same split record.
 */
static int stands_in(const struct sdi_evidence *e, int site, int near)
{
	const struct sdi_site_roles *r = &e->c->roles[site];

	if (!e->c->index.sites[site].is_indel)
		return 1;
	for (int i = 0; i < r->n[SDI_ROLE_NAMES]; i++)
		if (sdi_evidence_siblings(e, r->notes[SDI_ROLE_NAMES][i], near))
			return 1;
	return 0;
}

static enum sdi_standing standing_in(const struct sdi_evidence *e, int site)
{
	const struct sdi_site_roles *r = &e->c->roles[site];
	enum sdi_standing standing = SDI_SILENT;

	for (int i = 0; i < r->n[SDI_ROLE_NEAR]; i++) {
		int near = r->notes[SDI_ROLE_NEAR][i];

		if (is_silent(e, near) || !stands_in(e, site, near))
			continue;
		if (is_rejected(e, near))
			return SDI_REJECTED;
		standing = SDI_STANDS;
	}
	return standing;
}

enum sdi_standing sdi_evidence_standing(const struct sdi_evidence *e, int site)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	const struct sdi_site_roles *r = &e->c->roles[site];
	struct tally names = tally_of(e, r, SDI_ROLE_NAMES), near = tally_of(e, r, SDI_ROLE_NEAR),
		     covers;

	if (names.n_rejected || (s->is_indel && sibling_rejected(e, r, &s->indel)))
		return SDI_REJECTED;
	if (r->n[SDI_ROLE_NAMES])
		return names.n_usable ? SDI_STANDS : standing_in(e, site);
	if (near.n_rejected)
		return SDI_REJECTED;
	if (near.n_silent && !near.n_usable)
		return SDI_SILENT;
	if (!s->is_indel && r->n[SDI_ROLE_NEAR])
		return SDI_STANDS;
	covers = tally_of(e, r, SDI_ROLE_COVERS);
	return covers.n_rejected || covers.n_silent ? SDI_REJECTED : SDI_STANDS;
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

/* '.' where another row of the same split record has its ALT: that allele is what is there. */
static int sibling_shows(const struct sdi_evidence *e, const struct sdi_site_roles *r, int note,
			 int hap)
{
	for (int role = SDI_ROLE_NAMES; role <= SDI_ROLE_NEAR; role++)
		for (int i = 0; i < r->n[role]; i++) {
			int other = r->notes[role][i], a = sdi_evidence_allele(e, other, hap);

			if (a > 0 && sdi_evidence_siblings(e, note, other) &&
			    e->c->notes[other].alleles[a].kind == SDI_ALLELE_ALT)
				return 1;
		}
	return 0;
}

static enum sdi_fact fact_of_role(const struct sdi_evidence *e, int site, enum sdi_role role,
				  int hap)
{
	const struct sdi_site_roles *r = &e->c->roles[site];
	enum sdi_fact fact = SDI_FACT_ABSENT;

	for (int i = 0; i < r->n[role]; i++) {
		int note = r->notes[role][i], a = sdi_evidence_allele(e, note, hap);

		if (role != SDI_ROLE_COVERS && is_silent(e, note))
			continue;
		if (role == SDI_ROLE_NEAR && r->n[SDI_ROLE_NAMES] && !stands_in(e, site, note))
			continue;
		if ((a < 0 && !sibling_shows(e, r, note, hap)) ||
		    (role == SDI_ROLE_COVERS && a > 0))
			return SDI_FACT_UNKNOWN;
		fact = SDI_FACT_REF;
	}
	return r->n[role] && fact == SDI_FACT_ABSENT ? SDI_FACT_UNKNOWN : fact;
}

enum sdi_fact sdi_evidence_fact(const struct sdi_evidence *e, int site, int hap)
{
	const struct sdi_site_roles *r = &e->c->roles[site];

	if (r->n[SDI_ROLE_NAMES]) {
		if (tally_of(e, r, SDI_ROLE_NAMES).n_usable)
			return fact_of_role(e, site, SDI_ROLE_NAMES, hap);
		return fact_of_role(e, site, SDI_ROLE_NEAR, hap) == SDI_FACT_REF
			       ? SDI_FACT_REF
			       : SDI_FACT_UNKNOWN;
	}
	if (e->c->index.sites[site].is_indel)
		return covered(e, site, hap, 1);
	return fact_of_role(e, site, r->n[SDI_ROLE_NEAR] ? SDI_ROLE_NEAR : SDI_ROLE_COVERS, hap);
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

int sdi_evidence_duplicate_before(const struct sdi_evidence *e, int d)
{
	const struct sdi_duplicate *list = e->c->duplicates.list;

	if (e->row_of[list[d].note] <= 0)
		return -1;
	for (int i = d - 1; i >= 0 && list[i].group == list[d].group; i--)
		if (e->row_of[list[i].note] > 0)
			return e->row_of[list[i].note] != e->row_of[list[d].note] ? i : -1;
	return -1;
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

static void describe_row(const struct sdi_evidence *e, struct sdi_row *row)
{
	row->beg = HTS_POS_MAX;
	row->end = -1;
	row->is_fixed = 1;
	for (int h = 0; h < e->ploidy; h++) {
		const struct sdi_record_allele *a =
			row->given[h] < 0 ? NULL : sdi_row_allele(e, row, row->given[h]);

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

static int same_genotype(const struct sdi_row *a, const struct sdi_row *b)
{
	return a->phase_set == b->phase_set && a->n_given == b->n_given &&
	       !memcmp(a->given, b->given, sizeof(a->given));
}

/*
 * Add a row, or find the equal one of an equal record: @first holds 1 + the first row of each kind
 * of record.
 */
static int add_row(struct sdi_evidence *e, struct sdi_row row, int *first)
{
	int *head = &first[e->c->duplicates.first_alike[row.note]];

	for (int i = *head - 1; i >= 0; i = e->rows[i].next_alike)
		if (same_genotype(&e->rows[i], &row)) {
			e->row_of[row.note] = i + 1;
			return STARDOSE_OK;
		}
	if (e->n_rows == e->m_rows) {
		int m = e->m_rows ? e->m_rows * 2 : 32;
		struct sdi_row *more = realloc(e->rows, m * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		e->rows = more;
		e->m_rows = m;
	}
	row.cluster = e->n_rows;
	row.next_alike = *head - 1;
	describe_row(e, &row);
	e->rows[e->n_rows++] = row;
	e->row_of[row.note] = *head = e->n_rows;
	return STARDOSE_OK;
}

static int read_observed(struct sdi_evidence *e, int32_t node, int *first)
{
	for (struct sdi_pattern p; (p = sdi_pattern_at(&e->c->patterns, node)).parent >= 0;
	     node = p.parent) {
		const struct sdi_observation *o =
			sdi_observation_at(&e->c->patterns, p.observation);
		struct sdi_row row = { .note = o->note, .n_given = o->ploidy };

		if (o->flags || wrong_ploidy(e, o->ploidy)) {
			e->row_of[o->note] = o->flags & SDI_OBS_SILENT ? SDI_ROW_SILENT
								       : SDI_ROW_REJECTED;
			continue;
		}
		for (int h = 0; h < STARDOSE_MAX_PLOIDY; h++)
			row.given[h] = h < o->ploidy ? o->allele[h] : -1;
		row.phase_set = o->ploidy == e->ploidy ? o->phase_set : -1;
		if (add_row(e, row, first))
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/*
 * The same allele written down twice must be there twice: bring in the rows that say it is not
 * there.
 */
static int read_denied(struct sdi_evidence *e, int *first)
{
	const struct sdi_duplicates *d = &e->c->duplicates;
	uint8_t *is_carried = calloc(d->n_groups ? d->n_groups : 1, 1);
	int ret = is_carried ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; i < e->n_rows && !ret; i++)
		for (int h = 0; h < e->ploidy; h++) {
			const struct sdi_record_allele *a = sdi_row_given(e, &e->rows[i], h);

			if (a && a->group >= 0)
				is_carried[a->group] = 1;
		}
	for (int i = 0; i < d->n && !ret; i++) {
		int note = d->list[i].note;

		if (is_carried[d->list[i].group] && !e->row_of[note] && !is_rejected(e, note))
			ret = add_row(e,
				      (struct sdi_row){
					      .note = note, .n_given = 2, .phase_set = -1 },
				      first);
	}
	free(is_carried);
	return ret;
}

int sdi_evidence_read(struct sdi_evidence *e, int32_t node)
{
	int n = e->c->n_notes ? e->c->n_notes : 1, ret = STARDOSE_ENOMEM,
	    *first = calloc(n, sizeof(*first));

	read_ploidy(e, node);
	/*
	 * Without a genotype anywhere there is nothing but what may be assumed, and that is
	 * diploid.
	 */
	e->is_assumed = !e->ploidy && e->c->options.absent_is_reference &&
			!(e->g->reasons >> STARDOSE_WHY_PLOIDY_UNSUPPORTED & 1);
	if (e->is_assumed)
		e->ploidy = 2;
	e->row_of = calloc(n, sizeof(*e->row_of));
	if (first && e->row_of)
		ret = read_observed(e, node, first);
	if (!ret)
		ret = read_denied(e, first);
	free(first);
	return ret;
}

void sdi_evidence_release(struct sdi_evidence *e)
{
	free(e->row_of);
	free(e->rows);
}
