/*
 * read_pass.h - one pass over the reads of a gene and its neighbour: depth and votes
 *
 * read_open.c and read_pass.c are the only files that know alignments; what they give is numbers
 * (read_counts.h). Reads that are secondary, duplicates or failed the sequencer's checks are passed
 * over. Above a depth of SDI_READS_MOST fragments are drawn, evenly, the same in every run.
 */
#ifndef SDI_READ_PASS_H
#define SDI_READ_PASS_H

#include <htslib/sam.h>
#include "reads/read_counts.h"

#define SDI_READS_MOST 200	/* mean depth beyond which fragments are drawn */
#define SDI_READS_MIN_BASE 10	/* a base of less quality does not vote; lossy ones pass */

/*
 * sdi_read_pass() - count the reads of a gene's regions, votes and alleles
 * @gene:  has a model (gene->paralog)
 * @next:  gives the next read in order: >= 0 a read, -1 the end, < -1 an error of the file
 * @data:  its first argument
 * @has_bases: 0: the reads have no sequence, so that only depth is counted
 * @out:   begins with zeros; release with sdi_read_counts_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EINPUT: truncated or damaged; STARDOSE_ENOMEM
 */
typedef int sdi_next_read_fn(void *data, bam1_t *read);
int sdi_read_pass(const struct stardose_gene *gene, enum stardose_build build, int has_bases,
		  sdi_next_read_fn *next, void *data, struct sdi_read_counts *out);
void sdi_read_counts_release(struct sdi_read_counts *counts);

/* sdi_read_span() - the bases that a pass needs, 0-based half open */
void sdi_read_span(const struct stardose_paralog_model *model, enum stardose_build build,
		   hts_pos_t *beg, hts_pos_t *end);

#endif
