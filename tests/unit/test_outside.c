/* Outside results: what a row means, what two rows mean together, and the call that comes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "call/call_build.h"
#include "call/outside_call.h"
#include "tables/hla_finding.h"
#include "outside/outside_name.h"
#include "phenotype/haplotype_value.h"

#define HEAD "#sample\tgene\tdiplotype\tphenotype\tactivity_score\n"

static struct stardose_tables *tables;
static struct stardose_outside *kept;	/* of the last call */
static int n_aside, n_remarks;

static int open_tables(void **state)
{
	(void)state;
	return stardose_tables_open(NULL, &tables, NULL);
}

static int close_tables(void **state)
{
	(void)state;
	stardose_outside_free(kept);
	stardose_tables_free(tables);
	return 0;
}

static void count(void *user, int level, const char *text)
{
	(void)user;
	(void)text;
	n_aside += level == STARDOSE_EROW;
	n_remarks += level == STARDOSE_OK;
}

static struct stardose_outside *read_rows(const char *rows)
{
	const struct stardose_log log = { count, NULL };
	struct stardose_outside *set;
	struct stardose_error err;

	n_aside = n_remarks = 0;
	assert_int_equal(stardose_outside_new(tables, &log, &set, &err), STARDOSE_OK);
	assert_int_equal(stardose_outside_parse(set, "rows.tsv", rows, strlen(rows), &err),
			 STARDOSE_OK);
	return set;
}

/* The call of the only entry of one row behind the header. */
static struct stardose_call *call_by(const char *row, enum stardose_outside_choice choice)
{
	kstring_t text = KS_INITIALIZE;
	struct stardose_outside *set;
	struct stardose_call *call;

	stardose_outside_free(kept);
	ksprintf(&text, HEAD "p\t%s\n", row);
	set = read_rows(text.s);
	if (n_aside || set->n_entries != 1)
		fail_msg("'%s' is set aside", row);
	assert_int_equal(
		sdi_outside_call_build(&set->entries[0], choice, STARDOSE_BUILD_AUTO, 0, &call,
				       NULL),
		STARDOSE_OK);
	kept = set;	/* phenotypes may be borrowed from it */
	ks_free(&text);
	return call;
}

static struct stardose_call *call_of(const char *row)
{
	return call_by(row, STARDOSE_OUTSIDE_OURS);
}

static int has(const struct stardose_call *call, enum stardose_reason reason)
{
	return call->reasons >> reason & 1;
}

static void assert_call(const char *row, const char *diplotype, const char *phenotype, int lo,
			int hi, int copies)
{
	struct stardose_call *call = call_of(row);

	assert_int_equal(call->status, STARDOSE_STATUS_OUTSIDE);
	assert_string_equal(call->candidates[0].diplotype, diplotype);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], phenotype);
	assert_int_equal(call->score_lo, lo);
	assert_int_equal(call->score_hi, hi);
	assert_int_equal(call->copies, copies);
	sdi_call_free(call);
}

static void copies_and_tandems_count(void **state)
{
	(void)state;
	assert_call("CYP2D6\t*36+*10/*41\t.\t.", "*36+*10/*41", "Intermediate Metabolizer", 50, 50,
		    3);
	assert_call("CYP2D6\t*1/*13+*2\t.\t.", "*1/*13+*2", "Normal Metabolizer", 200, 200, 3);
	assert_call("CYP2D6\t*2x2/*71\t.\t.", "*2x2/*71", "Indeterminate", STARDOSE_VALUE_NONE,
		    STARDOSE_VALUE_NONE, 3);
	assert_call("CYP2D6\t*2/*41x3\t.\t.", "*2/*41x3", "Normal Metabolizer", 175, 175, 4);
	assert_call("CYP2D6\t*5/*36x2+*10x2\t.\t.", "*5/*36x2+*10x2", "Intermediate Metabolizer",
		    50, 50, 4);
	assert_call("CYP2D6\t*5/*5\t.\t.", "*5/*5", "Poor Metabolizer", 0, 0, 0);
	assert_call("CYP2C19\t*36/*2\t.\t.", "*2/*36", "Poor Metabolizer", STARDOSE_VALUE_NONE,
		    STARDOSE_VALUE_NONE, 1);
	assert_call("CYP2B6\t*1/*29\t.\t.", "*1/*29", "Intermediate Metabolizer",
		    STARDOSE_VALUE_NONE, STARDOSE_VALUE_NONE, 2);
}

