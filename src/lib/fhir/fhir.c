/* fhir.c - lines of guidance in, FHIR bundles out */
#include <stdlib.h>
#include <string.h>
#include <stardose/fhir.h>
#include "fhir/fhir_line.h"
#include "fhir/fhir_handle.h"
#include "tables/table_set.h"
#include "util/no_memory.h"
#include "util/options_copy.h"

static const cJSON *get(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

void stardose_fhir_options_init_size(struct stardose_fhir_options *options, size_t size)
{
	const struct stardose_fhir_options defaults = { 0 };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

int stardose_fhir_new(const struct stardose_tables *tables, struct stardose_fhir **out,
		      struct stardose_error *err)
{
	return stardose_fhir_new_with(tables, NULL, out, err);
}

int stardose_fhir_new_with(const struct stardose_tables *tables,
			   const struct stardose_fhir_options *options, struct stardose_fhir **out,
			   struct stardose_error *err)
{
	struct stardose_fhir_options known = { 0 };
	struct stardose_fhir *fhir;
	int ret = sdi_options_copy(&known, sizeof(known), options, "stardose_fhir_options_init",
				   err);

	if (!ret && known.transaction && (!known.patient_system || !*known.patient_system))
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "a transaction needs the system of its patients' "
					 "identifiers: without one, a server could take two "
					 "persons of one name for one");
	if (!ret)
		ret = sdi_tables_need_guidance(tables, err);
	if (ret)
		return ret;
	fhir = calloc(1, sizeof(*fhir));
	ret = fhir ? sdi_report_facts_open(&fhir->facts, tables, NULL, err) : sdi_no_memory(err);
	if (fhir)
		fhir->options = known;
	if (ret)
		stardose_fhir_free(fhir);
	else
		*out = fhir;
	return ret;
}

void stardose_fhir_free(struct stardose_fhir *fhir)
{
	if (!fhir)
		return;
	sdi_report_facts_release(&fhir->facts);
	free(fhir);
}

/* ---- who was tested, and with what ---- */

static void add_patient(struct sdi_fhir *f)
{
	cJSON *patient = sdi_fhir_resource(f, "Patient", NULL), *id;

	id = sdi_json_add_object(&f->j, sdi_fhir_list(f, patient, "identifier"), NULL);
	sdi_fhir_add_text(f, id, "system", f->options->patient_system);
	sdi_fhir_add_text(f, id, "value",
			  f->options->patient_value ? f->options->patient_value : f->sample);
	f->patient = sdi_fhir_enter(f, patient);
}

static void add_version(struct sdi_fhir *f, cJSON *device, const char *what, const char *value)
{
	cJSON *version;

	if (!*value)
		return;
	version = sdi_json_add_object(&f->j, sdi_fhir_list(f, device, "version"), NULL);
	sdi_fhir_add_text(f, sdi_json_add_object(&f->j, version, "type"), "text", what);
	sdi_fhir_add_text(f, version, "value", value);
}

/* The versions as the guidance has them: none where --no-version left them out. */
static void add_device(struct sdi_fhir *f, const cJSON *guide)
{
	cJSON *device = sdi_fhir_resource(f, "Device", NULL), *name;
	const cJSON *made = get(guide, "stardose_guide"), *tables = get(made, "tables");

	name = sdi_json_add_object(&f->j, sdi_fhir_list(f, device, "deviceName"), NULL);
	sdi_fhir_add_text(f, name, "name", "stardose");
	sdi_fhir_add_code(f, name, "type", "status", "device-name");
	add_version(f, device, "program", sdi_json_get_text(made, "version"));
	add_version(f, device, "tables", sdi_json_get_text(tables, "version"));
	add_version(f, device, sdi_word_text(&f->facts->words, "fhir", "tables_checksum"),
		    sdi_json_get_text(tables, "checksum"));
	f->device = sdi_fhir_enter(f, device);
}

/* ---- the report ---- */

static void add_limit(struct sdi_fhir *f, kstring_t *note, const char *code)
{
	const struct sdi_word *word = sdi_word(&f->facts->words, "limit", code);

	if (word && ksprintf(note, "%s%s", note->l ? "\n" : "", word->text) < 0)
		f->j.failed = 1;
}

/* The limits that hold for this person, as on a page of stardose report: one note, one a line. */
static void add_limits(struct sdi_fhir *f, const cJSON *guide)
{
	const cJSON *gene;
	kstring_t note = KS_INITIALIZE;
	int copies = 0, absent = 0, several = 0;

	cJSON_ArrayForEach(gene, get(guide, "genes")) {
		copies |= cJSON_IsString(get(gene, "copies"));
		absent |= cJSON_IsNumber(get(gene, "sites_absent")) &&
			  get(gene, "sites_absent")->valueint > 0;
		several |= cJSON_GetArraySize(get(gene, "candidates")) > 1;
	}
	if (copies)
		add_limit(f, &note, "copies");
	if (absent)
		add_limit(f, &note, "absent");
	if (several)
		add_limit(f, &note, "phase");
	if (!strcmp(sdi_json_get_text(get(guide, "context"), "interactions"), "not_assessed"))
		add_limit(f, &note, "interactions");
	if (!strcmp(sdi_json_get_text(get(guide, "context"), "interactions"), "incomplete"))
		add_limit(f, &note, "list_incomplete");
	add_limit(f, &note, "sites");
	add_limit(f, &note, "not_only_genes");
	add_limit(f, &note, "no_prediction");
	sdi_fhir_add_text(f, f->notes, NULL, note.s);
	ks_free(&note);
}

/* Each of @urls as the value of an extension of its own. */
static void add_references(struct sdi_fhir *f, cJSON *report, const char *key, const cJSON *urls,
			   const char *member)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, urls)
		sdi_fhir_add_reference(f, sdi_fhir_add_extension(f, report, key), "valueReference",
				       sdi_json_get_text(each, member));
}

