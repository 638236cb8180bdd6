/* qc_files.c - stardose_*_mqc.tsv */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "qc_files.h"

static int remember_genes(struct qc_files *f, const struct qc_call *calls, int n)
{
	f->genes = calloc(n + 1, sizeof(*f->genes));
	for (f->n_genes = 0; f->genes && f->n_genes < n; f->n_genes++) {
		f->genes[f->n_genes] = strdup(calls[f->n_genes].gene);
		if (!f->genes[f->n_genes])
			return STARDOSE_ENOMEM;
	}
	return f->genes ? STARDOSE_OK : STARDOSE_ENOMEM;
}

static int put_rates(struct qc_files *f, const char *sample, const struct qc_call *calls, int n)
{
	int failed = kputs(sample, &f->rates) < 0;

	for (int g = 0; g < f->n_genes && !failed; g++) {
		int i = 0;

		while (i < n && strcmp(calls[i].gene, f->genes[g]))
			i++;
		failed = i < n && calls[i].call_rate >= 0
				 ? ksprintf(&f->rates, "\t%.4g", 100 * calls[i].call_rate) < 0
				 : kputs("\t", &f->rates) < 0;
	}
	return failed || kputc('\n', &f->rates) < 0;
}

static int put_sample(struct qc_files *f, const char *sample, const struct qc_call *calls, int n)
{
	int n_firm = 0, n_none = 0, n_rated = 0;
	double rates = 0;

	for (int i = 0; i < n; i++) {
		n_firm += !strcmp(calls[i].status, "called") || !strcmp(calls[i].status, "outside");
		n_none += !strcmp(calls[i].status, "no_call");
		if (calls[i].call_rate >= 0) {
			n_rated++;
			rates += calls[i].call_rate;
		}
	}
	if (ksprintf(&f->samples, "%s\t%d\t%d\t%d\t", sample, n, n_firm, n_none) < 0)
		return 1;
	return (n_rated ? ksprintf(&f->samples, "%.4g\n", 100 * rates / n_rated)
			: kputs("\n", &f->samples)) < 0;
}

int qc_files_sample(struct qc_files *files, const char *sample, const struct qc_call *calls, int n)
{
	if (!files->genes && remember_genes(files, calls, n))
		return STARDOSE_ENOMEM;
	return put_sample(files, sample, calls, n) || put_rates(files, sample, calls, n)
		       ? STARDOSE_ENOMEM
		       : STARDOSE_OK;
}

/* ---- files ---- */

static int put_file(const char *folder, const char *name, const kstring_t *text,
		    struct stardose_error *err)
{
	kstring_t path = KS_INITIALIZE;
	struct cli_output out;
	int ret = ksprintf(&path, "%s/stardose_%s_mqc.tsv", folder, name) < 0 || !text->s
			  ? cli_no_memory(err)
			  : cli_output_open(&out, path.s, 1, err);

	if (!ret) {
		ret = cli_output_sink(&out, text->s, text->l, err);
		ret = cli_output_close(&out, ret, err);
	}
	ks_free(&path);
	return ret;
}

static int put_head(kstring_t *to, const char *id, const char *name, const char *about,
		    const char *plot)
{
	return ksprintf(to,
			"# id: stardose_%s\n# section_name: '%s'\n# description: '%s'\n"
			"# format: tsv\n# plot_type: %s\n",
			id, name, about, plot) < 0;
}

static int put_samples(kstring_t *to, const struct qc_files *files)
{
	return put_head(to, "samples", "Pharmacogenes", "of each sample", "generalstats") ||
	       kputs("# pconfig:\n"
		     "#     - genes:\n#         title: Genes\n#         format: '{:,.0f}'\n"
		     "#     - firm:\n#         title: Firm calls\n#         format: '{:,.0f}'\n"
		     "#     - no_call:\n#         title: No calls\n#         format: '{:,.0f}'\n"
		     "#     - call_rate:\n#         title: Sites seen\n#         suffix: '%'\n"
		     "#         min: 0\n#         max: 100\n"
		     "Sample\tgenes\tfirm\tno_call\tcall_rate\n",
		     to) < 0 ||
	       (files->samples.l && kputsn(files->samples.s, files->samples.l, to) < 0);
}