static void every_shipped_structure_counts_what_its_parts_count(void **state)
{
	(void)state;
	for (int g = 0; g < tables->n_genes; g++)
		for (int i = 0; i < tables->genes[g].n_structures; i++) {
			const struct stardose_structure *row = &tables->genes[g].structures[i];
			struct sdi_diplotype_readings name;
			struct stardose_haplotype hap;
			struct sdi_copy total;
			int step[STARDOSE_N_GUIDELINES], sum = 0;

			assert_int_equal(sdi_diplotype_readings(row->name, NULL, &name, NULL),
					 STARDOSE_OK);
			assert_ptr_equal(
				sdi_find_structure(&tables->genes[g], &name.name[0].hap[0]), row);
			assert_int_equal(sdi_haplotype_fill(&tables->genes[g], &name.name[0].hap[0],
							    &hap, &total, step),
					 STARDOSE_OK);
			for (int u = 0;
			     u < name.name[0].hap[0].n && row->value != STARDOSE_VALUE_NONE; u++) {
				const struct sdi_name_unit *unit = &name.name[0].hap[0].unit[u];

				sum += unit->copies * sdi_unit_allele(&tables->genes[g], unit)
							      ->value[STARDOSE_GUIDELINE_CPIC];
			}
			if (row->value != STARDOSE_VALUE_NONE) {
				assert_int_equal(sum, row->value);
				assert_int_equal(total.value[STARDOSE_GUIDELINE_CPIC], row->value);
				assert_string_equal(total.function, row->function);
			}
			sdi_diplotype_readings_release(&name);
		}
}

static void an_open_number_of_copies_is_two_readings_where_it_matters(void **state)
{
	struct stardose_call *call = call_of("CYP2D6\t*4/*2xN\t.\t.");

	(void)state;
	assert_int_equal(call->n_candidates, 2);
	assert_string_equal(call->candidates[0].phenotype[STARDOSE_GUIDELINE_CPIC],
			    "Normal Metabolizer");
	assert_string_equal(call->candidates[1].phenotype[STARDOSE_GUIDELINE_CPIC],
			    "Ultrarapid Metabolizer");
	assert_true(has(call, STARDOSE_REASON_COPIES_AT_LEAST));
	assert_true(has(call, STARDOSE_REASON_CANDIDATES_DISAGREE));
	sdi_call_free(call);
	assert_call("CYP2D6\t*1/*2xN\t.\t.", "*1/*2xN", "Ultrarapid Metabolizer", 300, 300, 3);
	assert_call("CYP2D6\t*4/*4xN\t.\t.", "*4/*4xN", "Poor Metabolizer", 0, 0, 3);
	assert_call("CYP2D6\t*1x≥3/*4\t.\t.", "*1x>=3/*4", "Ultrarapid Metabolizer", 300, 300, 4);
	assert_call("CYP2D6\t*10x>=3/*4\t.\t.", "*4/*10x>=3", "Indeterminate", 75, 75, 4);
}

static void the_diplotype_decides_and_a_difference_is_named(void **state)
{
	struct stardose_call *call = call_of("CYP2D6\t*1/*4\tNM\t.");

	(void)state;
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	assert_true(has(call, STARDOSE_REASON_OUTSIDE_DIFFERS));
	sdi_call_free(call);
	call = call_of("CYP2D6\t*1/*41\tNM\t1.5");
	assert_int_equal(call->score_lo, 125);
	assert_true(has(call, STARDOSE_REASON_OUTSIDE_DIFFERS));
	sdi_call_free(call);
	call = call_of("CYP2D6\t*1/*41\tnormal metaboliser\t1.25");
	assert_false(has(call, STARDOSE_REASON_OUTSIDE_DIFFERS));
	sdi_call_free(call);
	call = call_of("CYP2D6\t.\tPM\t1");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	assert_true(has(call, STARDOSE_REASON_OUTSIDE_DIFFERS));
	sdi_call_free(call);
}

