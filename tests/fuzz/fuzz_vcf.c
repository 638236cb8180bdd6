/*
 * fuzz_vcf.c - any bytes as a VCF or BCF file: read, called and walked through, without and with
 * the options that change what counts as evidence. Whatever the bytes are, calls keep their
 * promises.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <htslib/hts_log.h>
#include <stardose/call.h>

static struct stardose_tables *tables;
static char path[] = "/tmp/stardose-fuzz-XXXXXX";
static int fd = -1;

static void forget_file(void)
{
	unlink(path);
}

static void prepare(void)
{
	if (tables)
		return;
	hts_set_log_level(HTS_LOG_OFF);
	if (stardose_tables_open(NULL, &tables, NULL) < 0 || (fd = mkstemp(path)) < 0)
		abort();
	atexit(forget_file);
}

/* what a reader of a call may rely on */
static void walk(const struct stardose_call *call)
{
	int n = 0;

	if (call->status != STARDOSE_STATUS_NO_CALL && call->status != STARDOSE_STATUS_OUTSIDE &&
	    !call->n_candidates)
		abort();
	if (call->status == STARDOSE_STATUS_CALLED && call->n_candidates != 1)
		abort();
	if (call->status == STARDOSE_STATUS_NO_CALL && !call->reasons)
		abort();
	for (int i = 0; i < STARDOSE_N_EVIDENCE; i++)
		n += call->n_sites[i];
	if (n != call->gene->n_core)
		abort();
	for (int i = 0; i < call->n_candidates; i++)
		if (!strlen(call->candidates[i].diplotype) ||
		    !call->candidates[i].phenotype[STARDOSE_GUIDELINE_CPIC])
			abort();
}

static void call_file(const struct stardose_call_options *options)
{
	struct stardose_error err = { 0 };
	struct stardose_caller *caller;
	int ret;

	if (stardose_caller_new(tables, options, &caller, &err) < 0)
		abort();
	ret = stardose_caller_read(caller, path, &err);
	if (ret >= 0)
		ret = stardose_caller_read_structural(
			caller, path, &err); /* once more, for its structural records alone */
	if (ret >= 0)
		ret = stardose_caller_finish(caller, &err);
	if (ret < 0 && !err.text[0])
		abort();	/* an error without a message */
	for (int s = 0; ret >= 0 && s < stardose_caller_n_samples(caller); s++)
		for (int g = 0; g < stardose_caller_n_genes(caller); g++)
			walk(stardose_caller_call(caller, s, g));
	stardose_caller_free(caller);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stardose_call_options options;

	prepare();
	if (size > 1 << 20 || ftruncate(fd, 0) < 0 || pwrite(fd, data, size, 0) != (ssize_t)size)
		return 0;
	stardose_call_options_init(&options);
	call_file(&options);
	options.build = STARDOSE_BUILD_GRCH38;
	options.absent_is_reference = 1;
	options.min_gq = 10;
	options.min_dp = 5;
	options.call_depth = 1;
	options.apply_filters = "PASS,.";
	call_file(&options);
	return 0;
}
