/* redaction.c - pseudonyms of one run: a name keeps the one it got, lines of JSON lose theirs */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <stardose/redaction.h>
#include "report/report_redact.h"
#include "tables/table_set.h"
#include "util/no_memory.h"

KHASH_MAP_INIT_STR(pseudonyms, char *)

struct stardose_redaction {
	struct sdi_redaction core;
	const struct stardose_tables *tables;
	struct sdi_report_facts facts;
	int has_facts;
	khash_t(pseudonyms) *names;
};

int stardose_redaction_new(const struct stardose_tables *tables, const char *key_path,
			   struct stardose_redaction **out, struct stardose_error *err)
{
	struct stardose_redaction *r = calloc(1, sizeof(*r));
	int ret = r ? sdi_redaction_open(&r->core, 1, key_path, err) : sdi_no_memory(err);

	if (r)
		r->names = kh_init(pseudonyms);
	if (!ret && !r->names)
		ret = sdi_no_memory(err);
	if (ret) {
		stardose_redaction_free(r);
		return ret;
	}
	r->tables = tables;
	*out = r;
	return STARDOSE_OK;
}

void stardose_redaction_free(struct stardose_redaction *r)
{
	if (!r)
		return;
	for (khint_t k = 0; r->names && k < kh_end(r->names); k++)
		if (kh_exist(r->names, k)) {
			free((char *)kh_key(r->names, k));
			free(kh_value(r->names, k));
		}
	if (r->names)
		kh_destroy(pseudonyms, r->names);
	if (r->has_facts)
		sdi_report_facts_release(&r->facts);
	sdi_redaction_release(&r->core);
	free(r);
}

int stardose_redaction_name(struct stardose_redaction *r, const char *name, const char **out,
			    struct stardose_error *err)
{
	khint_t k = kh_get(pseudonyms, r->names, name);
	char made[SDI_PSEUDONYM_SIZE], *key, *value;
	int is_new = 0;

	if (k == kh_end(r->names)) {
		if (sdi_redaction_next(&r->core, name, made) < 0)
			return sdi_no_memory(err);
		key = strdup(name);
		value = strdup(made);
		k = key && value ? kh_put(pseudonyms, r->names, key, &is_new) : 0;
		if (!key || !value || is_new < 0) {
			free(key);
			free(value);
			return sdi_no_memory(err);
		}
		kh_value(r->names, k) = value;
	}
	*out = kh_value(r->names, k);
	return STARDOSE_OK;
}

/* ---- lines ---- */

static int parse(const char *line, size_t n, const char *what, cJSON **out,
		 struct stardose_error *err)
{
	*out = cJSON_ParseWithLength(line, n);
	if (*out && *sdi_json_get_text(*out, "sample"))
		return STARDOSE_OK;
	cJSON_Delete(*out);
	*out = NULL;
	return stardose_error_set(err, STARDOSE_EINPUT, "not a line of 'stardose %s -O j'", what);
}

static int print(cJSON *json, int ret, char **out, struct stardose_error *err)
{
	char *text = ret ? NULL : cJSON_PrintUnformatted(json);

	cJSON_Delete(json);
	if (!ret && !text)
		return sdi_no_memory(err);
	*out = text ? text : *out;
	return ret;
}

int stardose_redaction_calls(struct stardose_redaction *r, const char *line, size_t n, char **out,
			     struct stardose_error *err)
{
	const char *name;
	cJSON *json;
	int ret = parse(line, n, "call", &json, err);

	if (!ret)
		ret = stardose_redaction_name(r, sdi_json_get_text(json, "sample"), &name, err);
	if (!ret)
		ret = sdi_redact_calls(json, name, err);
	return print(json, ret, out, err);
}

static int open_facts(struct stardose_redaction *r, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (r->has_facts)
		return ret;
	ret = sdi_tables_need_guidance(r->tables, err);
	if (!ret) {
		r->has_facts = 1;	/* also after an error */
		ret = sdi_report_facts_open(&r->facts, r->tables, NULL, err);
	}
	return ret;
}

int stardose_redaction_guidance(struct stardose_redaction *r, const char *line, size_t n,
				char **out, struct stardose_error *err)
{
	const char *name;
	cJSON *json;
	int ret = parse(line, n, "guide", &json, err);

	if (!ret)
		ret = open_facts(r, err);
	if (!ret)
		ret = stardose_redaction_name(r, sdi_json_get_text(json, "sample"), &name, err);
	if (!ret)
		ret = sdi_redact_guidance(&r->facts, json, name, err);
	return print(json, ret, out, err);
}
