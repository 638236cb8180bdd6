/*
 * fhir_issue.c - rules of labels about two medicines in use, and doses above a limit, as
 * DetectedIssue
 *
 * They rest on no genotype, so they are no implications; what they are about are the statements of
 * the medicines.
 */
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "fhir/fhir_build.h"

static const cJSON *get(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

/* Each statement of a medicine of this name that is not over. */
static void add_implicated(struct sdi_fhir *f, cJSON *issue, const char *name)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, f->medicines)
		if (!strcasecmp(sdi_json_get_text(each, "known_as"), name) &&
		    strcmp(sdi_json_get_text(each, "state"), "ended"))
			sdi_fhir_add_reference(f, sdi_fhir_list(f, issue, "implicated"), NULL,
					       sdi_json_get_text(each, "url"));
}

static cJSON *open_issue(struct sdi_fhir *f, const char *code)
{
	cJSON *issue = sdi_fhir_resource(f, "DetectedIssue", NULL);

	sdi_fhir_add_code(f, issue, "status", "status", "issue");
	sdi_fhir_add_concept(f, issue, "code", "issue", code,
			     sdi_word_text(&f->facts->words, "fhir", code));
	sdi_fhir_add_reference(f, issue, "patient", f->patient);
	return issue;
}

static void enter_issue(struct sdi_fhir *f, cJSON *issue)
{
	const char *url = sdi_fhir_enter(f, issue);
	cJSON *copy = url ? sdi_json_add_object(&f->j, f->issues, NULL) : NULL;

	if (copy)
		sdi_json_add_text(&f->j, copy, "url", url);
}

/* "the sentence (row label-..., US label 2023 ...)" */
static void add_detail(struct sdi_fhir *f, cJSON *issue, const char *text, const char *row_id,
		       const char *source, const char *citation)
{
	kstring_t s = KS_INITIALIZE;
	int failed = ksprintf(&s, "%s (%s%s%s", text, *row_id ? "row " : "", row_id,
			      *row_id ? ", " : "") < 0 ||
		     ksprintf(&s, "%s%s%s)", source, *source && *citation ? " " : "", citation) < 0;

	f->j.failed |= failed;
	sdi_fhir_add_text(f, issue, "detail", failed ? NULL : s.s);
	ks_free(&s);
}

static void add_mitigation(struct sdi_fhir *f, cJSON *issue, const char *action)
{
	const struct stardose_guidance_code *entry =
		stardose_guidance_code(f->facts->tables->guidance, STARDOSE_LIST_ACTION, action);
	cJSON *one = sdi_json_add_object(&f->j, sdi_fhir_list(f, issue, "mitigation"), NULL);

	sdi_fhir_add_text(f, sdi_json_add_object(&f->j, one, "action"), "text",
			  entry ? entry->meaning : action);
}

static void add_rule(struct sdi_fhir *f, const cJSON *rule)
{
	cJSON *issue;
	const cJSON *actor;

	if (!cJSON_IsTrue(get(rule, "in_use")) ||
	    !strcmp(sdi_json_get_text(rule, "action"), "standard"))
		return;
	issue = open_issue(f, "label_rule");
	add_implicated(f, issue, sdi_json_get_text(rule, "drug"));
	cJSON_ArrayForEach(actor, get(rule, "actors"))
		add_implicated(f, issue, sdi_json_get_text(actor, "name"));
	add_detail(f, issue, sdi_json_get_text(rule, "text"), sdi_json_get_text(rule, "row_id"),
		   sdi_json_get_text(rule, "source"), sdi_json_get_text(rule, "citation"));
	add_mitigation(f, issue, sdi_json_get_text(rule, "action"));
	enter_issue(f, issue);
}

/* A rule of a label, which is an issue of its own, is about the same two. */
static int has_rule(const cJSON *guide, const char *drug, const char *name)
{
	const cJSON *rule, *actor;

	cJSON_ArrayForEach(rule, get(guide, "label_rules"))
		if (!strcasecmp(sdi_json_get_text(rule, "drug"), drug))
			cJSON_ArrayForEach(actor, get(rule, "actors"))
				if (!strcasecmp(sdi_json_get_text(actor, "name"), name))
					return 1;
	return 0;
}

/* Who acts on an enzyme of a medicine in use, while no line of it goes by that. */
static void add_acted_on(struct sdi_fhir *f, const cJSON *guide, const cJSON *hit)
{
	const char *drug = sdi_json_get_text(hit, "drug");
	kstring_t text = KS_INITIALIZE;
	cJSON *issue;

	if (has_rule(guide, drug, sdi_json_get_text(hit, "name")))
		return;
	issue = open_issue(f, "acted_on");
	add_implicated(f, issue, drug);
	if (!get(issue, "implicated")) {	/* it is not taken */
		cJSON_Delete(issue);
		return;
	}
	add_implicated(f, issue, sdi_json_get_text(hit, "name"));
	f->j.failed |= sdi_put_words(&text, &f->facts->words, "fhir", "acts_on", "agent",
				     sdi_json_get_text(hit, "name"), "drug", drug, "gene",
				     sdi_json_get_text(hit, "gene"), "strength",
				     sdi_json_get_text(hit, "strength"), "effect",
				     sdi_json_get_text(hit, "effect"), NULL) < 0;
	add_detail(f, issue, text.s ? text.s : "", "", "", sdi_json_get_text(hit, "citation"));
	ks_free(&text);
	enter_issue(f, issue);
}

/* The limit that the words of the dose are of. */
static const cJSON *limit_of(const cJSON *dose)
{
	const cJSON *limit;

	cJSON_ArrayForEach(limit, get(dose, "limits"))
		if (!strcmp(sdi_json_get_text(limit, "text"), sdi_json_get_text(dose, "text")))
			return limit;
	return NULL;
}

static void add_dose(struct sdi_fhir *f, const cJSON *dose)
{
	const cJSON *limit = limit_of(dose);
	cJSON *issue;

	if (strcmp(sdi_json_get_text(dose, "comparison"), "above"))
		return;		/* what it comes to is a note of the statement */
	issue = open_issue(f, "dose_above");
	add_implicated(f, issue, sdi_json_get_text(dose, "drug"));
	add_detail(f, issue, sdi_json_get_text(dose, "text"), sdi_json_get_text(limit, "row_id"),
		   sdi_json_get_text(limit, "whose"), sdi_json_get_text(limit, "citation"));
	enter_issue(f, issue);
}

void sdi_fhir_issues(struct sdi_fhir *f, const cJSON *guide)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, get(guide, "label_rules")) add_rule(f, each);
	cJSON_ArrayForEach(each, get(guide, "acted_on")) add_acted_on(f, guide, each);
	cJSON_ArrayForEach(each, get(guide, "doses")) add_dose(f, each);
}
