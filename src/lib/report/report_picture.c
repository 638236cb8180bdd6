/*
 * report_picture.c - where a result stands among poor, intermediate, normal, rapid and ultrarapid
 *
 * Five steps of equal width, the same for every gene, so that the pictures of all genes stand under
 * one heading. A step is the result, possible (another diplotype that fits, an allele not
 * excluded), or neither. A mark shows the activity score within its step; a bar reaches as far as a
 * deleted or an extra copy would move the result where copies were not counted.
 */
#include <limits.h>
#include <string.h>
#include <htslib/kstring.h>
#include "report/report_model.h"

#define N_STEPS 5
#define STEP_WIDTH (100.0 / N_STEPS)
#define QUARTER 25			/* scores come in quarters, in hundredths here */

struct picture {
	const struct sdi_report_facts *facts;
	const struct stardose_gene *gene;	/* NULL: none that the tables know */
	int here;				/* step of the phenotype, -1: it has none */
	int is_possible[N_STEPS], is_scale[N_STEPS];
	double from, to;     /* of the mark, per cent of the width; from < 0: no mark */
	int lowest, highest; /* steps that other numbers of copies lead to; lowest < 0: none */
};

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static double one_digit(double x) { return (int)(x * 10 + 0.5) / 10.0; }

static int step_of(const struct picture *p, const char *phenotype)
{
	return sdi_report_step(p->facts, phenotype);
}

static void note_possible(struct picture *p, const char *phenotype)
{
	int step = step_of(p, phenotype);

	if (step >= 0)
		p->is_possible[step] = 1;
}

/* ---- the score within its step ---- */

const struct stardose_phenotype_rule *sdi_report_band(const struct stardose_gene *gene, int score)
{
	for (int r = 0; r < gene->n_rules; r++) {
		const struct stardose_phenotype_rule *rule = &gene->rules[r];

		if (rule->is_score && rule->guideline == STARDOSE_GUIDELINE_CPIC && rule->lo >= 0 &&
		    score >= rule->lo && score <= rule->hi)
			return rule;
	}
	return NULL;
}

#define OPEN_BAND                                                                                  \
	(3 * QUARTER) /* a band without upper end is drawn as wide as this; what lies beyond       \
			 stands at its end */
#define AT_END 0.95

/*
 * Per cent of the width, -1: the score lies in no band. Every score of a band lies inside its
 * step, none on a border.
 */
static double place_of(const struct picture *p, int score)
{
	const struct stardose_phenotype_rule *band = sdi_report_band(p->gene, score);
	int step = band ? step_of(p, band->phenotype) : -1, lo, hi;
	double within;

	if (step < 0)
		return -1;
	lo = (band->lo + QUARTER - 1) / QUARTER * QUARTER;
	hi = band->hi == INT_MAX ? lo + OPEN_BAND : band->hi / QUARTER * QUARTER;
	within = (score - lo + QUARTER / 2.0) / (hi - lo + QUARTER);
	return STEP_WIDTH * (step + (within < 1 ? within : AT_END));
}

static int in_hundredths(const cJSON *score) { return (int)(score->valuedouble * 100 + 0.5); }

static void place_mark(struct picture *p, const cJSON *score)
{
	const cJSON *lo = cJSON_IsArray(score) ? cJSON_GetArrayItem(score, 0) : score;
	const cJSON *hi = cJSON_IsArray(score) ? cJSON_GetArrayItem(score, 1) : score;

	p->from = -1;
	if (!p->gene || p->gene->method != STARDOSE_METHOD_SCORE || !cJSON_IsNumber(lo))
		return;
	p->from = place_of(p, in_hundredths(lo));
	p->to = cJSON_IsNumber(hi) ? place_of(p, in_hundredths(hi)) : N_STEPS * STEP_WIDTH;
	if (p->to < p->from)
		p->from = -1;
}

/* ---- other numbers of copies ---- */

static void reach(struct picture *p, const cJSON *effects)
{
	const cJSON *effect;

	cJSON_ArrayForEach(effect, effects) {
		int step = step_of(p, sdi_json_get_text(effect, "phenotype"));

		if (step < 0 || step == p->here)
			continue;
		p->lowest = p->lowest < 0 || step < p->lowest ? step : p->lowest;
		p->highest = step > p->highest ? step : p->highest;
	}
}

static void reach_copies(struct picture *p, const cJSON *result)
{
	p->lowest = p->highest = -1;
	reach(p, get(result, "if_deletion"));
	reach(p, get(result, "if_extra_copy"));
	if (p->lowest >= 0 && p->lowest == p->highest && p->is_possible[p->lowest])
		p->lowest = p->highest = -1;	/* it leads nowhere else than what fits already */
	if (p->lowest < 0 || p->here < 0)
		return;
	p->lowest = p->here < p->lowest ? p->here : p->lowest;
	p->highest = p->here > p->highest ? p->here : p->highest;
}

