/* call_status.h - status, open alleles, reasons about functions: of any kind of gene */
#ifndef SDI_CALL_STATUS_H
#define SDI_CALL_STATUS_H

#include <stardose/call.h>

/*
 * sdi_call_status() - of a call with candidates
 * @is_partial: a haplotype has no name; @is_cut: the search was given up; @n_open: alleles that
 * are not excluded
 */
enum stardose_call_status sdi_call_status(const struct stardose_call *call, int is_partial,
					  int is_cut, int n_open);
/*
 * sdi_call_not_excluded() - list the alleles @open, indices into the gene's
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_call_not_excluded(struct stardose_call *call, const int *open, int n);
/*
 * sdi_call_open_phenotype() - @phenotype is what alleles not excluded would make; the consensus
 * itself is left out
 * @user: the call
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_call_open_phenotype(void *user, const char *phenotype);
/* sdi_call_open_end() - after the last of them: sort, and give the reason */
void sdi_call_open_end(struct stardose_call *call);
/* sdi_call_function_reasons() - functions that nobody knows, and what abolishes function */
void sdi_call_function_reasons(struct stardose_call *call);

#endif
