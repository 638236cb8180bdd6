/* cmd_tables.c - stardose tables: what is in the tables, and is it sound */
#include <string.h>
#include <stardose/sites.h>
#include <stardose/table_rows.h>
#include "cli.h"

enum { LIST, SHOW, ID, CHECK, REGIONS, DIFF };

struct tables_options {
	struct cli_common common;
	int build, contigs;
};

struct request {
	const struct tables_options *options;
	const struct stardose_tables *tables;
	struct stardose_writer_options writer;
	struct cli_output *out;
	long *n_differences;
	struct stardose_error *err;
};

static int list(const struct request *r, int n, char **args)
{
	static int (*const lists[])(const struct stardose_tables *,
				    const struct stardose_writer_options *,
				    struct stardose_error *) = {
		stardose_rows_genes, stardose_rows_tables, stardose_rows_sources
	};
	int which = n ? cli_word("genes|tables|sources", args[0]) : 0;

	if (n > 1 || which < 0)
		return stardose_error_set(
			r->err, STARDOSE_EUSAGE,
			"tables list wants nothing, 'genes', 'tables' or 'sources' behind it");
	return lists[which](r->tables, &r->writer, r->err);
}

static int show_table(const struct request *r, const char *name)
{
	int ret = stardose_rows_table(r->tables, name, &r->writer, r->err);

	return ret != STARDOSE_EUSAGE
		       ? ret
		       : stardose_error_set(r->err, ret,
					    "no gene or table '%s'; see 'stardose tables list' "
					    "and 'stardose tables list tables'",
					    name);
}

static int show(const struct request *r, int n, char **args)
{
	const struct stardose_gene *gene = n ? stardose_tables_gene(r->tables, args[0]) : NULL;
	const struct stardose_allele *allele =
		gene && n == 2 ? stardose_gene_allele(gene, args[1]) : NULL;

	if (!n || n > 2 || (n == 2 && !gene))
		return stardose_error_set(r->err, STARDOSE_EUSAGE,
					  "tables show wants GENE, GENE ALLELE or TABLE");
	if (n == 2 && !allele)
		return stardose_error_set(r->err, STARDOSE_EUSAGE, "no allele '%s' of '%s'",
					  args[1], args[0]);
	if (!gene)
		return show_table(r, args[0]);
	return allele ? stardose_rows_variants(r->tables, gene, allele, &r->writer, r->err)
		      : stardose_rows_alleles(r->tables, gene, &r->writer, r->err);
}

static void print_finding(void *user, int level, const char *text)
{
	(void)user;
	(void)level;
	cli_error(text);
}

static int check(const struct request *r, int n)
{
	const struct stardose_log log = { print_finding, NULL };
	int found;

	if (n)
		return stardose_error_set(r->err, STARDOSE_EUSAGE,
					  "tables check wants nothing behind it");
	found = stardose_tables_check(r->tables, &log);
	if (found < 0)
		return found;
	if (found)
		return stardose_error_set(r->err, STARDOSE_ETABLE, "tables %s %s (%s): %d findings",
					  r->tables->version, r->tables->checksum,
					  r->tables->origin, found);
	fprintf(r->out->fp, "tables %s %s (%s): sound\n", r->tables->version,
		r->tables->checksum, r->tables->origin);
	return STARDOSE_OK;
}

static int join(kstring_t *to, int n, char **names)
{
	for (int i = 0; i < n; i++)
		if (ksprintf(to, "%s%s", i ? "," : "", names[i]) < 0)
			return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}

/* Of the genes named, or of all. */
static int regions(const struct request *r, int n, char **args)
{
	struct stardose_site_options options;
	kstring_t genes = KS_INITIALIZE;
	int ret = join(&genes, n, args) ? cli_no_memory(r->err) : STARDOSE_OK;

	stardose_site_options_init(&options);
	options.build = r->options->build ? STARDOSE_BUILD_GRCH37 : STARDOSE_BUILD_GRCH38;
	options.contigs = r->options->contigs;
	options.genes = genes.s;
	options.no_version = r->options->common.no_version;
	options.sink = cli_output_sink;
	options.sink_user = r->out;
	if (!ret)
		ret = stardose_regions_write(r->tables, &options, r->err);
	ks_free(&genes);
	return ret;
}

/*
 * Of two folders, or of the tables in effect and a folder. Differences are what was asked for:
 * they are told by the exit code, and no error.
 */
