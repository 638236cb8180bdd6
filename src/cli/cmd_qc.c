/* cmd_qc.c - stardose qc: how good are these calls, by sample and gene */
#include <stdlib.h>
#include <string.h>
#include <cjson/cJSON.h>
#include <stardose/redaction.h>
#include "cli.h"
#include "lines.h"
#include "name_set.h"
#include "qc_against.h"
#include "qc_call.h"
#include "qc_files.h"
#include "qc_groups.h"
#include "qc_pedigree.h"
#include "qc_plot.h"
#include "qc_ploidy.h"
#include "qc_spectrum.h"
#include "qc_trio.h"

struct qc_options {
	struct cli_common common;
	int summary;
	const char *populations;
	const char *against;
};

struct qc {
	struct qc_options *o;
	const struct stardose_tables *tables;
	struct cli_output out;
	char type;
	struct qc_cohort cohort;
	struct qc_files files;
	struct qc_plot plot;
	struct qc_pedigree pedigree; /* of nobody where --ped is not given */
	struct qc_trios *trios; /* NULL: --ped is not given */
	struct qc_groups *groups; /* NULL: --populations is not given */
	struct qc_against *against; /* NULL: --against is not given */
	struct qc_ploidy *ploidy;
	struct qc_spectrum *spectrum; /* NULL: --summary is not given */
	int n_tests;		      /* of the spectrum */
	struct name_set *seen;
	/* of samples, and of populations, whose numbers are their own; NULL: names stay */
	struct stardose_redaction *redaction, *population_names;
	kstring_t row;
};

/* ---- a row, as cells or as an object: the same names ---- */

static int put_name(struct qc *qc, const char *name, int is_first)
{
	if (qc->type == 'j')
		return ksprintf(&qc->row, "%s\"%s\":", is_first ? "{" : ",", name) < 0;
	return !is_first && kputc('\t', &qc->row) < 0;
}

static int put_json_text(kstring_t *to, const char *text)
{
	int failed = kputc('"', to) < 0;

	for (; *text && !failed; text++)
		failed = (strchr("\"\\", *text) && kputc('\\', to) < 0) || kputc(*text, to) < 0;
	return failed || kputc('"', to) < 0;
}

static int put_text(struct qc *qc, const char *name, const char *text, int is_first)
{
	if (put_name(qc, name, is_first))
		return 1;
	if (qc->type != 'j')
		return kputs(*text ? text : ".", &qc->row) < 0;
	return *text ? put_json_text(&qc->row, text) : kputs("null", &qc->row) < 0;
}

/* Negative: there is none */
static int put_number(struct qc *qc, const char *name, double value)
{
	if (put_name(qc, name, 0))
		return 1;
	if (value < 0)
		return kputs(qc->type == 'j' ? "null" : ".", &qc->row) < 0;
	return ksprintf(&qc->row, "%.6g", value) < 0;
}

static int end_row(struct qc *qc, int failed, struct stardose_error *err)
{
	int ret;

	if (failed || kputs(qc->type == 'j' ? "}\n" : "\n", &qc->row) < 0)
		return cli_no_memory(err);
	ret = cli_output_sink(&qc->out, qc->row.s, qc->row.l, err);
	qc->row.l = 0;
	return ret;
}

/*
 * A list in one cell, its items between commas: @at 0 begins the cell, -1 ends it after @n items;
 * in JSON @brackets stand around it
 */
static int put_list(struct qc *qc, const char *name, const char *brackets, int at, int n)
{
	if (at == 0 && put_name(qc, name, 0))
		return 1;
	if (at >= 0)
		return (at == 0 && qc->type == 'j' && kputc(brackets[0], &qc->row) < 0) ||
		       (at > 0 && kputc(',', &qc->row) < 0);
	if (qc->type == 'j')
		return kputc(brackets[1], &qc->row) < 0;
	return !n && kputc('.', &qc->row) < 0;
}

static int put_item(struct qc *qc, const char *text)
{
	return qc->type == 'j' ? put_json_text(&qc->row, text) : kputs(text, &qc->row) < 0;
}

static int put_reasons(struct qc *qc, const cJSON *reasons)
{
	const cJSON *each;
	int n = 0, failed = put_list(qc, "reasons", "[]", 0, 0);

	cJSON_ArrayForEach(each, reasons) if (cJSON_IsString(each) && !failed) failed =
		(n++ && put_list(qc, NULL, "[]", 1, 0)) || put_item(qc, each->valuestring);
	return failed || put_list(qc, NULL, "[]", -1, n);
}

