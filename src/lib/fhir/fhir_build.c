/* fhir_build.c - the pieces of a FHIR bundle */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <htslib/kstring.h>
#include "fhir/fhir_build.h"
#include "tables/table_text.h"
#include "util/text.h"

/* ---- texts and codes ---- */

/* What a FHIR string may hold: no control characters but tab, line feed and carriage return. */
static int is_allowed(uint32_t c) { return c >= 0x20 || c == '\t' || c == '\n' || c == '\r'; }

/*
 * White space beyond ASCII. The pattern of strings in R4's JSON schema is [ \r\n\t\S]+, and what \S
 * leaves out depends on the dialect of regular expressions: a receiver whose dialect knows Unicode
 * refuses a bundle for one no-break space.
 */
static int is_wide_space(uint32_t c)
{
	return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 ||
	       c == 0xfeff;
}

void sdi_fhir_add_text(struct sdi_fhir *f, cJSON *to, const char *name, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	kstring_t clean = KS_INITIALIZE;
	int failed = 0;

	if (!text || !*text)
		return;
	while (*s && !failed) {
		uint32_t code;
		int n = sdi_utf8(s, &code);

		if (n && is_wide_space(code))
			failed = kputc(' ', &clean) < 0;
		else
			failed = n && is_allowed(code) ? kputsn((const char *)s, n, &clean) < 0
						       : kputs(SDI_UTF8_REPLACEMENT, &clean) < 0;
		s += n ? n : 1;
	}
	if (!failed && !clean.s[strspn(clean.s, " \t\n\r")]) { /* FHIR: white space alone may be
								  trimmed to an empty text */
		ks_clear(&clean);
		failed = kputs(SDI_UTF8_REPLACEMENT, &clean) < 0;
	}
	f->j.failed |= failed;
	sdi_json_put(&f->j, to, name, failed ? NULL : cJSON_CreateString(clean.s));
	ks_free(&clean);
}

const struct sdi_fhir_code *sdi_fhir_need(struct sdi_fhir *f, const char *kind, const char *key)
{
	const struct sdi_fhir_code *row = sdi_fhir_code(f->codes, kind, key);

	if (!row && !*f->lack.kind) {
		snprintf(f->lack.kind, sizeof(f->lack.kind), "%s", kind);
		snprintf(f->lack.key, sizeof(f->lack.key), "%s", key);
	}
	return row;
}

void sdi_fhir_add_code(struct sdi_fhir *f, cJSON *to, const char *name, const char *kind,
		       const char *key)
{
	const struct sdi_fhir_code *row = sdi_fhir_need(f, kind, key);

	if (row)
		sdi_fhir_add_text(f, to, name, row->code);
}

void sdi_fhir_add_concept(struct sdi_fhir *f, cJSON *to, const char *name, const char *kind,
			  const char *key, const char *text)
{
	const struct sdi_fhir_code *row = sdi_fhir_code(f->codes, kind, key);
	cJSON *concept = sdi_json_add_object(&f->j, to, name);

	if (row) {
		cJSON *coding =
			sdi_json_add_object(&f->j, sdi_fhir_list(f, concept, "coding"), NULL);

		sdi_fhir_add_text(f, coding, "system", row->system);
		sdi_fhir_add_text(f, coding, "code", row->code);
		sdi_fhir_add_text(f, coding, "display", row->display);
	}
	sdi_fhir_add_text(f, concept, "text", text ? text : row ? row->text : "");
}

void sdi_fhir_add_needed(struct sdi_fhir *f, cJSON *to, const char *name, const char *kind,
			 const char *key)
{
	if (sdi_fhir_need(f, kind, key))
		sdi_fhir_add_concept(f, to, name, kind, key, NULL);
}

