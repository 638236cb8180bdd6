/* options.c - option rows in, values and help text out */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "cli.h"

#define AT(field) offsetof(struct cli_common, field)

const struct opt cli_input_opts[] = {
	{ 'g', "genes", "LIST", OPT_LIST, AT(genes), "only these genes [all]", NULL },
	{ 's', "samples", "LIST", OPT_LIST, AT(samples),
	  "only these samples; with a leading ^ all but these [all]", NULL },
	{ 'S', "samples-file", "FILE", OPT_STRING, AT(samples_file),
	  "the same, one name per line of FILE", NULL },
	{ 'f', "apply-filters", "LIST", OPT_LIST, AT(apply_filters),
	  "use records whose FILTER is one of these, such as PASS,. [any]", NULL },
	{ 0, "min-gq", "INT", OPT_INT, AT(min_gq),
	  "reject genotypes with GQ below INT or without GQ [off]", NULL },
	{ 0, "min-dp", "INT", OPT_INT, AT(min_dp),
	  "reject genotypes with DP below INT or without DP [off]", NULL },
	{ 0, "min-gp", "FLOAT", OPT_SHARE, AT(min_gp),
	  "reject genotypes with GP below FLOAT or without GP [off]", NULL },
	{ 0, "min-r2", "FLOAT", OPT_SHARE, AT(min_r2),
	  "reject imputed records whose R2, DR2 or INFO is below FLOAT [off]", NULL },
	{ 0, "build", "NAME", OPT_WORD, AT(build),
	  "auto, GRCh37 or GRCh38 [auto: proven from header and REF]", "auto|GRCh37|GRCh38" },
	{ 0, "absent", "WORD", OPT_WORD, AT(absent_is_reference),
	  "what a site without record is: missing or reference [missing]", "missing|reference" },
	{ 0, "assay", "WORD", OPT_WORD, AT(assay),
	  "how it was measured, and so what silence means: wgs, wes, array, panel [auto]",
	  "auto|wgs|wes|array|panel" },
	{ 0, "covered", "FILE", OPT_STRING, AT(covered),
	  "regions (BED) that were looked at: elsewhere nothing is taken for reference", NULL },
	{ 0, "complete", NULL, OPT_FLAG, AT(complete),
	  "input that ends inside a gene was not cut off, also without an end mark", NULL },
	{ 0, "copy-number", "FILE", OPT_STRING, AT(copy_number),
	  "gene copies that were counted: rows of sample, gene, copies", NULL },
	{ 0, "force-samples", NULL, OPT_FLAG, AT(force_samples),
	  "leave out names of -s and -S that no input has", NULL },
	{ '@', "threads", "INT", OPT_INT, AT(threads), "extra threads [0]", NULL },
	{ 0 }
};

const struct opt cli_structural_opts[] = {
	{ 0, "outside", "FILE", OPT_LIST, AT(outside),
	  "results of other programs, which win over the genotypes; repeatable", NULL },
	{ 0, "outside-phenotype", "WHOSE", OPT_WORD, AT(outside_choice),
	  "where a row of --outside gives another phenotype than the tables: ours or "
	  "theirs selects "
	  "[ours]",
	  "ours|theirs" },
	{ 0, "sv", "FILE", OPT_LIST, AT(structural),
	  "structural variants in a VCF or BCF of their own, read for gene copies", NULL },
	{ 0, "reads", "[NAME=]FILE", OPT_LIST, AT(reads),
	  "BAM or CRAM of a sample, counted for gene copies; repeatable", NULL },
	{ 0, "reads-list", "FILE", OPT_STRING, AT(reads_list),
	  "a file of such names, one on each line", NULL },
	{ 0, "reference", "FILE", OPT_STRING, AT(reference),
	  "FASTA with an index, for the bases of CRAM files", NULL },
	{ 0, "call-depth", NULL, OPT_FLAG, AT(call_depth),
	  "call gene copies from read depth where nothing better tells", NULL },
	{ 0, "depth-regions", "FILE", OPT_STRING, AT(depth_regions),
	  "measure read depth by these regions (BED), not by the other genes", NULL },
	{ 0, "ped", "FILE", OPT_STRING, AT(pedigree),
	  "who is whose child (PLINK FAM or PED), to find deletions that they share", NULL },
	{ 0, "sex", "FILE", OPT_STRING, AT(sex),
	  "who is male or female, for genes on X: rows of sample, sex [--context, --ped, ploidy]",
	  NULL },
	{ 0, "population", "NAME", OPT_STRING, AT(population),
	  "AFR, AMR, EAS, EUR or SAS: how common deletions, copies and hybrids are [all]", NULL },
	{ 0 }
};

