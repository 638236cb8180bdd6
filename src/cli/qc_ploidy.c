/* qc_ploidy.c - copies of X beside a person's sex, and ploidy of autosomes */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include "cli.h"
#include "qc_ploidy.h"

KHASH_MAP_INIT_STR(sex_of, char)

struct qc_ploidy {
	khash_t(sex_of) * sex; /* sample -> '1' or '2' */
	int n_odd;	       /* samples whose autosomes are not all of two haplotypes */
	char *first, *gene;    /* the first of them */
};

/* ---- the pedigree ---- */

/* The last line that tells a person's sex stands. */
static int take_person(struct qc_ploidy *p, const struct qc_person *person)
{
	char *key = person->sex ? strdup(person->name) : NULL;
	khint_t k;
	int added;

	if (!key)
		return person->sex ? STARDOSE_ENOMEM : STARDOSE_OK;
	k = kh_put(sex_of, p->sex, key, &added);
	if (added <= 0)
		free(key);
	if (added < 0)
		return STARDOSE_ENOMEM;
	kh_value(p->sex, k) = person->sex;
	return STARDOSE_OK;
}

int qc_ploidy_open(const struct qc_pedigree *pedigree, struct qc_ploidy **out,
		   struct stardose_error *err)
{
	struct qc_ploidy *p = calloc(1, sizeof(*p));
	int ret = p && (p->sex = kh_init(sex_of)) ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; !ret && i < pedigree->n; i++)
		ret = take_person(p, &pedigree->persons[i]);
	if (ret) {
		qc_ploidy_free(p);
		return cli_no_memory(err);
	}
	*out = p;
	return STARDOSE_OK;
}

void qc_ploidy_free(struct qc_ploidy *p)
{
	if (!p)
		return;
	for (khint_t k = 0; p->sex && k < kh_end(p->sex); k++)
		if (kh_exist(p->sex, k))
			free((char *)kh_key(p->sex, k));
	if (p->sex)
		kh_destroy(sex_of, p->sex);
	free(p->first);
	free(p->gene);
	free(p);
}

/* ---- calls ---- */

static int has_reason(const struct qc_call *call, const char *code)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, call->reasons)
		if (cJSON_IsString(each) && !strcmp(each->valuestring, code))
			return 1;
	return 0;
}

static const char *allele_of(const struct qc_call *call, int i)
{
	const cJSON *haplotype = cJSON_GetArrayItem(call->haplotypes, i),
		    *name = cJSON_GetObjectItemCaseSensitive(haplotype, "allele");

	return cJSON_IsString(name) ? name->valuestring : "";
}

/* What of a gene of X cannot be of a person of that sex; NULL: nothing */
static const char *against(const struct qc_call *call, char sex)
{
	int n = cJSON_GetArraySize(call->haplotypes);

	if (sex == '1' && n == 2 && strcmp(allele_of(call, 0), allele_of(call, 1)))
		return "is male in the pedigree, and has two alleles of";
	if (sex == '2' && (n == 1 || has_reason(call, "haploid")))
		return "is female in the pedigree, and has one haplotype of";
	return has_reason(call, "sex_contradicted")
		       ? "has contradicting evidence of sex (see the call) in"
		       : NULL;
}

static int is_odd(const struct qc_call *call)
{
	return !*call->kind && (has_reason(call, "haploid") || has_reason(call, "mixed_ploidy") ||
				has_reason(call, "ploidy_unsupported"));
}

static int remember(struct qc_ploidy *p, const char *sample, const char *gene)
{
	if (p->n_odd++)
		return STARDOSE_OK;
	p->first = strdup(sample);
	p->gene = strdup(gene);
	return p->first && p->gene ? STARDOSE_OK : STARDOSE_ENOMEM;
}

static int tell(const char *sample, const char *what, const char *gene,
		void (*say)(const char *text))
{
	kstring_t text = KS_INITIALIZE;
	int failed = ksprintf(&text, "sample '%s' %s %s: is a sample swapped, or the sex wrong?",
			      sample, what, gene) < 0;

	if (!failed)
		say(text.s);
	ks_free(&text);
	return failed ? STARDOSE_ENOMEM : 1;
}

int qc_ploidy_sample(struct qc_ploidy *p, const char *sample, const struct qc_call *calls, int n,
		     void (*say)(const char *text))
{
	khint_t k = kh_get(sex_of, p->sex, sample);
	char sex = k == kh_end(p->sex) ? 0 : kh_value(p->sex, k);
	int told = 0, was_odd = 0, ret = STARDOSE_OK;

	for (int i = 0; i < n && ret >= 0; i++) {
		const char *what = strcmp(calls[i].kind, "hemizygous") ? NULL
								       : against(&calls[i], sex);

		if (what && (ret = tell(sample, what, calls[i].gene, say)) > 0)
			told++;
		if (ret >= 0 && !was_odd && is_odd(&calls[i])) {
			was_odd = 1;
			ret = remember(p, sample, calls[i].gene);
		}
	}
	return ret < 0 ? ret : told;
}

int qc_ploidy_tell(const struct qc_ploidy *p, void (*say)(const char *text))
{
	kstring_t text = KS_INITIALIZE;
	int failed;

	if (!p->n_odd)
		return 0;
	failed = ksprintf(&text, "%d sample%s genotypes of another ploidy than two in genes of "
				 "autosomes (first: '%s', %s)",
			  p->n_odd, p->n_odd == 1 ? " has" : "s have", p->first, p->gene) < 0;
	if (!failed)
		say(text.s);
	ks_free(&text);
	return failed ? STARDOSE_ENOMEM : 1;
}
