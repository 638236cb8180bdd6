/* name_set.c - names that came before */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include "cli.h"
#include "name_set.h"

KHASH_SET_INIT_STR(names)

struct name_set {
	khash_t(names) * h;
};

struct name_set *name_set_new(void)
{
	struct name_set *set = malloc(sizeof(*set));

	if (set && !(set->h = kh_init(names))) {
		free(set);
		set = NULL;
	}
	return set;
}

void name_set_free(struct name_set *set)
{
	if (!set)
		return;
	for (khint_t k = 0; k < kh_end(set->h); k++)
		if (kh_exist(set->h, k))
			free((char *)kh_key(set->h, k));
	kh_destroy(names, set->h);
	free(set);
}

int name_set_has(const struct name_set *set, const char *name)
{
	return kh_get(names, set->h, name) != kh_end(set->h);
}

int name_set_add(struct name_set *set, const char *name, size_t n, struct stardose_error *err)
{
	char *copy = strndup(name, n);
	int added = -1;

	if (copy)
		kh_put(names, set->h, copy, &added);
	if (added <= 0)
		free(copy);
	return added < 0 ? cli_no_memory(err) : added > 0;
}
