/*
 * read_reference.h - a reference for the bases of a CRAM, made of the windows of the tables
 *
 * A file as long as the chromosome, with holes for all but the windows: it takes a few kilobytes
 * of disk. Only where the header says by MD5 that the CRAM was written with that chromosome.
 */
#ifndef SDI_READ_REFERENCE_H
#define SDI_READ_REFERENCE_H

#include <htslib/sam.h>
#include <stardose/tables.h>

/*
 * sdi_read_reference_make() - the contigs of @hdr that a window is of, as FASTA with its index
 * @path: new, for sdi_read_reference_remove(); NULL: no contig is known, or no file can be made
 * Return: STARDOSE_OK or STARDOSE_ENOMEM
 */
int sdi_read_reference_make(const struct stardose_tables *tables, sam_hdr_t *hdr, char **path);
/* sdi_read_reference_remove() - remove both files, and free @path, which may be NULL */
void sdi_read_reference_remove(char *path);

#endif
