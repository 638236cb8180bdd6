/*
 * cli.h - what the commands of the program share: option rows, diagnostics, output files, exit
 * codes
 *
 * A command is a row: its options are data that drive the parser, --help and the manual page check.
 * Only this folder prints and exits; the library reports through enum stardose_status and struct
 * stardose_error.
 */
#ifndef CLI_H
#define CLI_H

#include <stddef.h>
#include <stdio.h>
#include <htslib/kstring.h>
#include <stardose/call.h>
#include <stardose/writer.h>

/* How an option's argument becomes a field of the command's option struct. */
enum opt_type {
	OPT_FLAG,	/* int: 1 when given; takes no argument */
	OPT_INT,	/* int: zero or more */
	OPT_SHARE,	/* double: from 0 to 1 */
	OPT_STRING,	/* const char *: the argument, borrowed from argv */
	OPT_LIST,	/* char *: comma list, owned; a repeated option appends to it */
	OPT_WORD	/* int: index of the argument in @words, upper and lower case alike */
};

struct opt {
	char letter;		/* 0: only the long name */
	const char *name;
	const char *arg;	/* name of the argument in --help; NULL for OPT_FLAG; with a leading
				   '=' it may be left out, which is 1: the number or the word */
	enum opt_type type;
	size_t offset;		/* of the field in the command's option struct */
	const char *help;	/* one line, default in brackets */
	const char *words;	/* OPT_WORD: choices joined by '|' */
};

struct opt_group {
	const char *title;	/* NULL: goes on under the title before it */
	const struct opt *rows;	/* ends with a row without a name */
};

/* Remarks that were not told one by one; zeros to begin with. */
struct cli_remarks {
	int n_told, n_held_back; /* about the input: told, and beyond the most that are told */
	int n_genes;			/* about genes: joined at the end */
	kstring_t genes, first;		/* which ones, joined by ", "; the first remark */
};

/* Options that several commands have; every command's option struct begins with this one. */
struct cli_common {
	char *genes, *samples, *apply_filters, *structural, *outside, *reads;
	const char *samples_file, *copy_number, *population, *depth_regions, *pedigree, *tables,
		*output, *output_type, *covered, *file_list, *shard, *sex, *reads_list, *reference;
	double min_gp, min_r2;
	int min_gq, min_dp, build, absent_is_reference, assay, complete, call_depth, threads, no_version,
		help;
	int verbosity, quiet;	/* -v: every remark in full; -q: errors alone */
	int redact; /* privacy: cli_redact_opts; report has words of its own */
	const char *redact_key;
	int write_index, no_paths; /* annotate: -W (write_index.h), and no names of files in the
				      header */
	int outside_choice;	/* an enum stardose_outside_choice */
	int force_samples;	/* samples that no input has are left out of -s and -S */
	int keep_going;		/* one bad input does not end the others */
	int shard_number, n_shards; /* of --shard, by cli_shard(); 0: it is not given */
	int keep_sites;		/* set by the command: what was seen at each site is wanted */
	int n_set_aside;	/* rows or samples that were set aside: exit 1 */
	struct cli_remarks remarks;
};
extern const struct opt cli_input_opts[]; /* -g -s -S -f --min-gq --min-dp --build --absent
					     --copy-number --threads */
extern const struct opt
	cli_structural_opts[]; /* --outside --sv --call-depth --depth-regions --ped --population */
extern const struct opt cli_help_opts[];	/* -v -q -h, which every command has */
extern const struct opt cli_many_opts[];	/* -l --keep-going --shard */
extern const struct opt cli_table_opts[];	/* --tables */
extern const struct opt
	cli_output_opts[]; /* -o --no-version; -O is a row of each command: types differ */
/*
 * The -O row of a command, e.g. CLI_OUTPUT_TYPE("t|j", "t: TSV, j: JSON Lines [t]"); stored in
 * common.output_type.
 */
#define CLI_OUTPUT_TYPE(types, text)                                                               \
	{                                                                                          \
		'O', "output-type", types, OPT_STRING, offsetof(struct cli_common, output_type),   \
			text, NULL                                                                 \
	}

