/* copy_model.c - depths and votes -> the pair of structural haplotypes, and whether it fits */
#include <math.h>
#include <stdlib.h>
#include "reads/unit_pairs.h"

#define SCALES 13		/* values of the scale, over 3 standard deviations to each side */
#define ABSENT 0.03		/* copies that reads of elsewhere look like, where there are none */
#define MOST_SPREAD 0.5
#define MOST_HOLES 0.1

struct evidence {
	const struct stardose_paralog_model *model;
	const struct sdi_read_counts *counts;
	struct sdi_depth_figures depth;
	double scale, scale_sd;		/* of one copy; relative */
};

/* ---- expectations ---- */

/* Standard deviation of the depth of a region that is there in @copies. */
static double depth_sd(const struct evidence *e, int role, double copies, double scale)
{
	double expected = copies * scale, n;

	/* fragments that the region would have with so many copies */
	n = e->depth.depth[role] > 0
		    ? e->depth.fragments[role] * expected / e->depth.depth[role]
		    : 1;
	n = n > 1 ? n : 1;
	return expected * sqrt(SDI_DEPTH_SPREAD * SDI_DEPTH_SPREAD + 1 / n);
}

static double copies_of(const struct sdi_placed *a, const struct sdi_placed *b, int role)
{
	int n = a->copies.count[role] + b->copies.count[role];

	return n ? n : ABSENT;
}

/* A share with what errors make of it. */
static double spoilt(double share, double error)
{
	return error + (1 - 2 * error) * share;
}

static double log_beta(double a, double b) { return lgamma(a) + lgamma(b) - lgamma(a + b); }

/* Log of the chance of @k in @n, without the binomial coefficient, which is the same for all. */
static double log_votes(int k, int n, double share, double rho)
{
	double all = 1 / rho - 1, a = share * all, b = (1 - share) * all;

	return n ? log_beta(k + a, n - k + b) - log_beta(a, b) : 0;
}

/* ---- one pair ---- */

static double log_depths(const struct evidence *e, const struct sdi_placed *a,
			 const struct sdi_placed *b, double scale)
{
	double sum = 0;

	for (int role = SDI_COUNT_PAIR; role < SDI_N_COUNTS; role++) {
		double copies = copies_of(a, b, role), sd = depth_sd(e, role, copies, scale),
		       z = (e->depth.depth[role] - copies * scale) / sd;

		sum += -z * z / 2 - log(sd);
	}
	return sum;
}

/* The depths, over all scales that the flank allows. @best: the scale that explains them best */
static double log_depth_integral(const struct evidence *e, const struct sdi_placed *a,
				 const struct sdi_placed *b, double *best)
{
	double value[SCALES], most = -INFINITY, sum = 0;

	for (int i = 0; i < SCALES; i++) {
		double x = 6.0 * i / (SCALES - 1) - 3, scale = e->scale * exp(x * e->scale_sd);

		value[i] = log_depths(e, a, b, scale) - x * x / 2;
		if (value[i] > most) {
			most = value[i];
			*best = scale;
		}
	}
	for (int i = 0; i < SCALES; i++)
		sum += exp(value[i] - most);
	return most + log(sum);
}

/*
 * Fragments that go over to the neighbour less those that come back: joined fragments of a library
 * do both alike, a hybrid one.
 */
static double log_switches(const struct sdi_switch_votes *w, double to_paralog, double to_gene,
			   double units)
{
	int over = w->to_paralog - w->to_gene;
	double sum = log_votes(over > 0 ? over : 0, w->n,
			       spoilt(fmax(to_paralog - to_gene, 0) / units, SDI_SWITCH_ERROR),
			       SDI_SWITCH_RHO);

	return sum + log_votes(over < 0 ? -over : 0, w->n,
			       spoilt(fmax(to_gene - to_paralog, 0) / units, SDI_SWITCH_ERROR),
			       SDI_SWITCH_RHO);
}

static double log_segments(const struct evidence *e, const struct sdi_placed *a,
			   const struct sdi_placed *b)
{
	double units = a->copies.count[SDI_COUNT_PAIR] + b->copies.count[SDI_COUNT_PAIR], sum = 0;

	for (int s = 0; s < e->model->n_segments; s++) {
		const struct sdi_segment_votes *v = &e->counts->votes[s];
		const struct sdi_switch_votes *w = &e->counts->switches[s];

		sum += log_votes(v->gene, v->gene + v->paralog,
				 spoilt((a->gene[s] + b->gene[s]) / units, SDI_VOTE_ERROR),
				 SDI_VOTE_RHO);
		if (s + 1 == e->model->n_segments)
			break;
		sum += log_switches(w, a->to_paralog[s] + b->to_paralog[s],
				    a->to_gene[s] + b->to_gene[s], units);
	}
	return sum;
}

