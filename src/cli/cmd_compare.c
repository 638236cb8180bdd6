/*
 * cmd_compare.c - stardose compare: how far two call sets, or calls and a truth table, agree
 *
 * The order of haplotypes and of alleles on one haplotype makes no difference, nor do suballeles;
 * xN agrees with any number of copies from two. Several diplotypes in one cell, joined by ';', ','
 * or " or ", are an ambiguous call: never right, and listed apart by whether the truth is among
 * them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include <stardose/diplotype.h>
#include <stardose/redaction.h>
#include <stardose/version.h>
#include "callset.h"
#include "cli.h"

enum verdict {
	EXACT,
	ALTERNATE,
	AS_SHOWN,
	AMBIGUOUS_WITH,
	AMBIGUOUS_WITHOUT,
	WRONG,
	NO_CALL,
	ABSENT,
	N_VERDICTS
};

static const char *const verdict_names[N_VERDICTS] = {
	"exact", "alternate", "as_shown", "ambiguous_with", "ambiguous_without",
	"wrong", "no_call",   "absent"
};

struct compare {
	struct cli_common common;
	char *min;
	int build, no_mismatches;
	const struct stardose_tables *tables;	/* set by run() */
	struct stardose_redaction *redaction;	/* the same; NULL: names stay */
};

/* The counts of one gene, apart for samples without and with a structural variant. */
struct tally {
	char *gene;
	int line;
	long rows[2], count[2][N_VERDICTS];
}; /* line: first one of the truth */

struct mismatch { const struct callset_row *truth; char *call; int has_sv; enum verdict verdict; };

struct report {
	int n_tallies, n_mismatches, m_mismatches;
	struct tally *tallies;
	struct mismatch *mismatches;
	long n_without_truth;
};

static int is_no_call(const char *text)
{
	static const char *const words[] = { "",
					     ".",
					     "-",
					     "na",
					     "n/a",
					     "none",
					     "no_call",
					     "nocall",
					     "no call",
					     "./.",
					     "?/?",
					     "*?/*?",
					     "indeterminate",
					     "unknown",
					     "unknown/unknown",
					     "no result" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(text, words[i]) == 0)
			return 1;
	return 0;
}

static int is_one_text(const char *text) { return !strpbrk(text, ";,") && !strstr(text, " or "); }

/* The cells of one comparison, read. */
struct cells { struct stardose_diplotypes *call, *exact, *alternates, *shown; };

static int read_cells(const struct compare *options, const struct callset_row *truth,
		      const char *call, struct cells *out, struct stardose_error *err)
{
	const int shown = options->build == STARDOSE_BUILD_GRCH37 ? CALLSET_SHOWN_37
								  : CALLSET_SHOWN_38;
	const struct { const char *text; struct stardose_diplotypes **to; } cell[] = {
		{ call, &out->call },
		{ truth->cell[CALLSET_DIPLOTYPE], &out->exact },
		{ truth->cell[CALLSET_ALTERNATES], &out->alternates },
		{ truth->cell[shown], &out->shown },
	};
	int ret = STARDOSE_OK;

	for (size_t i = 0; i < sizeof(cell) / sizeof(*cell) && !ret; i++)
		ret = stardose_diplotypes_read(options->tables, truth->cell[CALLSET_GENE],
					       cell[i].text, cell[i].to, err);
	return ret;
}

static void cells_release(struct cells *cells)
{
	stardose_diplotypes_free(cells->call);
	stardose_diplotypes_free(cells->exact);
	stardose_diplotypes_free(cells->alternates);
	stardose_diplotypes_free(cells->shown);
}

static enum verdict judge_cells(const struct cells *c)
{
	const int n = stardose_diplotypes_n(c->call),
		  is_exact = stardose_diplotypes_agree(c->call, c->exact),
		  is_alternate = stardose_diplotypes_agree(c->call, c->alternates);

	if (!n)
		return NO_CALL;
	if (n > 1)
		return is_exact || is_alternate ? AMBIGUOUS_WITH : AMBIGUOUS_WITHOUT;
	if (is_exact)
		return stardose_diplotypes_n(c->exact) == 1 ? EXACT : ALTERNATE;
	if (is_alternate)
		return ALTERNATE;
	return stardose_diplotypes_agree(c->call, c->shown) ? AS_SHOWN : WRONG;
}

