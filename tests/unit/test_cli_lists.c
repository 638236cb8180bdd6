/* test_cli_lists.c - lists of files, lines of JSON and names: what is read, in which parts */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../../src/cli/file_list.h"
#include "../../src/cli/lines.h"
#include "../../src/cli/name_set.h"
#include "text_files.h"

/* "a b | c": files with blanks between them, units with bars */
static char *shown(const struct file_list *list)
{
	static char text[4096];
	int at = 0;

	text[0] = 0;
	for (int u = 0; u < list->n_units; u++)
		for (int i = list->first[u]; i < list->first[u + 1]; i++)
			at += snprintf(text + at, sizeof(text) - at, "%s%s",
				       i == 0		     ? ""
				       : i == list->first[u] ? " | "
							     : " ",
				       list->files[i]);
	return text;
}

static int open_list(struct cli_common *common, int n, char **args, struct file_list *list,
		     struct stardose_error *err)
{
	memset(err, 0, sizeof(*err));
	return file_list_open(common, n, args, list, err);
}

static void a_line_is_a_unit_and_tabs_part_its_files(void **state)
{
	static const struct {
		const char *text, *shown;
		int n_files;
	} cases[] = {
		{ "a\n", "a", 1 },
		{ "a\nb\n", "a | b", 2 },
		{ "a\tb\nc", "a b | c", 3 },
		{ "a\r\nb\r\n", "a | b", 2 },
		{ "\n\na\n\n\nb\n\n", "a | b", 2 },
		{ "\ta\t\tb\t\n\t\t\nc\n", "a b | c", 3 },
		{ "a file.vcf\n", "a file.vcf", 1 }, /* a blank is of the name */
		{ "\xc3\xa9.vcf\n#no remark\n", "\xc3\xa9.vcf | #no remark", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = { .file_list = "list" };
		struct stardose_error err;
		struct file_list list;

		put_text("list", cases[i].text);
		assert_int_equal(open_list(&common, 0, NULL, &list, &err), STARDOSE_OK);
		assert_string_equal(shown(&list), cases[i].shown);
		assert_int_equal(list.n_files, cases[i].n_files);
		file_list_release(&list);
		assert_null(list.files);
	}
}

static void files_of_the_command_line_are_units_of_their_own(void **state)
{
	char *args[] = { (char *)"a", (char *)"b\tc", (char *)"-" };
	struct cli_common common = { 0 };
	struct stardose_error err;
	struct file_list list;

	(void)state;
	assert_int_equal(open_list(&common, 3, args, &list, &err), STARDOSE_OK);
	assert_string_equal(shown(&list), "a | b\tc | -");
	assert_int_equal(list.n_units, 3);
	file_list_release(&list);
	assert_int_equal(open_list(&common, 0, args, &list, &err), STARDOSE_OK);
	assert_int_equal(list.n_units, 0);
	file_list_release(&list);
}

static void a_list_that_names_nothing_is_refused(void **state)
{
	static const char *const empty[] = { "", "\n", "\t\n\t\t\n", "\r\n" };
	char *args[] = { (char *)"a" };
	struct cli_common common = { .file_list = "list" };
	struct stardose_error err;
	struct file_list list;

	(void)state;
	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++) {
		put_text("list", empty[i]);
		assert_int_equal(open_list(&common, 0, NULL, &list, &err), STARDOSE_EUSAGE);
		assert_string_equal(err.text, "'list' names no file");
		file_list_release(&list);
	}
	put_text("list", "a\n");
	assert_int_equal(open_list(&common, 1, args, &list, &err), STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "not both"));
	file_list_release(&list);
	put_text("list", "a\xff\n");
	assert_int_equal(open_list(&common, 0, NULL, &list, &err), STARDOSE_EINPUT);
	file_list_release(&list);
	common.file_list = "missing";
	assert_int_equal(open_list(&common, 0, NULL, &list, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "'missing'"));
	file_list_release(&list);
}

