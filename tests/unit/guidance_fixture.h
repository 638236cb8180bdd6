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

/* The shipped tables; a text that is not NULL stands in for the file of that name. NULL and @err on failure. */
static inline struct stardose_guidance_tables *fixture_tables(const char *actions, const char *drugs, const char *guidance,
							      struct stardose_error *err)
{
	static const char *const name[3] = { "actions.tsv", "drugs.tsv", "guidance.tsv" };
	const char *const text[3] = { actions, drugs, guidance };
	struct stardose_guidance_tables *tables = NULL;
	struct sdi_tsv tsv[3];
	int ret = STARDOSE_OK;

	memset(tsv, 0, sizeof(tsv));
	memset(err, 0, sizeof(*err));
	for (int i = 0; ret == STARDOSE_OK && i < 3; i++)
		ret = text[i] ? sdi_tsv_parse(name[i], text[i], strlen(text[i]), &tsv[i], err) : fixture_read(name[i], &tsv[i], err);
	if (ret == STARDOSE_OK)
		ret = sdi_guidance_tables_load(&tsv[0], &tsv[1], &tsv[2], &tables, err);
	for (int i = 0; i < 3; i++)
		sdi_tsv_release(&tsv[i]);
	return ret == STARDOSE_OK ? tables : NULL;
}

#define GUIDANCE_HEADER "#row_id\tdrug\tsource\tcontext\tgene1\tcondition1\tgene2\tcondition2\taction\talso\tdose\tstrength\t" \
	"evidence\tlabel\tyear\tcitation\tconfidence\n"

#endif
