/* Objects of `call -O j`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "made_call.h"
#include "write/write_call.h"

/* Path of member names and array indices, such as "candidates", "0", "diplotype". */
static const cJSON *at(const cJSON *json, const char *path)
{
	char part[64];

	for (size_t n; *path; path += n + (path[n] == '.')) {
		n = strcspn(path, ".");
		memcpy(part, path, n);
		part[n] = '\0';
		json = cJSON_IsArray(json) ? cJSON_GetArrayItem(json, atoi(part))
					   : cJSON_GetObjectItemCaseSensitive(json, part);
	}
	return json;
}

static void assert_text(const cJSON *json, const char *path, const char *text)
{
	assert_true(cJSON_IsString(at(json, path)));
	assert_string_equal(at(json, path)->valuestring, text);
}

static void assert_number(const cJSON *json, const char *path, double number)
{
	assert_true(cJSON_IsNumber(at(json, path)));
	assert_true(at(json, path)->valuedouble == number);
}

static void lists_are_arrays_and_numbers_are_numbers(void **state)
{
	struct stardose_call call = made_call();
	cJSON *json = sdi_json_call(&call);

	(void)state;
	assert_text(json, "gene", "GENE");
	assert_text(json, "diplotype", "*1/*9");
	assert_text(json, "status", "ambiguous");
	assert_text(json, "copies", "not_assessed");
	assert_number(json, "sites_absent", 1);
	assert_int_equal(cJSON_GetArraySize(at(json, "candidates")), 2);
	assert_number(json, "candidates.0.activity_score", 1.25);
	assert_number(json, "candidates.0.weight", 0.666667);
	assert_true(cJSON_IsNull(at(json, "candidates.1.activity_score")));
	assert_text(json, "not_excluded.0", "*17");
	assert_text(json, "reasons.1", "copies_not_assessed");
	assert_text(json, "open_phenotypes.0", "Poor Metabolizer");
	assert_text(json, "unlisted.0", "7:100:A:T");
	assert_text(json, "if_deletion.0.diplotype", "*5/*9");
	assert_int_equal(cJSON_GetArraySize(at(json, "if_extra_copy")), 0);
	cJSON_Delete(json);
}

static void the_other_guideline_speaks_only_where_it_differs(void **state)
{
	struct stardose_call call = made_call();
	cJSON *json = sdi_json_call(&call);

	(void)state;
	assert_number(json, "candidates.0.dpwg.activity_score", 1.5);
	assert_number(json, "haplotypes.1.activity_value", 0.25);
	assert_number(json, "haplotypes.1.dpwg_activity_value", 0.5);
	assert_null(at(json, "haplotypes.0.dpwg_activity_value"));
	assert_null(at(json, "candidates.1.dpwg"));
	assert_null(at(json, "dpwg"));
	cJSON_Delete(json);

	call.n_candidates = 1;
	call.score_lo = call.score_hi = 125;
	json = sdi_json_call(&call);
	assert_number(json, "dpwg.activity_score", 1.5);
	cJSON_Delete(json);
}

static void a_haplotype_without_name_lists_what_is_left_over(void **state)
{
	struct stardose_call call = made_call();
	cJSON *json = sdi_json_call(&call);

	(void)state;
	assert_text(json, "candidates.1.haplotypes.1.leftover.0", "7:101:A:G");
	assert_number(json, "candidates.1.haplotypes.1.unlisted", 1);
	assert_true(cJSON_IsNull(at(json, "candidates.1.haplotypes.1.function")));
	assert_null(at(json, "candidates.0.haplotypes.1.leftover"));
	cJSON_Delete(json);
}

static void carried_variants_stand_in_the_build_of_the_input(void **state)
{
	struct stardose_call call = made_call();
	cJSON *json = sdi_json_call(&call);

	(void)state;
	assert_int_equal(cJSON_GetArraySize(at(json, "variants")), 1);
	assert_text(json, "variants.0.id", "7:101:A:G");
	assert_number(json, "variants.0.pos", 91);
	assert_text(json, "variants.0.ref", "G");
	assert_text(json, "variants.0.genotype", "0/1");
	assert_true(cJSON_IsNull(at(json, "variants.0.phase_set")));
	assert_number(json, "sites.observed", 1);
	assert_text(json, "not_seen.absent.0", "7:201:C:CT");
	assert_int_equal(cJSON_GetArraySize(at(json, "not_seen.rejected")), 0);
	cJSON_Delete(json);
}

static void phase_shows_in_the_genotype(void **state)
{
	struct stardose_site_view sites[2] = { made_sites[0], made_sites[1] };
	struct stardose_call call = made_call();
	cJSON *json;

	(void)state;
	sites[0].phase_set = 77;
	sites[0].carries[0] = -1;
	call.sites = sites;
	json = sdi_json_call(&call);
	assert_text(json, "variants.0.genotype", ".|1");
	assert_number(json, "variants.0.phase_set", 77);
	cJSON_Delete(json);
}

static void a_range_of_scores_is_a_pair(void **state)
{
	struct stardose_call call = made_call();
	cJSON *json;

	(void)state;
	call.score_lo = 25;
	call.score_hi = 125;
	json = sdi_json_call(&call);
	assert_number(json, "activity_score.0", 0.25);
	assert_number(json, "activity_score.1", 1.25);
	cJSON_Delete(json);
}

static void a_no_call_has_every_member(void **state)
{
	struct stardose_call call = made_call(), none = made_no_call();
	cJSON *full = sdi_json_call(&call), *json = sdi_json_call(&none), *item;

	(void)state;
	cJSON_ArrayForEach(item, full)
		assert_non_null(at(json, item->string));
	assert_true(cJSON_IsNull(at(json, "diplotype")));
	assert_true(cJSON_IsNull(at(json, "copies")));
	assert_true(cJSON_IsNull(at(json, "phase")));
	cJSON_Delete(json);
	cJSON_Delete(full);
}

static void strings_are_always_utf8(void **state)
{
	static const struct { const char *in, *out;
	} cases[] = {
		{ "NA1\"2", "\"NA1\\\"2\"" },
		{ "M\xc3\xbcller", "\"M\xc3\xbcller\"" },
		{ "M\xfcller", "\"M\xef\xbf\xbdller\"" },
		{ "\xe2\x82", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"" },
		{ "", "\"\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t out = KS_INITIALIZE;

		assert_int_equal(sdi_json_string(&out, cases[i].in), STARDOSE_OK);
		assert_string_equal(out.s, cases[i].out);
		ks_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_arrays_and_numbers_are_numbers),
		cmocka_unit_test(the_other_guideline_speaks_only_where_it_differs),
		cmocka_unit_test(a_haplotype_without_name_lists_what_is_left_over),
		cmocka_unit_test(carried_variants_stand_in_the_build_of_the_input),
		cmocka_unit_test(phase_shows_in_the_genotype),
		cmocka_unit_test(a_range_of_scores_is_a_pair),
		cmocka_unit_test(a_no_call_has_every_member),
		cmocka_unit_test(strings_are_always_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