static void a_score_alone_has_a_phenotype_in_each_scale(void **state)
{
	struct stardose_call *call = call_of("CYP2D6\t.\t.\t2.5");

	(void)state;
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Ultrarapid Metabolizer");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_DPWG], "Normal Metabolizer");
	assert_int_equal(call->n_candidates, 0);
	sdi_call_free(call);
	call = call_of("CYP2D6\t.\t.\t>=2");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Indeterminate");
	assert_true(has(call, STARDOSE_REASON_COPIES_AT_LEAST));
	sdi_call_free(call);
}

static void an_allele_that_no_table_has_leaves_the_word_to_the_row(void **state)
{
	struct stardose_call *call = call_of("CYP2C19\t*1/*999\t.\t.");

	(void)state;
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Indeterminate");
	assert_true(has(call, STARDOSE_REASON_FUNCTION_UNKNOWN));
	assert_null(call->candidates[0].hap[1].allele);
	assert_int_equal(n_remarks, 1);
	sdi_call_free(call);
	call = call_of("CYP2D6\t*1/*999\t.\t1.0");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	assert_int_equal(call->score_lo, 100);
	assert_true(has(call, STARDOSE_REASON_FUNCTION_UNKNOWN));
	sdi_call_free(call);
}

static const char *today(const char *gene, const char *name)
{
	static char text[64];
	struct sdi_diplotype_readings r;
	kstring_t s = KS_INITIALIZE;

	assert_int_equal(sdi_diplotype_readings(name, NULL, &r, NULL), STARDOSE_OK);
	sdi_name_today(stardose_tables_gene(tables, gene), &r.name[0].hap[0].unit[0]);
	sdi_hap_print(&r.name[0].hap[0], &s);
	snprintf(text, sizeof(text), "%s", s.s);
	ks_free(&s);
	sdi_diplotype_readings_release(&r);
	return text;
}

static void former_names_become_todays(void **state)
{
	(void)state;
	assert_string_equal(today("CYP2D6", "*4N"), "*4.013");
	assert_string_equal(today("CYP2D6", "*4.013"), "*4.013");
	assert_string_equal(today("CYP2D6", "*4.001"), "*4");
	assert_string_equal(today("CYP2D6", "*79"), "*13");
	assert_string_equal(today("CYP2D6", "*14A"), "*114");
	assert_string_equal(today("CYP2D6", "*2A"), "*2");
	assert_string_equal(today("CYP2C19", "*27"), "*1");
	assert_string_equal(today("CYP2C19", "*1.001"), "*38");
	assert_string_equal(today("CYP2C19", "*1.006"), "*1");
	assert_string_equal(today("CYP1A2", "*1F"), "*30");
	assert_string_equal(today("CYP1A2", "*1A"), "*1");
	assert_string_equal(today("CYP1A2", "*1L"), "*30");
	assert_string_equal(today("CYP2D6", "*57x2"), "*36x2");
}

/*
 * Letters of one number that became alleles of several: what the tables name is translated, and
 * nobody guesses at the others. Names that a program writes for its default allele must not turn
 * into another allele's, nor into one with less function than the person has.
 */