static int put_call(struct qc *qc, const char *sample, const struct qc_call *c,
		    struct stardose_error *err)
{
	int failed = put_text(qc, "sample", sample, 1) || put_text(qc, "gene", c->gene, 0) ||
		     put_text(qc, "status", c->status, 0) ||
		     put_text(qc, "diplotype", c->diplotype, 0) ||
		     put_text(qc, "phenotype", c->phenotype, 0) ||
		     put_number(qc, "call_rate", c->call_rate) ||
		     put_number(qc, "sites_seen", c->seen) ||
		     put_number(qc, "sites_assumed", c->assumed) ||
		     put_number(qc, "sites_rejected", c->rejected) ||
		     put_number(qc, "sites_absent", c->absent) ||
		     put_number(qc, "copies", c->copies) ||
		     put_text(qc, "copies_from", c->copies_from, 0) || put_reasons(qc, c->reasons);

	return end_row(qc, failed, err);
}

/* ---- genes of all samples ---- */

/* "called=12,no_call=1", in the order of their coming; {"called":12,"no_call":1} */
static int put_counts(struct qc *qc, const char *name, const struct qc_counter *counter)
{
	int failed = put_list(qc, name, "{}", 0, 0);

	for (int i = 0; i < counter->n && !failed; i++)
		failed = (i && put_list(qc, NULL, "{}", i, 0)) ||
			 put_item(qc, counter->v[i].name) ||
			 ksprintf(&qc->row, "%c%d", qc->type == 'j' ? ':' : '=',
				  counter->v[i].count) < 0;
	return failed || put_list(qc, NULL, "{}", -1, counter->n);
}

/* The share of an allele here, and what the table has for all populations: "*4=0.19/0.11" */
static int put_allele(struct qc *qc, const struct qc_gene *g, int i)
{
	const struct stardose_gene *gene = stardose_tables_gene(qc->tables, g->name);
	const struct stardose_allele *allele =
		gene ? stardose_gene_allele(gene, g->alleles.v[i].name) : NULL;
	const int is_json = qc->type == 'j', is_known = allele && allele->frequency > 0;
	int failed = put_item(qc, g->alleles.v[i].name) ||
		     ksprintf(&qc->row, is_json ? ":{\"share\":%.3g,\"of_all\":" : "=%.3g/",
			      (double)g->alleles.v[i].count / g->n_haplotypes) < 0;

	failed = failed || (is_known ? ksprintf(&qc->row, "%.3g", allele->frequency)
				     : kputs(is_json ? "null" : "-", &qc->row)) < 0;
	return failed || (is_json && kputc('}', &qc->row) < 0);
}

static int put_alleles(struct qc *qc, const struct qc_gene *g)
{
	int failed = put_list(qc, "alleles", "{}", 0, 0);

	for (int i = 0; i < g->alleles.n && !failed; i++)
		failed = (i && put_list(qc, NULL, "{}", i, 0)) || put_allele(qc, g, i);
	return failed || put_list(qc, NULL, "{}", -1, g->alleles.n);
}

/* "*2=0.8/0.13-0.36": the share here, and the least and the most that a group has. */
static int put_outlier(struct qc *qc, const struct qc_outlier *o)
{
	if (qc->type != 'j')
		return put_item(qc, o->allele) ||
		       ksprintf(&qc->row, "=%.3g/%.3g-%.3g", o->share, o->least, o->most) < 0;
	return put_item(qc, o->allele) ||
	       ksprintf(&qc->row, ":{\"share\":%.3g,\"least\":%.3g,\"least_in\":", o->share,
			o->least) < 0 ||
	       put_item(qc, o->least_in) ||
	       ksprintf(&qc->row, ",\"most\":%.3g,\"most_in\":", o->most) < 0 ||
	       put_item(qc, o->most_in) || ksprintf(&qc->row, ",\"p\":%.2g}", o->p) < 0;
}

