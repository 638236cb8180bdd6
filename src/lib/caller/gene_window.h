/*
 * gene_window.h - where the genes lie, which of them a record touches, and when a gene is complete
 *
 * The stream is followed contig by contig. A gene is complete once a record lies beyond its last
 * reference window or on another contig. Positions are 0-based, half open.
 */
#ifndef SDI_GENE_WINDOW_H
#define SDI_GENE_WINDOW_H

#include <htslib/kstring.h>
#include "record/contig_names.h"
#include "record/record_reader.h"

struct sdi_gene_windows {
	const struct stardose_gene *const *genes;	/* borrowed */
	int n_genes;
	int builds;			/* bits 1 << enum stardose_build that are still possible */
	struct sdi_contig_names *names;
	int n_regions;
	struct sdi_region *regions;	/* of all genes and builds */
	kstring_t contig;		/* where the stream is; empty before the first record */
	int n_here;
	const struct sdi_region *
		*here; /* regions on this contig, of the builds that its name allows */
	hts_pos_t lo, hi;		/* their extent; lo == hi: none */
};

/*
 * sdi_gene_windows_init() - @tables and @genes are borrowed; release with
 * sdi_gene_windows_release(), also after an error
 * @hdr: of the stream: where it declares structural variants, a gene with structural alleles
 * reaches as far as records that may speak of its copies
 */
int sdi_gene_windows_init(struct sdi_gene_windows *w, const struct stardose_tables *tables,
			  const struct stardose_gene *const *genes, int n_genes,
			  const bcf_hdr_t *hdr, struct stardose_error *err);
void sdi_gene_windows_release(struct sdi_gene_windows *w);

/* sdi_gene_windows_is_here() - 1 when the stream is on contig @name already */
int sdi_gene_windows_is_here(const struct sdi_gene_windows *w, const char *name, size_t len);
/*
 * sdi_gene_windows_enter() - the stream goes on at contig @name. Return: STARDOSE_OK,
 * STARDOSE_ENOMEM
 */
int sdi_gene_windows_enter(struct sdi_gene_windows *w, const char *name, size_t len);
/* sdi_gene_windows_prove() - from now on only @build is possible */
void sdi_gene_windows_prove(struct sdi_gene_windows *w, enum stardose_build build);

/*
 * sdi_gene_windows_touch() - which genes have a window that [@beg, @end) of this contig overlaps?
 * @builds: array of n_genes, filled with bits 1 << build
 * Return:  1 when any is set
 */
int sdi_gene_windows_touch(const struct sdi_gene_windows *w, hts_pos_t beg, hts_pos_t end,
			   uint8_t *builds);

/*
 * sdi_gene_windows_end() - the end of @gene's last window on this contig in @build, or in both
 * (AUTO); 0: it has none here
 */
hts_pos_t sdi_gene_windows_end(const struct sdi_gene_windows *w, int gene,
			       enum stardose_build build);

#endif
