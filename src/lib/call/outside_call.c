/* outside_call.c - an outside result as a call, and whether the genotypes fit it */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "call/call_build.h"
#include "call/candidate.h"
#include "call/consensus.h"
#include "call/outside_call.h"
#include "phenotype/diplotype_value.h"
#include "util/no_memory.h"

#define RARE 1e-6	/* of an allele never seen in the populations */

static void why(struct stardose_call *call, enum stardose_reason reason)
{
	call->reasons |= UINT64_C(1) << reason;
}

static struct stardose_call *call_new(const struct sdi_outside_entry *entry,
				      enum stardose_build build, uint64_t reasons)
{
	struct stardose_call *call = calloc(1, sizeof(*call));

	if (!call)
		return NULL;
	call->gene = entry->gene;
	call->build = build;
	call->status = STARDOSE_STATUS_OUTSIDE;
	call->reasons = reasons;
	call->copies = -2;
	call->score_lo = call->score_hi = STARDOSE_VALUE_NONE;
	if (entry->given) {
		call->outside_diplotype = strdup(entry->given);
		if (!call->outside_diplotype) {
			free(call);
			return NULL;
		}
	}
	return call;
}

/* ---- one reading ---- */

static double frequency(const struct stardose_haplotype *hap)
{
	double f = hap->allele ? hap->allele->frequency : 0;

	if (hap->copies > 1 || hap->n_tandem)
		f = hap->allele && !hap->n_tandem && hap->allele->frequency_multiplied > 0
			    ? hap->allele->frequency_multiplied
			    : RARE;
	return f > RARE ? f : RARE;
}

static int fill(const struct stardose_gene *gene, const struct sdi_diplotype_name *name,
		struct stardose_candidate *out)
{
	kstring_t text = KS_INITIALIZE;
	struct sdi_diplotype_value value;
	int ret = sdi_diplotype_value(gene, name, &value);

	memset(out, 0, sizeof(*out));
	if (ret)
		return ret;
	out->ploidy = value.n;
	for (int h = 0; h < value.n; h++)
		out->hap[h] = value.hap[h];
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		out->phenotype[g] = value.phenotype[g];
		out->score[g] = value.score[g];
	}
	out->weight = frequency(&out->hap[0]);
	if (value.n == 2)
		out->weight *= frequency(&out->hap[1]) *
			       (sdi_hap_equal(&name->hap[0], &name->hap[1]) ? 1 : 2);
	ret = sdi_diplotype_print(name, &text);
	out->diplotype = !ret ? ks_release(&text) : NULL;
	ks_free(&text);
	return out->diplotype ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* The first allele that is there twice or more, without a number. */
static struct sdi_name_unit *open_unit(struct sdi_diplotype_name *name)
{
	for (int h = 0; h < 2; h++)
		for (int i = 0; i < name->hap[h].n; i++)
			if (name->hap[h].unit[i].or_more && name->hap[h].unit[i].copies == 2)
				return &name->hap[h].unit[i];
	return NULL;
}

static int add(struct stardose_call *call, const struct sdi_diplotype_name *name)
{
	int ret = fill(call->gene, name, &call->candidates[call->n_candidates]);

	call->n_candidates += !ret;
	return ret;
}

/* "xN" that means one phenotype with two copies and another with three is two candidates. */
static int add_reading(struct stardose_call *call, const struct sdi_diplotype_name *name)
{
	struct sdi_diplotype_name two = *name, more = *name;
	struct sdi_name_unit *unit = open_unit(&two);
	struct stardose_candidate *c;
	int ret = add(call, name);

	c = &call->candidates[call->n_candidates - 1];
	if (ret || !unit || strcmp(c->phenotype[STARDOSE_GUIDELINE_CPIC], SDI_INDETERMINATE) ||
	    c->score[STARDOSE_GUIDELINE_CPIC] == STARDOSE_VALUE_NONE)
		return ret;
	unit->or_more = 0;
	open_unit(&more)->copies = 3;
	sdi_candidate_release(c);
	call->n_candidates--;
	ret = add(call, &two);
	return !ret ? add(call, &more) : ret;
}

