/* test_zip_member.c - one file out of a ZIP archive, whole or not at all */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include <zlib.h>
#include "outside/outside_read.h"

/* ---- archives made here, byte by byte as the APPNOTE has them ---- */

enum { STORED = 0, DEFLATED = 8 };

struct member {
	const char *name, *text;
	int method;
};

struct archive {
	kstring_t bytes, directory;
	int n;
};

static void put(kstring_t *to, unsigned long value, int n_bytes)
{
	for (int i = 0; i < n_bytes; i++, value >>= 8)
		kputc((int)(value & 255), to);
}

static void add_member(struct archive *a, const struct member *m)
{
	const size_t n = strlen(m->text);
	unsigned char packed[4096];
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)m->text,
		       .avail_in = (unsigned)n,
		       .next_out = packed,
		       .avail_out = sizeof(packed) };
	const size_t at = a->bytes.l;
	size_t n_packed = n;

	if (m->method == DEFLATED) {
		assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
				 Z_OK);
		assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
		n_packed = z.total_out;
		deflateEnd(&z);
	} else {
		memcpy(packed, m->text, n);
	}
	for (int central = 0; central < 2; central++) {
		kstring_t *to = central ? &a->directory : &a->bytes;

		put(to, central ? 0x02014b50 : 0x04034b50, 4);
		if (central)
			put(to, 20, 2);
		put(to, 20, 2);
		put(to, 0, 2); /* flags */
		put(to, m->method, 2);
		put(to, 0, 4);
		put(to, crc32(0, (const unsigned char *)m->text, n), 4);
		put(to, n_packed, 4);
		put(to, n, 4);
		put(to, strlen(m->name), 2);
		put(to, 0, 2);
		if (central) {
			put(to, 0, 2); /* comment */
			put(to, 0, 8);
			put(to, at, 4);
		}
		kputs(m->name, to);
	}
	kputsn((const char *)packed, n_packed, &a->bytes);
	a->n++;
}

/* The archive with its directory and @comment behind it; ks_free() */
static kstring_t finished(struct archive *a, const char *comment)
{
	const size_t at = a->bytes.l;

	kputsn(a->directory.s ? a->directory.s : "", a->directory.l, &a->bytes);
	put(&a->bytes, 0x06054b50, 4);
	put(&a->bytes, 0, 4);
	put(&a->bytes, a->n, 2);
	put(&a->bytes, a->n, 2);
	put(&a->bytes, a->directory.l, 4);
	put(&a->bytes, at, 4);
	put(&a->bytes, strlen(comment), 2);
	kputs(comment, &a->bytes);
	ks_free(&a->directory);
	return a->bytes;
}

static kstring_t archive_of(const struct member *members, int n, const char *comment)
{
	struct archive a = { KS_INITIALIZE, KS_INITIALIZE, 0 };

	for (int i = 0; i < n; i++)
		add_member(&a, &members[i]);
	return finished(&a, comment);
}

static const struct member members[] = {
	{ "run/metadata.txt", "Metadata=x\nSemanticType=y\n", DEFLATED },
	{ "run/mydata.tsv", "not the one\n", STORED },
	{ "run/data.tsv", "a\tb\n1\t2\n1\t2\n1\t2\n1\t2\n", DEFLATED },
	{ "run/stored.tsv", "as it is\n", STORED },
	{ "run/second/data.tsv", "the second of the name\n", STORED },
	{ "run/empty.tsv", "", STORED },
	{ "run/empty_packed.tsv", "", DEFLATED },
	{ "top.tsv", "without a folder\n", DEFLATED },
};
#define N_MEMBERS ((int)(sizeof(members) / sizeof(*members)))

static void assert_member(const kstring_t *zip, const char *name, const char *text)
{
	struct stardose_error err = { 0 };
	char *out;
	size_t n;
	int ret = sdi_zip_member(zip->s, zip->l, name, &out, &n, &err);

	if (ret)
		fail_msg("%s: %d %s", name, ret, err.text);
	assert_int_equal(n, strlen(text));
	assert_string_equal(out, text);
	free(out);
}

/* 0, STARDOSE_EOF or an error; nothing is handed over then */
static int refused(const kstring_t *zip, const char *name, struct stardose_error *err)
{
	char *out = (char *)"untouched";
	size_t n = 7;
	int ret = sdi_zip_member(zip->s, zip->l, name, &out, &n, err);

	if (!ret) {
		free(out);
		return ret;
	}
	assert_null(out);
	return ret;
}

static void the_first_file_of_a_name_is_unpacked(void **state)
{
	static const char *const comments[] = { "", "a comment", "PK\5\6 and no end" };

	(void)state;
	for (int c = 0; c < 3; c++) {
		kstring_t zip = archive_of(members, N_MEMBERS, comments[c]);
		struct stardose_error err;

		assert_member(&zip, "data.tsv", members[2].text);
		assert_member(&zip, "second/data.tsv", members[4].text);
		assert_member(&zip, "mydata.tsv", members[1].text);
		assert_member(&zip, "stored.tsv", "as it is\n");
		assert_member(&zip, "empty.tsv", "");
		assert_member(&zip, "empty_packed.tsv", "");
		assert_member(&zip, "top.tsv", "without a folder\n");
		assert_int_equal(refused(&zip, "ata.tsv", &err), STARDOSE_EOF);
		assert_int_equal(refused(&zip, "none.tsv", &err), STARDOSE_EOF);
		assert_int_equal(refused(&zip, "DATA.TSV", &err), STARDOSE_EOF);
		ks_free(&zip);
	}
}