/* @out: what @call, which may be NULL, is worth. Texts that are alike need no tables. */
static int judge(const struct compare *options, const struct callset_row *truth, const char *call,
		 enum verdict *out, struct stardose_error *err)
{
	const char *right = truth->cell[CALLSET_DIPLOTYPE];
	struct cells cells = { 0 };
	int ret = STARDOSE_OK;

	if (!call) {
		*out = ABSENT;
	} else if (is_no_call(call)) {
		*out = is_no_call(right) ? EXACT : NO_CALL;
	} else if (!strcmp(call, right) && is_one_text(call)) {
		*out = EXACT;
	} else {
		ret = read_cells(options, truth, call, &cells, err);
		if (!ret)
			*out = judge_cells(&cells);
		cells_release(&cells);
	}
	return ret;
}

/*
 * What the call set says of a sample and gene: its diplotypes, joined when rows differ; NULL when
 * it has no row.
 */
static int call_of(const struct callset *calls, const struct callset_row *truth, char **out)
{
	int i = callset_find(calls, truth->cell[CALLSET_SAMPLE], truth->cell[CALLSET_GENE]), failed;
	kstring_t text = KS_INITIALIZE;

	*out = NULL;
	if (i < 0)
		return STARDOSE_OK;
	failed = kputs(calls->rows[i].cell[CALLSET_DIPLOTYPE], &text) < 0;
	for (int k = i + 1; k < calls->n && callset_same_key(&calls->rows[i], &calls->rows[k]); k++)
		if (strcmp(calls->rows[k - 1].cell[CALLSET_DIPLOTYPE],
			   calls->rows[k].cell[CALLSET_DIPLOTYPE]) != 0)
			failed |=
				ksprintf(&text, ";%s", calls->rows[k].cell[CALLSET_DIPLOTYPE]) < 0;
	*out = ks_release(&text);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* Is @word one of the comma list @list? Upper and lower case alike. */
static int in_list(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *s = list; s; s = strchr(s, ',') ? strchr(s, ',') + 1 : NULL) {
		size_t n;

		s += strspn(s, " ");
		n = strcspn(s, ", ");
		if (n == len && strncasecmp(s, word, n) == 0)
			return 1;
	}
	return 0;
}

static int is_wanted(const struct compare *options, const struct callset_row *row)
{
	const char *builds = row->cell[CALLSET_BUILDS];

	if (options->common.genes && !in_list(options->common.genes, row->cell[CALLSET_GENE]))
		return 0;
	return options->build == STARDOSE_BUILD_AUTO || !*builds ||
	       in_list(builds, stardose_build_name(options->build));
}

static struct tally *tally_of(struct report *report, const char *gene)
{
	struct tally *grown;

	for (int i = 0; i < report->n_tallies; i++)
		if (strcasecmp(report->tallies[i].gene, gene) == 0)
			return &report->tallies[i];
	grown = realloc(report->tallies, (report->n_tallies + 1) * sizeof(*grown));
	if (!grown)
		return NULL;
	report->tallies = grown;
	grown += report->n_tallies;
	memset(grown, 0, sizeof(*grown));
	grown->gene = strdup(gene);
	if (!grown->gene)
		return NULL;
	report->n_tallies++;
	return grown;
}

