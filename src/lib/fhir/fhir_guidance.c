/*
 * fhir_guidance.c - lines of guidance as FHIR: the implication of a genotype for a medicine, and
 * what to propose
 *
 * An implication rests on a genotype of the bundle. A line about genes that have none (nobody
 * looked at COMT), or about no gene at all, becomes a note of the report: it is said, but not as
 * something that follows from this person's genome.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "fhir/fhir_alike.h"
#include "fhir/fhir_line.h"

static const cJSON *get(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

static const char *meaning(const struct sdi_fhir *f, enum stardose_guidance_list list,
			   const char *code)
{
	const struct stardose_guidance_code *entry =
		stardose_guidance_code(f->facts->tables->guidance, list, code);

	return entry ? entry->meaning : code;
}

/* ---- an implication ---- */

/* "Normal Metabolizer|Rapid Metabolizer" as people write it. */
static int put_either(kstring_t *s, const char *text, size_t n)
{
	int failed = 0;

	for (size_t i = 0; i < n; i++)
		failed |= (text[i] == '|' ? kputs(" or ", s) : kputc(text[i], s)) < 0;
	return failed ? -1 : 0;
}

/* Is this the conversion that the line's medicine and source go by? */
static int is_for(const cJSON *conversion, const cJSON *line)
{
	return !strcmp(sdi_json_get_text(conversion, "selects"),
		       sdi_json_get_text(line, "source")) &&
	       !strcmp(sdi_json_get_text(conversion, "drug"), sdi_json_get_text(line, "drug"));
}

/* The conversion of @gene by which the line was selected, or NULL */
static const cJSON *conversion_of(const cJSON *guide, const cJSON *line, const char *gene)
{
	const cJSON *each;

	if (sdi_fhir_has_flag(line, "phenoconverted"))
		cJSON_ArrayForEach(each, get(guide, "phenoconversion"))
			if (is_for(each, line) && !strcmp(sdi_json_get_text(each, "gene"), gene))
				return each;
	return NULL;
}

/*
 * Length of the phenotype at the begin of @text, "Poor Metabolizer (0)", without its score; all @n
 * bytes where alternatives, "Poor Metabolizer (0)|Intermediate Metabolizer (0.5)", differ in it
 */
static size_t bare_length(const char *text, size_t n)
{
	size_t bare = 0;

	for (size_t at = 0, end; at < n; at = end + 1) {
		size_t name = at;

		for (end = at; end < n && text[end] != '|';)
			end++;
		while (name < end && text[name] != '(')
			name++;
		while (name > at && name < end && text[name - 1] == ' ')
			name--;
		if (!at)
			bare = name;
		else if (name - at != bare || strncmp(text, text + at, bare))
			return n;
	}
	return bare;
}

/* The result of @gene that the line goes by; coded without its score, and only where it is one. */
static void add_phenotype(struct sdi_fhir *f, cJSON *o, const char *gene, const char *text,
			  size_t n, int is_estimate)
{
	kstring_t key = KS_INITIALIZE, result = KS_INITIALIZE, words = KS_INITIALIZE;

	if (kputsn(text, bare_length(text, n), &key) < 0 || ksprintf(&result, "%s ", gene) < 0 ||
	    put_either(&result, text, n) < 0 ||
	    (is_estimate ? sdi_put_words(&words, &f->facts->words, "fhir", "estimated", "result",
					 result.s, NULL)
			 : kputs(result.s, &words) < 0))
		f->j.failed = 1;
	else if (strcmp(key.s, "No Result"))
		sdi_fhir_add_concept(f, sdi_fhir_add_component(f, o, "implication"),
				     "valueCodeableConcept", "phenotype", key.s, words.s);
	ks_free(&key);
	ks_free(&result);
	ks_free(&words);
}

/* Is the result @text, with or without a score, the one that the gene's own implication has? */
static int is_own(const struct sdi_fhir *f, const cJSON *guide, const char *gene, const char *text,
		  size_t n)
{
	const char *own = sdi_fhir_own_phenotype(f, guide, gene);
	size_t bare = bare_length(text, n);

	return !f->options->all && bare && bare == strlen(own) && !strncmp(text, own, bare);
}

