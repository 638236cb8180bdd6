/*
 * known_results.h - results that a program made, of whatever size its structs have, as arrays of
 * the structs that this library knows
 */
#ifndef SDI_KNOWN_RESULTS_H
#define SDI_KNOWN_RESULTS_H

#include <stardose/guidance.h>

struct sdi_known_results {
	const struct stardose_gene_result *v;	/* what was given, where its structs are known */
	void *owned[2];
};

/*
 * sdi_known_results() - take @n results
 * @out: borrows from @results; release with sdi_known_results_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: without their size, or with a member that is not known
 *         here; STARDOSE_ENOMEM
 */
int sdi_known_results(struct sdi_known_results *out, const struct stardose_gene_result *results,
		      int n, struct stardose_error *err);
void sdi_known_results_release(struct sdi_known_results *known);

#endif