void sdi_fhir_add_fixed(struct sdi_fhir *f, cJSON *to, const char *name, const char *kind,
			const char *key)
{
	const struct sdi_fhir_code *row = sdi_fhir_need(f, kind, key);
	cJSON *coding;

	if (!row)
		return;
	if (f->options->all) {
		sdi_fhir_add_concept(f, to, name, kind, key, NULL);
		return;
	}
	coding = sdi_json_add_object(&f->j, to, name);
	coding = sdi_json_add_object(&f->j, sdi_fhir_list(f, coding, "coding"), NULL);
	sdi_fhir_add_text(f, coding, "system", row->system);
	sdi_fhir_add_text(f, coding, "code", row->code);
}

void sdi_fhir_add_reference(struct sdi_fhir *f, cJSON *to, const char *name, const char *url)
{
	if (url)
		sdi_fhir_add_text(f, sdi_json_add_object(&f->j, to, name), "reference", url);
}

cJSON *sdi_fhir_list(struct sdi_fhir *f, cJSON *to, const char *name)
{
	cJSON *list = cJSON_GetObjectItemCaseSensitive(to, name);

	return list ? list : sdi_json_add_array(&f->j, to, name);
}

void sdi_fhir_add_note(struct sdi_fhir *f, cJSON *to, const char *text)
{
	cJSON *notes, *each;

	if (!text || !*text)
		return;
	notes = sdi_fhir_list(f, to, "note");
	cJSON_ArrayForEach(each, notes)
		if (!strcmp(sdi_json_get_text(each, "text"), text))
			return;
	sdi_fhir_add_text(f, sdi_json_add_object(&f->j, notes, NULL), "text", text);
}

cJSON *sdi_fhir_add_extension(struct sdi_fhir *f, cJSON *to, const char *key)
{
	cJSON *extension = sdi_json_add_object(&f->j, sdi_fhir_list(f, to, "extension"), NULL);

	sdi_fhir_add_code(f, extension, "url", "extension", key);
	return extension;
}

cJSON *sdi_fhir_add_component(struct sdi_fhir *f, cJSON *observation, const char *key)
{
	cJSON *component =
		sdi_json_add_object(&f->j, sdi_fhir_list(f, observation, "component"), NULL);

	sdi_fhir_add_fixed(f, component, "code", "component", key);
	return component;
}

/* ---- resources ---- */

cJSON *sdi_fhir_resource(struct sdi_fhir *f, const char *type, const char *profile)
{
	cJSON *resource = cJSON_CreateObject();

	if (!resource)
		f->j.failed = 1;
	sdi_fhir_add_text(f, resource, "resourceType", type);
	if (profile) {
		const struct sdi_fhir_code *row = sdi_fhir_need(f, "profile", profile);
		cJSON *meta = sdi_json_add_object(&f->j, resource, "meta");

		sdi_fhir_add_text(f, sdi_fhir_list(f, meta, "profile"), NULL, row ? row->code : "");
	}
	return resource;
}

cJSON *sdi_fhir_observation(struct sdi_fhir *f, const char *profile, const char *code)
{
	cJSON *o = sdi_fhir_resource(f, "Observation", profile), *categories;

	sdi_fhir_add_code(f, o, "status", "status", "observation");
	categories = sdi_fhir_list(f, o, "category");
	sdi_fhir_add_needed(f, categories, NULL, "category", "laboratory");
	sdi_fhir_add_needed(f, categories, NULL, "category", "genetics");
	sdi_fhir_add_fixed(f, o, "code", "code", code);
	sdi_fhir_add_reference(f, o, "subject", f->patient);
	sdi_fhir_add_text(f, o, "effectiveDateTime", f->date);
	return o;
}

/*
 * FNV-1a spreads the last bytes badly: every bit of @x comes to depend on every other (the last
 * steps of splitmix64).
 */
