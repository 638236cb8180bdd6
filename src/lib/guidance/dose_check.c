/* dose_check.c - each dose of the list against its limits, in words */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "context/profile.h"
#include "guidance/dose_check.h"
#include "guidance/dose_limits.h"
#include "tables/word_table.h"

static const char above[] = "above", within[] = "within", below[] = "below",
		  not_comparable[] = "not_comparable";

static void compare(const struct sdi_dose_job *job, struct stardose_dose_limit *limit)
{
	if (!*limit->why_not && strcmp(limit->unit, job->dose.unit))
		limit->why_not = "unit";
	if (*limit->why_not)
		limit->comparison = not_comparable;
	else if (limit->high >= 0 && job->dose.amount > limit->high)
		limit->comparison = above;
	else if (limit->low >= 0 && job->dose.amount < limit->low)
		limit->comparison = below;
	else
		limit->comparison = within;
}

/* ---- words ---- */

/* "65 years and over; depression; omeprazole", what is not there left out */
static int put_whom(kstring_t *out, const struct stardose_dose_limit *limit)
{
	const char *parts[] = { limit->because_of, limit->population, limit->indication,
				limit->form };
	int n = 0, failed = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (*parts[i] && strcmp(parts[i], "age") && strcmp(parts[i], "general") &&
		    strcmp(parts[i], "drug label"))
			failed |= ksprintf(out, "%s%s", n++ ? "; " : "", parts[i]) < 0;
	return failed || kputs("", out) < 0;
}

static int put_range(kstring_t *out, const struct stardose_dose_limit *limit)
{
	int failed = 0;

	if (limit->low >= 0 && limit->low != limit->high)
		failed |= sdi_put_amount(out, limit->low) ||
			  (limit->high >= 0 && kputc('-', out) < 0);
	if (limit->high >= 0)
		failed |= sdi_put_amount(out, limit->high);
	return failed || ksprintf(out, " %s", limit->unit) < 0;
}

/* "now 40 mg/day, at most 20 mg/day (US label; omeprazole; adults)" */
static const char *text_of(struct sdi_dose_job *job, const struct stardose_dose_limit *limit)
{
	const struct sdi_words *words = sdi_guidance_words(job->guide->tables);
	kstring_t now = KS_INITIALIZE, range = KS_INITIALIZE, whom = KS_INITIALIZE,
		  text = KS_INITIALIZE;
	int is_usual = !strcmp(limit->kind, "usual");
	const char *code = limit->comparison == not_comparable ? "not_comparable"
			   : is_usual			       ? "usual"
			   : *limit->factor		       ? "factor"
							       : "ceiling";
	char factor[16];
	const char *kept, *why = *limit->why_not ? sdi_word_text(words, "dose_why_not",
								 limit->why_not) : "";
	int failed = snprintf(factor, sizeof(factor), "%.2g", strtod(limit->factor, NULL)) < 0 ||
		     sdi_put_amount(&now, job->dose.amount) ||
		     ksprintf(&now, " %s", job->dose.unit) < 0 || put_range(&range, limit) ||
		     put_whom(&whom, limit) ||
		     sdi_put_words(&text, words, "dose", code, "now", now.s, "limit", range.s,
				   "whose", limit->whose, "whom", whom.l ? whom.s : "",
				   "sep", whom.l ? "; " : "", "factor", factor, "why",
				   why ? why : "", NULL);

	kept = failed ? NULL : sdi_arena_strdup(&job->guide->passing, text.s);
	ks_free(&now);
	ks_free(&range);
	ks_free(&whom);
	ks_free(&text);
	job->failed |= !kept;
	return kept ? kept : "";
}

/* ---- which one counts ---- */

static int is_ceiling(const struct stardose_dose_limit *l) { return strcmp(l->kind, "usual") != 0; }

static int weight(const struct stardose_dose_limit *l)
{
	return l->comparison == not_comparable ? 2 : is_ceiling(l) ? 0 : 1;
}

/* Ceilings before usual doses, the lower one first; usual ones by their highest. */
static int by_weight(const void *pa, const void *pb)
{
	const struct stardose_dose_limit *a = pa, *b = pb;

	if (weight(a) != weight(b))
		return weight(a) - weight(b);
	if (a->high != b->high)
		return (a->high < b->high) == (weight(a) == 0) ? -1 : 1;
	return strcmp(a->citation, b->citation);
}

/* A result of a gene, or who acts, has a ceiling that the age decides. */
static int depends_on_age(const struct stardose_dose_limit *l)
{
	return !strcmp(l->why_not, "population") && *l->because_of && strcmp(l->because_of, "age");
}

