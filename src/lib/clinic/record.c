/* record.c - items of a context become dated facts */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "clinic/record.h"
#include "context/medication_text.h"
#include "context/dose_text.h"
#include "context/row_detail.h"
#include "util/json_add.h"

static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

int64_t sdi_record_thousandths(const char *text)
{
	size_t whole = strspn(text, "0123456789"), part = 0;
	int64_t value = 0;

	if (!whole || whole > 9)
		return -1;
	for (size_t i = 0; i < whole; i++)
		value = 10 * value + (text[i] - '0');
	text += whole;
	if (*text == '.')
		part = strspn(++text, "0123456789");
	if (part > 3 || text[part])
		return -1;
	for (size_t i = 0; i < 3; i++)
		value = 10 * value + (i < part ? text[i] - '0' : 0);
	return value;
}

/* The object "detail" as the text that context has for it. */
static const char *detail_text(struct sdi_record *record, const cJSON *detail)
{
	kstring_t out = KS_INITIALIZE;
	const cJSON *each;
	const char *kept;
	int failed = kputs("", &out) < 0;

	cJSON_ArrayForEach(each, detail)
		failed |= cJSON_IsString(each) &&
			  ksprintf(&out, "%s%s=%s", out.l ? ";" : "", each->string,
				   each->valuestring) < 0;
	kept = failed ? NULL : sdi_arena_strdup(&record->arena, out.s);
	ks_free(&out);
	return kept;
}

static const char *kept_detail(struct sdi_record *record, const struct sdi_fact *fact,
			       const char *key)
{
	kstring_t value = KS_INITIALIZE;
	const char *kept = "";

	if (sdi_detail_get(fact->detail, key, &value))
		kept = sdi_arena_strdup(&record->arena, value.s);
	ks_free(&value);
	return kept;
}

/* ---- what the name is ---- */

static int read_score(struct sdi_record *record, struct sdi_fact *fact)
{
	const char *version = kept_detail(record, fact, "version"),
		   *form = kept_detail(record, fact, "form"),
		   *rater = kept_detail(record, fact, "rater");
	const struct sdi_scale *scale = NULL;

	if (!version || !form || !rater)
		return STARDOSE_ENOMEM;
	version = *version ? version : form;
	fact->total = strspn(fact->value, "0123456789") == strlen(fact->value) && *fact->value
			      ? atoi(fact->value)
			      : -1;
	if (sdi_scale_find(record->clinic, fact->name, version, fact->total, &scale) ==
	    SDI_SCALE_KNOWN)
		fact->scale = scale;
	fact->version = fact->scale && *fact->scale->version ? fact->scale->version : version;
	fact->rater = *rater || !fact->scale ? rater : fact->scale->rater;
	fact->shown = fact->scale ? fact->scale->name : fact->name;
	return STARDOSE_OK;
}

static void read_level(struct sdi_record *record, struct sdi_fact *fact)
{
	const struct sdi_unit *unit;

	fact->analyte = sdi_analyte_find(record->clinic, fact->name);
	fact->is_less_than = *fact->value == '<';
	if (!fact->analyte)
		return;
	fact->shown = fact->analyte->name;
	unit = sdi_analyte_unit(fact->analyte, fact->unit);
	fact->amount = sdi_record_thousandths(fact->value + fact->is_less_than);
	if (!unit || !unit->factor)
		fact->amount = -1;
	else if (fact->amount >= 0)
		fact->amount *= unit->factor;
}

static int read_medicine(struct sdi_record *record, struct sdi_fact *fact)
{
	kstring_t dose = KS_INITIALIZE;
	struct sdi_medication entry;
	struct sdi_dose read;

	sdi_medication_parse(record->tables, fact->name, &entry);
	fact->medicine = entry.name;
	fact->agent = entry.agent;
	if (!fact->medicine && entry.combination)
		fact->medicine = entry.combination->text;
	if (ksprintf(&dose, "%s %s", fact->value, fact->unit) < 0)
		return STARDOSE_ENOMEM;
	if (*fact->value && sdi_dose_read(dose.s, &read) && !strcmp(read.unit, "mg/day"))
		fact->amount = read.amount;
	ks_free(&dose);
	return STARDOSE_OK;
}

static int day_of(const char *text)
{
	char day[SDI_DAY_SIZE];

	if (strlen(text) < sizeof(day) - 1)
		return SDI_NO_DAY;
	memcpy(day, text, sizeof(day) - 1);	/* a level may have a time behind it */
	day[sizeof(day) - 1] = '\0';
	return sdi_date_parse(day);
}

/* The last day of a trial of which only begin and weeks are on file. */
static int end_by_weeks(const struct sdi_fact *trial)
{
	int weeks = sdi_detail_number(trial->detail, "weeks", -1);

	return trial->from != SDI_NO_DAY && weeks >= 0 ? trial->from + 7 * weeks : SDI_NO_DAY;
}

static int read_fact(struct sdi_record *record, const cJSON *item, struct sdi_fact *fact)
{
	int kind = 0;

	while (kind < STARDOSE_N_CONTEXT_KINDS - 1 &&
	       strcmp(text_of(item, "kind"), stardose_context_kind_name(kind)))
		kind++;
	*fact = (struct sdi_fact){
		.kind = kind,
		.name = text_of(item, "name"),
		.value = text_of(item, "value"),
		.unit = text_of(item, "unit"),
		.start = text_of(item, "start"),
		.stop = text_of(item, "stop"),
		.state = text_of(item, "state"),
		.detail = detail_text(record, sdi_json_get(item, "detail")),
		.version = "",
		.rater = "",
		.total = -1,
		.amount = -1,
	};
	if (!fact->detail)
		return STARDOSE_ENOMEM;
	fact->shown = fact->name;
	fact->from = day_of(fact->start);
	fact->to = day_of(fact->stop);
	if (fact->kind == STARDOSE_CONTEXT_TRIAL && !*fact->stop)
		fact->to = end_by_weeks(fact);
	fact->is_planned = !strcmp(fact->state, stardose_item_state_name(STARDOSE_ITEM_PLANNED));
	if (fact->kind == STARDOSE_CONTEXT_SCORE)
		return read_score(record, fact);
	if (fact->kind == STARDOSE_CONTEXT_MEDICINE || fact->kind == STARDOSE_CONTEXT_TRIAL)
		return read_medicine(record, fact);
	if (fact->kind == STARDOSE_CONTEXT_LAB)
		read_level(record, fact);
	return STARDOSE_OK;
}

int sdi_record_read(const struct stardose_tables *tables, const cJSON *guide,
		    struct sdi_record *out)
{
	const cJSON *context = sdi_json_get(guide, "context"),
		    *items = sdi_json_get(context, "items"), *item;
	int ret = STARDOSE_OK;

	memset(out, 0, sizeof(*out));
	out->tables = tables;
	out->clinic = sdi_clinic_tables(tables);
	out->context = sdi_context_tables(tables);
	out->date = text_of(context, "date");
	out->today = day_of(out->date);
	out->facts = sdi_arena_alloc(&out->arena,
				     (cJSON_GetArraySize(items) + 1) * sizeof(*out->facts));
	if (!out->facts)
		return STARDOSE_ENOMEM;
	cJSON_ArrayForEach(item, items)
		if (!ret)
			ret = read_fact(out, item, &out->facts[out->n++]);
	return ret;
}

void sdi_record_release(struct sdi_record *record)
{
	sdi_arena_release(&record->arena);
	memset(record, 0, sizeof(*record));
}
