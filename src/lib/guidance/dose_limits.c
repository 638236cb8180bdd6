/* dose_limits.c - usual doses, ceilings and factors that hold for one medicine of the list */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "guidance/dose_limits.h"
#include "guidance/label_hits.h"

int sdi_put_amount(kstring_t *out, int64_t thousandths)
{
	int failed = ksprintf(out, "%lld", (long long)(thousandths / 1000)) < 0;
	int rest = (int)(thousandths % 1000);

	if (!rest)
		return failed;
	while (rest % 10 == 0)
		rest /= 10;
	return failed || ksprintf(out, thousandths % 10	   ? ".%03d"
				       : thousandths % 100 ? ".%02d"
							   : ".%d", rest) < 0;
}

static struct stardose_dose_limit *add(struct sdi_dose_job *job)
{
	struct stardose_dose_limit *limit;

	if (job->n_limits == SDI_MAX_LIMITS)
		return NULL;
	limit = &job->limits[job->n_limits++];
	*limit = (struct stardose_dose_limit){ .kind = "ceiling", .unit = "mg/day", .whose = "",
		.population = "", .indication = "", .because_of = "", .row_id = "", .factor = "",
		.citation = "", .form = "", .why_not = "", .low = -1, .high = -1 };
	return limit;
}

static const char *keep(struct sdi_dose_job *job, kstring_t *text)
{
	const char *kept = text->s ? sdi_arena_strdup(&job->guide->passing, text->s) : "";

	job->failed |= !kept;
	ks_free(text);
	return kept ? kept : "";
}

/* ---- dose_limits.tsv ---- */

static int has_words(const char *text, const char *words)
{
	for (size_t n = strlen(words); strlen(text) >= n; text++)
		if (!strncasecmp(text, words, n))
			return 1;
	return 0;
}

/* "XR", "75XR" and "XR75" have the sign XR; ELIXIR has no IR. */
static int has_sign(const char *name, const char *sign)
{
	const size_t n = strlen(sign);

	for (const char *s = name; (s = strstr(s, sign)); s++)
		if ((s == name || !isalpha((unsigned char)s[-1])) && !isalpha((unsigned char)s[n]))
			return 1;
	return 0;
}

/* The list writes this form, or another word for it. */
static int is_form(const struct stardose_context_item *item, const char *form)
{
	static const char *const same[][2] = {
		{ "extended-release", "XR" }, { "extended-release", "ER" },
		{ "extended-release", "retard" }, { "extended-release", "prolonged" },
		{ "immediate-release", "IR" }, { "oral", "tablet" }, { "oral", "capsule" },
	};

	if (has_words(item->name, form) || has_words(item->note, form) ||
	    !strcasecmp(item->route, form))
		return 1;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		if (!strcmp(same[i][0], form) && has_sign(item->name, same[i][1]))
			return 1;
	return 0;
}

/* The list names one of the forms that the rows tell apart. */
static int writes_a_form(const struct sdi_dose_job *job)
{
	for (int i = 0; i < job->n_rows; i++)
		if (*job->rows[i].form && is_form(job->item, job->rows[i].form))
			return 1;
	return 0;
}

static int has_one_form(const struct sdi_dose_job *job)
{
	for (int i = 1; i < job->n_rows; i++)
		if (strcmp(job->rows[i].form, job->rows[0].form))
			return 0;
	return 1;
}

enum fit { FITS, NOT_THIS_FORM, FORM_NOT_KNOWN };

/* Meant where a list does not say a form; the last two when the rows have no other. */
static const char *const common[] = { "oral", "any", "sublingual", "immediate-release" };
#define N_ALWAYS_COMMON 2

static enum fit form_fits(const struct sdi_dose_job *job, const struct sdi_dose_row *row)
{
	if (!*row->form || is_form(job->item, row->form))
		return FITS;
	if (writes_a_form(job))
		return NOT_THIS_FORM;
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (!strcmp(row->form, common[i]) &&
		    (has_one_form(job) || i < N_ALWAYS_COMMON))
			return FITS;
	return FORM_NOT_KNOWN;
}

static int is_of_age(const struct sdi_dose_row *row, int age)
{
	return age >= row->from_age && (!row->to_age || age <= row->to_age);
}

/* A row of older adults; the others of adults hold from 18 years on. */
static int is_older(const struct sdi_dose_row *row) { return row->from_age > 18; }

/* For this age the label has a row of its own: that of all adults steps back. */
static int has_row_of_age(const struct sdi_dose_job *job, const struct sdi_dose_row *row)
{
	for (int i = 0; i < job->n_rows; i++) {
		const struct sdi_dose_row *other = &job->rows[i];

		if (is_older(other) && other->high >= 0 && is_of_age(other, job->age) &&
		    !strcmp(other->form, row->form) && !*other->needs)
			return 1;
	}
	return 0;
}