static uint64_t spread(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* The program is the same for all people. */
int sdi_fhir_address(struct sdi_fhir *f, const cJSON *resource, char out[64])
{
	char *text = cJSON_PrintUnformatted(resource);
	const char *of = strcmp(sdi_json_get_text(resource, "resourceType"), "Device") ? f->sample
										       : "";
	uint64_t one, two;

	if (!text) {
		f->j.failed = 1;
		return -1;
	}
	one = sdi_fnv(sdi_fnv(SDI_FNV_START, of, strlen(of) + 1), text,
		      strlen(text) + 1);
	two = sdi_fnv(one, text, strlen(text) + 1);
	cJSON_free(text);
	one = spread(one);
	two = spread(two);
	snprintf(out, 64, "urn:uuid:%08x-%04x-8%03x-%04x-%012" PRIx64, (unsigned)(one >> 32),
		 (unsigned)(one >> 16 & 0xffff), (unsigned)(one & 0xfff),
		 (unsigned)(0x8000 | (two >> 48 & 0x3fff)), two & UINT64_C(0xffffffffffff));
	return 0;
}

/* ---- entries ---- */

/*
 * What a search takes as it stands: '|', ',' and '$' have a meaning there, others one in an
 * address (R4, search.html#escaping; RFC 3986).
 */
static int put_searched(kstring_t *s, const char *text)
{
	int failed = 0;

	for (; *text; text++) {
		if (strchr("|,$\\", *text))
			failed |= kputs("%5C", s) < 0;
		if (strchr("-._~:/", *text) || (*text >= '0' && *text <= '9') ||
		    ((*text | 32) >= 'a' && (*text | 32) <= 'z'))
			failed |= kputc(*text, s) < 0;
		else
			failed |= ksprintf(s, "%%%02X", (unsigned char)*text) < 0;
	}
	return failed;
}

/* Create it unless there is one with its identifier, which a patient has by itself. */
static void add_request(struct sdi_fhir *f, cJSON *entry, cJSON *resource, const char *url)
{
	const struct sdi_fhir_code *row = sdi_fhir_need(f, "system", "address");
	const char *type = sdi_json_get_text(resource, "resourceType");
	cJSON *ids = sdi_fhir_list(f, resource, "identifier"), *id = ids ? ids->child : NULL,
	      *request;
	kstring_t search = KS_INITIALIZE;

	if (!id && row) {
		id = sdi_json_add_object(&f->j, ids, NULL);
		sdi_fhir_add_text(f, id, "system", row->system);
		sdi_fhir_add_text(f, id, "value", url);
	}
	f->j.failed |= kputs("identifier=", &search) < 0 ||
		       put_searched(&search, sdi_json_get_text(id, "system")) ||
		       kputc('|', &search) < 0 ||
		       put_searched(&search, sdi_json_get_text(id, "value"));
	request = sdi_json_add_object(&f->j, entry, "request");
	sdi_fhir_add_text(f, request, "method", "POST");
	sdi_fhir_add_text(f, request, "url", type);
	sdi_fhir_add_text(f, request, "ifNoneExist", search.s);
	ks_free(&search);
}

const char *sdi_fhir_enter(struct sdi_fhir *f, cJSON *resource)
{
	cJSON *entry, *each;
	char url[64];

	if (f->j.failed || sdi_fhir_address(f, resource, url)) {
		cJSON_Delete(resource);
		return NULL;
	}
	cJSON_ArrayForEach(each, f->entries)
		if (!strcmp(sdi_json_get_text(each, "fullUrl"), url)) {
			cJSON_Delete(resource);
			return sdi_json_get_text(each, "fullUrl");
		}
	entry = sdi_json_add_object(&f->j, f->entries, NULL);
	sdi_fhir_add_text(f, entry, "fullUrl", url);
	resource = sdi_json_put(&f->j, entry, "resource", resource);
	if (f->options->transaction)
		add_request(f, entry, resource, url);
	return f->j.failed ? NULL : sdi_json_get_text(entry, "fullUrl");
}

const char *sdi_fhir_enter_result(struct sdi_fhir *f, cJSON *observation)
{
	int before = cJSON_GetArraySize(f->entries);
	const char *url = sdi_fhir_enter(f, observation);

	if (url && cJSON_GetArraySize(f->entries) > before)
		sdi_fhir_add_reference(f, f->results, NULL, url);
	return url;
}
