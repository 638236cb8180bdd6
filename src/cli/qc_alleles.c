/* qc_alleles.c - alleles of people, compared */
#include <string.h>
#include "qc_alleles.h"

static int put_string(kstring_t *to, const char *text)
{
	return kputs(text, to) < 0 || kputc('\0', to) < 0;
}

int qc_alleles_add(struct qc_alleles *of, const char *gene, const char *a, const char *b)
{
	if (put_string(&of->genes, gene) || put_string(&of->genes, a) ||
	    put_string(&of->genes, b))
		return STARDOSE_ENOMEM;
	of->n_genes++;
	return STARDOSE_OK;
}

static const char *allele_at(const struct qc_call *call, int i)
{
	const cJSON *allele =
		cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(call->haplotypes, i), "allele");

	return cJSON_IsString(allele) ? allele->valuestring : NULL;
}

static int is_firm(const struct qc_call *call)
{
	return !strcmp(call->status, "called") || !strcmp(call->status, "assumed") ||
	       !strcmp(call->status, "outside");
}

int qc_alleles_take(struct qc_alleles *of, const struct qc_call *calls, int n)
{
	for (int i = 0; i < n; i++) {
		const char *a = allele_at(&calls[i], 0), *b = allele_at(&calls[i], 1);

		if (!is_firm(&calls[i]) || !a || !b || cJSON_GetArraySize(calls[i].haplotypes) != 2)
			continue;
		if (qc_alleles_add(of, calls[i].gene, a, b))
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

static const char *next_string(const char *s) { return s + strlen(s) + 1; }

/* The alleles of @gene, two strings; NULL: not known */
static const char *alleles_of(const struct qc_alleles *of, const char *gene)
{
	const char *s = of->genes.s;

	for (int i = 0; i < of->n_genes; i++) {
		if (!strcmp(s, gene))
			return next_string(s);
		s = next_string(next_string(next_string(s)));
	}
	return NULL;
}

static int share(const char *a, const char *b)
{
	const char *a2 = next_string(a), *b2 = next_string(b);

	return !strcmp(a, b) || !strcmp(a, b2) || !strcmp(a2, b) || !strcmp(a2, b2);
}

int qc_alleles_apart(const struct qc_alleles *a, const struct qc_alleles *b, int *n_both,
		     kstring_t *genes)
{
	const char *s = a->genes.s;
	int n_apart = 0;

	*n_both = 0;
	for (int i = 0; i < a->n_genes; i++, s = next_string(next_string(next_string(s)))) {
		const char *of_b = alleles_of(b, s);

		if (!of_b)
			continue;
		++*n_both;
		if (share(next_string(s), of_b))
			continue;
		if (genes && ksprintf(genes, "%s%s", n_apart ? ", " : "", s) < 0)
			return STARDOSE_ENOMEM;
		n_apart++;
	}
	return n_apart;
}

static int is_same(const char *a, const char *b)
{
	const char *a2 = next_string(a), *b2 = next_string(b);

	return (!strcmp(a, b) && !strcmp(a2, b2)) || (!strcmp(a, b2) && !strcmp(a2, b));
}

int qc_alleles_same(const struct qc_alleles *a, const struct qc_alleles *b)
{
	const char *s = a->genes.s;
	int n = 0;

	for (int i = 0; i < a->n_genes; i++, s = next_string(next_string(next_string(s)))) {
		const char *of_b = alleles_of(b, s);

		n += of_b && is_same(next_string(s), of_b);
	}
	return n;
}