static int by_weight(const void *pa, const void *pb)
{
	const struct stardose_candidate *a = pa, *b = pb;

	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return strcmp(a->diplotype, b->diplotype);
}

static int add_readings(struct stardose_call *call, const char *text)
{
	struct sdi_diplotype_readings readings;
	int ret = sdi_diplotype_readings(text, call->gene, &readings, NULL);
	double sum = 0;

	if (!ret) {
		call->candidates = calloc(2 * readings.n, sizeof(*call->candidates));
		ret = call->candidates ? STARDOSE_OK : STARDOSE_ENOMEM;
	}
	for (int i = 0; !ret && i < readings.n; i++)
		ret = add_reading(call, &readings.name[i]);
	sdi_diplotype_readings_release(&readings);
	if (ret)
		return ret;
	qsort(call->candidates, call->n_candidates, sizeof(*call->candidates), by_weight);
	for (int i = 0; i < call->n_candidates; i++)
		sum += call->candidates[i].weight;
	for (int i = 0; i < call->n_candidates; i++)
		call->candidates[i].weight /= sum;
	call->ploidy = 2;
	return STARDOSE_OK;
}

/*
 * A gene that the tables do not define, or alleles that are named as none of its are: the text is
 * all there is.
 */
static int add_text(struct stardose_call *call, const struct sdi_outside_entry *entry)
{
	call->candidates = calloc(1, sizeof(*call->candidates));
	if (!call->candidates)
		return STARDOSE_ENOMEM;
	call->n_candidates = 1;
	call->candidates[0].weight = 1;
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		call->candidates[0].phenotype[g] =
			entry->gene->n_alleles ? SDI_INDETERMINATE : entry->phenotype;
		call->candidates[0].score[g] = STARDOSE_VALUE_NONE;
	}
	call->candidates[0].diplotype = strdup(entry->diplotype);
	return call->candidates[0].diplotype ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* ---- the whole call ---- */

static int copies_on(const struct stardose_haplotype *hap, int *or_more)
{
	int n = hap->allele && hap->allele->kind == STARDOSE_ALLELE_DELETION ? 0 : hap->copies;

	*or_more |= hap->or_more;
	for (int i = 0; i < hap->n_tandem; i++) {
		n += hap->tandem[i].copies;
		*or_more |= hap->tandem[i].or_more;
	}
	return n;
}

/* Hybrids are copies too. Readings that differ in copies leave their number open. */
static void count_copies(struct stardose_call *call)
{
	if (!call->gene->has_structural || !call->n_candidates)
		return;
	for (int i = 0; i < call->n_candidates; i++) {
		int or_more = 0, n = copies_on(&call->candidates[i].hap[0], &or_more) +
				     copies_on(&call->candidates[i].hap[1], &or_more);

		call->copies = !i || n == call->copies ? n : -1;
		if (or_more)
			why(call, STARDOSE_REASON_COPIES_AT_LEAST);
		if (call->copies < 0)
			break;
	}
	call->copies_from =
		call->copies < 0 ? STARDOSE_COPIES_FROM_NOTHING : STARDOSE_COPIES_FROM_OUTSIDE;
}

static int has_unknown_allele(const struct stardose_call *call)
{
	for (int i = 0; i < call->n_candidates; i++)
		for (int h = 0; h < call->candidates[i].ploidy; h++) {
			const struct stardose_haplotype *hap = &call->candidates[i].hap[h];

			if (!hap->allele)
				return 1;
			for (int t = 0; t < hap->n_tandem; t++)
				if (!hap->tandem[t].allele)
					return 1;
		}
	return 0;
}

/* Does the score, or "this or more", mean one phenotype? */
static const char *phenotype_of_score(const struct sdi_outside_entry *entry,
				      enum stardose_guideline guideline)
{
	const char *phenotype = sdi_phenotype_from_score(entry->gene, guideline, entry->score);

