/*
 * fhir_record.c - what was measured, as FHIR: scores as observations of a survey, levels as those
 * of a laboratory
 *
 * They are what somebody recorded, no results of this report: it names them as supporting
 * information. A score has no interpretation and no range, an answer about suicidal thoughts is a
 * component like any other; of a level the laboratory's own flag is told, and the reference range
 * where the sample is one that the range is for.
 */
#include <string.h>
#include <strings.h>
#include "fhir/fhir_note.h"
#include "fhir/fhir_tried.h"
#include "context/row_detail.h"

/* ---- an observation ---- */

/* A day has no zone of time, and FHIR knows no time without one: the time becomes a note. */
static void add_day(struct sdi_fhir *f, cJSON *o, const struct sdi_fact *fact)
{
	char day[SDI_DAY_SIZE] = "";
	size_t n = strlen(fact->start);

	memcpy(day, fact->start, n < sizeof(day) - 1 ? n : sizeof(day) - 1);
	sdi_fhir_add_text(f, o, "effectiveDateTime", day);
}

/* Digits, with at most one point among them: what JSON takes as a number as it stands. */
static int is_decimal(const char *text)
{
	size_t whole = strspn(text, "0123456789"), part;

	if (!whole || !text[whole])
		return whole > 0;
	part = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
	return part && !text[whole + 1 + part];
}

/* Digits as they were written: 0.30 is not 0.3. Only the noughts before them go, as JSON asks. */
static void add_decimal(struct sdi_fhir *f, cJSON *to, const char *text)
{
	while (*text == '0' && text[1] >= '0' && text[1] <= '9')
		text++;
	sdi_json_put(&f->j, to, "value", cJSON_CreateRaw(text));
}

static void add_ucum(struct sdi_fhir *f, cJSON *quantity, const char *unit)
{
	const struct sdi_fhir_code *row = sdi_fhir_code(f->codes, "unit", unit);

	sdi_fhir_add_text(f, quantity, "unit", unit);
	sdi_fhir_add_text(f, quantity, "system", row ? row->system : NULL);
	sdi_fhir_add_text(f, quantity, "code", row ? row->code : NULL);
}

/* A code of LOINC that a table has, else @own in our own system; NULL: text alone. */
static void add_loinc(struct sdi_fhir *f, cJSON *to, const char *loinc, const char *own,
		      const char *text)
{
	const struct sdi_fhir_code *system =
		*loinc || own ? sdi_fhir_need(f, "system", *loinc ? "loinc" : "scale") : NULL;
	cJSON *concept = sdi_json_add_object(&f->j, to, "code"), *coding;

	if (system) {
		coding = sdi_json_add_object(&f->j, sdi_fhir_list(f, concept, "coding"), NULL);
		sdi_fhir_add_text(f, coding, "system", system->system);
		sdi_fhir_add_text(f, coding, "code", *loinc ? loinc : own);
	}
	sdi_fhir_add_text(f, concept, "text", text);
}

static cJSON *observation(struct sdi_fhir *f, const char *category)
{
	cJSON *o = sdi_fhir_resource(f, "Observation", NULL);

	sdi_fhir_add_code(f, o, "status", "status", "observation");
	sdi_fhir_add_needed(f, sdi_fhir_list(f, o, "category"), NULL, "category", category);
	return o;
}

/* ---- a score ---- */

static void add_total(struct sdi_fhir *f, cJSON *o, const struct sdi_fact *fact)
{
	const struct sdi_fhir_code *unit = sdi_fhir_need(f, "unit", "score");
	cJSON *quantity;

	if (!*fact->value || !unit)
		return;
	quantity = sdi_json_add_object(&f->j, o, "valueQuantity");
	add_decimal(f, quantity, fact->value);
	sdi_fhir_add_text(f, quantity, "system", unit->system);
	sdi_fhir_add_text(f, quantity, "code", unit->code);
}

/* "version 17; rated by a clinician": what the total must not be compared without */
static void add_method(struct sdi_fhir *f, cJSON *o, const struct sdi_fact *fact)
{
	const struct sdi_words *words = &f->facts->words;
	kstring_t text = KS_INITIALIZE;

	if (*fact->version)
		f->j.failed |= sdi_put_words(&text, words, "fhir", "version", "version",
					     fact->version, NULL) != 0;
	if (!strcmp(fact->rater, "self") || !strcmp(fact->rater, "clinician"))
		f->j.failed |= ksprintf(&text, "%s%s", text.l ? "; " : "",
					sdi_word_text(words, "fhir", *fact->rater == 's'
									     ? "rater_self"
									     : "rater_clinician")) < 0;
	if (text.l)
		sdi_fhir_add_text(f, sdi_json_add_object(&f->j, o, "method"), "text", text.s);
	ks_free(&text);
}

/* A component whose value the caller adds; @code: of words.tsv, kind fhir */
static cJSON *add_part(struct sdi_fhir *f, cJSON *o, const char *loinc, const char *code)
{
	cJSON *component = sdi_json_add_object(&f->j, sdi_fhir_list(f, o, "component"), NULL);

	add_loinc(f, component, loinc, NULL, sdi_word_text(&f->facts->words, "fhir", code));
	return component;
}

