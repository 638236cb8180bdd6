/* completion_script.c - scripts for bash and zsh from the rows of commands and options */
#include <string.h>
#include "completion_script.h"

/* Options whose values the program knows, or reads from the files of the command line. */
static const struct {
	const char *option, *values;
} known_values[] = {
	{ "genes", "genes" },	 { "samples", "samples" },
	{ "drugs", "drugs" },	 { "drug-class", "drug-classes" },
	{ "source", "sources" },
};

int completion_is_values(const char *name)
{
	for (size_t i = 0; i < sizeof(known_values) / sizeof(*known_values); i++)
		if (!strcmp(known_values[i].values, name))
			return 1;
	return 0;
}

enum completion_kind completion_of(const struct opt *row, const char **text)
{
	const char *arg = row->arg ? row->arg + (*row->arg == '=') : NULL;

	*text = row->words ? row->words : arg;
	if (!arg)
		return COMPLETE_NOTHING;
	for (size_t i = 0; i < sizeof(known_values) / sizeof(*known_values); i++)
		if (row->type == OPT_LIST && !strcmp(known_values[i].option, row->name)) {
			*text = known_values[i].values;
			return COMPLETE_VALUES;
		}
	if (row->words || strchr(arg, '|'))
		return COMPLETE_WORDS;
	return !strcmp(arg, "FILE")  ? COMPLETE_FILE
	       : !strcmp(arg, "DIR") ? COMPLETE_FOLDER
				     : COMPLETE_NOTHING;
}

/* "a|b|b[0-9]" with blanks between; what only describes a word stays away. */
static void put_words(FILE *to, const char *words)
{
	for (; *words; words += strcspn(words, "|"), words += *words == '|') {
		size_t n = strcspn(words, "|[");

		fprintf(to, "%.*s%s", (int)n, words, strchr(words, '|') ? " " : "");
	}
}

typedef void each_row(FILE *to, const struct cmd *cmd, const struct opt *row);

static void for_rows(FILE *to, const struct cmd *cmd, each_row *put)
{
	for (const struct opt_group *g = cmd->groups; g->rows; g++)
		for (const struct opt *row = g->rows; row->name; row++)
			put(to, cmd, row);
	for (const struct opt *row = cli_help_opts; row->name; row++)
		put(to, cmd, row);
}

/* The first word behind the options, where the usage has a choice: "[options] list|show [WHAT]" */
static const char *subcommands(const struct cmd *cmd, int *n)
{
	const char *usage = strchr(cmd->usage, ']');

	usage = *cmd->usage != '[' ? cmd->usage : usage ? usage + 1 + strspn(usage + 1, " ") : "";
	*n = (int)strcspn(usage, " ");
	return memchr(usage, '|', *n) && *usage != '[' ? usage : NULL;
}

/* ---- bash ---- */

static void bash_name(FILE *to, const struct cmd *cmd, const struct opt *row)
{
	(void)cmd;
	if (row->letter)
		fprintf(to, "-%c ", row->letter);
	fprintf(to, "--%s ", row->name);
}

static void bash_value(FILE *to, const struct cmd *cmd, const struct opt *row)
{
	static const char *const how[] = { [COMPLETE_WORDS] = "words",
					   [COMPLETE_FILE] = "file",
					   [COMPLETE_FOLDER] = "folder",
					   [COMPLETE_VALUES] = "values" };
	const char *text;
	enum completion_kind kind = completion_of(row, &text);

	if (!row->arg || *row->arg == '=') /* it stands in the same word or not at all */
		return;
	fprintf(to, "\t");
	if (row->letter)
		fprintf(to, "'%s -%c'|", cmd->name, row->letter);
	fprintf(to, "'%s --%s') echo '%s", cmd->name, row->name, kind ? how[kind] : "nothing");
	if (kind == COMPLETE_WORDS || kind == COMPLETE_VALUES)
		fputc(' ', to);
	if (kind == COMPLETE_WORDS)
		put_words(to, text);
	else if (kind == COMPLETE_VALUES)
		fputs(text, to);
	fprintf(to, "' ;;\n");
}

static void bash_options(FILE *to)
{
	fprintf(to, "_stardose_options() {\n\tcase $1 in\n");
	for (const struct cmd *const *c = cli_commands; *c; c++) {
		int n;
		const char *words = subcommands(*c, &n);

		fprintf(to, "\t%s) echo '", (*c)->name);
		for_rows(to, *c, bash_name);
		for (int i = 0; words && i < n; i++)
			fputc(words[i] == '|' ? ' ' : words[i], to);
		fprintf(to, "' ;;\n");
	}
	fprintf(to, "\tesac\n}\n");
}

