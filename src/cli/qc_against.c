/* qc_against.c - calls held against those of another program */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include "callset.h"
#include "cli.h"
#include "qc_alleles.h"
#include "qc_against.h"

#define FITS_AT_LEAST 3 /* genes that another sample must have in common to be named */

KHASH_MAP_INIT_STR(others, struct qc_alleles *)

struct qc_against {
	khash_t(others) * others;
};

static struct qc_alleles *find(const struct qc_against *a, const char *name)
{
	khint_t k = kh_get(others, a->others, name);

	return k == kh_end(a->others) ? NULL : kh_val(a->others, k);
}

static struct qc_alleles *named(struct qc_against *a, const char *name)
{
	struct qc_alleles *of = find(a, name);
	int added = -1;
	char *key;
	khint_t k;

	if (of)
		return of;
	key = strdup(name);
	of = calloc(1, sizeof(*of));
	k = key && of ? kh_put(others, a->others, key, &added) : 0;
	if (added < 0) {
		free(key);
		free(of);
		return NULL;
	}
	return kh_val(a->others, k) = of;
}

/* A diplotype of two alleles; others tell of no allele that must be there. */
static int add_row(struct qc_against *a, const struct callset_row *row)
{
	const char *diplotype = row->cell[CALLSET_DIPLOTYPE], *slash = strchr(diplotype, '/');
	struct qc_alleles *of;
	char *first;
	int ret;

	if (!slash || slash == diplotype || !slash[1] || strchr(slash + 1, '/') ||
	    strpbrk(diplotype, " ,;|"))
		return STARDOSE_OK;
	of = named(a, row->cell[CALLSET_SAMPLE]);
	first = strndup(diplotype, slash - diplotype);
	ret = of && first ? qc_alleles_add(of, row->cell[CALLSET_GENE], first, slash + 1)
			  : STARDOSE_ENOMEM;
	free(first);
	return ret;
}

int qc_against_open(const char *path, struct qc_against **out, struct stardose_error *err)
{
	struct qc_against *a = calloc(1, sizeof(*a));
	struct callset set = { 0 };
	int ret = a && (a->others = kh_init(others)) ? callset_read(path, &set, err)
						     : cli_no_memory(err);

	for (int i = 0; !ret && i < set.n; i++)
		ret = add_row(a, &set.rows[i]) ? cli_no_memory(err) : STARDOSE_OK;
	if (!ret && !kh_size(a->others))
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "'%s' has no diplotype of two alleles", path);
	callset_release(&set);
	if (ret)
		qc_against_free(a);
	else
		*out = a;
	return ret;
}

void qc_against_free(struct qc_against *against)
{
	if (!against)
		return;
	for (khint_t k = 0; against->others && k < kh_end(against->others); k++)
		if (kh_exist(against->others, k)) {
			ks_free(&kh_val(against->others, k)->genes);
			free(kh_val(against->others, k));
			free((char *)kh_key(against->others, k));
		}
	if (against->others)
		kh_destroy(others, against->others);
	free(against);
}

/*
 * The other samples that share an allele with @mine in every gene, and are the same in most: how
 * many, and the first by name
 */
static int who_fits(const struct qc_against *a, const struct qc_alleles *mine, const char **first)
{
	int n_fit = 0, most = 0, n_both;

	for (khint_t k = 0; k < kh_end(a->others); k++) {
		int n_same;

		if (!kh_exist(a->others, k) ||
		    qc_alleles_apart(mine, kh_val(a->others, k), &n_both, NULL) ||
		    n_both < FITS_AT_LEAST)
			continue;
		n_same = qc_alleles_same(mine, kh_val(a->others, k));
		if (n_same > most)
			n_fit = 0;
		if (n_same < most)
			continue;
		most = n_same;
		if (!n_fit++ || strcmp(kh_key(a->others, k), *first) < 0)
			*first = kh_key(a->others, k);
	}
	return n_fit;
}

static int put_fit(kstring_t *text, const struct qc_against *a, const struct qc_alleles *mine)
{
	const char *first = "";
	int n = who_fits(a, mine, &first);

	if (!n)
		return kputs("? nobody there fits", text) < 0;
	return n == 1 ? ksprintf(text, "? '%s' there fits", first) < 0
		      : ksprintf(text, "? %d others there fit, '%s' the first", n, first) < 0;
}

int qc_against_sample(const struct qc_against *against, const char *sample,
		      const struct qc_call *calls, int n, void (*say)(const char *text))
{
	const struct qc_alleles *there = find(against, sample);
	struct qc_alleles mine = { KS_INITIALIZE, 0 };
	kstring_t genes = KS_INITIALIZE, text = KS_INITIALIZE;
	int n_both, n_apart = 0, failed = there && qc_alleles_take(&mine, calls, n);

	if (there && !failed)
		n_apart = qc_alleles_apart(&mine, there, &n_both, &genes);
	if (n_apart >= QC_APART_AT_LEAST)
		failed = ksprintf(&text,
				  "sample '%s' shares no allele with its calls of --against in %d "
				  "of %d genes (%s): is it swapped",
				  sample, n_apart, n_both, genes.s) < 0 ||
			 put_fit(&text, against, &mine);
	if (n_apart >= QC_APART_AT_LEAST && !failed)
		say(text.s);
	ks_free(&mine.genes);
	ks_free(&genes);
	ks_free(&text);
	return failed || n_apart < 0 ? STARDOSE_ENOMEM : n_apart >= QC_APART_AT_LEAST;
}