	if (entry->score_or_more &&
	    strcmp(phenotype, sdi_phenotype_from_score(entry->gene, guideline, INT_MAX - 1)))
		return SDI_INDETERMINATE;
	return phenotype;
}

/* What the row says of the phenotype, in one scale; NULL: nothing. */
static const char *own_phenotype(const struct sdi_outside_entry *entry, enum stardose_guideline g,
				 enum stardose_outside_choice choice)
{
	if (entry->score == STARDOSE_VALUE_NONE ||
	    (entry->phenotype && choice == STARDOSE_OUTSIDE_THEIRS))
		return entry->phenotype;
	return phenotype_of_score(entry, g);
}

/* Both phenotypes are kept beside each other, whoever's is taken. */
static void differ(struct stardose_call *call, const struct sdi_outside_entry *entry,
		   const char *ours, enum stardose_outside_choice choice)
{
	why(call, STARDOSE_REASON_OUTSIDE_DIFFERS);
	call->views = (struct stardose_two_views){
		.theirs = entry->phenotype,
		.their_score = entry->score,
		.ours = ours,
		.our_score_lo = call->score_lo,
		.our_score_hi = call->score_hi,
		.taken = choice,
	};
}

/*
 * The row's own phenotype and score stand for the gene, or for each candidate whose alleles the
 * tables do not know.
 */
static void take_own(struct stardose_call *call, const struct sdi_outside_entry *entry,
		     enum stardose_outside_choice choice)
{
	const char *by_score;

	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		const char *phenotype = own_phenotype(entry, g, choice);

		for (int i = 0; phenotype && i < call->n_candidates; i++)
			if (!strcmp(call->candidates[i].phenotype[g], SDI_INDETERMINATE)) {
				call->candidates[i].phenotype[g] = phenotype;
				call->candidates[i].score[g] = entry->score;
			}
		if (!call->n_candidates)
			call->phenotype[g] = phenotype ? phenotype : SDI_INDETERMINATE;
	}
	if (!call->n_candidates)
		call->score_lo = call->score_hi = entry->score;
	if (entry->score == STARDOSE_VALUE_NONE)
		return;
	if (entry->score_or_more)
		why(call, STARDOSE_REASON_COPIES_AT_LEAST);
	by_score = phenotype_of_score(entry, STARDOSE_GUIDELINE_CPIC);
	if (entry->phenotype && strcmp(entry->phenotype, by_score)) {
		call->score_lo = call->score_hi = entry->score;
		differ(call, entry, by_score, choice);
	}
}

/* The row's phenotype in place of ours; a score goes with it only if it is the row's as well. */
static void take_theirs(struct stardose_call *call, const struct sdi_outside_entry *entry)
{
	for (int g = 0; g < STARDOSE_N_GUIDELINES; g++) {
		const char *theirs = own_phenotype(entry, g, STARDOSE_OUTSIDE_THEIRS);

		for (int i = 0; i < call->n_candidates; i++) {
			struct stardose_candidate *c = &call->candidates[i];

			if (entry->score != STARDOSE_VALUE_NONE || strcmp(theirs, c->phenotype[g]))
				c->score[g] = entry->score;
			c->phenotype[g] = theirs;
		}
	}
	call->reasons &= ~(UINT64_C(1) << STARDOSE_REASON_CANDIDATES_DISAGREE);
	sdi_call_consensus(call);
}

/* Is what the row says of phenotype and score what the tables make of its diplotype? */
static void compare_own(struct stardose_call *call, const struct sdi_outside_entry *entry,
			enum stardose_outside_choice choice)
{
	const char *ours = call->phenotype[STARDOSE_GUIDELINE_CPIC];