struct cmd {
	const char *name, *usage, *about;
	const struct opt_group *groups;	/* ends with a group without rows */
	const char *notes;		/* more lines for --help, or NULL */
	size_t size; /* of the option struct, which begins with struct cli_common */
	/*
	 * run() - do the command
	 * @options: zeroed, then filled from the command line; common.build is an enum
	 * stardose_build
	 * @n, @args: what is left of the command line
	 * Return: an enum stardose_status; on a negative one @err says why (empty text: say nothing
	 * more)
	 */
	int (*run)(const struct cmd *cmd, void *options, int n, char **args,
		   struct stardose_error *err);
};

/* options.c */

/*
 * cmd_main() - parse the command line of @cmd, run it, print what went wrong
 * @argv: argv[0] is the name of the command
 * Return: the exit code
 */
int cmd_main(const struct cmd *cmd, int argc, char **argv);
/* cmd_help() - usage, description and options of @cmd */
void cmd_help(const struct cmd *cmd, FILE *to);
/* cli_word() - index of @text among @words ("a|b|c"), upper and lower case alike, or -1 */
int cli_word(const char *words, const char *text);
/*
 * cli_output_type() - common->output_type if it is one of the letters @types; where there is none,
 * what the name of common->output says, by default the first of them; or 0 and @err
 */
char cli_output_type(const struct cli_common *common, const char *types,
		     struct stardose_error *err);
/*
 * cli_suffix_type() - the type among the letters @types that the name @path says (".vcf.gz" is
 * 'z'), types[0] when it says nothing or @path is NULL; 0 and @err: one that is not among them
 */
char cli_suffix_type(const char *path, const char *types, struct stardose_error *err);
/* cli_is_compressed() - 1 when the name ends in .gz or .bgz: text goes there in BGZF blocks */
int cli_is_compressed(const char *path);

/* diag.c */

/*
 * Lines for people on stderr: "stardose: error: ..." and "stardose: warning: ...", one line each.
 */
void cli_error(const char *text);
/*
 * cli_hide() - from now on lines on stderr show neither what they quote nor the text @secret (or,
 * of a list, its parts between commas), which must live on; NULL is nothing more to hide
 */
void cli_hide(const char *secret);
/* cli_is_one_file() - 1 when both paths are there and lead to the same file */
int cli_is_one_file(const char *a, const char *b);
/* cli_hide_inputs() - with --redact: no remarks, and no name of a file that @common or @args has */
void cli_hide_inputs(struct cli_common *common, int n, char **args);
/* cli_redaction() - the pseudonyms of --redact and --redact-key; @out NULL: neither was given */
struct stardose_redaction;
int cli_redaction(const struct cli_common *common, const struct stardose_tables *tables,
		  struct stardose_redaction **out, struct stardose_error *err);
/* cli_shown_name() - @name becomes what stands for it; without @redaction it stays */
int cli_shown_name(struct stardose_redaction *redaction, const char **name,
		   struct stardose_error *err);
extern const struct opt cli_redact_opts[];
void cli_warning(const char *text);
/*
 * cli_progress() - how far the work is, on stderr where that is a terminal: each @text replaces the
 * one before, so they should not get shorter. NULL ends the line; an error or a warning does so
 * too.
 */
void cli_progress(const char *text);
/*
 * cli_log() - the library's remarks become warnings; @common counts those that set something aside
 * Without --verbosity remarks about genes ("CYP2D6: ...") are joined to one line, which
 * cli_tell_rest() prints, and of all others the first ones are told.
 */
struct stardose_log cli_log(struct cli_common *common);
/*
 * cli_set_aside() - --keep-going leaves out @file, or what @why names of it: said also with --quiet
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int cli_set_aside(struct cli_common *common, const char *file, const char *why);
/* cli_tell_rest() - at the end of a command that did not fail; releases what is held */
void cli_tell_rest(struct cli_common *common, int is_failed);
/* cli_no_memory() - "out of memory" in @err; returns STARDOSE_ENOMEM */
int cli_no_memory(struct stardose_error *err);
/* cli_exit_code() - what the program exits with after @status; the one place that knows */
int cli_exit_code(int status);

/* output.c */

/* Where results go. A file appears under its name only when it is complete. */
struct cli_output {
	char *path; /* what to open for writing: a file beside the final one, a device, or "-" for
		       stdout */
	char *final;	/* the name that it gets in the end, or NULL when it is written in place */
	FILE *fp;	/* open for writing, or NULL after cli_output_open() with @stream 0 */
};
/*
 * cli_output_signals() - at the start: a closed pipe and a limit on file sizes are failed writes
 */
