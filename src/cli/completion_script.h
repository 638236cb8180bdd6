/* completion_script.h - what bash and zsh need to complete a command line, made from option rows */
#ifndef COMPLETION_SCRIPT_H
#define COMPLETION_SCRIPT_H

#include "cli.h"

/* What may stand behind an option. */
enum completion_kind {
	COMPLETE_NOTHING, /* a number, or what nobody can guess */
	COMPLETE_WORDS,	  /* one of the row's words */
	COMPLETE_FILE,
	COMPLETE_FOLDER,
	COMPLETE_VALUES /* what 'stardose completion VALUES' prints; a list with commas */
};

/*
 * completion_of() - what the argument of a row may be
 * @text: COMPLETE_WORDS: the words joined by '|'; COMPLETE_VALUES: their name; borrowed
 */
enum completion_kind completion_of(const struct opt *row, const char **text);
/* completion_is_values() - 1 when @name is a name of COMPLETE_VALUES */
int completion_is_values(const char *name);
/* completion_bash() - the script; completion_zsh() - the same for zsh */
void completion_bash(FILE *to);
void completion_zsh(FILE *to);

#endif
