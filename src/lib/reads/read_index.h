/* read_index.h - the index beside BAM or CRAM: found, and looked through before htslib sees it */
#ifndef SDI_READ_INDEX_H
#define SDI_READ_INDEX_H

#include <stardose/status.h>

/*
 * sdi_read_index_find() - the index of the file @path
 * @is_cram: .crai; else .bai or .csi; behind the name of the file, or in place of its ending
 * @out:     new, free()
 * Offsets behind the end of the file, counts that cannot be and lines that are none are damage.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: there is none (@err has the command that makes one), or it
 * cannot be used; STARDOSE_ENOMEM
 */
int sdi_read_index_find(const char *path, int is_cram, char **out, struct stardose_error *err);

#endif
