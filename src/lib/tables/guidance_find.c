/* guidance_find.c - codes, medicines and classes by name, and the names that a misspelt one may have meant */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <stardose/guidance.h>

const struct stardose_code *stardose_guidance_code(const struct stardose_guidance_tables *tables, enum stardose_list list,
						   const char *code)
{
	for (int i = 0; i < tables->n_codes[list]; i++)
		if (!strcmp(tables->codes[list][i].code, code))
			return &tables->codes[list][i];
	return NULL;
}

const struct stardose_drug *stardose_guidance_drug(const struct stardose_guidance_tables *tables, const char *name)
{
	for (int i = 0; i < tables->n_drugs; i++) {
		const struct stardose_drug *drug = &tables->drugs[i];

		if (!strcasecmp(drug->name, name))
			return drug;
		for (int j = 0; j < drug->n_names; j++)
			if (!strcasecmp(drug->names[j], name))
				return drug;
	}
	return NULL;
}

int stardose_drug_in_class(const struct stardose_drug *drug, const char *name)
{
	for (int i = 0; i < drug->n_classes; i++)
		if (!strcasecmp(drug->classes[i]->code, name))
			return 1;
	return 0;
}

#define MAX_NAME 64	/* longer names are compared by their beginnings */

/* Edit distance with swaps of neighbours, upper and lower case alike. */
static int distance(const char *a, const char *b)
{
	int row[3][MAX_NAME + 1], n = strnlen(a, MAX_NAME), m = strnlen(b, MAX_NAME);

	for (int j = 0; j <= m; j++)
		row[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= m; j++) {
			int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
			int best = last[j - 1] + (x != y);

			best = last[j] + 1 < best ? last[j] + 1 : best;
			best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
			if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
			    tolower((unsigned char)a[i - 2]) == y && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[n % 3][m];
}

struct nearest { const char *name, **out; int max, n, far; int *distance; };

/* Keep the @max nearest, first come first among equals. */
static void consider(struct nearest *near, const char *candidate)
{
	size_t length = strlen(near->name);
	int d = distance(near->name, candidate), i;

	if (length >= 3 && d > 1 && !strncasecmp(near->name, candidate, length))
		d = 1;		/* the beginning of a name is as good as a slip */
	if (d > near->far)
		return;
	for (i = near->n; i > 0 && near->distance[i - 1] > d; i--) {
		if (i < near->max) {
			near->distance[i] = near->distance[i - 1];
			near->out[i] = near->out[i - 1];
		}
	}
	if (i >= near->max)
		return;
	near->distance[i] = d;
	near->out[i] = candidate;
	near->n += near->n < near->max;
}

int stardose_guidance_nearest(const struct stardose_guidance_tables *tables, const char *name, int is_class,
			      const char **out, int max)
{
	int d[16], length = strlen(name);
	struct nearest near = { name, out, max < 16 ? max : 16, 0, length < 6 ? 2 : length / 3, d };

	if (is_class) {
		for (int i = 0; i < tables->n_codes[STARDOSE_LIST_CLASS]; i++)
			consider(&near, tables->codes[STARDOSE_LIST_CLASS][i].code);
		return near.n;
	}
	for (int i = 0; i < tables->n_drugs; i++) {
		consider(&near, tables->drugs[i].name);
		for (int j = 0; j < tables->drugs[i].n_names; j++)
			consider(&near, tables->drugs[i].names[j]);
	}
	return near.n;
}