static void add_phenotypes(struct sdi_fhir *f, cJSON *o, const cJSON *guide, const cJSON *line)
{
	const cJSON *gene;

	cJSON_ArrayForEach(gene, f->genotypes) {
		size_t n = 0;
		const char *text = sdi_fhir_part_of(sdi_json_get_text(line, "phenotype"),
						    gene->string, &n);
		int is_estimate = conversion_of(guide, line, gene->string) != NULL;

		if (text && n && (is_estimate || !is_own(f, guide, gene->string, text, n)))
			add_phenotype(f, o, gene->string, text, n, is_estimate);
	}
}

static int is_graded(const cJSON *o, const char *grade)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, get(o, "component"))
		if (!strcmp(sdi_json_get_text(get(each, "valueCodeableConcept"), "text"), grade))
			return 1;
	return 0;
}

/* The grades of all that share the implication, each once; Tasks have their own. */
static void add_evidence(struct sdi_fhir *f, cJSON *o, const cJSON *line)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, get(line, "evidence")) {
		cJSON *component;

		if (!cJSON_IsString(each) || !*each->valuestring ||
		    is_graded(o, each->valuestring))
			continue;
		component = sdi_fhir_add_component(f, o, "evidence-level");
		sdi_fhir_add_text(f, sdi_json_add_object(&f->j, component, "valueCodeableConcept"),
				  "text", each->valuestring);
	}
}

static void add_row(struct sdi_fhir *f, cJSON *rows, const cJSON *line)
{
	const char *id = sdi_json_get_text(line, "row_id");

	if (*id)
		sdi_json_put(&f->j, rows, NULL, cJSON_CreateString(id));
}

/* The rows that were selected, by their ids, and what they cite: the name of @rows. */
static void add_source(struct sdi_fhir *f, cJSON *o, const cJSON *line, const cJSON *rows)
{
	kstring_t ids = KS_INITIALIZE;
	const cJSON *row;
	cJSON *artifact;

	if (!cJSON_GetArraySize(rows) && !*rows->string)
		return;
	cJSON_ArrayForEach(row, rows)
		f->j.failed |= ksprintf(&ids, "%s%s", ids.l ? ", " : "", row->valuestring) < 0;
	artifact = sdi_json_add_object(&f->j, sdi_fhir_add_extension(f, o, "related-artifact"),
				       "valueRelatedArtifact");
	sdi_fhir_add_code(f, artifact, "type", "status", "artifact");
	sdi_fhir_add_text(f, artifact, "label", ids.s);
	sdi_fhir_add_text(f, artifact, "display", sdi_json_get_text(line, "source"));
	sdi_fhir_add_text(f, artifact, "citation", rows->string);
	ks_free(&ids);
}

/* The codes alone, in one note; their words stand once, in the notes of the report. */
static void add_flag_note(struct sdi_fhir *f, cJSON *o, const cJSON *line)
{
	kstring_t codes = KS_INITIALIZE;
	const cJSON *flag;

	cJSON_ArrayForEach(flag, get(line, "flags"))
		if (cJSON_IsString(flag)) {
			f->j.failed |= ksprintf(&codes, "%s%s", codes.l ? ", " : "",
						flag->valuestring) < 0;
			sdi_fhir_use_flag(f, flag->valuestring);
		}
	sdi_fhir_add_note(f, o, codes.s);
	ks_free(&codes);
}

/* Does the line's proposal say what it says, so that its implication need not? */
static int is_told_by_task(const struct sdi_fhir *f, const cJSON *line)
{
	return !f->options->all && sdi_fhir_is_proposal(f, line);
}

/* For whom the line is, how strongly its source says it, and its flags. */
static void add_strength(struct sdi_fhir *f, cJSON *to, const cJSON *line)
{
	const char *strength = sdi_json_get_text(line, "strength"),
		   *context = sdi_json_get_text(line, "context");

	if (*context && strcmp(context, "general"))
		sdi_fhir_add_note(f, to, meaning(f, STARDOSE_LIST_CONTEXT, context));
	if (*strength)
		sdi_fhir_add_note(f, to, meaning(f, STARDOSE_LIST_STRENGTH, strength));
	add_flag_note(f, to, line);
}

