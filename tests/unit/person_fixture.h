/*
 * person_fixture.h - for tests: guidance about one person of whom a few facts are given
 *
 * All medicines of the tables are asked about. Include after cmocka.h; the group needs open_tables
 * and free_tables.
 */
#ifndef PERSON_FIXTURE_H
#define PERSON_FIXTURE_H

#include <string.h>
#include <htslib/kstring.h>
#include <stardose/context.h>
#include <stardose/guidance.h>
#include "built_in_tables.h"

/* What one person takes, how old it is, and one result; fields that are NULL are not known. */
struct person { const char *taking; int age; const char *gene, *phenotype; };

struct checked {
	struct stardose_context *context;
	struct stardose_guide *guide;
	const struct stardose_guidance *out;
};

/* All medicines of the tables are asked about; drop() what it makes. */
static inline struct checked check(const struct person *p)
{
	const struct stardose_gene_candidate one = { .size = sizeof(one),
						     .diplotype = "*1/*1",
						     .phenotype = { p->phenotype, p->phenotype },
						     .score = { STARDOSE_VALUE_NONE,
								STARDOSE_VALUE_NONE } };
	const struct stardose_gene_result result = { .size = sizeof(result), .gene = p->gene,
						     .status = STARDOSE_STATUS_CALLED, .copies = -2,
						     .n_candidates = 1, .candidates = &one };
	struct stardose_guide_options options;
	struct stardose_error err = { 0 };
	struct checked c;
	kstring_t rows = KS_INITIALIZE;

	stardose_guide_options_init(&options);
	ksprintf(&rows, "sample\tkind\tname\tvalue\tunit\n");
	if (p->age >= 0)
		ksprintf(&rows, "x\tperson\tage\t%d\tyears\n", p->age);
	for (const char *s = p->taking; *s; s += strcspn(s, ","), s += strspn(s, ", "))
		ksprintf(&rows, "x\tmedicine\t%.*s\t.\t.\n", (int)strcspn(s, ","), s);
	assert_int_equal(stardose_context_new(tables, NULL, &c.context, &err), STARDOSE_OK);
	if (stardose_context_parse(c.context, "test", rows.s, rows.l, NULL, &err) ||
	    stardose_context_resolve(c.context, NULL, &err) ||
	    stardose_guide_new(tables->guidance, &options, &c.guide, &err))
		fail_msg("%s: %s", p->taking, err.text);
	ks_free(&rows);
	stardose_guide_about(c.guide, stardose_context_person(c.context, "x"));
	assert_int_equal(stardose_guide_results(c.guide, p->gene ? &result : NULL, p->gene != NULL,
						&c.out, &err), STARDOSE_OK);
	return c;
}

static inline void drop(struct checked *c)
{
	stardose_guide_free(c->guide);
	stardose_context_free(c->context);
}

#endif
