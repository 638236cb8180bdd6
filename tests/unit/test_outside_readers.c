/*
 * Readers of other programs' result files: what each hands over of the files in
 * tests/data/outside, line by line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "outside/outside_read.h"
#include "util/tsv.h"

/* ---- a sink that writes down what it gets ---- */

static const char *given(const char *text) { return text && *text ? text : "-"; }

static int put_row(void *user, const struct sdi_outside_row *row, struct stardose_error *err)
{
	(void)err;
	assert_null(row->phenotype);
	assert_null(row->score);
	ksprintf(user, "row %d %s %s %s%s%s\n", row->line, given(row->sample), given(row->gene),
		 given(row->diplotype), row->remark ? " but " : "", row->remark ? row->remark : "");
	return STARDOSE_OK;
}

static void put_bad(void *user, int line, const char *why)
{
	ksprintf(user, "bad %d %s\n", line, why);
}

static void put_none(void *user, int line, const char *sample, const char *gene, const char *why)
{
	ksprintf(user, "none %d %s %s %s\n", line, given(sample), given(gene), given(why));
}

static void put_note(void *user, const char *text) { ksprintf(user, "note %s\n", text); }

/* The first format of the list that recognizes the text. */
static const struct sdi_outside_format *format_of(const char *path, const char *text, size_t size)
{
	for (int i = 0; sdi_outside_formats[i]; i++)
		if (sdi_outside_formats[i]->sniff(path, text, size))
			return sdi_outside_formats[i];
	return NULL;
}

/* Read a copy of @text; the transcript ends with the error, if there is one. */
static char *transcript(const struct sdi_outside_format *format, const char *path, const char *text,
			size_t size)
{
	kstring_t out = KS_INITIALIZE;
	struct sdi_outside_sink sink = { &out, put_row, put_bad, put_none, put_note };
	struct stardose_error err = { 0 };
	char *copy = malloc(size + 1);
	int ret;

	assert_non_null(copy);
	memcpy(copy, text, size);
	copy[size] = '\0';
	kputs("", &out);
	ret = format->read(path, copy, size, &sink, &err);
	if (ret < 0) {
		assert_int_equal(ret, STARDOSE_EINPUT);
		assert_true(err.text[0]);
		ksprintf(&out, "error %s\n", err.text);
	}
	free(copy);
	return out.s;
}

static void slurp(const char *name, char **path, char **text, size_t *size)
{
	const char *top = getenv("top_srcdir");

	*path = malloc(strlen(top ? top : ".") + strlen(name) + 32);
	assert_non_null(*path);
	sprintf(*path, "%s/tests/data/outside/%s", top ? top : ".", name);
	assert_int_equal(sdi_tsv_slurp(*path, text, size, NULL), STARDOSE_OK);
}

static void check_file(const char *name, const char *format_name, const char *expected)
{
	const struct sdi_outside_format *format;
	char *path, *text, *got;
	size_t size;

	slurp(name, &path, &text, &size);
	format = format_of(path, text, size);
	assert_non_null(format);
	assert_string_equal(format->name, format_name);
	got = transcript(format, path, text, size);
	assert_string_equal(got, expected);
	free(got);
	free(text);
	free(path);
}

/* ---- one test for each program ---- */

static void cyrius_names_no_gene_and_its_filter_decides(void **state)
{
	(void)state;
	check_file("cyrius.tsv", "cyrius-tsv",
		   "row 2 GOOD1 - *1/*4\n"
		   "row 3 TANDEM - *4/*68+*4\n"
		   "row 4 TWO - *1/*46;*43/*45\n"
		   "row 5 LOOSE - *1_*2_*68\n"
		   "row 6 FOUR - *1_*1_*1_*1\n"
		   "row 7 MANY - *1x3/*2x3 but LowQ_high_CN\n"
		   "none 8 NOCALL - no genotype\n"
		   "none 9 ODD - a genotype that did not pass, filter 'Something_new'\n"
		   "bad 10 2 fields, 3 expected\n"
		   "bad 11 genotype '1 and 2' is neither a diplotype nor a set of alleles\n");
	check_file("cyrius.json", "cyrius-json",
		   "row 0 GOOD1 - *1/*36+*10\n"
		   "row 0 TWO - *1/*46;*43/*45\n"
		   "row 0 LOOSE - *13_*1_*2\n"
		   "none 0 DEPTH - the number of copies could not be called\n"
		   "none 0 GROUP - the structure (CNV_group) could not be called\n"
		   "none 0 NOMATCH - its variants match no known alleles\n"
		   "bad 0 sample 'WRONG': no member Genotype that is text or null\n");
}