static int put_spectrum(struct qc *qc, const struct qc_gene *g)
{
	struct qc_outlier o;
	int n = 0, failed = put_list(qc, "beyond_groups", "{}", 0, 0);

	for (int i = 0; !failed && qc_spectrum_next(qc->spectrum, g, qc->n_tests, &i, &o);)
		failed = (n++ && put_list(qc, NULL, "{}", 1, 0)) || put_outlier(qc, &o);
	return failed || put_list(qc, NULL, "{}", -1, n);
}

static int put_gene(struct qc *qc, const struct qc_gene *g, struct stardose_error *err)
{
	int failed = put_text(qc, "gene", g->name, 1) || put_number(qc, "samples", g->n_samples) ||
		     put_number(qc, "call_rate", g->n_rated ? g->call_rates / g->n_rated : -1) ||
		     put_counts(qc, "statuses", &g->statuses) ||
		     put_counts(qc, "phenotypes", &g->phenotypes) || put_alleles(qc, g) ||
		     put_counts(qc, "reasons", &g->reasons) || put_spectrum(qc, g);

	return end_row(qc, failed, err);
}

/* ---- genes by population ---- */

/* As put_counts(); of few people no number, and of a count that is hidden beside another none. */
static int put_shown_counts(struct qc *qc, const char *name, const struct qc_counter *counter)
{
	char *hidden = calloc(counter->n + 1, 1);
	int failed = !hidden || put_list(qc, name, "{}", 0, 0);

	if (hidden)
		qc_groups_hidden(counter, hidden);
	for (int i = 0; i < counter->n && !failed; i++) {
		int few = counter->v[i].count < QC_FEWEST;

		failed = (i && put_list(qc, NULL, "{}", i, 0)) ||
			 put_item(qc, counter->v[i].name) ||
			 kputc(qc->type == 'j' ? ':' : '=', &qc->row) < 0;
		if (failed)
			break;
		if (!hidden[i])
			failed = ksprintf(&qc->row, "%d", counter->v[i].count) < 0;
		else if (few)
			failed = put_item(qc, QC_FEWER);
		else
			failed = kputs(qc->type == 'j' ? "null" : "-", &qc->row) < 0;
	}
	failed = failed || put_list(qc, NULL, "{}", -1, counter->n);
	free(hidden);
	return failed;
}

static int put_gene_of_group(struct qc *qc, const struct qc_gene *g, const char *population,
			     struct stardose_error *err)
{
	static const struct qc_counter none;
	int few = g->n_samples < QC_FEWEST;
	int failed = put_text(qc, "gene", g->name, 1) ||
		     put_text(qc, "population", population, 0);

	failed = failed || (few ? put_text(qc, "samples", QC_FEWER, 0)
				: put_number(qc, "samples", g->n_samples));
	failed = failed ||
		 put_number(qc, "call_rate",
			    !few && g->n_rated ? g->call_rates / g->n_rated : -1) ||
		 put_shown_counts(qc, "statuses", few ? &none : &g->statuses) ||
		 put_shown_counts(qc, "phenotypes", few ? &none : &g->phenotypes);
	return end_row(qc, failed, err);
}

/* A population may be a village or a family: "population-1", or with the digits of a key. */
static int put_group(struct qc *qc, const struct qc_gene *g, const char *population,
		     struct stardose_error *err)
{
	kstring_t shown = KS_INITIALIZE;
	const char *name = population;
	int ret;

	if (!qc->population_names || !strcmp(population, QC_NOT_GIVEN))
		return put_gene_of_group(qc, g, population, err);
	ret = cli_shown_name(qc->population_names, &name, err);
	if (!ret && ksprintf(&shown, "population%s", strchr(name, '-')) < 0)
		ret = cli_no_memory(err);
	if (!ret)
		ret = put_gene_of_group(qc, g, shown.s, err);
	ks_free(&shown);
	return ret;
}

static int put_groups(struct qc *qc, struct stardose_error *err)
{
	int n, ret = STARDOSE_OK;
	const struct qc_group *groups = qc_groups_sorted(qc->groups, &n);

	for (int g = 0; !ret && g < qc->cohort.n; g++)
		for (int i = 0; !ret && i < n; i++)
			for (int k = 0; !ret && k < groups[i].cohort.n; k++)
				if (!strcmp(groups[i].cohort.genes[k].name,
					    qc->cohort.genes[g].name))
					ret = put_group(qc, &groups[i].cohort.genes[k],
							groups[i].name, err);
	return ret;
}

/* ---- calls ---- */

