/*
 * report_hidden.c - which share of the haplotypes that change a function a file could not have
 * shown, in each population of the reference data
 *
 * This is about the file and the reference data, and about no person: the same whatever the
 * genotypes are, for all populations, in the order of the table. A haplotype is hidden where what
 * the seen sites leave of it reads as an allele of another function. Copies that were not counted
 * are said to be no part of it: the reference data are small variants.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "report/report_model.h"
#include "tables/population_frequency.h"
#include "tables/term_table.h"
#include "util/bits.h"

enum { MAX_POPULATIONS = 16, MAX_RANKED = 6 };
enum { NORMAL = 2, UNKNOWN = -1 };	/* orders of functions, as terms.tsv has them */

struct pool {
	const char *population;
	double changing, hidden;	/* shares of its haplotypes */
};

struct hidden {
	const struct stardose_gene *gene;
	struct stardose_bits unseen;
	struct pool pool[MAX_POPULATIONS];
	int n;
};

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

/* ---- what the sites leave of a haplotype ---- */

/* By activity value where alleles have one: 0 none, 1 the usual. */
static int class_of(const struct stardose_gene *gene, const struct stardose_allele *allele)
{
	const struct stardose_function *function = sdi_function(gene, allele->function);
	int value = allele->value[STARDOSE_GUIDELINE_CPIC];

	if (gene->method != STARDOSE_METHOD_SCORE)
		return function ? function->order : UNKNOWN;
	return value == STARDOSE_VALUE_NONE ? UNKNOWN
	       : value == 0		    ? 0
	       : value < 100		    ? 1
					    : NORMAL + (value > 100);
}

static int is_readable(const struct stardose_allele *allele)
{
	return allele->matchable && allele->kind != STARDOSE_ALLELE_RETIRED;
}

/* The allele that explains most of @seen and asks for nothing beyond. */
static const struct stardose_allele *read_as(const struct stardose_gene *gene,
					     struct stardose_bits seen)
{
	const struct stardose_allele *best = NULL;
	int most = -1;

	for (int i = 0; i < gene->n_alleles; i++) {
		const struct stardose_allele *allele = &gene->alleles[i];
		int n = sdi_bits_count(allele->required);

		if (!is_readable(allele) || n <= most || !sdi_bits_within(allele->required, seen))
			continue;
		best = allele;
		most = n;
	}
	return best;
}

static int is_hidden(const struct hidden *h, const struct stardose_allele *allele)
{
	struct stardose_bits seen = sdi_bits_minus(allele->required, h->unseen);
	const struct stardose_allele *as;

	if (!is_readable(allele) || sdi_bits_equal(seen, allele->required))
		return 0;
	as = read_as(h->gene, seen);
	return !as || class_of(h->gene, as) != class_of(h->gene, allele);
}

/* ---- the populations ---- */

static struct pool *pool_of(struct hidden *h, const char *population)
{
	for (int i = 0; i < h->n; i++)
		if (!strcmp(h->pool[i].population, population))
			return &h->pool[i];
	if (h->n == MAX_POPULATIONS)
		return NULL;
	h->pool[h->n].population = population;
	return &h->pool[h->n++];
}

static void add_up(const struct stardose_tables *tables, struct hidden *h)
{
	struct sdi_population_frequency row;

	for (int at = 0; sdi_population_frequency_next(tables, h->gene, &at, &row);) {
		struct pool *pool = pool_of(h, row.population);
		int class = class_of(h->gene, row.allele);

		if (!pool || class == UNKNOWN || class == NORMAL)
			continue;
		pool->changing += row.share;
		pool->hidden += is_hidden(h, row.allele) ? row.share : 0;
	}
}

/* Of a hundred haplotypes that change the function, how many are hidden. */
static int of_hundred(const struct pool *pool)
{
	return pool->changing > 0 ? (int)lround(100 * pool->hidden / pool->changing) : 0;
}

static void note_unseen(struct hidden *h, const cJSON *ids)
{
	const cJSON *id;

	cJSON_ArrayForEach(id, ids)
		for (int v = 0; v < h->gene->n_variants; v++)
			if (h->gene->variants[v].bit >= 0 && cJSON_IsString(id) &&
			    !strcmp(h->gene->variants[v].id, id->valuestring))
				sdi_bits_set(&h->unseen, h->gene->variants[v].bit);
}

/* ---- as JSON and words ---- */

static int put_shares(const struct sdi_report_facts *facts, const struct hidden *h, kstring_t *out)
{
	int failed = 0;

	for (int i = 0; i < h->n; i++) {
		char n[16];

		snprintf(n, sizeof(n), "%d", of_hundred(&h->pool[i]));
		failed |= (i && kputs(", ", out) < 0) ||
			  sdi_put_words(out, &facts->words, "hidden", "share", "n", n,
					"population", h->pool[i].population, NULL);
	}
	return failed;
}

