/* report_facts.c - tables and words, and what is found in them by name */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/khash.h>
#include <stardose/call.h>
#include "report/report_facts.h"
#include "util/no_memory.h"

KHASH_MAP_INIT_STR(rows, const struct stardose_guidance_row *)
KHASH_MAP_INIT_STR(drugs, const struct stardose_drug *)

static int add_rows(khash_t(rows) *rows, const struct stardose_guidance_tables *tables)
{
	for (int i = 0; i < tables->n_rows; i++) {
		int added = -1;
		khint_t k = rows ? kh_put(rows, rows, tables->rows[i].id, &added) : 0;

		if (added < 0)
			return STARDOSE_ENOMEM;
		kh_val(rows, k) = &tables->rows[i];
	}
	return STARDOSE_OK;
}

static int add_label_rows(khash_t(rows) *rows, const struct stardose_guidance_tables *tables)
{
	for (int i = 0; i < tables->n_label_rules; i++) {
		int added = -1;
		khint_t k = rows ? kh_put(rows, rows, tables->label_rules[i].row.id, &added) : 0;

		if (added < 0)
			return STARDOSE_ENOMEM;
		kh_val(rows, k) = &tables->label_rules[i].row;
	}
	return STARDOSE_OK;
}

static int add_drugs(khash_t(drugs) *drugs, const struct stardose_guidance_tables *tables)
{
	for (int i = 0; i < tables->n_drugs; i++) {
		int added = -1;
		khint_t k = drugs ? kh_put(drugs, drugs, tables->drugs[i].name, &added) : 0;

		if (added < 0)
			return STARDOSE_ENOMEM;
		kh_val(drugs, k) = &tables->drugs[i];
	}
	return STARDOSE_OK;
}

int sdi_report_facts_open(struct sdi_report_facts *facts, const struct stardose_tables *tables,
			  const char *lang, struct stardose_error *err)
{
	int ret;

	memset(facts, 0, sizeof(*facts));
	facts->tables = tables;
	facts->rows = kh_init(rows);
	facts->drugs = kh_init(drugs);
	if (add_rows(facts->rows, tables->guidance) != STARDOSE_OK ||
	    add_label_rows(facts->rows, tables->guidance) != STARDOSE_OK ||
	    add_drugs(facts->drugs, tables->guidance) != STARDOSE_OK)
		return sdi_no_memory(err);
	ret = sdi_language_open(tables, lang, &facts->language, err);
	facts->words = facts->language.words;
	facts->lang = lang ? lang : "en";
	return ret;
}

void sdi_report_facts_release(struct sdi_report_facts *facts)
{
	if (facts->rows)
		kh_destroy(rows, (khash_t(rows) *)facts->rows);
	if (facts->drugs)
		kh_destroy(drugs, (khash_t(drugs) *)facts->drugs);
	sdi_language_release(&facts->language);
	memset(facts, 0, sizeof(*facts));
}

const struct stardose_guidance_row *sdi_report_row(const struct sdi_report_facts *facts,
						   const char *id)
{
	const khash_t(rows) *rows = facts->rows;
	khint_t k = kh_get(rows, rows, id);

	return k == kh_end(rows) ? NULL : kh_val(rows, k);
}

const struct stardose_drug *sdi_report_drug(const struct sdi_report_facts *facts, const char *name)
{
	const khash_t(drugs) *drugs = facts->drugs;
	khint_t k = kh_get(drugs, drugs, name);

	return k == kh_end(drugs) ? stardose_guidance_drug(facts->tables->guidance, name)
				  : kh_val(drugs, k);
}

int sdi_report_step(const struct sdi_report_facts *facts, const char *phenotype)
{
	const struct sdi_word *level = sdi_word(&facts->words, "level", phenotype);

	return level && *level->symbol ? atoi(level->symbol) : -1;
}

int sdi_report_asked(const struct sdi_report_facts *facts, const char *source)
{
	size_t n = strlen(source);

	for (const char *s = facts->sources; s; s = strchr(s, ',') ? strchr(s, ',') + 1 : NULL) {
		s += strspn(s, " ");
		if (!strncasecmp(s, source, n) && (!s[n] || s[n] == ',' || s[n] == ' '))
			return 1;
	}
	return !facts->sources;
}

/* "Poor Metabolizer, activity score 0" */
static int put_view(const cJSON *view, kstring_t *out)
{
	const char *phenotype = cJSON_GetStringValue(
		cJSON_GetObjectItemCaseSensitive(view, "phenotype"));
	const cJSON *score = cJSON_GetObjectItemCaseSensitive(view, "activity_score");
	const cJSON *lo = cJSON_IsArray(score) ? cJSON_GetArrayItem(score, 0) : score,
		    *hi = cJSON_GetArrayItem(score, 1);
	int bad = phenotype ? kputs(phenotype, out) < 0 : 0;

	if (cJSON_IsNumber(lo))
		bad |= ksprintf(out, "%sactivity score %g", phenotype ? ", " : "",
				lo->valuedouble) < 0;
	if (cJSON_IsArray(score) && cJSON_IsNumber(hi))
		bad |= ksprintf(out, "-%g", hi->valuedouble) < 0;
	return bad ? -1 : 0;
}

int sdi_report_reason(const struct sdi_words *words, const cJSON *result, const char *code,
		      kstring_t *out)
{
	const char *text = sdi_word_text(words, "reason", code);
	const cJSON *both = cJSON_GetObjectItemCaseSensitive(result, "outside_differs");
	const char *taken =
		cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(both, "taken"));
	kstring_t theirs = KS_INITIALIZE, ours = KS_INITIALIZE;
	int bad;

	if (!text)
		return 0;
	if (strcmp(code, stardose_reason_code(STARDOSE_REASON_OUTSIDE_DIFFERS)) || !taken)
		return kputs(text, out) < 0 ? -1 : 0;
	bad = put_view(cJSON_GetObjectItemCaseSensitive(both, "outside"), &theirs) ||
	      put_view(cJSON_GetObjectItemCaseSensitive(both, "tables"), &ours) ||
	      kputs("", &theirs) < 0 || kputs("", &ours) < 0 ||
	      sdi_put_words(out, words, "difference",
			    strcmp(taken, "outside") ? "tables" : "outside", "reason", text,
			    "outside", theirs.s, "tables", ours.s, NULL);
	ks_free(&theirs);
	ks_free(&ours);
	return bad ? -1 : 0;
}