/* ---- all pairs ---- */

/* @value: log of likelihood and prior; @common: the same with SDI_COMMON_LEAST */
struct pair { int a, b; double value, common, scale; };

static struct sdi_unit_copies add_copies(const struct sdi_unit_copies *a,
					 const struct sdi_unit_copies *b)
{
	struct sdi_unit_copies c = { .part = a->part + b->part,
				     .body = a->body + b->body,
				     .first = a->first + b->first };

	for (int role = 0; role < SDI_N_COUNTS; role++)
		c.count[role] = a->count[role] + b->count[role];
	return c;
}

/* Do two pairs say the same of the gene? Without bases only regions are counted. */
static int is_same(const struct sdi_unit_copies *a, const struct sdi_unit_copies *b, int has_bases)
{
	if (a->count[SDI_COUNT_PAIR] != b->count[SDI_COUNT_PAIR] ||
	    a->count[SDI_COUNT_LINK] != b->count[SDI_COUNT_LINK])
		return 0;
	return !has_bases || (a->part == b->part && a->body == b->body && a->first == b->first);
}

static int compare_pairs(const void *va, const void *vb)
{
	const struct pair *a = va, *b = vb;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return a->a != b->a ? a->a - b->a : a->b - b->b;
}

static int weigh_pairs(const struct evidence *e, const struct sdi_placed *placed, int n,
		       struct pair *pairs)
{
	int m = 0;

	for (int i = 0; i < n; i++)
		for (int j = i; j < n; j++) {
			struct pair *p = &pairs[m++];

			*p = (struct pair){ .a = i, .b = j };
			p->value = log_depth_integral(e, &placed[i], &placed[j], &p->scale);
			if (e->counts->has_bases)
				p->value += log_segments(e, &placed[i], &placed[j]);
			p->value += log(i == j ? 1 : 2);
			p->common = p->value + log(placed[i].common * placed[j].common);
			p->value += log(placed[i].prior * placed[j].prior);
		}
	qsort(pairs, m, sizeof(*pairs), compare_pairs);
	return m;
}

struct posterior { double as_is, if_common; int next; };

/*
 * How likely what @at says is, over all pairs that say it
 * @next: of the result: the first that says otherwise, -1 none
 */
static struct posterior posterior_of(const struct evidence *e, const struct sdi_placed *placed,
				     const struct pair *pairs, int m, int at)
{
	struct sdi_unit_copies best = add_copies(&placed[pairs[at].a].copies,
						 &placed[pairs[at].b].copies);
	double all = 0, same = 0, all_common = 0, same_common = 0;
	int next = -1;

	for (int i = 0; i < m; i++) {
		struct sdi_unit_copies c =
			add_copies(&placed[pairs[i].a].copies, &placed[pairs[i].b].copies);
		double weight = exp(pairs[i].value - pairs[0].value),
		       common = exp(pairs[i].common - pairs[0].common);
		int is = is_same(&c, &best, e->counts->has_bases);

		all += weight;
		all_common += common;
		same += is ? weight : 0;
		same_common += is ? common : 0;
		if (!is && next < 0)
			next = i;
	}
	return (struct posterior){ same / all, same_common / all_common, next };
}

/* ---- fit ---- */

static void look_at(struct sdi_read_copies *out, const struct sdi_figure *f)
{
	double z = f->sd > 0 ? fabs(f->seen - f->expected) / f->sd : 0;

	out->worst = z > out->worst ? z : out->worst;
}

static void fit_depths(const struct evidence *e, const struct sdi_placed *a,
		       const struct sdi_placed *b, struct sdi_read_copies *out)
{
	for (int role = 0; role < SDI_N_COUNTS; role++) {
		double copies = role ? copies_of(a, b, role) : 2;
		struct sdi_figure *f = &out->figure[role];

		f->expected = copies < 1 ? 0 : copies;
		f->seen = e->depth.depth[role] / out->scale;
		f->sd = role ? depth_sd(e, role, copies, out->scale) / out->scale
			     : 2 * e->scale_sd;
		/* of what is not there some reads of elsewhere are seen: a tenth of a copy is none */
		if (copies < 1)
			f->sd = f->sd > 0.05 ? f->sd : 0.05;
		look_at(out, f);
	}
}

