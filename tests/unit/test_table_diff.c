/* test_table_diff.c - what two sets of tables say differently: cells, rows, their order */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include <stardose/table_rows.h>
#include "table_folder.h"

static struct stardose_tables *shipped;

static int open_shipped(void **state)
{
	(void)state;
	return stardose_tables_open(NULL, &shipped, NULL);
}

static int close_shipped(void **state)
{
	(void)state;
	stardose_tables_free(shipped);
	return 0;
}

static int keep(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	(void)err;
	return kputsn(bytes, n, user) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static struct stardose_tables *tables_of_folder(void)
{
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };

	if (stardose_tables_open(folder, &tables, &err))
		fail_msg("%s", err.text);
	return tables;
}

/* The rows from the shipped tables to @other, or back */
static long diff(const struct stardose_tables *other, int is_back, kstring_t *out)
{
	struct stardose_writer_options options;
	struct stardose_error err = { 0 };
	long n = -1;

	stardose_writer_options_init(&options);
	options.sink = keep;
	options.sink_user = out;
	options.no_version = 1;
	out->l = 0;
	if (stardose_rows_diff(is_back ? other : shipped, is_back ? shipped : other, &options, &n,
			       &err))
		fail_msg("%s", err.text);
	return n;
}

#define BUPROPION                                                                                  \
	"CYP2D6\tbupropion\tinhibitor\tstrong\tyes\t-\t0\t-\tconvert\tFDA, examples of drugs "     \
	"that "                                                                                    \
	"interact with CYP enzymes and transporter systems, content of "                           \
	"2026-05-29\tfda-cyp-2026-05\tA\n"

/* One change of a table: rows there and back. */
static void each_difference_is_a_row(void **state)
{
	static const struct {
		const char *table, *from, *to;
		long n;
		const char *row, *back; /* one of the rows, without what stands in all */
	} cases[] = {
		{ "interactions", "bupropion\tinhibitor\tstrong\tyes\t-\t0\t",
		  "bupropion\tinhibitor\tmoderate\tyes\t-\t0.5\t", 2,
		  "interactions\tCYP2D6\tCYP2D6 bupropion inhibitor\tchanged\tstrength\tstrong\t"
		  "moderate\n",
		  "interactions\tCYP2D6\tCYP2D6 bupropion inhibitor\tchanged\tfactor\t0.5\t0\n" },
		/* a row is called by its key: with another key it is another row */
		{ "interactions", BUPROPION, "", 1,
		  "interactions\tCYP2D6\tCYP2D6 bupropion inhibitor\tremoved\t.\tstrength=strong; "
		  "fda=yes; ",
		  "interactions\tCYP2D6\tCYP2D6 bupropion "
		  "inhibitor\tadded\t.\t.\tstrength=strong; " },
		{ "interactions", "##version=2026.11", "##version=2026.12", 1,
		  "interactions\t.\t.\tchanged\tversion\t2026.11\t2026.12\n",
		  "interactions\t.\t.\tchanged\tversion\t2026.12\t2026.11\n" },
		/* what says the same is no difference */
		{ "interactions", "##licence=CC0-1.0\n", "##licence=CC0-1.0\n\n", 0, "", "" },
		{ "interactions", "##table=interactions\n", "##table=interactions\r\n", 0, "", "" },
	};
	kstring_t out = KS_INITIALIZE;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *const row[] = { cases[i].row, cases[i].back };
		struct stardose_tables *other;

		write_changed(cases[i].table, cases[i].from, cases[i].to);
		other = tables_of_folder();
		for (int is_back = 0; is_back < 2; is_back++) {
			assert_int_equal(diff(other, is_back, &out), cases[i].n);
			if (cases[i].n && !strstr(out.s, row[is_back]))
				fail_msg("case %d%s: %s", (int)i, is_back ? " back" : "", out.s);
		}
		stardose_tables_free(other);
	}
	ks_free(&out);
}

/* The first row that stands elsewhere is told, and no cell, since each says what it said. */
static void a_row_that_moved_is_told_once(void **state)
{
	kstring_t out = KS_INITIALIZE;
	struct stardose_tables *other;
	char *text = shipped_text("interactions"), *changed, *at = strstr(text, BUPROPION);

	(void)state;
	assert_non_null(at);
	changed = malloc(strlen(text) + 1);
	assert_non_null(changed);
	sprintf(changed, "%.*s%s" BUPROPION, (int)(at - text), text, at + strlen(BUPROPION));
	write_table("interactions", changed, strlen(changed));
	other = tables_of_folder();
	assert_int_equal(diff(other, 0, &out), 1);
	stardose_tables_free(other);
	assert_non_null(strstr(out.s, "\tmoved\t.\t.\t.\n"));
	free(changed);
	free(text);
	ks_free(&out);
}

static void tables_that_are_the_same_have_no_row(void **state)
{
	kstring_t out = KS_INITIALIZE;
	struct stardose_tables *other;

	(void)state;
	write_with_rows("interactions", "");
	other = tables_of_folder();
	assert_int_equal(diff(other, 0, &out), 0);
	stardose_tables_free(other);
	assert_int_equal(out.l, 0);
	ks_free(&out);
}

static int refuse(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	(void)user, (void)bytes, (void)n;
	return stardose_error_set(err, STARDOSE_EOUTPUT, "full");
}

static void options_of_another_kind_and_a_full_sink_end_it(void **state)
{
	struct stardose_writer_options options;
	struct stardose_error err = { 0 };
	long n;

	(void)state;
	stardose_writer_options_init(&options);
	options.sink = refuse;
	assert_int_equal(stardose_rows_genes(shipped, &options, &err), STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "full");
	options.kind = STARDOSE_WRITE_PHARMCAT;
	assert_int_equal(stardose_rows_diff(shipped, shipped, &options, &n, &err), STARDOSE_EUSAGE);
	options.kind = STARDOSE_WRITE_TSV;
	options.size = 0;
	assert_int_equal(stardose_rows_diff(shipped, shipped, &options, &n, &err), STARDOSE_EUSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(each_difference_is_a_row),
		IN_FOLDER(a_row_that_moved_is_told_once),
		IN_FOLDER(tables_that_are_the_same_have_no_row),
		cmocka_unit_test(options_of_another_kind_and_a_full_sink_end_it),
	};

	return cmocka_run_group_tests(tests, open_shipped, close_shipped);
}
