/* report.c - lines of guidance in, pages out */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <stardose/report.h>
#include "report/report_model.h"
#include "report/template_text.h"
#include "tables/table_text.h"

struct stardose_report {
	struct sdi_report_facts facts;
	struct sdi_template *page, *index;
	cJSON *listed;			/* the data of the index */
};

static int no_memory(struct stardose_error *err) { return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory"); }

int stardose_report_new(const struct stardose_tables *tables, const struct stardose_report_options *options,
			struct stardose_report **out, struct stardose_error *err)
{
	static const char *const name[STARDOSE_N_READERS] = { [STARDOSE_FOR_CLINICIAN] = "clinician", [STARDOSE_FOR_PATIENT] = "patient" };
	struct stardose_report *report = calloc(1, sizeof(*report));
	int ret = report ? sdi_report_facts_open(&report->facts, tables, err) : no_memory(err);

	if (ret == STARDOSE_OK)
		ret = sdi_template_open(name[options->reader], options->template_path, &report->page, err);
	if (ret == STARDOSE_OK)
		ret = sdi_template_open("index", NULL, &report->index, err);
	if (ret == STARDOSE_OK) {
		report->listed = cJSON_CreateObject();
		if (!report->listed || !cJSON_AddArrayToObject(report->listed, "people"))
			ret = no_memory(err);
	}
	if (ret != STARDOSE_OK)
		stardose_report_free(report);
	else
		*out = report;
	return ret;
}

void stardose_report_free(struct stardose_report *report)
{
	if (!report)
		return;
	sdi_template_free(report->page);
	sdi_template_free(report->index);
	cJSON_Delete(report->listed);
	sdi_report_facts_release(&report->facts);
	free(report);
}

static int model_of(struct stardose_report *report, const char *line, size_t n, cJSON **out, struct stardose_error *err)
{
	cJSON *guide = cJSON_ParseWithLength(line, n);
	int ret;

	if (!guide)
		return stardose_error_set(err, STARDOSE_EINPUT, "not a JSON object");
	ret = sdi_report_model(&report->facts, guide, out, err);
	cJSON_Delete(guide);
	return ret;
}

int stardose_report_json(struct stardose_report *report, const char *line, size_t n, char **out, struct stardose_error *err)
{
	cJSON *model;
	int ret = model_of(report, line, n, &model, err);

	if (ret != STARDOSE_OK)
		return ret;
	*out = cJSON_PrintUnformatted(model);
	cJSON_Delete(model);
	return *out ? STARDOSE_OK : no_memory(err);
}

int stardose_report_sample(const char *line, size_t n, char **out, struct stardose_error *err)
{
	cJSON *guide = cJSON_ParseWithLength(line, n);
	const char *sample = sdi_json_get_text(guide, "sample");
	int ret = *sample ? STARDOSE_OK : stardose_error_set(err, STARDOSE_EINPUT, "not a line of 'stardose guide -O j'");

	if (ret == STARDOSE_OK && !(*out = strdup(sample)))
		ret = no_memory(err);
	cJSON_Delete(guide);
	return ret;
}

static int render(const struct sdi_template *template, const cJSON *data, char **out, struct stardose_error *err)
{
	kstring_t page = KS_INITIALIZE;

	if (sdi_template_render(template, data, &page) != STARDOSE_OK || kputs("", &page) < 0) {
		ks_free(&page);
		return no_memory(err);
	}
	*out = ks_release(&page);
	return STARDOSE_OK;
}

int stardose_report_page(struct stardose_report *report, const char *line, size_t n, char **out, struct stardose_error *err)
{
	cJSON *model;
	int ret = model_of(report, line, n, &model, err);

	if (ret != STARDOSE_OK)
		return ret;
	ret = render(report->page, model, out, err);
	cJSON_Delete(model);
	return ret;
}

/* ---- the index ---- */

static void list_genes(struct sdi_json *j, cJSON *to, const cJSON *model)
{
	cJSON *genes = sdi_json_add_array(j, to, "genes");
	const cJSON *card;

	cJSON_ArrayForEach(card, cJSON_GetObjectItem(model, "genes")) {
		cJSON *item = sdi_json_add_object(j, genes, NULL);

		sdi_json_add_text(j, item, "gene", sdi_json_get_text(card, "gene"));
		sdi_json_add_text(j, item, "level", sdi_json_get_text(card, "level"));
		sdi_json_add_bool(j, item, "is_firm", cJSON_IsTrue(cJSON_GetObjectItem(card, "is_firm")));
	}
}

/* The name of a file as an address: what the name has of '%' is no escape there. */
static void add_address(struct sdi_json *j, cJSON *to, const char *file)
{
	kstring_t s = KS_INITIALIZE;
	int failed = 0;

	for (; *file; file++)
		failed |= *file == '%' ? kputs("%25", &s) < 0 : kputc(*file, &s) < 0;
	if (failed)
		j->failed = 1;
	sdi_json_add_text(j, to, "href", s.s);
	ks_free(&s);
}

int stardose_report_list(struct stardose_report *report, const char *line, size_t n, const char *file, struct stardose_error *err)
{
	struct sdi_json j = { 0 };
	cJSON *model, *person;
	int ret = model_of(report, line, n, &model, err);

	if (ret != STARDOSE_OK)
		return ret;
	person = sdi_json_add_object(&j, cJSON_GetObjectItem(report->listed, "people"), NULL);
	sdi_json_add_text(&j, person, "sample", sdi_json_get_text(model, "sample"));
	sdi_json_add_text(&j, person, "file", file);
	add_address(&j, person, file);
	sdi_json_add_number(&j, person, "n_discuss", cJSON_GetNumberValue(cJSON_GetObjectItem(cJSON_GetObjectItem(model, "first_page"), "n_discuss")));
	sdi_json_add_number(&j, person, "n_without_result", cJSON_GetArraySize(cJSON_GetObjectItem(model, "genes_without_result")));
	list_genes(&j, person, model);
	if (!cJSON_HasObjectItem(report->listed, "stardose_report"))
		sdi_json_put(&j, report->listed, "stardose_report", cJSON_Duplicate(cJSON_GetObjectItem(model, "stardose_report"), 1));
	cJSON_Delete(model);
	return j.failed ? no_memory(err) : STARDOSE_OK;
}

int stardose_report_index(struct stardose_report *report, char **out, struct stardose_error *err)
{
	cJSON_DeleteItemFromObject(report->listed, "n_people");
	if (!cJSON_AddNumberToObject(report->listed, "n_people", cJSON_GetArraySize(cJSON_GetObjectItem(report->listed, "people"))))
		return no_memory(err);
	return render(report->index, report->listed, out, err);
}

/* A name that file systems would refuse is cut, and told apart by a hash of the whole. */
#define LONGEST_NAME 200

char *stardose_report_file_name(const char *sample, const char *suffix)
{
	kstring_t name = KS_INITIALIZE;
	int failed = 0;

	for (const char *s = sample; *s; s++) {
		int keep = isalnum((unsigned char)*s) || *s == '_' || *s == '-' || (*s == '.' && s > sample);

		keep &= s > sample || strcasecmp(sample, "index");
		failed |= keep ? kputc(*s, &name) < 0 : ksprintf(&name, "%%%02X", (unsigned char)*s) < 0;
	}
	if (name.l > LONGEST_NAME) {
		name.l = LONGEST_NAME;
		failed |= ksprintf(&name, "-%016" PRIx64, sdi_fnv(SDI_FNV_START, sample, strlen(sample))) < 0;
	}
	failed |= ksprintf(&name, ".%s", suffix) < 0;
	if (failed)
		ks_free(&name);
	return ks_release(&name);
}
