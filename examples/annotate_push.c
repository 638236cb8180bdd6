/* annotate_push.c - push the records of a file (VCF or BCF) opened here, print guidance */
#include <stdio.h>
#include <htslib/vcf.h>
#include <stardose/stardose.h>

static int push_all(struct stardose_caller *caller, const char *path, struct stardose_error *err)
{
	htsFile *file = hts_open(path, "r");
	bcf_hdr_t *hdr = file ? bcf_hdr_read(file) : NULL;
	bcf1_t *rec = bcf_init();
	int n = -2, ret = hdr ? stardose_caller_begin(caller, hdr, path, err) : STARDOSE_EINPUT;

	while (!ret && (n = bcf_read(file, hdr, rec)) >= 0)
		ret = stardose_caller_push(caller, rec, err);
	if (!ret && n == -1)		/* the end; less: the file is damaged */
		ret = stardose_caller_end(caller, err);
	else if (!ret || !hdr)
		ret = stardose_error_set(err, STARDOSE_EINPUT, "cannot read '%s'", path);
	bcf_destroy(rec);
	bcf_hdr_destroy(hdr);
	if (file)
		hts_close(file);
	return ret ? ret : stardose_caller_finish(caller, err);
}

static int print_sample(struct stardose_guide *guide, struct stardose_caller *caller, int sample)
{
	const struct stardose_call *calls[stardose_caller_n_genes(caller) + 1];
	const struct stardose_guidance *guidance;
	int n = stardose_caller_calls(caller, sample, calls);
	int ret = stardose_guide_calls(guide, calls, n, &guidance, NULL);

	for (int i = 0; !ret && i < guidance->n_lines; i++)
		printf("%s\t%s\t%s\n", stardose_caller_sample(caller, sample),
		       guidance->lines[i]->drug->name, guidance->lines[i]->guidance);
	return ret;
}

int main(int argc, char **argv)
{
	struct stardose_error err = { 0 };
	struct stardose_tables *tables = NULL;
	struct stardose_caller *caller = NULL;
	struct stardose_guide *guide = NULL;
	int ret = argc == 2 ? stardose_tables_open(NULL, &tables, &err) : STARDOSE_EUSAGE;

	ret = ret ? ret : stardose_caller_new(tables, NULL, &caller, &err);
	ret = ret ? ret : push_all(caller, argv[1], &err);
	ret = ret ? ret : stardose_guide_new(tables->guidance, NULL, &guide, &err);
	for (int s = 0; !ret && s < stardose_caller_n_samples(caller); s++)
		ret = print_sample(guide, caller, s);
	stardose_guide_free(guide);
	stardose_caller_free(caller);
	stardose_tables_free(tables);
	if (ret)
		fprintf(stderr, "annotate_push: %s\n", argc == 2 ? err.text : "give one file");
	return ret != STARDOSE_OK;
}
