/* join_words.c - what a line of guidance says: results, what selected the row, and the sentence */
#include <string.h>
#include "guidance/guidance_flags.h"
#include "guidance/join_words.h"
#include "guidance/sentence.h"
#include "tables/condition.h"
#include "util/text.h"

#define MAX_NAMES 8	/* diplotypes named in a line; a gene with more ends in "|..." */

/* ---- the other scale ---- */

/*
 * "by DPWG's scale; by CPIC's CYP2D6 ultrarapid metabolizer": only where it decides, each other
 * result once
 */
static int put_assignment(kstring_t *out, const struct sdi_join *j, int g)
{
	enum stardose_guideline other = j->scale == STARDOSE_GUIDELINE_CPIC
						? STARDOSE_GUIDELINE_DPWG
						: STARDOSE_GUIDELINE_CPIC;
	const struct sdi_join_side *side = &j->side[g];
	kstring_t said = KS_INITIALIZE, one = KS_INITIALIZE;
	int failed = 0;

	for (int i = 0; i < side->n_candidates && !failed; i++) {
		const struct stardose_gene_candidate *c = &side->result->candidates[i];

		if (!side->states[side->state_of[i]].has_outcome ||
		    sdi_join_assignment_of(j, g, c) < 2)
			continue;
		one.l = 0;
		failed |= sdi_sentence_result(&one, j->words, j->tables, side->gene, c, other,
					      side->by_score) != STARDOSE_OK;
		if (!failed && !sdi_list_has(said.s, " or ", one.s))
			failed |= ksprintf(&said, "%s%s", said.l ? " or " : "", one.s) < 0;
	}
	if (said.l && !failed)
		failed = sdi_put_words(out, j->words, "guidance", "by_scale", "source",
				       sdi_scale_name(j->scale), "other", sdi_scale_name(other),
				       "results", said.s, NULL);
	ks_free(&said);
	ks_free(&one);
	return failed;
}

/* ---- one state ---- */

/*
 * The finding or diplotype that a row of the group asked for and got, or NULL where a phenotype or
 * score selects.
 */
static const char *selected_by(const struct sdi_join *j, int g, int state)
{
	const struct stardose_gene_candidate *c = j->side[g].states[state].first;

	for (int i = 0; c && i < j->group->n_rows; i++) {
		const struct stardose_guidance_term *term =
			sdi_join_match(j, &j->group->rows[i], g, state);

		if (term && term->kind >= STARDOSE_TERM_LITERAL)
			return term->kind == STARDOSE_TERM_FINDING || !c->diplotype ? term->text
										    : c->diplotype;
	}
	return NULL;
}

/* Would state @s be told in the words of one before it? */
static int is_told(const struct sdi_join *j, int g, int s)
{
	const struct sdi_join_side *side = &j->side[g];
	const struct stardose_gene_candidate *c = side->states[s].first, *before;

	for (int i = 0; i < s; i++) {
		before = side->states[i].first;
		if (!side->states[i].has_outcome || !before != !c ||
		    !sdi_same_text(selected_by(j, g, i), selected_by(j, g, s)))
			continue;
		if (!c || selected_by(j, g, s) ||
		    (sdi_same_text(sdi_result_phenotype(before, j->scale),
				   sdi_result_phenotype(c, j->scale)) &&
		     (sdi_result_phenotype(c, j->scale) ||
		      sdi_same_text(before->diplotype, c->diplotype)) &&
		     (!side->by_score ||
		      sdi_result_score(before, j->scale) == sdi_result_score(c, j->scale))))
			return 1;
	}
	return 0;
}

/*
 * The alleles whose findings the group asks for, as " for *15:02 or *15:11": said where the result
 * speaks of none of them.
 */
