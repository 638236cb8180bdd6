/*
 * test_guidance_table.c - what tables/guidance_table.c, condition.c, guidance_find.c and
 * guidance_check.c promise
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <limits.h>
#include <unistd.h>
#include <cmocka.h>
#include "guidance_fixture.h"
#include "tables/condition.h"
#include "tables/guidance_check.h"

static struct stardose_guidance_tables *shipped;

static int load_shipped(void **state)
{
	struct stardose_error err;

	(void)state;
	shipped = fixture_tables(NULL, NULL, NULL, &err);
	if (!shipped)
		print_error("%s\n", err.text);
	return !shipped;
}

static int free_shipped(void **state)
{
	(void)state;
	fixture_free(shipped);
	return 0;
}

/* ---- shipped rows ---- */

static void shipped_tables_hold_rows_medicines_and_lists(void **state)
{
	(void)state;
	assert_true(shipped->n_rows > 880);
	assert_true(shipped->n_holes > 200);
	assert_true(shipped->n_drugs > 200);
	for (int i = 0; i < STARDOSE_N_LISTS; i++)
		assert_true(shipped->n_codes[i] > 0);
}

static void groups_cover_the_rows_in_order(void **state)
{
	int n = 0;

	(void)state;
	for (int i = 0; i < shipped->n_groups; i++) {
		assert_ptr_equal(shipped->groups[i].rows, shipped->rows + n);
		n += shipped->groups[i].n_rows;
	}
	assert_int_equal(n, shipped->n_rows);
	for (int i = 1; i < shipped->n_rows; i++)
		assert_true(shipped->rows[i - 1].drug <= shipped->rows[i].drug);
}

/* The identity says what the row says; so a row that changes its meaning changes its identity. */
static uint32_t fnv1a(uint32_t h, const char *s)
{
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT32_C(0x01000193);
	return h;
}

static void row_identities_follow_from_what_selects_the_row(void **state)
{
	static const char *const columns[] = { "source",     "drug",  "context",   "gene1",
					       "condition1", "gene2", "condition2" };
	struct stardose_error err;
	struct sdi_tsv tsv;
	char end[16], *identity;

	(void)state;
	assert_int_equal(fixture_read("guidance.tsv", &tsv, &err), STARDOSE_OK);
	for (int i = 0; i < tsv.n_rows; i++) {
		const char *id = sdi_tsv_cell(&tsv, i, sdi_tsv_col(&tsv, "row_id"));
		uint32_t h = UINT32_C(0x811c9dc5);

		for (int j = 0; j < 7; j++) {
			h = j ? fnv1a(h, "\t") : h;
			h = fnv1a(h, sdi_tsv_cell(&tsv, i, sdi_tsv_col(&tsv, columns[j])));
		}
		snprintf(end, sizeof(end), "-%08x", (unsigned)h);
		assert_true(strlen(id) > strlen(end));
		assert_string_equal(id + strlen(id) - strlen(end), end);
		assert_int_equal(stardose_guidance_identity(&fixture_of(shipped)->tables, id,
							    &identity, &err),
				 STARDOSE_OK);
		assert_string_equal(identity, id);
		free(identity);
	}
	sdi_tsv_release(&tsv);
}

/*
 * The levels of ClinPGx are share-alike, and so is the file that has them; our own words are not.
 */
static void a_file_with_share_alike_grades_says_so(void **state)
{
	struct stardose_error err;
	struct sdi_tsv tsv;
	int found = 0;

	(void)state;
	for (int i = 0; i < shipped->n_codes[STARDOSE_LIST_EVIDENCE]; i++)
		found |= strstr(shipped->codes[STARDOSE_LIST_EVIDENCE][i].code, "ClinPGx") != NULL;
	assert_int_equal(fixture_read("guidance.tsv", &tsv, &err), STARDOSE_OK);
	assert_string_equal(sdi_tsv_meta(&tsv, "licence"), found ? "CC-BY-SA-4.0" : "CC0-1.0");
	sdi_tsv_release(&tsv);
}

static int expect(const struct stardose_guidance_tables *tables, const char *drug,
		  const char *strength, int lo)
{
	for (int i = 0; i < tables->n_rows; i++) {
		const struct stardose_guidance_row *row = &tables->rows[i];

		if (!strcmp(row->drug->name, drug) && !strcmp(row->source->code, "CPIC") &&
		    !strcmp(row->strength->code, strength) && row->condition[0].terms[0].lo == lo)
			return row->condition[0].terms[0].hi;
	}
	return -2;
}

