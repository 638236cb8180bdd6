/* main.c - the program: one row for each command */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <htslib/hts.h>
#include <htslib/hts_log.h>
#include <stardose/version.h>
#include "cli.h"

const struct cmd *const cli_commands[] = { &cmd_call,	  &cmd_guide,	&cmd_report,
					   &cmd_annotate, &cmd_explain, &cmd_tables,
					   &cmd_compare,  &cmd_merge,	&cmd_completion,
					   &cmd_sites,	  &cmd_qc,	NULL };

static void help(FILE *to)
{
	fprintf(to, "stardose: star alleles, metabolizer phenotypes and medication guidance from "
		    "VCF and BCF\n\n"
		    "Usage: stardose COMMAND [options] FILE...\n\nCommands:\n");
	for (const struct cmd *const *c = cli_commands; *c; c++)
		fprintf(to, "    %-10s %s\n", (*c)->name, (*c)->about);
	fprintf(to, "\n    --version  versions of the program, of htslib and of the tables\n"
		    "    --help     this text; 'stardose COMMAND --help' for the options of a "
		    "command\n");
}

static int version(void)
{
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };
	const struct cli_common common = { 0 };
	int ret = cli_tables_open(&common, &tables, &err);

	printf("stardose %s\nhtslib %s\n", stardose_version(), hts_version());
	if (ret) {
		cli_error(err.text);
		return cli_exit_code(ret);
	}
	printf("tables %s %s (%s)\n", tables->version, tables->checksum, tables->origin);
	stardose_tables_free(tables);
	return 0;
}

static const struct cmd *find(const char *name)
{
	for (const struct cmd *const *c = cli_commands; *c; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

static int no_command(const char *name)
{
	char text[128];

	snprintf(text, sizeof(text), "no command '%.60s'; see 'stardose --help'", name);
	cli_error(text);
	return cli_exit_code(STARDOSE_EUSAGE);
}

/* "stardose help", and "stardose help COMMAND" for "stardose COMMAND --help". */
static int help_on(const char *name)
{
	const struct cmd *cmd = name ? find(name) : NULL;

	if (name && !cmd)
		return no_command(name);
	if (cmd)
		cmd_help(cmd, stdout);
	else
		help(stdout);
	return 0;
}

/* What went to stdout may still fail to be written. */
static int finish_stdout(int code)
{
	const struct cli_output out = { .path = (char *)"-" };
	struct stardose_error err = { 0 };

	if (code != 0 || (fflush(stdout) == 0 && !ferror(stdout)))
		return code;
	code = cli_exit_code(cli_output_failed(&out, &err));
	if (err.text[0])
		cli_error(err.text);
	return code;
}

/*
 * Descriptors 0 to 2 that the caller has closed lead nowhere, so that no file is opened in their
 * place; what is read from or written to them fails.
 */
static void fill_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", fd ? O_RDONLY : O_WRONLY);
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;
	const struct cmd *cmd;
	int code;

	fill_descriptors();
	cli_output_signals();
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
	hts_set_log_level(HTS_LOG_OFF); /* the library's messages name place and remedy; htslib's
					   would come twice */
	if (!name) {
		help(stderr);
		return cli_exit_code(STARDOSE_EUSAGE);
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		help(stdout);
		return finish_stdout(0);
	}
	if (strcmp(name, "--version") == 0 || strcmp(name, "version") == 0)
		return finish_stdout(version());
	if (strcmp(name, "help") == 0)
		return finish_stdout(help_on(argv[2]));
	cmd = find(name);
	if (cmd == &cmd_completion && cmd_completion_values(argc - 2, argv + 2, &code))
		return finish_stdout(code);
	return cmd ? finish_stdout(cmd_main(cmd, argc - 1, argv + 1)) : no_command(name);
}
