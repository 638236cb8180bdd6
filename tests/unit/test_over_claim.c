/*
 * test_over_claim.c - no text of the program claims what no source says
 *
 * tests/over_claims.tsv lists what would be a claim. Results are held to all of it: phrases and
 * meanings of the closed lists, doses, facts, texts of flags and reasons, and every sentence of
 * every medicine without any result and with doubtful ones (test_guide.c sieves the sentences of
 * every row). Manuals, help, strings of the source, schemas and templates are held to the part that
 * no denial excuses.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <ctype.h>
#include <glob.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include <stardose/context.h>
#include <stardose/guidance.h>
#include "over_claim.h"
#include "tables/word_table.h"
#include "tables/table_set.h"

static struct stardose_tables *tables;

static int load(void **state)
{
	(void)state;
	return over_claims_load() || stardose_tables_open(NULL, &tables, NULL) != STARDOSE_OK;
}

static int release(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	over_claims_release();
	return 0;
}

static void hold(const char *what, const char *text)
{
	const char *claim = over_claim(text);

	if (claim)
		fail_msg("%s claims '%s': %s", what, claim, text);
}

static void each_pattern_catches_its_example_and_plain_words_pass(void **state)
{
	(void)state;
	assert_true(over_claims.n > 25);
	for (int i = 0; i < over_claims.n; i++) {
		const char *example = claim_cell(i, "example");

		if (regexec(&over_claims.regex[i], example, 0, NULL, 0))
			fail_msg("over_claims.tsv:%d: '%s' passes", over_claims.tsv.line[i],
				 example);
		assert_non_null(over_claim(example));
	}
	assert_non_null(over_claim("A dose that is Safe."));
	assert_non_null(over_claim("Patients (responders) ..."));
	assert_null(over_claim("CPIC advises the usual dose of codeine."));
	assert_null(over_claim("FDA lists a higher exposure."));
	assert_null(over_claim("the corresponding row"));
}

static void words_of_the_tables_claim_nothing(void **state)
{
	const struct stardose_guidance_tables *t = tables->guidance;

	(void)state;
	for (int l = 0; l < STARDOSE_N_LISTS; l++)
		for (int i = 0; i < t->n_codes[l]; i++) {
			hold(t->codes[l][i].code, t->codes[l][i].meaning);
			hold(t->codes[l][i].code, t->codes[l][i].phrase);
		}
	for (int i = 0; i < t->n_rows; i++)
		hold(t->rows[i].id, t->rows[i].dose);
	for (int i = 0; i < t->n_facts; i++) {
		hold(t->facts[i].id, t->facts[i].guidance);
		hold(t->facts[i].id, t->facts[i].context);
	}
}

/* A page for patients speaks to them; it is held to everything but that. */
static const char *claim_to_patients(const char *text)
{
	for (int i = 0; i < over_claims.n; i++)
		if (strncmp(claim_cell(i, "pattern"), "you", 3) &&
		    regexec(&over_claims.regex[i], text, 0, NULL, 0) == 0)
			return claim_cell(i, "pattern");
	return NULL;
}

/* The two sentences that deny a claim name it. */
static void words_of_reports_claim_nothing(void **state)
{
	const struct sdi_words *words = sdi_tables_words(tables);

	(void)state;
	assert_true(words->n > 50);
	for (int i = 0; i < words->n; i++) {
		const struct sdi_word *word = &words->word[i];
		const char *claim = claim_to_patients(word->patient);

		if (!strcmp(word->code, "do_not") || !strcmp(word->code, "no_prediction"))
			continue;
		if (!strcmp(word->kind, "page"))
			claim = claim_to_patients(word->text);	/* it speaks to a family */
		else
			hold(word->code, word->text);
		if (claim)
			fail_msg("%s claims '%s': %s", word->code, claim,
				 *word->patient ? word->patient : word->text);
	}
}

static void texts_of_flags_and_reasons_claim_nothing(void **state)
{
	(void)state;
	for (int i = 0; i < STARDOSE_N_FLAGS; i++)
		hold(stardose_flag_code(i),
		     stardose_code_text(tables, "flag", stardose_flag_code(i)));
	for (int i = 0; i < STARDOSE_N_REASONS; i++)
		hold(stardose_reason_code(i),
		     stardose_code_text(tables, "reason", stardose_reason_code(i)));
}