static void letters_that_parted_ways_are_never_guessed(void **state)
{
	static const struct {
		const char *gene, *name, *today;
		enum sdi_name_change change;
	} cases[] = {
		{ "SLCO1B1", "*1A", "*1", SDI_NAME_RENAMED },
		{ "SLCO1B1", "*1B", "*37", SDI_NAME_RENAMED },
		{ "SLCO1B1", "*17", "*15", SDI_NAME_RENAMED },
		{ "SLCO1B1", "*1C", "*1C", SDI_NAME_UNKNOWN },
		{ "SLCO1B1", "*21", "*21", SDI_NAME_UNKNOWN },
		{ "SLCO1B1", "*14A", "*14", SDI_NAME_LETTERS },
		{ "SLCO1B1", "*1", "*1", SDI_NAME_KEPT },
		{ "SLCO1B1", "*1.002", "*1", SDI_NAME_KEPT },
		{ "CYP2C19", "*1A", "*38", SDI_NAME_RENAMED },
		{ "CYP2C19", "*1B", "*1", SDI_NAME_RENAMED },
		{ "CYP2C19", "*1C", "*1", SDI_NAME_RENAMED },
		{ "CYP2C19", "*1D", "*1D", SDI_NAME_UNKNOWN },
		{ "CYP2C19", "*2A", "*2", SDI_NAME_LETTERS },
		{ "CYP2C19", "*4B", "*4", SDI_NAME_LETTERS },
		{ "CYP2D6", "*14A", "*114", SDI_NAME_RENAMED },
		{ "CYP2D6", "*14B", "*14", SDI_NAME_RENAMED },
		{ "CYP2D6", "*14C", "*14C", SDI_NAME_UNKNOWN },
		{ "CYP2D6", "*4A", "*4", SDI_NAME_LETTERS }, /* *4N is a *4 as well */
		{ "CYP2D6", "*1A", "*1", SDI_NAME_LETTERS },
		{ "CYP1A2", "*1A", "*1", SDI_NAME_RENAMED },
		{ "CYP1A2", "*1F", "*30", SDI_NAME_RENAMED },
		{ "CYP1A2", "*1J", "*1J", SDI_NAME_UNKNOWN }, /* carries what *1F does */
		{ "CYP3A4", "*1B", "*1", SDI_NAME_RENAMED },
		{ "CYP3A4", "*1G", "*1", SDI_NAME_LETTERS },
		{ "CYP3A4", "*36", "*36", SDI_NAME_UNKNOWN }, /* given up without a successor */
		{ "CYP2C9", "*3A", "*3", SDI_NAME_LETTERS },
		{ "TPMT", "*3C", "*3C", SDI_NAME_KEPT },
		{ "TPMT", "*3E", "*3E", SDI_NAME_UNKNOWN },
		{ "TPMT", "*1S", "*1", SDI_NAME_LETTERS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct stardose_gene *gene = stardose_tables_gene(tables, cases[i].gene);
		struct sdi_diplotype_readings r;

		assert_string_equal(today(cases[i].gene, cases[i].name), cases[i].today);
		assert_int_equal(sdi_diplotype_readings(cases[i].name, gene, &r, NULL),
				 STARDOSE_OK);
		if (sdi_name_today(gene, &r.name[0].hap[0].unit[0]) != cases[i].change)
			fail_msg("%s %s", cases[i].gene, cases[i].name);
		sdi_diplotype_readings_release(&r);
	}
}

static void an_old_name_has_the_function_of_its_successor(void **state)
{
	(void)state;
	assert_call("SLCO1B1\t*1A/*1B\t.\t.", "*1/*37", "Normal Function", STARDOSE_VALUE_NONE,
		    STARDOSE_VALUE_NONE, -2);
	assert_int_equal(n_remarks, 2);
	assert_call("SLCO1B1\t*1B/*17\t.\t.", "*15/*37", "Decreased Function",
		    STARDOSE_VALUE_NONE, STARDOSE_VALUE_NONE, -2);
	assert_call("SLCO1B1\t*1/*1C\t.\t.", "*1/*1C", "Indeterminate", STARDOSE_VALUE_NONE,
		    STARDOSE_VALUE_NONE, -2);
	assert_int_equal(n_remarks, 1);
	assert_call("CYP2C19\t*1A/*2A\t.\t.", "*2/*38", "Intermediate Metabolizer",
		    STARDOSE_VALUE_NONE, STARDOSE_VALUE_NONE, 2);
}

/* A retired name of any gene: what it is taken for is an allele of today that is not itself. */
static void every_retired_name_leads_to_todays_or_nowhere(void **state)
{
	int n = 0;

	(void)state;
	for (int g = 0; g < tables->n_genes; g++)
		for (int i = 0; i < tables->genes[g].n_alleles; i++) {
			const struct stardose_gene *gene = &tables->genes[g];
			const struct stardose_allele *old = &gene->alleles[i];
			struct sdi_diplotype_readings r;
			struct sdi_name_unit *unit;

			if (old->kind != STARDOSE_ALLELE_RETIRED)
				continue;
			assert_int_equal(sdi_diplotype_readings(old->name, gene, &r, NULL),
					 STARDOSE_OK);
			unit = &r.name[0].hap[0].unit[0];
			assert_int_equal(sdi_name_today(gene, unit),
					 *old->renamed_to ? SDI_NAME_RENAMED : SDI_NAME_UNKNOWN);
			if (*old->renamed_to) {
				assert_int_equal(sdi_name_today(gene, unit), SDI_NAME_KEPT);
				assert_string_not_equal(today(gene->name, old->name), old->name);
			}
			sdi_diplotype_readings_release(&r);
			n++;
		}
	assert_true(n > 30);
}

static void phenotypes_are_understood_however_they_are_written(void **state)
{
	static const struct { const char *text, *term;
	} cases[] = {
		{ "PM", "Poor Metabolizer" },
		{ "poor metaboliser", "Poor Metabolizer" },
		{ "EM", "Normal Metabolizer" },
		{ "CYP2D6 Ultrarapid Metabolizers (UM)", "Ultrarapid Metabolizer" },
		{ "ultra-rapid", "Ultrarapid Metabolizer" },
		{ "ultra rapid metabolizer", "Ultrarapid Metabolizer" },
		{ "Rapid Metabolizer", "Rapid Metabolizer" },
		{ "likely cyp2c19 poor metaboliser", "Likely Poor Metabolizer" },
		{ "gIM", "Intermediate Metabolizer" },
		{ "Indeterminate", "Indeterminate" },
		{ "Possible IM", "Possible Intermediate Metabolizer" },
	};
	char term[64];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(sdi_phenotype_term(cases[i].text, term));
		assert_string_equal(term, cases[i].term);
	}
	assert_false(sdi_phenotype_term("normal to intermediate", term));
	assert_false(sdi_phenotype_term("fast", term));
	assert_false(sdi_phenotype_term("", term));
}

