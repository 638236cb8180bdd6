/* test_fhir_build.c - texts, codes, notes, addresses and entries of a FHIR bundle */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "fhir/fhir_build.h"
#include "tables/fhir_code_table.h"

static struct sdi_fhir_code rows[] = {
	{ .kind = "component", .key = "score", .system = "http://loinc.org", .code = "1-8",
	  .display = "Score", .text = "score" },
	{ .kind = "system", .key = "address", .system = "urn:ietf:rfc:3986", .code = "",
	  .display = "", .text = "" },
	{ .kind = "extension", .key = "more", .system = "", .code = "http://x/more", .display = "",
	  .text = "" },
};
static const struct sdi_fhir_codes codes = { 3, rows };
static struct stardose_fhir_options options;
static struct sdi_fhir f;
static cJSON *to;

static int begin(void **state)
{
	(void)state;
	memset(&options, 0, sizeof(options));
	memset(&f, 0, sizeof(f));
	f.codes = &codes;
	f.options = &options;
	f.sample = "person_1";
	f.date = "";
	f.entries = cJSON_CreateArray();
	f.results = cJSON_CreateArray();
	to = cJSON_CreateObject();
	return 0;
}

static int end(void **state)
{
	(void)state;
	cJSON_Delete(f.entries);
	cJSON_Delete(f.results);
	cJSON_Delete(to);
	return 0;
}

/* The whole of @json; borrowed until the next call */
static const char *printed(const cJSON *json)
{
	static char out[4096];
	char *text = cJSON_PrintUnformatted(json);

	snprintf(out, sizeof(out), "%s", text);
	free(text);
	return out;
}

