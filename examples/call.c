/*
 * call.c - from a file to diplotypes and phenotypes
 * Usage: call FILE (VCF, bgzipped VCF or BCF); prints sample, gene, diplotype, phenotype, status
 */
#include <stdio.h>
#include <stardose/stardose.h>

static void print_call(const char *sample, const struct stardose_call *call)
{
	const char *phenotype = call->phenotype[STARDOSE_GUIDELINE_CPIC];

	/* candidates are in order, the best first; none: nothing usable was seen */
	printf("%s\t%s\t%s\t%s\t%s\n", sample, call->gene->name,
	       call->n_candidates ? call->candidates[0].diplotype : ".", phenotype ? phenotype : ".",
	       stardose_call_status_name(call->status));
}

int main(int argc, char **argv)
{
	struct stardose_error err = { 0 };
	struct stardose_tables *tables = NULL;
	struct stardose_call_options options;
	struct stardose_caller *caller = NULL;
	int ret = argc == 2 ? stardose_tables_open(NULL, &tables, &err)
			    : stardose_error_set(&err, STARDOSE_EUSAGE, "give one file");

	stardose_call_options_init(&options);
	if (!ret)
		ret = stardose_caller_new(tables, &options, &caller, &err);
	if (!ret)
		ret = stardose_caller_read(caller, argv[1], &err);
	if (!ret)
		ret = stardose_caller_finish(caller, &err);
	for (int s = 0; !ret && s < stardose_caller_n_samples(caller); s++)
		for (int g = 0; g < stardose_caller_n_genes(caller); g++) {
			const struct stardose_call *call = stardose_caller_call(caller, s, g);

			if (call)
				print_call(stardose_caller_sample(caller, s), call);
		}
	if (ret)
		fprintf(stderr, "call: %s\n", err.text);
	stardose_caller_free(caller);
	stardose_tables_free(tables);
	return ret ? 1 : 0;
}