static void the_same_twice_is_once_and_two_words_contradict(void **state)
{
	struct stardose_outside *set = read_rows(
		HEAD "a\tCYP2D6\t*1/*4\t.\t.\na\tCYP2D6\t*4/*1\t.\t1\na\tcyp2d6\t.\tIM\t.\n");

	(void)state;
	assert_int_equal(n_aside, 0);
	assert_int_equal(set->n_entries, 1);
	assert_int_equal(set->entries[0].score, 100);
	assert_string_equal(set->entries[0].phenotype, "Intermediate Metabolizer");
	stardose_outside_free(set);
	set = read_rows(
		HEAD "a\tCYP2D6\t*1/*4\t.\t.\na\tCYP2D6\t*4/*4x2\t.\t.\nb\tCYP2D6\t*1/*4\t.\t.\n");
	assert_int_equal(n_aside, 1);
	assert_true(set->entries[0].is_conflict);
	assert_false(set->entries[1].is_conflict);
	stardose_outside_free(set);
	set = read_rows(HEAD
			"a\tCYP2D6\t*1/*46;*43/*45\t.\t.\na\tCYP2D6\t*45/*43 or *1/*46\t.\t.\n");
	assert_int_equal(n_aside, 0);
	stardose_outside_free(set);
}

/* Rows that differ in the diplotype and not in what it means: all of them are candidates. */
static void rows_that_agree_on_the_phenotype_are_readings_of_one(void **state)
{
	struct stardose_outside *set = read_rows(
		HEAD "a\tCYP2D6\t*1/*5\t.\t1\na\tCYP2D6\t*1/*4\t.\t1\na\tCYP2D6\t*1/*3\tIM\t.\n");
	struct stardose_call *call;

	(void)state;
	assert_int_equal(n_aside, 0);
	assert_string_equal(set->entries[0].diplotype, "*1/*3;*1/*4;*1/*5");
	assert_string_equal(set->entries[0].given, "*1/*5; *1/*4; *1/*3");
	assert_int_equal(sdi_outside_call_build(&set->entries[0], STARDOSE_OUTSIDE_OURS,
						STARDOSE_BUILD_AUTO, 0, &call, NULL),
			 STARDOSE_OK);
	assert_int_equal(call->n_candidates, 3);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	assert_int_equal(call->reasons, 0);
	sdi_call_free(call);
	stardose_outside_free(set);
	set = read_rows(HEAD "a\tCYP2D6\t*1/*10\t.\t1.25\na\tCYP2D6\t*1/*2\t.\t2\n");
	assert_int_equal(n_aside, 0);
	assert_int_equal(set->entries[0].score, STARDOSE_VALUE_NONE);
	stardose_outside_free(set);
	/* nothing that is known agrees with what is not, unless the rows say so themselves */
	set = read_rows(HEAD "a\tCYP2D6\t*1/*999\t.\t.\na\tCYP2D6\t*1/*998\t.\t.\n");
	assert_true(set->entries[0].is_conflict);
	stardose_outside_free(set);
	set = read_rows(HEAD "a\tCYP2D6\t*1/*999\tNM\t.\na\tCYP2D6\t*1/*2\t.\t.\n");
	assert_false(set->entries[0].is_conflict);
	stardose_outside_free(set);
	set = read_rows(HEAD "a\tCYP2D6\t*1/*3\tIM\t.\na\tCYP2D6\t*1/*4\tPM\t.\n");
	assert_true(set->entries[0].is_conflict);
	stardose_outside_free(set);
}