static const char bash_frame[] =
	"_stardose_words() { COMPREPLY=( $(compgen -W \"$1\" -- \"$cur\") ); }\n"
	"_stardose_values() {\n"
	"\tlocal begun= item=$cur value IFS=$'\\n'\n"
	"\tcase $cur in *,*) begun=${cur%,*}, item=${cur##*,} ;; esac\n"
	"\titem=${item//\\\\/}\n"
	"\tfor value in $(\"${COMP_WORDS[0]}\" completion \"$1\" \"${COMP_WORDS[@]:2}\" "
	"2>/dev/null); do\n"
	"\t\tcase $value in \"$item\"*) COMPREPLY+=( \"$begun$value\" ) ;; esac\n"
	"\tdone\n"
	"\tcompopt -o nospace 2>/dev/null\n"
	"}\n"
	"_stardose() {\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} "
	"command=${COMP_WORDS[1]} how\n"
	"\tCOMPREPLY=()\n"
	"\t[ \"$cur\" = = ] && cur=\n"
	"\t[ \"$prev\" = = ] && prev=${COMP_WORDS[COMP_CWORD-2]}\n"
	"\tif [ \"$COMP_CWORD\" = 1 ]; then _stardose_words \"$_stardose_commands\"; return; fi\n"
	"\thow=$(_stardose_value \"$command\" \"$prev\")\n"
	"\tcase $how in\n"
	"\twords\\ *) _stardose_words \"${how#* }\" ;;\n"
	"\tvalues\\ *) _stardose_values \"${how#* }\" ;;\n"
	"\tfolder) COMPREPLY=( $(compgen -d -- \"$cur\") ) ;;\n"
	"\tnothing) ;;\n"
	"\tfile) COMPREPLY=( $(compgen -f -- \"$cur\") ) ;;\n"
	"\t*) case $cur in\n"
	"\t\t-*) _stardose_words \"$(_stardose_options \"$command\")\" ;;\n"
	"\t\t*) COMPREPLY=( $(compgen -W \"$(_stardose_options \"$command\" | sed 's/-[^ ]* "
	"*//g')\" -- \"$cur\")\n"
	"\t\t\t$(compgen -f -- \"$cur\") ) ;;\n"
	"\t\tesac ;;\n"
	"\tesac\n"
	"}\n"
	"complete -o filenames -F _stardose stardose\n";

void completion_bash(FILE *to)
{
	fprintf(to, "# completion of stardose for bash, made by 'stardose completion bash'\n"
		    "_stardose_commands='");
	for (const struct cmd *const *c = cli_commands; *c; c++)
		fprintf(to, "%s ", (*c)->name);
	fprintf(to, "--help --version'\n");
	bash_options(to);
	fprintf(to, "_stardose_value() {\n\tcase \"$1 $2\" in\n");
	for (const struct cmd *const *c = cli_commands; *c; c++)
		for_rows(to, *c, bash_value);
	fprintf(to, "\tesac\n}\n%s", bash_frame);
}

/* ---- zsh ---- */

/* In '...[help]:arg:what': brackets, colons and quotation marks end something. */
static void zsh_text(FILE *to, const char *text)
{
	for (; *text; text++) {
		if (strchr("[]:\\", *text))
			fputc('\\', to);
		if (*text == '\'')
			fputs("'\\'", to);
		fputc(*text, to);
	}
}

static void zsh_argument(FILE *to, const struct opt *row)
{
	const char *text;
	enum completion_kind kind = completion_of(row, &text);

	if (!row->arg)
		return;
	fprintf(to, "%s:%s:", *row->arg == '=' ? ":" : "", row->name);
	if (kind == COMPLETE_WORDS) {
		fputc('(', to);
		put_words(to, text);
		fputc(')', to);
	} else if (kind == COMPLETE_VALUES) {
		fprintf(to, " _stardose_values %s", text); /* a blank: no words of _arguments */
	} else if (kind != COMPLETE_NOTHING) {
		fputs(kind == COMPLETE_FILE ? "_files" : "_files -/", to);
	}
}

static void zsh_row(FILE *to, const struct cmd *cmd, const struct opt *row)
{
	const char *end = !row->arg ? "" : *row->arg == '=' ? "=-" : "=";

	(void)cmd;
	if (row->letter)
		fprintf(to, "\t\t'*-%c%s[", row->letter,
			!row->arg	   ? ""
			: *row->arg == '=' ? "-"
					   : "+");
	if (row->letter) {
		zsh_text(to, row->help);
		fputc(']', to);
		zsh_argument(to, row);
		fputs("' \\\n", to);
	}
	fprintf(to, "\t\t'*--%s%s[", row->name, end);
	zsh_text(to, row->help);
	fputc(']', to);
	zsh_argument(to, row);
	fputs("' \\\n", to);
}

static void zsh_command(FILE *to, const struct cmd *cmd)
{
	int n;
	const char *words = subcommands(cmd, &n);

	fprintf(to, "\t%s) _arguments -s \\\n", cmd->name);
	for_rows(to, cmd, zsh_row);
	if (words) {
		fputs("\t\t'1:what:(", to);
		for (int i = 0; i < n; i++)
			fputc(words[i] == '|' ? ' ' : words[i], to);
		fputs(")' ", to);
	} else {
		fputs("\t\t", to);
	}
	fputs("'*:file:_files' ;;\n", to);
}

void completion_zsh(FILE *to)
{
	fputs("#compdef stardose\n"
	      "# completion of stardose for zsh, made by 'stardose completion zsh'\n"
	      "_stardose_values() {\n"
	      "\tlocal -a found\n"
	      "\tfound=(${(f)\"$($_stardose_program completion $1 ${(Q)words[@]:1} "
	      "2>/dev/null)\"})\n"
	      "\tcompset -P '*,'\n"
	      "\tcompadd -S '' -a found\n"
	      "}\n"
	      "_stardose() {\n"
	      "\tlocal _stardose_program=${(Q)words[1]}\n"
	      "\tlocal -a commands\n"
	      "\tcommands=(\n",
	      to);
	for (const struct cmd *const *c = cli_commands; *c; c++) {
		fprintf(to, "\t\t'%s:", (*c)->name);
		zsh_text(to, (*c)->about);
		fputs("'\n", to);
	}
	fputs("\t)\n"
	      "\tif (( CURRENT == 2 )); then _describe command commands; return; fi\n"
	      "\tshift words; (( CURRENT-- ))\n"
	      "\tcase $words[1] in\n",
	      to);
	for (const struct cmd *const *c = cli_commands; *c; c++)
		zsh_command(to, *c);
	fputs("\tesac\n"
	      "}\n"
	      "if [ \"$funcstack[1]\" = _stardose ]; then _stardose \"$@\"; else compdef _stardose "
	      "stardose; fi\n",
	      to);
}
