/* row_words.c - conditions of guidance rows in words */
#include <limits.h>
#include <string.h>
#include "guidance/row_words.h"
#include "guidance/sentence.h"
#include "tables/condition.h"

static int done(int failed) { return failed ? STARDOSE_ENOMEM : STARDOSE_OK; }

static int put_interval(kstring_t *out, const struct sdi_words *words,
			const struct stardose_guidance_term *term)
{
	kstring_t lo = KS_INITIALIZE, hi = KS_INITIALIZE;
	int failed = sdi_put_hundredths(&lo, term->lo) != STARDOSE_OK ||
		     sdi_put_hundredths(&hi, term->hi) != STARDOSE_OK;

	if (!failed && term->hi == INT_MAX)
		failed = sdi_put_words(out, words, "condition", "score_or_more", "score", lo.s,
				       NULL);
	else if (!failed && term->hi > term->lo)
		failed = sdi_put_words(out, words, "condition", "score_range", "from", lo.s, "to",
				       hi.s, NULL);
	else if (!failed)
		failed = sdi_put_words(out, words, "condition", "score", "score", lo.s, NULL);
	ks_free(&lo);
	ks_free(&hi);
	return failed;
}

static int put_score_term(kstring_t *out, const struct sdi_words *words,
			  const struct stardose_guidance_term *term)
{
	kstring_t score = KS_INITIALIZE;
	int failed = put_interval(&score, words, term) ||
		     sdi_put_words(out, words, "condition", "score_or_phenotype", "score", score.s,
				   "phenotype", term->phenotype->meaning, NULL);

	ks_free(&score);
	return failed;
}

static int put_carrier(kstring_t *out, const struct sdi_words *words, const char *text)
{
	kstring_t allele = KS_INITIALIZE;
	int failed = kputsn(text, strcspn(text, " "), &allele) < 0 ||
		     sdi_put_words(out, words, "condition", "carrier", "allele", allele.s, NULL);

	ks_free(&allele);
	return failed;
}

static int put_term(kstring_t *out, const struct sdi_words *words,
		    const struct stardose_guidance_term *term)
{
	switch (term->kind) {
	case STARDOSE_TERM_ANY:
		return sdi_put_words(out, words, "condition", "any", NULL);
	case STARDOSE_TERM_NO_RESULT:
		return sdi_put_words(out, words, "condition", "no_result", NULL);
	case STARDOSE_TERM_PHENOTYPE:
		return term->lo < 0 ? kputs(term->phenotype->meaning, out) < 0
				    : put_score_term(out, words, term);
	case STARDOSE_TERM_CARRIER:
		return put_carrier(out, words, term->text);
	case STARDOSE_TERM_FINDING:
		return kputs(term->text, out) < 0;
	default:
		return sdi_put_words(out, words, "condition", "diplotype", "diplotype", term->text,
				     NULL);
	}
}

/* All terms that count (@is_not 0) or that exclude, joined by "or". Return: how many; -1 */
static int put_terms(kstring_t *out, const struct sdi_words *words,
		     const struct stardose_condition *condition, int is_not)
{
	int failed = 0, n = 0;

	for (int i = 0; i < condition->n_terms && !failed; i++)
		if (!condition->terms[i].is_not == !is_not)
			failed = (n++ && kputs(" or ", out) < 0) ||
				 put_term(out, words, &condition->terms[i]);
	return failed ? -1 : n;
}

int sdi_put_condition(kstring_t *out, const struct sdi_words *words,
		      const struct stardose_condition *condition)
{
	kstring_t unless = KS_INITIALIZE;
	int failed = put_terms(out, words, condition, 0) < 0,
	    n_not = failed ? 0 : put_terms(&unless, words, condition, 1);

	if (n_not > 0)
		failed = sdi_put_words(out, words, "condition", "unless", "term", unless.s, NULL);
	ks_free(&unless);
	return done(failed || n_not < 0);
}

static int asks_for_score(const struct stardose_condition *condition)
{
	for (int i = 0; i < condition->n_terms; i++)
		if (condition->terms[i].lo >= 0)
			return 1;
	return 0;
}

int sdi_put_candidate(kstring_t *out, const struct sdi_words *words,
		      const struct stardose_condition *condition,
		      const struct stardose_gene_candidate *candidate,
		      enum stardose_guideline scale)
{
	const char *phenotype = candidate ? sdi_result_phenotype(candidate, scale) : NULL;
	int score = candidate ? sdi_result_score(candidate, scale) : STARDOSE_VALUE_NONE,
	    failed = 0, n = 0;
	const struct stardose_guidance_term exact = { .lo = score, .hi = score };

	if (!candidate)
		return done(sdi_put_words(out, words, "condition", "no_result", NULL));
	if (candidate->diplotype && ++n)
		failed |= kputs(candidate->diplotype, out) < 0;
	if (phenotype)
		failed |= ksprintf(out, "%s%s", n++ ? ", " : "", phenotype) < 0;
	if (score != STARDOSE_VALUE_NONE && (asks_for_score(condition) || !n))
		failed |= (n && kputs(", ", out) < 0) || put_interval(out, words, &exact);
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

/* What there is to say of the term or condition that decides, in one of words.tsv's frames. */
static int put_framed(kstring_t *out, const struct sdi_words *words, const char *frame,
		      const kstring_t *inner)
{
	return sdi_put_words(out, words, "condition", frame,
			     strcmp(frame, "needs") ? "term" : "condition",
			     inner->s ? inner->s : "", NULL);
}

int sdi_put_verdict(kstring_t *out, const struct sdi_words *words,
		    const struct stardose_condition *condition,
		    const struct stardose_gene_candidate *candidate, enum stardose_guideline scale,
		    int *holds)
{
	const struct stardose_guidance_term *term, *not;
	kstring_t inner = KS_INITIALIZE;
	const char *frame;
	int failed;

	term = sdi_condition_match(condition, candidate, scale);
	not = term ? NULL : excluding(condition, candidate, scale);
	frame = term ? "meets" : not? "excluded" : "needs";
	*holds = term != NULL;
	if (term && term->kind == STARDOSE_TERM_ANY)
		return done(sdi_put_words(out, words, "condition", "does_not_matter", NULL));
	if (term && term->kind == STARDOSE_TERM_PHENOTYPE && term->lo >= 0 && candidate &&
	    sdi_result_score(candidate, scale) != STARDOSE_VALUE_NONE)
		failed = put_interval(&inner, words, term);
	else if (term || not)
		failed = put_term(&inner, words, term ? term : not);
	else
		failed = sdi_put_condition(&inner, words, condition) != STARDOSE_OK;
	failed = failed || put_framed(out, words, frame, &inner);
	ks_free(&inner);
	return done(failed);
}
