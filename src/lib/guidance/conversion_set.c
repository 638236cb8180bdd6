/* conversion_set.c - conversions by result, profile and medicine */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/khash.h>
#include "guidance/conversion_set.h"
#include "guidance/result_set.h"
#include "util/arena.h"

struct key { const void *profile, *result; int method; };
static khint_t hash_of(struct key k)
{
	uint64_t a = (uintptr_t)k.profile, b = (uintptr_t)k.result;

	return kh_int64_hash_func(a ^ (b << 21 | b >> 43) ^ (uint64_t)k.method << 56);
}
#define same_key(a, b)                                                                             \
	((a).profile == (b).profile && (a).result == (b).result && (a).method == (b).method)

/*
 * The conversions of one result under one profile: that of any medicine first, when something
 * acts.
 */
struct family { int n, has_any; struct sdi_converted *all; const struct stardose_drug **drug; };
KHASH_INIT(families, struct key, struct family *, 1, hash_of, same_key)

#define MAX_KEPT 2000	/* families that are kept without being asked for */
#define MAX_PASSING                                                                                \
	16 /* families of one person; no more genes have a method that is worth remembering */

struct sdi_conversion_set {
	const struct stardose_guidance_tables *tables;
	const unsigned char *is_wanted;
	struct sdi_arena arena;
	khash_t(families) *families;
	struct sdi_arena passing;	/* of the person at hand */
	int n_passing;
	struct key passing_key[MAX_PASSING];
	struct family *passing_family[MAX_PASSING];
	int m_list;
	const struct stardose_conversion **list;
};

struct sdi_conversion_set *sdi_conversion_set_new(const struct stardose_guidance_tables *tables,
						  const unsigned char *is_wanted)
{
	struct sdi_conversion_set *set = calloc(1, sizeof(*set));

	if (!set)
		return NULL;
	set->tables = tables;
	set->is_wanted = is_wanted;
	set->families = kh_init(families);
	if (set->families)
		return set;
	free(set);
	return NULL;
}

void sdi_conversion_set_free(struct sdi_conversion_set *set)
{
	if (!set)
		return;
	kh_destroy(families, set->families);
	sdi_arena_release(&set->arena);
	sdi_arena_release(&set->passing);
	free(set->list);
	free(set);
}

void sdi_conversion_set_next(struct sdi_conversion_set *set)
{
	set->n_passing = 0;
	sdi_arena_release(&set->passing);
}

int sdi_conversion_method(const struct stardose_person *person, const char *gene)
{
	const struct sdi_context_tables *facts = sdi_context_tables(sdi_tables_of(person->context));

	for (int m = 0; m < facts->n_methods; m++)
		if (!strcasecmp(facts->methods[m].gene, gene))
			return m;
	return -1;
}

static int make_family(struct sdi_conversion_set *set, const struct stardose_person *person,
		       int method, const struct stardose_gene_result *result,
		       struct sdi_arena *arena, struct family *family)
{
	const struct stardose_tables *tables = sdi_tables_of(person->context);
	const struct sdi_profile *profile = sdi_profile_of(person, method);
	int n = profile != NULL, ret = STARDOSE_OK;

	for (int d = 0; d < set->tables->n_drugs; d++)
		n += set->is_wanted[d] &&
		     sdi_convert_is_own(tables, method, profile, &set->tables->drugs[d]);
	family->all = sdi_arena_alloc(arena, (n + 1) * sizeof(*family->all));
	family->drug = sdi_arena_alloc(arena, (n + 1) * sizeof(*family->drug));
	if (!family->all || !family->drug)
		return STARDOSE_ENOMEM;
	family->has_any = profile != NULL;
	for (int d = -1; !ret && d < set->tables->n_drugs; d++) {
		const struct stardose_drug *drug = d < 0 ? NULL : &set->tables->drugs[d];

		if (drug ? !set->is_wanted[d] || !sdi_convert_is_own(tables, method, profile, drug)
			 : !profile)
			continue;
		family->drug[family->n] = drug;
		ret = sdi_convert(tables, method, profile, result, drug, person->convention, arena,
				  &family->all[family->n++]);
	}
	return ret;
}

static int get_family(struct sdi_conversion_set *set, const struct stardose_person *person,
		      int method, const struct stardose_gene_result *result, int keep,
		      struct family **out)
{
	const struct key key = { sdi_profile_of(person, method), result, method };
	khint_t k = kh_get(families, set->families, key);
	int is_new;

	if (k != kh_end(set->families)) {
		*out = kh_value(set->families, k);
		return STARDOSE_OK;
	}
	for (int i = 0; !keep && i < set->n_passing; i++)
		if (same_key(set->passing_key[i], key)) {
			*out = set->passing_family[i];
			return STARDOSE_OK;
		}
	if (!keep && kh_size(set->families) >= MAX_KEPT && set->n_passing < MAX_PASSING) {
		*out = set->passing_family[set->n_passing] =
			sdi_arena_alloc(&set->passing, sizeof(**out));
		set->passing_key[set->n_passing++] = key;
		return *out ? make_family(set, person, method, result, &set->passing, *out)
			    : STARDOSE_ENOMEM;
	}
	*out = sdi_arena_alloc(&set->arena, sizeof(**out));
	if (!*out || make_family(set, person, method, result, &set->arena, *out) != STARDOSE_OK)
		return STARDOSE_ENOMEM;
	k = kh_put(families, set->families, key, &is_new);
	if (is_new < 0)
		return STARDOSE_ENOMEM;
	kh_value(set->families, k) = *out;
	return STARDOSE_OK;
}

int sdi_conversion_get(struct sdi_conversion_set *set, const struct stardose_person *person,
		       int method, const struct stardose_gene_result *result,
		       const struct stardose_drug *drug, int keep, const struct sdi_converted **out)
{
	struct family *family;
	int ret;

	*out = NULL;
	if (method < 0 || !sdi_profile_of(person, method))
		return STARDOSE_OK;
	ret = get_family(set, person, method, result, keep, &family);
	for (int i = 0; !ret && i < family->n; i++)
		if (family->drug[i] == drug || (!i && family->has_any))
			*out = &family->all[i];
	return ret;
}

int sdi_conversion_list(struct sdi_conversion_set *set, const struct stardose_person *person,
			const struct stardose_gene_result *const *results, int n_results,
			const struct stardose_conversion *const **out, int *n)
{
	const struct sdi_context_tables *facts = sdi_context_tables(sdi_tables_of(person->context));
	struct family *family;

	*n = 0;
	for (int m = 0; m < facts->n_methods; m++) {
		if (get_family(set, person, m,
			       sdi_result_of(results, n_results, facts->methods[m].gene), 0,
			       &family) != STARDOSE_OK)
			return STARDOSE_ENOMEM;
		if (*n + family->n > set->m_list) {
			int more = 2 * (*n + family->n);
			void *list = realloc(set->list, more * sizeof(*set->list));

			if (!list)
				return STARDOSE_ENOMEM;
			set->list = list;
			set->m_list = more;
		}
		for (int i = 0; i < family->n; i++)
			set->list[(*n)++] = &family->all[i].pub;
	}
	*out = set->list;
	return STARDOSE_OK;
}
