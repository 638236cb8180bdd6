/*
 * index_check.h - is a .csi or .tbi index whole, and of the file that it lies beside?
 *
 * htslib believes what an index says of its own sizes: a damaged one crashes it, or makes it seek
 * for long. So an index is read through before htslib sees it.
 */
#ifndef SDI_INDEX_CHECK_H
#define SDI_INDEX_CHECK_H

/*
 * sdi_index_check() - look through the index @path
 * @data: the file that it should be of, in BGZF
 * @kept: or NULL: for an index that can be used, its bytes as a sdi_memory_file(), which htslib need
 *        not decompress again, and which nobody can change meanwhile; -1: there is none
 *
 * Checked are the format, all counts against the length, bins against the depth, and whether the
 * file ends behind the last record that the index knows.
 * Return: NULL: it can be used; else what is wrong with it, static, for "the index ... %s"
 */
const char *sdi_index_check(const char *path, const char *data, int *kept);
/*
 * sdi_index_check_reads() - the same of a .bai or .csi index of BAM, whose unplaced reads lie
 * behind the last that the index knows
 */
const char *sdi_index_check_reads(const char *path, const char *data);

typedef void sdi_index_name_fn(void *user, const char *name);
/*
 * sdi_index_names() - the contigs that a tabix index (.tbi, or .csi of a text file) names
 * @each: called for each name, in the order of the index; not at all for an index without names, or
 *        one that cannot be read
 *
 * Only its head is read: names may come of an index that sdi_index_check() refuses.
 */
void sdi_index_names(const char *path, sdi_index_name_fn *each, void *user);

#endif