static int add_mismatch(struct report *report, struct mismatch mismatch)
{
	if (report->n_mismatches == report->m_mismatches) {
		int m = report->m_mismatches ? 2 * report->m_mismatches : 64;
		struct mismatch *grown = realloc(report->mismatches, m * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		report->mismatches = grown;
		report->m_mismatches = m;
	}
	report->mismatches[report->n_mismatches++] = mismatch;
	return STARDOSE_OK;
}

static int compare_row(const struct compare *options, const struct callset *calls,
		       const struct callset_row *truth, struct report *report,
		       struct stardose_error *err)
{
	char *call;
	int ret = call_of(calls, truth, &call),
	    has_sv = strcmp(truth->cell[CALLSET_HAS_SV], "1") == 0;
	enum verdict verdict = ABSENT;
	struct tally *tally = tally_of(report, truth->cell[CALLSET_GENE]);

	if (!ret)
		ret = judge(options, truth, call, &verdict, err);

	if (ret || !tally) {
		free(call);
		return STARDOSE_ENOMEM;
	}
	if (!tally->line || truth->line < tally->line)
		tally->line = truth->line;
	tally->rows[has_sv]++;
	tally->count[has_sv][verdict]++;
	if (verdict == EXACT || verdict == ALTERNATE) {
		free(call);
		return STARDOSE_OK;
	}
	return add_mismatch(report, (struct mismatch){ truth, call, has_sv, verdict });
}

static int compare_all(const struct compare *options, struct callset *calls, struct callset *truth,
		       struct report *report, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	callset_sort(calls);
	for (int i = 0; i < truth->n && !ret; i++)
		if (is_wanted(options, &truth->rows[i]))
			ret = compare_row(options, calls, &truth->rows[i], report, err);
	return ret;
}

/* Rows of the calls that the truth has nothing to say about. */
static void count_without_truth(const struct compare *options, const struct callset *calls,
				struct callset *truth, struct report *report)
{
	callset_sort(truth);
	for (int i = 0; i < calls->n; i++) {
		const char *const *cell = calls->rows[i].cell;

		if (is_wanted(options, &calls->rows[i]) &&
		    callset_find(truth, cell[CALLSET_SAMPLE], cell[CALLSET_GENE]) < 0)
			report->n_without_truth++;
	}
}

static double percent(long part, long whole)
{
	return whole ? 100.0 * part / whole : 0.0;
}

static long n_right(const struct tally *t, int sv)
{
	return t->count[sv][EXACT] + t->count[sv][ALTERNATE];
}

static int tally_order(const void *pa, const void *pb)
{
	const struct tally *a = pa, *b = pb;

	return (a->line > b->line) - (a->line < b->line);
}

/* One table for both kinds of rows, so that any reader of tables counts the same rows. */
static void print_header(FILE *to)
{
	fprintf(to, "row\tgene\thas_sv\trows");
	for (int v = 0; v < N_VERDICTS; v++)
		fprintf(to, "\t%s", verdict_names[v]);
	fprintf(to, "\tconcordance\ton_calls\tsample\tkind\ttruth\tcall\talternates\tshown\n");
}

static void print_scores(struct report *report, FILE *to)
{
	qsort(report->tallies, report->n_tallies, sizeof(*report->tallies), tally_order);
	for (int i = 0; i < report->n_tallies; i++)
		for (int sv = 0; sv < 2; sv++) {
			const struct tally *t = &report->tallies[i];
			long called = t->rows[sv] - t->count[sv][NO_CALL] - t->count[sv][ABSENT];

			if (!t->rows[sv])
				continue;
			fprintf(to, "score\t%s\t%d\t%ld", t->gene, sv, t->rows[sv]);
			for (int v = 0; v < N_VERDICTS; v++)
				fprintf(to, "\t%ld", t->count[sv][v]);
			fprintf(to, "\t%.1f\t", percent(n_right(t, sv), t->rows[sv]));
			if (called)
				fprintf(to, "%.1f", percent(n_right(t, sv), called));
			else
				fprintf(to, ".");
			fprintf(to, "\t.\t.\t.\t.\t.\t.\n");
		}
}

static int mismatch_order(const void *pa, const void *pb)
{
	const struct mismatch *a = pa, *b = pb;
	int c = strcasecmp(a->truth->cell[CALLSET_GENE], b->truth->cell[CALLSET_GENE]);

	if (!c)
		c = a->has_sv - b->has_sv;
	if (!c)
		c = (int)a->verdict - (int)b->verdict;
	if (!c)
		c = strcmp(a->truth->cell[CALLSET_SAMPLE], b->truth->cell[CALLSET_SAMPLE]);
	return c ? c : (a->truth->line > b->truth->line) - (a->truth->line < b->truth->line);
}

static void print_mismatches(struct report *report, int build, FILE *to)
{
	if (report->n_mismatches)
		qsort(report->mismatches, report->n_mismatches, sizeof(*report->mismatches),
		      mismatch_order);
	for (int i = 0; i < report->n_mismatches; i++) {
		const struct mismatch *m = &report->mismatches[i];
		const char *const *cell = m->truth->cell;
		const char *shown =
			cell[build == STARDOSE_BUILD_GRCH37 ? CALLSET_SHOWN_37 : CALLSET_SHOWN_38];

		fprintf(to, "mismatch\t%s\t%d", cell[CALLSET_GENE], m->has_sv);
		for (int v = 0; v < N_VERDICTS + 3; v++) /* what counts rows has nothing to count */
			fprintf(to, "\t.");
		fprintf(to, "\t%s\t%s\t%s\t%s\t%s\t%s\n", cell[CALLSET_SAMPLE],
			verdict_names[m->verdict], cell[CALLSET_DIPLOTYPE],
			m->call ? m->call : ".",
			*cell[CALLSET_ALTERNATES] ? cell[CALLSET_ALTERNATES] : ".",
			*shown ? shown : ".");
	}
}

/*
 * One demand GENE:SV:PERCENT; SV is 0, 1, or p: samples with a structural variant, as_shown
 * counted as right.
 */
struct demand { char gene[64]; int sv, shown; double percent; };

static const char *read_demand(const char *s, struct demand *d, struct stardose_error *err)
{
	char sv;
	int n = 0;

	if (sscanf(s, "%63[^:,]:%c:%lf%n", d->gene, &sv, &d->percent, &n) != 3 ||
	    !strchr("01pP", sv) || (s[n] && s[n] != ',')) {
		stardose_error_set(err, STARDOSE_EUSAGE,
				   "--min wants GENE:SV:PERCENT such as CYP2D6:0:95, not '%s'", s);
		return NULL;
	}
	d->sv = sv != '0';
	d->shown = sv == 'p' || sv == 'P';
	return s[n] ? s + n + 1 : s + n;
}

static int meets(const struct demand *d, const struct report *report)
{
	char text[256];
	const struct tally *t = NULL;
	double got;

	for (int i = 0; i < report->n_tallies; i++)
		if (strcasecmp(report->tallies[i].gene, d->gene) == 0 &&
		    report->tallies[i].rows[d->sv])
			t = &report->tallies[i];
	got = t ? percent(n_right(t, d->sv) + (d->shown ? t->count[d->sv][AS_SHOWN] : 0),
			  t->rows[d->sv])
		: 0.0;
	if (t && got + 1e-9 >= d->percent)
		return 1;
	if (t)
		snprintf(text, sizeof(text), "%s has_sv=%d: concordance %.1f, wanted %.1f", d->gene,
			 d->sv, got, d->percent);
	else
		snprintf(text, sizeof(text), "%s has_sv=%d: no rows to compare", d->gene, d->sv);
	cli_error(text);
	return 0;
}

static int check_demands(const char *min, const struct report *report, struct stardose_error *err)
{
	struct demand d;
	int ret = STARDOSE_OK;

	for (const char *s = min; s && *s; ) {
		s = read_demand(s, &d, err);
		if (!s)
			return STARDOSE_EUSAGE;
		if (report && !meets(&d, report))
			ret = STARDOSE_EROW;
	}
	return ret;
}

static int print_report(const struct compare *options, struct report *report,
			struct stardose_error *err)
{
	struct cli_output out;
	int ret = cli_output_open(&out, options->common.output, 1, err);

	if (ret)
		return ret;
	if (!options->common.no_version)
		fprintf(out.fp, "##stardose_compareVersion=%s\n", stardose_version());
	fprintf(out.fp, "##calls_without_truth=%ld\n", report->n_without_truth);
	print_header(out.fp);
	print_scores(report, out.fp);
	if (!options->no_mismatches)
		print_mismatches(report, options->build, out.fp);
	return cli_output_close(&out, ret, err);
}

static void report_release(struct report *report)
{
	for (int i = 0; i < report->n_tallies; i++)
		free(report->tallies[i].gene);
	for (int i = 0; i < report->n_mismatches; i++)
		free(report->mismatches[i].call);
	free(report->tallies);
	free(report->mismatches);
}

/* The same name in both sets has the same pseudonym, so rows are found by it as before. */
static int hide_names(const struct compare *options, struct callset *set,
		      struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (int i = 0; i < set->n && !ret; i++)
		ret = cli_shown_name(options->redaction, &set->rows[i].cell[CALLSET_SAMPLE], err);
	return ret;
}

/* @a: the truth, where only it looks like one. */
static int compare_sets(const struct compare *options, struct callset *a, struct callset *b,
			const char *name, struct report *report, struct stardose_error *err)
{
	struct callset *truth = a->is_truth && !b->is_truth ? a : b, *calls = truth == a ? b : a;
	int ret = hide_names(options, calls, err);

	if (!ret)
		ret = hide_names(options, truth, err);
	if (ret)
		return ret;
	count_without_truth(options, calls, truth, report);
	ret = compare_all(options, calls, truth, report, err);
	if (!ret && !report->n_tallies)
		ret = stardose_error_set(err, STARDOSE_EINPUT, "no row was left to compare in '%s'",
					 name);
	if (!ret)
		ret = print_report(options, report, err);
	return !ret ? check_demands(options->min, report, err) : ret;
}

static int compare_files(const struct compare *options, char **files, struct stardose_error *err)
{
	struct callset a = { 0 }, b = { 0 };
	struct report report = { 0 };
	int ret = callset_read(files[0], &a, err);

	if (!ret)
		ret = callset_read(files[1], &b, err);
	if (!ret)
		ret = compare_sets(options, &a, &b, files[1], &report, err);
	report_release(&report);
	callset_release(&a);
	callset_release(&b);
	return ret;
}

static int run(const struct cmd *cmd, void *opts, int n, char **args, struct stardose_error *err)
{
	struct compare *options = opts;
	struct stardose_tables *tables = NULL;
	int ret;

	(void)cmd;
	if (options->common.redact || options->common.redact_key)
		cli_hide_inputs(&options->common, n, args);
	if (n != 2)
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"compare wants two files, calls and truth; see 'stardose compare --help'");
	if (!cli_output_type(&options->common, "t", err))
		return STARDOSE_EUSAGE;
	options->build += STARDOSE_BUILD_AUTO;
	ret = check_demands(options->min, NULL, err);
	if (!ret)
		ret = cli_calling_tables(&options->common, 0, &tables, err);
	options->tables = tables;
	if (!ret)
		ret = cli_redaction(&options->common, tables, &options->redaction, err);
	if (!ret)
		ret = compare_files(options, args, err);
	stardose_redaction_free(options->redaction);
	stardose_tables_free(tables);
	return ret;
}

