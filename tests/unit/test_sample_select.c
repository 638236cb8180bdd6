/* test_sample_select.c - which samples of a file are wanted: lists, files, exclusion, slices */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "record/sample_select.h"

static bcf_hdr_t *header(const char *samples) /* joined by commas */
{
	bcf_hdr_t *hdr = bcf_hdr_init("w");
	char *copy = strdup(samples), *rest = NULL;

	for (char *one = strtok_r(copy, ",", &rest); one; one = strtok_r(NULL, ",", &rest))
		assert_int_equal(bcf_hdr_add_sample(hdr, one), 0);
	free(copy);
	assert_int_equal(bcf_hdr_sync(hdr), 0);
	return hdr;
}

/* What is left of samples a to e, without commas; or what the error says. */
static const char *kept(const char *list, int elsewhere, int shard, int n_shards)
{
	static char out[1024];
	struct sdi_sample_list samples;
	struct stardose_error err = { 0 };
	bcf_hdr_t *hdr = header("a,b,c,d,e");
	int ret = sdi_sample_list_read(list, NULL, &samples, &err);

	if (!ret) {
		samples.slice = (struct sdi_sample_slice){ shard, n_shards };
		ret = sdi_sample_list_apply(&samples, hdr, "f", elsewhere, &err);
		sdi_sample_list_release(&samples);
	}
	out[0] = '\0';
	for (int i = 0; !ret && i < bcf_hdr_nsamples(hdr); i++)
		strcat(out, hdr->samples[i]);
	if (ret)
		snprintf(out, sizeof(out), "%s", err.text);
	bcf_hdr_destroy(hdr);
	return out;
}

/* The same by sdi_sample_mask(), as 0 and 1 */
static const char *masked(const char *list, int elsewhere, int shard, int n_shards)
{
	static char out[1024];
	struct stardose_error err = { 0 };
	bcf_hdr_t *hdr = header("a,b,c,d,e");
	uint8_t *mask = NULL;
	int ret = sdi_sample_mask(hdr, list, NULL, elsewhere,
				  (struct sdi_sample_slice){ shard, n_shards }, &mask, &err);

	snprintf(out, sizeof(out), "%s", ret ? err.text : mask ? "" : "all");
	for (int i = 0; !ret && mask && i < bcf_hdr_nsamples(hdr); i++)
		strcat(out, mask[i] ? "1" : "0");
	free(mask);
	bcf_hdr_destroy(hdr);
	return out;
}

static void samples_keep_the_order_of_the_file(void **state)
{
	(void)state;
	assert_string_equal(kept(NULL, 0, 0, 0), "abcde");
	assert_string_equal(kept("d,a", 0, 0, 0), "ad");
	assert_string_equal(kept("a,b,c,d,e", 0, 0, 0), "abcde");
	assert_string_equal(kept("^a,e", 0, 0, 0), "bcd");
	assert_string_equal(kept(",a,,b,", 0, 0, 0), "ab");
}

static void what_cannot_be_meant_is_refused(void **state)
{
	(void)state;
	assert_string_equal(kept("a,x", 0, 0, 0),
			    "no sample 'x' in 'f'; bcftools query -l lists its samples");
	assert_string_equal(kept("^x", 0, 0, 0),
			    "no sample 'x' in 'f'; bcftools query -l lists its samples");
	assert_string_equal(kept("^a,b,c,d,e", 0, 0, 0), "every sample of 'f' is excluded");
	assert_string_equal(kept("a,b,a", 0, 0, 0), "sample 'a' is named twice in 'a,b,a'");
	assert_string_equal(kept("", 0, 0, 0), "no sample name in ''");
	assert_string_equal(kept("^", 0, 0, 0), "no sample name in ''");
	assert_string_equal(kept("A", 0, 0, 0),
			    "no sample 'A' in 'f'; bcftools query -l lists its samples");
}

static void names_of_another_file_are_no_error_there(void **state)
{
	(void)state;
	assert_string_equal(kept("a,x", 1, 0, 0), "a");
	assert_string_equal(kept("x", 1, 0, 0), "");
	assert_string_equal(kept("^x,a", 1, 0, 0), "bcde");
}