/* An allele called *NEW: the gene stays, and nobody guesses what the allele does. */
static void an_allele_of_no_name_keeps_the_gene(void **state)
{
	static const char *const texts[] = { "*1/*NEW", "*1|g.123A>G", "*1/?", "*2/*1_like" };
	struct stardose_call *call;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		char row[80];

		snprintf(row, sizeof(row), "CYP2D6\t%s\t.\t.", texts[i]);
		call = call_of(row);
		assert_string_equal(call->candidates[0].diplotype, texts[i]);
		assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Indeterminate");
		assert_true(has(call, STARDOSE_REASON_FUNCTION_UNKNOWN));
		assert_int_equal(call->score_lo, STARDOSE_VALUE_NONE);
		assert_int_equal(n_remarks, 1);
		sdi_call_free(call);
	}
	call = call_of("CYP2D6\t*1/*NEW\tIM\t.");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	sdi_call_free(call);
	stardose_outside_free(read_rows(HEAD "a\tCYP2D6\t*1/*4/*NEW\t.\t.\n"));
	assert_int_equal(n_aside, 1);
}

static void the_row_or_the_tables_select(void **state)
{
	struct stardose_call *call = call_by("CYP2D6\t*1/*4\tPM\t.", STARDOSE_OUTSIDE_THEIRS);

	(void)state;
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Poor Metabolizer");
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_DPWG], "Poor Metabolizer");
	assert_string_equal(call->candidates[0].phenotype[STARDOSE_GUIDELINE_CPIC],
			    "Poor Metabolizer");
	assert_int_equal(call->score_lo, STARDOSE_VALUE_NONE);
	assert_true(has(call, STARDOSE_REASON_OUTSIDE_DIFFERS));
	assert_string_equal(call->views.ours, "Intermediate Metabolizer");
	assert_string_equal(call->views.theirs, "Poor Metabolizer");
	assert_int_equal(call->views.our_score_lo, 100);
	sdi_call_free(call);
	call = call_by("CYP2D6\t*1/*4\tPM\t0", STARDOSE_OUTSIDE_OURS);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Intermediate Metabolizer");
	assert_int_equal(call->score_lo, 100);
	assert_string_equal(call->views.theirs, "Poor Metabolizer");
	assert_int_equal(call->views.their_score, 0);
	sdi_call_free(call);
	call = call_by("CYP2D6\t*1/*4\tPM\t0", STARDOSE_OUTSIDE_THEIRS);
	assert_int_equal(call->score_hi, 0);
	sdi_call_free(call);
	/* readings of which the tables make two phenotypes, and the laboratory one */
	call = call_by("CYP2D6\t*1/*4;*4/*4\tPM\t.", STARDOSE_OUTSIDE_THEIRS);
	assert_false(has(call, STARDOSE_REASON_CANDIDATES_DISAGREE));
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Poor Metabolizer");
	assert_string_equal(call->views.ours, "Indeterminate");
	sdi_call_free(call);
	call = call_by("CYP2D6\t.\tPM\t1", STARDOSE_OUTSIDE_THEIRS);
	assert_string_equal(call->phenotype[STARDOSE_GUIDELINE_CPIC], "Poor Metabolizer");
	assert_string_equal(call->views.ours, "Intermediate Metabolizer");
	sdi_call_free(call);
	call = call_by("CYP2D6\t*1/*4\tIM\t1", STARDOSE_OUTSIDE_THEIRS);
	assert_int_equal(call->reasons, 0);
	assert_null(call->views.theirs);
	sdi_call_free(call);
}

