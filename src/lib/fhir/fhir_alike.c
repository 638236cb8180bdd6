/*
 * fhir_alike.c - proposals that rest on the same, found by what they rest on: a person has hundreds
 * of lines, and comparing each with all before it took longer than writing them
 */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <htslib/kstring.h>
#include "fhir/fhir_alike.h"
#include "fhir/fhir_line.h"
#include "util/arena.h"

KHASH_INIT(last_of, const char *, struct sdi_fhir_alike *, 1, kh_str_hash_func, kh_str_hash_equal)

/* One member of a key, with its length, so that no two keys run together; "-": it is missing */
static int put_member(kstring_t *key, const cJSON *value)
{
	char *printed;
	int failed;

	if (!value)
		return kputc('-', key) < 0;
	if (cJSON_IsString(value))
		return ksprintf(key, "\"%zu:%s", strlen(value->valuestring), value->valuestring) < 0;
	printed = cJSON_PrintUnformatted(value);
	failed = !printed || ksprintf(key, "%zu:%s", strlen(printed), printed) < 0;
	cJSON_free(printed);
	return failed;
}

static int put_key(kstring_t *key, const cJSON *line)
{
	static const char *const same[] = { "source", "gene_result", "phenotype", "label" };
	int failed = 0;

	key->l = 0;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		failed |= put_member(key, cJSON_GetObjectItemCaseSensitive(line, same[i]));
	return failed;
}

/* @at becomes the last of those with @text; not 0: no memory */
static int join_last(khash_t(last_of) *last, struct sdi_arena *arena, const char *text,
		     struct sdi_fhir_alike *at)
{
	khint_t k = kh_get(last_of, last, text);
	const char *key;
	int is_new;

	if (k != kh_end(last)) {
		kh_value(last, k)->next = at;
		at->is_first = 0;
		kh_value(last, k) = at;
		return 0;
	}
	key = sdi_arena_strdup(arena, text);
	k = key ? kh_put(last_of, last, key, &is_new) : 0;
	if (!key || is_new < 0)
		return 1;
	kh_value(last, k) = at;
	return 0;
}

struct sdi_fhir_alike *sdi_fhir_group_alike(struct sdi_fhir *f, const cJSON *lines, int *n)
{
	struct sdi_fhir_alike *all = calloc((size_t)cJSON_GetArraySize(lines) + 1, sizeof(*all));
	khash_t(last_of) *last = kh_init(last_of);
	struct sdi_arena keys = { 0 };
	kstring_t key = KS_INITIALIZE;
	const cJSON *line;
	int failed = !all || !last;

	*n = 0;
	cJSON_ArrayForEach(line, lines) {
		if (failed)
			break;
		all[*n] = (struct sdi_fhir_alike){ .line = line, .is_first = 1 };
		if (sdi_fhir_can_share_proposal(f, line))
			failed = put_key(&key, line) || join_last(last, &keys, key.s, &all[*n]);
		++*n;
	}
	kh_destroy(last_of, last);
	sdi_arena_release(&keys);
	ks_free(&key);
	if (!failed)
		return all;
	f->j.failed = 1;
	free(all);
	return NULL;
}