/* What the codes of flags and reasons in this bundle mean, one a line: "no_result: a gene that ..." */
static void add_flag_words(struct sdi_fhir *f)
{
	kstring_t note = KS_INITIALIZE;
	const cJSON *flag;

	cJSON_ArrayForEach(flag, f->flags) {
		const char *text = sdi_flag_text(&f->facts->words, flag->string);

		if (!text)
			text = sdi_word_text(&f->facts->words, "reason", flag->string);
		if (ksprintf(&note, "%s%s%s%s", note.l ? "\n" : "", flag->string,
			     text ? ": " : "", text ? text : "") < 0)
			f->j.failed = 1;
	}
	sdi_fhir_add_text(f, f->notes, NULL, note.s);
	ks_free(&note);
}

/* "Guidance asks for more than the usual with: codeine (CPIC, DPWG), ..." */
static void add_conclusion(struct sdi_fhir *f, cJSON *report)
{
	kstring_t list = KS_INITIALIZE, words = KS_INITIALIZE;
	const cJSON *drug, *source;

	cJSON_ArrayForEach(drug, f->asks) {
		f->j.failed |= ksprintf(&list, "%s%s (", list.l ? "; " : "", drug->string) < 0;
		cJSON_ArrayForEach(source, drug) f->j.failed |=
			ksprintf(&list, "%s%s", source == drug->child ? "" : ", ",
				 source->valuestring) < 0;
		f->j.failed |= kputc(')', &list) < 0;
	}
	if (list.l && sdi_put_words(&words, &f->facts->words, "fhir", "asks", "list", list.s, NULL))
		f->j.failed = 1;
	sdi_fhir_add_text(f, report, "conclusion",
			  list.l ? words.s
				 : sdi_word_text(&f->facts->words, "fhir", "asks_nothing"));
	ks_free(&list);
	ks_free(&words);
}

static int put_base64(kstring_t *s, const unsigned char *bytes, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";
	int failed = 0;

	for (size_t i = 0; i < n; i += 3) {
		unsigned three = bytes[i] << 16 | (i + 1 < n ? bytes[i + 1] << 8 : 0) |
				 (i + 2 < n ? bytes[i + 2] : 0);

		failed |= kputc(digits[three >> 18], s) < 0;
		failed |= kputc(digits[three >> 12 & 63], s) < 0;
		failed |= kputc(i + 1 < n ? digits[three >> 6 & 63] : '=', s) < 0;
		failed |= kputc(i + 2 < n ? digits[three & 63] : '=', s) < 0;
	}
	return failed;
}

/* The page for people, where one was given. */
static void add_page(struct sdi_fhir *f, cJSON *report)
{
	cJSON *form;
	kstring_t data = KS_INITIALIZE;

	if (!f->page)
		return;
	f->j.failed |= put_base64(&data, (const unsigned char *)f->page, f->n_page);
	form = sdi_json_add_object(&f->j, sdi_fhir_list(f, report, "presentedForm"), NULL);
	sdi_fhir_add_code(f, form, "contentType", "status", "page");
	sdi_fhir_add_text(f, form, "data", data.s);
	sdi_fhir_add_text(f, form, "title", sdi_word_text(&f->facts->words, "fhir", "page"));
	ks_free(&data);
}

static void add_report(struct sdi_fhir *f)
{
	cJSON *report = sdi_fhir_resource(f, "DiagnosticReport", "genomic-report");
	const cJSON *note;

	add_references(f, report, "recommended-action", f->tasks, "reference");
	add_references(f, report, "supporting-info", f->medicines, "url");
	if (f->study)
		sdi_fhir_add_reference(f, sdi_fhir_add_extension(f, report, "study"),
				       "valueReference", f->study);
	add_references(f, report, "supporting-info", f->issues, "url");
	add_references(f, report, "supporting-info", f->recorded, "url");
	cJSON_ArrayForEach(note, f->notes) sdi_fhir_add_text(
		f,
		sdi_json_add_object(&f->j, sdi_fhir_add_extension(f, report, "note"),
				    "valueAnnotation"),
		"text", note->valuestring);
	sdi_fhir_add_code(f, report, "status", "status", "report");
	sdi_fhir_add_needed(f, sdi_fhir_list(f, report, "category"), NULL, "category", "genetics");
	sdi_fhir_add_needed(f, report, "code", "code", "report");
	sdi_fhir_add_reference(f, report, "subject", f->patient);
	sdi_fhir_add_text(f, report, "effectiveDateTime", f->date);
	if (cJSON_GetArraySize(f->results)) {
		sdi_json_put(&f->j, report, "result", f->results);
		f->results = NULL;
	}
	add_conclusion(f, report);
	add_page(f, report);
	sdi_fhir_enter(f, report);
}

