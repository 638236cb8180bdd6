/* result_set.c - calls and plain results become one kind of thing, each distinct one once */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/khash.h>
#include <htslib/kstring.h>
#include "guidance/result_set.h"
#include "guidance/guidance_flags.h"
#include "util/arena.h"

KHASH_INIT(by_call, khint64_t, const struct stardose_gene_result *, 1, kh_int64_hash_func,
	   kh_int64_hash_equal)
KHASH_INIT(by_text, const char *, const struct stardose_gene_result *, 1, kh_str_hash_func,
	   kh_str_hash_equal)

struct sdi_result_set {
	struct sdi_arena arena;
	khash_t(by_call) *calls;
	khash_t(by_text) *texts;	/* keys in the arena */
	kstring_t key;			/* scratch */
};

struct sdi_result_set *sdi_result_set_new(void)
{
	struct sdi_result_set *set = calloc(1, sizeof(*set));

	if (!set)
		return NULL;
	set->calls = kh_init(by_call);
	set->texts = kh_init(by_text);
	if (set->calls && set->texts)
		return set;
	sdi_result_set_free(set);
	return NULL;
}

void sdi_result_set_free(struct sdi_result_set *set)
{
	if (!set)
		return;
	kh_destroy(by_call, set->calls);
	kh_destroy(by_text, set->texts);
	ks_free(&set->key);
	sdi_arena_release(&set->arena);
	free(set);
}

static int is_given(const char *text) { return text && *text && strcasecmp(text, "No Result"); }

/* A candidate that says nothing at all is none. */
static int says_something(const struct stardose_gene_candidate *c)
{
	int given = c->diplotype && *c->diplotype;

	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		if (c->phenotype[g] && !strcasecmp(c->phenotype[g], "No Result"))
			return 0;
		given |= is_given(c->phenotype[g]) || c->score[g] != STARDOSE_VALUE_NONE;
	}
	return given;
}

/* Everything that can tell two results apart, as text; the separators occur in no name. */
static int make_key(kstring_t *key, const struct stardose_gene_result *r)
{
	int failed;

	key->l = 0;
	failed = ksprintf(key, "%s\t%d\t%d\t%llx", r->gene, (int)r->status, r->copies,
			  (unsigned long long)(r->reasons & sdi_reasons_that_flag())) < 0;
	for (int i = 0; i < r->n_candidates; i++) {
		const struct stardose_gene_candidate *c = &r->candidates[i];

		if (!says_something(c))
			continue;
		failed |= ksprintf(key, "\n%s\t%d\t%d", c->diplotype ? c->diplotype : "",
				   c->is_score_or_more, c->half_hundredth) < 0;
		for (int g = 0; g < STARDOSE_N_GUIDELINES; g++)
			failed |= ksprintf(key, "\t%s\t%d",
					   is_given(c->phenotype[g]) ? c->phenotype[g] : "",
					   c->score[g]) < 0;
	}
	return failed ? -1 : 0;
}

static const char *copy(struct sdi_arena *arena, const char *text, int *failed)
{
	const char *c = text && *text ? sdi_arena_strdup(arena, text) : NULL;

	*failed |= text && *text && !c;
	return c;
}

static const struct stardose_gene_result *copy_result(struct sdi_arena *arena,
						      const struct stardose_gene_result *r)
{
	struct stardose_gene_result *new = sdi_arena_alloc(arena, sizeof(*new));
	struct stardose_gene_candidate *candidates =
		sdi_arena_alloc(arena, (r->n_candidates + 1) * sizeof(*candidates));
	int failed = !new || !candidates;

	if (failed)
		return NULL;
	*new = *r;
	new->gene = copy(arena, r->gene, &failed);
	new->n_candidates = 0;
	new->candidates = candidates;
	for (int i = 0; i < r->n_candidates; i++) {
		const struct stardose_gene_candidate *from = &r->candidates[i];
		struct stardose_gene_candidate *to = &candidates[new->n_candidates];

		if (!says_something(from))
			continue;
		new->n_candidates++;
		to->size = sizeof(*to);
		to->diplotype = copy(arena, from->diplotype, &failed);
		to->is_score_or_more = from->is_score_or_more;
		to->half_hundredth = from->half_hundredth;
		for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
			to->phenotype[g] = is_given(from->phenotype[g])
						   ? copy(arena, from->phenotype[g], &failed)
						   : NULL;
			to->score[g] = from->score[g];
		}
	}
	return failed ? NULL : new;
}