static void solutions_of_aldy_are_readings_of_one_result(void **state)
{
	(void)state;
	check_file("GOOD1.aldy", "aldy",
		   "row 3 GOOD1 CYP2D6 *1/*4\n"
		   "row 7 TWO CYP2D6 *1/*46;*43/*45\n"
		   "row 13 HYBRID CYP2D6 *1/*36.ALDY+*10\n"
		   "none 15 NOVEL CYP2D6 '*1/*2+rs1234' has an allele without a name\n"
		   "bad 18 4 fields, at least 13 expected\n"
		   "bad 19 a solution without alleles: the sample has no copy of the gene, but the "
		   "file does not name the sample; "
		   "give the result in a file of your own\n"
		   "row 17 GOOD1 CYP2C19 *2/*2\n");
	check_file("aldy.vcf", "aldy-vcf",
		   "row 7 GOOD1 CYP2D6 *1/*46;*43/*45\n"
		   "bad 16 column 'nothing' is not named sample:solution:diplotype\n"
		   "row 16 WITH:COLON CYP2C19 *1/*2\n");
}

static void reports_of_stellarpgx_are_named_for_the_sample(void **state)
{
	(void)state;
	check_file("GOOD1_2d6.alleles", "stellarpgx", "row 16 GOOD1 CYP2D6 *4/*41\n");
	check_file("TWO_cyp2d6.alleles", "stellarpgx", "row 16 TWO CYP2D6 *1/*46 or *43/*45\n");
	check_file(
		"LOOSE_cyp2d6.alleles", "stellarpgx",
		"none 16 LOOSE CYP2D6 one of the alleles is duplicated, and which is not said\n");
	check_file("NOVEL_cyp2d6.alleles", "stellarpgx",
		   "none 16 NOVEL CYP2D6 possibly a new allele or suballele\n");
	check_file("cyp2d6_summary.txt", "stellarpgx-summary",
		   "row 1 GOOD1 CYP2D6 *71/*2x2\n"
		   "none 2 NOVEL CYP2D6 possibly a new allele or suballele\n"
		   "row 3 TWO CYP2D6 *1/*46 or *43/*45\n"
		   "row 4 HYBRID CYP2D6 *36+*10/*36+*10\n"
		   "none 5 NONE CYP2D6 no call\n"
		   "bad 6 not a sample, a result and at most a remark\n"
		   "bad 7 not a sample, a result and at most a remark\n");
}

static const char pypgx_rows[] =
	"row 2 GOOD1 CYP2D6 *1/*4\n"
	"row 3 TANDEM CYP2D6 *5/*68+*4\n"
	"none 4 NOCALL CYP2D6 indeterminate, with the structure (CNV) 'Unknown1'\n"
	"bad 5 3 fields, 8 expected\n";

static void pypgx_is_read_in_its_archive_and_out_of_it(void **state)
{
	(void)state;
	check_file("CYP2D6-data.tsv", "pypgx-tsv", pypgx_rows);
	check_file("pypgx_results.zip", "pypgx-zip", pypgx_rows);
	check_file("pypgx_stored.zip", "pypgx-zip", pypgx_rows);
	check_file("other.zip", "pypgx-zip",
		   "error is a ZIP archive, but none of PyPGx: it holds no metadata.txt\n");
}

static void starphase_gives_core_alleles_and_hla_typings(void **state)
{
	(void)state;
	check_file("GOOD1.pbstarphase.json", "starphase",
		   "row 0 GOOD1 CYP2C19 *2/*17\n"
		   "row 0 GOOD1 CYP2B6 *1/*6;*4/*9\n"
		   "row 0 GOOD1 CYP2D6 *4.001+*68/*4x2\n"
		   "none 0 GOOD1 CYP3A5 no diplotype matches\n"
		   "bad 0 gene 'CYP2C9': no list of diplotypes\n"
		   "row 0 GOOD1 HLA-B *15:02:01:01/*40:01:02:04\n");
	check_file(
		"hybrid.starphase.json", "starphase",
		"none 0 - CYP2D6 a hybrid of the gene and its neighbour that has no star allele\n");
}

