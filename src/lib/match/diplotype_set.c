/* diplotype_set.c - the diplotypes of one text as a set, to compare with those of another */
#include <stdlib.h>
#include <string.h>
#include <stardose/diplotype.h>
#include "match/diplotype_name.h"
#include "util/no_memory.h"

struct stardose_diplotypes { int n, m; struct sdi_diplotype_name *name; };

static int has(const struct stardose_diplotypes *set, const struct sdi_diplotype_name *name)
{
	for (int i = 0; i < set->n; i++)
		if (sdi_diplotype_same(&set->name[i], name))
			return 1;
	return 0;
}

static int add(struct stardose_diplotypes *set, struct sdi_diplotype_name *name)
{
	sdi_diplotype_strip(name);
	if (has(set, name))
		return STARDOSE_OK;
	if (set->n == set->m) {
		int m = set->m ? 4 * set->m : 1;
		struct sdi_diplotype_name *grown = realloc(set->name, m * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		set->name = grown;
		set->m = m;
	}
	set->name[set->n++] = *name;
	return STARDOSE_OK;
}

/*
 * Bytes of the diplotype at @s, up to ';', ',' or " or "; @next is where the one after it starts,
 * or NULL.
 */
static size_t cut(const char *s, const char **next)
{
	size_t n = strcspn(s, ";,");
	const char *or = strstr(s, " or ");

	if (or && (size_t)(or - s) < n) {
		*next = or + 4;
		return or - s;
	}
	*next = s[n] ? s + n + 1 : NULL;
	return n;
}

/* Each on its own, so that one that cannot be read leaves the others. */
static int add_each(struct stardose_diplotypes *set, const char *text,
		    const struct stardose_gene *gene)
{
	struct sdi_diplotype_name name;
	const char *next;
	int ret = STARDOSE_OK;

	for (; text && ret != STARDOSE_ENOMEM; text = next) {
		size_t n = cut(text, &next);
		char *one = strndup(text, n);

		ret = one ? sdi_diplotype_parse(one, gene, &name) : STARDOSE_ENOMEM;
		if (!ret)
			ret = add(set, &name);
		free(one);
	}
	return ret == STARDOSE_ENOMEM ? ret : STARDOSE_OK;
}

/*
 * Names may hold what joins diplotypes, so the text is read as a whole. A name alone is a
 * haplotype alone, as of a chromosome X that is the only one.
 */
static int add_whole(struct stardose_diplotypes *set, const char *text,
		     const struct stardose_gene *gene)
{
	struct sdi_diplotype_readings readings;
	int ret = sdi_diplotype_readings(text, gene, &readings, NULL);

	for (int i = 0; i < readings.n && !ret; i++)
		ret = add(set, &readings.name[i]);
	sdi_diplotype_readings_release(&readings);
	return ret;
}

int stardose_diplotypes_read(const struct stardose_tables *tables, const char *gene,
			     const char *text, struct stardose_diplotypes **out,
			     struct stardose_error *err)
{
	const struct stardose_gene *known = stardose_tables_gene_any_case(tables, gene);
	const struct stardose_gene unknown = { .name = gene };
	struct stardose_diplotypes *set = calloc(1, sizeof(*set));
	int ret = set ? STARDOSE_EROW : STARDOSE_ENOMEM;

	if (set && known && known->notation != STARDOSE_NOTATION_STAR)
		ret = add_whole(set, text, known);
	if (ret == STARDOSE_EROW)
		ret = add_each(set, text, known ? known : &unknown);
	if (ret) {
		stardose_diplotypes_free(set);
		return sdi_no_memory(err);
	}
	*out = set;
	return STARDOSE_OK;
}

void stardose_diplotypes_free(struct stardose_diplotypes *diplotypes)
{
	if (!diplotypes)
		return;
	free(diplotypes->name);
	free(diplotypes);
}

int stardose_diplotypes_n(const struct stardose_diplotypes *diplotypes) { return diplotypes->n; }

int stardose_diplotypes_agree(const struct stardose_diplotypes *a,
			      const struct stardose_diplotypes *b)
{
	for (int i = 0; i < a->n; i++)
		if (has(b, &a->name[i]))
			return 1;
	return 0;
}
