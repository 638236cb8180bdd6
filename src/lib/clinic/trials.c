/*
 * trials.c - trials of treatment as a worksheet: dose, weeks and outcome as given, the dose beside a
 * rule whose name stands above, and whether exposure may have been unlike usual
 *
 * It counts; it gives no verdict, and never a cause of how a trial ended.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "clinic/course.h"
#include "context/row_detail.h"

struct counts { int n, reached, below, open; };

static const char *rule_name(const struct sdi_course *c)
{
	return c->options->trial_rule ? c->options->trial_rule : SDI_STANDARD_TRIAL_RULE;
}

/* ---- what was recorded ---- */

/* Weeks as given, else whole weeks of its days; -1: not known */
static int weeks_of(const struct sdi_fact *f)
{
	int weeks = sdi_detail_number(f->detail, "weeks", -1);

	if (weeks < 0 && f->from != SDI_NO_DAY && f->to != SDI_NO_DAY)
		weeks = (f->to - f->from) / 7;
	return weeks;
}

static void add_word(const struct sdi_course *c, cJSON *to, const struct sdi_fact *f,
		     const char *key)
{
	kstring_t value = KS_INITIALIZE;
	char code[64];

	if (sdi_detail_get(f->detail, key, &value)) {
		snprintf(code, sizeof(code), "%s_%.30s", key, value.s);
		sdi_json_add_text(c->j, to, key, sdi_course_word(c, code));
	} else {
		sdi_json_add_text(c->j, to, key, NULL);
	}
	ks_free(&value);
}

static void add_recorded(const struct sdi_course *c, cJSON *to, const struct sdi_fact *f)
{
	static const char *const words[] = { "outcome", "adherence", "reason", "episode" };
	kstring_t augments = KS_INITIALIZE;
	int weeks = weeks_of(f);
	char n[16];

	sdi_json_add_text(c->j, to, "name", f->name);
	sdi_json_add_text(c->j, to, "known_as", f->medicine);
	sdi_json_add_text(c->j, to, "value", f->value);
	sdi_json_add_text(c->j, to, "unit", f->unit);
	sdi_json_add_text(c->j, to, "start", f->start);
	sdi_json_add_text(c->j, to, "stop", f->stop);
	snprintf(n, sizeof(n), "%d", weeks);
	if (weeks >= 0)
		sdi_course_text(c, to, "weeks_text", "weeks", "n", n, NULL);
	else
		sdi_json_add_text(c->j, to, "weeks_text", NULL);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		add_word(c, to, f, words[i]);
	if (sdi_detail_get(f->detail, "augments", &augments))
		sdi_course_text(c, to, "augments", "augments", "name", augments.s, NULL);
	else
		sdi_json_add_text(c->j, to, "augments", NULL);
	ks_free(&augments);
}

/* ---- the dose beside the rule ---- */

static void say_dose(const struct sdi_course *c, cJSON *says, const struct sdi_fact *f,
		     struct counts *counts)
{
	const struct sdi_trial_rule *rule =
		f->medicine ? sdi_trial_dose(c->record->clinic, rule_name(c), f->medicine) : NULL;
	char low[32], id[64];

	snprintf(id, sizeof(id), "trial_rule:%.40s", rule_name(c));
	counts->n++;
	if (!rule || f->amount < 0) {
		counts->open++;
		sdi_course_say(c, says, "none", id, rule ? "trial_no_dose" : "trial_no_rule", NULL);
		return;
	}
	sdi_course_number(low, sizeof(low), rule->low, 1);
	if (f->amount >= rule->low)
		counts->reached++;
	else
		counts->below++;
	sdi_course_say(c, says, "convention", id,
		       f->amount >= rule->low ? "trial_reached" : "trial_below", "low", low, NULL);
}

/* ---- exposure in that time ---- */

static int is_between(const struct sdi_fact *actor, const struct sdi_fact *trial)
{
	int end = actor->to != SDI_NO_DAY ? actor->to : INT_MAX;

	return actor->from != SDI_NO_DAY && trial->from != SDI_NO_DAY &&
	       trial->to != SDI_NO_DAY && actor->from <= trial->to && end >= trial->from;
}