static void fit_segments(const struct evidence *e, const struct sdi_placed *a,
			 const struct sdi_placed *b, struct sdi_read_copies *out)
{
	double units = a->copies.count[SDI_COUNT_PAIR] + b->copies.count[SDI_COUNT_PAIR];

	for (int s = 0; s < e->model->n_segments; s++) {
		const struct sdi_segment_votes *v = &e->counts->votes[s];
		double n = v->gene + v->paralog, p;
		struct sdi_figure *f = &out->share[s];

		*f = (struct sdi_figure){ .expected = -1 };
		if (!(n > 0))
			continue;
		p = spoilt((a->gene[s] + b->gene[s]) / units, SDI_VOTE_ERROR);
		f->seen = v->gene / n;
		f->expected = p;
		f->sd = sqrt(p * (1 - p) / n * (1 + (n - 1) * SDI_VOTE_RHO));
		look_at(out, f);
	}
}

static void judge(const struct evidence *e, struct sdi_read_copies *out)
{
	double sure = out->depth < SDI_THIN_DEPTH ? SDI_SURE_THIN : SDI_SURE;

	if (out->worst > SDI_FIT_MOST)
		out->verdict = SDI_READS_MISFIT;
	else if (!(out->posterior >= sure) || !(out->if_common >= SDI_SURE_COMMON))
		out->verdict = SDI_READS_AMBIGUOUS;
	else
		out->verdict = SDI_READS_CALLED;
	out->hybrids_open = !e->counts->has_bases;
}

static void name_pair(const struct sdi_placed *placed, const struct pair *p, int *haplotype,
		      struct sdi_unit_copies *copies)
{
	haplotype[0] = placed[p->a].haplotype;
	haplotype[1] = placed[p->b].haplotype;
	*copies = add_copies(&placed[p->a].copies, &placed[p->b].copies);
}

static int weigh(const struct evidence *e, const char *population, struct sdi_read_copies *out)
{
	struct sdi_placed *placed = NULL;
	struct pair *pairs = NULL;
	int n = sdi_placed_all(e->model, population, &placed), m;
	struct posterior p;

	if (n > 0)
		pairs = malloc(((size_t)n * (n + 1) / 2) * sizeof(*pairs));
	if (!pairs) {
		free(placed);
		return STARDOSE_ENOMEM;
	}
	m = weigh_pairs(e, placed, n, pairs);
	p = posterior_of(e, placed, pairs, m, 0);
	out->posterior = p.as_is;
	out->if_common = p.if_common;
	name_pair(placed, &pairs[0], out->haplotype, &out->best);
	if (p.next >= 0) {
		out->next = posterior_of(e, placed, pairs, m, p.next).as_is;
		name_pair(placed, &pairs[p.next], out->other, &out->second);
	}
	out->scale = pairs[0].scale;
	fit_depths(e, &placed[pairs[0].a], &placed[pairs[0].b], out);
	if (e->counts->has_bases)
		fit_segments(e, &placed[pairs[0].a], &placed[pairs[0].b], out);
	judge(e, out);
	free(placed);
	free(pairs);
	return STARDOSE_OK;
}

/* What can be said before any pair is looked at. */
static enum sdi_read_verdict look_first(const struct evidence *e)
{
	if (e->counts->read_length > SDI_LONG_READ)
		return SDI_READS_LONG;
	if (e->depth.n_flank < SDI_FLANK_LEAST_BINS || e->depth.spread > MOST_SPREAD ||
	    e->depth.holes > MOST_HOLES)
		return SDI_READS_UNEVEN;
	if (!(e->depth.depth[SDI_COUNT_FLANK] >= SDI_LEAST_DEPTH))
		return SDI_READS_SHALLOW;
	if (e->counts->unplaced > SDI_MOST_UNPLACED)
		return SDI_READS_SPLIT;
	return SDI_READS_CALLED;
}

int sdi_copy_model(const struct stardose_paralog_model *model,
		   const struct sdi_read_counts *counts, const char *population,
		   struct sdi_read_copies *out)
{
	struct evidence e = { .model = model, .counts = counts };
	double n;

	*out = (struct sdi_read_copies){ 0 };
	sdi_depth_figures(model, counts, &e.depth);
	out->depth = e.depth.depth[SDI_COUNT_FLANK];
	out->verdict = look_first(&e);
	if (out->verdict)
		return STARDOSE_OK;
	n = e.depth.fragments[SDI_COUNT_FLANK];
	e.scale = out->depth / 2;
	e.scale_sd = sqrt(SDI_FLANK_SPREAD * SDI_FLANK_SPREAD + 1 / (n > 1 ? n : 1));
	return weigh(&e, population, out);
}

const char *sdi_read_verdict_name(enum sdi_read_verdict verdict)
{
	static const char *const names[] = { "called",	     "reads_shallow", "reads_uneven",
					     "reads_long",   "reads_split",   "reads_misfit",
					     "reads_ambiguous" };

	return (unsigned)verdict < sizeof(names) / sizeof(*names) ? names[verdict] : "?";
}
