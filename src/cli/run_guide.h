/*
 * run_guide.h - guidance from genotypes, from calls that were made before, or from outside results:
 * for the commands that advise
 */
#ifndef RUN_GUIDE_H
#define RUN_GUIDE_H

#include "person_options.h"
#include "cli.h"

/*
 * An option struct of a command that advises begins with this one, whose rows are GUIDE_OPTIONS
 * and PERSON_OPTIONS.
 */
struct guide_options {
	struct cli_common common;
	char *drugs, *classes, *sources;
	int only_actionable;	/* of guide alone */
	struct person_options about;
};
#define GUIDE_OPTIONS                                                                              \
	{ 0,                                                                                       \
	  "drugs",                                                                                 \
	  "LIST",                                                                                  \
	  OPT_LIST,                                                                                \
	  offsetof(struct guide_options, drugs),                                                   \
	  "only these medicines, by any name [all that have rows]",                                \
	  NULL },                                                                                  \
		{ 0,                                                                               \
		  "drug-class",                                                                    \
		  "LIST",                                                                          \
		  OPT_LIST,                                                                        \
		  offsetof(struct guide_options, classes),                                         \
		  "only, or also, the medicines of these classes",                                 \
		  NULL },                                                                          \
	{                                                                                          \
		0, "source", "LIST", OPT_LIST, offsetof(struct guide_options, sources),            \
			"only these sources, such as cpic [all]", NULL                             \
	}

/*
 * run_guide() - read @files, or those of --file-list (genotypes, or JSON Lines of 'stardose call'),
 * and hand the guidance of every sample to @sink
 * Of common->n_shards (cli_shard() has read it) only that part, which JSON Lines and rows say.
 * @type: 't' rows, 'j' JSON Lines
 */
int run_guide(struct guide_options *options, const struct stardose_tables *tables, char type, int n,
	      char **files, stardose_sink_fn *sink, void *sink_user, struct stardose_error *err);

#endif