/* What is written of a sample, under the name that is @shown. */
static int write_sample(struct qc *qc, const char *shown, const struct qc_call *calls, int n,
			struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (int i = 0; !ret && i < n && strchr("tj", qc->type); i++)
		if (!qc->o->summary && !qc->groups)
			ret = put_call(qc, shown, &calls[i], err);
	if (!ret && qc->type == 'm' && qc_files_sample(&qc->files, shown, calls, n))
		ret = cli_no_memory(err);
	if (!ret && qc->type == 's' && qc_plot_sample(&qc->plot, shown, calls, n))
		ret = cli_no_memory(err);
	return ret;
}

static int take_calls(struct qc *qc, const char *sample, const struct qc_call *calls, int n,
		      struct stardose_error *err)
{
	const char *shown = sample;
	int ret = cli_shown_name(qc->redaction, &shown, err);

	qc->cohort.n_samples++;
	for (int i = 0; !ret && i < n; i++)
		if (qc_cohort_add(&qc->cohort, &calls[i]))
			ret = cli_no_memory(err);
	if (!ret)
		ret = write_sample(qc, shown, calls, n, err);
	if (!ret && qc->groups && qc_groups_add(qc->groups, sample, calls, n))
		ret = cli_no_memory(err);
	if (!ret && qc_ploidy_sample(qc->ploidy, sample, calls, n, cli_warning) < 0)
		ret = cli_no_memory(err);
	if (!ret && qc->trios && qc_trios_sample(qc->trios, sample, calls, n))
		ret = cli_no_memory(err);
	if (!ret && qc->against &&
	    qc_against_sample(qc->against, sample, calls, n, cli_warning) < 0)
		ret = cli_no_memory(err);
	return ret;
}

/* Where a line is, for people. */
struct place {
	const char *path;
	int number;
};

static int bad_line(struct place at, const char *what, struct stardose_error *err)
{
	return stardose_error_set(err, STARDOSE_EINPUT, "'%s' line %d %s", at.path, at.number,
				  what);
}

static int take_object(struct qc *qc, const cJSON *line, struct place at,
		       struct stardose_error *err)
{
	const cJSON *sample = cJSON_GetObjectItemCaseSensitive(line, "sample"),
		    *genes = cJSON_GetObjectItemCaseSensitive(line, "genes"), *each;
	struct qc_call *calls;
	int n = 0, ret;

	if (!cJSON_IsString(sample) || !cJSON_IsArray(genes) ||
	    !lines_is_plain(sample->valuestring))
		return bad_line(at, "is no call of 'stardose call -O j'", err);
	ret = name_set_add(qc->seen, sample->valuestring, strlen(sample->valuestring), err);
	if (ret <= 0)
		return ret < 0 ? ret : bad_line(at, "has a sample that came before", err);
	calls = calloc(cJSON_GetArraySize(genes) + 1, sizeof(*calls));
	if (!calls)
		return cli_no_memory(err);
	ret = STARDOSE_OK;
	cJSON_ArrayForEach(each, genes) if (!qc_call_read(each, &calls[n++])) ret =
		bad_line(at, "has a gene without a name, or a control character in a text", err);
	if (!ret)
		ret = take_calls(qc, sample->valuestring, calls, n, err);
	free(calls);
	return ret;
}

static int take_line(void *data, const char *path, const char *line, size_t n, int number,
		     struct stardose_error *err)
{
	const struct place at = { path, number };
	cJSON *object = cJSON_ParseWithLength(line, n);
	int ret = object ? take_object(data, object, at, err) : bad_line(at, "is no JSON", err);

	cJSON_Delete(object);
	return ret;
}

static int put_columns(struct qc *qc, struct stardose_error *err)
{
	static const char by_call[] = "sample\tgene\tstatus\tdiplotype\tphenotype\tcall_rate\t"
				      "sites_seen\tsites_assumed\tsites_rejected\tsites_absent\t"
				      "copies\tcopies_from\treasons\n";
	static const char by_gene[] = "gene\tsamples\tcall_rate\tstatuses\tphenotypes\talleles\t"
				      "reasons\tbeyond_groups\n";
	static const char by_group[] = "gene\tpopulation\tsamples\tcall_rate\tstatuses\t"
				       "phenotypes\n";
	const char *columns = qc->groups       ? by_group
			      : qc->o->summary ? by_gene
					       : by_call;

	return qc->type == 't' ? cli_output_sink(&qc->out, columns, strlen(columns), err)
			       : STARDOSE_OK;
}