	if (!(entry->phenotype && strcmp(entry->phenotype, ours)) &&
	    !(entry->score != STARDOSE_VALUE_NONE && call->score_lo != STARDOSE_VALUE_NONE &&
	      (entry->score < call->score_lo || entry->score > call->score_hi)))
		return;
	differ(call, entry, ours, choice);
	if (choice == STARDOSE_OUTSIDE_THEIRS)
		take_theirs(call, entry);
}

static int is_function_open(const struct stardose_call *call)
{
	for (int i = 0; i < call->n_candidates; i++) {
		const struct stardose_candidate *c = &call->candidates[i];

		if (call->gene->method == STARDOSE_METHOD_SCORE &&
		    c->score[STARDOSE_GUIDELINE_CPIC] == STARDOSE_VALUE_NONE)
			return 1;
		for (int h = 0; h < c->ploidy; h++)
			if (call->gene->method == STARDOSE_METHOD_PAIR &&
			    (!*c->hap[h].function || c->hap[h].copies > 1 || c->hap[h].n_tandem) &&
			    !strcmp(c->phenotype[STARDOSE_GUIDELINE_CPIC], SDI_INDETERMINATE))
				return 1;
	}
	return 0;
}

static int call_diplotypes(struct stardose_call *call, const struct sdi_outside_entry *entry,
			   enum stardose_outside_choice choice)
{
	int ret = add_readings(call, entry->diplotype), unknown;

	if (ret)
		return ret;
	count_copies(call);
	unknown = has_unknown_allele(call);
	if (call->gene->method == STARDOSE_METHOD_NONE)
		why(call, STARDOSE_REASON_NO_PHENOTYPE_RULE);
	if (unknown || (call->gene->method != STARDOSE_METHOD_NONE && is_function_open(call)))
		why(call, STARDOSE_REASON_FUNCTION_UNKNOWN);
	if (unknown || call->gene->method == STARDOSE_METHOD_NONE)
		take_own(call, entry, choice);
	sdi_call_consensus(call);
	if (!unknown && call->gene->method != STARDOSE_METHOD_NONE)
		compare_own(call, entry, choice);
	return STARDOSE_OK;
}

/* A diplotype with an allele that is named as none of the gene's: the function is unknown. */
static int call_text(struct stardose_call *call, const struct sdi_outside_entry *entry,
		     enum stardose_outside_choice choice)
{
	int ret = add_text(call, entry);

	if (ret)
		return ret;
	why(call, STARDOSE_REASON_FUNCTION_UNKNOWN);
	take_own(call, entry, choice);
	sdi_call_consensus(call);
	return STARDOSE_OK;
}

int sdi_outside_call_build(const struct sdi_outside_entry *entry,
			   enum stardose_outside_choice choice, enum stardose_build build,
			   uint64_t reasons, struct stardose_call **out, struct stardose_error *err)
{
	struct stardose_call *call = call_new(entry, build, reasons);
	int ret = call ? STARDOSE_OK : STARDOSE_ENOMEM;

	if (!ret && !entry->gene->n_alleles) {
		if (entry->diplotype)
			ret = add_text(call, entry);
		call->phenotype[STARDOSE_GUIDELINE_CPIC] =
			call->phenotype[STARDOSE_GUIDELINE_DPWG] = entry->phenotype;
	} else if (!ret && entry->is_text) {
		ret = call_text(call, entry, choice);
	} else if (!ret && entry->diplotype) {
		ret = call_diplotypes(call, entry, choice);
	} else if (!ret) {
		take_own(call, entry, choice);
	}
	if (ret) {
		sdi_call_free(call);
		return sdi_no_memory(err);
	}
	*out = call;
	return STARDOSE_OK;
}

int sdi_outside_key(const struct sdi_outside_entry *entry, uint64_t reasons, kstring_t *out)
{
	out->l = 0;
	return ksprintf(out, "%s\n%s\n%s\n%d\n%d\n%llx", entry->given ? entry->given : "",
			entry->diplotype ? entry->diplotype : "",
			entry->phenotype ? entry->phenotype : "", entry->score,
			entry->score_or_more, (unsigned long long)reasons) < 0
		       ? STARDOSE_ENOMEM
		       : STARDOSE_OK;
}