/* Facts that are easy to lose: CPIC splits two medicines within the intermediate metabolizers. */
static void nortriptyline_and_atomoxetine_are_split_within_intermediate(void **state)
{
	(void)state;
	assert_int_equal(expect(shipped, "nortriptyline", "moderate", 1), 74);
	assert_int_equal(expect(shipped, "nortriptyline", "optional", 75), 124);
	assert_int_equal(expect(shipped, "atomoxetine", "moderate", 1), 99);
	assert_int_equal(expect(shipped, "atomoxetine", "moderate", 100), 124);
	assert_int_equal(expect(shipped, "nortriptyline", "strong", 226), INT_MAX);
}

/* ---- conditions ---- */

static struct stardose_gene_candidate candidate(const char *phenotype, int score)
{
	return (struct stardose_gene_candidate){ .size = sizeof(struct stardose_gene_candidate),
						 .diplotype = NULL,
						 .phenotype = { phenotype, NULL },
						 .score = { score, STARDOSE_VALUE_NONE } };
}

static int holds(const char *condition, const struct stardose_gene_candidate *r,
		 enum stardose_guideline scale)
{
	struct sdi_arena arena = { NULL };
	struct stardose_condition c;
	int result;

	assert_int_equal(sdi_condition_parse(shipped, &arena, "GENE", condition, &c, NULL),
			 STARDOSE_OK);
	result = sdi_condition_match(&c, r, scale) != NULL;
	sdi_arena_release(&arena);
	return result;
}