static int put_unanswered(kstring_t *out, const struct sdi_join *j, int g)
{
	int failed = 0, n = 0;
	size_t beg = out->l;

	for (int i = 0; i < j->group->n_rows; i++)
		for (int k = 0; k < j->group->rows[i].condition[g].n_terms && !failed; k++) {
			const struct stardose_guidance_term *term =
				&j->group->rows[i].condition[g].terms[k];
			size_t length = strcspn(term->text, " ");
			char name[64];

			if (term->kind != STARDOSE_TERM_FINDING || length >= sizeof(name))
				continue;
			memcpy(name, term->text, length);
			name[length] = '\0';
			if (!n || !strstr(out->s + beg, name))
				failed = ksprintf(out, "%s%s", n++ ? " or " : " for ", name) < 0;
		}
	return failed;
}

static int put_state(kstring_t *out, const struct sdi_join *j, int g, int s)
{
	const struct sdi_join_side *side = &j->side[g];
	const char *selected = selected_by(j, g, s);

	if (selected)
		return ksprintf(out, "%s %s", side->gene, selected) < 0;
	if (sdi_sentence_result(out, j->words, j->tables, side->gene, side->states[s].first,
				j->scale, side->by_score) != STARDOSE_OK)
		return -1;
	return side->result && !side->states[s].first ? put_unanswered(out, j, g) : 0;
}

/* ---- columns ---- */

static int put_diplotypes(kstring_t *out, const struct sdi_join *j, int g)
{
	const struct sdi_join_side *side = &j->side[g];
	int failed = 0, n = 0;

	if (!side->result)
		return kputs("no result", out) < 0;
	for (int i = 0; i < side->n_candidates && !failed; i++) {
		const struct stardose_gene_candidate *c = &side->result->candidates[i];
		const char *text = c->diplotype ? c->diplotype : sdi_result_phenotype(c, j->scale);

		if (!side->states[side->state_of[i]].has_outcome)
			continue;
		if (n++)
			failed |= kputc('|', out) < 0;
		if (n > MAX_NAMES)
			return failed || kputs("...", out) < 0;
		failed |= text ? kputs(text, out) < 0 : kputs("activity score ", out) < 0;
		if (!text)
			failed |= sdi_put_hundredths(out, sdi_result_score(c, j->scale)) !=
				  STARDOSE_OK;
	}
	return failed;
}

static int put_phenotype(kstring_t *out, const struct sdi_join *j, int g, int s)
{
	const struct sdi_join_side *side = &j->side[g];
	const struct stardose_gene_candidate *c = side->states[s].first;
	const char *text = selected_by(j, g, s);
	int failed,
		score = c && side->by_score ? sdi_result_score(c, j->scale) : STARDOSE_VALUE_NONE;

	if (!c)
		return kputs("No Result", out) < 0;
	if (!text)
		text = sdi_result_phenotype(c, j->scale);
	if (!text && score == STARDOSE_VALUE_NONE)
		text = c->diplotype ? c->diplotype : "not given";
	failed = kputs(text ? text : "activity score", out) < 0;
	if (score == STARDOSE_VALUE_NONE)
		return failed;
	failed |= kputs(" (", out) < 0;
	failed |= sdi_put_exact_score(out, score, c->half_hundredth) != STARDOSE_OK;
	return failed || kputc(')', out) < 0;
}

static int put_phenotypes(kstring_t *out, const struct sdi_join *j, int g)
{
	int failed = 0, n = 0;

	for (int s = 0; s < j->side[g].n_states && !failed; s++) {
		if (!j->side[g].states[s].has_outcome || is_told(j, g, s))
			continue;
		failed |= n++ && kputc('|', out) < 0;
		failed |= put_phenotype(out, j, g, s);
	}
	return failed;
}

/* "GENE:words;GENE2:words" */
static const char *per_gene(struct sdi_join *j,
			    int (*put)(kstring_t *, const struct sdi_join *, int))
{
	kstring_t text = KS_INITIALIZE;
	const char *kept = NULL;
	int failed = 0;

	for (int g = 0; g < j->n_sides && !failed; g++) {
		failed |= ksprintf(&text, "%s%s:", g ? ";" : "", j->side[g].gene) < 0;
		failed |= put(&text, j, g);
	}
	if (!failed)
		kept = sdi_arena_strdup(j->arena, text.s);
	ks_free(&text);
	return kept;
}