/* The answer about suicidal thoughts as it was given: a number among others, without a grade */
static void add_item(struct sdi_fhir *f, cJSON *o, const struct sdi_fact *fact)
{
	static const char *const items[] = { "item9", "item10" };

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		int answer = sdi_detail_number(fact->detail, items[i], -1);

		if (answer >= 0)
			sdi_json_add_number(&f->j, add_part(f, o,
							    fact->scale ? fact->scale->loinc_item
									: "",
							    items[i]),
					    "valueInteger", answer);
	}
}

/* A scale without a total: what was found, part by part */
static void add_components(struct sdi_fhir *f, cJSON *o, const struct sdi_fact *fact)
{
	int ideation = sdi_detail_number(fact->detail, "ideation", -1),
	    yes = sdi_detail_is(fact->detail, "behaviour", "yes");
	kstring_t period = KS_INITIALIZE;

	if (ideation >= 0)
		sdi_json_add_number(&f->j, add_part(f, o, "", "ideation"), "valueInteger",
				    ideation);
	if (yes || sdi_detail_is(fact->detail, "behaviour", "no"))
		sdi_json_add_bool(&f->j, add_part(f, o, "", "behaviour"), "valueBoolean", yes);
	if (sdi_detail_get(fact->detail, "period", &period))
		sdi_fhir_add_text(f, add_part(f, o, "", "period"), "valueString", period.s);
	ks_free(&period);
}

static void add_score(struct sdi_fhir *f, const struct sdi_fact *fact, const cJSON *item)
{
	cJSON *o = observation(f, "survey");

	add_loinc(f, o, fact->scale ? fact->scale->loinc : "",
		  fact->scale ? fact->scale->name : NULL, fact->shown);
	sdi_fhir_add_reference(f, o, "subject", f->patient);
	add_day(f, o, fact);
	add_total(f, o, fact);
	sdi_fhir_note_detail(f, o, fact, "missing");
	sdi_fhir_note_detail(f, o, fact, "baseline");
	sdi_fhir_add_note(f, o, sdi_json_get_text(item, "note"));
	add_method(f, o, fact);
	add_item(f, o, fact);
	add_components(f, o, fact);
	sdi_fhir_enter_recorded(f, o);
}

/* ---- a level ---- */

/*
 * The code says what was measured, in which property and of which specimen: with a unit of another
 * property, or of saliva, it would say what is not so.
 */
static const char *loinc_of(const struct sdi_fhir *f, const struct sdi_fact *fact)
{
	const struct sdi_unit *unit =
		fact->analyte ? sdi_analyte_unit(fact->analyte, fact->unit) : NULL;
	kstring_t specimen = KS_INITIALIZE;
	int is_other = 0;

	if (sdi_detail_get(fact->detail, "specimen", &specimen))
		is_other = strcasecmp(specimen.s, "serum") && strcasecmp(specimen.s, "plasma") &&
			   !sdi_fhir_code(f->codes, "specimen", specimen.s);
	ks_free(&specimen);
	return unit && unit->factor && !is_other ? fact->analyte->loinc : "";
}

static void add_value(struct sdi_fhir *f, cJSON *o, const struct sdi_fact *fact)
{
	cJSON *quantity = sdi_json_add_object(&f->j, o, "valueQuantity");

	add_decimal(f, quantity, fact->value + fact->is_less_than);
	if (fact->is_less_than)
		sdi_fhir_add_code(f, quantity, "comparator", "status", "less-than");
	add_ucum(f, quantity, fact->unit);
}

/* The laboratory's own flag. */
static void add_flag(struct sdi_fhir *f, cJSON *o, const struct sdi_fact *fact)
{
	kstring_t flag = KS_INITIALIZE;

	if (sdi_detail_get(fact->detail, "flag", &flag))
		sdi_fhir_add_needed(f, sdi_fhir_list(f, o, "interpretation"), NULL, "flag", flag.s);
	ks_free(&flag);
}

static void add_limit_of_range(struct sdi_fhir *f, cJSON *range, const char *name,
			       int64_t limit, const char *unit)
{
	cJSON *quantity;

	if (limit < 0)
		return;
	quantity = sdi_json_add_object(&f->j, range, name);
	sdi_json_add_number(&f->j, quantity, "value", limit / 1000.0);
	add_ucum(f, quantity, unit);
}

/*
 * The range, where the time since the dose is known, as it is for one time of the day; that of a
 * medicine and its metabolite together is no range of either.
 */