/* Whatever the numbers: each line is in one part, in order, and no part is larger by two. */
static void parts_of_a_list_are_the_list(void **state)
{
	kstring_t text = KS_INITIALIZE;

	(void)state;
	for (int n = 1; n <= 140; n++) {
		ksprintf(&text, "f%d\tg%d\n", n, n);
		if (n > 40 && n % 32 > 1)
			continue;
		put_text("list", text.s);
		for (int n_shards = 1; n_shards <= n; n_shards += 1 + n_shards / 4) {
			int next = 1;

			for (int shard = 1; shard <= n_shards; shard++) {
				struct cli_common common = { .file_list = "list",
							     .shard_number = shard,
							     .n_shards = n_shards };
				struct stardose_error err;
				struct file_list list;

				assert_int_equal(open_list(&common, 0, NULL, &list, &err), 0);
				assert_true(list.n_units >= n / n_shards);
				assert_true(list.n_units <= n / n_shards + 1);
				assert_int_equal(list.n_files, 2 * list.n_units);
				for (int u = 0; u < list.n_units; u++, next++) {
					assert_int_equal(list.first[u], 2 * u);
					assert_int_equal(atoi(list.files[2 * u] + 1), next);
					assert_int_equal(list.files[2 * u + 1][0], 'g');
				}
				file_list_release(&list);
			}
			assert_int_equal(next, n + 1);
		}
	}
	ks_free(&text);
}

static void a_part_without_a_line_is_said(void **state)
{
	struct cli_common common = {
		.file_list = "list", .shard = "1/3", .shard_number = 1, .n_shards = 3
	};
	struct stardose_error err;
	struct file_list list;

	(void)state;
	put_text("list", "a\nb\n");
	assert_int_equal(open_list(&common, 0, NULL, &list, &err), STARDOSE_EUSAGE);
	assert_string_equal(err.text, "shard 1/3 of 'list' holds no file: the list has 2 lines");
	file_list_release(&list);
}

/* ---- lines ---- */

struct taken {
	kstring_t text;
	int fail_at, status;
};

static int take(void *data, const char *path, const char *line, size_t n, int number,
		struct stardose_error *err)
{
	struct taken *taken = data;

	if (number == taken->fail_at)
		return stardose_error_set(err, taken->status, "%s:%d is bad", path, number);
	ksprintf(&taken->text, "%s:%d:%.*s;", path, number, (int)n, line);
	return STARDOSE_OK;
}

static void lines_have_the_numbers_of_the_file(void **state)
{
	struct taken taken = { KS_INITIALIZE, 0, 0 };
	struct stardose_error err = { 0 };

	(void)state;
	put_text("a", "\n{\"x\":1}\n  \t\r\n{}\r\n{\"last\":\"\\n\\\"\"}");
	assert_int_equal(lines_each("a", take, &taken, &err), STARDOSE_OK);
	assert_string_equal(taken.text.s, "a:2:{\"x\":1};a:4:{};a:5:{\"last\":\"\\n\\\"\"};");
	ks_free(&taken.text);
	assert_int_equal(lines_each("none", take, &taken, &err), STARDOSE_EINPUT);
}

