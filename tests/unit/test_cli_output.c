/* test_cli_output.c - files that appear when they are complete, folders of them, kinds of input */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <cmocka.h>
#include <htslib/bgzf.h>
#include "../../src/cli/folder_of_files.h"
#include "../../src/cli/input_kind.h"
#include "text_files.h"

static int n_files(const char *folder)
{
	DIR *dir = opendir(folder);
	int n = -2; /* . and .. */

	assert_non_null(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

/* Write @text to @path and end with @status. */
static int write_out(const char *path, const char *text, int status)
{
	struct stardose_error err = { 0 };
	struct cli_output out;
	int ret = cli_output_open(&out, path, 1, &err);

	if (!ret)
		ret = cli_output_sink(&out, text, strlen(text), &err);
	return cli_output_close(&out, ret ? ret : status, &err);
}

static void a_file_appears_whole_or_not_at_all(void **state)
{
	struct stardose_error err = { 0 };
	struct cli_output out;

	(void)state;
	assert_int_equal(cli_output_open(&out, "new", 1, &err), STARDOSE_OK);
	assert_int_equal(cli_output_sink(&out, "abc", 3, &err), STARDOSE_OK);
	assert_int_not_equal(access("new", F_OK), 0);
	assert_int_equal(cli_output_close(&out, STARDOSE_OK, &err), STARDOSE_OK);
	assert_file("new", "abc");
	assert_int_equal(write_out("new", "half", STARDOSE_EINPUT), STARDOSE_EINPUT);
	assert_file("new", "abc"); /* what was there before stays */
	assert_int_equal(write_out("other", "half", STARDOSE_EINPUT), STARDOSE_EINPUT);
	assert_int_equal(n_files("."), 1);
	assert_int_equal(write_out("new", "", STARDOSE_OK), STARDOSE_OK);
	assert_file("new", "");
	assert_int_equal(n_files("."), 1);
}

static void a_file_that_is_replaced_keeps_its_mode_and_its_link(void **state)
{
	mode_t old = umask(027);
	struct stat st;

	(void)state;
	assert_int_equal(write_out("new", "x", STARDOSE_OK), STARDOSE_OK);
	assert_int_equal(stat("new", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(chmod("new", 0604), 0);
	assert_int_equal(symlink("new", "link"), 0);
	assert_int_equal(symlink("link", "chain"), 0);
	assert_int_equal(write_out("chain", "y", STARDOSE_OK), STARDOSE_OK);
	assert_file("new", "y");
	assert_int_equal(lstat("chain", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat("new", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0604);
	umask(old);
}

/* Also where nothing is at the end of the link yet, and it leads through a folder. */
static void a_link_to_nothing_is_followed(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(mkdir("a", 0700), 0);
	assert_int_equal(mkdir("b", 0700), 0);
	assert_int_equal(symlink("../b/new", "a/link"), 0);
	assert_int_equal(write_out("a/link", "x", STARDOSE_OK), STARDOSE_OK);
	assert_file("b/new", "x");
	assert_int_equal(lstat("a/link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(symlink("round", "round"), 0);
	assert_int_not_equal(write_out("round/x", "x", STARDOSE_OK), STARDOSE_OK);
}

static void what_cannot_be_written_is_said(void **state)
{
	static const struct {
		const char *path, *why;
	} cases[] = {
		{ "folder", "cannot write 'folder': it is a directory" },
		{ "none/new", "cannot write 'none/new': No such file or directory" },
		{ "file/new", "cannot write 'file/new': Not a directory" },
	};

	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	put_text("file", "x");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		struct cli_output out;

		assert_int_equal(cli_output_open(&out, cases[i].path, 1, &err), STARDOSE_EOUTPUT);
		assert_string_equal(err.text, cases[i].why);
		assert_null(out.path);
	}
	assert_int_equal(n_files("."), 2);
}

/* htslib would take the name for an address. */
static void a_name_with_a_colon_is_a_file_here(void **state)
{
	(void)state;
	assert_int_equal(write_out("s3:x.gz", "abc", STARDOSE_OK), STARDOSE_OK);
	assert_int_equal(access("./s3:x.gz", F_OK), 0);
	assert_int_equal(n_files("."), 1);
}

static void a_name_in_gz_is_written_in_blocks_with_an_end(void **state)
{
	static const char *const names[] = { "x.tsv.gz", "x.bgz" };

	(void)state;
	for (int i = 0; i < 2; i++) {
		char bytes[8] = "";
		BGZF *fp;

		assert_int_equal(write_out(names[i], "abc", STARDOSE_OK), STARDOSE_OK);
		fp = bgzf_open(names[i], "r");
		assert_non_null(fp);
		assert_int_equal(bgzf_compression(fp), 2);
		assert_int_equal(bgzf_check_EOF(fp), 1);
		assert_int_equal(bgzf_read(fp, bytes, sizeof(bytes)), 3);
		assert_string_equal(bytes, "abc");
		bgzf_close(fp);
	}
}

/* A limit on the size of files stands for a disk that is full. */
static void what_finds_no_room_is_an_error_and_leaves_nothing(void **state)
{
	struct rlimit before, small;
	struct stardose_error err = { 0 };
	struct cli_output out;
	void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
	char *text = calloc(1, 10000);
	int ret;

	(void)state;
	assert_non_null(text);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 1000;
	assert_int_equal(cli_output_open(&out, "new", 1, &err), STARDOSE_OK);
	assert_int_equal(cli_output_sink(&out, text, 10000, &err), STARDOSE_OK); /* in the buffer */
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	ret = cli_output_close(&out, STARDOSE_OK, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, handler);
	assert_int_equal(ret, STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "cannot write 'new': File too large");
	assert_int_equal(n_files("."), 0);
	free(text);
}

/* What is no regular file cannot be renamed: it is written in place, whatever comes of it. */
static void a_pipe_with_a_name_is_written_in_place(void **state)
{
	char bytes[8] = "";
	struct stat st;
	int fd;

	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	fd = open("pipe", O_RDWR | O_NONBLOCK);
	assert_true(fd >= 0);
	assert_int_equal(write_out("pipe", "abc", STARDOSE_EINPUT), STARDOSE_EINPUT);
	assert_int_equal(read(fd, bytes, sizeof(bytes)), 3);
	assert_string_equal(bytes, "abc");
	close(fd);
	assert_int_equal(stat("pipe", &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	assert_int_equal(n_files("."), 1);
}

static void a_reader_that_leaves_ends_nothing(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (!child) {
		signal(SIGPIPE, SIG_DFL);
		signal(SIGXFSZ, SIG_DFL);
		cli_output_signals();
		raise(SIGPIPE);
		raise(SIGXFSZ);
		_exit(7);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

static void two_names_may_lead_to_one_file(void **state)
{
	static const struct {
		const char *a, *b;
		int is_one;
	} cases[] = {
		{ "a", "a", 1 },    { "a", "./a", 1 },	   { "a", "link", 1 },
		{ "a", "hard", 1 }, { "a", "b", 0 },	   { "link", "hard", 1 },
		{ "a", "none", 0 }, { "none", "none", 0 }, { "a", "nowhere", 0 },
	};

	(void)state;
	put_text("a", "x");
	put_text("b", "x");
	assert_int_equal(symlink("a", "link"), 0);
	assert_int_equal(symlink("none", "nowhere"), 0);
	assert_int_equal(link("a", "hard"), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(cli_is_one_file(cases[i].a, cases[i].b), cases[i].is_one);
		assert_int_equal(cli_is_one_file(cases[i].b, cases[i].a), cases[i].is_one);
	}
}

static void whose_reader_left_has_nothing_to_hear(void **state)
{
	const struct cli_output out = { .path = (char *)"-" };
	struct stardose_error err = { 0 };

	(void)state;
	strcpy(err.text, "before");
	errno = EPIPE;
	assert_int_equal(cli_output_failed(&out, &err), STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "");
	errno = 0;
	assert_int_equal(cli_output_failed(&out, &err), STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "cannot write 'standard output': write failed");
}

static void a_signal_leaves_no_half_file(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGUSR1 };

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
		pid_t child = fork();
		int status;

		if (!child) {
			struct cli_output out;

			signal(signals[i], SIG_DFL);
			if (cli_output_open(&out, "new", 1, NULL) || n_files(".") != 1)
				_exit(9);
			raise(signals[i]);
			_exit(8);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_int_equal(n_files("."), 0);
	}
}

/* ---- a folder of files ---- */

struct making {
	kstring_t made;
	const char *bad;
	int status;
};

static int make(void *user, const char *file, const char *out, struct stardose_error *err)
{
	struct making *making = user;

	if (making->bad && !strcmp(file, making->bad))
		return stardose_error_set(err, making->status, "'%s' is bad", file);
	ksprintf(&making->made, "%s>%s ", file, out);
	return STARDOSE_OK;
}

static int make_all(struct cli_common *common, const char *list, const char *folder, char type,
		    struct making *making, struct stardose_error *err)
{
	struct heard heard = listen_to(2);
	struct file_list files;
	int ret;

	put_text("list", list);
	common->file_list = "list";
	ret = file_list_open(common, 0, NULL, &files, err);
	assert_int_equal(ret, STARDOSE_OK);
	ret = folder_of_files(common, &files, folder, type, make, making, err);
	file_list_release(&files);
	free(heard_text(&heard));
	return ret;
}

static void each_file_has_its_name_in_the_folder(void **state)
{
	static const struct {
		const char *list, *folder;
		char type;
		const char *made;
	} cases[] = {
		{ "a.vcf\nd/b.g.vcf.gz\n", "out", 'b',
		  "a.vcf>out/a.bcf d/b.g.vcf.gz>out/b.g.bcf " },
		{ "a.bcf\n", "out/", 'v', "a.bcf>out/a.vcf " },
		{ "a.VCF.BGZ\n", "out", 'z', "a.VCF.BGZ>out/a.vcf.gz " },
		{ "a.vcf\n", "out", 'u', "a.vcf>out/a.bcf " },
		{ "a.txt\n.vcf\n", "out", 'v', "a.txt>out/a.txt.vcf .vcf>out/.vcf.vcf " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct making making = { KS_INITIALIZE, NULL, 0 };
		struct stardose_error err = { 0 };
		struct cli_common common = { 0 };

		if (make_all(&common, cases[i].list, cases[i].folder, cases[i].type, &making, &err))
			fail_msg("%s", err.text);
		assert_string_equal(making.made.s, cases[i].made);
		assert_int_equal(access("out/.", F_OK), 0);
		ks_free(&making.made);
	}
}

/* All is looked at before the first file is written. */
static void a_list_that_would_lose_a_file_is_refused_before_any(void **state)
{
	static const struct {
		const char *list, *folder, *why;
	} cases[] = {
		{ "x/a.vcf\ny/a.bcf\n", "out", "two files of 'list' would be 'out/a.vcf'" },
		{ "x/a.vcf\n-\n", "out", "standard input has no name" },
		{ "x/a.vcf\tx/b.vcf\n", "out", "a line of 'list' has several files" },
		{ "b.vcf\na.vcf\n", ".", "'a.vcf' would be replaced by its result" },
		{ "b.vcf\nlink.vcf\n", ".", "'link.vcf' would be replaced by its result" },
	};

	(void)state;
	put_text("a.vcf", "x");
	assert_int_equal(symlink("a.vcf", "link.vcf"), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct making making = { KS_INITIALIZE, NULL, 0 };
		struct stardose_error err = { 0 };
		struct cli_common common = { .keep_going = 1 };

		assert_int_equal(
			make_all(&common, cases[i].list, cases[i].folder, 'v', &making, &err),
			STARDOSE_EUSAGE);
		if (!strstr(err.text, cases[i].why))
			fail_msg("'%s' does not say '%s'", err.text, cases[i].why);
		assert_null(making.made.s);
		assert_int_not_equal(access("out", F_OK), 0);
	}
}

static void a_bad_file_ends_the_others_unless_they_are_to_go_on(void **state)
{
	static const struct {
		int keep_going, status, ret, n_aside;
		const char *made;
	} cases[] = {
		{ 0, STARDOSE_EINPUT, STARDOSE_EINPUT, 0, "a>out/a.vcf " },
		{ 1, STARDOSE_EINPUT, STARDOSE_OK, 1, "a>out/a.vcf c>out/c.vcf " },
		{ 1, STARDOSE_EOUTPUT, STARDOSE_EOUTPUT, 0, "a>out/a.vcf " },
	};
	struct making making = { KS_INITIALIZE, "b", STARDOSE_EINPUT };
	struct cli_common common = { .keep_going = 1 };
	struct stardose_error err = { 0 };

	(void)state;
	assert_int_equal(make_all(&common, "b\n", "out", 'v', &making, &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "none of the 1 inputs can be used"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		making.status = cases[i].status;
		common = (struct cli_common){ .keep_going = cases[i].keep_going };
		making.made.l = 0;
		assert_int_equal(make_all(&common, "a\nb\nc\n", "out", 'v', &making, &err),
				 cases[i].ret);
		assert_string_equal(making.made.s, cases[i].made);
		assert_int_equal(common.n_set_aside, cases[i].n_aside);
	}
	ks_free(&making.made);
}

static void a_folder_that_cannot_be_is_no_folder(void **state)
{
	struct making making = { KS_INITIALIZE, NULL, 0 };
	struct stardose_error err = { 0 };
	struct cli_common common = { 0 };

	(void)state;
	put_text("file", "x");
	assert_int_equal(make_all(&common, "a\n", "file", 'v', &making, &err), STARDOSE_EOUTPUT);
	assert_non_null(strstr(err.text, "cannot make the folder 'file'"));
	assert_int_equal(make_all(&common, "a\n", "no/deep", 'v', &making, &err), STARDOSE_EOUTPUT);
	assert_null(making.made.s);
}

/* ---- what an input is ---- */

static void the_first_byte_that_says_something_tells_the_kind(void **state)
{
	static const struct {
		const char *text;
		int is_json;
	} cases[] = {
		{ "{}", 1 },	       { "\n\t \r\n{", 1 }, { "[{}]", 0 },
		{ "##fileformat", 0 }, { "BCF\2\2", 0 },    { "x{", 0 },
	};
	static const char *const mode[] = { "wu", "w", "wg" };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (int m = 0; m < 3; m++) {
			BGZF *fp = bgzf_open("in", mode[m]);
			int is_json = -1;

			assert_non_null(fp);
			assert_true(bgzf_write(fp, cases[i].text, strlen(cases[i].text)) > 0);
			assert_int_equal(bgzf_close(fp), 0);
			assert_int_equal(input_is_json("in", &is_json, NULL), STARDOSE_OK);
			assert_int_equal(is_json, cases[i].is_json);
		}
}

static void blanks_are_passed_over_up_to_a_limit(void **state)
{
	static const struct {
		int n_blanks, is_json;
	} cases[] = {
		{ 0, 1 }, { 511, 1 }, { 512, 1 }, { 513, 1 }, { 60000, 1 }, { 70000, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *text = malloc(cases[i].n_blanks + 1);
		int is_json = -1;

		assert_non_null(text);
		memset(text, '\n', cases[i].n_blanks);
		text[cases[i].n_blanks] = '{';
		put_file("in", text, cases[i].n_blanks + 1);
		assert_int_equal(input_is_json("in", &is_json, NULL), STARDOSE_OK);
		assert_int_equal(is_json, cases[i].is_json);
		free(text);
	}
}

static void an_empty_or_missing_input_is_said(void **state)
{
	static const struct {
		const char *path, *why;
	} cases[] = {
		{ "empty", "empty is empty" },
		{ "blank", "blank is empty" },
		{ "none", "cannot open 'none': No such file or directory" },
		{ ".", "cannot read .: Is a directory" },
	};

	(void)state;
	put_text("empty", "");
	put_text("blank", " \n\n");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		int is_json = -1;

		assert_int_equal(input_is_json(cases[i].path, &is_json, &err), STARDOSE_EINPUT);
		assert_string_equal(err.text, cases[i].why);
		assert_int_equal(is_json, 0);
	}
}

/* Also of what is compressed, and damaged: whoever reads it says what is wrong. */
static void what_is_compressed_is_looked_into(void **state)
{
	static const struct {
		int n_blanks;
		size_t cut;
		int is_json;
	} cases[] = {
		{ 511, 0, 1 }, { 512, 0, 1 }, { 3000, 0, 1 }, { 0, 2, 0 }, { 0, 10, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		BGZF *fp = bgzf_open("in", "wg");
		int is_json = -1;

		assert_non_null(fp);
		for (int k = 0; k < cases[i].n_blanks; k++)
			assert_int_equal(bgzf_write(fp, "\n", 1), 1);
		assert_int_equal(bgzf_write(fp, "{}", 2), 2);
		assert_int_equal(bgzf_close(fp), 0);
		if (cases[i].cut)
			assert_int_equal(truncate("in", cases[i].cut), 0);
		assert_int_equal(input_is_json("in", &is_json, NULL), STARDOSE_OK);
		assert_int_equal(is_json, cases[i].is_json);
	}
}

/* Standard input: a file is rewound, a pipe is fed again; not a byte is lost. */
static void looking_at_standard_input_takes_nothing_away(void **state)
{
	enum { SIZE = 300000 }; /* more than a pipe holds */
	char *text = malloc(SIZE), *back = malloc(SIZE + 1);
	int kept = dup(0);

	(void)state;
	assert_non_null(text);
	assert_non_null(back);
	for (int i = 0; i < SIZE; i++)
		text[i] = i < 700 ? ' ' : "{abcdefg"[i % 8];
	put_file("in", text, SIZE);
	for (int is_pipe = 0; is_pipe < 2; is_pipe++) {
		int ends[2] = { open("in", O_RDONLY), -1 }, is_json = 0, got = 0, status;
		pid_t writer = -1;
		ssize_t n;

		if (is_pipe) {
			close(ends[0]);
			assert_int_equal(pipe(ends), 0);
			writer = fork();
			if (!writer)
				_exit(write(ends[1], text, SIZE) != SIZE);
			close(ends[1]);
		}
		assert_int_equal(dup2(ends[0], 0), 0);
		close(ends[0]);
		assert_int_equal(input_is_json("-", &is_json, NULL), STARDOSE_OK);
		assert_int_equal(is_json, "{abcdefg"[700 % 8] == '{');
		while ((n = read(0, back + got, SIZE + 1 - got)) > 0)
			got += n;
		assert_int_equal(got, SIZE);
		assert_memory_equal(back, text, SIZE);
		if (is_pipe)
			assert_int_equal(waitpid(writer, &status, 0), writer);
	}
	assert_int_equal(dup2(kept, 0), 0);
	close(kept);
	free(text);
	free(back);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_OWN_FOLDER(a_file_appears_whole_or_not_at_all),
		IN_OWN_FOLDER(a_file_that_is_replaced_keeps_its_mode_and_its_link),
		IN_OWN_FOLDER(a_link_to_nothing_is_followed),
		IN_OWN_FOLDER(what_cannot_be_written_is_said),
		IN_OWN_FOLDER(a_name_with_a_colon_is_a_file_here),
		IN_OWN_FOLDER(a_name_in_gz_is_written_in_blocks_with_an_end),
		IN_OWN_FOLDER(what_finds_no_room_is_an_error_and_leaves_nothing),
		IN_OWN_FOLDER(a_pipe_with_a_name_is_written_in_place),
		cmocka_unit_test(a_reader_that_leaves_ends_nothing),
		IN_OWN_FOLDER(two_names_may_lead_to_one_file),
		cmocka_unit_test(whose_reader_left_has_nothing_to_hear),
		IN_OWN_FOLDER(a_signal_leaves_no_half_file),
		IN_OWN_FOLDER(each_file_has_its_name_in_the_folder),
		IN_OWN_FOLDER(a_list_that_would_lose_a_file_is_refused_before_any),
		IN_OWN_FOLDER(a_bad_file_ends_the_others_unless_they_are_to_go_on),
		IN_OWN_FOLDER(a_folder_that_cannot_be_is_no_folder),
		IN_OWN_FOLDER(the_first_byte_that_says_something_tells_the_kind),
		IN_OWN_FOLDER(blanks_are_passed_over_up_to_a_limit),
		IN_OWN_FOLDER(what_is_compressed_is_looked_into),
		IN_OWN_FOLDER(an_empty_or_missing_input_is_said),
		IN_OWN_FOLDER(looking_at_standard_input_takes_nothing_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
