/*
 * fhir_tried.c - what was tried, as FHIR: a trial of a medicine as a statement of medication that
 * is over, a procedure as a procedure; how it ended is a note, as it was recorded
 */
#include <string.h>
#include "fhir/fhir_note.h"
#include "fhir/fhir_tried.h"
#include "context/row_detail.h"

/* A class of drugs.tsv: what is done, and no medicine */
#define PROCEDURE "procedure"

static const struct stardose_drug *drug_of(const struct sdi_fhir *f, const char *name)
{
	return name ? stardose_guidance_drug(f->facts->tables->guidance, name) : NULL;
}

/* ---- a procedure ---- */

/* Over where it has an end; without one nobody said that it goes on. */
static const char *state_of(const struct sdi_fact *fact)
{
	if (fact->is_planned)
		return "planned";
	return fact->kind == STARDOSE_CONTEXT_TRIAL || *fact->stop ? "ended" : "open";
}

static void add_period(struct sdi_fhir *f, cJSON *to, const struct sdi_fact *fact)
{
	cJSON *period;

	if (fact->from == SDI_NO_DAY && fact->to == SDI_NO_DAY)
		return;
	period = sdi_json_add_object(&f->j, to, "performedPeriod");
	sdi_fhir_add_text(f, period, "start", fact->from != SDI_NO_DAY ? fact->start : NULL);
	sdi_fhir_add_text(f, period, "end", fact->to != SDI_NO_DAY ? fact->stop : NULL);
}

static void add_outcome(struct sdi_fhir *f, cJSON *to, const struct sdi_fact *fact)
{
	kstring_t value = KS_INITIALIZE, code = KS_INITIALIZE;
	const char *word = NULL;

	if (sdi_detail_get(fact->detail, "outcome", &value)) {
		f->j.failed |= ksprintf(&code, "outcome_%s", value.s) < 0;
		word = f->j.failed ? NULL : sdi_word_text(&f->facts->words, "recorded", code.s);
	}
	if (word)
		sdi_fhir_add_text(f, sdi_json_add_object(&f->j, to, "outcome"), "text", word);
	ks_free(&value);
	ks_free(&code);
}

void sdi_fhir_procedure(struct sdi_fhir *f, const struct sdi_fact *fact, const cJSON *item)
{
	cJSON *p = sdi_fhir_resource(f, "Procedure", NULL);

	sdi_fhir_add_code(f, p, "status", "procedure-state", state_of(fact));
	sdi_fhir_add_text(f, sdi_json_add_object(&f->j, p, "code"), "text", fact->name);
	sdi_fhir_add_reference(f, p, "subject", f->patient);
	add_period(f, p, fact);
	add_outcome(f, p, fact);
	if (*fact->value)
		sdi_fhir_note_words(f, p, "sessions", "n", fact->value);
	sdi_fhir_note_detail(f, p, fact, "device");
	sdi_fhir_note_detail(f, p, fact, "weeks");
	sdi_fhir_add_note(f, p, sdi_json_get_text(item, "note"));
	sdi_fhir_enter_recorded(f, p);
}

/* ---- a trial ---- */

static void add_trial(struct sdi_fhir *f, const struct sdi_fact *fact, const cJSON *item)
{
	static const char *const recorded[] = { "outcome", "adherence", "reason", "episode" };
	cJSON *statement = sdi_fhir_resource(f, "MedicationStatement", NULL);

	sdi_fhir_add_code(f, statement, "status", "medicine-state",
			  sdi_json_get_text(item, "state"));
	sdi_fhir_add_medication(f, statement, "medicationCodeableConcept",
				fact->medicine ? fact->medicine : fact->name, fact->name);
	sdi_fhir_add_reference(f, statement, "subject", f->patient);
	sdi_fhir_add_use(f, statement, item);
	sdi_fhir_add_note(f, statement, sdi_word_text(&f->facts->words, "fhir", "trial"));
	for (size_t i = 0; i < sizeof(recorded) / sizeof(*recorded); i++)
		sdi_fhir_note_recorded(f, statement, fact, recorded[i]);
	sdi_fhir_note_detail(f, statement, fact, "weeks");
	sdi_fhir_note_detail(f, statement, fact, "augments");
	sdi_fhir_add_note(f, statement, sdi_json_get_text(item, "note"));
	sdi_fhir_enter_recorded(f, statement);
}

/* What no table knows is a medicine where it has a dose; else nobody said what it is. */
int sdi_fhir_trial(struct sdi_fhir *f, const struct sdi_fact *fact, const cJSON *item)
{
	const struct stardose_drug *drug = drug_of(f, fact->medicine ? fact->medicine : fact->name);

	if (drug && stardose_drug_in_class(drug, PROCEDURE))
		sdi_fhir_procedure(f, fact, item);
	else if (drug || fact->medicine || fact->amount >= 0)
		add_trial(f, fact, item);
	else
		return 0;
	return 1;
}