const struct opt cli_many_opts[] = {
	{ 'l', "file-list", "FILE", OPT_STRING, AT(file_list),
	  "files by name, one on each line, those of a sample with tabs between; - is stdin",
	  NULL },
	{ 0, "keep-going", NULL, OPT_FLAG, AT(keep_going),
	  "take each line by itself, write it at once, and set a bad one aside", NULL },
	{ 0, "shard", "I/N", OPT_STRING, AT(shard),
	  "only the I-th of N parts: of the lines of -l, else of the samples", NULL },
	{ 0 }
};

const struct opt cli_table_opts[] = { { 0, "tables", "DIR", OPT_STRING, AT(tables),
					"tables from DIR [$STARDOSE_TABLES, else built in]", NULL },
				      { 0 } };

const struct opt cli_output_opts[] = { { 'o', "output", "FILE", OPT_STRING, AT(output),
					 "write to FILE, which appears when complete [stdout]",
					 NULL },
				       { 0, "no-version", NULL, OPT_FLAG, AT(no_version),
					 "leave program and table versions out", NULL },
				       { 0 } };

const struct opt cli_redact_opts[] = {
	{ 0, "redact", NULL, OPT_FLAG, AT(redact),
	  "pseudonyms for names of samples, no notes, days or remarks; genotypes stay", NULL },
	{ 0, "redact-key", "FILE", OPT_STRING, AT(redact_key),
	  "--redact with pseudonyms made of FILE, the same in every run [numbers]", NULL },
	{ 0 }
};

const struct opt cli_help_opts[] = {
	{ 'v', "verbosity", "=INT", OPT_INT, AT(verbosity),
	  "0: remarks on genes in one line, others up to 20; 1: all [0; -v is 1]", NULL },
	{ 'q', "quiet", NULL, OPT_FLAG, AT(quiet), "no remarks, errors alone", NULL },
	{ 'h', "help", NULL, OPT_FLAG, AT(help), "this text", NULL },
	{ 0 }
};

#define MAX_OPTS 64

/* The rows of one command in the form getopt_long() wants; row i has the value LONG_BASE + i. */
#define LONG_BASE 1000
struct parser {
	int n;
	const struct opt *row[MAX_OPTS];
	struct option longs[MAX_OPTS + 1];
	char shorts[3 * MAX_OPTS + 3];
};

static void add_rows(struct parser *p, const struct opt *row)
{
	for (; row->name && p->n < MAX_OPTS; row++) {
		size_t n = strlen(p->shorts);

		p->longs[p->n] = (struct option){ row->name,
						  !row->arg	? no_argument
						  : *row->arg == '=' ? optional_argument
								     : required_argument,
						  NULL, LONG_BASE + p->n };
		if (row->letter)
			snprintf(p->shorts + n, sizeof(p->shorts) - n, "%c%s", row->letter,
				 !row->arg	    ? ""
				 : *row->arg == '=' ? "::"
						    : ":");
		p->row[p->n++] = row;
	}
}

static void parser_init(struct parser *p, const struct cmd *cmd)
{
	memset(p, 0, sizeof(*p));
	strcpy(p->shorts, ":"); /* ':' first: a missing argument is told from an unknown option */
	for (const struct opt_group *g = cmd->groups; g->rows; g++)
		add_rows(p, g->rows);
	add_rows(p, cli_help_opts);
}

static const struct opt *parser_row(const struct parser *p, int value)
{
	if (value >= LONG_BASE)
		return p->row[value - LONG_BASE];
	for (int i = 0; i < p->n; i++)
		if (p->row[i]->letter == value)
			return p->row[i];
	return NULL;
}

int cli_word(const char *words, const char *text)
{
	size_t n = strlen(text);

	for (int i = 0; ; i++) {
		size_t len = strcspn(words, "|");

		if (len == n && strncasecmp(words, text, n) == 0)
			return i;
		words += len;
		if (!*words++)
			return -1;
	}
}

