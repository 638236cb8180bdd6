/* row_words.c - conditions of guidance rows in words */
#include <limits.h>
#include <string.h>
#include "guidance/row_words.h"
#include "guidance/sentence.h"
#include "tables/condition.h"

static int done(int failed) { return failed ? STARDOSE_ENOMEM : STARDOSE_OK; }

static int put_interval(kstring_t *out, const struct stardose_guidance_term *term)
{
	int failed = kputs("activity score ", out) < 0;

	failed |= sdi_put_hundredths(out, term->lo) != STARDOSE_OK;
	if (term->hi == INT_MAX)
		failed |= kputs(" or more", out) < 0;
	else if (term->hi > term->lo)
		failed |=
			kputs(" to ", out) < 0 || sdi_put_hundredths(out, term->hi) != STARDOSE_OK;
	return failed;
}

static int put_term(kstring_t *out, const struct stardose_guidance_term *term)
{
	size_t n = strcspn(term->text, " ");

	switch (term->kind) {
	case STARDOSE_TERM_ANY:
		return kputs("whatever the result, also none", out) < 0;
	case STARDOSE_TERM_NO_RESULT:
		return kputs("no result", out) < 0;
	case STARDOSE_TERM_PHENOTYPE:
		if (term->lo < 0)
			return kputs(term->phenotype->meaning, out) < 0;
		return put_interval(out, term) ||
		       ksprintf(out, " (%s where no score is known)", term->phenotype->meaning) < 0;
	case STARDOSE_TERM_CARRIER:
		return kputsn(term->text, n, out) < 0 ||
		       kputs(" on one haplotype at least", out) < 0;
	case STARDOSE_TERM_FINDING:
		return kputs(term->text, out) < 0;
	default:
		return ksprintf(out, "the diplotype %s", term->text) < 0;
	}
}

int sdi_put_condition(kstring_t *out, const struct stardose_condition *condition)
{
	int failed = 0, n = 0, n_not = 0;

	for (int i = 0; i < condition->n_terms && !failed; i++) {
		if (condition->terms[i].is_not)
			continue;
		failed = (n++ && kputs(" or ", out) < 0) || put_term(out, &condition->terms[i]);
	}
	for (int i = 0; i < condition->n_terms && !failed; i++) {
		if (!condition->terms[i].is_not)
			continue;
		failed = kputs(n_not++ ? " or " : ", unless ", out) < 0 ||
			 put_term(out, &condition->terms[i]);
	}
	return done(failed);
}

static int asks_for_score(const struct stardose_condition *condition)
{
	for (int i = 0; i < condition->n_terms; i++)
		if (condition->terms[i].lo >= 0)
			return 1;
	return 0;
}

int sdi_put_candidate(kstring_t *out, const struct stardose_condition *condition,
		      const struct stardose_gene_candidate *candidate,
		      enum stardose_guideline scale)
{
	const char *phenotype = candidate ? sdi_result_phenotype(candidate, scale) : NULL;
	int score = candidate ? sdi_result_score(candidate, scale) : STARDOSE_VALUE_NONE,
	    failed = 0, n = 0;

	if (!candidate)
		return done(kputs("no result", out) < 0);
	if (candidate->diplotype && ++n)
		failed |= kputs(candidate->diplotype, out) < 0;
	if (phenotype)
		failed |= ksprintf(out, "%s%s", n++ ? ", " : "", phenotype) < 0;
	if (score != STARDOSE_VALUE_NONE && (asks_for_score(condition) || !n))
		failed |= ksprintf(out, "%sactivity score ", n ? ", " : "") < 0 ||
			  sdi_put_hundredths(out, score) != STARDOSE_OK;
	return done(failed);
}

/* The term that excludes, or NULL. */
static const struct stardose_guidance_term *excluding(const struct stardose_condition *condition,
					     const struct stardose_gene_candidate *candidate,
					     enum stardose_guideline scale)
{
	for (int i = 0; i < condition->n_terms; i++) {
		struct stardose_guidance_term plain = condition->terms[i];
		const struct stardose_condition alone = { condition->gene, 1, &plain };

		plain.is_not = 0;
		if (condition->terms[i].is_not && sdi_condition_match(&alone, candidate, scale))
			return &condition->terms[i];
	}
	return NULL;
}

int sdi_put_verdict(kstring_t *out, const struct stardose_condition *condition,
		    const struct stardose_gene_candidate *candidate, enum stardose_guideline scale,
		    int *holds)
{
	const struct stardose_guidance_term *term, *not;

	term = sdi_condition_match(condition, candidate, scale);
	not = term ? NULL : excluding(condition, candidate, scale);
	*holds = term != NULL;
	if (term && term->kind == STARDOSE_TERM_ANY)
		return done(kputs("does not matter", out) < 0);
	if (term && term->kind == STARDOSE_TERM_PHENOTYPE && term->lo >= 0 && candidate &&
	    sdi_result_score(candidate, scale) != STARDOSE_VALUE_NONE)
		return done(kputs("meets ", out) < 0 || put_interval(out, term));
	if (term)
		return done(kputs("meets ", out) < 0 || put_term(out, term));
	if (not)
		return done(kputs("excluded by ", out) < 0 || put_term(out, not));
	return done(kputs("needs ", out) < 0 || sdi_put_condition(out, condition) != STARDOSE_OK);
}
