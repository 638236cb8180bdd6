/* guidance_fixture.h - the shipped tables of guidance, or small ones given as text, for tests */
#ifndef GUIDANCE_FIXTURE_H
#define GUIDANCE_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tables/guidance_table.h"

static inline int fixture_read(const char *name, struct sdi_tsv *tsv, struct stardose_error *err)
{
	const char *top = getenv("top_srcdir");
	char path[4096];

	snprintf(path, sizeof(path), "%s/tables/%s", top ? top : ".", name);
	return sdi_tsv_read(path, tsv, err);
}

/* The tables with @holes as given, NULL: without any. */
static inline struct stardose_guidance_tables *fixture_tables_holes(const char *actions,
								    const char *drugs,
								    const char *guidance,
								    const char *holes,
								    struct stardose_error *err)
{
	static const char *const name[4] = { "actions.tsv", "drugs.tsv", "guidance.tsv",
					     "holes.tsv" };
	const char *const text[4] = { actions, drugs, guidance, holes };
	const int n = guidance && !holes ? 3 : 4;
	struct stardose_guidance_tables *tables = NULL;
	struct sdi_tsv tsv[4];
	int ret = STARDOSE_OK;

	memset(tsv, 0, sizeof(tsv));
	memset(err, 0, sizeof(*err));
	for (int i = 0; ret == STARDOSE_OK && i < n; i++)
		ret = text[i] ? sdi_tsv_parse(name[i], text[i], strlen(text[i]), &tsv[i], err)
			      : fixture_read(name[i], &tsv[i], err);
	if (ret == STARDOSE_OK)
		ret = sdi_guidance_tables_load(&tsv[0], &tsv[1], &tsv[2], n == 4 ? &tsv[3] : NULL,
					       &tables, err);
	for (int i = 0; i < 4; i++)
		sdi_tsv_release(&tsv[i]);
	return ret == STARDOSE_OK ? tables : NULL;
}

/* The shipped tables; a text that is not NULL stands in for the file of that name, and rows of its
 * own have no holes. NULL and
 * @err on failure. */
static inline struct stardose_guidance_tables *fixture_tables(const char *actions,
							      const char *drugs,
							      const char *guidance,
							      struct stardose_error *err)
{
	return fixture_tables_holes(actions, drugs, guidance, NULL, err);
}

#define GUIDANCE_HEADER                                                                            \
	"#row_"                                                                                    \
	"id\tdrug\tsource\tcontext\tgene1\tcondition1\tgene2\tcondition2\taction\talso\tdose\tstr" \
	"ength\t"                                                                                  \
	"evidence\tlabel\tyear\tcitation\tconfidence\n"

#endif
