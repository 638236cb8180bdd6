/* qc_trio.c - do children and parents share alleles? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include "cli.h"
#include "qc_alleles.h"
#include "qc_trio.h"

KHASH_MAP_INIT_STR(persons, struct qc_alleles *)

struct relation {
	const char *child, *parent;
}; /* keys of the persons */

struct qc_trios {
	khash_t(persons) * persons;
	struct relation *relations;
	int n, m;
};

/* The name as a key that stays; NULL: no memory */
static const char *person_named(struct qc_trios *t, const char *name)
{
	khint_t k = kh_get(persons, t->persons, name);
	struct qc_alleles *person;
	char *key;
	int added;

	if (k != kh_end(t->persons))
		return kh_key(t->persons, k);
	key = strdup(name);
	person = calloc(1, sizeof(*person));
	if (!key || !person)
		goto failed;
	k = kh_put(persons, t->persons, key, &added);
	if (added < 0)
		goto failed;
	kh_val(t->persons, k) = person;
	return key;
failed:
	free(key);
	free(person);
	return NULL;
}

static int add_relation(struct qc_trios *t, const char *child, const char *parent)
{
	if (t->n == t->m) {
		int m = t->m ? 2 * t->m : 16;
		struct relation *more = realloc(t->relations, m * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		t->relations = more;
		t->m = m;
	}
	t->relations[t->n] = (struct relation){ person_named(t, child), person_named(t, parent) };
	return t->relations[t->n].child && t->relations[t->n].parent ? (t->n++, STARDOSE_OK)
								     : STARDOSE_ENOMEM;
}

int qc_trios_open(const struct qc_pedigree *pedigree, struct qc_trios **out,
		  struct stardose_error *err)
{
	struct qc_trios *t = calloc(1, sizeof(*t));
	int ret = t && (t->persons = kh_init(persons)) ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; !ret && i < pedigree->n; i++)
		for (int k = 0; !ret && k < QC_N_PARENTS; k++)
			if (pedigree->persons[i].parent[k])
				ret = add_relation(t, pedigree->persons[i].name,
						   pedigree->persons[i].parent[k]);
	if (ret) {
		qc_trios_free(t);
		return cli_no_memory(err);
	}
	*out = t;
	return STARDOSE_OK;
}

void qc_trios_free(struct qc_trios *trios)
{
	if (!trios)
		return;
	for (khint_t k = 0; trios->persons && k < kh_end(trios->persons); k++)
		if (kh_exist(trios->persons, k)) {
			ks_free(&kh_val(trios->persons, k)->genes);
			free(kh_val(trios->persons, k));
			free((char *)kh_key(trios->persons, k));
		}
	if (trios->persons)
		kh_destroy(persons, trios->persons);
	free(trios->relations);
	free(trios);
}

static struct qc_alleles *find(const struct qc_trios *t, const char *name)
{
	khint_t k = kh_get(persons, t->persons, name);

	return k == kh_end(t->persons) ? NULL : kh_val(t->persons, k);
}

int qc_trios_sample(struct qc_trios *trios, const char *sample, const struct qc_call *calls, int n)
{
	struct qc_alleles *person = find(trios, sample);

	return person ? qc_alleles_take(person, calls, n) : STARDOSE_OK;
}

/* 1: told; 0: nothing to tell */
static int tell(const struct qc_trios *t, const struct relation *r, void (*say)(const char *text))
{
	kstring_t genes = KS_INITIALIZE, text = KS_INITIALIZE;
	int n, n_apart = qc_alleles_apart(find(t, r->child), find(t, r->parent), &n, &genes);
	int failed = n_apart < 0;

	if (n_apart >= QC_APART_AT_LEAST)
		failed = ksprintf(&text,
				  "child '%s' and parent '%s' share no allele in %d of %d "
				  "genes (%s): is a sample swapped, or the pedigree wrong?",
				  r->child, r->parent, n_apart, n, genes.s) < 0;
	if (text.s && !failed)
		say(text.s);
	ks_free(&genes);
	ks_free(&text);
	return failed ? STARDOSE_ENOMEM : n_apart >= QC_APART_AT_LEAST;
}

int qc_trios_tell(const struct qc_trios *trios, void (*say)(const char *text))
{
	int n = 0;

	for (int i = 0; i < trios->n; i++) {
		int told = tell(trios, &trios->relations[i], say);

		if (told < 0)
			return told;
		n += told;
	}
	return n;
}