void cli_output_signals(void);
/*
 * cli_output_guard() - a signal that ends the process is to remove @path; NULL: no longer
 * @slot: 0 the file of results, 1 its index
 */
void cli_output_guard(int slot, char *path);
/*
 * cli_output_open() - prepare to write to @path; NULL and "-" are stdout. A symbolic link is
 * followed, and a file that is replaced keeps its mode. A name that ends in .gz is compressed
 * @stream: 1 to have out->fp opened; 0 when the caller opens out->path by itself (htslib)
 */
int cli_output_open(struct cli_output *out, const char *path, int stream,
		    struct stardose_error *err);
/*
 * cli_output_close() - finish: rename when @status is STARDOSE_OK, remove otherwise
 * Return: @status, or STARDOSE_EOUTPUT when the last bytes could not be written
 */
int cli_output_close(struct cli_output *out, int status, struct stardose_error *err);
/* cli_output_sink() - a stardose_sink_fn; @user is a struct cli_output with a stream */
int cli_output_sink(void *user, const char *bytes, size_t n, struct stardose_error *err);
/*
 * cli_output_failed() - STARDOSE_EOUTPUT with errno's reason; nothing to say when the reader of a
 * pipe left
 */
int cli_output_failed(const struct cli_output *out, struct stardose_error *err);

/* run_call.c */

/*
 * cli_tables_open() - the tables that --tables, else STARDOSE_TABLES, else the program itself
 * holds
 */
int cli_tables_open(const struct cli_common *common, struct stardose_tables **out,
		    struct stardose_error *err);
/*
 * cli_calling_tables() - the same, of which only calling is sure to need anything
 * @with_guidance: the command goes on to guidance; results of --outside need it as well. Otherwise
 * guidance is not read, which is most of the time of a small file
 */
int cli_calling_tables(const struct cli_common *common, int with_guidance,
		       struct stardose_tables **out, struct stardose_error *err);
/*
 * cli_input_files() - when no file was named, take stdin, unless it is a terminal or --outside
 * stands alone
 * @n, @args: as given to run(); args[0] becomes "-" for stdin
 * Return: how many files; -1 after printing the usage: the command is to return STARDOSE_EUSAGE
 */
int cli_input_files(const struct cmd *cmd, const struct cli_common *common, int n, char **args);
/*
 * cli_outside_open() - the results of --outside, NULL when it is not given; free after the caller
 */
int cli_outside_open(struct cli_common *common, const struct stardose_tables *tables,
		     struct stardose_outside **out, struct stardose_error *err);
/* cli_shard_read() - read --shard "I/N" into @common; STARDOSE_OK, STARDOSE_EUSAGE */
int cli_shard_read(struct cli_common *common, struct stardose_error *err);
/*
 * cli_shard() - the same, and refuse what calling cannot do in parts, or each file by itself
 * Return: STARDOSE_OK, STARDOSE_EUSAGE
 */
int cli_shard(struct cli_common *common, struct stardose_error *err);
/* cli_call_options() - the library's options as the command line has them */
void cli_call_options(struct cli_common *common, int n_files,
		      struct stardose_call_options *options);
/*
 * cli_call_files() - read @files and call every sample; @outside: may be NULL; @out is new, free
 * with stardose_caller_free()
 */
int cli_call_files(struct cli_common *common, const struct stardose_tables *tables,
		   struct stardose_outside *outside, int n, char **files,
		   struct stardose_caller **out, struct stardose_error *err);

/* One for each file cmd_*.c; main.c lists them. */
extern const struct cmd cmd_call, cmd_guide, cmd_report, cmd_annotate, cmd_explain, cmd_tables,
	cmd_compare, cmd_merge, cmd_completion, cmd_sites, cmd_qc;
extern const struct cmd *const cli_commands[]; /* of main.c, ends with NULL */

/*
 * cmd_completion_values() - `stardose completion genes WORD...`: what an option may be followed by,
 * a line each. The words are those of a command line that is being typed, options among them, and
 * are not parsed; files among them name samples.
 * Return: 1, and *@code is what to exit with; 0: the first word is no name of values
 */
int cmd_completion_values(int n, char **words, int *code);

#endif
