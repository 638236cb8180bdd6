/*
 * test_context_check.c - what can be wrong with the tables about co-medication, labels, scales and
 * levels is found, once and by name, and its nearest sound neighbour is not; identities of rows
 *
 * Findings are counted: one changed row is as many findings as it has faults, never a word about
 * rows that did not change.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "tables/clinic_table.h"
#include "tables/table_check.h"
#include "table_folder.h"

struct findings { int n; char text[65536]; };
struct fault { const char *table, *from, *to; int n; const char *words; };

static void note(void *user, int level, const char *text)
{
	struct findings *f = user;
	size_t used = strlen(f->text);

	(void)level;
	f->n++;
	snprintf(f->text + used, sizeof(f->text) - used, "%s\n", text);
}

static struct stardose_tables *tables_of_folder(void)
{
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };

	if (stardose_tables_open(folder, &tables, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
	return tables;
}

/* The checks of these tables alone: all of them take ten times as long. */
static void look(const struct stardose_tables *tables, const struct stardose_log *log)
{
	struct sdi_check check = { tables, tables->impl, log, 0, STARDOSE_OK };

	sdi_check_phenotypes(&check);
	sdi_check_context(&check);
	sdi_check_clinic(&check);
	assert_int_equal(check.status, STARDOSE_OK);
}

static int print_unlike(const struct fault *fault, const struct findings *f)
{
	print_error("%s: '%s' for '%s' gives %d:\n%snot %d with '%s'\n", fault->table, fault->to,
		    fault->from, f->n, f->text, fault->n, fault->words);
	return 1;
}

static void assert_found(const struct fault *faults, size_t n)
{
	int bad = 0;

	for (size_t i = 0; i < n; i++) {
		struct findings f = { 0 };
		const struct stardose_log log = { note, &f };
		struct stardose_tables *tables;

		write_changed(faults[i].table, faults[i].from, faults[i].to);
		tables = tables_of_folder();
		look(tables, &log);
		stardose_tables_free(tables);
		if (f.n != faults[i].n || !strstr(f.text, faults[i].words))
			bad += print_unlike(&faults[i], &f);
		drop_table(faults[i].table);
	}
	assert_int_equal(bad, 0);
}

#define ASSERT_FOUND(faults) assert_found(faults, sizeof(faults) / sizeof(*(faults)))

