/*
 * test_caller_sources.c - the same calls from a path, a descriptor, memory and a function; what
 * goes wrong there; and nothing of htslib's on stderr
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <htslib/bgzf.h>
#include <htslib/hts_log.h>
#include <htslib/kstring.h>
#include <stardose/call.h>

static struct stardose_tables *tables;
static kstring_t heard, plain, packed;

static void hear(void *user, int level, const char *text)
{
	(void)user;
	(void)level;
	ksprintf(&heard, "%s\n", text);
}

static void read_whole(const char *path, kstring_t *out)
{
	FILE *from = fopen(path, "rb");
	char buffer[4096];
	size_t n;

	assert_non_null(from);
	while ((n = fread(buffer, 1, sizeof(buffer), from)) > 0)
		kputsn(buffer, n, out);
	fclose(from);
}

static const char *example(void)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/examples/two_people.GRCh38.vcf",
		 getenv("top_srcdir") ? getenv("top_srcdir") : ".");
	return path;
}

/* The example as text and in BGZF. */
static int open_all(void **state)
{
	char path[] = "/tmp/stardose_sources_XXXXXX";
	int fd = mkstemp(path);
	BGZF *to = fd < 0 ? NULL : bgzf_dopen(fd, "w");

	(void)state;
	read_whole(example(), &plain);
	if (!to || bgzf_write(to, plain.s, plain.l) < 0 || bgzf_close(to) < 0)
		return -1;
	read_whole(path, &packed);
	unlink(path);
	return stardose_tables_open(NULL, &tables, NULL);
}

static int close_all(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	ks_free(&heard);
	ks_free(&plain);
	ks_free(&packed);
	return 0;
}

static struct stardose_caller *new_caller(void)
{
	struct stardose_call_options options;
	struct stardose_caller *caller;

	stardose_call_options_init(&options);
	options.log = (struct stardose_log){ hear, NULL };
	heard.l = 0;
	assert_int_equal(stardose_caller_new(tables, &options, &caller, NULL), STARDOSE_OK);
	return caller;
}

/* Every diplotype, and the caller is freed. */
static char *calls_of(struct stardose_caller *caller)
{
	kstring_t out = KS_INITIALIZE;

	assert_int_equal(stardose_caller_finish(caller, NULL), STARDOSE_OK);
	for (int s = 0; s < stardose_caller_n_samples(caller); s++)
		for (int g = 0; g < stardose_caller_n_genes(caller); g++) {
			const struct stardose_call *call = stardose_caller_call(caller, s, g);

			ksprintf(&out, "%s %s %s\n", stardose_caller_sample(caller, s),
				 call->gene->name,
				 call->n_candidates ? call->candidates[0].diplotype : ".");
		}
	stardose_caller_free(caller);
	return ks_release(&out);
}

/* ---- sources ---- */

/* Bytes in pieces of some length; negative @fail_at: never, else from there on it fails. */
struct dripping { const char *at; size_t left, piece; long fail_at; };

static ssize_t drip(void *user, void *buffer, size_t n)
{
	struct dripping *d = user;

	if (d->fail_at >= 0 && !d->fail_at--)
		return -1;
	n = n < d->piece ? n : d->piece;
	n = n < d->left ? n : d->left;
	memcpy(buffer, d->at, n);
	d->at += n;
	d->left -= n;
	return n;
}

static char *by_function(const kstring_t *bytes, size_t piece)
{
	struct stardose_caller *caller = new_caller();
	struct dripping d = { bytes->s, bytes->l, piece, -1 };

	assert_int_equal(stardose_caller_read_from(caller, drip, &d, "drops", NULL), STARDOSE_OK);
	assert_int_equal(d.left, 0);
	return calls_of(caller);
}

static char *by_memory(const kstring_t *bytes)
{
	struct stardose_caller *caller = new_caller();

	assert_int_equal(stardose_caller_read_memory(caller, bytes->s, bytes->l, NULL, NULL),
			 STARDOSE_OK);
	return calls_of(caller);
}

static char *by_descriptor(void)
{
	struct stardose_caller *caller = new_caller();
	int fd = open(example(), O_RDONLY);

	assert_int_equal(stardose_caller_read_fd(caller, fd, "opened", NULL), STARDOSE_OK);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), plain.l); /* open still, and read to the end */
	close(fd);
	return calls_of(caller);
}