static int set_list(char **list, const char *arg, struct stardose_error *err)
{
	size_t old = *list ? strlen(*list) + 1 : 0;
	char *grown = realloc(*list, old + strlen(arg) + 1);

	if (!grown)
		return cli_no_memory(err);
	if (old)
		grown[old - 1] = ',';
	strcpy(grown + old, arg);
	*list = grown;
	return STARDOSE_OK;
}

static int set_int(int *value, const struct opt *opt, const char *arg, struct stardose_error *err)
{
	char *end;
	long v;

	errno = 0;
	v = strtol(arg, &end, 10);
	if (end == arg || *end || errno || v < 0 || v > INT_MAX)
		return stardose_error_set(err, STARDOSE_EUSAGE, "--%s wants a number, not '%s'",
					  opt->name, arg);
	*value = (int)v;
	return STARDOSE_OK;
}

static int set_share(double *value, const struct opt *opt, const char *arg,
		     struct stardose_error *err)
{
	char *end;
	double v = strtod(arg, &end);

	if (!*arg || *end || !(v >= 0 && v <= 1))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--%s is a number from 0 to 1, such as 0.8, not '%s'",
					  opt->name, arg);
	*value = v;
	return STARDOSE_OK;
}

static int set_field(void *options, const struct opt *opt, const char *arg,
		     struct stardose_error *err)
{
	void *field = (char *)options + opt->offset;
	int word;

	if (opt->arg && !arg) {
		*(int *)field = 1;
		return STARDOSE_OK;
	}
	if (opt->arg && *opt->arg == '=')
		arg += *arg == '='; /* "-W=tbi" is "--write-index=tbi" */

	switch (opt->type) {
	case OPT_FLAG:
		*(int *)field = 1;
		return STARDOSE_OK;
	case OPT_INT:
		return set_int(field, opt, arg, err);
	case OPT_SHARE:
		return set_share(field, opt, arg, err);
	case OPT_STRING:
		*(const char **)field = arg;
		return STARDOSE_OK;
	case OPT_LIST:
		return set_list(field, arg, err);
	default:
		word = cli_word(opt->words, arg);
		if (word < 0)
			return stardose_error_set(err, STARDOSE_EUSAGE,
						  "--%s is one of %s, not '%s'", opt->name,
						  opt->words, arg);
		*(int *)field = word;
		return STARDOSE_OK;
	}
}

/* What getopt_long() did not take, told by @c; @word is the one that it looked at last. */
static int refuse(const struct cmd *cmd, int c, const char *word, struct stardose_error *err)
{
	const char *wrong = c == ':' ? "wants an argument" : "takes no argument";

	if (c == '?' && (optopt < 0 || (optopt > 127 && optopt < LONG_BASE)))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "an option is a letter of ASCII, behind a plain hyphen; "
					  "see 'stardose %s --help'",
					  cmd->name);
	if (c == '?' && optopt && optopt < LONG_BASE)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "unknown option '-%c'; see 'stardose %s --help'", optopt,
					  cmd->name);
	if (c == '?' && !optopt)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "unknown option '%s'; see 'stardose %s --help'", word,
					  cmd->name);
	return stardose_error_set(err, STARDOSE_EUSAGE, "option '%s' %s; see 'stardose %s --help'",
				  word, wrong, cmd->name);
}

static int parse(const struct cmd *cmd, void *options, int argc, char **argv,
		 struct stardose_error *err)
{
	struct parser p;
	int c, ret = STARDOSE_OK;

	parser_init(&p, cmd);
	opterr = 0;
	while (!ret && (c = getopt_long(argc, argv, p.shorts, p.longs, NULL)) != -1)
		ret = c == ':' || c == '?' ? refuse(cmd, c, argv[optind - 1], err)
					   : set_field(options, parser_row(&p, c), optarg, err);
	return ret;
}

/* Two rows may be names of one option. */
static void release(const struct cmd *cmd, void *options)
{
	for (const struct opt_group *g = cmd->groups; g->rows; g++)
		for (const struct opt *row = g->rows; row->name; row++)
			if (row->type == OPT_LIST) {
				char **list = (char **)((char *)options + row->offset);

				free(*list);
				*list = NULL;
			}
	free(options);
}

static void help_rows(const struct opt *row, FILE *to)
{
	for (; row->name; row++) {
		char left[64], letter[8] = "    ";

		if (row->letter)
			snprintf(letter, sizeof(letter), "-%c, ", row->letter);
		snprintf(left, sizeof(left), "%s--%s%s%s%s", letter, row->name,
			 !row->arg	    ? ""
			 : *row->arg == '=' ? "["
					    : " ",
			 row->arg ? row->arg : "", row->arg && *row->arg == '=' ? "]" : "");
		fprintf(to, "    %-28s %s\n", left, row->help);
	}
}

