/* sample_set.c - sample names of all files, in order of first appearance */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <stardose/status.h>
#include "util/sample_set.h"

KHASH_MAP_INIT_STR(sdi_name, int)

static int set_grow(struct sdi_sample_set *set)
{
	int want = set->m ? set->m * 2 : 64;
	char **grown = realloc(set->name, want * sizeof(*grown));

	if (!grown)
		return STARDOSE_ENOMEM;
	set->name = grown;
	set->m = want;
	return STARDOSE_OK;
}

int sdi_sample_set_add(struct sdi_sample_set *set, const char *name)
{
	khash_t(sdi_name) *h = set->index;
	khint_t k;
	int fresh;

	if (!h)
		set->index = h = kh_init(sdi_name);
	if (!h)
		return STARDOSE_ENOMEM;
	k = kh_get(sdi_name, h, name);
	if (k != kh_end(h))
		return kh_val(h, k);
	if (set->n == set->m && set_grow(set))
		return STARDOSE_ENOMEM;
	set->name[set->n] = strdup(name);
	if (!set->name[set->n])
		return STARDOSE_ENOMEM;
	k = kh_put(sdi_name, h, set->name[set->n], &fresh);
	if (fresh < 0) {
		free(set->name[set->n]);
		return STARDOSE_ENOMEM;
	}
	kh_val(h, k) = set->n;
	return set->n++;
}

int sdi_sample_set_find(const struct sdi_sample_set *set, const char *name)
{
	const khash_t(sdi_name) *h = set->index;
	khint_t k = h ? kh_get(sdi_name, h, name) : 0;

	return h && k != kh_end(h) ? kh_val(h, k) : -1;
}

void sdi_sample_set_release(struct sdi_sample_set *set)
{
	if (set->index)
		kh_destroy(sdi_name, (khash_t(sdi_name) *)set->index);
	for (int i = 0; i < set->n; i++)
		free(set->name[i]);
	free(set->name);
	memset(set, 0, sizeof(*set));
}