/* A medicine that acted on an enzyme of the trial's while it went on. */
static void say_actors(const struct sdi_course *c, cJSON *says, const struct sdi_fact *f,
		       const struct sdi_substrate *enzymes, int n)
{
	for (int e = 0; e < n; e++)
		for (int i = 0; i < c->record->n; i++) {
			const struct sdi_fact *actor = &c->record->facts[i];
			const struct sdi_interaction *it =
				sdi_course_actor(c, actor, enzymes[e].gene);
			kstring_t why = KS_INITIALIZE;
			char row[80];

			if (!it || !is_between(actor, f) || actor->medicine == f->medicine)
				continue;
			snprintf(row, sizeof(row), "agent:%.70s", it->agent->name);
			c->j->failed |= sdi_put_words(&why, c->words, "course", "chart_acts_on",
						      "agent", it->agent->name, "gene", it->gene,
						      NULL) < 0;
			sdi_course_say(c, says, "label", row,
				       it->effect == SDI_INHIBITOR ? "exposure_higher"
								   : "exposure_lower",
				       "why", why.s ? why.s : "", "row", row, NULL);
			ks_free(&why);
		}
}

/* "CYP2C19:Rapid Metabolizer;CYP2B6:No Result": is @gene one of them? */
static int is_about(const char *results, const char *gene)
{
	size_t n = strlen(gene);

	for (const char *s = results; *s; s += strcspn(s, ";"), s += *s == ';')
		if (!strncmp(s, gene, n) && s[n] == ':')
			return 1;
	return 0;
}

/* The line of guidance for the trial's medicine that asks for other than the usual by @gene. */
static const cJSON *line_of(const struct sdi_course *c, const char *medicine, const char *gene)
{
	const cJSON *line;

	cJSON_ArrayForEach(line, sdi_json_get(c->guide, "guidance")) {
		const char *action = sdi_json_get_text(line, "action");

		if (strcasecmp(sdi_json_get_text(line, "drug"), medicine) ||
		    !*sdi_json_get_text(line, "row_id"))
			continue;
		if (!*action || !strcmp(action, "standard") || !strcmp(action, "no_recommendation"))
			continue;
		if (is_about(sdi_json_get_text(line, "phenotype"), gene))
			return line;
	}
	return NULL;
}

static void say_genes(const struct sdi_course *c, cJSON *says, const struct sdi_fact *f,
		      const struct sdi_substrate *enzymes, int n)
{
	kstring_t unknown = KS_INITIALIZE;

	for (int e = 0; e < n; e++) {
		const char *gene = enzymes[e].gene, *phenotype = sdi_course_phenotype(c, gene);
		const cJSON *line = line_of(c, f->medicine, gene);
		kstring_t why = KS_INITIALIZE;
		const char *row;

		if (!phenotype)
			c->j->failed |=
				ksprintf(&unknown, "%s%s", unknown.l ? ", " : "", gene) < 0;
		if (!phenotype || !line)
			continue;
		row = sdi_json_get_text(line, "row_id");
		c->j->failed |= ksprintf(&why, "%s %s", gene, phenotype) < 0;
		if (strstr(phenotype, "Poor") || strstr(phenotype, "Intermediate"))
			sdi_course_say(c, says, "guideline", row, "exposure_higher", "why",
				       why.s ? why.s : "", "row", row, NULL);
		else if (strstr(phenotype, "apid"))
			sdi_course_say(c, says, "guideline", row, "exposure_lower", "why",
				       why.s ? why.s : "", "row", row, NULL);
		ks_free(&why);
	}
	if (unknown.l)
		sdi_course_say(c, says, "none", "", "exposure_not_known", "genes", unknown.s,
			       NULL);
	ks_free(&unknown);
}

/* ---- the list ---- */

static void add_trial(const struct sdi_course *c, cJSON *list, const struct sdi_fact *f,
		      struct counts *counts)
{
	cJSON *to = sdi_json_add_object(c->j, list, NULL), *says, *exposure;
	const struct sdi_substrate *enzymes;
	int n;

	add_recorded(c, to, f);
	says = sdi_json_add_array(c->j, to, "says");
	say_dose(c, says, f, counts);
	exposure = sdi_json_add_array(c->j, to, "exposure");
	enzymes = sdi_course_enzymes(c, f->medicine, &n);
	say_genes(c, exposure, f, enzymes, n);
	say_actors(c, exposure, f, enzymes, n);
	sdi_json_add_bool(c->j, to, "has_exposure", cJSON_GetArraySize(exposure) > 0);
}

static void say_counts(const struct sdi_course *c, cJSON *head, const struct counts *counts)
{
	char n[16], reached[16], below[16], open[16];

	snprintf(n, sizeof(n), "%d", counts->n);
	snprintf(reached, sizeof(reached), "%d", counts->reached);
	snprintf(below, sizeof(below), "%d", counts->below);
	snprintf(open, sizeof(open), "%d", counts->open);
	sdi_course_say(c, head, "worksheet", "", "trial_counts", "n", n, "reached", reached,
		       "below", below, "open", open, NULL);
}

/* ---- rules that ask for more than a dose ---- */

