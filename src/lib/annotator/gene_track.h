/*
 * gene_track.h - the genes of one stream: from the first record that touches a gene to the last
 * that waits for it
 *
 * Genotypes are collected per gene and build. Once a gene is complete and the build proven, its
 * values are made when the first waiting record asks for them, and given up with the last one.
 */
#ifndef SDI_GENE_TRACK_H
#define SDI_GENE_TRACK_H

#include "annotator/gene_values.h"
#include "caller/gene_window.h"
#include "annotator/queued_record.h"
#include "annotator/pgx_info.h"
#include "structure/copy_collector.h"

struct sdi_tracked_gene {
	struct sdi_pgx_info *marker[STARDOSE_N_BUILDS];	/* made when first needed */
	struct sdi_collector
		*collector[STARDOSE_N_BUILDS]; /* the same; given up when the values are made */
	struct sdi_copy_collector
		*copies[STARDOSE_N_BUILDS]; /* of genes with structural alleles; as @collector */
	uint64_t n_waiting[STARDOSE_N_BUILDS];			/* records that need the values */
	struct sdi_sample_facts facts; /* to be complete before the gene is */
	struct sdi_gene_values *values;
	int is_open, is_complete;
};

struct sdi_gene_track {
	const struct stardose_call_options *options;	/* borrowed */
	struct sdi_collector_options collector_options;
	struct sdi_copy_options copy_options;
	struct sdi_gene_exons *stretch;	/* by gene */
	int n_samples;
	const uint8_t *wanted;			/* by sample; NULL: all; borrowed */
	int n_genes;
	const struct stardose_gene **genes;	/* of the tables, in order */
	struct sdi_tracked_gene *gene;
	struct sdi_gene_windows windows;
	uint8_t *touched;	   /* by gene: builds in which the record at hand touches it */
	hts_pos_t next_end;	   /* no open gene is complete before this position of the contig */
	enum stardose_build build; /* named or found; STARDOSE_BUILD_AUTO: not known yet */
	int is_proven; /* REF bases agree with @build; until then both builds are watched */
	int is_near;				/* a record has touched a window */
	int match[STARDOSE_N_BUILDS],
		mismatch[STARDOSE_N_BUILDS]; /* REF scores of collectors that were given up */
	char *first_mismatch;
};

/*
 * sdi_gene_track_init() - @tables, @options, @wanted: borrowed; release with
 * sdi_gene_track_release(), also after an error
 * @hdr: of the stream: its samples, and whether it declares structural variants
 * @build: build that the header or the user names, or STARDOSE_BUILD_AUTO; records may contradict
 * it
 */
int sdi_gene_track_init(struct sdi_gene_track *track, const struct stardose_tables *tables,
			const struct stardose_call_options *options, const bcf_hdr_t *hdr,
			const uint8_t *wanted, enum stardose_build build,
			struct stardose_error *err);
void sdi_gene_track_release(struct sdi_gene_track *track);

/*
 * sdi_gene_track_move() - the next record is on @contig at 0-based @pos: genes that end before are
 * complete
 */
int sdi_gene_track_move(struct sdi_gene_track *track, const char *contig, size_t len, hts_pos_t pos,
			struct stardose_error *err);

/*
 * sdi_gene_track_feed() - the record overlaps windows: collect it, and say of which genes it is a
 * definition site
 * @mark: of each build (STARDOSE_N_BUILDS), added to
 * sdi_gene_windows_touch(&track->windows, ..., track->touched) goes before.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: unsorted, genotypes malformed, records of another build
 * than the one named; STARDOSE_ENOMEM
 */
int sdi_gene_track_feed(struct sdi_gene_track *track, const bcf_hdr_t *hdr, bcf1_t *rec,
			struct sdi_mark *mark, struct stardose_error *err);

/*
 * sdi_gene_track_is_open_question() - 1 while records have come near genes and the build is not
 * proven
 */
static inline int sdi_gene_track_is_open_question(const struct sdi_gene_track *track)
{
	return track->build == STARDOSE_BUILD_AUTO && track->is_near;
}

/* sdi_gene_track_wait() - a record with these marks is waiting */
void sdi_gene_track_wait(struct sdi_gene_track *track, const struct sdi_mark *mark);
/* sdi_gene_track_done() - it waits no longer; @genes as marked in the proven build */
void sdi_gene_track_done(struct sdi_gene_track *track, const int32_t *genes, int n);

/*
 * sdi_gene_track_values() - the values of a complete gene, borrowed until the last record that
 * waits is done
 */
int sdi_gene_track_values(struct sdi_gene_track *track, int gene, struct sdi_gene_values **out,
			  struct stardose_error *err);

/*
 * sdi_gene_track_finish() - the stream has ended: all genes are complete, the build is decided
 * The build stays STARDOSE_BUILD_AUTO when no REF base spoke of it.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: undecidable, or REF bases contradict the build;
 * STARDOSE_ENOMEM
 */
int sdi_gene_track_finish(struct sdi_gene_track *track, struct stardose_error *err);

#endif