const struct stardose_gene_result *sdi_result_set_add(struct sdi_result_set *set,
						      const struct stardose_gene_result *result)
{
	const struct stardose_gene_result *kept;
	const char *key;
	khint_t k;
	int is_new;

	if (make_key(&set->key, result) < 0)
		return NULL;
	k = kh_get(by_text, set->texts, set->key.s);
	if (k != kh_end(set->texts))
		return kh_value(set->texts, k);
	key = sdi_arena_strdup(&set->arena, set->key.s);
	kept = copy_result(&set->arena, result);
	if (!key || !kept)
		return NULL;
	k = kh_put(by_text, set->texts, key, &is_new);
	if (is_new < 0)
		return NULL;
	kh_value(set->texts, k) = kept;
	return kept;
}

static int has_more_copies(const struct stardose_candidate *c)
{
	int more = 0;

	for (int h = 0; h < c->ploidy; h++) {
		more |= c->hap[h].or_more;
		for (int i = 0; i < c->hap[h].n_tandem; i++)
			more |= c->hap[h].tandem[i].or_more;
	}
	return more;
}

/*
 * A call without candidates that names a phenotype came from outside: what it says counts as its
 * only candidate.
 */
static const struct stardose_gene_result *add_call(struct sdi_result_set *set,
						   const struct stardose_call *call)
{
	const int n = call->n_candidates ? call->n_candidates : 1;
	struct stardose_gene_candidate *c = calloc(n, sizeof(*c));
	struct stardose_gene_result r = {
		.size = sizeof(r),
		.gene = call->gene->name, .status = call->status, .copies = call->copies,
		.reasons = call->reasons,
		.n_candidates = call->status == STARDOSE_STATUS_NO_CALL ? 0 : n, .candidates = c
	};
	const struct stardose_gene_result *kept;

	if (!c)
		return NULL;
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		c[0].phenotype[g] = call->phenotype[g];
		c[0].score[g] =
			call->score_lo == call->score_hi ? call->score_lo : STARDOSE_VALUE_NONE;
	}
	c[0].diplotype = call->outside_diplotype;
	c[0].is_score_or_more = call->reasons >> STARDOSE_REASON_COPIES_AT_LEAST & 1;
	for (int i = 0; i < call->n_candidates; i++) {
		c[i].diplotype = call->candidates[i].diplotype;
		c[i].is_score_or_more = has_more_copies(&call->candidates[i]);
		for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
			c[i].phenotype[g] = call->candidates[i].phenotype[g];
			c[i].score[g] = call->candidates[i].score[g];
		}
	}
	kept = sdi_result_set_add(set, &r);
	free(c);
	return kept;
}

const struct stardose_gene_result *sdi_result_set_call(struct sdi_result_set *set,
						       const struct stardose_call *call)
{
	const struct stardose_gene_result *kept;
	int is_new;
	khint_t k = kh_get(by_call, set->calls, (khint64_t)(uintptr_t)call);

	if (k != kh_end(set->calls))
		return kh_value(set->calls, k);
	kept = add_call(set, call);
	if (!kept)
		return NULL;
	k = kh_put(by_call, set->calls, (khint64_t)(uintptr_t)call, &is_new);
	if (is_new < 0)
		return NULL;
	kh_value(set->calls, k) = kept;
	return kept;
}

const struct stardose_gene_result *sdi_result_of(const struct stardose_gene_result *const *results,
						 int n, const char *gene)
{
	for (int i = 0; gene && i < n; i++)
		if (!strcasecmp(results[i]->gene, gene))
			return results[i];
	return NULL;
}