/* What the implication, which may be of several lines, does not say of this one: a note, line by line. */
static void add_task_note(struct sdi_fhir *f, cJSON *task, const cJSON *line)
{
	cJSON *notes = cJSON_CreateObject();
	kstring_t text = KS_INITIALIZE;
	const cJSON *each;

	f->j.failed |= !notes;
	add_strength(f, notes, line);
	cJSON_ArrayForEach(each, get(line, "evidence"))
		if (cJSON_IsString(each))
			sdi_fhir_add_note(f, notes, each->valuestring);
	cJSON_ArrayForEach(each, get(notes, "note"))
		f->j.failed |= ksprintf(&text, "%s%s", text.l ? "\n" : "",
					sdi_json_get_text(each, "text")) < 0;
	sdi_fhir_add_note(f, task, text.s);
	ks_free(&text);
	cJSON_Delete(notes);
}

static void add_line_notes(struct sdi_fhir *f, cJSON *o, const cJSON *line)
{
	if (!is_told_by_task(f, line))
		add_strength(f, o, line);
	sdi_fhir_add_note(f, o, meaning(f, STARDOSE_LIST_LABEL, sdi_json_get_text(line, "label")));
}

/* ---- what a medicine makes of the result ---- */

/* The medicines that the conversion names. */
static void add_inhibitors(struct sdi_fhir *f, cJSON *o, const char *because_of)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, f->medicines) {
		const char *name = sdi_json_get_text(each, "known_as");
		size_t n = strlen(name);

		for (const char *s = because_of; n && (s = strstr(s, name)); s++)
			if ((s == because_of || s[-1] == ' ') && (!s[n] || strchr(" ,;", s[n]))) {
				sdi_fhir_add_reference(
					f, sdi_fhir_add_extension(f, o, "supporting-info"),
					"valueReference", sdi_json_get_text(each, "url"));
				break;
			}
	}
}

/*
 * The result by genotype alone stands beside the converted one, once for each medicine, source and
 * gene.
 */
static void genetic_implication(struct sdi_fhir *f, const cJSON *conversion, const char *genotype)
{
	const char *drug = sdi_json_get_text(conversion, "drug"),
		   *gene = sdi_json_get_text(conversion, "gene");
	const char *phenotype = sdi_json_get_text(get(conversion, "genetic"), "phenotype");
	cJSON *o = sdi_fhir_observation(f, "therapeutic-implication", "implication");
	kstring_t words = KS_INITIALIZE;

	sdi_fhir_add_reference(f, sdi_fhir_list(f, o, "derivedFrom"), NULL, genotype);
	sdi_fhir_add_medication(f, sdi_fhir_add_component(f, o, "medication-assessed"),
		       "valueCodeableConcept", drug, drug);
	if (*phenotype && ksprintf(&words, "%s %s by genotype", gene, phenotype) < 0)
		f->j.failed = 1;
	if (*phenotype)
		sdi_fhir_add_concept(f, sdi_fhir_add_component(f, o, "implication"),
				     "valueCodeableConcept", "phenotype", phenotype, words.s);
	sdi_fhir_add_text(f, sdi_fhir_add_component(f, o, "conclusion"), "valueString",
			  sdi_json_get_text(conversion, "text"));
	ks_free(&words);
	sdi_fhir_enter_result(f, o);
}

static void add_conversions(struct sdi_fhir *f, cJSON *o, const cJSON *guide, const cJSON *line)
{
	const cJSON *gene;

	cJSON_ArrayForEach(gene, f->genotypes) {
		const cJSON *conversion = conversion_of(guide, line, gene->string);
		size_t n;

		if (!conversion ||
		    !sdi_fhir_part_of(sdi_json_get_text(line, "gene_result"), gene->string, &n))
			continue;
		genetic_implication(f, conversion, gene->valuestring);
		add_inhibitors(f, o, sdi_json_get_text(conversion, "because_of"));
		sdi_fhir_add_note(f, o, sdi_json_get_text(conversion, "text"));
	}
}

