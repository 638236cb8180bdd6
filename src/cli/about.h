/* about.h - whom results are of: the options that describe persons, for the commands that advise */
#ifndef ABOUT_H
#define ABOUT_H

#include <stardose/context.h>
#include <stardose/guidance.h>
#include "cli.h"

struct about_options { char *taking, *convention; const char *context, *date; };
/* The rows of a command's options: ABOUT_OPTIONS(offset of its struct about_options) */
#define ABOUT_OPTIONS(at) \
	{ 0, "taking", "LIST", OPT_LIST, (at) + offsetof(struct about_options, taking), \
	  "what the one sample takes, such as 'paroxetine 20 mg/d,smoking'; none: nothing", NULL }, \
	{ 0, "context", "FILE", OPT_STRING, (at) + offsetof(struct about_options, context), \
	  "medicines, levels and states by sample (TSV)", NULL }, \
	{ 0, "date", "DATE", OPT_STRING, (at) + offsetof(struct about_options, date), \
	  "the day that counts, YYYY-MM-DD [newest date of the file]", NULL }, \
	{ 0, "convention", "NAME", OPT_LIST, (at) + offsetof(struct about_options, convention), \
	  "also step categories by a convention: c1 [none]", NULL }

/* A zeroed struct is one that nothing was given for. */
struct about { struct stardose_context *context; int n_samples; };

/* about_open() - read what was given; @out stays empty when nothing was */
int about_open(struct cli_common *common, const struct about_options *options, const struct stardose_tables *tables,
	       struct about *out, struct stardose_error *err);
/* about_sample() - the guide's next results are of @sample; STARDOSE_EUSAGE: --taking, and this is the second one */
int about_sample(struct about *about, struct stardose_guide *guide, const char *sample, struct stardose_error *err);
/*
 * about_finish() - after the last sample: who was described and is not there. Unless only some samples were asked for,
 * that sets rows aside
 */
void about_finish(struct about *about, struct cli_common *common);
/* about_note() - a line of provenance for rows: were interactions assessed? static */
const char *about_note(const struct about *about);
void about_close(struct about *about);

#endif