static void add_words(const struct sdi_report_facts *facts, const struct hidden *h,
		      const cJSON *card, cJSON *to, struct sdi_json *j)
{
	kstring_t shares = KS_INITIALIZE, text = KS_INITIALIZE;

	j->failed |= put_shares(facts, h, &shares) || kputs("", &shares) < 0 ||
		     sdi_put_words(&text, &facts->words, "hidden", "text", "gene", h->gene->name,
				   "shares", shares.s, NULL);
	if (cJSON_IsTrue(get(card, "copies_not_assessed")))
		j->failed |= sdi_put_words(&text, &facts->words, "hidden", "copies", NULL) != 0;
	sdi_json_add_text(j, to, "text", text.s);
	ks_free(&shares);
	ks_free(&text);
}

static double thousandths(double share) { return round(share * 1000) / 1000; }

static void add_populations(const struct hidden *h, cJSON *to, struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, to, "populations");

	for (int i = 0; i < h->n; i++) {
		cJSON *item = sdi_json_add_object(j, list, NULL);

		sdi_json_add_text(j, item, "population", h->pool[i].population);
		sdi_json_add_number(j, item, "changing", thousandths(h->pool[i].changing));
		sdi_json_add_number(j, item, "hidden", thousandths(h->pool[i].hidden));
		sdi_json_add_number(j, item, "of_hundred", of_hundred(&h->pool[i]));
	}
}

static void add_hidden(const struct sdi_report_facts *facts, const struct hidden *h, cJSON *card,
		       struct sdi_json *j)
{
	int least = 100, most = 0;
	cJSON *to;

	for (int i = 0; i < h->n; i++) {
		int share = of_hundred(&h->pool[i]);

		least = share < least ? share : least;
		most = share > most ? share : most;
	}
	if (!most)
		return;
	to = sdi_json_add_object(j, card, "hidden_haplotypes");
	add_populations(h, to, j);
	sdi_json_add_number(j, to, "least", least);
	sdi_json_add_number(j, to, "most", most);
	add_words(facts, h, card, to, j);
}

/* ---- alleles that are not excluded, by frequency ---- */

struct ranked {
	const char *name, *population;
	double share; /* where it is most frequent */
};

static int by_share(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return x->share != y->share ? (x->share < y->share ? 1 : -1) : strcmp(x->name, y->name);
}

static int is_listed(const cJSON *list, const char *name)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, list)
		if (cJSON_IsString(each) && !strcmp(each->valuestring, name))
			return 1;
	return 0;
}

static void rank(struct ranked *ranked, int *n, const struct sdi_population_frequency *row)
{
	int i = 0;

	while (i < *n && strcmp(ranked[i].name, row->allele->name))
		i++;
	if (i == *n)
		ranked[(*n)++] = (struct ranked){ row->allele->name, row->population, row->share };
	else if (row->share > ranked[i].share)
		ranked[i] = (struct ranked){ row->allele->name, row->population, row->share };
}

static void add_ranked(cJSON *card, const struct ranked *ranked, int n, struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, card, "not_excluded_by_frequency");

	for (int i = 0; i < n && i < MAX_RANKED; i++) {
		cJSON *item = sdi_json_add_object(j, list, NULL);

		sdi_json_add_text(j, item, "allele", ranked[i].name);
		sdi_json_add_number(j, item, "of_hundred", round(ranked[i].share * 1000) / 10);
		sdi_json_add_text(j, item, "population", ranked[i].population);
	}
	sdi_json_add_bool(j, card, "has_not_excluded_by_frequency", n > 0);
}

/* The most frequent first, each with the population where it is most frequent. */
static void rank_open(const struct stardose_tables *tables, const struct stardose_gene *gene,
		      const cJSON *result, cJSON *card, struct sdi_json *j)
{
	struct ranked *ranked = malloc((gene->n_alleles + 1) * sizeof(*ranked));
	struct sdi_population_frequency row;
	int n = 0;

	if (!ranked) {
		j->failed = 1;
		return;
	}
	for (int at = 0; sdi_population_frequency_next(tables, gene, &at, &row);)
		if (row.share > 0 && is_listed(get(result, "not_excluded"), row.allele->name))
			rank(ranked, &n, &row);
	qsort(ranked, n, sizeof(*ranked), by_share);
	add_ranked(card, ranked, n, j);
	free(ranked);
}

void sdi_report_hidden(const struct sdi_report_facts *facts, const struct stardose_gene *gene,
		       const cJSON *result, cJSON *card, struct sdi_json *j)
{
	static const char *const unseen[] = { "absent", "rejected", "conflict" };
	struct hidden h = { .gene = gene };

	if (!gene || !get(result, "not_seen"))
		return;
	for (size_t i = 0; i < sizeof(unseen) / sizeof(*unseen); i++)
		note_unseen(&h, get(get(result, "not_seen"), unseen[i]));
	if (sdi_bits_empty(h.unseen))
		return;
	add_up(facts->tables, &h);
	add_hidden(facts, &h, card, j);
	rank_open(facts->tables, gene, result, card, j);
}