static int has_rule(const struct sdi_course *c, const char *rule, const char *kind)
{
	const struct sdi_clinic_tables *t = c->record->clinic;

	for (int i = 0; i < t->n_trial_rules; i++)
		if (!strcmp(t->trial_rules[i].rule, rule) && !strcmp(t->trial_rules[i].kind, kind))
			return 1;
	return 0;
}

/* "person msm_severity moderate": the choice of the user, for the item that begins so */
static const char *choice_of(const struct sdi_course *c, const char *rule, const char *item)
{
	char name[64];
	size_t n = strcspn(item, " ");

	snprintf(name, sizeof(name), "%s_%.*s", rule, (int)(n < 40 ? n : 40), item);
	for (int i = 0; i < c->record->n; i++)
		if (c->record->facts[i].kind == STARDOSE_CONTEXT_PERSON &&
		    !strcasecmp(c->record->facts[i].name, name))
			return c->record->facts[i].value;
	return NULL;
}

/* Points only where each item of the rule is a row of the user's own, by a choice of the rule. */
static void say_points(const struct sdi_course *c, cJSON *head, const char *rule)
{
	const struct sdi_clinic_tables *t = c->record->clinic;
	kstring_t missing = KS_INITIALIZE;
	const char *item = "";
	int64_t points = 0;
	char id[64], sum[32];

	for (int i = 0; i < t->n_trial_rules; i++) {
		const struct sdi_trial_rule *r = &t->trial_rules[i];
		const char *choice;
		int found = 0;

		if (strcmp(r->rule, rule) || strcmp(r->kind, "points") || !strcmp(r->item, item))
			continue;
		item = r->item;
		choice = choice_of(c, rule, item);
		for (int k = i; choice && k < t->n_trial_rules; k++)
			if (!strcmp(t->trial_rules[k].rule, rule) &&
			    !strcmp(t->trial_rules[k].item, item) &&
			    !strcasecmp(t->trial_rules[k].choice, choice)) {
				points += t->trial_rules[k].low;
				found = 1;
			}
		if (!found)
			c->j->failed |=
				ksprintf(&missing, "%s%s", missing.l ? ", " : "", item) < 0;
	}
	snprintf(id, sizeof(id), "trial_rule:%.40s", rule);
	sdi_course_number(sum, sizeof(sum), points, 0);
	if (missing.l)
		sdi_course_say(c, head, "worksheet", id, "msm_missing", "items", missing.s, NULL);
	else
		sdi_course_say(c, head, "worksheet", id, "msm", "points", sum, NULL);
	ks_free(&missing);
}

static void say_list(const struct sdi_course *c, cJSON *head, const char *rule)
{
	const struct sdi_clinic_tables *t = c->record->clinic;
	char id[64];

	snprintf(id, sizeof(id), "trial_rule:%.40s", rule);
	for (int i = 0; i < t->n_trial_rules; i++)
		if (!strcmp(t->trial_rules[i].rule, rule) &&
		    !strcmp(t->trial_rules[i].kind, "list"))
			sdi_course_say(c, head, "worksheet", id, "asks", "item",
				       t->trial_rules[i].item, "choice", t->trial_rules[i].choice,
				       "text", t->trial_rules[i].text, NULL);
}

static void say_rule(const struct sdi_course *c, cJSON *head)
{
	const char *rule = rule_name(c);
	char id[64];

	snprintf(id, sizeof(id), "trial_rule:%.40s", rule);
	if (!strcmp(rule, SDI_STANDARD_TRIAL_RULE))
		sdi_course_say(c, head, "convention", id, "trial_rule", NULL);
	else if (has_rule(c, rule, "dose"))
		sdi_course_say(c, head, "convention", id, "trial_rule_own", "rule", rule, NULL);
	if (has_rule(c, rule, "points"))
		say_points(c, head, rule);
	else if (has_rule(c, rule, "list"))
		say_list(c, head, rule);
	else if (!has_rule(c, rule, "dose"))
		sdi_course_say(c, head, "none", "", "rule_not_known", "rule", rule, NULL);
}

void sdi_course_trials(const struct sdi_course *c, cJSON *out)
{
	cJSON *list = sdi_json_add_array(c->j, out, "trials"),
	      *head = sdi_json_add_array(c->j, out, "trial_head");
	struct counts counts = { 0, 0, 0, 0 };

	for (int i = 0; i < c->record->n; i++)
		if (c->record->facts[i].kind == STARDOSE_CONTEXT_TRIAL &&
		    !c->record->facts[i].is_planned)
			add_trial(c, list, &c->record->facts[i], &counts);
	if (counts.n)
		say_rule(c, head);
	if (counts.n && has_rule(c, rule_name(c), "dose"))
		say_counts(c, head, &counts);
	sdi_json_add_bool(c->j, out, "has_trials", counts.n > 0);
}
