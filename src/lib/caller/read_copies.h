/* read_copies.h - copies that reads tell, from BAM or CRAM of one sample to the facts */
#ifndef SDI_READ_COPIES_H
#define SDI_READ_COPIES_H

#include "caller/caller_impl.h"

/*
 * sdi_read_copies_take() - write what the model says of a sample's reads to its facts
 * @copies: of a called one the body of the gene, and its parts where bases were read; else a reason
 */
void sdi_read_copies_take(const struct stardose_gene *gene, const struct sdi_read_copies *copies,
			  struct sdi_structure_facts *facts);

/*
 * sdi_read_copies_all() - the files of the options, when every sample and the build are known
 * A list that cannot be read is an error; a file of it that cannot be used is set aside.
 */
int sdi_read_copies_all(struct stardose_caller *c, struct stardose_error *err);

/*
 * sdi_read_copies_check_reference() - a reference that cannot be used is an error at once, whatever
 * the files are; @path: NULL: there is none
 */
int sdi_read_copies_check_reference(const char *path, struct stardose_error *err);

#endif
