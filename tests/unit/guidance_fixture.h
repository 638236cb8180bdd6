/* guidance_fixture.h - the shipped tables of guidance, or small ones given as text, for tests */
#ifndef GUIDANCE_FIXTURE_H
#define GUIDANCE_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stardose/guidance.h>
#include "tables/table_set.h"

static inline int fixture_read(const char *name, struct sdi_tsv *tsv, struct stardose_error *err)
{
	const char *top = getenv("top_srcdir");
	char path[4096];

	snprintf(path, sizeof(path), "%s/tables/%s", top ? top : ".", name);
	return sdi_tsv_read(path, tsv, err);
}

/* Tables that hold guidance and nothing else. */
struct fixture_set { struct stardose_tables tables; struct sdi_table_impl impl; };

static inline struct fixture_set *fixture_of(struct stardose_guidance_tables *guidance)
{
	return (struct fixture_set *)(void *)((char *)guidance -
					      offsetof(struct fixture_set, impl.guidance));
}

static inline void fixture_free(struct stardose_guidance_tables *guidance)
{
	struct fixture_set *set = guidance ? fixture_of(guidance) : NULL;

	if (!set)
		return;
	for (int t = 0; t < SDI_N_TABLES; t++)
		sdi_tsv_release(&set->impl.tsv[t]);
	sdi_medicine_index_release(&set->impl.medicines);
	sdi_arena_release(&set->impl.arena);
	free(set);
}

/* Put @text in the place of a table, or the shipped file where it is NULL. */
static inline int fixture_load(struct fixture_set *set, enum sdi_table t, const char *text,
			       struct stardose_error *err)
{
	struct sdi_tsv *tsv = &set->impl.tsv[t];
	char name[64];
	int ret;

	sdi_tsv_release(tsv);
	snprintf(name, sizeof(name), "%s.tsv", sdi_table_kinds[t].name);
	ret = text ? sdi_tsv_parse(name, text, strlen(text), tsv, err)
		   : fixture_read(name, tsv, err);
	return ret == STARDOSE_OK ? sdi_table_load(&set->tables, t, err) : ret;
}

/* The tables with @holes as given, NULL: without any. */
static inline struct stardose_guidance_tables *fixture_tables_holes(const char *actions,
								    const char *drugs,
								    const char *guidance,
								    const char *holes,
								    struct stardose_error *err)
{
	const char *const text[4] = { actions, drugs, guidance, holes };
	const int n = guidance && !holes ? 3 : 4;
	struct fixture_set *set = calloc(1, sizeof(*set));
	int ret = set ? STARDOSE_OK : STARDOSE_ENOMEM;

	memset(err, 0, sizeof(*err));
	if (set)
		set->tables.impl = &set->impl;
	if (ret == STARDOSE_OK)
		ret = fixture_load(set, SDI_TERMS, NULL, err);
	for (int i = 0; ret == STARDOSE_OK && i < n; i++)
		ret = fixture_load(set, SDI_VOCABULARY + i, text[i], err);
	if (ret == STARDOSE_OK)
		ret = fixture_load(set, SDI_WORDS, NULL, err);
	if (ret == STARDOSE_OK)
		return &set->impl.guidance;
	if (set)
		fixture_free(&set->impl.guidance);
	return NULL;
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