/* Above the lowest ceiling, or above every usual dose; of several usual ones the widest counts. */
static void sum_up(const struct sdi_dose_job *job, struct stardose_dose *dose)
{
	const struct stardose_dose_limit *first = job->limits;

	dose->comparison = first->comparison;
	dose->text = first->text;
	for (int i = 0; i < job->n_limits && first->comparison != above; i++) {
		const struct stardose_dose_limit *l = &job->limits[i];

		if (l->comparison == not_comparable && is_ceiling(l) && depends_on_age(l)) {
			dose->comparison = not_comparable;
			dose->text = l->text;
			break;
		}
	}
	for (int i = 0; i < job->n_limits && dose->comparison == first->comparison &&
			first->comparison != above; i++) {
		const struct stardose_dose_limit *l = &job->limits[i];

		if (l->comparison == not_comparable || is_ceiling(l))
			continue;
		if (l->comparison == within && first->comparison == below) {
			dose->comparison = within;
			dose->text = l->text;
		} else if (l->comparison == above && is_ceiling(first)) {
			dose->comparison = above;
			dose->text = l->text;
		}
		if (is_ceiling(first))
			break;		/* the first usual one is the widest */
	}
}

static int finish(struct sdi_dose_job *job, struct stardose_dose *dose)
{
	struct stardose_dose_limit *kept =
		sdi_arena_alloc(&job->guide->passing, job->n_limits * sizeof(*kept));
	const char *unit = sdi_arena_strdup(&job->guide->passing, job->dose.unit);

	if (!kept || !unit)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < job->n_limits; i++) {
		compare(job, &job->limits[i]);
		job->limits[i].text = text_of(job, &job->limits[i]);
	}
	qsort(job->limits, job->n_limits, sizeof(*job->limits), by_weight);
	memcpy(kept, job->limits, job->n_limits * sizeof(*kept));
	*dose = (struct stardose_dose){ .drug = job->drug, .shown_as = job->item->shown_as,
					.amount = job->dose.amount, .unit = unit,
					.n_limits = job->n_limits, .limits = kept };
	sum_up(job, dose);
	return job->failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* ---- the list ---- */

static void find_lines(struct sdi_dose_job *job)
{
	const struct stardose_guide *guide = job->guide;

	while (job->beg < guide->out.n_lines && guide->lines[job->beg]->drug != job->drug)
		job->beg++;
	for (job->end = job->beg;
	     job->end < guide->out.n_lines && guide->lines[job->end]->drug == job->drug; job->end++)
		;
}

/* 1: the item is a medicine in use with a dose, and @job is about it */
static int begin(struct sdi_dose_job *job, struct stardose_guide *guide, int i)
{
	const struct stardose_context_item *item = &guide->person->items[i];

	memset(job, 0, sizeof(*job));
	job->guide = guide;
	job->item = item;
	if (item->kind != STARDOSE_CONTEXT_MEDICINE || !item->agent ||
	    item->state != STARDOSE_ITEM_CURRENT || sdi_item_is_local(guide->person, i) ||
	    !sdi_item_dose(guide->person, i, &job->dose))
		return 0;
	job->drug = stardose_guidance_drug(guide->tables, item->agent);
	job->age = sdi_person_age(guide->person);
	if (!job->drug || !guide->drug_state[job->drug - guide->tables->drugs])
		return 0;
	job->rows = sdi_dose_rows(guide->tables, job->drug, &job->n_rows);
	find_lines(job);
	return 1;
}

/*
 * Of a medicine that is named twice nobody knows the dose, so none is said to be within or below;
 * one that is above by itself is so with the other too.
 */
static int is_told(const struct stardose_person *person, int i, const struct stardose_dose *dose)
{
	return !sdi_item_is_doubled(person, i) || !strcmp(dose->comparison, "above");
}

int sdi_check_doses(struct stardose_guide *guide)
{
	const struct stardose_person *person = guide->person;
	struct stardose_dose *doses;
	struct sdi_dose_job *job;
	int ret = STARDOSE_OK;

	guide->out.n_doses = 0;
	guide->out.doses = NULL;
	if (!person || !person->n_items)
		return STARDOSE_OK;
	doses = sdi_arena_alloc(&guide->passing, person->n_items * sizeof(*doses));
	job = sdi_arena_alloc(&guide->passing, sizeof(*job));
	if (!doses || !job)
		return STARDOSE_ENOMEM;
	for (int i = 0; !ret && i < person->n_items; i++) {
		if (!begin(job, guide, i))
			continue;
		sdi_collect_limits(job);
		if (!job->n_limits)
			continue;
		ret = finish(job, &doses[guide->out.n_doses]);
		guide->out.n_doses += !ret && is_told(person, i, &doses[guide->out.n_doses]);
	}
	guide->out.doses = doses;
	return ret;
}