/* A bare control character in a text is no JSON: what is copied on would spoil the output. */
static void a_control_character_in_a_text_is_refused(void **state)
{
	static const struct {
		const char *line;
		int is_bad;
	} cases[] = {
		{ "{\"a\":\"b\tc\"}", 1 },
		{ "{\"a\":\"\x01\"}", 1 },
		{ "{\"a\":\"\x1b[0m\"}", 1 },
		{ "{\"a\":\"b\\\"\tc\"}", 1 },
		{ "{\"a\":\"b\\\\\"\t}", 0 },
		{ "{\t\"a\"\t:\t1}", 0 },
		{ "{\x01}", 1 },
		{ "{\"a\":\"\x7f\"}", 0 },
		{ "{\"a\":\"\\u0001\"}", 0 },
		{ "{\"a\":\"x\\", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct taken taken = { KS_INITIALIZE, 0, 0 };
		struct stardose_error err = { 0 };
		int ret;

		put_text("a", cases[i].line);
		ret = lines_each("a", take, &taken, &err);
		if (ret != (cases[i].is_bad ? STARDOSE_EINPUT : STARDOSE_OK))
			fail_msg("'%s': %d", cases[i].line, ret);
		if (ret)
			assert_string_equal(err.text, "'a' line 1 has a control character in a "
						      "text, so it is no JSON");
		ks_free(&taken.text);
	}
}

/* What lines_files() takes of "a" (5 lines) and "b" (2), or its error. */
static int take_files(struct cli_common *common, struct taken *taken, const char *second,
		      char **said, struct stardose_error *err)
{
	char *files[] = { (char *)"a", (char *)second };
	struct file_list list = { .n_files = 2, .files = files };
	struct heard heard;
	int ret;

	put_text("a", "1\n\n2\n3\n\n\n4\n5\n");
	put_text("b", "6\n7");
	memset(err, 0, sizeof(*err));
	heard = listen_to(2);
	ret = lines_files(common, &list, take, taken, err);
	*said = heard_text(&heard);
	return ret;
}

static void a_slice_counts_the_lines_of_all_files(void **state)
{
	static const struct {
		int number, n;
		const char *text;
	} cases[] = {
		{ 0, 0, "a:1:1;a:3:2;a:4:3;a:7:4;a:8:5;b:1:6;b:2:7;" },
		{ 1, 1, "a:1:1;a:3:2;a:4:3;a:7:4;a:8:5;b:1:6;b:2:7;" },
		{ 1, 2, "a:1:1;a:3:2;a:4:3;" },
		{ 2, 2, "a:7:4;a:8:5;b:1:6;b:2:7;" },
		{ 3, 7, "a:4:3;" },
		{ 7, 7, "b:2:7;" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = { .shard_number = cases[i].number,
					     .n_shards = cases[i].n };
		struct taken taken = { KS_INITIALIZE, 0, 0 };
		struct stardose_error err;
		char *said;

		assert_int_equal(take_files(&common, &taken, "b", &said, &err), STARDOSE_OK);
		assert_string_equal(taken.text.s, cases[i].text);
		assert_string_equal(said, "");
		free(said);
		ks_free(&taken.text);
	}
}

static void a_slice_that_cannot_be_is_a_wrong_use(void **state)
{
	static const struct {
		int number, n;
		const char *second, *why;
	} cases[] = {
		{ 1, 9, "b", "shard 1/9 of 'a' holds no line: there are 7" },
		{ 1, 2, "-", "a part of standard input is not known before its end; give a file" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = { .shard = "1/9",
					     .shard_number = cases[i].number,
					     .n_shards = cases[i].n };
		struct taken taken = { KS_INITIALIZE, 0, 0 };
		struct stardose_error err;
		char *said;

		assert_int_equal(take_files(&common, &taken, cases[i].second, &said, &err),
				 STARDOSE_EUSAGE);
		assert_string_equal(err.text, cases[i].why);
		assert_null(taken.text.s);
		free(said);
	}
}

static void only_with_keep_going_a_bad_line_is_set_aside(void **state)
{
	static const struct {
		int keep_going, status, fail_at, ret;
		const char *second, *text, *said, *why;
	} cases[] = {
		{ 0, STARDOSE_EINPUT, 4, STARDOSE_EINPUT, "b", "a:1:1;a:3:2;", "", "a:4 is bad" },
		{ 1, STARDOSE_EINPUT, 4, STARDOSE_OK, "b", "a:1:1;a:3:2;a:7:4;a:8:5;b:1:6;b:2:7;",
		  "stardose: warning: set aside: a:4 is bad\n", "" },
		/* what is not about the line ends everything */
		{ 1, STARDOSE_EOUTPUT, 4, STARDOSE_EOUTPUT, "b", "a:1:1;a:3:2;", "", "a:4 is bad" },
		{ 0, 0, 0, STARDOSE_EINPUT, "none", "a:1:1;a:3:2;a:4:3;a:7:4;a:8:5;", "",
		  "cannot open 'none': No such file or directory" },
		{ 1, 0, 0, STARDOSE_OK, "none", "a:1:1;a:3:2;a:4:3;a:7:4;a:8:5;",
		  "stardose: warning: set aside: cannot open 'none': No such file or directory\n",
		  "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cli_common common = { .keep_going = cases[i].keep_going };
		struct taken taken = { KS_INITIALIZE, cases[i].fail_at, cases[i].status };
		struct stardose_error err;
		char *said;

		assert_int_equal(take_files(&common, &taken, cases[i].second, &said, &err),
				 cases[i].ret);
		assert_string_equal(taken.text.s, cases[i].text);
		assert_string_equal(said, cases[i].said);
		assert_string_equal(err.text, cases[i].why);
		free(said);
		ks_free(&taken.text);
	}
}

/* Otherwise an empty output would look like a run without people. */
static void when_nothing_could_be_used_it_is_an_error(void **state)
{
	struct cli_common common = { .keep_going = 1 };
	char *files[] = { (char *)"none", (char *)"neither" };
	struct file_list list = { .n_files = 2, .files = files };
	struct taken taken = { KS_INITIALIZE, 0, 0 };
	struct stardose_error err = { 0 };
	struct heard heard = listen_to(2);
	int ret = lines_files(&common, &list, take, &taken, &err);
	char *said = heard_text(&heard);

	(void)state;
	assert_int_equal(ret, STARDOSE_EINPUT);
	assert_string_equal(err.text, "none of the 2 inputs can be used; each was named above");
	assert_int_equal(common.n_set_aside, 2);
	free(said);
}

struct joined {
	struct cli_lines lines;
	kstring_t text;
	int fail_at, n;
};

static int join(void *user, struct stardose_error *err)
{
	struct joined *joined = user;

	if (joined->n++ == joined->fail_at)
		return stardose_error_set(err, STARDOSE_EOUTPUT, "full");
	ksprintf(&joined->text, "[%s]", joined->lines.line.l ? joined->lines.line.s : "");
	return STARDOSE_OK;
}

/* Bytes in pieces of any size are the same lines; what has no line feed yet is not given. */
static void a_sink_gives_whole_lines(void **state)
{
	static const char bytes[] = "one\n\nthree\r\nlast";

	(void)state;
	for (size_t size = 1; size <= sizeof(bytes); size++) {
		struct joined joined = { .fail_at = -1 };
		struct stardose_error err = { 0 };

		joined.lines.put = join;
		joined.lines.user = &joined;
		for (size_t at = 0; at < sizeof(bytes) - 1; at += size) {
			size_t left = sizeof(bytes) - 1 - at;

			assert_int_equal(cli_lines_sink(&joined.lines, bytes + at,
							left < size ? left : size, &err),
					 STARDOSE_OK);
		}
		assert_string_equal(joined.text.s, "[one][][three\r]");
		assert_string_equal(joined.lines.line.s, "last");
		ks_free(&joined.lines.line);
		ks_free(&joined.text);
	}
}

static void a_sink_ends_with_the_first_failure(void **state)
{
	struct joined joined = { .fail_at = 1 };
	struct stardose_error err = { 0 };

	(void)state;
	joined.lines.put = join;
	joined.lines.user = &joined;
	assert_int_equal(cli_lines_sink(&joined.lines, "a\nb\nc\n", 6, &err), STARDOSE_EOUTPUT);
	assert_string_equal(joined.text.s, "[a]");
	assert_int_equal(joined.n, 2);
	ks_free(&joined.lines.line);
	ks_free(&joined.text);
}

/* ---- names ---- */

static void a_name_is_new_once(void **state)
{
	struct name_set *set = name_set_new();
	struct stardose_error err = { 0 };
	char name[16];

	(void)state;
	name_set_free(NULL);
	assert_non_null(set);
	assert_int_equal(name_set_has(set, "s0"), 0);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 2000; i++) {
			int n = snprintf(name, sizeof(name), "s%d", i);

			assert_int_equal(name_set_add(set, name, n, &err), !round);
			assert_int_equal(name_set_has(set, name), 1);
		}
	strcpy(name, "gone"); /* it was copied */
	assert_int_equal(name_set_has(set, "s1999"), 1);
	assert_int_equal(name_set_has(set, "S1999"), 0);
	assert_int_equal(name_set_add(set, "abcdef", 3, &err), 1);
	assert_int_equal(name_set_has(set, "abc"), 1);
	assert_int_equal(name_set_has(set, "abcdef"), 0);
	assert_int_equal(name_set_add(set, "", 0, &err), 1);
	assert_int_equal(name_set_add(set, "x", 0, &err), 0);
	name_set_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_OWN_FOLDER(a_line_is_a_unit_and_tabs_part_its_files),
		IN_OWN_FOLDER(files_of_the_command_line_are_units_of_their_own),
		IN_OWN_FOLDER(a_list_that_names_nothing_is_refused),
		IN_OWN_FOLDER(parts_of_a_list_are_the_list),
		IN_OWN_FOLDER(a_part_without_a_line_is_said),
		IN_OWN_FOLDER(lines_have_the_numbers_of_the_file),
		IN_OWN_FOLDER(a_control_character_in_a_text_is_refused),
		IN_OWN_FOLDER(a_slice_counts_the_lines_of_all_files),
		IN_OWN_FOLDER(a_slice_that_cannot_be_is_a_wrong_use),
		IN_OWN_FOLDER(only_with_keep_going_a_bad_line_is_set_aside),
		IN_OWN_FOLDER(when_nothing_could_be_used_it_is_an_error),
		cmocka_unit_test(a_sink_gives_whole_lines),
		cmocka_unit_test(a_sink_ends_with_the_first_failure),
		cmocka_unit_test(a_name_is_new_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