void cmd_help(const struct cmd *cmd, FILE *to)
{
	fprintf(to, "Usage: stardose %s %s\nAbout: %s\n", cmd->name, cmd->usage, cmd->about);
	for (const struct opt_group *g = cmd->groups; g->rows; g++) {
		if (g->title)
			fprintf(to, "\n%s:\n", g->title);
		help_rows(g->rows, to);
	}
	fprintf(to, "\nOther:\n");
	help_rows(cli_help_opts, to);
	if (cmd->notes)
		fprintf(to, "\n%s", cmd->notes);
}

/* What the name of an output file says of its type, for the commands that write such a type. */
static const struct { const char *suffix, *types, *what; } suffixes[] = {
	{ ".vcf.gz", "z", "bgzipped VCF" },
	{ ".vcf.bgz", "z", "bgzipped VCF" },
	{ ".vcf", "v", "VCF" },
	{ ".bcf", "b", "BCF" },
	{ ".tsv", "t", "tab-separated rows" },
	{ ".jsonl", "j", "JSON Lines" },
	{ ".ndjson", "fj", "JSON Lines" },
	{ ".json", "j", "JSON" },
	{ ".html", "h", "HTML" },
	{ ".htm", "h", "HTML" },
};

/* Length of @path without a last ".gz" or ".bgz". */
static size_t without_gz(const char *path)
{
	size_t n = strlen(path);

	if (n > 3 && !strcasecmp(path + n - 3, ".gz"))
		return n - 3;
	return n > 4 && !strcasecmp(path + n - 4, ".bgz") ? n - 4 : n;
}

int cli_is_compressed(const char *path)
{
	return path && without_gz(path) < strlen(path);
}

static int ends_with(const char *path, size_t n, const char *suffix)
{
	size_t len = strlen(suffix);

	return n > len && !strncasecmp(path + n - len, suffix, len);
}

char cli_suffix_type(const char *path, const char *types, struct stardose_error *err)
{
	size_t n = path ? strlen(path) : 0, bare = path ? without_gz(path) : 0;

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		const char *type = suffixes[i].types;

		if (!ends_with(path, n, suffixes[i].suffix) &&
		    (*type == 'v' || !ends_with(path, bare, suffixes[i].suffix)))
			continue;
		for (; *type; type++)
			if (strchr(types, *type))
				return *type;
		stardose_error_set(err, STARDOSE_EUSAGE,
				   "'%s' is named as %s, which this command does not write; give "
				   "another name, or the type with -O",
				   path, suffixes[i].what);
		return 0;
	}
	return types[0];
}

char cli_output_type(const struct cli_common *common, const char *types, struct stardose_error *err)
{
	const char *type = common->output_type;

	if (!type)
		return cli_suffix_type(common->output, types, err);
	if (type[0] && !type[1] && strchr(types, type[0]))
		return type[0];
	stardose_error_set(err, STARDOSE_EUSAGE, "--output-type is one of '%s', not '%s'", types,
			   type);
	return 0;
}

/*
 * OPT_WORD gives the index among "auto|GRCh37|GRCh38"; the library's enum starts with auto at -1.
 */
static void settle_build(struct cli_common *common)
{
	common->build += STARDOSE_BUILD_AUTO;
}

int cmd_main(const struct cmd *cmd, int argc, char **argv)
{
	struct stardose_error err = { 0 };
	struct cli_common *common = calloc(1, cmd->size);
	int ret, code;

	if (!common) {
		cli_error("out of memory");
		return cli_exit_code(STARDOSE_ENOMEM);
	}
	ret = parse(cmd, common, argc, argv, &err);
	settle_build(common);
	if (!ret && common->help)
		cmd_help(cmd, stdout);
	else if (!ret)
		ret = cmd->run(cmd, common, argc - optind, argv + optind, &err);
	if (ret == STARDOSE_ENOMEM && !err.text[0])
		cli_no_memory(&err);
	cli_tell_rest(common, ret < 0);
	if (ret < 0 && err.text[0])
		cli_error(err.text);
	code = cli_exit_code(!ret && common->n_set_aside ? STARDOSE_EROW : ret);
	release(cmd, common);
	return code;
}