static void add_range(struct sdi_fhir *f, cJSON *o, const struct sdi_record *record,
		      const struct sdi_fact *fact)
{
	const struct sdi_level *row =
		fact->analyte ? sdi_level_of(record->clinic, fact->analyte) : NULL;
	kstring_t text = KS_INITIALIZE;
	cJSON *range;

	if (!row || row->sum_with || fact->amount < 0 || (row->low < 0 && row->high < 0) ||
	    sdi_detail_number(fact->detail, "lastdose", -1) < 0)
		return;
	range = sdi_json_add_object(&f->j, sdi_fhir_list(f, o, "referenceRange"), NULL);
	add_limit_of_range(f, range, "low", row->low, fact->analyte->units[0].name);
	add_limit_of_range(f, range, "high", row->high, fact->analyte->units[0].name);
	sdi_fhir_add_needed(f, range, "type", "range", "therapeutic");
	f->j.failed |= sdi_put_words(&text, &f->facts->words, "fhir", "range", "citation",
				     row->citation, "sampling", row->sampling, NULL) != 0;
	if (*row->only_for)
		f->j.failed |= ksprintf(&text, "; %s", sdi_word_text(&f->facts->words, "level_note",
								     row->only_for)) < 0;
	sdi_fhir_add_text(f, range, "text", text.s);
	ks_free(&text);
}

static void note_of_level(struct sdi_fhir *f, cJSON *o, const struct sdi_fact *fact)
{
	static const char *const told[] = { "assay", "specimen", "lastdose" };
	const char *time = strchr(fact->start, 'T');

	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		sdi_fhir_note_detail(f, o, fact, told[i]);
	if (fact->analyte && !fact->analyte->is_biomarker &&
	    sdi_detail_number(fact->detail, "lastdose", -1) < 0)
		sdi_fhir_add_note(f, o, sdi_word_text(&f->facts->words, "fhir", "no_lastdose"));
	if (time)
		sdi_fhir_note_words(f, o, "sampled", "time", time + 1);
	if (sdi_detail_is(fact->detail, "ill", "yes"))
		sdi_fhir_add_note(f, o, sdi_word_text(&f->facts->words, "recorded", "ill"));
	if (fact->analyte && *fact->analyte->words)
		sdi_fhir_add_note(f, o, sdi_word_text(&f->facts->words, "analyte",
						      fact->analyte->words));
}

static void add_level(struct sdi_fhir *f, const struct sdi_record *record,
		      const struct sdi_fact *fact, const cJSON *item)
{
	cJSON *o = observation(f, "laboratory");

	add_loinc(f, o, loinc_of(f, fact), NULL, fact->shown);
	sdi_fhir_add_reference(f, o, "subject", f->patient);
	add_day(f, o, fact);
	add_value(f, o, fact);
	add_flag(f, o, fact);
	note_of_level(f, o, fact);
	sdi_fhir_add_note(f, o, sdi_json_get_text(item, "note"));
	add_range(f, o, record, fact);
	sdi_fhir_enter_recorded(f, o);
}

/* ---- all together ---- */

/* What has no resource here is told. */
static void tell(struct sdi_fhir *f, const cJSON *item)
{
	static const char *const told[] = {
		"name", "value", "unit", "start", "stop", "note", "text"
	};
	kstring_t s = KS_INITIALIZE;
	int failed = ksprintf(&s, "%s:", sdi_json_get_text(item, "kind")) < 0;

	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (*sdi_json_get_text(item, told[i]))
			failed |= ksprintf(&s, " %s", sdi_json_get_text(item, told[i])) < 0;
	f->j.failed |= failed;
	sdi_fhir_add_text(f, f->notes, NULL, s.s);
	ks_free(&s);
}

/* Was it so? A score that is dated behind the day that counts was not observed yet. */
static int was_measured(const struct sdi_fact *fact)
{
	return fact->from != SDI_NO_DAY && !fact->is_planned &&
	       (is_decimal(fact->value + (*fact->value == '<')) ||
		(fact->scale && !fact->scale->has_total && !*fact->value));
}

static void add_fact(struct sdi_fhir *f, const struct sdi_record *record,
		     const struct sdi_fact *fact, const cJSON *item)
{
	if (fact->kind == STARDOSE_CONTEXT_SCORE && was_measured(fact) && *fact->value != '<')
		add_score(f, fact, item);
	else if (fact->kind == STARDOSE_CONTEXT_LAB && was_measured(fact))
		add_level(f, record, fact, item);
	else if (fact->kind == STARDOSE_CONTEXT_PROCEDURE)
		sdi_fhir_procedure(f, fact, item);
	else if (fact->kind != STARDOSE_CONTEXT_MEDICINE &&
		 (fact->kind != STARDOSE_CONTEXT_TRIAL || !sdi_fhir_trial(f, fact, item)))
		tell(f, item);
}

void sdi_fhir_record(struct sdi_fhir *f, const cJSON *guide)
{
	const cJSON *items = sdi_json_get(sdi_json_get(guide, "context"), "items"), *item;
	struct sdi_record record;
	int n = 0;

	if (sdi_record_read(f->facts->tables, guide, &record))
		f->j.failed = 1;
	else
		cJSON_ArrayForEach(item, items) add_fact(f, &record, &record.facts[n++], item);
	sdi_record_release(&record);
}
