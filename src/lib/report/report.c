/* report.c - lines of guidance in, pages out */
#include <stdlib.h>
#include <string.h>
#include <stardose/report.h>
#include "report/report_index.h"
#include "report/report_model.h"
#include "report/report_redact.h"
#include "report/report_withhold.h"
#include "report/template_text.h"
#include "tables/table_set.h"
#include "util/no_memory.h"
#include "util/options_copy.h"

struct stardose_report {
	char *sources, *language, *hamd_bands, *trial_rule, *since, *label;	/* as in the options */
	struct sdi_report_facts facts;
	struct sdi_redaction redaction;
	struct sdi_template *page;		/* NULL: JSON is wanted */
	struct sdi_report_index index;
	/* of the last person, whose file's name and text are kept here */
	struct stardose_report_person person;
	cJSON *model;
	char *file;
	kstring_t text;
};

#define FIRST_BUFFER (1 << 18)		/* bytes that most reports fit into as JSON */

void stardose_report_options_init_size(struct stardose_report_options *options, size_t size)
{
	const struct stardose_report_options defaults = { .reader = STARDOSE_READER_CLINICIAN };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

/* A copy of @text in @out, where there is one; 1: out of memory */
static int keep(char **out, const char *text)
{
	*out = text ? strdup(text) : NULL;
	return text && !*out;
}

/* The page for clinicians says what sources say, and these are in English; so is a referral. */
static int check_language(const struct stardose_report_options *known, struct stardose_error *err)
{
	if (!known->language || !strcmp(known->language, "en") ||
	    (known->reader != STARDOSE_READER_CLINICIAN &&
	     known->reader != STARDOSE_READER_REFERRAL))
		return STARDOSE_OK;
	return stardose_error_set(err, STARDOSE_EUSAGE,
				  "only the pages for patients, a family, tracking and preparation "
				  "are in other languages than English (--for)");
}

static int open_facts(struct stardose_report *report, const struct stardose_tables *tables,
		      const struct stardose_report_options *known, struct stardose_error *err)
{
	int ret = check_language(known, err);

	if (!ret && (keep(&report->language, known->language) ||
		     keep(&report->sources, known->sources) ||
		     keep(&report->hamd_bands, known->hamd_bands) ||
		     keep(&report->trial_rule, known->trial_rule) ||
		     keep(&report->since, known->since) ||
		     keep(&report->label, known->label)))
		ret = sdi_no_memory(err);
	if (!ret)
		ret = sdi_report_facts_open(&report->facts, tables, report->language, err);
	if (!ret)
		ret = sdi_redaction_open(&report->redaction, known->redact, known->redact_key, err);
	return ret;
}

int stardose_report_new(const struct stardose_tables *tables,
			const struct stardose_report_options *options, struct stardose_report **out,
			struct stardose_error *err)
{
	static const char *const name[STARDOSE_N_READERS] = {
		[STARDOSE_READER_CLINICIAN] = "clinician", [STARDOSE_READER_PATIENT] = "patient",
		[STARDOSE_READER_FAMILY] = "family", [STARDOSE_READER_REFERRAL] = "referral",
		[STARDOSE_READER_TRACKING] = "tracking",
		[STARDOSE_READER_PREPARATION] = "preparation"
	};
	struct stardose_report_options known = { 0 };
	struct stardose_report *report;
	int ret = sdi_options_copy(&known, sizeof(known), options, "stardose_report_options_init",
				   err);

	if (!ret)
		ret = sdi_tables_need_guidance(tables, err);
	if (ret)
		return ret;
	report = calloc(1, sizeof(*report));
	ret = report ? open_facts(report, tables, &known, err) : sdi_no_memory(err);
	if (!ret) {
		report->facts.is_asked = known.is_asked;
		report->facts.sources = report->sources;
		report->facts.hamd_bands = report->hamd_bands;
		report->facts.trial_rule = report->trial_rule;
		report->facts.since = report->since;
		report->facts.label = report->label;
		report->facts.is_without_genotypes = known.without_genotypes;
		report->facts.is_sheet = known.reader > STARDOSE_READER_PATIENT;
	}
	if (!ret && !known.is_json)
		ret = sdi_template_open(name[known.reader], known.template_path,
					&report->facts.words, &report->page, err);
	if (!ret)
		ret = sdi_report_index_open(&report->index, &report->facts.words, known.has_index,
					    known.temporary, err);
	if (ret)
		stardose_report_free(report);
	else
		*out = report;
	return ret;
}

static void forget_person(struct stardose_report *report)
{
	cJSON_Delete(report->model);
	free(report->file);
	report->model = NULL;
	report->file = NULL;
	report->text.l = 0;
}

void stardose_report_free(struct stardose_report *report)
{
	if (!report)
		return;
	forget_person(report);
	ks_free(&report->text);
	sdi_template_free(report->page);
	sdi_report_index_release(&report->index);
	sdi_report_facts_release(&report->facts);
	free(report->sources);
	free(report->language);
	sdi_redaction_release(&report->redaction);
	free(report->hamd_bands);
	free(report->trial_rule);
	free(report->since);
	free(report->label);
	free(report);
}

static int make_model(struct stardose_report *report, const char *line, size_t n,
		      struct stardose_error *err)
{
	cJSON *guide = cJSON_ParseWithLength(line, n);
	int ret;

	if (!guide)
		return stardose_error_set(err, STARDOSE_EINPUT, "not a JSON object");
	ret = sdi_report_redact(&report->redaction, &report->facts, guide, err);
	if (!ret && report->facts.is_without_genotypes)
		ret = sdi_report_withhold(&report->facts, guide, err);
	if (!ret)
		ret = sdi_report_model(&report->facts, guide, &report->model, err);
	if (!ret && report->facts.is_without_genotypes)
		ret = sdi_report_withhold_ids(&report->facts, report->model, err);
	cJSON_Delete(guide);
	return ret;
}

static int make_text(struct stardose_report *report)
{
	char *json;
	int failed;

	if (report->page)
		return sdi_template_render(report->page, report->model, &report->text) ==
					       STARDOSE_OK &&
				       kputs("", &report->text) >= 0
			       ? STARDOSE_OK
			       : STARDOSE_ENOMEM;
	json = cJSON_PrintBuffered(report->model, FIRST_BUFFER, 0);
	failed = !json || kputs(json, &report->text) < 0;
	cJSON_free(json);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int stardose_report_add(struct stardose_report *report, const char *line, size_t n,
			const struct stardose_report_person **out, struct stardose_error *err)
{
	const char *sample;
	int ret;

	forget_person(report);
	ret = make_model(report, line, n, err);
	if (ret)
		return ret;
	sample = sdi_json_get_text(report->model, "sample");
	report->file = stardose_report_file_name(sample, "html");
	if (!report->file || make_text(report) != STARDOSE_OK)
		return sdi_no_memory(err);
	ret = sdi_report_index_add(&report->index, report->model, report->file, err);
	if (ret)
		return ret;
	report->person = (struct stardose_report_person){ sample, report->file, report->text.s,
							  report->text.l };
	*out = &report->person;
	return STARDOSE_OK;
}

int stardose_report_index(struct stardose_report *report, stardose_sink_fn *sink, void *sink_user,
			  struct stardose_error *err)
{
	return sdi_report_index_page(&report->index, sink, sink_user, err);
}
