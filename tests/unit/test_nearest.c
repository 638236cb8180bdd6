/* test_nearest.c - the quick ways to near names find what the slow one does */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <cmocka.h>
#include "util/nearest.h"

#define MOST 14

/* The definition, cell by cell: change, add, drop, swap neighbours. */
static int steps(const char *a, const char *b)
{
	int d[MOST + 1][MOST + 1], n = strlen(a), m = strlen(b);

	for (int i = 0; i <= n; i++)
		for (int j = 0; j <= m; j++) {
			int x = i ? tolower(a[i - 1]) : 0, y = j ? tolower(b[j - 1]) : 0;

			d[i][j] = i && j ? d[i - 1][j - 1] + (x != y) : i + j;
			if (i && d[i - 1][j] + 1 < d[i][j])
				d[i][j] = d[i - 1][j] + 1;
			if (j && d[i][j - 1] + 1 < d[i][j])
				d[i][j] = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && x == tolower(b[j - 2]) && y == tolower(a[i - 2]) &&
			    d[i - 2][j - 2] + 1 < d[i][j])
				d[i][j] = d[i - 2][j - 2] + 1;
		}
	return d[n][m];
}

static void make_word(char *out)
{
	int n = rand() % MOST;

	for (int i = 0; i < n; i++)
		out[i] = "abcABe1 -"[rand() % 9];
	out[n] = '\0';
}

static void within_is_what_the_definition_counts(void **state)
{
	char a[MOST + 1], b[MOST + 1];

	(void)state;
	srand(7);
	for (int i = 0; i < 200000; i++) {
		int d;

		make_word(a);
		make_word(b);
		d = steps(a, b);
		assert_int_equal(sdi_edit_distance(a, b), d);
		for (int most = 0; most < 4; most++)
			assert_int_equal(sdi_is_within(a, b, most), d <= most);
	}
}

/* The first of the nearest among @n, by looking at each */
static int first_nearest(const char *name, char words[][MOST + 1], int n, int far)
{
	int best = -1, best_steps = far + 1;

	for (int i = 0; i < n; i++) {
		size_t length = strlen(name);
		int d = steps(name, words[i]);

		if (length >= 3 && !strncasecmp(name, words[i], length) && d > 1)
			d = 1;
		if (d < best_steps) {
			best = i;
			best_steps = d;
		}
	}
	return best;
}

static void the_nearest_is_the_first_of_the_nearest(void **state)
{
	static char words[50][MOST + 1];
	char name[MOST + 1];

	(void)state;
	srand(11);
	for (int turn = 0; turn < 2000; turn++) {
		const char *found[4] = { NULL };
		struct sdi_nearest near;
		int wanted;

		make_word(name);
		sdi_nearest_init(&near, name, found, 4);
		for (int i = 0; i < 50; i++) {
			make_word(words[i]);
			sdi_nearest_consider(&near, words[i]);
		}
		wanted = first_nearest(name, words, 50, near.far);
		assert_int_equal(near.n > 0, wanted >= 0);
		if (near.n)
			assert_ptr_equal(found[0], words[wanted]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(within_is_what_the_definition_counts),
		cmocka_unit_test(the_nearest_is_the_first_of_the_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
