/*
 * person_options.h - whom results are of: the options that describe persons, for the commands that
 * advise
 */
#ifndef PERSON_OPTIONS_H
#define PERSON_OPTIONS_H

#include <stardose/context.h>
#include <stardose/guidance.h>
#include "cli.h"

struct person_options { char *taking, *convention; const char *context, *date; };
/* The rows of a command's options: PERSON_OPTIONS(offset of its struct person_options) */
#define PERSON_OPTIONS(at)                                                                         \
	{ 0,                                                                                       \
	  "taking",                                                                                \
	  "LIST",                                                                                  \
	  OPT_LIST,                                                                                \
	  (at) + offsetof(struct person_options, taking),                                          \
	  "what the one sample takes, such as 'paroxetine 20 mg/d,smoking'; none: nothing",        \
	  NULL },                                                                                  \
		{ 0,                                                                               \
		  "context",                                                                       \
		  "FILE",                                                                          \
		  OPT_STRING,                                                                      \
		  (at) + offsetof(struct person_options, context),                                 \
		  "medicines, levels and states by sample (TSV)",                                  \
		  NULL },                                                                          \
		{ 0,                                                                               \
		  "date",                                                                          \
		  "DATE",                                                                          \
		  OPT_STRING,                                                                      \
		  (at) + offsetof(struct person_options, date),                                    \
		  "the day that counts, YYYY-MM-DD [newest date of the file]",                     \
		  NULL },                                                                          \
	{                                                                                          \
		0, "convention", "NAME", OPT_LIST,                                                 \
			(at) + offsetof(struct person_options, convention),                        \
			"also step categories by a convention: c1 [none]", NULL                    \
	}

/* A zeroed struct is one that nothing was given for. */
struct about { struct stardose_context *context; int n_samples; };

/* person_options_open() - read what was given; @out stays empty when nothing was */
int person_options_open(struct cli_common *common, const struct person_options *options,
			const struct stardose_tables *tables, struct about *out,
			struct stardose_error *err);
/*
 * person_options_sample() - the guide's next results are of @sample; STARDOSE_EUSAGE: --taking,
 * and this is the second one
 */
int person_options_sample(struct about *about, struct stardose_guide *guide, const char *sample,
			  struct stardose_error *err);
/*
 * person_options_finish() - after the last sample: who was described and is not there. Unless only
 * some samples were asked for, that sets rows aside
 */
void person_options_finish(struct about *about, struct cli_common *common);
/* person_options_note() - a line of provenance for rows: were interactions assessed? static */
const char *person_options_note(const struct about *about);
void person_options_close(struct about *about);

#endif
