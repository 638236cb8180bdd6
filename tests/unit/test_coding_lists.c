/* test_coding_lists.c - coding facts of a file of its own, kept by number and joined to genotypes */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "genotype/coding_lists.h"

#define TORN STARDOSE_EFFECT_CODING_SEQUENCE
#define MAX 4

struct row {
	const char *name;
	enum stardose_coding_effect effect;
	int copies, n_broken;
};

/* A genotype that says @rows, until one without a name; release with sdi_genotype_release(). */
static struct sdi_genotype made(const struct row *rows, int is_placed)
{
	struct sdi_genotype g = { .ploidy = 2 };

	g.coding = calloc(MAX, sizeof(*g.coding));
	assert_non_null(g.coding);
	for (; g.n_coding < MAX && rows[g.n_coding].name; g.n_coding++) {
		const struct row *row = &rows[g.n_coding];

		g.coding[g.n_coding] = (struct sdi_coding_fact){
			.variant = { strdup(row->name), row->effect, row->copies },
			.n_broken = row->n_broken,
			.is_placed = is_placed,
		};
	}
	return g;
}

static int add(struct sdi_coding_lists *lists, int to, const struct row *rows)
{
	struct sdi_genotype g = made(rows, 1);
	int number = sdi_coding_lists_add(lists, to, &g);

	sdi_genotype_release(&g); /* nothing of it is borrowed */
	return number;
}

static void same(const struct sdi_coding_fact *got, int n, const struct row *want)
{
	for (int i = 0; i < n; i++) {
		assert_non_null(want[i].name);
		assert_string_equal(got[i].variant.variant, want[i].name);
		assert_int_equal(got[i].variant.effect, want[i].effect);
		assert_int_equal(got[i].variant.copies, want[i].copies);
		assert_int_equal(got[i].n_broken, want[i].n_broken);
	}
	assert_true(n == MAX || !want[n].name);
}

static void those_of_whom_the_same_is_said_have_one_number(void **state)
{
	static const struct row a[MAX + 1] = { { "22:9:N:<INV>", TORN, 1, 1 },
					       { "22:10:N:N.", TORN, 1, 1 } },
				turned[MAX + 1] = { { "22:10:N:N.", TORN, 1, 1 },
						    { "22:9:N:<INV>", TORN, 1, 1 } },
				on_both[MAX + 1] = { { "22:9:N:<INV>", TORN, 2, 2 },
						     { "22:10:N:N.", TORN, 1, 1 } },
				shorter[MAX + 1] = { { "22:9:N:<INV>", TORN, 1, 1 } };
	struct sdi_coding_lists lists = { 0 };

	(void)state;
	assert_int_equal(add(&lists, 0, a), 1);
	assert_int_equal(add(&lists, 0, turned), 1);
	assert_int_equal(add(&lists, 0, on_both), 2);
	assert_int_equal(add(&lists, 0, shorter), 3);
	assert_int_equal(add(&lists, 0, a), 1);
	assert_int_equal(add(&lists, 3, turned), 1); /* joined: what the first list says */
	assert_int_equal(add(&lists, 2, a), 2);	     /* on as many haplotypes as either says */
	same(lists.of[0].v, lists.of[0].n, a);	     /* by position, 9 before 10 */
	same(lists.of[1].v, lists.of[1].n, on_both);
	for (int i = 0; i < lists.of[0].n; i++)
		assert_int_equal(lists.of[0].v[i].is_placed, 0); /* of two files no phase */
	sdi_coding_lists_release(&lists);
	assert_int_equal(lists.n, 0);
	sdi_coding_lists_release(&lists);
}

static void many_lists_stay_what_they_were(void **state)
{
	struct sdi_coding_lists lists = { 0 };

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 100; i++) {
			char name[32];
			const struct row rows[MAX + 1] = { { name, TORN, 1, 1 } };

			snprintf(name, sizeof(name), "1:%d:N:N.", 1000 - i);
			assert_int_equal(add(&lists, 0, rows), i + 1);
		}
	assert_int_equal(lists.n, 100);
	sdi_coding_lists_release(&lists);
}

static void a_genotype_is_joined_once_by_each_record(void **state)
{
	static const struct {
		struct row own[MAX + 1], other[MAX + 1], both[MAX + 1];
		int breaks, placed; /* how many keep the phase of the genotype */
	} cases[] = {
		{ { { 0 } }, { { "1:5:N:N.", TORN, 1, 1 } }, { { "1:5:N:N.", TORN, 1, 1 } }, 1, 0 },
		{ { { "1:5:N:N.", TORN, 1, 1 } },
		  { { "1:5:N:N.", TORN, 1, 1 } },
		  { { "1:5:N:N.", TORN, 1, 1 } },
		  1,
		  1 },
		{ { { "1:5:N:N.", TORN, 2, 2 } },
		  { { "1:5:N:N.", TORN, 1, 1 } },
		  { { "1:5:N:N.", TORN, 2, 2 } },
		  1,
		  1 },
		{ { { "1:5:N:N.", TORN, 1, 1 } },
		  { { "1:5:N:N.", TORN, 2, 2 } },
		  { { "1:5:N:N.", TORN, 2, 2 } },
		  1,
		  0 },
		{ { { "1:10:A:T", STARDOSE_EFFECT_MISSENSE, 1, 0 } },
		  { { "1:9:N:<INS>", TORN, 1, 1 } },
		  { { "1:9:N:<INS>", TORN, 1, 1 },
		    { "1:10:A:T", STARDOSE_EFFECT_MISSENSE, 1, 0 } },
		  1,
		  1 },
		{ { { 0 } },
		  { { "1:5:A:T", STARDOSE_EFFECT_MISSENSE, 1, 0 } },
		  { { "1:5:A:T", STARDOSE_EFFECT_MISSENSE, 1, 0 } },
		  0,
		  0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sdi_coding_lists lists = { 0 };
		struct sdi_genotype g = made(cases[i].own, 1), out;
		int n_placed = 0;

		assert_int_equal(add(&lists, 0, cases[i].other), 1);
		assert_int_equal(sdi_coding_lists_join(&lists, 1, &g, &out), STARDOSE_OK);
		same(out.coding, out.n_coding, cases[i].both);
		same(g.coding, g.n_coding, cases[i].own); /* what is joined stays as it was */
		for (int k = 0; k < out.n_coding; k++)
			n_placed += out.coding[k].is_placed;
		assert_int_equal(n_placed, cases[i].placed);
		assert_int_equal(
			out.reasons >> STARDOSE_REASON_UNLISTED_CODING_VARIANT & 1,
			cases[i].breaks);
		free(out.coding);
		sdi_genotype_release(&g);
		sdi_coding_lists_release(&lists);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_of_whom_the_same_is_said_have_one_number),
		cmocka_unit_test(many_lists_stay_what_they_were),
		cmocka_unit_test(a_genotype_is_joined_once_by_each_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
