/* known_results.c - results of a program that has structs of another size */
#include <stdlib.h>
#include <string.h>
#include "guidance/known_results.h"
#include "util/no_memory.h"
#include "util/options_copy.h"

void stardose_gene_candidate_init_size(struct stardose_gene_candidate *candidate, size_t size)
{
	struct stardose_gene_candidate defaults = { 0 };

	for (int g = 0; g < STARDOSE_GUIDELINE_CAPACITY; g++)
		defaults.score[g] = STARDOSE_VALUE_NONE;
	sdi_options_init(candidate, size, &defaults, sizeof(defaults));
}

void stardose_gene_result_init_size(struct stardose_gene_result *result, size_t size)
{
	const struct stardose_gene_result defaults = { .status = STARDOSE_STATUS_OUTSIDE,
						       .copies = -2 };

	sdi_options_init(result, size, &defaults, sizeof(defaults));
}

/* The size that the elements of a program's array have; the first one says so. */
static size_t size_of(const void *array)
{
	size_t size;

	memcpy(&size, array, sizeof(size));
	return size;
}

static const struct stardose_gene_result *result_at(const struct stardose_gene_result *results,
						    int i)
{
	return (const void *)((const char *)results + i * size_of(results));
}

static int are_known(const struct stardose_gene_result *results, int n)
{
	for (int i = 0; i < n; i++) {
		if (results[i].size != sizeof(*results))
			return 0;
		for (int k = 0; k < results[i].n_candidates; k++)
			if (results[i].candidates[k].size != sizeof(struct stardose_gene_candidate))
				return 0;
	}
	return 1;
}

static int take_candidates(struct stardose_gene_candidate *to,
			   const struct stardose_gene_candidate *from, int n,
			   struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (int k = 0; k < n && !ret; k++) {
		stardose_gene_candidate_init(&to[k]);
		ret = sdi_options_copy(&to[k], sizeof(*to),
				       (const char *)from + k * size_of(from),
				       "stardose_gene_candidate_init", err);
	}
	return ret;
}

static int take_results(struct stardose_gene_result *to, const struct stardose_gene_result *from,
			int n, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (int i = 0; i < n && !ret; i++) {
		stardose_gene_result_init(&to[i]);
		ret = sdi_options_copy(&to[i], sizeof(*to), result_at(from, i),
				       "stardose_gene_result_init", err);
	}
	return ret;
}

int sdi_known_results(struct sdi_known_results *out, const struct stardose_gene_result *results,
		      int n, struct stardose_error *err)
{
	struct stardose_gene_result *own;
	struct stardose_gene_candidate *candidates;
	size_t n_candidates = 0;
	int ret;

	*out = (struct sdi_known_results){ .v = results };
	if (are_known(results, n))
		return STARDOSE_OK;
	out->v = own = out->owned[0] = calloc(n, sizeof(*own));
	if (!own)
		return sdi_no_memory(err);
	ret = take_results(own, results, n, err);
	for (int i = 0; i < n && !ret; i++)
		n_candidates += own[i].n_candidates;
	candidates = out->owned[1] = calloc(n_candidates + 1, sizeof(*candidates));
	if (!ret && !candidates)
		return sdi_no_memory(err);
	for (int i = 0; i < n && !ret; i++) {
		ret = take_candidates(candidates, own[i].candidates, own[i].n_candidates, err);
		own[i].candidates = candidates;
		candidates += own[i].n_candidates;
	}
	return ret;
}

void sdi_known_results_release(struct sdi_known_results *known)
{
	free(known->owned[0]);
	free(known->owned[1]);
}
