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
 *
 * Checked are the format, all counts against the length, bins against the depth, and whether the
 * file ends behind the last record that the index knows.
 * Return: NULL: it can be used; else what is wrong with it, static, for "the index ... %s"
 */
const char *sdi_index_check(const char *path, const char *data);
/*
 * sdi_index_check_reads() - the same of a .bai or .csi index of BAM, whose unplaced reads lie
 * behind the last that the index knows
 */
const char *sdi_index_check_reads(const char *path, const char *data);

#endif