/* ---- the bundle ---- */

/* The day is a fact only where the user named it. */
static const char *day_of(const cJSON *guide)
{
	const cJSON *context = get(guide, "context");

	return strcmp(sdi_json_get_text(context, "date_from"), "option")
		       ? ""
		       : sdi_json_get_text(context, "date");
}

static void add_parts(struct sdi_fhir *f, const cJSON *guide)
{
	add_limits(f, guide);
	add_patient(f);
	add_device(f, guide);
	sdi_fhir_medicines(f, guide);
	sdi_fhir_record(f, guide);
	sdi_fhir_study(f, guide);
	sdi_fhir_fold(f, guide);
	sdi_fhir_genes(f, guide);
	sdi_fhir_guidance(f, guide);
	sdi_fhir_issues(f, guide);
	add_flag_words(f);
	add_report(f);
}

static void build(struct sdi_fhir *f, const cJSON *guide, cJSON *bundle)
{
	sdi_fhir_add_text(f, bundle, "resourceType", "Bundle");
	sdi_fhir_add_code(f, bundle, "type", "status",
			  f->options->transaction ? "transaction" : "bundle");
	f->entries = sdi_json_add_array(&f->j, bundle, "entry");
	f->genotypes = cJSON_CreateObject();
	f->medicines = cJSON_CreateArray();
	f->issues = cJSON_CreateArray();
	f->recorded = cJSON_CreateArray();
	f->results = cJSON_CreateArray();
	f->tasks = cJSON_CreateArray();
	f->notes = cJSON_CreateArray();
	f->flags = cJSON_CreateObject();
	f->asks = cJSON_CreateObject();
	f->folds = cJSON_CreateArray();
	if (!f->genotypes || !f->medicines || !f->issues || !f->recorded || !f->results ||
	    !f->tasks || !f->notes || !f->flags || !f->folds || !f->asks)
		f->j.failed = 1;
	add_parts(f, guide);
	cJSON_Delete(f->genotypes);
	cJSON_Delete(f->medicines);
	cJSON_Delete(f->issues);
	cJSON_Delete(f->recorded);
	cJSON_Delete(f->results);
	cJSON_Delete(f->tasks);
	cJSON_Delete(f->notes);
	cJSON_Delete(f->flags);
	cJSON_Delete(f->asks);
	cJSON_Delete(f->folds);
}

int stardose_fhir_bundle(const struct stardose_fhir *fhir, const char *line, size_t n, char **out,
			 struct stardose_error *err)
{
	return stardose_fhir_bundle_page(fhir, line, n, NULL, 0, out, err);
}

int sdi_fhir_begin(const struct stardose_fhir *fhir, const cJSON *guide, struct sdi_fhir *f,
		   struct stardose_error *err)
{
	*f = (struct sdi_fhir){
		.facts = &fhir->facts,
		.codes = sdi_tables_fhir_codes(fhir->facts.tables),
		.sample = sdi_json_get_text(guide, "sample"),
		.date = day_of(guide),
		.options = &fhir->options,
	};
	if (!*f->sample || !cJSON_IsArray(get(guide, "guidance")))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "not a line of 'stardose guide -O j'");
	return STARDOSE_OK;
}

int sdi_fhir_end(const struct sdi_fhir *f, const cJSON *answer, char **out,
		 struct stardose_error *err)
{
	char *text = NULL;

	if (answer && !f->j.failed && !*f->lack.kind)
		text = cJSON_PrintUnformatted(answer);
	if (text) {
		*out = text;
		return STARDOSE_OK;
	}
	if (*f->lack.kind && !f->j.failed)
		return stardose_error_set(err, STARDOSE_ETABLE,
					  "fhir_codes.tsv: no row of kind '%s' and key '%s'",
					  f->lack.kind, f->lack.key);
	return sdi_no_memory(err);
}

int stardose_fhir_bundle_page(const struct stardose_fhir *fhir, const char *line, size_t n,
			      const char *page, size_t n_page, char **out,
			      struct stardose_error *err)
{
	cJSON *guide = cJSON_ParseWithLength(line, n), *bundle = cJSON_CreateObject();
	struct sdi_fhir f;
	int ret = sdi_fhir_begin(fhir, guide, &f, err);

	f.page = page;
	f.n_page = n_page;
	if (!ret) {
		build(&f, guide, bundle);
		ret = sdi_fhir_end(&f, bundle, out, err);
	}
	cJSON_Delete(bundle);
	cJSON_Delete(guide);
	return ret;
}
