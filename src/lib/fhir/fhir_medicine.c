/* fhir_medicine.c - medicines as FHIR: by their codes, and those in use as statements */
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "fhir/fhir_build.h"

static const cJSON *get(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

void sdi_fhir_add_medication(struct sdi_fhir *f, cJSON *to, const char *name, const char *drug,
			     const char *text)
{
	const struct stardose_drug *known =
		stardose_guidance_drug(f->facts->tables->guidance, drug);
	const struct sdi_fhir_code *system =
		known && *known->rxnorm ? sdi_fhir_need(f, "system", "rxnorm") : NULL;
	cJSON *concept = sdi_json_add_object(&f->j, to, name), *coding;

	if (system) {
		coding = sdi_json_add_object(&f->j, sdi_fhir_list(f, concept, "coding"), NULL);
		sdi_fhir_add_text(f, coding, "system", system->system);
		sdi_fhir_add_text(f, coding, "code", known->rxnorm);
		if (f->options->all || strcmp(known->name, text))
			sdi_fhir_add_text(f, coding, "display", known->name);
	}
	sdi_fhir_add_text(f, concept, "text", text);
}

/* ---- medicines in use ---- */

void sdi_fhir_add_use(struct sdi_fhir *f, cJSON *to, const cJSON *item)
{
	const char *value = sdi_json_get_text(item, "value"),
		   *unit = sdi_json_get_text(item, "unit");
	const char *route = sdi_json_get_text(item, "route");
	kstring_t s = KS_INITIALIZE;
	cJSON *period;

	if (*sdi_json_get_text(item, "start") || *sdi_json_get_text(item, "stop")) {
		period = sdi_json_add_object(&f->j, to, "effectivePeriod");
		sdi_fhir_add_text(f, period, "start", sdi_json_get_text(item, "start"));
		sdi_fhir_add_text(f, period, "end", sdi_json_get_text(item, "stop"));
	}
	if (!*value && !*route)
		return;
	if (ksprintf(&s, "%s%s%s%s%s", value, *value && *unit ? " " : "", *value ? unit : "",
		     *value && *route ? ", " : "", route) < 0)
		f->j.failed = 1;
	sdi_fhir_add_text(f, sdi_json_add_object(&f->j, sdi_fhir_list(f, to, "dosage"), NULL),
			  "text", s.s);
	ks_free(&s);
}

/* Its dose against what sources have as numbers. */
static void add_dose_notes(struct sdi_fhir *f, cJSON *statement, const cJSON *guide,
			   const char *known)
{
	const cJSON *dose;

	cJSON_ArrayForEach(dose, get(guide, "doses"))
		if (!strcasecmp(sdi_json_get_text(dose, "drug"), known))
			sdi_fhir_add_note(f, statement, sdi_json_get_text(dose, "text"));
}

static void add_medicine(struct sdi_fhir *f, const cJSON *guide, const cJSON *item)
{
	const char *name = sdi_json_get_text(item, "name"),
		   *known = sdi_json_get_text(item, "known_as"), *url;
	cJSON *statement = sdi_fhir_resource(f, "MedicationStatement", NULL), *copy;

	sdi_fhir_add_code(f, statement, "status", "medicine-state",
			  sdi_json_get_text(item, "state"));
	sdi_fhir_add_medication(f, statement, "medicationCodeableConcept", *known ? known : name, name);
	sdi_fhir_add_reference(f, statement, "subject", f->patient);
	sdi_fhir_add_use(f, statement, item);
	sdi_fhir_add_note(f, statement, sdi_json_get_text(item, "note"));
	sdi_fhir_add_note(f, statement, sdi_json_get_text(item, "text"));
	add_dose_notes(f, statement, guide, known);
	url = sdi_fhir_enter(f, statement);
	if (!url)
		return;
	copy = sdi_json_add_object(&f->j, f->medicines, NULL);
	sdi_json_add_text(&f->j, copy, "known_as", *known ? known : name);
	sdi_json_add_text(&f->j, copy, "state", sdi_json_get_text(item, "state"));
	sdi_json_add_text(&f->j, copy, "url", url);
}

void sdi_fhir_medicines(struct sdi_fhir *f, const cJSON *guide)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, get(get(guide, "context"), "items")) {
		if (!strcmp(sdi_json_get_text(item, "kind"), "medicine"))
			add_medicine(f, guide, item);
	}
}
