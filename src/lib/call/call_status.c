/* call_status.c - status, open alleles, reasons about functions: of any kind of gene */
#include <stdlib.h>
#include <string.h>
#include "call/call_status.h"
#include "util/bits.h"

static void why(struct stardose_call *call, enum stardose_reason reason)
{
	call->reasons |= UINT64_C(1) << reason;
}

int sdi_call_not_excluded(struct stardose_call *call, const int *open, int n)
{
	if (!n)
		return STARDOSE_OK;
	call->not_excluded = malloc(n * sizeof(*call->not_excluded));
	if (!call->not_excluded)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n; i++)
		call->not_excluded[i] = &call->gene->alleles[open[i]];
	call->n_not_excluded = n;
	return STARDOSE_OK;
}

static int text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A phenotype that an allele which is not excluded would make in place of the one given. */
int sdi_call_open_phenotype(void *user, const char *phenotype)
{
	struct stardose_call *call = user;
	const char **grown;
	int known = !strcmp(phenotype, call->phenotype[STARDOSE_GUIDELINE_CPIC]);

	for (int k = 0; k < call->n_open_phenotypes && !known; k++)
		known = !strcmp(phenotype, call->open_phenotypes[k]);
	if (known)
		return STARDOSE_OK;
	grown = realloc(call->open_phenotypes, (call->n_open_phenotypes + 1) * sizeof(*grown));
	if (!grown)
		return STARDOSE_ENOMEM;
	call->open_phenotypes = grown;
	grown[call->n_open_phenotypes++] = phenotype;
	return STARDOSE_OK;
}

void sdi_call_open_end(struct stardose_call *call)
{
	if (!call->n_open_phenotypes)
		return;
	qsort(call->open_phenotypes, call->n_open_phenotypes, sizeof(*call->open_phenotypes),
	      text_order);
	why(call, STARDOSE_REASON_PHENOTYPE_OPEN);
}

void sdi_call_function_reasons(struct stardose_call *call)
{
	if (call->gene->method == STARDOSE_METHOD_NONE) {
		why(call, STARDOSE_REASON_NO_PHENOTYPE_RULE);
		return;
	}
	for (int i = 0; i < call->n_candidates; i++) {
		const struct stardose_candidate *c = &call->candidates[i];

		for (int h = 0; h < c->ploidy; h++) {
			int scored = call->gene->method == STARDOSE_METHOD_SCORE;

			if (!*c->hap[h].function ||
			    (scored &&
			     c->hap[h].value[STARDOSE_GUIDELINE_CPIC] == STARDOSE_VALUE_NONE))
				why(call, STARDOSE_REASON_FUNCTION_UNKNOWN);
			if (*c->hap[h].function &&
			    (!sdi_bits_empty(c->hap[h].leftover) || c->hap[h].n_unlisted))
				why(call, STARDOSE_REASON_NULL_VARIANT);
		}
	}
}

enum stardose_call_status sdi_call_status(const struct stardose_call *call, int is_partial,
					  int is_cut, int n_open)
{
	if (is_partial)
		return STARDOSE_STATUS_PARTIAL;
	if (call->n_candidates > 1 || is_cut)
		return STARDOSE_STATUS_AMBIGUOUS;
	if (call->candidates[0].n_missing || n_open)
		return STARDOSE_STATUS_INCOMPLETE;
	return call->n_sites[STARDOSE_EVIDENCE_ASSUMED] && call->copies ? STARDOSE_STATUS_ASSUMED
							       : STARDOSE_STATUS_CALLED;
}