static void intervals_of_the_activity_score_include_both_ends(void **state)
{
	const struct stardose_gene_candidate r24 = candidate(NULL, 24), r25 = candidate(NULL, 25),
					     r100 = candidate(NULL, 100),
					     r101 = candidate(NULL, 101),
					     high = candidate(NULL, 100000);

	(void)state;
	assert_false(holds("IM[25-100]", &r24, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("IM[25-100]", &r25, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("IM[25-100]", &r100, STARDOSE_GUIDELINE_CPIC));
	assert_false(holds("IM[25-100]", &r101, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("UM[250-]", &high, STARDOSE_GUIDELINE_CPIC));
}

static void a_score_decides_where_known_and_the_phenotype_where_not(void **state)
{
	const struct stardose_gene_candidate both = candidate("Intermediate Metabolizer", 125);
	const struct stardose_gene_candidate term =
		candidate("Intermediate Metabolizer", STARDOSE_VALUE_NONE);
	const struct stardose_gene_candidate code = candidate("im", STARDOSE_VALUE_NONE);

	(void)state;
	assert_false(holds("IM[25-100]", &both, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("NM[125-225]", &both, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("IM[25-100]", &term, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("IM[25-100]", &code, STARDOSE_GUIDELINE_CPIC));
	assert_false(holds("Likely IM", &term, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("IM", &both, STARDOSE_GUIDELINE_CPIC));
}

static void no_result_indeterminate_and_any_are_three_things(void **state)
{
	const struct stardose_gene_candidate r = candidate("Indeterminate", STARDOSE_VALUE_NONE);

	(void)state;
	assert_true(holds("No Result", NULL, STARDOSE_GUIDELINE_CPIC));
	assert_false(holds("No Result", &r, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("Indeterminate", &r, STARDOSE_GUIDELINE_CPIC));
	assert_false(holds("Indeterminate", NULL, STARDOSE_GUIDELINE_CPIC));
	assert_false(holds("UM|RM|NM|IM|PM", NULL, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("any", NULL, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("any", &r, STARDOSE_GUIDELINE_CPIC));
}

static struct stardose_gene_candidate named(const char *diplotype)
{
	return (struct stardose_gene_candidate){ .size = sizeof(struct stardose_gene_candidate),
						 .diplotype = diplotype,
						 .phenotype = { NULL, NULL },
						 .score = { STARDOSE_VALUE_NONE,
							    STARDOSE_VALUE_NONE } };
}

static void a_diplotype_is_the_same_in_either_order_and_with_suballeles(void **state)
{
	static const char *const same[] = { "*1/*3", "*3/*1", "*1.001/*3", "*3.002/*1" },
				 *const other[] = { "*1/*31", "*1", "*3/*3", "*1/*1", "" };
	struct stardose_gene_candidate r;

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		r = named(same[i]);
		assert_true(holds("*1/*3", &r, STARDOSE_GUIDELINE_CPIC));
	}
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		r = named(other[i]);
		assert_false(holds("*1/*3", &r, STARDOSE_GUIDELINE_CPIC));
	}
	assert_false(holds("*1/*3", NULL, STARDOSE_GUIDELINE_CPIC));
}

static void a_carrier_has_the_allele_on_one_haplotype_at_least(void **state)
{
	static const char *const yes[] = { "*1/*3", "*3/*3", "*3x2/*8", "*1/*3.001", "*36+*3/*1" },
				 *const no[] = { "*1/*31", "*13/*30", "*1/*1" };
	struct stardose_gene_candidate r;

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
		r = named(yes[i]);
		assert_true(holds("*3 carrier", &r, STARDOSE_GUIDELINE_CPIC));
	}
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++) {
		r = named(no[i]);
		assert_false(holds("*3 carrier", &r, STARDOSE_GUIDELINE_CPIC));
	}
}

static void what_is_excluded_never_applies(void **state)
{
	struct stardose_gene_candidate r = candidate("Poor Metabolizer", STARDOSE_VALUE_NONE);

	(void)state;
	assert_true(holds("IM|PM|!*3/*3", &r, STARDOSE_GUIDELINE_CPIC));
	r.diplotype = "*2/*3";
	assert_true(holds("IM|PM|!*3/*3", &r, STARDOSE_GUIDELINE_CPIC));
	assert_false(holds("*3 carrier|!PM", &r, STARDOSE_GUIDELINE_CPIC));
	r.diplotype = "*3/*3";
	assert_false(holds("IM|PM|!*3/*3", &r, STARDOSE_GUIDELINE_CPIC));
	assert_true(holds("any|!No Result", &r, STARDOSE_GUIDELINE_CPIC));
	assert_false(holds("any|!No Result", NULL, STARDOSE_GUIDELINE_CPIC));
}

static void a_finding_is_found_among_several_and_in_a_typing(void **state)
{
	static const struct { const char *result; int positive, negative;
	} cases[] = {
		{ "*15:02 positive", 1, 0 },
		{ "*15:02 negative", 0, 1 },
		{ "*57:01 positive", 0, 0 },
		{ "*57:01 negative", 0, 0 },
		{ "*57:01 negative;*15:02 positive", 1, 0 },
		{ "*57:01 positive, *15:02 negative", 0, 1 },
		{ "*15:02/*40:01", 1, 0 },
		{ "*40:01/*15:02:01:01", 1, 0 },
		{ "*07:02/*40:01", 0, 1 },
		{ "*15:02", 1, 0 },
		{ "*15/*40:01", 0, 0 },
		{ "*40:01", 0, 0 },
		{ "*15:211/*40:01", 0, 1 }, /* more digits are another allele */
		{ "*15:021/*40:01", 0, 0 }, /* no name: nothing follows */
		{ "*1/*2", 0, 0 },
		{ "", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_gene_candidate r = named(cases[i].result);

		if (holds("*15:02 positive", &r, STARDOSE_GUIDELINE_CPIC) != cases[i].positive ||
		    holds("*15:02 negative", &r, STARDOSE_GUIDELINE_CPIC) != cases[i].negative)
			fail_msg("'%s' is read otherwise", cases[i].result);
		r.phenotype[0] = cases[i].result;
		r.diplotype = NULL;
		assert_int_equal(holds("*15:02 positive", &r, STARDOSE_GUIDELINE_CPIC),
				 cases[i].positive);
	}
	assert_false(holds("*15:02 negative", NULL, STARDOSE_GUIDELINE_CPIC));
}

static void a_source_with_its_own_scale_uses_it_and_else_that_of_cpic(void **state)
{
	struct stardose_gene_candidate r = { .size = sizeof(r), .diplotype = NULL,
					     .phenotype = { "Ultrarapid Metabolizer",
							    "Normal Metabolizer" },
					     .score = { 250, 250 } };

	(void)state;
	assert_true(holds("UM", &r, STARDOSE_GUIDELINE_CPIC));
	assert_false(holds("UM", &r, STARDOSE_GUIDELINE_DPWG));
	assert_true(holds("NM", &r, STARDOSE_GUIDELINE_DPWG));
	r.phenotype[STARDOSE_GUIDELINE_DPWG] = NULL;
	assert_true(holds("UM", &r, STARDOSE_GUIDELINE_DPWG));
}

static void broken_conditions_are_refused(void **state)
{
	static const char *const broken[] = { "",
					      "XM",
					      "IM[25-100",
					      "IM[a-b]",
					      "IM[100-25]",
					      "IM[25]",
					      "IM|",
					      "any[0-1]",
					      "No Result[0-1]",
					      "*3[0-1]",
					      "IM[25-100]x",
					      "IM[-1-2]",
					      "IM[0-999999999]",
					      "!PM",
					      "!",
					      "PM|!",
					      "!PM|!*3/*3" };
	struct sdi_arena arena = { NULL };
	struct stardose_condition c;

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++)
		if (sdi_condition_parse(shipped, &arena, "GENE", broken[i], &c, NULL) !=
		    STARDOSE_ETABLE)
			fail_msg("'%s' is taken for a condition", broken[i]);
	sdi_arena_release(&arena);
}

/* ---- finding medicines ---- */

static void medicines_are_found_by_any_name_in_any_case(void **state)
{
	(void)state;
	assert_non_null(stardose_guidance_drug(shipped, "paroxetine"));
	assert_ptr_equal(stardose_guidance_drug(shipped, "PAXIL"),
			 stardose_guidance_drug(shipped, "Paroxetine"));
	assert_null(stardose_guidance_drug(shipped, "paroxetin"));
	assert_null(stardose_guidance_drug(shipped, ""));
	assert_true(stardose_drug_in_class(stardose_guidance_drug(shipped, "paroxetine"), "ssri"));
	assert_false(
		stardose_drug_in_class(stardose_guidance_drug(shipped, "paroxetine"), "opioid"));
}

static int is_near(const char *name, int is_class, const char *expected)
{
	const char *out[3];
	int n = stardose_guidance_nearest(shipped, name, is_class, out, 3);

	for (int i = 0; i < n; i++)
		if (!strcmp(out[i], expected))
			return 1;
	return 0;
}

static void misspelt_names_have_neighbours(void **state)
{
	const char *out[3];

	(void)state;
	assert_true(is_near("paroxetin", 0, "paroxetine"));
	assert_true(is_near("citaloparm", 0, "citalopram"));
	assert_true(is_near("Prosac", 0, "Prozac"));
	assert_true(is_near("SSRIs", 1, "SSRI"));
	assert_true(is_near("antidepress", 1, "antidepressant"));
	assert_int_equal(stardose_guidance_nearest(shipped, "xyzzyplugh", 0, out, 3), 0);
	assert_int_equal(
		stardose_guidance_nearest(
			shipped,
			"a-name-that-is-much-longer-than-any-medicine-has-ever-had-or-will-have", 0,
			out, 3),
		0);
}

/* ---- broken tables ---- */

static void refused(const char *actions, const char *drugs, const char *guidance, const char *why)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t = fixture_tables(actions, drugs, guidance, &err);

	fixture_free(t);
	assert_null(t);
	assert_int_equal(err.status, STARDOSE_ETABLE);
	if (!strstr(err.text, why))
		fail_msg("'%s' does not say '%s'", err.text, why);
}

#define ROW(id, drug, source, condition, action, strength)                                         \
	GUIDANCE_HEADER id "\t" drug "\t" source "\tgeneral\tG\t" condition "\t\t\t" action        \
			   "\t\t\t" strength "\tCPIC A\tguideline\t2023\tPMID:37032427\thigh\n"

static void a_code_outside_the_lists_is_refused_with_its_line(void **state)
{
	(void)state;
	refused(NULL, NULL, ROW("1", "codeine", "CPIC", "PM", "sometimes", "strong"),
		"guidance.tsv:2: action 'sometimes'");
	refused(NULL, NULL, ROW("1", "codeine", "XPIC", "PM", "avoid", "strong"), "source 'XPIC'");
	refused(NULL, NULL, ROW("1", "codeine", "CPIC", "PM", "avoid", "so so"),
		"strength 'so so'");
	refused(NULL, NULL, ROW("1", "codein", "CPIC", "PM", "avoid", "strong"),
		"medicine 'codein'");
	refused(NULL, NULL, ROW("1", "codeine", "CPIC", "ZM", "avoid", "strong"),
		"guidance.tsv:2: 'ZM' is no condition");
	refused(NULL, NULL, ROW("", "codeine", "CPIC", "PM", "avoid", "strong"),
		"without an identity");
	refused(NULL, NULL, ROW("1", "codeine", "CPIC", "PM", "avoid_inhibitors", "strong"),
		"action 'avoid_inhibitors'");
	refused(NULL, "#drug\trxnorm\tatc\tclasses\tnames\na\t\t\t\tb\nB\t\t\t\t\n", NULL,
		"second medicine called 'B'");
	refused(NULL, "#drug\trxnorm\tatc\tclasses\tnames\na\t\t\tnonsense\t\n", NULL,
		"class 'nonsense'");
	refused("#kind\tcode\tmeaning\tphrase\tvalue\nmood\tx\t\t\t\n", NULL, NULL,
		"no list is called 'mood'");
	refused("#kind\tcode\tmeaning\tphrase\nlabel\tx\t\t\n", NULL, NULL, "no column 'value'");
}

static void one_identity_for_two_rows_is_refused(void **state)
{
	(void)state;
	refused(NULL, NULL,
		ROW("1", "codeine", "CPIC", "PM", "avoid",
		    "strong") "1\ttramadol\tCPIC\tgeneral\tG\tPM\t\t\tavoid\t\t\tstrong\tCPIC "
			      "A\tguideline\t2023\tPMID:37032427\thigh\n",
		"identity '1'");
}

/* ---- as a part of all tables ---- */

static void the_program_holds_the_shipped_tables(void **state)
{
	struct stardose_tables *tables;

	(void)state;
	assert_int_equal(stardose_tables_open(NULL, &tables, NULL), STARDOSE_OK);
	assert_non_null(tables->guidance);
	assert_int_equal(tables->guidance->n_rows, shipped->n_rows);
	assert_string_equal(tables->guidance->rows[0].id, shipped->rows[0].id);
	for (int i = 0; i < tables->guidance->n_rows; i++)
		assert_false(tables->guidance->rows[i].is_local);
	assert_int_equal(sdi_guidance_check(tables, NULL), 0);
	stardose_tables_free(tables);
}

/* The shipped rows, one of them changed, and one more. */
static void write_local_rows(const char *dir)
{
	char path[4096];
	struct sdi_tsv tsv;
	FILE *to;

	assert_int_equal(fixture_read("guidance.tsv", &tsv, NULL), STARDOSE_OK);
	snprintf(path, sizeof(path), "%s/guidance.tsv", dir);
	to = fopen(path, "w");
	assert_non_null(to);
	fputs(GUIDANCE_HEADER, to);
	for (int i = 0; i < tsv.n_rows; i++)
		for (int c = 0; c < tsv.n_cols; c++)
			fprintf(to, "%s%c", i == 0 && c == 10 ? "x0.1" : sdi_tsv_cell(&tsv, i, c),
				c + 1 < tsv.n_cols ? '\t' : '\n');
	fputs("LAB-"
	      "1\tlithium\tCPIC\tgeneral\tG\tany\t\t\tcaution\t\t\toptional\t\tguideline\t2023\tPMI"
	      "D:37032427\tlow\n",
	      to);
	fclose(to);
	sdi_tsv_release(&tsv);
}

static void rows_of_a_directory_that_differ_from_the_shipped_ones_are_local(void **state)
{
	char dir[] = "guidance_XXXXXX", path[64];
	struct stardose_tables *tables;
	int n_local = 0;

	(void)state;
	assert_non_null(mkdtemp(dir));
	write_local_rows(dir);
	assert_int_equal(stardose_tables_open(dir, &tables, NULL), STARDOSE_OK);
	assert_int_equal(tables->guidance->n_rows, shipped->n_rows + 1);
	for (int i = 0; i < tables->guidance->n_rows; i++)
		n_local += tables->guidance->rows[i].is_local;
	assert_int_equal(n_local, 2);
	stardose_tables_free(tables);
	snprintf(path, sizeof(path), "%s/guidance.tsv", dir);
	remove(path);
	rmdir(dir);
}

/* ---- the check ---- */

static char findings[8192];

static void note(void *user, int level, const char *text)
{
	(void)user;
	(void)level;
	snprintf(findings + strlen(findings), sizeof(findings) - strlen(findings), "%s\n", text);
}

static int check(struct stardose_guidance_tables *guidance)
{
	const struct stardose_log log = { note, NULL };
	struct stardose_tables tables;

	memset(&tables, 0, sizeof(tables));
	tables.guidance = guidance;
	findings[0] = '\0';
	return sdi_guidance_check(&tables, &log);
}

static void shipped_tables_are_sound(void **state)
{
	(void)state;
	if (check(shipped) != 0)
		fail_msg("%s", findings);
	assert_int_equal(check(NULL), 0);
}

static void found(const char *rows, const char *why)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t = fixture_tables(NULL, NULL, rows, &err);
	int n;

	if (!t)
		fail_msg("%s", err.text);
	n = check(t);
	fixture_free(t);
	assert_true(n > 0);
	if (!strstr(findings, why))
		fail_msg("'%s' does not say '%s'", findings, why);
}

#define MORE(id, condition) id "\tcodeine\tCPIC\tgeneral\tG\t" condition \
	"\t\t\tavoid\t\t\tstrong\tCPIC A\tguideline\t2023\tPMID:37032427\thigh\n"

static void holes_and_overlaps_are_found(void **state)
{
	(void)state;
	found(GUIDANCE_HEADER MORE("1", "PM[0-0]") MORE("2", "IM[25-100]|NM[125-225]|UM[250-]"),
	      "G Indeterminate: 0 rows");
	found(GUIDANCE_HEADER MORE("1", "PM[0-0]")
		      MORE("2", "IM[50-100]|NM[125-225]|UM[250-]|Indeterminate"),
	      "activity score 0.25: 0 rows");
	found(GUIDANCE_HEADER MORE("1", "PM|IM") MORE("2", "NM|IM|Indeterminate"),
	      "G Intermediate Metabolizer (IM): 2 rows");
}

/*
 * The text of a shipped table without one of its rows, those of # not counted; NULL behind the
 * last.
 */
static char *without_row(const char *name, int row)
{
	struct sdi_tsv tsv;
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	assert_int_equal(fixture_read(name, &tsv, NULL), STARDOSE_OK);
	for (int c = 0; c < tsv.n_cols; c++)
		fprintf(to, "%s%s%c", c ? "" : "#", tsv.col[c], c + 1 < tsv.n_cols ? '\t' : '\n');
	for (int i = 0; i < tsv.n_rows; i++)
		for (int c = 0; c < tsv.n_cols && i != row; c++)
			fprintf(to, "%s%c", sdi_tsv_cell(&tsv, i, c),
				c + 1 < tsv.n_cols ? '\t' : '\n');
	fclose(to);
	if (row >= tsv.n_rows) {
		free(text);
		text = NULL;
	}
	sdi_tsv_release(&tsv);
	return text;
}

/*
 * Would the loss be seen? Not where nothing is left to compare with, or another context speaks of
 * the same result.
 */
static int is_needed(const struct stardose_guidance_row *row)
{
	const struct stardose_guidance_group *group = NULL;

	for (int i = 0; i < shipped->n_groups; i++)
		if (row >= shipped->groups[i].rows &&
		    row < shipped->groups[i].rows + shipped->groups[i].n_rows)
			group = &shipped->groups[i];
	for (int i = 1; i < group->n_rows; i++)
		if (group->rows[i].context != group->rows[0].context)
			return 0;
	return group->n_rows > 1;
}

static const struct stardose_guidance_row *row_of_line(int line)
{
	for (int i = 0; i < shipped->n_rows; i++)
		if (shipped->rows[i].line == line)
			return &shipped->rows[i];
	return NULL;
}

static struct stardose_tables *genes;	/* they tell which diplotypes there are */

static int n_findings_with(const char *guidance, const char *holes)
{
	struct stardose_error err;
	struct stardose_guidance_tables *t =
		fixture_tables_holes(NULL, NULL, guidance, holes, &err);
	struct stardose_tables with = *genes;
	int n;

	if (!t)
		fail_msg("%s", err.text);
	with.guidance = t;
	n = sdi_guidance_check(&with, NULL);
	fixture_free(t);
	return n;
}

/* Every forty-first is tried: a check takes its time. */
static void a_row_that_is_missing_is_missed(void **state)
{
	char *holes = without_row("holes.tsv", -1), *text;
	int n = 0;

	(void)state;
	assert_int_equal(stardose_tables_open(NULL, &genes, NULL), STARDOSE_OK);
	for (int i = 0; (text = without_row("guidance.tsv", i)); i += 41) {
		if (is_needed(row_of_line(shipped->rows[0].line + i))) {
			n++;
			if (n_findings_with(text, holes) <= 0)
				fail_msg("nobody misses row %d of guidance.tsv", i + 1);
		}
		free(text);
	}
	free(holes);
	stardose_tables_free(genes);
	assert_true(n > 5);
}

static void a_hole_that_is_not_named_is_found(void **state)
{
	char *guidance = without_row("guidance.tsv", -1), *text;
	int n = 0;

	(void)state;
	assert_int_equal(stardose_tables_open(NULL, &genes, NULL), STARDOSE_OK);
	for (int i = 0; (text = without_row("holes.tsv", i)); i += 41) {
		if (strcmp(shipped->holes[i].reason->code, "other context")) {
			n++;
			if (n_findings_with(guidance, text) <= 0)
				fail_msg("nobody misses row %d of holes.tsv", i + 1);
		}
		free(text);
	}
	free(guidance);
	stardose_tables_free(genes);
	assert_true(n > 5);
}

static void rows_that_contradict_the_lists_are_found(void **state)
{
	(void)state;
	found(GUIDANCE_HEADER "1\tcodeine\tCPIC\tgeneral\tG\tany\t\t\tavoid\tcaution;"
			      "caution\t\tstrong\tCPIC A\tguideline\t2022\t"
			      "PMID:37032427\thigh\n",
	      "year differs");
	assert_non_null(strstr(findings, "says twice 'caution'"));
	found(GUIDANCE_HEADER "1\tcodeine\tCPIC\tgeneral\tG\tany\t\t\tavoid\t\t\tstrong\tCPIC "
			      "A;CPIC B\tguideline\t2023\t"
			      "PMID:37032427\tfair\n",
	      "one evidence level for each gene");
	assert_non_null(strstr(findings, "confidence is none of"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_tables_hold_rows_medicines_and_lists),
		cmocka_unit_test(groups_cover_the_rows_in_order),
		cmocka_unit_test(row_identities_follow_from_what_selects_the_row),
		cmocka_unit_test(a_file_with_share_alike_grades_says_so),
		cmocka_unit_test(nortriptyline_and_atomoxetine_are_split_within_intermediate),
		cmocka_unit_test(intervals_of_the_activity_score_include_both_ends),
		cmocka_unit_test(a_score_decides_where_known_and_the_phenotype_where_not),
		cmocka_unit_test(no_result_indeterminate_and_any_are_three_things),
		cmocka_unit_test(a_diplotype_is_the_same_in_either_order_and_with_suballeles),
		cmocka_unit_test(a_carrier_has_the_allele_on_one_haplotype_at_least),
		cmocka_unit_test(what_is_excluded_never_applies),
		cmocka_unit_test(a_finding_is_found_among_several_and_in_a_typing),
		cmocka_unit_test(a_source_with_its_own_scale_uses_it_and_else_that_of_cpic),
		cmocka_unit_test(broken_conditions_are_refused),
		cmocka_unit_test(medicines_are_found_by_any_name_in_any_case),
		cmocka_unit_test(misspelt_names_have_neighbours),
		cmocka_unit_test(a_code_outside_the_lists_is_refused_with_its_line),
		cmocka_unit_test(one_identity_for_two_rows_is_refused),
		cmocka_unit_test(the_program_holds_the_shipped_tables),
		cmocka_unit_test(rows_of_a_directory_that_differ_from_the_shipped_ones_are_local),
		cmocka_unit_test(shipped_tables_are_sound),
		cmocka_unit_test(holes_and_overlaps_are_found),
		cmocka_unit_test(a_row_that_is_missing_is_missed),
		cmocka_unit_test(a_hole_that_is_not_named_is_found),
		cmocka_unit_test(rows_that_contradict_the_lists_are_found),
	};

	return cmocka_run_group_tests(tests, load_shipped, free_shipped);
}
