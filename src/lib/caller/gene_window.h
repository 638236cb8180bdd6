/*
 * gene_window.h - where the genes lie, which of them a record touches, and when a gene is complete
 *
 * The stream is followed contig by contig. A gene is complete once a record lies beyond its last
 * region or on another contig. Positions are 0-based, half open.
 */
#ifndef SDI_GENE_WINDOW_H
#define SDI_GENE_WINDOW_H

#include <htslib/kstring.h>
#include "caller/stream_regions.h"
#include "record/contig_names.h"

struct sdi_gene_windows {
	int n_genes;
	int builds;			/* bits 1 << enum stardose_build that are still possible */
	struct sdi_contig_names *names;
	int n_regions;
	struct sdi_region *regions; /* of all genes and builds, as sdi_stream_regions() has them */
	kstring_t contig;		/* where the stream is; empty before the first record */
	const char *chrom;		/* the same as the tables name it; NULL: none of theirs */
	int builds_here;		/* those of @builds that the name of the contig allows */
	int n_here;
	const struct sdi_region *
		*here; /* regions on this contig, of the builds that its name allows */
	hts_pos_t lo, hi;		/* their extent; lo == hi: none */
	const char *foreign; /* a chromosome that is another sequence in the stream; NULL: none */
	uint8_t *touched; /* by gene, of the record last asked for: SDI_IN_WINDOW(build) where it
			     overlaps a reference window, more bits where only a stretch around
			     the gene */
};
#define SDI_IN_WINDOW(build) (1 << (build))

/*
 * sdi_gene_windows_init() - @env is borrowed; release with sdi_gene_windows_release(), also after
 * an error
 * @hdr: of the stream: where it declares structural variants, a gene with structural alleles
 * reaches as far as records that may speak of its copies
 */
int sdi_gene_windows_init(struct sdi_gene_windows *w, const struct sdi_call_env *env,
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
 * sdi_gene_windows_touch() - does [@beg, @end) of this contig overlap any region? w->touched says
 * of which genes
 */
int sdi_gene_windows_touch(struct sdi_gene_windows *w, hts_pos_t beg, hts_pos_t end);

/*
 * sdi_gene_windows_end() - the end of @gene's last region on this contig in @build, or in both
 * (AUTO); 0: it has none here
 */
hts_pos_t sdi_gene_windows_end(const struct sdi_gene_windows *w, int gene,
			       enum stardose_build build);

#endif
