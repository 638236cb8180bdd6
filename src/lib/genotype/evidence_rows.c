/* evidence_rows.c - a pattern's observations -> ploidy and rows, equal ones once */
#include <stdlib.h>
#include <string.h>
#include "genotype/evidence_rows.h"

int sdi_row_is_rejected(const struct sdi_evidence *e, int note)
{
	return e->row_of[note] == SDI_ROW_REJECTED || e->c->notes[note].is_rejected ||
	       (!e->row_of[note] && e->ploidy != 2);
}

int sdi_evidence_siblings(const struct sdi_evidence *e, int note, int other)
{
	const struct sdi_site_record *a = &e->c->notes[note], *b = &e->c->notes[other];

	return a->pos == b->pos && a->ref_end == b->ref_end && !a->is_block && !b->is_block;
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

		if (sdi_is_coding_note(o->note) || !e->c->notes[o->note].n_sites)
			continue;
		n_default--;
		if (o->flags & SDI_OBS_PLOIDY)
			e->g->reasons |= UINT64_C(1) << STARDOSE_REASON_PLOIDY_UNSUPPORTED;
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
			e->g->reasons |= UINT64_C(1) << STARDOSE_REASON_MIXED_PLOIDY;
	if (e->ploidy == 1)
		e->g->reasons |= UINT64_C(1) << STARDOSE_REASON_HAPLOID;
}

/*
 * A genotype of another ploidy cannot be used, except that a haploid one is one half of a diploid
 * one.
 */
static int wrong_ploidy(const struct sdi_evidence *e, int ploidy)
{
	return ploidy != e->ploidy && !(ploidy == 1 && e->ploidy == 2);
}

static int allele_carries(const struct sdi_record_allele *a, const struct sdi_site *s, int k)
{
	for (int i = 0; i < a->n_changes; i++)
		if (sdi_change_carries(&a->changes[i], s, k))
			return 1;
	return 0;
}

/*
 * Which haplotypes it means is not known, but a variant that it carries is not missing either: what
 * has it is a candidate beside what has not.
 */
static void contest_carried(const struct sdi_evidence *e, const struct sdi_observation *o)
{
	const struct sdi_site_record *note = &e->c->notes[o->note];

	for (int h = 0; h < o->ploidy && h < STARDOSE_MAX_PLOIDY; h++)
		for (int i = 0; o->allele[h] > 0 && i < note->n_sites; i++) {
			const struct sdi_site *s = &e->c->index.sites[note->sites[i]];

			for (int k = 0; k < s->n_bits; k++)
				if (allele_carries(&note->alleles[o->allele[h]], s, k))
					sdi_bits_set(&e->g->contested, s->bit[k]);
		}
}

static void describe_row(const struct sdi_evidence *e, struct sdi_row *row)
{
	row->beg = HTS_POS_MAX;
	row->end = -1;
	row->is_fixed = 1;
	row->has_unknown = row->has_star = row->has_open = 0;
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

		if (sdi_is_coding_note(o->note))
			continue;
		if (o->flags || wrong_ploidy(e, o->ploidy)) {
			if (!o->flags)
				contest_carried(e, o);
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

		if (is_carried[d->list[i].group] && !e->row_of[note] &&
		    !sdi_row_is_rejected(e, note))
			ret = add_row(e,
				      (struct sdi_row){
					      .note = note, .n_given = 2, .phase_set = -1 },
				      first);
	}
	free(is_carried);
	return ret;
}

struct placed { hts_pos_t pos, end; int row; };

static int compare_placed(const void *va, const void *vb)
{
	const struct placed *a = va, *b = vb;

	if (a->pos != b->pos)
		return a->pos < b->pos ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return a->row - b->row;
}

/* Rows that replace the same bases form a ring. */
static int link_siblings(struct sdi_evidence *e)
{
	struct placed *list = malloc((e->n_rows ? e->n_rows : 1) * sizeof(*list));

	if (!list)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < e->n_rows; i++)
		list[i] = (struct placed){ e->c->notes[e->rows[i].note].pos,
					   e->c->notes[e->rows[i].note].ref_end, i };
	qsort(list, e->n_rows, sizeof(*list), compare_placed);
	for (int i = 0, first = 0; i < e->n_rows; i++) {
		int is_last = i + 1 == e->n_rows ||
			      !sdi_evidence_siblings(e, e->rows[list[i].row].note,
						     e->rows[list[i + 1].row].note);

		e->rows[list[i].row].next_sibling = list[is_last ? first : i + 1].row;
		first = is_last ? i + 1 : first;
	}
	free(list);
	return STARDOSE_OK;
}

/* How many rows of a ring tell of haplotype @h; *n_zero: how many of these say REF */
static int n_tell(const struct sdi_evidence *e, int first, int h, int *n_zero)
{
	int n = 0, i = first;

	do {
		n += e->rows[i].given[h] >= 0;
		*n_zero += !e->rows[i].given[h];
		i = e->rows[i].next_sibling;
	} while (i != first);
	return n;
}

/* Rows of one split record, each with another ALT, in one phase set. */
static int is_one_record(const struct sdi_evidence *e, int first)
{
	const int *alike = e->c->duplicates.first_alike;

	for (int i = e->rows[first].next_sibling, n = 1; i != first;
	     i = e->rows[i].next_sibling, n++)
		if (e->rows[i].phase_set != e->rows[first].phase_set || n > STARDOSE_MAX_PLOIDY ||
		    e->rows[i].n_given != e->ploidy ||
		    alike[e->rows[i].note] == alike[e->rows[first].note])
			return 0;
	return e->rows[first].next_sibling != first && e->rows[first].n_given == e->ploidy;
}

/*
 * Each haplotype told by one row, and '.' in all others, is how a splitter writes "told elsewhere"
 * (bcftools norm --multi-overlaps . makes .|0 and 1|. of 2|0): nothing is unknown then. Where no row
 * says REF the orders find it out.
 */
static void complete_halves(struct sdi_evidence *e)
{
	for (int first = 0; first < e->n_rows; first++) {
		int n_zero = 0, is_split = is_one_record(e, first);

		for (int h = 0; h < e->ploidy && is_split; h++)
			is_split = n_tell(e, first, h, &n_zero) == 1;
		for (int i = first; is_split && n_zero;) {
			struct sdi_row *row = &e->rows[i];

			for (int h = 0; h < e->ploidy; h++)
				row->given[h] = row->given[h] < 0 ? 0 : row->given[h];
			describe_row(e, row);
			i = row->next_sibling;
			is_split = i != first;
		}
	}
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
			!(e->g->reasons >> STARDOSE_REASON_PLOIDY_UNSUPPORTED & 1);
	if (e->is_assumed)
		e->ploidy = 2;
	e->row_of = calloc(n, sizeof(*e->row_of));
	if (first && e->row_of)
		ret = read_observed(e, node, first);
	if (!ret)
		ret = read_denied(e, first);
	if (!ret)
		ret = link_siblings(e);
	if (!ret)
		complete_halves(e);
	free(first);
	return ret;
}

void sdi_evidence_release(struct sdi_evidence *e)
{
	free(e->row_of);
	free(e->rows);
}
