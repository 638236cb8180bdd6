/* test_record_queue.c - first in, first out, whatever is in memory and whatever in the file */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "annotator/record_queue.h"

/* Entry @i: its number, then @i-dependent filling of a size that varies. */
static size_t make(uint64_t i, uint8_t *to, size_t size)
{
	size_t n = sizeof(i) + (i * 7919 * 104729) % size;

	memcpy(to, &i, sizeof(i));
	memset(to + sizeof(i), (int)(i & 0xff), n - sizeof(i));
	return n;
}

static void push(struct sdi_queue *queue, uint64_t i, uint8_t *scratch, size_t size)
{
	size_t n = make(i, scratch, size);
	struct sdi_piece piece[2] = { { scratch, n / 2 }, { scratch + n / 2, n - n / 2 } };

	assert_int_equal(sdi_queue_push(queue, piece, 2, NULL), STARDOSE_OK);
}

static void expect(struct sdi_queue *queue, uint64_t i, uint8_t *scratch, size_t size)
{
	size_t n = make(i, scratch, size), got;
	const void *data;

	assert_int_equal(sdi_queue_front(queue, &data, &got, NULL), STARDOSE_OK);
	assert_int_equal(got, n);
	assert_int_equal((uintptr_t)data % 8, 0);
	assert_memory_equal(data, scratch, n);
	sdi_queue_drop(queue);
}

static void run(size_t limit, size_t size, int n, int *peak_spilled)
{
	uint8_t *scratch = malloc(size + 8);
	struct sdi_queue *queue;
	const void *data;
	size_t got;
	uint64_t in = 0, out = 0;

	assert_int_equal(sdi_queue_new(limit, NULL, &queue, NULL), STARDOSE_OK);
	*peak_spilled = 0;
	while (out < (uint64_t)n) {
		/* waves: three in, one out; then, from the middle on, three out, one in */
		int pushes = in < (uint64_t)n / 2 ? 3 : 1, pops = in < (uint64_t)n / 2 ? 1 : 3;

		for (int k = 0; k < pushes && in < (uint64_t)n; k++)
			push(queue, in++, scratch, size);
		for (int k = 0; k < pops && out < in; k++)
			expect(queue, out++, scratch, size);
		assert_int_equal(sdi_queue_n(queue), in - out);
		*peak_spilled |= sdi_queue_spilled(queue) > 0;
	}
	assert_int_equal(sdi_queue_front(queue, &data, &got, NULL), STARDOSE_EOF);
	assert_int_equal(sdi_queue_spilled(queue), 0);
	push(queue, 1, scratch, size);		/* it can be used again after it ran empty */
	expect(queue, 1, scratch, size);
	sdi_queue_free(queue);
	free(scratch);
}

static void entries_come_out_in_order_from_memory(void **state)
{
	int spilled;

	(void)state;
	run(SDI_QUEUE_LIMIT, 500, 20000, &spilled);
	assert_false(spilled);
}

static void entries_come_out_in_order_through_the_file(void **state)
{
	int spilled;

	(void)state;
	run(2 << 20, 5000, 20000, &spilled);
	assert_true(spilled);
}

static void an_entry_may_be_larger_than_a_chunk(void **state)
{
	int spilled;

	(void)state;
	run(4 << 20, 3 << 20, 40, &spilled);
	assert_true(spilled);
}

static void the_front_stays_where_it_is_while_others_are_pushed(void **state)
{
	uint8_t scratch[4096];
	struct sdi_queue *queue;
	const void *data;
	size_t size;

	(void)state;
	assert_int_equal(sdi_queue_new(0, NULL, &queue, NULL), STARDOSE_OK);
	push(queue, 7, scratch, 4000);
	assert_int_equal(sdi_queue_front(queue, &data, &size, NULL), STARDOSE_OK);
	for (int i = 0; i < 5000; i++)
		push(queue, 8 + i, scratch, 4000);
	assert_true(sdi_queue_spilled(queue) > 0);
	assert_int_equal(size, make(7, scratch, 4000));
	assert_memory_equal(data, scratch, size);
	sdi_queue_free(queue);
}

static void a_directory_that_is_not_there_is_an_output_error(void **state)
{
	uint8_t scratch[4096];
	struct stardose_error err = { 0 };
	struct sdi_queue *queue;
	int ret = STARDOSE_OK;

	(void)state;
	assert_int_equal(sdi_queue_new(0, "/nonexistent/directory", &queue, NULL), STARDOSE_OK);
	for (int i = 0; i < 5000 && ret == STARDOSE_OK; i++) {
		struct sdi_piece piece = { scratch, make(i, scratch, 4000) };

		ret = sdi_queue_push(queue, &piece, 1, &err);
	}
	assert_int_equal(ret, STARDOSE_EOUTPUT);
	assert_non_null(strstr(err.text, "'/nonexistent/directory'"));
	sdi_queue_free(queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_come_out_in_order_from_memory),
		cmocka_unit_test(entries_come_out_in_order_through_the_file),
		cmocka_unit_test(an_entry_may_be_larger_than_a_chunk),
		cmocka_unit_test(the_front_stays_where_it_is_while_others_are_pushed),
		cmocka_unit_test(a_directory_that_is_not_there_is_an_output_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
