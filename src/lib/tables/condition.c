/* condition.c - parse and compare the conditions of guidance rows */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "tables/condition.h"

#define NO_RESULT "No Result"
#define ANY "any"
#define MAX_SCORE 100000	/* hundredths; more is a slip of the keyboard */

/* "[25-100]" or "[250-]" up to the end of the text; 1 when it is well formed */
static int parse_interval(const char *s, struct stardose_term *term)
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

static int parse_term(const struct stardose_guidance_tables *tables, struct sdi_arena *arena, char *text,
		      struct stardose_term *term, struct stardose_error *err)
{
	char *bracket = strchr(text, '[');

	*term = (struct stardose_term){ .lo = -1, .hi = -1 };
	if (bracket && !parse_interval(bracket + 1, term))
		return stardose_error_set(err, STARDOSE_ETABLE, "'%s' is no condition: an interval reads [25-100] or [250-]", text);
	if (bracket)
		*bracket = '\0';
	term->text = sdi_arena_strdup(arena, text);
	if (!term->text)
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	term->phenotype = stardose_guidance_code(tables, STARDOSE_LIST_PHENOTYPE, text);
	if (!strcmp(text, ANY))
		term->kind = STARDOSE_TERM_ANY;
	else if (term->phenotype)
		term->kind = strcmp(text, NO_RESULT) ? STARDOSE_TERM_PHENOTYPE : STARDOSE_TERM_NO_RESULT;
	else
		term->kind = STARDOSE_TERM_LITERAL;
	if (term->kind == STARDOSE_TERM_LITERAL && text[0] != '*')
		return stardose_error_set(err, STARDOSE_ETABLE, "'%s' is no condition: neither a listed phenotype nor 'any' "
					  "nor a text that begins with '*'", text);
	if (bracket && term->kind != STARDOSE_TERM_PHENOTYPE)
		return stardose_error_set(err, STARDOSE_ETABLE, "'%s' cannot carry an activity score", text);
	return STARDOSE_OK;
}

int sdi_condition_parse(const struct stardose_guidance_tables *tables, struct sdi_arena *arena, const char *gene,
			const char *text, struct stardose_condition *out, struct stardose_error *err)
{
	struct stardose_term *terms;
	char *copy, *next;
	int n = 1, ret = STARDOSE_OK;

	for (const char *s = text; *s; s++)
		n += *s == '|';
	terms = sdi_arena_alloc(arena, n * sizeof(*terms));
	copy = strdup(text);
	if (!terms || !copy) {
		free(copy);
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	}
	next = copy;
	for (int i = 0; i < n && ret == STARDOSE_OK; i++)
		ret = parse_term(tables, arena, strsep(&next, "|"), &terms[i], err);
	free(copy);
	*out = (struct stardose_condition){ gene, n, terms };
	return ret;
}

enum stardose_guideline sdi_source_scale(const struct stardose_code *source)
{
	return !strcmp(source->value, "DPWG") ? STARDOSE_DPWG : STARDOSE_CPIC;
}

const char *sdi_result_phenotype(const struct stardose_gene_candidate *candidate, enum stardose_guideline scale)
{
	return candidate->phenotype[scale] ? candidate->phenotype[scale] : candidate->phenotype[STARDOSE_CPIC];
}

int sdi_result_score(const struct stardose_gene_candidate *candidate, enum stardose_guideline scale)
{
	if (candidate->score[scale] == STARDOSE_VALUE_NONE && !candidate->phenotype[scale])
		return candidate->score[STARDOSE_CPIC];
	return candidate->score[scale];
}

int sdi_is_phenotype(const struct stardose_code *phenotype, const char *text)
{
	return !strcasecmp(phenotype->meaning, text) || !strcasecmp(phenotype->code, text);
}

static int is_text(const struct stardose_term *term, const char *text) { return text && !strcasecmp(term->text, text); }

static int term_holds(const struct stardose_term *term, const struct stardose_gene_candidate *candidate, enum stardose_guideline scale)
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
	case STARDOSE_TERM_LITERAL:
		return candidate && (is_text(term, phenotype) || is_text(term, candidate->diplotype));
	}
	return 0;
}

const struct stardose_term *sdi_condition_match(const struct stardose_condition *condition,
						const struct stardose_gene_candidate *candidate, enum stardose_guideline scale)
{
	for (int i = 0; i < condition->n_terms; i++)
		if (term_holds(&condition->terms[i], candidate, scale))
			return &condition->terms[i];
	return NULL;
}