static int put_call_rates(kstring_t *to, const struct qc_files *files)
{
	int failed = put_head(to, "call_rate", "Sites with evidence",
			      "Share of the definition sites of each gene that a record or a "
			      "reference block shows, in per cent",
			      "heatmap") ||
		     kputs("# pconfig:\n#     min: 0\n#     max: 100\n#     square: false\nSample",
			   to) < 0;

	for (int g = 0; g < files->n_genes && !failed; g++)
		failed = ksprintf(to, "\t%s", files->genes[g]) < 0;
	return failed || kputc('\n', to) < 0 ||
	       (files->rates.l && kputsn(files->rates.s, files->rates.l, to) < 0);
}

static int put_statuses(kstring_t *to, const struct qc_cohort *cohort)
{
	int failed = put_head(to, "status", "Status of calls", "Samples by gene and status",
			      "bargraph") ||
		     kputs("Gene", to) < 0;

	for (int s = 0; s < QC_N_STATUSES && !failed; s++)
		failed = ksprintf(to, "\t%s", qc_status_name(s)) < 0;
	for (int g = 0; g < cohort->n && !failed; g++) {
		failed = ksprintf(to, "\n%s", cohort->genes[g].name) < 0;
		for (int s = 0; s < QC_N_STATUSES && !failed; s++)
			failed = ksprintf(to, "\t%d",
					  qc_count_of(&cohort->genes[g].statuses, qc_status_name(s))) < 0;
	}
	return failed || kputc('\n', to) < 0;
}

/* Every phenotype of any gene, in the order of their coming. */
static int all_phenotypes(const struct qc_cohort *cohort, struct qc_counter *all)
{
	for (int g = 0; g < cohort->n; g++)
		for (int i = 0; i < cohort->genes[g].phenotypes.n; i++)
			if (qc_count(all, cohort->genes[g].phenotypes.v[i].name))
				return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}

static int put_phenotypes(kstring_t *to, const struct qc_cohort *cohort)
{
	struct qc_counter all = { 0 };
	int failed = all_phenotypes(cohort, &all) ||
		     put_head(to, "phenotype", "Phenotypes", "Samples by gene and phenotype",
			      "bargraph") ||
		     kputs("Gene", to) < 0;

	for (int p = 0; p < all.n && !failed; p++)
		failed = ksprintf(to, "\t%s", all.v[p].name) < 0;
	for (int g = 0; g < cohort->n && !failed; g++) {
		failed = ksprintf(to, "\n%s", cohort->genes[g].name) < 0;
		for (int p = 0; p < all.n && !failed; p++)
			failed = ksprintf(to, "\t%d",
					  qc_count_of(&cohort->genes[g].phenotypes,
						      all.v[p].name)) < 0;
	}
	qc_counter_release(&all);
	return failed || kputc('\n', to) < 0;
}

int qc_files_write(const struct qc_files *files, const struct qc_cohort *cohort, const char *folder,
		   struct stardose_error *err)
{
	kstring_t text[4] = { KS_INITIALIZE, KS_INITIALIZE, KS_INITIALIZE, KS_INITIALIZE };
	static const char *const names[] = { "samples", "call_rate", "status", "phenotype" };
	int ret = STARDOSE_OK;

	if (put_samples(&text[0], files) || put_call_rates(&text[1], files) ||
	    put_statuses(&text[2], cohort) || put_phenotypes(&text[3], cohort))
		ret = cli_no_memory(err);
	if (!ret && mkdir(folder, 0777) && errno != EEXIST)
		ret = stardose_error_set(err, STARDOSE_EOUTPUT, "cannot make the folder '%s': %s",
					 folder, strerror(errno));
	for (int i = 0; i < 4; i++) {
		if (!ret)
			ret = put_file(folder, names[i], &text[i], err);
		ks_free(&text[i]);
	}
	return ret;
}

void qc_files_release(struct qc_files *files)
{
	for (int g = 0; g < files->n_genes; g++)
		free(files->genes[g]);
	free(files->genes);
	ks_free(&files->samples);
	ks_free(&files->rates);
}