static void add_row(struct sdi_dose_job *job, const struct sdi_dose_row *row, const char *why_not)
{
	struct stardose_dose_limit *limit = add(job);
	kstring_t because = KS_INITIALIZE;

	if (!limit)
		return;
	limit->kind = *row->needs || is_older(row) ? "ceiling" : "usual";
	limit->low = row->low;
	limit->high = row->high;
	limit->unit = row->unit;
	limit->whose = row->whose->code;
	limit->population = row->population;
	limit->indication = row->indication;
	limit->form = row->form;
	limit->citation = row->citation;
	limit->why_not = why_not;
	if (*row->needs) {
		job->failed |= ksprintf(&because, "%s %s", row->needs_gene, row->needs) < 0;
		for (char *s = job->failed ? NULL : because.s + strlen(row->needs_gene); s && *s; s++)
			*s = tolower((unsigned char)*s);
		limit->because_of = keep(job, &because);
	} else if (is_older(row)) {
		limit->because_of = "age";
	}
}

static void add_usual(struct sdi_dose_job *job)
{
	for (int i = 0; i < job->n_rows; i++) {
		const struct sdi_dose_row *row = &job->rows[i];
		enum fit fit = form_fits(job, row);
		int is_child = row->to_age && row->to_age < 18;

		if (fit == NOT_THIS_FORM ||
		    (*row->needs && !sdi_has_phenotype(job->guide, row->needs_gene, row->needs)))
			continue;
		if (job->age < 0 && (is_child || is_older(row))) {
			/* worth a word only where it would make a difference */
			if (is_older(row) && row->high >= 0 && row->high < job->dose.amount &&
			    !strcmp(row->unit, job->dose.unit))
				add_row(job, row, "population");
			continue;
		}
		if (job->age >= 0 && (!is_of_age(row, job->age) ||
				      (!is_older(row) && !*row->needs &&
				       has_row_of_age(job, row))))
			continue;
		add_row(job, row, fit == FORM_NOT_KNOWN ? "form" : "");
		if (fit == FITS && !*row->needs && row->high > job->usual_high &&
		    !strcmp(row->unit, "mg/day"))
			job->usual_high = row->high;
	}
}

/* ---- rules of labels ---- */

/*
 * "0.3333" of the usual maximum, to a tenth of a unit; what is written for a third is a third. -1:
 * there is none
 */
static int64_t part_of(const struct sdi_dose_job *job, const char *factor)
{
	double part = strtod(factor, NULL), whole;

	if (job->usual_high < 0 || !(part > 0 && part < 1))
		return -1;
	whole = (int)(1 / part + 0.5);
	if (part - 1 / whole < 0.0005 && 1 / whole - part < 0.0005)
		part = 1 / whole;
	return (int64_t)(job->usual_high * part / 100 + 0.5) * 100;
}

static const char *actors_of(struct sdi_dose_job *job, const struct stardose_label_hit *hit)
{
	kstring_t text = KS_INITIALIZE;

	for (int i = 0; i < hit->n_actors; i++)
		job->failed |= ksprintf(&text, "%s%s", i ? " and " : "", hit->actors[i].name) < 0;
	return keep(job, &text);
}

static void add_hit(struct sdi_dose_job *job, const struct stardose_guidance_line *line)
{
	const struct stardose_label_rule *rule = line->label_hit->rule;
	int64_t high = *rule->dose_ceiling ? (int64_t)(strtod(rule->dose_ceiling, NULL) * 1000 + 0.5)
					   : part_of(job, rule->dose_factor);
	struct stardose_dose_limit *limit = high > 0 ? add(job) : NULL;

	if (!limit)
		return;
	limit->high = high;
	limit->unit = *rule->dose_ceiling ? rule->dose_unit : "mg/day";
	limit->factor = *rule->dose_ceiling ? "" : rule->dose_factor;
	limit->whose = line->row->source->code;
	limit->population = line->row->context->code;
	limit->because_of = actors_of(job, line->label_hit);
	limit->row_id = line->row->id;
	limit->citation = rule->citation;
}

/* ---- rows of guidance ---- */

/* A number in "20 mg/day" at @s, in thousandths; -1: none of that unit */
static int64_t mg_a_day(const char *s)
{
	char *end;
	double mg = isdigit((unsigned char)*s) ? strtod(s, &end) : -1;

	return mg > 0 && !strncmp(end, " mg/day", 7) ? (int64_t)(mg * 1000 + 0.5) : -1;
}