const char *sdi_join_diplotypes(struct sdi_join *j) { return per_gene(j, put_diplotypes); }
const char *sdi_join_phenotypes(struct sdi_join *j) { return per_gene(j, put_phenotypes); }

/* ---- the sentence ---- */

/* The words that stand behind a result in a sentence; most flags have none. */
static const char *caveat_of(const struct sdi_join *j, enum stardose_flag flag)
{
	return sdi_word_text(j->words, "caveat", stardose_flag_code(flag));
}

/*
 * " (copy number not assessed; other alleles not excluded)": a reader of the sentence alone must
 * know it too.
 */
static int put_caveats(kstring_t *out, const struct sdi_join *j,
		       const struct sdi_join_outcome *outcome, int g)
{
	const struct sdi_join_side *side = &j->side[g];
	uint32_t flags = side->result ? sdi_flags_of_result(j->tables, side->result) : 0;
	int failed = 0, n = 0;

	if (outcome->is_partial && side->n_states > 1)
		flags |= 1 << STARDOSE_FLAG_CANDIDATE;
	if (sdi_join_assignment(j, g) == 2) {
		failed |= kputs(" (", out) < 0 || put_assignment(out, j, g);
		n++;
	}
	for (int i = 0; i < STARDOSE_N_FLAGS && !failed; i++) {
		const char *caveat = flags >> i & 1 ? caveat_of(j, i) : NULL;

		if (caveat)
			failed = ksprintf(out, "%s%s", n++ ? "; " : " (", caveat) < 0;
	}
	if (!failed && j->context.conversion[g] && *j->context.conversion[g]->caveat &&
	    !j->context.is_converted[g])
		failed = ksprintf(out, "%s%s", n++ ? "; " : " (",
				  j->context.conversion[g]->caveat) < 0;
	return failed || (n && kputc(')', out) < 0);
}

/*
 * The genetic result, and what a medicine makes of it: the estimate selected the row, so both are
 * told.
 */
static int put_converted(kstring_t *out, const struct sdi_join *j,
			 const struct sdi_join_outcome *outcome, int g)
{
	return kputs(j->context.conversion[g]->subject, out) < 0 || put_caveats(out, j, outcome, g);
}

static int put_subject(kstring_t *out, const struct sdi_join *j,
		       const struct sdi_join_outcome *outcome)
{
	int failed = 0, n_genes = 0;

	for (int g = 0; g < j->n_sides && !failed; g++) {
		int n = 0;

		if (!sdi_join_rests_on(outcome->row, g))
			continue;
		failed |= n_genes++ && kputs(", ", out) < 0;
		if (j->context.is_converted[g]) {
			failed |= put_converted(out, j, outcome, g);
			continue;
		}
		for (int s = 0; s < j->side[g].n_states && !failed; s++) {
			if (!j->side[g].states[s].has_outcome || is_told(j, g, s))
				continue;
			failed |= n++ && kputs(" or ", out) < 0;
			failed |= put_state(out, j, g, s);
		}
		failed |= put_caveats(out, j, outcome, g);
	}
	return failed;
}

const char *sdi_join_sentence(struct sdi_join *j, const struct sdi_join_outcome *outcome)
{
	const struct stardose_guidance_row *row = outcome->row;
	kstring_t subject = KS_INITIALIZE, text = KS_INITIALIZE;
	const char *kept = NULL;
	int ret = put_subject(&subject, j, outcome) ? STARDOSE_ENOMEM : STARDOSE_OK;

	if (!ret && row)
		ret = sdi_sentence_row(&text, j->words, row, subject.s ? subject.s : "");
	else if (!ret)
		ret = sdi_sentence_no_row(&text, j->words, j->group->rows[0].drug,
					  j->group->rows[0].source, subject.s ? subject.s : "");
	if (!ret)
		kept = sdi_arena_strdup(j->arena, text.s);
	ks_free(&subject);
	ks_free(&text);
	return kept;
}