/* ---- what is not known is not called normal, and no question stays without a sentence ---- */

/* Every medicine by name, so that each answers. */
static struct stardose_guide *ask_for_all(void)
{
	struct stardose_guide_options options = { .size = sizeof(options) };
	struct stardose_guide *guide;
	kstring_t names = KS_INITIALIZE;

	for (int i = 0; i < tables->guidance->n_drugs; i++)
		ksprintf(&names, "%s%s", i ? "," : "", tables->guidance->drugs[i].name);
	options.drugs = names.s;
	assert_int_equal(stardose_guide_new(tables->guidance, &options, &guide, NULL), STARDOSE_OK);
	ks_free(&names);
	return guide;
}

static int n_lines_of(const struct stardose_guidance *out, const struct stardose_drug *drug)
{
	int n = 0;

	for (int i = 0; i < out->n_lines; i++)
		n += out->lines[i]->drug == drug;
	return n;
}

static void every_medicine_answers_and_calls_nothing_normal_that_was_not_looked_at(void **state)
{
	struct stardose_guide *guide = ask_for_all();
	const struct stardose_guidance *out;

	(void)state;
	assert_int_equal(stardose_guide_results(guide, NULL, 0, &out, NULL), STARDOSE_OK);
	for (int i = 0; i < tables->guidance->n_drugs; i++)
		assert_true(n_lines_of(out, &tables->guidance->drugs[i]) > 0);
	for (int i = 0; i < out->n_lines; i++) {
		const struct stardose_guidance_line *line = out->lines[i];

		hold(line->drug->name, line->guidance);
		assert_true(strlen(line->guidance) > 10);
		if (strstr(line->guidance, "normal metabolizer"))
			fail_msg("%s: nothing was looked at, and yet: %s", line->drug->name,
				 line->guidance);
		assert_null(strstr(line->phenotype, "Normal"));
	}
	stardose_guide_free(guide);
}

/*
 * A normal metabolizer whose copies were not assessed or whose sites are open: each sentence that
 * rests on the gene says so.
 */
static void a_doubtful_normal_says_its_doubt_in_every_sentence(void **state)
{
	struct stardose_guide *guide = ask_for_all();
	const struct stardose_gene_candidate c = { .size = sizeof(c), .diplotype = "*1/*1",
						   .phenotype = { "Normal Metabolizer",
								  "Normal Metabolizer" },
						   .score = { 200, 200 } };
	struct stardose_gene_result r[2] = {
		{ .size = sizeof(*r),
		  .gene = "CYP2D6",
		  .status = STARDOSE_STATUS_CALLED,
		  .copies = -1,
		  .n_candidates = 1,
		  .candidates = &c },
		{ .size = sizeof(*r),
		  .gene = "CYP2C9",
		  .status = STARDOSE_STATUS_INCOMPLETE,
		  .copies = -2,
		  .n_candidates = 1,
		  .candidates = &c },
	};
	const struct stardose_guidance *out;
	int n = 0;

	(void)state;
	assert_int_equal(stardose_guide_results(guide, r, 2, &out, NULL), STARDOSE_OK);
	for (int i = 0; i < out->n_lines; i++) {
		const char *text = out->lines[i]->guidance;

		hold(out->lines[i]->drug->name, text);
		if (strstr(text, "CYP2D6 normal metabolizer") && ++n &&
		    !strstr(text, "copy number not assessed"))
			fail_msg("no doubt about copies: %s", text);
		if (strstr(text, "CYP2C9 normal metabolizer") && ++n &&
		    !strstr(text, "other alleles not excluded"))
			fail_msg("no doubt about alleles: %s", text);
	}
	assert_true(n > 5);
	stardose_guide_free(guide);
}

static void hold_person(const struct stardose_person *person, const struct stardose_guidance *out)
{
	for (int i = 0; person && i < person->n_items; i++)
		hold(person->items[i].name, person->items[i].text);
	for (int i = 0; i < out->n_conversions; i++) {
		hold(out->conversions[i]->because_of, out->conversions[i]->text);
		hold(out->conversions[i]->because_of, out->conversions[i]->caveat);
		hold(out->conversions[i]->because_of, out->conversions[i]->subject);
	}
	for (int i = 0; i < out->n_lines; i++)
		if (out->lines[i]->conversion[0] || out->lines[i]->conversion[1])
			hold(out->lines[i]->drug->name, out->lines[i]->guidance);
}