static int read_all(struct qc *qc, const struct file_list *list, struct stardose_error *err)
{
	int ret = lines_files(&qc->o->common, list, take_line, qc, err);

	if (!ret && !qc->cohort.n_samples)
		ret = stardose_error_set(err, STARDOSE_EINPUT, "there is no call in the input");
	if (!ret && qc_ploidy_tell(qc->ploidy, cli_warning) < 0)
		ret = cli_no_memory(err);
	if (!ret && qc->trios && qc_trios_tell(qc->trios, cli_warning) < 0)
		ret = cli_no_memory(err);
	return ret;
}

static int write_rows(struct qc *qc, const struct file_list *list, struct stardose_error *err)
{
	int ret = cli_output_open(&qc->out, qc->o->common.output, 1, err);

	if (ret)
		return ret;
	ret = put_columns(qc, err);
	if (!ret)
		ret = read_all(qc, list, err);
	if (!ret && qc->spectrum)
		qc->n_tests = qc_spectrum_tests(qc->spectrum, &qc->cohort);
	for (int g = 0; !ret && qc->o->summary && g < qc->cohort.n; g++)
		ret = put_gene(qc, &qc->cohort.genes[g], err);
	if (!ret && qc->groups)
		ret = put_groups(qc, err);
	return cli_output_close(&qc->out, ret, err);
}

static int write_plot(struct qc *qc, const struct file_list *list, struct stardose_error *err)
{
	kstring_t svg = KS_INITIALIZE;
	int ret = cli_output_open(&qc->out, qc->o->common.output, 1, err);

	if (ret)
		return ret;
	ret = read_all(qc, list, err);
	if (!ret && !qc->cohort.n)
		ret = stardose_error_set(err, STARDOSE_EINPUT, "there is no gene in the input");
	if (!ret && qc_plot_put(&qc->plot, &qc->cohort, &svg))
		ret = cli_no_memory(err);
	if (!ret)
		ret = cli_output_sink(&qc->out, svg.s, svg.l, err);
	ks_free(&svg);
	return cli_output_close(&qc->out, ret, err);
}

static int work(struct qc *qc, const struct file_list *list, struct stardose_error *err)
{
	int ret;

	if (qc->type == 's')
		return write_plot(qc, list, err);
	if (qc->type != 'm')
		return write_rows(qc, list, err);
	ret = read_all(qc, list, err);
	return ret ? ret : qc_files_write(&qc->files, &qc->cohort, qc->o->common.output, err);
}

static int check_options(const struct qc_options *o, char type, struct stardose_error *err)
{
	if (type == 'm' && (!o->common.output || !strcmp(o->common.output, "-")))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "files for MultiQC go into a folder: name it with -o");
	if (strchr("ms", type) && o->summary)
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"%s the summary; leave --summary out",
			type == 'm' ? "files for MultiQC have" : "the picture is of");
	if (o->populations && (strchr("ms", type) || o->summary || o->common.shard))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--populations makes rows of its own, of all calls: "
					  "leave %s out",
					  o->summary	     ? "--summary"
					  : o->common.shard ? "--shard"
							     : "-O m and -O s");
	if (o->common.shard && (strchr("ms", type) || o->summary || o->common.pedigree))
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"a shard has rows of its samples; what is of all of them (%s) is made "
			"of all calls, which may be a list of shards: -l",
			o->common.pedigree ? "--ped"
			: o->summary	   ? "--summary"
			: type == 'm'	   ? "-O m"
					   : "-O s");
	return STARDOSE_OK;
}

/* No remark is left out, since what --ped and --against find is told by them: without names. */
static int hide_names(struct qc *qc, const struct stardose_tables *tables,
		      struct stardose_error *err)
{
	int ret = cli_redaction(&qc->o->common, tables, &qc->redaction, err);

	return ret ? ret : cli_redaction(&qc->o->common, tables, &qc->population_names, err);
}

