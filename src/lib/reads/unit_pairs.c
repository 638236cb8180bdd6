/* unit_pairs.c - haplotypes with their switches in place */
#include <stdlib.h>
#include "reads/unit_pairs.h"

/* Where bases of the neighbour begin and end in a unit. */
struct piece { int64_t beg, end; };

static int has_range(const struct sdi_unit_shape *u)
{
	return u->beg_last > u->beg || u->end_last > u->end;
}

static int64_t step_of(int64_t first, int64_t last, int step)
{
	return last > first ? first + (last - first) * (2 * step + 1) / (2 * SDI_SWITCH_STEPS)
			    : first;
}

static struct piece place(const struct sdi_unit_shape *u, int step)
{
	struct piece p = { step_of(u->beg, u->beg_last, step), step_of(u->end, u->end_last, step) };

	if (p.end < 0)
		p.end = INT64_MAX - 1;
	return p;
}

static int is_gene(const struct piece *p, int64_t pos) { return pos < p->beg || pos >= p->end; }

/* What one unit adds in each segment. */
static void add_segments(const struct stardose_paralog_model *m, const struct piece *piece,
			 struct sdi_placed *out, int *is_all)
{
	int n[SDI_MAX_SEGMENTS] = { 0 }, gene[SDI_MAX_SEGMENTS] = { 0 }, before = -1;

	for (int i = 0; i < m->n_sites; i++) {
		const struct sdi_paralog_site *s = &m->sites[i];
		int here = is_gene(piece, s->gene[STARDOSE_BUILD_GRCH38]);

		n[s->segment]++;
		gene[s->segment] += here;
	}
	for (int s = 0; s < m->n_segments; s++) {
		int side = 2 * gene[s] > n[s];

		is_all[s] = n[s] && gene[s] == n[s];
		out->gene[s] += n[s] ? (double)gene[s] / n[s] : 0;
		if (s && before != side)
			*(side ? &out->to_gene[s - 1] : &out->to_paralog[s - 1]) += 1;
		before = side;
	}
}

static void add_unit(const struct stardose_paralog_model *m, const struct sdi_unit_shape *u,
		     int step, struct sdi_placed *out)
{
	struct piece piece = place(u, step);
	int is_all[SDI_MAX_SEGMENTS], all[SDI_SEGMENT_FIRST + 1] = { 1, 1, 1, 1 };

	for (int role = 0; role < SDI_N_COUNTS; role++)
		out->copies.count[role] += u->count[role];
	add_segments(m, &piece, out, is_all);
	for (int s = 0; s < m->n_segments; s++)
		all[m->segment[s].part] &= is_all[s];
	out->copies.part += all[SDI_SEGMENT_PART];
	out->copies.body += all[SDI_SEGMENT_BODY];
	out->copies.first += all[SDI_SEGMENT_FIRST];
}

static int n_steps(const struct stardose_paralog_model *m, const struct sdi_unit_haplotype *h)
{
	for (int i = 0; i < h->n_units; i++)
		if (has_range(&m->units[h->unit[i]]))
			return SDI_SWITCH_STEPS;
	return 1;
}

int sdi_placed_all(const struct stardose_paralog_model *model, const char *population,
		   struct sdi_placed **out)
{
	struct sdi_placed *list =
		calloc((size_t)model->n_haplotypes * SDI_SWITCH_STEPS + 1, sizeof(*list));
	int n = 0;

	if (!list)
		return STARDOSE_ENOMEM;
	for (int h = 0; h < model->n_haplotypes; h++) {
		const struct sdi_unit_haplotype *haplotype = &model->haplotypes[h];
		double prior = sdi_unit_prior(model, h, population);
		int steps = n_steps(model, haplotype);

		for (int step = 0; step < steps; step++) {
			struct sdi_placed *p = &list[n++];

			p->haplotype = h;
			p->prior = prior / steps;
			p->common = (prior > SDI_COMMON_LEAST ? prior : SDI_COMMON_LEAST) / steps;
			p->copies.count[SDI_COUNT_FLANK] = 1;
			for (int i = 0; i < haplotype->n_units; i++)
				add_unit(model, &model->units[haplotype->unit[i]], step, p);
		}
	}
	*out = list;
	return n;
}