static void texts_are_what_fhir_allows(void **state)
{
	static const struct { const char *text, *kept; } cases[] = {
		{ "plain", "plain" },
		{ "a\tb\nc\r", "a\tb\nc\r" },
		{ "a\x01z", "a\xef\xbf\xbdz" },
		{ "caf\xe9", "caf\xef\xbf\xbd" },
		{ "caf\xc3\xa9", "caf\xc3\xa9" },
		{ "5\xc2\xa0mg", "5 mg" },	       /* a no-break space */
		{ "a\xe2\x80\xa8z", "a z" },	       /* a line separator */
		{ "\xef\xbb\xbftext", " text" },       /* a byte order mark */
		{ " \n\t ", "\xef\xbf\xbd" },	       /* it would be trimmed to nothing */
		{ "\xc2\xa0", "\xef\xbf\xbd" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON_DeleteItemFromObject(to, "t");
		sdi_fhir_add_text(&f, to, "t", cases[i].text);
		assert_string_equal(sdi_json_get_text(to, "t"), cases[i].kept);
	}
	assert_int_equal(f.j.failed, 0);
}

static void nothing_is_added_where_there_is_nothing_to_say(void **state)
{
	(void)state;
	sdi_fhir_add_text(&f, to, "t", "");
	sdi_fhir_add_text(&f, to, "t", NULL);
	sdi_fhir_add_note(&f, to, "");
	sdi_fhir_add_note(&f, to, NULL);
	sdi_fhir_add_reference(&f, to, "r", NULL);
	assert_string_equal(printed(to), "{}");
}

static void a_concept_is_its_row_or_its_text(void **state)
{
	(void)state;
	sdi_fhir_add_concept(&f, to, "a", "component", "score", NULL);
	sdi_fhir_add_concept(&f, to, "b", "component", "score", "other words");
	sdi_fhir_add_concept(&f, to, "c", "component", "nothing", "words alone");
	assert_string_equal(printed(to),
			    "{\"a\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"1-8\","
			    "\"display\":\"Score\"}],\"text\":\"score\"},"
			    "\"b\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"1-8\","
			    "\"display\":\"Score\"}],\"text\":\"other words\"},"
			    "\"c\":{\"text\":\"words alone\"}}");
	assert_string_equal(f.lack.kind, ""); /* a concept may do without a row */
}

static void a_code_that_is_lacking_is_remembered_once(void **state)
{
	(void)state;
	sdi_fhir_add_needed(&f, to, "a", "component", "gone");
	sdi_fhir_add_code(&f, to, "b", "status", "gone too");
	assert_string_equal(f.lack.kind, "component");
	assert_string_equal(f.lack.key, "gone");
	assert_string_equal(printed(to), "{}");
}

static void notes_are_not_repeated(void **state)
{
	(void)state;
	sdi_fhir_add_note(&f, to, "one");
	sdi_fhir_add_note(&f, to, "two");
	sdi_fhir_add_note(&f, to, "one");
	assert_string_equal(printed(to), "{\"note\":[{\"text\":\"one\"},{\"text\":\"two\"}]}");
}

static void extensions_and_components_stand_in_lists(void **state)
{
	cJSON *extension = sdi_fhir_add_extension(&f, to, "more");

	(void)state;
	sdi_fhir_add_text(&f, extension, "valueString", "v");
	assert_non_null(sdi_fhir_add_component(&f, to, "score"));
	assert_non_null(sdi_fhir_add_component(&f, to, "score"));
	assert_int_equal(cJSON_GetArraySize(sdi_json_get(to, "component")), 2);
	assert_string_equal(printed(sdi_json_get(to, "extension")),
			    "[{\"url\":\"http://x/more\",\"valueString\":\"v\"}]");
}

static cJSON *resource(const char *type, const char *text)
{
	cJSON *made = sdi_fhir_resource(&f, type, NULL);

	sdi_fhir_add_text(&f, made, "text", text);
	return made;
}

static void an_address_is_a_uuid_of_what_it_names(void **state)
{
	cJSON *one = resource("Observation", "x"), *other = resource("Observation", "y"),
	      *program = resource("Device", "x");
	char a[64], b[64];

	(void)state;
	assert_int_equal(sdi_fhir_address(&f, one, a), 0);
	assert_int_equal(strlen(a), 45);
	assert_memory_equal(a, "urn:uuid:", 9);
	assert_int_equal(a[23], '8');			/* version */
	assert_non_null(strchr("89ab", a[28]));	/* variant */
	assert_int_equal(sdi_fhir_address(&f, one, b), 0);
	assert_string_equal(a, b);
	assert_int_equal(sdi_fhir_address(&f, other, b), 0);
	assert_string_not_equal(a, b);
	f.sample = "person_2"; /* the same of somebody else is another */
	assert_int_equal(sdi_fhir_address(&f, one, b), 0);
	assert_string_not_equal(a, b);
	assert_int_equal(sdi_fhir_address(&f, program, a), 0); /* but the program is one for all */
	f.sample = "person_1";
	assert_int_equal(sdi_fhir_address(&f, program, b), 0);
	assert_string_equal(a, b);
	cJSON_Delete(one);
	cJSON_Delete(other);
	cJSON_Delete(program);
}

static void a_resource_stands_once_in_the_bundle(void **state)
{
	char first[64];
	const char *url = sdi_fhir_enter_result(&f, resource("Observation", "x"));

	(void)state;
	assert_non_null(url);
	snprintf(first, sizeof(first), "%s", url);
	assert_string_equal(sdi_fhir_enter_result(&f, resource("Observation", "x")), first);
	assert_string_not_equal(sdi_fhir_enter_result(&f, resource("Observation", "y")), first);
	assert_int_equal(cJSON_GetArraySize(f.entries), 2);
	assert_int_equal(cJSON_GetArraySize(f.results), 2); /* and once among the results */
	assert_null(cJSON_GetObjectItem(f.entries->child, "request"));
}

static void a_transaction_creates_what_is_not_there(void **state)
{
	cJSON *patient, *id;
	const cJSON *request, *entry;

	(void)state;
	options.transaction = 1;
	sdi_fhir_enter(&f, resource("Observation", "x"));
	entry = cJSON_GetArrayItem(f.entries, 0);
	request = sdi_json_get(entry, "request");
	assert_string_equal(sdi_json_get_text(request, "method"), "POST");
	assert_string_equal(sdi_json_get_text(request, "url"), "Observation");
	id = cJSON_GetArrayItem(sdi_json_get(sdi_json_get(entry, "resource"), "identifier"), 0);
	assert_string_equal(sdi_json_get_text(id, "value"), sdi_json_get_text(entry, "fullUrl"));
	assert_non_null(strstr(sdi_json_get_text(request, "ifNoneExist"), "identifier=urn:ietf:rfc:"
									  "3986|urn:uuid:"));
	/* who has an identifier keeps it, and what a search takes otherwise is escaped */
	patient = resource("Patient", "p");
	id = sdi_json_add_object(&f.j, sdi_fhir_list(&f, patient, "identifier"), NULL);
	sdi_fhir_add_text(&f, id, "system", "http://h/a b");
	sdi_fhir_add_text(&f, id, "value", "1|2,3$4\\5&6\xc3\xa9");
	sdi_fhir_enter(&f, patient);
	entry = cJSON_GetArrayItem(f.entries, 1);
	assert_string_equal(sdi_json_get_text(sdi_json_get(entry, "request"), "ifNoneExist"),
			    "identifier=http://h/a%20b|1%5C%7C2%5C%2C3%5C%244%5C%5C5%266%C3%A9");
	assert_int_equal(cJSON_GetArraySize(sdi_json_get(sdi_json_get(entry, "resource"),
							 "identifier")), 1);
}

#define ONE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(texts_are_what_fhir_allows),
		ONE(nothing_is_added_where_there_is_nothing_to_say),
		ONE(a_concept_is_its_row_or_its_text),
		ONE(a_code_that_is_lacking_is_remembered_once),
		ONE(notes_are_not_repeated),
		ONE(extensions_and_components_stand_in_lists),
		ONE(an_address_is_a_uuid_of_what_it_names),
		ONE(a_resource_stands_once_in_the_bundle),
		ONE(a_transaction_creates_what_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
