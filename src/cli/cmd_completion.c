/*
 * cmd_completion.c - stardose completion: scripts for shells, and the values that they ask for
 */
#include <string.h>
#include <sys/stat.h>
#include <htslib/vcf.h>
#include <stardose/guidance.h>
#include "completion_script.h"

static void put_genes(const struct stardose_tables *tables, FILE *to)
{
	for (int i = 0; i < tables->n_genes; i++)
		fprintf(to, "%s\n", tables->genes[i].name);
}

static void put_drugs(const struct stardose_tables *tables, FILE *to)
{
	for (int i = 0; i < tables->guidance->n_drugs; i++)
		fprintf(to, "%s\n", tables->guidance->drugs[i].name);
}

static void put_codes(const struct stardose_tables *tables, enum stardose_guidance_list list,
		      FILE *to)
{
	for (int i = 0; i < tables->guidance->n_codes[list]; i++)
		fprintf(to, "%s\n", tables->guidance->codes[list][i].code);
}

/* Whatever is on the command line: a file that is no VCF has no samples, and says so nowhere. */
static void put_samples(const char *path, FILE *to)
{
	struct stat st;
	htsFile *fp = !stat(path, &st) && S_ISREG(st.st_mode) ? hts_open(path, "r") : NULL;
	bcf_hdr_t *hdr =
		fp && hts_get_format(fp)->category == variant_data ? bcf_hdr_read(fp) : NULL;

	for (int i = 0; hdr && i < bcf_hdr_nsamples(hdr); i++)
		fprintf(to, "%s\n", hdr->samples[i]);
	if (hdr)
		bcf_hdr_destroy(hdr);
	if (fp)
		hts_close(fp);
}

static void put_values(const struct stardose_tables *tables, const char *name, int n, char **files,
		       FILE *to)
{
	if (!strcmp(name, "genes"))
		put_genes(tables, to);
	else if (!strcmp(name, "drugs"))
		put_drugs(tables, to);
	else if (!strcmp(name, "sources"))
		put_codes(tables, STARDOSE_LIST_SOURCE, to);
	else if (!strcmp(name, "drug-classes"))
		put_codes(tables, STARDOSE_LIST_CLASS, to);
	else
		for (int i = 0; i < n; i++)
			put_samples(files[i], to);
}

/* What stands behind --tables among the words of a command line, where it is complete. */
static const char *tables_among(int n, char **words)
{
	for (int i = 0; i + 1 < n; i++)
		if (!strcmp(words[i], "--tables"))
			return words[i + 1];
	return NULL;
}

int cmd_completion_values(int n, char **words, int *code)
{
	struct cli_common common = { 0 };
	struct stardose_tables *tables = NULL;
	struct stardose_error err = { 0 };
	int ret;

	if (n < 1 || !completion_is_values(words[0]))
		return 0;
	common.tables = tables_among(n - 1, words + 1);
	ret = cli_tables_open(&common, &tables, &err);
	if (!ret)
		put_values(tables, words[0], n - 1, words + 1, stdout);
	stardose_tables_free(tables);
	*code = cli_exit_code(ret);
	return 1;
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	const int shell = n == 1 ? cli_word("bash|zsh", args[0]) : -1;

	(void)cmd;
	(void)options;
	if (shell < 0)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "completion wants bash or zsh; see 'stardose completion "
					  "--help'");
	if (shell == 0)
		completion_bash(stdout);
	else
		completion_zsh(stdout);
	return STARDOSE_OK;
}

static const struct opt_group groups[] = { { 0 } };

const struct cmd cmd_completion = {
	.name = "completion",
	.usage = "bash|zsh",
	.about = "a script that completes commands, options and their values",
	.groups = groups,
	.size = sizeof(struct cli_common),
	.run = run,
	.notes = "bash: stardose completion bash "
		 ">~/.local/share/bash-completion/completions/stardose\n"
		 "zsh:  stardose completion zsh >_stardose, in a folder of $fpath\n",
};