/* ---- what to propose ---- */

/*
 * The code of the action, or of the action together with one that stands beside it; none where no
 * code says the same.
 */
static void add_task_code(struct sdi_fhir *f, cJSON *task, const cJSON *line)
{
	const char *action = sdi_json_get_text(line, "action"),
		   *text = meaning(f, STARDOSE_LIST_ACTION, action);
	kstring_t both = KS_INITIALIZE;
	const cJSON *also;

	if (sdi_fhir_code(f->codes, "action", action)) {
		sdi_fhir_add_concept(f, task, "code", "action", action, text);
		return;
	}
	cJSON_ArrayForEach(also, get(line, "also")) {
		both.l = 0;
		if (!cJSON_IsString(also))
			continue;
		if (ksprintf(&both, "%s+%s", action, also->valuestring) < 0)
			f->j.failed = 1;
		else if (sdi_fhir_code(f->codes, "action", both.s)) {
			sdi_fhir_add_concept(f, task, "code", "action", both.s, text);
			break;
		}
	}
	ks_free(&both);
}

/* The medicine that it is about, so that nobody has to look for it in the reason. */
static void add_input(struct sdi_fhir *f, cJSON *task, const char *drug)
{
	cJSON *input = sdi_json_add_object(&f->j, sdi_fhir_list(f, task, "input"), NULL);

	sdi_fhir_add_fixed(f, input, "type", "component", "medication-assessed");
	sdi_fhir_add_medication(f, input, "valueCodeableConcept", drug, drug);
}

/* For the conclusion: the sources that ask for something with @drug, each once. */
static void remember(struct sdi_fhir *f, const char *drug, const char *source)
{
	cJSON *sources = sdi_fhir_list(f, f->asks, drug), *each;

	cJSON_ArrayForEach(each, sources)
		if (!strcmp(each->valuestring, source))
			return;
	sdi_json_put(&f->j, sources, NULL, cJSON_CreateString(source));
}

static void add_task(struct sdi_fhir *f, const cJSON *line, const char *implication)
{
	cJSON *task = sdi_fhir_resource(f, "Task", "medication-recommendation");
	const char *drug = sdi_json_get_text(line, "drug"), *url;
	const cJSON *each;

	sdi_fhir_add_code(f, task, "status", "status", "task");
	sdi_fhir_add_code(f, task, "intent", "status", "intent");
	add_task_code(f, task, line);
	sdi_fhir_add_text(f, task, "description", sdi_json_get_text(line, "guidance"));
	cJSON_ArrayForEach(
		each, f->medicines) if (!strcasecmp(sdi_json_get_text(each, "known_as"), drug) &&
					!strcmp(sdi_json_get_text(each, "state"), "current"))
	{
		sdi_fhir_add_reference(f, task, "focus", sdi_json_get_text(each, "url"));
		break;
	}
	sdi_fhir_add_reference(f, task, "for", f->patient);
	sdi_fhir_add_reference(f, task, "reasonReference", implication);
	if (is_told_by_task(f, line))
		add_task_note(f, task, line);
	add_input(f, task, drug);
	remember(f, drug, sdi_json_get_text(line, "source"));
	url = sdi_fhir_enter(f, task);
	if (url)
		sdi_fhir_add_reference(f, f->tasks, NULL, url);
}

/* ---- one line ---- */

static void add_note_of_report(struct sdi_fhir *f, const cJSON *line)
{
	const char *id = sdi_json_get_text(line, "row_id");
	kstring_t s = KS_INITIALIZE;

	if (ksprintf(&s, "%s: %s%s%s%s", sdi_json_get_text(line, "drug"),
		     sdi_json_get_text(line, "guidance"), *id ? " (row " : "", id,
		     *id ? ")" : "") < 0 ||
	    sdi_fhir_put_flags(f, &s, line))
		f->j.failed = 1;
	sdi_fhir_add_text(f, f->notes, NULL, s.s);
	ks_free(&s);
}