static void findings_stand_side_by_side(void **state)
{
	struct stardose_outside *set = read_rows(
		HEAD "a\tHLA-B\t*57:01 negative\t.\t.\na\tHLA-B\tHLA-B*15:02 positive\t.\t.\n");

	(void)state;
	assert_int_equal(n_aside, 0);
	assert_string_equal(set->entries[0].diplotype, "*15:02 positive, *57:01 negative");
	stardose_outside_free(set);
	set = read_rows(HEAD "a\tHLA-B\t*57:01 negative\t.\t.\na\tHLA-B\t*57:01 positive\t.\t.\n");
	assert_int_equal(n_aside, 1);
	stardose_outside_free(set);
}

static void typings_have_one_text(void **state)
{
	static const struct { const char *text, *print;
	} cases[] = {
		{ "B*40:01/B*15:02", "*15:02/*40:01" },
		{ "15:02:01:01/40:01:02", "*15:02/*40:01" },
		{ "*07:02|*35:01", "*07:02/*35:01" },
		{ "*24:02:01:02L/*02:01", "*02:01/*24:02L" },
		{ "*15:02 detected; *58:01 not detected", "*15:02 positive, *58:01 negative" },
		{ " Reference/Reference ", "Reference/Reference" },
		{ "*15:02 (positive)", "*15:02 positive" },
		{ "B*4001/B*1502", "*15:02/*40:01" },
		{ "HLA-B*40:01+HLA-B*15:02", "*15:02/*40:01" },
		{ "*40:01/*15:02:01g", "*15:02:01G/*40:01" },
		{ "*15:102/*15:11", "*15:11/*15:102" },
		{ "*15:AB/*40:01", "*15:AB/*40:01" },
		{ "*9502/*40:01", "*9502/*40:01" },
		{ "*40:01/*15:25/*15:02", "*40:01/*15:25/*15:02" },
		{ "*15:102 pos; *15:11 neg, *15:11 negative", "*15:11 negative, *15:102 positive" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t out = KS_INITIALIZE;

		assert_int_equal(sdi_hla_findings_print(cases[i].text, "HLA-B", &out), STARDOSE_OK);
		assert_string_equal(out.s, cases[i].print);
		ks_free(&out);
	}
}

static void a_sample_without_a_name_needs_one(void **state)
{
	struct stardose_outside *set = read_rows("CYP2D6\t*1/*4\nCYP2C19\t*1/*2\n");
	struct stardose_error err;

	(void)state;
	assert_int_equal(sdi_outside_name_rest(set, NULL, &err), STARDOSE_EUSAGE);
	assert_int_equal(sdi_outside_name_rest(set, "p", &err), STARDOSE_OK);
	assert_int_equal(sdi_outside_name_rest(set, NULL, &err), STARDOSE_OK);
	assert_true(set->samples[sdi_outside_sample(set, "p")].first >= 0);
	assert_int_equal(set->samples[sdi_outside_sample(set, "")].first, -1);
	stardose_outside_free(set);
}

/* A genotyped call of two alleles, as much of it as is compared. */
static uint64_t against(const char *row, const char *gene_name, const char *a, const char *b,
			int copies)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, gene_name);
	struct stardose_candidate seen = { .ploidy = 2 };
	struct stardose_call genotyped = { .gene = gene,
					   .status = STARDOSE_STATUS_CALLED,
					   .ploidy = 2,
					   .copies = copies,
					   .n_candidates = 1,
					   .candidates = &seen };
	struct stardose_call *call = call_of(row);
	uint64_t reasons;

	seen.hap[0].allele = stardose_gene_allele(gene, a);
	seen.hap[1].allele = stardose_gene_allele(gene, b);
	reasons = sdi_outside_contradictions(call, &genotyped);
	sdi_call_free(call);
	return reasons;
}

