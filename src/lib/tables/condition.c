/* condition.c - parse and compare the conditions of guidance rows */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "tables/condition.h"
#include "tables/hla_finding.h"
#include "util/no_memory.h"

#define NO_RESULT "No Result"
#define ANY "any"
#define POSITIVE " positive"
#define NEGATIVE " negative"
#define MAX_SCORE 100000	/* hundredths; more is a slip of the keyboard */

/* "[25-100]" or "[250-]" up to the end of the text; 1 when it is well formed */
static int parse_interval(const char *s, struct stardose_guidance_term *term)
{
	char *end;
	long lo, hi = INT_MAX;

	lo = strtol(s, &end, 10);
	if (end == s || *end != '-' || lo < 0 || lo > MAX_SCORE)
		return 0;
	s = end + 1;
	if (*s != ']') {
		hi = strtol(s, &end, 10);
		if (end == s || hi < lo || hi > MAX_SCORE)
			return 0;
		s = end;
	}
	term->lo = lo;
	term->hi = hi;
	return s[0] == ']' && s[1] == '\0';
}

/* What a term that begins with an allele says. */
static int kind_of_text(const char *text)
{
	size_t n = strlen(text);

	if (n > 8 && !strcmp(text + n - 8, " carrier"))
		return STARDOSE_TERM_CARRIER;
	if (n > 9 && (!strcmp(text + n - 9, POSITIVE) || !strcmp(text + n - 9, NEGATIVE)))
		return STARDOSE_TERM_FINDING;
	return STARDOSE_TERM_LITERAL;
}

static int parse_term(const struct stardose_guidance_tables *tables, struct sdi_arena *arena,
		      char *text, struct stardose_guidance_term *term, struct stardose_error *err)
{
	char *bracket = strchr(text, '[');

	*term = (struct stardose_guidance_term){ .lo = -1, .hi = -1, .is_not = *text == '!' };
	text += term->is_not;
	if (bracket && !parse_interval(bracket + 1, term))
		return stardose_error_set(
			err, STARDOSE_ETABLE,
			"'%s' is no condition: an interval reads [25-100] or [250-]", text);
	if (bracket)
		*bracket = '\0';
	term->text = sdi_arena_strdup(arena, text);
	if (!term->text)
		return sdi_no_memory(err);
	term->phenotype = stardose_guidance_code(tables, STARDOSE_LIST_PHENOTYPE, text);
	if (!strcmp(text, ANY))
		term->kind = STARDOSE_TERM_ANY;
	else if (term->phenotype)
		term->kind =
			strcmp(text, NO_RESULT) ? STARDOSE_TERM_PHENOTYPE : STARDOSE_TERM_NO_RESULT;
	else
		term->kind = kind_of_text(text);
	if (!term->phenotype && term->kind != STARDOSE_TERM_ANY && text[0] != '*') {
		char hint[SDI_HINT_SIZE];

		sdi_code_hint(tables, STARDOSE_LIST_PHENOTYPE, text, hint);
		return stardose_error_set(
			err, STARDOSE_ETABLE,
			"'%s' is no condition: neither a listed phenotype nor 'any' "
			"nor a text that begins with '*'%s",
			text, hint);
	}
	if (bracket && term->kind != STARDOSE_TERM_PHENOTYPE)
		return stardose_error_set(err, STARDOSE_ETABLE,
					  "'%s' cannot carry an activity score", text);
	return STARDOSE_OK;
}

/* A condition that only excludes says nothing of when it holds. */
static int has_positive_term(const struct stardose_guidance_term *terms, int n)
{
	for (int i = 0; i < n; i++)
		if (!terms[i].is_not)
			return 1;
	return 0;
}

int sdi_condition_parse(const struct stardose_guidance_tables *tables, struct sdi_arena *arena,
			const char *gene, const char *text, struct stardose_condition *out,
			struct stardose_error *err)
{
	struct stardose_guidance_term *terms;
	char *copy, *next;
	int n = 1, ret = STARDOSE_OK;

	for (const char *s = text; *s; s++)
		n += *s == '|';
	terms = sdi_arena_alloc(arena, n * sizeof(*terms));
	copy = strdup(text);
	if (!terms || !copy) {
		free(copy);
		return sdi_no_memory(err);
	}
	next = copy;
	for (int i = 0; i < n && !ret; i++)
		ret = parse_term(tables, arena, strsep(&next, "|"), &terms[i], err);
	free(copy);
	if (!ret && !has_positive_term(terms, n))
		ret = stardose_error_set(err, STARDOSE_ETABLE,
					 "'%s' is no condition: it only excludes", text);
	*out = (struct stardose_condition){ gene, n, terms };
	return ret;
}