static void add_derived_from(struct sdi_fhir *f, cJSON *o, const cJSON *line)
{
	cJSON *from = sdi_fhir_list(f, o, "derivedFrom");
	const cJSON *gene;
	size_t n;

	cJSON_ArrayForEach(gene, f->genotypes)
		if (sdi_fhir_part_of(sdi_json_get_text(line, "gene_result"), gene->string, &n))
			sdi_fhir_add_reference(f, from, NULL, gene->valuestring);
}

/* Each citation once, with the rows that cite it. */
static void add_sources(struct sdi_fhir *f, cJSON *o, const struct sdi_fhir_alike *first)
{
	cJSON *rows = cJSON_CreateObject();
	const cJSON *each;

	f->j.failed |= !rows;
	for (const struct sdi_fhir_alike *at = first; at; at = at->next)
		add_row(f, sdi_fhir_list(f, rows, sdi_json_get_text(at->line, "citation")),
			at->line);
	cJSON_ArrayForEach(each, rows)
		add_source(f, o, first->line, each);
	cJSON_Delete(rows);
}

static void add_medicines(struct sdi_fhir *f, cJSON *o, const struct sdi_fhir_alike *first)
{
	const char *before = "", *drug;

	for (const struct sdi_fhir_alike *at = first; at; at = at->next, before = drug) {
		drug = sdi_json_get_text(at->line, "drug");
		if (!strcmp(drug, before)) /* two rows of one medicine */
			continue;
		sdi_fhir_add_medication(f, sdi_fhir_add_component(f, o, "medication-assessed"),
					"valueCodeableConcept", drug, drug);
	}
}

/* Two rows of one medicine may say the same. */
static int is_same_proposal(const cJSON *a, const cJSON *b)
{
	return !strcmp(sdi_json_get_text(a, "drug"), sdi_json_get_text(b, "drug")) &&
	       !strcmp(sdi_json_get_text(a, "guidance"), sdi_json_get_text(b, "guidance"));
}

static void add_line(struct sdi_fhir *f, const cJSON *guide, const struct sdi_fhir_alike *first)
{
	const cJSON *line = first->line, *before = NULL;
	cJSON *o = sdi_fhir_observation(f, "therapeutic-implication", "implication");
	const char *url;

	add_derived_from(f, o, line);
	if (!cJSON_GetArraySize(get(o, "derivedFrom"))) {
		cJSON_Delete(o);
		for (const struct sdi_fhir_alike *at = first; at; at = at->next)
			add_note_of_report(f, at->line);
		return;
	}
	add_sources(f, o, first);
	add_conversions(f, o, guide, line);
	add_line_notes(f, o, line);
	add_medicines(f, o, first);
	add_phenotypes(f, o, guide, line);
	for (const struct sdi_fhir_alike *at = first; at; at = at->next)
		add_evidence(f, o, at->line);
	if (!is_told_by_task(f, line))
		sdi_fhir_add_text(f, sdi_fhir_add_component(f, o, "conclusion"), "valueString",
				  sdi_json_get_text(line, "guidance"));
	url = sdi_fhir_enter_result(f, o);
	if (!url || !sdi_fhir_is_proposal(f, line))
		return;
	for (const struct sdi_fhir_alike *at = first; at; before = at->line, at = at->next)
		if (!before || !is_same_proposal(before, at->line))
			add_task(f, at->line, url);
}

void sdi_fhir_guidance(struct sdi_fhir *f, const cJSON *guide)
{
	int n;
	struct sdi_fhir_alike *lines = sdi_fhir_group_alike(f, get(guide, "guidance"), &n);

	for (int i = 0; lines && i < n && !f->j.failed; i++)
		if (lines[i].is_first && !sdi_fhir_is_folded(f, lines[i].line))
			add_line(f, guide, &lines[i]);
	free(lines);
	sdi_fhir_tell_other_folds(f);
}