static void dragen_gives_each_target_with_a_genotype(void **state)
{
	(void)state;
	check_file("dragen.targeted.json", "dragen-json",
		   "row 0 GOOD1 cyp2d6 *1/*36+*10\n"
		   "row 0 GOOD1 cyp2b6 *1/*6;*4/*9\n"
		   "row 0 GOOD1 hba aa/aa\n");
	check_file("dragen_none.targeted.json", "dragen-json",
		   "none 0 GOOD1 cyp2d6 no genotype\n"
		   "bad 0 target 'cyp2b6': its genotype is neither text nor null\n"
		   "row 0 GOOD1 hba aa/aa\n");
	check_file("dragen.targeted.vcf", "dragen-vcf",
		   "error is a VCF of DRAGEN's targeted callers, which holds small variants and no "
		   "star alleles: "
		   "give the .targeted.json of the same run\n");
}

static void tables_of_getrm_are_long_or_wide(void **state)
{
	(void)state;
	check_file("getrm_long.tsv", "getrm",
		   "row 2 MADE1 CYP2D6 *2x2/*71\n"
		   "row 3 MADE1 CYP2C19 *1/*17\n"
		   "none 4 MADE2 CYP2D6 not typed\n"
		   "bad 5 2 fields, 9 expected\n");
	check_file("getrm_wide.tsv", "getrm-wide",
		   "row 2 MADE1 CYP2D6 *1/*4\n"
		   "row 2 MADE1 CYP2C19 *1/*2\n"
		   "row 3 MADE2 CYP2D6 (*36+*10)/*41\n"
		   "none 3 MADE2 CYP2C19 the table says 'no call'\n"
		   "none 4 MADE3 CYP2D6 not typed\n"
		   "row 4 MADE3 CYP2C19 *17/*17\n");
}

/* ---- all of them ---- */

static const char *const files[] = {
	"cyrius.tsv",
	"cyrius.json",
	"GOOD1.aldy",
	"aldy.vcf",
	"GOOD1_2d6.alleles",
	"TWO_cyp2d6.alleles",
	"LOOSE_cyp2d6.alleles",
	"NOVEL_cyp2d6.alleles",
	"cyp2d6_summary.txt",
	"CYP2D6-data.tsv",
	"pypgx_results.zip",
	"pypgx_stored.zip",
	"GOOD1.pbstarphase.json",
	"dragen.targeted.json",
	"getrm_long.tsv",
	"getrm_wide.tsv",
};

/*
 * Each row of the short transcript stands in the long one. A cut between two solutions of one
 * sample cannot be seen, so there (@solutions) a row may have the first of its readings only.
 */
static void assert_rows_within(const char *shorter, const char *longer, int solutions)
{
	for (const char *line = shorter, *end; *line; line = end + 1) {
		char row[512];

		end = strchr(line, '\n');
		assert_non_null(end);
		if (strncmp(line, "row ", 4))
			continue;
		snprintf(row, sizeof(row), "%.*s%s", (int)(end - line), line,
			 solutions ? "" : "\n");
		if (!strstr(longer, row))
			fail_msg("a file cut short gives '%s'", row);
	}
}

static void a_file_cut_short_gives_no_other_diplotype(void **state)
{
	(void)state;
	for (size_t f = 0; f < sizeof(files) / sizeof(*files); f++) {
		const struct sdi_outside_format *format;
		char *path, *text, *whole;
		size_t size;

		slurp(files[f], &path, &text, &size);
		format = format_of(path, text, size);
		whole = transcript(format, path, text, size);
		for (size_t n = 0; n < size; n++) {
			char *got = transcript(format, path, text, n);

			assert_rows_within(got, whole, format == &sdi_outside_aldy);
			free(got);
		}
		free(whole);
		free(text);
		free(path);
	}
}

static void windows_line_ends_make_no_difference(void **state)
{
	static const char unix_ends[] =
		"Sample\tGenotype\tFilter\nA\t*1/*4\tPASS\n\nB\tNone\tNone\n";
	static const char windows_ends[] =
		"Sample\tGenotype\tFilter\r\nA\t*1/*4\tPASS\r\n\r\nB\tNone\tNone\r\n";
	char *a = transcript(&sdi_outside_cyrius_tsv, "", unix_ends, sizeof(unix_ends) - 1);
	char *b = transcript(&sdi_outside_cyrius_tsv, "", windows_ends, sizeof(windows_ends) - 1);

	(void)state;
	assert_true(sdi_outside_cyrius_tsv.sniff("", windows_ends, sizeof(windows_ends) - 1));
	assert_string_equal(a, "row 2 A - *1/*4\nnone 4 B - no genotype\n");
	assert_string_equal(b, a);
	free(a);
	free(b);
}