/* Every medicine and state that the tables know, taken by a normal metabolizer of every gene. */
static void no_medicine_that_is_taken_brings_a_claim(void **state)
{
	static const char *const genes[] = { "CYP2D6", "CYP2C19", "CYP2B6", "CYP2C9",
					     "CYP3A4", "CYP3A5",  "CYP1A2" };
	struct stardose_guide *guide = ask_for_all();
	const struct stardose_gene_candidate c = { .size = sizeof(c), .diplotype = "*1/*1",
						   .phenotype = { "Normal Metabolizer",
								  "Normal Metabolizer" },
						   .score = { 200, 200 } };
	struct stardose_gene_result r[7];
	struct sdi_tsv agents;
	struct stardose_error err;

	(void)state;
	for (int i = 0; i < 7; i++)
		r[i] = (struct stardose_gene_result){ .size = sizeof(struct stardose_gene_result),
						      .gene = genes[i],
						      .status = STARDOSE_STATUS_CALLED,
						      .copies = -1,
						      .n_candidates = 1,
						      .candidates = &c };
	assert_int_equal(sdi_table_parse(tables, "agents", &agents, &err), STARDOSE_OK);
	assert_true(agents.n_rows > 50);
	for (int i = 0; i < agents.n_rows; i++) {
		const struct stardose_context_options options = { sizeof(options), NULL, "c1" };
		const struct stardose_guidance *out;
		struct stardose_context *context;

		assert_int_equal(stardose_context_new(tables, &options, &context, &err),
				 STARDOSE_OK);
		if (stardose_context_taking(context, sdi_tsv_cell(&agents, i, 0), &err) !=
		    STARDOSE_OK)
			fail_msg("%s", err.text);
		assert_int_equal(stardose_context_resolve(context, NULL, &err), STARDOSE_OK);
		stardose_guide_about(guide, stardose_context_person(context, "x"));
		assert_int_equal(stardose_guide_results(guide, r, 7, &out, &err), STARDOSE_OK);
		hold_person(out->person, out);
		stardose_guide_free(guide);		/* it remembers the person by its address */
		guide = ask_for_all();
		stardose_context_free(context);
	}
	stardose_guide_free(guide);
	sdi_tsv_release(&agents);
}

static void facts_of_psychedelics_hold_no_dose_and_no_order(void **state)
{
	int n = 0;

	(void)state;
	for (int i = 0; i < tables->guidance->n_facts; i++) {
		const struct stardose_statement *fact = &tables->guidance->facts[i];
		static const char *const units[] = { " mg",  " g ",    "microgram", " ug",
						     " mcg", "tablet", "dose of" };

		if (!stardose_drug_in_class(fact->drug, "psychedelic"))
			continue;
		n++;
		for (size_t k = 0; k < sizeof(units) / sizeof(*units); k++)
			if (strstr(fact->guidance, units[k]))
				fail_msg("'%s' in %s: %s", units[k], fact->id, fact->guidance);
	}
	assert_true(n > 10);
}

/* ---- manuals, help, strings of the source, schemas, templates ---- */

static int is_denial(const char *sentence)
{
	static const char *const words[] = { "no",	"not",	  "never",   "nothing",
					     "nobody",	"none",	  "neither", "nor",
					     "without", "cannot", "refuse" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i]);

		for (const char *s = sentence; *s; s++)
			if ((s == sentence || !isalpha((unsigned char)s[-1])) &&
			    !strncasecmp(s, words[i], n) && !isalpha((unsigned char)s[n]))
				return 1;
	}
	return 0;
}

/* @text sentence by sentence; the text is cut up. */
static void hold_sentences(const char *path, char *text)
{
	for (char *s = text, *end; *s; s = end) {
		char kept;
		const char *claim;

		for (end = s; *end && !(*end == '.' && (end[1] == ' ' || !end[1])); end++)
			;
		end += *end == '.';
		kept = *end;
		*end = '\0';
		claim = over_claim_in(s, 0);
		if (claim && !is_denial(s))
			fail_msg("%s claims '%s': %.300s", path, claim, s);
		*end = kept;
	}
}

