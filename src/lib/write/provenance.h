/* provenance.h - which program and which tables made an output */
#ifndef SDI_PROVENANCE_H
#define SDI_PROVENANCE_H

#include <htslib/kstring.h>
#include <stardose/tables.h>

/*
 * sdi_provenance_tables() - append `##stardose_tables=<Version=...,Checksum=...,Origin="...">` and
 * a newline. The same line heads TSV and VCF. Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_provenance_tables(kstring_t *out, const struct stardose_tables *tables);
/*
 * sdi_provenance_program() - append `##stardose_<command>Version=<program>+htslib-<version>` and a
 * newline
 */
int sdi_provenance_program(kstring_t *out, const char *command);
/*
 * sdi_provenance_local() - append `##stardose_local=GENE,...` and a newline if some genes are a
 * lab's own rows
 */
int sdi_provenance_local(kstring_t *out, const struct stardose_tables *tables);

#endif