static void every_source_gives_the_same_calls(void **state)
{
	struct stardose_caller *caller = new_caller();
	char *want, *got[5];

	(void)state;
	assert_int_equal(stardose_caller_read(caller, example(), NULL), STARDOSE_OK);
	want = calls_of(caller);
	assert_non_null(strstr(want, "person_1 CYP2D6 *4/*41"));
	got[0] = by_descriptor();
	got[1] = by_memory(&plain);
	got[2] = by_memory(&packed);
	got[3] = by_function(&plain, 7);
	got[4] = by_function(&packed, 1000);
	for (int i = 0; i < 5; i++) {
		assert_string_equal(got[i], want);
		free(got[i]);
	}
	free(want);
}

static void what_goes_wrong_is_said_by_name(void **state)
{
	struct stardose_caller *caller = new_caller();
	struct dripping d = { plain.s, plain.l, 3000, 2 };
	struct stardose_error err;

	(void)state;
	assert_int_equal(stardose_caller_read_from(caller, drip, &d, "drops", &err),
			 STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "'drops'"));
	assert_int_equal(stardose_caller_read_memory(caller, "", 0, NULL, &err), STARDOSE_EINPUT);
	assert_string_equal(err.text, "'the input' is empty");
	assert_int_equal(stardose_caller_read_memory(caller, "BAM\1", 4, "m", &err),
			 STARDOSE_EINPUT);
	assert_int_equal(stardose_caller_read_memory(caller, packed.s, packed.l / 2, "half", &err),
			 STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "'half'"));
	assert_int_equal(stardose_caller_read_fd(caller, -1, "none", &err), STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "'none'"));
	stardose_caller_free(caller);
}

/* An error at the beginning of much: the thread that gives the rest is not waited for in vain. */
static void an_early_error_ends_the_source(void **state)
{
	struct stardose_caller *caller = new_caller();
	kstring_t much = KS_INITIALIZE;
	struct dripping d;

	(void)state;
	kputs("##fileformat=VCFv4.2\nno header\n", &much);
	while (much.l < 1 << 20)
		kputs("chr1\t1\t.\tA\tC\t.\t.\t.\tGT\t0/1\n", &much);
	d = (struct dripping){ much.s, much.l, 65536, -1 };
	assert_int_equal(stardose_caller_read_from(caller, drip, &d, NULL, NULL), STARDOSE_EINPUT);
	assert_true(d.left > 0);
	stardose_caller_free(caller);
	ks_free(&much);
}

/* ---- htslib's own lines ---- */

static const char undeclared[] =
	"##fileformat=VCFv4.2\n##contig=<ID=chr22,length=50818468>\n"
	"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
	"chr22\t42126611\t.\tC\tG\t.\tPASS\tAF=0.5\tGT:GQ:XX\t0/1:30:1\n"
	"chr22\t42128945\t.\tC\tT\t.\tPASS\tAF=0.5\tGT:GQ\t0/1:30\n";

static void htslib_is_silent_and_the_log_speaks(void **state)
{
	struct stardose_caller *caller = new_caller();
	FILE *said = tmpfile();
	int before = dup(STDERR_FILENO), ret;

	(void)state;
	hts_set_log_level(HTS_LOG_WARNING);
	fflush(stderr);
	dup2(fileno(said), STDERR_FILENO);
	ret = stardose_caller_read_memory(caller, undeclared, strlen(undeclared), "mine", NULL);
	hts_log_warning("seen");
	fflush(stderr);
	dup2(before, STDERR_FILENO);
	close(before);
	assert_int_equal(ret, STARDOSE_OK);
	assert_int_equal(hts_get_log_level(), HTS_LOG_WARNING);
	rewind(said);
	{
		char line[200] = "", more[200];

		assert_non_null(fgets(line, sizeof(line), said)); /* our own, to see that it can */
		assert_non_null(strstr(line, "seen"));
		assert_null(fgets(more, sizeof(more), said));
	}
	fclose(said);
	assert_non_null(strstr(heard.s, "'mine' uses INFO/AF, which its header does not declare"));
	assert_non_null(strstr(heard.s, "'mine' uses FORMAT/GQ,"));
	assert_non_null(strstr(heard.s, "'mine' uses FORMAT/XX,"));
	assert_null(strstr(heard.s, "FORMAT/GT,"));
	assert_null(strstr(strstr(heard.s, "FORMAT/GQ,") + 1, "FORMAT/GQ,"));
	stardose_caller_free(caller);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_source_gives_the_same_calls),
		cmocka_unit_test(what_goes_wrong_is_said_by_name),
		cmocka_unit_test(an_early_error_ends_the_source),
		cmocka_unit_test(htslib_is_silent_and_the_log_speaks),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
