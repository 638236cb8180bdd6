/* clinic_check.c - are the tables about scales, levels and trials sound, and codes of LOINC? */
#include <string.h>
#include "tables/table_check.h"

int sdi_loinc_is_sound(const char *code)
{
	const char *dash = strchr(code, '-');
	int sum = 0, at = 0;

	if (!dash || dash == code || !dash[1] || dash[2] || dash[1] < '0' || dash[1] > '9')
		return 0;
	for (const char *c = dash - 1; c >= code; c--, at++) {
		int digit = *c - '0';

		if (digit < 0 || digit > 9)
			return 0;
		digit = at % 2 ? digit : 2 * digit;	/* every second one from the right */
		sum += digit > 9 ? digit - 9 : digit;
	}
	return (10 - sum % 10) % 10 == dash[1] - '0';
}

static void check_loinc(struct sdi_check *check, const char *table, const char *name,
			const char *code)
{
	if (*code && !sdi_loinc_is_sound(code))
		sdi_check_say(check, "%s: LOINC %s of '%s' has a wrong check digit", table, code,
			      name);
}

/* Codes of answers ("LA25391-6") have a digit by another rule. */
static void check_codes(struct sdi_check *check)
{
	const struct sdi_fhir_codes *t = &check->impl->fhir_codes;
	const struct sdi_fhir_code *loinc = sdi_fhir_code(t, "system", "loinc");

	for (int i = 0; loinc && i < t->n; i++) {
		const char *code = t->code[i].code;

		if (!strcmp(t->code[i].system, loinc->system) && strncmp(code, "LA", 2))
			check_loinc(check, "fhir_codes.tsv", t->code[i].key, code);
	}
}

/* Bands of one convention hold every total from min to max once. */
static void check_bands(struct sdi_check *check, const struct sdi_clinic_tables *t,
			const struct sdi_scale_rule *first)
{
	const struct sdi_scale *scale = first->scale;

	for (int total = scale->min; total <= scale->max; total++) {
		int n = 0;

		for (int i = 0; i < t->n_scale_rules; i++) {
			const struct sdi_scale_rule *r = &t->scale_rules[i];

			n += r->scale == scale && r->kind == SDI_RULE_BAND &&
			     !strcmp(r->convention, first->convention) && total >= r->low &&
			     total <= r->high;
		}
		if (n != 1) {
			sdi_check_say(check,
				      "scale_rules.tsv: '%s' by '%s': %d bands hold the total %d",
				      scale->name, first->convention, n, total);
			return;
		}
	}
}

/* A band that no total reaches, whole or in part, was read or typed wrongly. */
static void check_reach(struct sdi_check *check, const struct sdi_scale_rule *rule)
{
	const struct sdi_scale *scale = rule->scale;

	if (rule->kind == SDI_RULE_BAND &&
	    (rule->low < scale->min || rule->high > scale->max || rule->low > rule->high))
		sdi_check_say(check,
			      "scale_rules.tsv: '%s' by '%s': the band '%s' is no part of %g to %g",
			      scale->name, rule->convention, rule->band, (double)scale->min,
			      (double)scale->max);
}

static int is_first_of_bands(const struct sdi_clinic_tables *t, const struct sdi_scale_rule *rule)
{
	return rule->kind == SDI_RULE_BAND &&
	       sdi_scale_rule(t, rule->scale, SDI_RULE_BAND, rule->convention) == rule;
}

/* Two rows of one scale, kind and convention: which one counts would be their order. */
static void check_twice(struct sdi_check *check, const struct sdi_clinic_tables *t,
			const struct sdi_scale_rule *rule)
{
	for (const struct sdi_scale_rule *other = t->scale_rules; other < rule; other++)
		if (rule->kind != SDI_RULE_BAND && other->scale == rule->scale &&
		    other->kind == rule->kind && !strcmp(other->convention, rule->convention))
			sdi_check_say(check, "scale_rules.tsv: two rows %s of '%s' by '%s'",
				      sdi_scale_rule_name(rule->kind), rule->scale->name,
				      rule->convention);
}

static void check_words(struct sdi_check *check, const char *table, const char *kind,
			const char *code)
{
	if (*code && !sdi_word(&check->impl->words, kind, code))
		sdi_check_say(check, "%s: words.tsv has no %s '%s'", table, kind, code);
}

static void check_unit_rows(struct sdi_check *check, const struct sdi_clinic_tables *t)
{
	for (int i = 0; i < t->n_analytes; i++) {
		const struct sdi_analyte *a = &t->analytes[i];

		check_loinc(check, "analytes.tsv", a->name, a->loinc);
		check_words(check, "analytes.tsv", "analyte", a->words);
		if (*a->acts_as && !sdi_agent_find(&check->impl->context, a->acts_as,
						   strlen(a->acts_as)))
			sdi_check_say(check, "analytes.tsv: '%s' acts as '%s', which is no agent",
				      a->name, a->acts_as);
		if (a->is_biomarker && sdi_level_of(t, a))
			sdi_check_say(check, "levels.tsv: '%s' is a biomarker and has a range",
				      a->name);
	}
}

void sdi_check_clinic(struct sdi_check *check)
{
	const struct sdi_clinic_tables *t = &check->impl->clinic;

	check_codes(check);
	for (int i = 0; i < t->n_scales; i++) {
		check_loinc(check, "scales.tsv", t->scales[i].name, t->scales[i].loinc);
		check_loinc(check, "scales.tsv", t->scales[i].name, t->scales[i].loinc_item);
	}
	for (int i = 0; i < t->n_scale_rules; i++) {
		check_words(check, "scale_rules.tsv", "band", t->scale_rules[i].band);
		check_twice(check, t, &t->scale_rules[i]);
		check_reach(check, &t->scale_rules[i]);
		if (is_first_of_bands(t, &t->scale_rules[i]))
			check_bands(check, t, &t->scale_rules[i]);
	}
	check_unit_rows(check, t);
	for (int i = 0; i < t->n_levels; i++)
		check_words(check, "levels.tsv", "level_note", t->levels[i].only_for);
}