/* "DPWG reference": the source, then what is said of its strength */
int sdi_row_is_reference(const struct stardose_guidance_row *row)
{
	const char *more = strchr(row->strength->value, ' ');

	return more && !strcmp(more + 1, "reference");
}

int sdi_strength_is_of(const struct stardose_guidance_code *strength, const char *source)
{
	size_t n = strcspn(strength->value, " ");

	return !*strength->value || (n == strlen(source) && !strncmp(strength->value, source, n));
}

enum stardose_guideline sdi_source_scale(const struct stardose_guidance_code *source)
{
	return !strcmp(source->value, "DPWG") ? STARDOSE_GUIDELINE_DPWG : STARDOSE_GUIDELINE_CPIC;
}

const char *sdi_scale_name(enum stardose_guideline scale)
{
	static const char *const names[STARDOSE_N_GUIDELINES] = {
		[STARDOSE_GUIDELINE_CPIC] = "CPIC", [STARDOSE_GUIDELINE_DPWG] = "DPWG"
	};

	return (unsigned)scale < STARDOSE_N_GUIDELINES ? names[scale] : "?";
}

const char *sdi_result_phenotype(const struct stardose_gene_candidate *candidate,
				 enum stardose_guideline scale)
{
	return candidate->phenotype[scale] ? candidate->phenotype[scale]
					   : candidate->phenotype[STARDOSE_GUIDELINE_CPIC];
}

int sdi_result_score(const struct stardose_gene_candidate *candidate, enum stardose_guideline scale)
{
	if (candidate->score[scale] == STARDOSE_VALUE_NONE && !candidate->phenotype[scale])
		return candidate->score[STARDOSE_GUIDELINE_CPIC];
	return candidate->score[scale];
}

int sdi_is_phenotype(const struct stardose_guidance_code *phenotype, const char *text)
{
	return !strcasecmp(phenotype->meaning, text) || !strcasecmp(phenotype->code, text);
}

/* ---- matching ---- */

/* The diplotype answers where it can, else the phenotype: programs write findings into either. */
static enum sdi_answer text_answer(const char *gene, const struct stardose_guidance_term *term,
				   const struct stardose_gene_candidate *candidate,
				   enum stardose_guideline scale)
{
	enum sdi_answer by_diplotype =
		sdi_hla_finding_answer(gene, term->text, candidate->diplotype);
	enum sdi_answer by_phenotype =
		sdi_hla_finding_answer(gene, term->text, sdi_result_phenotype(candidate, scale));

	if (by_diplotype == SDI_ANSWER_YES ||
	    (by_diplotype == SDI_ANSWER_NO && term->kind == STARDOSE_TERM_FINDING))
		return by_diplotype;
	return by_phenotype == SDI_ANSWER_NOTHING ? by_diplotype : by_phenotype;
}

int sdi_condition_is_unanswered(const struct stardose_condition *condition,
				const struct stardose_gene_candidate *candidate,
				enum stardose_guideline scale)
{
	for (int i = 0; i < condition->n_terms; i++) {
		const struct stardose_guidance_term *term = &condition->terms[i];

		if (term->kind == STARDOSE_TERM_ANY || term->kind == STARDOSE_TERM_NO_RESULT)
			continue;
		if (term->kind != STARDOSE_TERM_FINDING ||
		    text_answer(condition->gene, term, candidate, scale) != SDI_ANSWER_NOTHING)
			return 0;
	}
	return 1;
}

static int term_holds(const char *gene, const struct stardose_guidance_term *term,
		      const struct stardose_gene_candidate *candidate,
		      enum stardose_guideline scale)
{
	const char *phenotype = candidate ? sdi_result_phenotype(candidate, scale) : NULL;
	int score = candidate ? sdi_result_score(candidate, scale) : STARDOSE_VALUE_NONE;

	switch (term->kind) {
	case STARDOSE_TERM_ANY:
		return 1;
	case STARDOSE_TERM_NO_RESULT:
		return !candidate;
	case STARDOSE_TERM_PHENOTYPE:
		if (term->lo >= 0 && score != STARDOSE_VALUE_NONE)
			return term->lo <= score && score <= term->hi;
		return phenotype && sdi_is_phenotype(term->phenotype, phenotype);
	default:
		return candidate && text_answer(gene, term, candidate, scale) == SDI_ANSWER_YES;
	}
}

const struct stardose_guidance_term *sdi_condition_match(const struct stardose_condition *condition,
						const struct stardose_gene_candidate *candidate,
						enum stardose_guideline scale)
{
	const struct stardose_guidance_term *first = NULL;

	for (int i = 0; i < condition->n_terms; i++) {
		if ((first && !condition->terms[i].is_not) ||
		    !term_holds(condition->gene, &condition->terms[i], candidate, scale))
			continue;
		if (condition->terms[i].is_not)
			return NULL;
		first = &condition->terms[i];
	}
	return first;
}