static void genotypes_that_do_not_fit_are_noticed(void **state)
{
	const uint64_t differ = UINT64_C(1) << STARDOSE_REASON_GENOTYPES_DIFFER,
		       copies = UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT;

	(void)state;
	assert_int_equal(against("CYP2D6\t*1/*4\t.\t.", "CYP2D6", "*4", "*1", -1), 0);
	assert_int_equal(against("CYP2D6\t*1/*4\t.\t.", "CYP2D6", "*1", "*1", -1), differ);
	assert_int_equal(against("CYP2D6\t*2x2/*71\t.\t.", "CYP2D6", "*2", "*71", -1), 0);
	assert_int_equal(against("CYP2D6\t*4/*5\t.\t.", "CYP2D6", "*4", "*4", -1), 0);
	assert_int_equal(against("CYP2D6\t*4/*5\t.\t.", "CYP2D6", "*1", "*4", -1), differ);
	assert_int_equal(against("CYP2D6\t*4/*5\t.\t.", "CYP2D6", "*4", "*5", 1), 0);
	assert_int_equal(against("CYP2D6\t*36+*10/*41\t.\t.", "CYP2D6", "*10", "*41", -1), 0);
	assert_int_equal(against("CYP2D6\t*36+*10/*41\t.\t.", "CYP2D6", "*10", "*1", -1), differ);
	assert_int_equal(against("CYP2D6\t*1/*46;*43/*45\t.\t.", "CYP2D6", "*43", "*45", -1), 0);
	assert_int_equal(against("CYP2D6\t*1/*4\t.\t.", "CYP2D6", "*1", "*4", 3), copies);
	assert_int_equal(against("CYP2D6\t*1xN/*2\t.\t.", "CYP2D6", "*1", "*2", 5), 0);
	assert_int_equal(against("CYP2D6\t.\tPM\t.", "CYP2D6", "*1", "*1", -1), 0);
}

static void junk_is_set_aside_and_the_rest_goes_on(void **state)
{
	struct stardose_outside *set;
	char *text = malloc(11 << 20);
	size_t n;

	(void)state;
	strcpy(text, HEAD "a\tCYP2D6\t");
	n = strlen(text);
	memset(text + n, '*', 10 << 20);
	strcpy(text + n + (10 << 20), "\t.\t.\nb\tCYP2D6\t*1/*\x01"
				      "4\t.\t.\nc\tCYP2D6\t*1/*4\t.\t.\n");
	set = read_rows(text);
	assert_int_equal(n_aside, 2);
	assert_int_equal(set->n_entries, 1);
	assert_string_equal(set->entries[0].diplotype, "*1/*4");
	stardose_outside_free(set);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_and_tandems_count),
		cmocka_unit_test(every_shipped_structure_counts_what_its_parts_count),
		cmocka_unit_test(an_open_number_of_copies_is_two_readings_where_it_matters),
		cmocka_unit_test(the_diplotype_decides_and_a_difference_is_named),
		cmocka_unit_test(a_score_alone_has_a_phenotype_in_each_scale),
		cmocka_unit_test(an_allele_that_no_table_has_leaves_the_word_to_the_row),
		cmocka_unit_test(former_names_become_todays),
		cmocka_unit_test(letters_that_parted_ways_are_never_guessed),
		cmocka_unit_test(an_old_name_has_the_function_of_its_successor),
		cmocka_unit_test(every_retired_name_leads_to_todays_or_nowhere),
		cmocka_unit_test(phenotypes_are_understood_however_they_are_written),
		cmocka_unit_test(the_same_twice_is_once_and_two_words_contradict),
		cmocka_unit_test(rows_that_agree_on_the_phenotype_are_readings_of_one),
		cmocka_unit_test(an_allele_of_no_name_keeps_the_gene),
		cmocka_unit_test(the_row_or_the_tables_select),
		cmocka_unit_test(findings_stand_side_by_side),
		cmocka_unit_test(typings_have_one_text),
		cmocka_unit_test(a_sample_without_a_name_needs_one),
		cmocka_unit_test(genotypes_that_do_not_fit_are_noticed),
		cmocka_unit_test(junk_is_set_aside_and_the_rest_goes_on),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