static void slices_are_all_samples_once(void **state)
{
	char all[64] = "";

	(void)state;
	assert_string_equal(kept(NULL, 0, 1, 2), "ab");
	assert_string_equal(kept(NULL, 0, 2, 2), "cde");
	assert_string_equal(kept("^c", 0, 2, 2), "de");
	assert_string_equal(kept(NULL, 0, 1, 6), "shard 1/6 of 'f' holds no sample: there are 5");
	for (int n = 1; n <= 5; n++) {
		all[0] = '\0';
		for (int i = 1; i <= n; i++)
			strcat(all, kept(NULL, 0, i, n));
		assert_string_equal(all, "abcde");
	}
}

static void a_mask_says_what_a_selection_keeps(void **state)
{
	(void)state;
	assert_string_equal(masked(NULL, 0, 0, 0), "all");
	assert_string_equal(masked("d,a", 0, 0, 0), "10010");
	assert_string_equal(masked("^d,a", 0, 0, 0), "01101");
	assert_string_equal(masked(NULL, 0, 2, 2), "00111");
	assert_string_equal(masked("^c", 0, 2, 2), "00011");
	assert_string_equal(masked("x", 0, 0, 0), "no sample 'x' in the input");
	assert_string_equal(masked("x", 1, 0, 0), "00000");
	assert_string_equal(masked("^a,b,c,d,e", 0, 0, 0), "no sample is left to be called");
}

static void a_file_has_a_name_on_each_line(void **state)
{
	static const char text[] = "\xef\xbb\xbf"
				   "one\r\n\nthe other\tF\nlast";
	char path[] = "samples.XXXXXX", excluding[64];
	int fd = mkstemp(path);
	struct sdi_sample_list samples;
	struct stardose_error err = { 0 };

	(void)state;
	assert_true(fd >= 0);
	/* a byte order mark, CRLF, a blank line, a sex behind a tab, blanks within a name */
	assert_true(write(fd, text, sizeof(text) - 1) == (ssize_t)sizeof(text) - 1);
	close(fd);
	assert_int_equal(sdi_sample_list_read(NULL, path, &samples, &err), STARDOSE_OK);
	assert_int_equal(samples.n, 3);
	assert_true(sdi_sample_list_wants(&samples, "one"));
	assert_true(sdi_sample_list_wants(&samples, "the other"));
	assert_true(sdi_sample_list_wants(&samples, "last"));
	assert_false(sdi_sample_list_wants(&samples, "F"));
	sdi_sample_list_release(&samples);
	snprintf(excluding, sizeof(excluding), "^%s", path);
	assert_int_equal(sdi_sample_list_read(NULL, excluding, &samples, &err), STARDOSE_OK);
	assert_false(sdi_sample_list_wants(&samples, "one"));
	assert_true(sdi_sample_list_wants(&samples, "F"));
	sdi_sample_list_release(&samples);
	assert_int_equal(sdi_sample_list_read("one", path, &samples, &err), STARDOSE_EUSAGE);
	assert_string_equal(err.text, "give samples as a list or as a file, not both");
	unlink(path);
	assert_int_equal(sdi_sample_list_read(NULL, path, &samples, &err), STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "(samples file)"));
}

static void a_name_that_htslib_would_take_for_a_list_is_told(void **state)
{
	struct sdi_sample_list samples = { .is_set = 1, .exclude = 1, .n = 0 };
	struct stardose_error err = { 0 };
	bcf_hdr_t *hdr = bcf_hdr_init("w");

	(void)state;
	assert_int_equal(bcf_hdr_add_sample(hdr, "a,b"), 0);
	assert_int_equal(bcf_hdr_add_sample(hdr, "c"), 0);
	assert_int_equal(bcf_hdr_sync(hdr), 0);
	samples.slice = (struct sdi_sample_slice){ 1, 2 };
	assert_int_equal(sdi_sample_list_apply(&samples, hdr, "f", 0, &err), STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "cannot select sample 'a,b'"));
	bcf_hdr_destroy(hdr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_keep_the_order_of_the_file),
		cmocka_unit_test(what_cannot_be_meant_is_refused),
		cmocka_unit_test(names_of_another_file_are_no_error_there),
		cmocka_unit_test(slices_are_all_samples_once),
		cmocka_unit_test(a_mask_says_what_a_selection_keeps),
		cmocka_unit_test(a_file_has_a_name_on_each_line),
		cmocka_unit_test(a_name_that_htslib_would_take_for_a_list_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