/* Of C only what stands between quotation marks; adjacent strings are one. */
static void keep_strings(char *text)
{
	char *to = text;
	int inside = 0;

	for (const char *s = text; *s; s++) {
		if (*s == '\\' && s[1]) {
			s++;
			if (inside)
				*to++ = ' ';
		} else if (*s == '"') {
			inside = !inside;
		} else if (inside) {
			*to++ = *s;
		} else if (*s == ';' || *s == '}') {
			*to++ = '.';
			*to++ = ' ';
		}
		if (to > s + 1)
			to = (char *)s + 1;
	}
	*to = '\0';
}

/* Lines of one paragraph belong together; list items and table rows do not. */
static void join_lines(char *text)
{
	for (char *s = text; *s; s++)
		if (*s == '\n')
			*s = s[1] == '\n' || strchr("|-*#.", s[1]) ? '.' : ' ';
	for (char *s = text; *s; s++)
		if (*s == '.' && s > text && s[-1] == '.')
			*s = ' ';
}

static int hold_files(const char *pattern, int is_source)
{
	const char *top = getenv("top_srcdir");
	char path[4096];
	glob_t found;
	int n;

	snprintf(path, sizeof(path), "%s/%s", top ? top : ".", pattern);
	if (glob(path, 0, NULL, &found))
		return 0;
	n = found.gl_pathc;
	for (int i = 0; i < n; i++) {
		char *text;
		size_t size;

		if (sdi_tsv_slurp(found.gl_pathv[i], &text, &size, NULL) != STARDOSE_OK)
			fail_msg("cannot read %s", found.gl_pathv[i]);
		if (is_source)
			keep_strings(text);
		else
			join_lines(text);
		hold_sentences(found.gl_pathv[i], text);
		free(text);
	}
	globfree(&found);
	return n;
}

static void manuals_help_and_strings_of_the_source_claim_nothing(void **state)
{
	(void)state;
	assert_true(hold_files("src/cli/*.c", 1) > 10);
	assert_true(hold_files("src/lib/*/*.c", 1) > 50);
	assert_true(hold_files("docs/man/*", 0) > 5);
	assert_true(hold_files("docs/*.md", 0) > 5);
	assert_true(hold_files("docs/*.json", 0) > 1);
	assert_true(hold_files("README.md", 0) == 1);
	assert_true(hold_files("tables/[acdghil]*.tsv", 0) > 8);
	hold_files("NEWS.md", 0);
	hold_files("templates/*", 0);
	hold_files("templates/*/*", 0);
}

static void the_sieve_for_manuals_can_fail(void **state)
{
	char claim[] = "The program\npredicts response.\n\nIt does not.",
	     denied[] = "It predicts no\nthing: it never predicts response.";
	char source[] = "x = \"is \"\n\t\"safe for\" ;";

	(void)state;
	join_lines(claim);
	assert_non_null(over_claim_in(claim, 0));
	assert_false(is_denial("predicts response"));
	join_lines(denied);
	assert_true(is_denial(denied));
	keep_strings(source);
	assert_non_null(over_claim_in(source, 0));
	assert_null(strstr(source, "x ="));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_pattern_catches_its_example_and_plain_words_pass),
		cmocka_unit_test(words_of_the_tables_claim_nothing),
		cmocka_unit_test(words_of_reports_claim_nothing),
		cmocka_unit_test(texts_of_flags_and_reasons_claim_nothing),
		cmocka_unit_test(
			every_medicine_answers_and_calls_nothing_normal_that_was_not_looked_at),
		cmocka_unit_test(a_doubtful_normal_says_its_doubt_in_every_sentence),
		cmocka_unit_test(no_medicine_that_is_taken_brings_a_claim),
		cmocka_unit_test(facts_of_psychedelics_hold_no_dose_and_no_order),
		cmocka_unit_test(manuals_help_and_strings_of_the_source_claim_nothing),
		cmocka_unit_test(the_sieve_for_manuals_can_fail),
	};

	return cmocka_run_group_tests(tests, load, release);
}