static void interactions_that_cannot_hold(void **state)
{
	static const struct fault faults[] = {
		{ "interactions", "CYP2D6\tbupropion\t", "CYP9Z9\tbupropion\t", 2,
		  "interactions.tsv:7: gene 'CYP9Z9' has no row in conversion_methods.tsv" },
		{ "interactions", "CYP2D6\tbupropion\t", "CYP9Z9\tbupropion\t", 2,
		  "'bupropion' converts without being a strong or moderate inhibitor" },
		{ "interactions", "CYP2D6\tfluoxetine\t", "CYP2D6\tbupropion\t", 1,
		  "interactions.tsv:7 and 8: 'bupropion' twice for 'CYP2D6'" },
		{ "interactions", "CYP2D6\tbupropion\tinhibitor\tstrong\tyes\t",
		  "CYP2D6\tbupropion\tinhibitor\tstrong\tno\t", 1,
		  "'bupropion' converts without being" },
		{ "interactions",
		  "CYP2D6\tabiraterone\tinhibitor\tmoderate\tyes\t-\t0.5\t-\tconvert",
		  "CYP2D6\tabiraterone\tinhibitor\tweak\tyes\t-\t0.5\t-\tconvert", 1,
		  "'abiraterone' converts without being" },
		{ "interactions", "CYP2C19\tfluconazole\tinhibitor\tstrong\tyes\t-\t-\t-\tflag",
		  "CYP2C19\tfluconazole\tinhibitor\tstrong\tyes\t-\t0\t-\tconvert", 1,
		  "'CYP2C19' has no score" },
		{ "interactions", "CYP2D6\tbupropion\t", "CYP2D6\tdextromethorphan / bupropion\t",
		  1, "'dextromethorphan / bupropion' is a combination: its parts act" },
		{ "interactions", "CYP2C19\trifampin\tinducer\t", "CYP2D6\trifampin\tinducer\t", 1,
		  "no medicine induces 'CYP2D6', whose score has no way up" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void rules_of_conversion_that_cannot_hold(void **state)
{
	static const struct fault faults[] = {
		{ "conversion_methods", "CYP1A2\tflag\t-\t-\t-\tno",
		  "CYP2C9\tflag\t-\t-\t-\tno guideline method read\tours\n"
		  "CYP1A2\tflag\t-\t-\t-\tno",
		  1, "conversion_methods.tsv: 'CYP2C9' twice" },
		{ "conversions", "CYP2D6\tcodeine\tCPIC\t", "CYP2C9\tcodeine\tCPIC\t", 2,
		  "'codeine' of 'CYP2C9': the gene has no method score" },
		{ "conversions", "CYP2D6\tcodeine\tCPIC\t-", "CYP2D6\tcodeine\tCPIC\tpediatric", 1,
		  "guidance.tsv has no CPIC row of 'codeine' by 'CYP2D6' for pediatric" },
		{ "conversions", "CYP2D6\tcodeine\tCPIC\t", "CYP2D6\tabacavir\tCPIC\t", 1,
		  "guidance.tsv has no CPIC row of 'abacavir' by 'CYP2D6'" },
		{ "conversions", "CYP2D6\ttramadol\tCPIC\t", "CYP2D6\tcodeine\tCPIC\t", 1,
		  "conversions.tsv: 'codeine' twice for 'CYP2D6' by 'CPIC'" },
		{ "level_facts", "omeprazole\tcitalopram\t", "omeprazole\tescitalopram\t", 1,
		  "level_facts.tsv: 'omeprazole' twice for 'escitalopram' by 'CYP2C19'" },
		{ "level_facts", "CYP2C19\tomeprazole\t", "CYP9Z9\tomeprazole\t", 1,
		  "level_facts.tsv: gene 'CYP9Z9' has no row in conversion_methods.tsv" },
		{ "washouts", "\nparoxetine\t-\t28", "\nfluoxetine\t-\t28", 1,
		  "washouts.tsv: 'fluoxetine' twice" },
		{ "agents", "\t-\t-\tbupropion\t-\t", "\t-\t-\tbupropionium\t-\t", 1,
		  "contains 'bupropionium', which is no agent" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void labels_that_contradict_themselves(void **state)
{
	static const struct fault faults[] = {
		{ "label_interactions", "\tsection 4.3\t", "\t-\t", 1,
		  "'label-agomelatine-37006bc0' without a citation" },
		{ "label_interactions", "label-agomelatine-37006bc0", "label-agomelatine-785f669d",
		  1, "second row with the identity 'label-agomelatine-785f669d'" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void scales_and_levels_that_cannot_hold(void **state)
{
	static const struct fault faults[] = {
		{ "scales", "\t44261-6\t", "\t44261-5\t", 1,
		  "scales.tsv: LOINC 44261-5 of 'PHQ-9' has a wrong check digit" },
		{ "scales", "\t44260-8\t", "\t44206-8\t", 1,
		  "scales.tsv: LOINC 44206-8 of 'PHQ-9' has a wrong check digit" },
		{ "scales", "PHQ-9\t-\tPHQ9\t0\t27\t", "PHQ-9\t-\tPHQ9\t0\t28\t", 1,
		  "'PHQ-9' by 'Kroenke 2001': 0 bands hold the total 28" },
		{ "scale_rules", "Kroenke 2001\t0\t4\t", "Kroenke 2001\t1\t4\t", 1,
		  "'PHQ-9' by 'Kroenke 2001': 0 bands hold the total 0" },
		{ "scale_rules", "Spitzer 2006\t5\t9\t", "Spitzer 2006\t5\t10\t", 1,
		  "'GAD-7' by 'Spitzer 2006': 2 bands hold the total 10" },
		{ "scale_rules", "Kroenke 2001\t20\t27\t", "Kroenke 2001\t20\t28\t", 1,
		  "'PHQ-9' by 'Kroenke 2001': the band 'severe' is no part of 0 to 27" },
		{ "scale_rules", "\t5\t9\tmild\t", "\t5\t9\tmildish\t", 1,
		  "scale_rules.tsv: words.tsv has no band 'mildish'" },
		{ "scale_rules", "GAD-7\t-\tremission\tcommon\t", "PHQ-9\t-\tremission\tcommon\t",
		  1, "scale_rules.tsv: two rows remission of 'PHQ-9' by 'common'" },
		{ "analytes", "\tinflammation\tcrp\t", "\tinflamation\tcrp\t", 1,
		  "'CRP' acts as 'inflamation', which is no agent" },
		{ "analytes", "\tinflammation\tcrp\t", "\tinflammation\tcrpp\t", 1,
		  "analytes.tsv: words.tsv has no analyte 'crpp'" },
		{ "analytes", "\t1988-5\t", "\t1898-5\t", 1,
		  "analytes.tsv: LOINC 1898-5 of 'CRP' has a wrong check digit" },
		{ "levels", "\tlong_term\t", "\tlongterm\t", 1,
		  "levels.tsv: words.tsv has no level_note 'longterm'" },
		{ "fhir_codes", "\t51969-4\t", "\t51996-4\t", 1,
		  "fhir_codes.tsv: LOINC 51996-4 of 'report' has a wrong check digit" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void genes_of_one_haplotype_have_rules_for_one(void **state)
{
	static const struct fault faults[] = {
		{ "phenotypes", "G6PD\tCPIC\t-\t-\tIV/Normal\t-\tNormal\tcpic-2023-08\n", "", 1,
		  "0 rules of 'G6PD' are for IV/Normal alone, not 1" },
		{ "phenotypes", "G6PD\tCPIC\t-\t-\tII/Deficient\t-\t",
		  "G6PD\tCPIC\t-\t-\tIV/Normal\t-\t", 2,
		  "2 rules of 'G6PD' are for IV/Normal alone, not 1" },
		{ "phenotypes", "MT-RNR1\tCPIC\t-\t-\tNormal risk of",
		  "MT-RNR1\tCPIC\t-\t-\tNo risk of", 2, "no allele of 'MT-RNR1' has No risk of" },
		{ "phenotypes", "CYP3A5\tCPIC\t-\t-\tNo function\tNo function",
		  "CYP3A5\tCPIC\t-\t-\tNo function\t-", 2,
		  "1 rules of 'CYP3A5' are for No function alone, not 0" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

/* What looks odd and is allowed: the checks may not cry wolf at the user's own tables. */
static void neighbours_that_are_sound(void **state)
{
	static const struct fault sound[] = {
		/* fewer conversions than could be: honest */
		{ "interactions", "CYP2D6\tbupropion\tinhibitor\tstrong\tyes\t-\t0\t-\tconvert",
		  "CYP2D6\tbupropion\tinhibitor\tstrong\tyes\t-\t0\t-\tadvise", 0, "" },
		/* one agent may inhibit one enzyme and induce another, or both of one */
		{ "interactions", "CYP2C19\trifampin\tinducer\t", "CYP2C9\tcapmatinib\tinducer\t",
		  0, "" },
		{ "conversions", "CYP2D6\tcodeine\tCPIC\t-\tstrong;moderate",
		  "CYP2D6\tcodeine\tCPIC\tgeneral\tstrong", 0, "" },
		{ "level_facts", "CYP2C19\tomeprazole\tcitalopram\t",
		  "CYP2C9\tomeprazole\tescitalopram\t", 0, "" },
		/* answers of LOINC's lists have a digit by another rule */
		{ "fhir_codes", "\tLA10315-2\t", "\tLA10315-3\t", 0, "" },
		{ "scales", "\t44261-6\t44260-8\t", "\t-\t-\t", 0, "" },
		{ "scale_rules", "Kroenke 2001\t5\t9\tmild\t", "Kroenke 2001\t5\t9\tmoderate\t", 0,
		  "" },
		/* another convention is no second row */
		{ "scale_rules", "GAD-7\t-\tremission\tcommon\t", "PHQ-9\t-\tremission\tours\t", 0,
		  "" },
		/* the order of a pair is no matter */
		{ "phenotypes", "G6PD\tCPIC\t-\t-\tII/Deficient\tIV/Normal\t",
		  "G6PD\tCPIC\t-\t-\tIV/Normal\tII/Deficient\t", 0, "" },
	};

	(void)state;
	ASSERT_FOUND(sound);
}

/* ---- the check digit of LOINC ---- */

static const char *const loinc[] = { "44261-6", "44260-8", "55758-7", "70274-6", "1988-5",
				     "26881-3", "51969-4", "84413-4", "48018-6", "62374-4",
				     "51963-7", "93044-6", "2160-0",  "4548-4",	 "718-7",
				     "8480-6",	"8867-4",  "29463-7" };
#define N_LOINC (sizeof(loinc) / sizeof(*loinc))

static void codes_of_loinc_are_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_LOINC; i++)
		if (!sdi_loinc_is_sound(loinc[i]))
			fail_msg("%s is a code of LOINC", loinc[i]);
}

/* Each wrong digit is found, and each swap of neighbours but 09 with 90 (both are worth 9). */
static void slips_of_a_code_are_found(void **state)
{
	char code[16];

	(void)state;
	for (size_t i = 0; i < N_LOINC; i++)
		for (size_t at = 0; at < strlen(loinc[i]); at++) {
			for (char digit = '0'; digit <= '9'; digit++) {
				strcpy(code, loinc[i]);
				code[at] = digit;
				if (digit != loinc[i][at] && sdi_loinc_is_sound(code))
					fail_msg("%s for %s", code, loinc[i]);
			}
			strcpy(code, loinc[i]);
			if (!at || code[at] == '-' || code[at - 1] == '-' ||
			    code[at] == code[at - 1] ||
			    (code[at] - '0') + (code[at - 1] - '0') == 9)
				continue;
			code[at] = loinc[i][at - 1];
			code[at - 1] = loinc[i][at];
			if (sdi_loinc_is_sound(code))
				fail_msg("%s for %s", code, loinc[i]);
		}
}

static void what_is_no_code_is_not_sound(void **state)
{
	static const char *const wrong[] = {
		"", "-", "-0", "44261", "442616", "44261-", "44261-66", "44261--6", "4426-1-6",
		"-44261-6", "44261-x", " 44261-6", "44261-6 ", "44a61-6", "44261 -6", "LA25391-6",
		"44261\xe2\x80\x93\x36", /* an en dash */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (sdi_loinc_is_sound(wrong[i]))
			fail_msg("'%s' passes for a code of LOINC", wrong[i]);
}

/* ---- identities of rows ---- */

static char *identity_in_folder(const char *row_id)
{
	struct stardose_tables *tables = tables_of_folder();
	struct stardose_error err = { 0 };
	char *identity = NULL;

	if (stardose_guidance_identity(tables, row_id, &identity, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
	stardose_tables_free(tables);
	return identity;
}

#define ABACAVIR "CPIC-abacavir-52d47115"
#define ROW \
	ABACAVIR "\tabacavir\tCPIC\tgeneral\tHLA-B\t*57:01 negative\t-\t-\tstandard\t-\t-" \
		 "\tstrong"

/*
 * What a row is about makes its identity, so a row that is about somebody else cannot keep it; what
 * it advises does not, so that a new edition of the advice is the same row.
 */
static void identities_follow_whom_a_row_is_for(void **state)
{
	static const struct { const char *to; int same; } changes[] = {
		{ ROW, 1 },
		{ "label-x\tabacavir\tCPIC\tgeneral\tHLA-B\t*57:01 negative\t-\t-\tstandard\t-\t-"
		  "\tstrong", 1 },
		{ ABACAVIR "\tabacavir\tCPIC\tgeneral\tHLA-B\t*57:01 negative\t-\t-\tavoid\t-\t-"
			   "\tstrong", 1 },
		{ ABACAVIR "\tabacavir\tCPIC\tgeneral\tHLA-B\t*57:01 negative\t-\t-\tstandard\t-\t-"
			   "\toptional", 1 },
		{ ABACAVIR "\tabacavir\tDPWG\tgeneral\tHLA-B\t*57:01 negative\t-\t-\tstandard\t-\t-"
			   "\tstrong", 0 },
		{ ABACAVIR "\tcodeine\tCPIC\tgeneral\tHLA-B\t*57:01 negative\t-\t-\tstandard\t-\t-"
			   "\tstrong", 0 },
		{ ABACAVIR "\tabacavir\tCPIC\tpediatric\tHLA-B\t*57:01 negative\t-\t-\tstandard\t-"
			   "\t-\tstrong", 0 },
		{ ABACAVIR "\tabacavir\tCPIC\tgeneral\tHLA-A\t*57:01 negative\t-\t-\tstandard\t-\t-"
			   "\tstrong", 0 },
		{ ABACAVIR "\tabacavir\tCPIC\tgeneral\tHLA-B\t*58:01 negative\t-\t-\tstandard\t-\t-"
			   "\tstrong", 0 },
		{ ABACAVIR "\tabacavir\tCPIC\tgeneral\tHLA-B\t*57:01 negative\tCYP2D6\tPM\tstandard"
			   "\t-\t-\tstrong", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		char *id;

		write_changed("guidance", ROW, changes[i].to);
		id = identity_in_folder(strncmp(changes[i].to, "label-x", 7) ? ABACAVIR :
									       "label-x");
		if ((strcmp(id, ABACAVIR) == 0) != changes[i].same)
			fail_msg("%s: %s", changes[i].to, id);
		free(id);
		drop_table("guidance");
	}
}

static void an_unknown_row_is_an_error_with_the_nearest(void **state)
{
	static const struct { const char *id, *said; int near; } unknown[] = {
		{ "CPIC-abacavir-52d47116", ABACAVIR, 1 },
		{ "cpic-abacavir-52d47115", ABACAVIR, 1 },
		{ "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "has no row 'zzzz", 0 },
		{ "", "has no row ''", 0 },
	};
	struct stardose_tables *tables;

	(void)state;
	assert_int_equal(stardose_tables_open(NULL, &tables, NULL), STARDOSE_OK);
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++) {
		struct stardose_error err = { 0 };
		char *identity = NULL;

		assert_int_equal(stardose_guidance_identity(tables, unknown[i].id, &identity, &err),
				 STARDOSE_EUSAGE);
		assert_null(identity);
		assert_non_null(strstr(err.text, unknown[i].said));
		if ((strstr(err.text, "did you mean") != NULL) != unknown[i].near)
			fail_msg("%s", err.text);
	}
	stardose_tables_free(tables);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(interactions_that_cannot_hold),
		IN_FOLDER(rules_of_conversion_that_cannot_hold),
		IN_FOLDER(labels_that_contradict_themselves),
		IN_FOLDER(scales_and_levels_that_cannot_hold),
		IN_FOLDER(genes_of_one_haplotype_have_rules_for_one),
		IN_FOLDER(neighbours_that_are_sound),
		cmocka_unit_test(codes_of_loinc_are_sound),
		cmocka_unit_test(slips_of_a_code_are_found),
		cmocka_unit_test(what_is_no_code_is_not_sound),
		IN_FOLDER(identities_follow_whom_a_row_is_for),
		cmocka_unit_test(an_unknown_row_is_an_error_with_the_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