/* ---- against the genotypes ---- */

static int is_deletion(const struct stardose_haplotype *hap)
{
	return hap->allele && hap->allele->kind == STARDOSE_ALLELE_DELETION;
}

static int may_show_anything(const struct stardose_haplotype *hap)
{
	if (!hap->allele || (!hap->allele->matchable && !is_deletion(hap)) ||
	    hap->allele->kind == STARDOSE_ALLELE_HYBRID)
		return 1;
	for (int i = 0; i < hap->n_tandem; i++)
		if (!hap->tandem[i].allele || hap->tandem[i].allele->kind == STARDOSE_ALLELE_HYBRID)
			return 1;
	return 0;
}

/* May @allele, or one that the genotypes do not exclude, be what small variants show of @hap? */
static int shows(const struct stardose_haplotype *hap, const struct stardose_allele *allele,
		 const struct stardose_call *genotyped)
{
	if (may_show_anything(hap) || hap->allele == allele)
		return 1;
	for (int i = 0; i < hap->n_tandem; i++)
		if (hap->tandem[i].allele == allele)
			return 1;
	for (int i = 0; i < genotyped->n_not_excluded; i++)
		if (genotyped->not_excluded[i] == hap->allele)
			return 1;
	return 0;
}

static int fits(const struct stardose_candidate *outside, const struct stardose_candidate *seen,
		const struct stardose_call *genotyped)
{
	const struct stardose_haplotype *a = &outside->hap[0], *b = &outside->hap[1];
	const struct stardose_allele *x = seen->hap[0].allele, *y = seen->hap[1].allele;

	if (may_show_anything(a) || may_show_anything(b)) {
		const struct stardose_haplotype *other = may_show_anything(a) ? b : a;

		return is_deletion(other) || shows(other, x, genotyped) ||
		       shows(other, y, genotyped);
	}
	if (is_deletion(&seen->hap[0]) || is_deletion(&seen->hap[1]))
		return (is_deletion(a) &&
			shows(b, is_deletion(&seen->hap[0]) ? y : x, genotyped)) ||
		       (is_deletion(b) && shows(a, is_deletion(&seen->hap[0]) ? y : x, genotyped));
	if (is_deletion(a) || is_deletion(b)) {
		const struct stardose_haplotype *left = is_deletion(a) ? b : a;

		return !is_deletion(left) && shows(left, x, genotyped) && shows(left, y, genotyped);
	}
	return (shows(a, x, genotyped) && shows(b, y, genotyped)) ||
	       (shows(a, y, genotyped) && shows(b, x, genotyped));
}

uint64_t sdi_outside_contradictions(const struct stardose_call *outside,
				    const struct stardose_call *genotyped)
{
	uint64_t reasons = 0;

	if (!genotyped || genotyped->status == STARDOSE_STATUS_NO_CALL)
		return 0;
	if (outside->copies >= 0 && genotyped->copies >= 0 &&
	    outside->copies != genotyped->copies &&
	    !(outside->reasons >> STARDOSE_REASON_COPIES_AT_LEAST & 1 &&
	      genotyped->copies > outside->copies))
		reasons |= UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT;
	if (genotyped->status == STARDOSE_STATUS_PARTIAL || genotyped->ploidy != 2 ||
	    !outside->ploidy)
		return reasons;
	for (int i = 0; i < outside->n_candidates; i++)
		for (int k = 0; k < genotyped->n_candidates; k++)
			if (genotyped->candidates[k].ploidy != 2 ||
			    outside->candidates[i].ploidy != 2 ||
			    fits(&outside->candidates[i], &genotyped->candidates[k], genotyped))
				return reasons;
	return reasons | UINT64_C(1) << STARDOSE_REASON_GENOTYPES_DIFFER;
}