static void hide_inputs(struct qc_options *o, int n, char **args)
{
	if (!o->common.redact && !o->common.redact_key)
		return;
	cli_hide_inputs(&o->common, n, args);
	cli_hide(o->populations);
	cli_hide(o->against);
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct qc_options *o = options;
	struct qc qc = { .o = o, .row = KS_INITIALIZE };
	struct file_list list = { 0 };
	struct stardose_tables *tables = NULL;
	int ret;

	qc.type = o->common.output_type && (!strcmp(o->common.output_type, "m") ||
					    !strcmp(o->common.output_type, "s"))
			  ? *o->common.output_type
			  : cli_output_type(&o->common, "tj", err);
	hide_inputs(o, n, args);
	if (!qc.type || (n = cli_input_files(cmd, &o->common, n, args)) < 0)
		return STARDOSE_EUSAGE;
	ret = check_options(o, qc.type, err);
	if (!ret)
		ret = cli_shard_read(&o->common, err);
	if (!ret)
		ret = file_list_open(&o->common, n, args, &list, err);
	if (!ret)
		ret = cli_calling_tables(&o->common, 0, &tables, err);
	qc.tables = tables;
	if (!ret)
		ret = hide_names(&qc, tables, err);
	qc.seen = name_set_new();
	if (!ret && !qc.seen)
		ret = cli_no_memory(err);
	if (!ret && o->common.pedigree)
		ret = qc_pedigree_read(o->common.pedigree, &qc.pedigree, err);
	if (!ret && o->common.pedigree)
		ret = qc_trios_open(&qc.pedigree, &qc.trios, err);
	if (!ret && o->populations)
		ret = qc_groups_open(o->populations, &qc.groups, err);
	if (!ret)
		ret = qc_ploidy_open(&qc.pedigree, &qc.ploidy, err);
	if (!ret && o->summary)
		ret = qc_spectrum_open(tables, &qc.spectrum, err);
	if (!ret && o->against)
		ret = qc_against_open(o->against, &qc.against, err);
	if (!ret)
		ret = work(&qc, &list, err);
	file_list_release(&list);
	qc_pedigree_release(&qc.pedigree);
	qc_trios_free(qc.trios);
	qc_groups_free(qc.groups);
	qc_against_free(qc.against);
	qc_ploidy_free(qc.ploidy);
	qc_spectrum_free(qc.spectrum);
	qc_cohort_release(&qc.cohort);
	qc_files_release(&qc.files);
	qc_plot_release(&qc.plot);
	name_set_free(qc.seen);
	stardose_redaction_free(qc.redaction);
	stardose_redaction_free(qc.population_names);
	ks_free(&qc.row);
	stardose_tables_free(tables);
	return ret;
}

static const struct opt opts[] = {
	{ 0, "summary", NULL, OPT_FLAG, offsetof(struct qc_options, summary),
	  "a row for each gene: statuses, phenotypes, alleles beside their frequencies, reasons",
	  NULL },
	{ 0, "populations", "FILE", OPT_STRING, offsetof(struct qc_options, populations),
	  "a row for each gene and population of FILE (sample, tab, population)", NULL },
	{ 0, "ped", "FILE", OPT_STRING, offsetof(struct cli_common, pedigree),
	  "who is whose child (PLINK FAM or PED): tell who share no allele in several genes", NULL },
	{ 0, "against", "FILE", OPT_STRING, offsetof(struct qc_options, against),
	  "calls of another assay or program: tell who shares no allele with himself", NULL },
	{ 0 }
};
static const struct opt output_opts[] = {
	{ 'o', "output", "FILE", OPT_STRING, offsetof(struct cli_common, output),
	  "write to FILE, which appears when complete; with -O m the folder [stdout]", NULL },
	CLI_OUTPUT_TYPE("t|j|m|s",
			"t: tab-separated rows, j: JSON Lines, m: files for MultiQC, s: a picture "
			"(SVG) [t]"),
	{ 0 }
};
static const struct opt_group groups[] = {
	{ "Rows", opts },
	{ "Many files", cli_many_opts },
	{ "Tables", cli_table_opts },
	{ "Privacy", cli_redact_opts },
	{ "Output", output_opts },
	{ 0 }
};

const struct cmd cmd_qc = {
	.name = "qc",
	.usage = "[options] CALLS...",
	.about = "how good are these calls, by sample and gene; files for MultiQC",
	.groups = groups,
	.size = sizeof(struct qc_options),
	.run = run,
	.notes = "CALLS are JSON Lines of 'stardose call -O j', plain or compressed; - is stdin.\n",
};