static void hostile_names_pass_as_they_are_and_stay_out_of_messages(void **state)
{
	static const char text[] = "Sample\tGenotype\tFilter\n<script>\"../../x\t*1/"
				   "*4\tPASS\nB\033[2J\t*1/*4\tPA\033[2JSS\nC\0D\t*1/*2\tPASS\n";
	char *got = transcript(&sdi_outside_cyrius_tsv, "", text, sizeof(text) - 1);
	char shown[SDI_SHOWN], longer[200];

	(void)state;
	assert_string_equal(got, "row 2 <script>\"../../x - *1/*4\n"
			    "none 3 B\033[2J - a genotype that did not pass, filter 'PA?[2JSS'\n"
			    "bad 4 a byte 0 inside, so it is no text\n");
	free(got);
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(strlen(sdi_outside_shown(longer, shown)), SDI_SHOWN - 1);
	memcpy(longer + SDI_SHOWN - 2, "\xc3\xa9", 2);
	assert_int_equal(strlen(sdi_outside_shown(longer, shown)), SDI_SHOWN - 2);
}

static void json_that_is_none_is_refused_with_the_place(void **state)
{
	static const struct { const char *text, *expected;
	} cases[] = {
		{ "{\"a\": {\"Genotype\": \"*1/*2\"",
		  "error is not JSON, or cut short: it breaks off near byte 26\n" },
		{ "{} {}", "error is not JSON, or cut short: it breaks off near byte 4\n" },
		{ "[1]", "error is JSON, but no object\n" },
		{ "", "error is not JSON, or cut short: it breaks off near byte 1\n" },
	};
	char deep[4000];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *got = transcript(&sdi_outside_cyrius_json, "", cases[i].text,
				       strlen(cases[i].text));

		assert_string_equal(got, cases[i].expected);
		free(got);
	}
	memset(deep, '[', sizeof(deep));
	free(transcript(&sdi_outside_starphase, "", deep, sizeof(deep)));
}

static void a_path_tells_sample_and_gene_only_where_it_is_sure(void **state)
{
	static const struct { const char *path, *gene;
	} genes[] = {
		{ "/data/results/cyp2d6/run_summary.txt", "CYP2D6" },
		{ "grch37-CYP2C19-pipeline/data.tsv", "CYP2C19" },
		{ "UGT1A1.tsv", "UGT1A1" },
		{ "cyp2d6/cyp2c19.tsv", "" },
		{ "cyp2d6/CYP2D6.tsv", "CYP2D6" },
		{ "hg38/run1/data.tsv", "" },
		{ "", "" },
		{ "cyp2d6/a/b/c/data.tsv", "" },
		{ "xcyp2d6.tsv", "" },
	};
	kstring_t out = KS_INITIALIZE;

	(void)state;
	for (size_t i = 0; i < sizeof(genes) / sizeof(*genes); i++) {
		assert_int_equal(sdi_outside_path_gene(genes[i].path, &out), STARDOSE_OK);
		assert_string_equal(out.s, genes[i].gene);
	}
	assert_int_equal(
		sdi_outside_path_sample("a/NA1.pbstarphase.json.gz", ".pbstarphase.json", &out), 1);
	assert_string_equal(out.s, "NA1");
	assert_int_equal(sdi_outside_path_sample("a/.alleles", ".alleles", &out), 0);
	assert_int_equal(sdi_outside_path_sample("a.txt", ".alleles", &out), 0);
	ks_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cyrius_names_no_gene_and_its_filter_decides),
		cmocka_unit_test(solutions_of_aldy_are_readings_of_one_result),
		cmocka_unit_test(reports_of_stellarpgx_are_named_for_the_sample),
		cmocka_unit_test(pypgx_is_read_in_its_archive_and_out_of_it),
		cmocka_unit_test(starphase_gives_core_alleles_and_hla_typings),
		cmocka_unit_test(dragen_gives_each_target_with_a_genotype),
		cmocka_unit_test(tables_of_getrm_are_long_or_wide),
		cmocka_unit_test(a_file_cut_short_gives_no_other_diplotype),
		cmocka_unit_test(windows_line_ends_make_no_difference),
		cmocka_unit_test(hostile_names_pass_as_they_are_and_stay_out_of_messages),
		cmocka_unit_test(json_that_is_none_is_refused_with_the_place),
		cmocka_unit_test(a_path_tells_sample_and_gene_only_where_it_is_sure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
