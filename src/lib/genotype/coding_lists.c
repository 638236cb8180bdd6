/* coding_lists.c - coding facts kept by number, and joined to those of a genotype */
#include <stdlib.h>
#include <string.h>
#include "genotype/coding_effect.h"
#include "genotype/coding_lists.h"

static long long position(const struct sdi_coding_fact *fact)
{
	const char *colon = strchr(fact->variant.variant, ':');

	return colon ? strtoll(colon + 1, NULL, 10) : 0;
}

static int by_position(const void *va, const void *vb)
{
	const struct sdi_coding_fact *a = va, *b = vb;
	long long at = position(a), other = position(b);

	if (at != other)
		return at < other ? -1 : 1;
	return strcmp(a->variant.variant, b->variant.variant);
}

/* Add @fact to @n of @v, which has room; texts are borrowed. */
static void join(struct sdi_coding_fact *v, int *n, const struct sdi_coding_fact *fact)
{
	for (int i = 0; i < *n; i++) {
		if (strcmp(v[i].variant.variant, fact->variant.variant))
			continue;
		if (fact->variant.copies > v[i].variant.copies)
			v[i].variant.copies = fact->variant.copies;
		if (fact->n_broken > v[i].n_broken) {
			v[i].n_broken = fact->n_broken;
			v[i].variant.effect = fact->variant.effect;
			v[i].is_placed = 0; /* phase was of fewer haplotypes */
		}
		return;
	}
	v[*n] = (struct sdi_coding_fact){ .variant = fact->variant, .n_broken = fact->n_broken };
	++*n;
}

static int is_equal(const struct sdi_coding_list *a, const struct sdi_coding_fact *v, int n)
{
	for (int i = 0; i < n && a->n == n; i++)
		if (strcmp(a->v[i].variant.variant, v[i].variant.variant) ||
		    a->v[i].variant.effect != v[i].variant.effect ||
		    a->v[i].variant.copies != v[i].variant.copies ||
		    a->v[i].n_broken != v[i].n_broken)
			return 0;
	return a->n == n;
}

static void release(struct sdi_coding_list *list)
{
	for (int i = 0; i < list->n; i++)
		free(list->v[i].variant.variant);
	free(list->v);
}

/* Own @v, whose texts are borrowed: it is theirs or freed. */
static int keep(struct sdi_coding_lists *lists, struct sdi_coding_fact *v, int n)
{
	struct sdi_coding_list list = { 0, v }, *more = lists->of;

	if (lists->n == lists->m)
		more = realloc(lists->of, (2 * lists->m + 4) * sizeof(*more));
	if (more && lists->n == lists->m) {
		lists->of = more;
		lists->m = 2 * lists->m + 4;
	}
	while (more && list.n < n) {
		v[list.n].variant.variant = strdup(v[list.n].variant.variant);
		if (!v[list.n].variant.variant)
			break;
		list.n++;
	}
	if (list.n < n || !more) {
		release(&list);
		return STARDOSE_ENOMEM;
	}
	lists->of[lists->n++] = list;
	return lists->n;
}

int sdi_coding_lists_add(struct sdi_coding_lists *lists, int to, const struct sdi_genotype *g)
{
	const struct sdi_coding_list none = { 0 }, *before = to ? &lists->of[to - 1] : &none;
	struct sdi_coding_fact *v = malloc((before->n + g->n_coding + 1) * sizeof(*v));
	int n = 0;

	if (!v)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < before->n; i++)
		join(v, &n, &before->v[i]);
	for (int i = 0; i < g->n_coding; i++)
		join(v, &n, &g->coding[i]);
	qsort(v, n, sizeof(*v), by_position);
	for (int i = 0; i < lists->n; i++)
		if (is_equal(&lists->of[i], v, n)) {
			free(v);
			return i + 1;
		}
	return keep(lists, v, n);
}

void sdi_coding_lists_release(struct sdi_coding_lists *lists)
{
	for (int i = 0; i < lists->n; i++)
		release(&lists->of[i]);
	free(lists->of);
	memset(lists, 0, sizeof(*lists));
}

int sdi_coding_lists_join(const struct sdi_coding_lists *lists, int number,
			  const struct sdi_genotype *g, struct sdi_genotype *out)
{
	const struct sdi_coding_list *list = &lists->of[number - 1];

	*out = *g;
	out->coding = malloc((g->n_coding + list->n + 1) * sizeof(*out->coding));
	if (!out->coding)
		return STARDOSE_ENOMEM;
	if (g->n_coding)
		memcpy(out->coding, g->coding, g->n_coding * sizeof(*g->coding));
	for (int i = 0; i < list->n; i++) {
		join(out->coding, &out->n_coding, &list->v[i]);
		if (sdi_effect_breaks(list->v[i].variant.effect))
			out->reasons |= UINT64_C(1) << STARDOSE_REASON_UNLISTED_CODING_VARIANT;
	}
	qsort(out->coding, out->n_coding, sizeof(*out->coding), by_position);
	return STARDOSE_OK;
}