static const struct opt opts[] = {
	{ 'g', "genes", "LIST", OPT_LIST, offsetof(struct cli_common, genes),
	  "only these genes [all]", NULL },
	{ 0, "build", "NAME", OPT_WORD, offsetof(struct compare, build),
	  "only truth rows whose builds name it: any, GRCh37 or GRCh38 [any]",
	  "any|GRCh37|GRCh38" },
	{ 0, "min", "LIST", OPT_LIST, offsetof(struct compare, min),
	  "fail unless GENE:SV:PERCENT is reached; SV 0, 1, or p: 1 with as_shown", NULL },
	{ 0, "no-mismatches", NULL, OPT_FLAG, offsetof(struct compare, no_mismatches),
	  "scores alone, no rows of mismatches", NULL },
	{ 0 }
};
static const struct opt output_type[] = { CLI_OUTPUT_TYPE("t", "t: tab-separated rows [t]"),
					  { 0 } };
static const struct opt_group groups[] = {
	{ "Comparison", opts },	       { "Tables", cli_table_opts },
	{ "Privacy", cli_redact_opts }, { "Output", cli_output_opts },
	{ NULL, output_type },	       { 0 }
};

const struct cmd cmd_compare = {
	.name = "compare",
	.usage = "[options] A B",
	.about = "how far two call sets agree, or calls and a truth table",
	.groups = groups,
	.size = sizeof(struct compare),
	.run = run,
	.notes = "A and B are TSV with columns sample, gene and diplotype, or JSON Lines of "
		 "`stardose call -O j`.\n"
		 "B is the truth, unless only A has a column that truth tables have (alternates, "
		 "has_sv, builds).\n",
};