static void an_archive_of_nothing_has_no_file(void **state)
{
	kstring_t zip = archive_of(NULL, 0, "");

	(void)state;
	assert_int_equal(refused(&zip, "data.tsv", NULL), STARDOSE_EOF);
	ks_free(&zip);
}

/* Of a cut archive nothing is read, and no byte of it may lie about its size. */
static void an_archive_cut_anywhere_is_an_error(void **state)
{
	kstring_t zip = archive_of(members, N_MEMBERS, "");

	(void)state;
	for (size_t n = 0; n < zip.l; n++) {
		struct stardose_error err = { 0 };
		kstring_t cut = { n, n, malloc(n + 1) }; /* its end is the allocation's */

		assert_non_null(cut.s);
		memcpy(cut.s, zip.s, n);
		assert_int_equal(refused(&cut, "data.tsv", &err), STARDOSE_EINPUT);
		assert_non_null(strstr(err.text, "cut short"));
		free(cut.s);
	}
	ks_free(&zip);
}

/* A changed byte changes no text: it is found, or it was of nothing that is read. */
static void a_damaged_byte_never_gives_another_text(void **state)
{
	kstring_t zip = archive_of(members, 3, "");
	int n_refused = 0;

	(void)state;
	for (size_t i = 0; i < zip.l; i++)
		for (int bit = 0; bit < 8; bit += 7) {
			struct stardose_error err = { 0 };
			char *out;
			size_t n;
			int ret;

			zip.s[i] ^= 1 << bit;
			ret = sdi_zip_member(zip.s, zip.l, "data.tsv", &out, &n, &err);
			if (ret == STARDOSE_OK) {
				assert_string_equal(out, members[2].text);
			} else {
				assert_null(out);
				assert_true(ret == STARDOSE_EINPUT || ret == STARDOSE_EOF);
				assert_int_equal(ret == STARDOSE_EINPUT, err.text[0] != '\0');
				n_refused++;
			}
			free(out);
			zip.s[i] ^= 1 << bit;
		}
	assert_true(n_refused > 100);
	assert_member(&zip, "data.tsv", members[2].text);
	ks_free(&zip);
}

/* Where the fields of an entry of the directory lie. */
enum { FLAGS = 8, METHOD = 10, CRC = 16, PACKED = 20, UNPACKED = 24, LOCAL = 42 };

static void what_cannot_be_unpacked_says_why(void **state)
{
	static const struct {
		int at, n_bytes;
		unsigned long value;
		const char *why;
	} cases[] = {
		{ FLAGS, 2, 1, "is an encrypted ZIP archive: unpack it first" },
		{ METHOD, 2, 12, "packed with method 12: unpack it first" },
		{ METHOD, 2, STORED, "is a damaged ZIP archive" },
		{ CRC, 4, 0, "is a damaged ZIP archive" },
		{ PACKED, 4, 0, "is a damaged ZIP archive" },
		{ PACKED, 4, 0xffffffff, "is a damaged ZIP archive" },
		{ UNPACKED, 4, 1, "is a damaged ZIP archive" },
		{ UNPACKED, 4, 1000, "is a damaged ZIP archive" },
		{ UNPACKED, 4, (256ul << 20) + 1, "a table of more than 256 MB" },
		{ LOCAL, 4, 1, "is a damaged ZIP archive" },
		{ LOCAL, 4, 0xffffffff, "is a damaged ZIP archive" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t zip = archive_of(&members[2], 1, ""), bytes = KS_INITIALIZE;
		struct stardose_error err = { 0 };
		char *entry = NULL;

		for (size_t at = 0; at + 4 < zip.l && !entry; at++)
			entry = memcmp(zip.s + at, "PK\1\2", 4) ? NULL : zip.s + at;
		assert_non_null(entry);
		put(&bytes, cases[i].value, cases[i].n_bytes);
		memcpy(entry + cases[i].at, bytes.s, cases[i].n_bytes);
		assert_int_equal(refused(&zip, "data.tsv", &err), STARDOSE_EINPUT);
		if (!strstr(err.text, cases[i].why))
			fail_msg("case %d: %s", (int)i, err.text);
		ks_free(&bytes);
		ks_free(&zip);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_file_of_a_name_is_unpacked),
		cmocka_unit_test(an_archive_of_nothing_has_no_file),
		cmocka_unit_test(an_archive_cut_anywhere_is_an_error),
		cmocka_unit_test(a_damaged_byte_never_gives_another_text),
		cmocka_unit_test(what_cannot_be_unpacked_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