static int diff(const struct request *r, int n, char **args)
{
	struct cli_common folder = { 0 };
	struct stardose_tables *old = NULL, *new = NULL;
	long n_rows = 0;
	int ret = STARDOSE_OK;

	if (n < 1 || n > 2)
		return stardose_error_set(r->err, STARDOSE_EUSAGE,
					  "tables diff wants OLD NEW, or NEW alone");
	folder.tables = args[0];
	if (n == 2)
		ret = cli_tables_open(&folder, &old, r->err);
	folder.tables = args[n - 1];
	if (!ret)
		ret = cli_tables_open(&folder, &new, r->err);
	if (!ret)
		ret = stardose_rows_diff(old ? old : r->tables, new, &r->writer, &n_rows, r->err);
	stardose_tables_free(old);
	stardose_tables_free(new);
	*r->n_differences = n_rows;
	return ret;
}

static int do_it(const struct request *r, int what, int n, char **args)
{
	switch (what) {
	case LIST: return list(r, n, args);
	case SHOW: return show(r, n, args);
	case ID: /* the rows named, or all */
		return stardose_rows_identities(r->tables, (const char *const *)args, n,
						&r->writer, r->err);
	case CHECK: return check(r, n);
	case DIFF: return diff(r, n, args);
	default: return regions(r, n, args);
	}
}

/* BED is what 'regions' writes and nothing else does; other types are one letter. */
static char output_type_of(const struct cli_common *common, int what, struct stardose_error *err)
{
	const int is_bed = common->output_type && !strcmp(common->output_type, "bed");

	if (what != REGIONS)
		return cli_output_type(common, "tj", err);
	if (is_bed || !common->output_type)
		return 'b';
	stardose_error_set(err, STARDOSE_EUSAGE, "tables regions writes BED (-O bed)");
	return 0;
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	const struct tables_options *o = options;
	const struct cli_common *common = &o->common;
	const int what = n ? cli_word("list|show|id|check|regions|diff", args[0]) : -1;
	const char type = output_type_of(common, what, err);
	struct stardose_tables *tables;
	struct cli_output out;
	long n_differences = 0;
	struct request r = {
		.options = o, .out = &out, .n_differences = &n_differences, .err = err
	};
	int ret;

	(void)cmd;
	if (!type)
		return STARDOSE_EUSAGE;
	if (what < 0)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "tables wants list, show, id, check, regions or diff; "
					  "see 'stardose tables --help'");
	ret = cli_tables_open(common, &tables, err);
	if (ret)
		return ret;
	r.tables = tables;
	r.writer = (struct stardose_writer_options){
		.size = sizeof(r.writer),
		.kind = type == 'j' ? STARDOSE_WRITE_JSON_LINES : STARDOSE_WRITE_TSV,
		.no_version = common->no_version,
		.sink = cli_output_sink,
		.sink_user = &out,
	};
	ret = cli_output_open(&out, common->output, 1, err);
	if (!ret) {
		ret = do_it(&r, what, n - 1, args + 1);
		ret = cli_output_close(&out, ret, err);
	}
	stardose_tables_free(tables);
	return !ret && n_differences ? STARDOSE_EROW : ret;
}

static const struct opt output_type[] = {
	CLI_OUTPUT_TYPE("t|j|bed", "t: tab-separated rows, j: JSON Lines; of regions bed [t]"),
	{ 0, "build", "NAME", OPT_WORD, offsetof(struct tables_options, build),
	  "of regions: GRCh38 or GRCh37 [GRCh38]", "GRCh38|GRCh37" },
	{ 0, "contigs", "WORD", OPT_WORD, offsetof(struct tables_options, contigs),
	  "of regions: chr22 or 22: usual, chr or plain [usual for the build]", "usual|chr|plain" },
	{ 0 }
};
static const struct opt_group groups[] = {
	{ "Tables", cli_table_opts }, { "Output", cli_output_opts }, { NULL, output_type }, { 0 }
};

const struct cmd cmd_tables = {
	.name = "tables",
	.usage = "[options] list|show|id|check|regions|diff [WHAT]",
	.about = "what is in the tables, and is it sound",
	.groups = groups,
	.size = sizeof(struct tables_options),
	.run = run,
	.notes = "list [genes]        one row for each gene\n"
		 "list tables         one row for each table: version, date, source, licence\n"
		 "list sources        one row for each source of guidance: how many rows, "
		 "medicines and named holes\n"
		 "show GENE           the alleles of a gene and the variants that define them\n"
		 "show GENE ALLELE    the variants of one allele and of its suballeles, on both "
		 "builds\n"
		 "show TABLE          a table as it is\n"
		 "id [ROW...]         the identity that a row of guidance has by what it says\n"
		 "check               prove that the tables are sound; exit 4 when they are not\n"
		 "regions [GENE...]   BED of all that a call may read of a file, to cut files by\n"
		 "diff [OLD] NEW      what the tables of folder NEW say otherwise than those of "
		 "OLD, or\n"
		 "                    than those in effect; exit 1 when they differ\n",
};