enum age_fit { ANY_AGE, OF_AGE, UP_TO_AGE_NOT_KNOWN, FROM_AGE_NOT_KNOWN };

/* "under 65 years ", "65 years and over ", "adults: " in front; behind it, or NULL: another age */
static const char *skip_age(const char *s, int age, enum age_fit *fit)
{
	char *end;
	long years;

	*fit = ANY_AGE;
	if (!strncmp(s, "under ", 6)) {
		years = strtol(s + 6, &end, 10);
		*fit = age < 0 ? UP_TO_AGE_NOT_KNOWN : OF_AGE;
		return !strncmp(end, " years ", 7) && age < years &&
				       (age >= 0 || years > 18) ? end + 7 : NULL;
	}
	if (!strncmp(s, "adults: ", 8))
		return age < 0 || age >= 18 ? s + 8 : NULL;
	years = strtol(s, &end, 10);
	if (end == s || strncmp(end, " years and over ", 16))
		return s;
	*fit = age >= 0 || years <= 18 ? OF_AGE : FROM_AGE_NOT_KNOWN;
	return age < 0 || age >= years ? end + 16 : NULL;
}

/*
 * Without an age: above what younger adults may have is above at any age; what is below the
 * ceiling of older adults is so at any age, too. Between them the age decides.
 */
static int is_age_needed(enum age_fit fit, int64_t amount, int64_t high)
{
	if (fit == UP_TO_AGE_NOT_KNOWN)
		return amount <= high;
	return fit == FROM_AGE_NOT_KNOWN && amount > high;
}

/* "CYP2D6:Poor Metabolizer (0)" -> "CYP2D6 Poor Metabolizer (0)" */
static const char *result_of(struct sdi_dose_job *job, const struct stardose_guidance_line *line)
{
	char *text = sdi_arena_strdup(&job->guide->passing, line->phenotype);

	job->failed |= !text;
	for (char *s = text; s && *s; s++)
		if (*s == ':')
			*s = ' ';
	return text ? text : "";
}

static void add_clause(struct sdi_dose_job *job, const struct stardose_guidance_line *line,
		       const char *clause)
{
	const char *maximum = strstr(clause, "of the maximum: "), *at_most;
	struct stardose_dose_limit *limit;
	char factor[16] = "";
	int64_t high = -1;
	enum age_fit fit = ANY_AGE;

	if (*clause == 'x' && !maximum && !strstr(clause, "maximum")) {
		size_t n = strspn(clause + 1, "0123456789.");

		if (n < sizeof(factor) && !clause[1 + n])	/* no condition behind it */
			memcpy(factor, clause + 1, n);
		high = part_of(job, factor);
	} else {
		clause = skip_age(maximum ? maximum + 16 : clause, job->age, &fit);
		at_most = clause ? strstr(clause, "at most ") : NULL;
		high = clause ? mg_a_day(at_most ? at_most + 8 : clause) : -1;
	}
	if (fit == FROM_AGE_NOT_KNOWN && job->dose.amount <= high)
		return;
	limit = high > 0 ? add(job) : NULL;
	if (!limit)
		return;
	limit->high = high;
	if (is_age_needed(fit, job->dose.amount, high))
		limit->why_not = "population";
	limit->whose = line->row->source->code;
	limit->population = line->row->context->code;
	limit->because_of = result_of(job, line);
	limit->row_id = line->row->id;
	limit->citation = line->row->citation->code;
	limit->factor = *factor ? sdi_arena_strdup(&job->guide->passing, factor) : "";
	job->failed |= !limit->factor;
}

/* Only what asks for less of the medicine as a whole: a lower start is no ceiling. */
static void add_line(struct sdi_dose_job *job, const struct stardose_guidance_line *line)
{
	static const char *const lower[] = { "reduce_dose_pct", "limit_max_dose" };
	char text[512], *next = text, *clause;
	int is_lower = 0;

	for (size_t i = 0; i < sizeof(lower) / sizeof(*lower); i++)
		is_lower |= !strcmp(line->row->action->code, lower[i]);
	if (!is_lower || strlen(line->row->dose) >= sizeof(text))
		return;
	strcpy(text, line->row->dose);
	while ((clause = strsep(&next, ";")))
		add_clause(job, line, clause + strspn(clause, " "));
}

void sdi_collect_limits(struct sdi_dose_job *job)
{
	job->usual_high = -1;
	add_usual(job);
	for (int i = job->beg; i < job->end; i++) {
		const struct stardose_guidance_line *line = job->guide->lines[i];

		if (line->label_hit)
			add_hit(job, line);
		else if (line->row)
			add_line(job, line);
	}
}