/* ---- the whole ---- */

static void find_steps(struct picture *p, const cJSON *result)
{
	const cJSON *each;

	p->here = step_of(p, sdi_json_get_text(result, "phenotype"));
	cJSON_ArrayForEach(each, get(result, "candidates"))
		note_possible(p, sdi_json_get_text(each, "phenotype"));
	cJSON_ArrayForEach(each, get(result, "open_phenotypes"))
		note_possible(p, cJSON_GetStringValue(each) ? cJSON_GetStringValue(each) : "");
	for (int r = 0; p->gene && r < p->gene->n_rules; r++) {
		int step = p->gene->rules[r].guideline == STARDOSE_GUIDELINE_CPIC
				   ? step_of(p, p->gene->rules[r].phenotype)
				   : -1;

		if (step >= 0)
			p->is_scale[step] = 1;
	}
	if (p->here >= 0)
		p->is_scale[p->here] = 1;
}

static void add_steps(const struct picture *p, cJSON *picture, struct sdi_json *j)
{
	cJSON *steps = sdi_json_add_array(j, picture, "steps");

	for (int i = 0; i < N_STEPS; i++) {
		cJSON *step = sdi_json_add_object(j, steps, NULL);

		sdi_json_add_number(j, step, "from", STEP_WIDTH * i);
		sdi_json_add_bool(j, step, "is_here", i == p->here);
		sdi_json_add_bool(j, step, "is_possible", i != p->here && p->is_possible[i]);
		sdi_json_add_bool(j, step, "is_scale", p->is_scale[i]);
	}
}

static void add_span(struct sdi_json *j, cJSON *picture, const char *name, double from, double to)
{
	cJSON *span = sdi_json_add_object(j, picture, name);

	sdi_json_add_number(j, span, "from", one_digit(from));
	sdi_json_add_number(j, span, "to", one_digit(to));
	sdi_json_add_number(j, span, "width", one_digit(to - from));
}

/* One of words.tsv's pictures, where there is something to say. */
static void put_piece(kstring_t *s, const struct picture *p, struct sdi_json *j, const char *code,
		      const char *what, const char *text)
{
	if (*text && sdi_put_words(s, &p->facts->words, "picture", code, what, text, NULL))
		j->failed = 1;
}

static void put_phenotypes(kstring_t *s, const struct picture *p, struct sdi_json *j,
			   const char *code, const cJSON *list)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, list)
		put_piece(s, p, j, code, "phenotype",
			  cJSON_IsString(each) ? each->valuestring
					       : sdi_json_get_text(each, "phenotype"));
}

/* What the picture shows, for those who do not see it. */
static void add_words(const struct picture *p, const cJSON *result, const char *score,
		      cJSON *picture, struct sdi_json *j)
{
	kstring_t s = KS_INITIALIZE;

	if (kputs(sdi_json_get_text(result, "phenotype"), &s) < 0)
		j->failed = 1;
	put_piece(&s, p, j, "score", "score", score);
	if (p->here < 0)
		put_phenotypes(&s, p, j, "possible", get(result, "candidates"));
	put_phenotypes(&s, p, j, "not_excluded", get(result, "open_phenotypes"));
	put_phenotypes(&s, p, j, "if_deletion", get(result, "if_deletion"));
	put_phenotypes(&s, p, j, "if_extra_copy", get(result, "if_extra_copy"));
	sdi_json_add_text(j, picture, "text", s.s);
	ks_free(&s);
}

void sdi_report_picture(const struct sdi_report_facts *facts, const struct stardose_gene *gene,
			const cJSON *result, cJSON *card, struct sdi_json *j)
{
	struct picture p = { .facts = facts, .gene = gene };
	cJSON *picture;
	int any = 0;

	find_steps(&p, result);
	place_mark(&p, get(result, "activity_score"));
	reach_copies(&p, result);
	for (int i = 0; i < N_STEPS; i++)
		any |= p.is_possible[i];
	if (p.here < 0 && !any)
		return;
	picture = sdi_json_add_object(j, card, "picture");
	sdi_json_add_bool(j, picture, "is_placed", p.here >= 0);
	add_steps(&p, picture, j);
	if (p.from >= 0)
		add_span(j, picture, "mark", p.from, p.to);
	if (p.lowest >= 0)
		add_span(j, picture, "reach", STEP_WIDTH * (p.lowest + 0.5),
			 STEP_WIDTH * (p.highest + 0.5));
	add_words(&p, result, sdi_json_get_text(card, "activity_score"), picture, j);
}
