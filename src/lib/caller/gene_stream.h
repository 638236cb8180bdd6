/*
 * gene_stream.h - the genes of a stream of records: which are looked at, which build it is, and
 * when each is complete
 *
 * A stream is one file, or several one after the other that have the same samples: parts of a data
 * set, which may even part a gene. Observers are made when the first record comes near their gene,
 * for both builds until REF bases decide.
 */
#ifndef SDI_GENE_STREAM_H
#define SDI_GENE_STREAM_H

#include "caller/file_listing.h"
#include "caller/gene_window.h"
#include "caller/header_assay.h"
#include "caller/record_observer.h"
#include "caller/sample_order.h"
#include "caller/silence.h"
#include "record/equal_records.h"
#include "record/local_genotype.h"
#include "structure/region_depth.h"

/* A record in a gene's windows, to tell parts of a gene from a gene that comes twice. */
struct sdi_record_seen {
	hts_pos_t pos;
	int file;
	uint32_t hash;
};

struct sdi_stream_gene {
	struct sdi_observer seen[STARDOSE_N_BUILDS][SDI_N_LOOKS];
	int is_open, is_complete;
	int is_past; /* open, and the stream is beyond its regions: what the file lists decides */
	hts_pos_t reach; /* how far files have come that have records in its windows: HTS_POS_MAX
			    beyond it, else where one ended that may have been cut off */
	int n_files, last_file; /* that have records in its windows; number of the last of them */
	char *name;		/* of the first of them, or NULL */
	int n_records, m_records;
	struct sdi_record_seen *records; /* not kept of a single stream */
};

struct sdi_gene_stream {
	const struct sdi_call_env *env; /* borrowed */
	struct sdi_look_options look_options;
	int n_samples;
	char **sample; /* their names, in the order of the header */
	int *global;   /* by sample of the stream: of the caller, -1: it is not asked for */
	struct sdi_stream_gene *gene;	 /* by gene */
	struct sdi_file_listing listing; /* where silence may be reference */
	struct sdi_region_depth region_depth;
	struct sdi_filter_list filters; /* that records must pass */
	int match[STARDOSE_N_BUILDS],
		mismatch[STARDOSE_N_BUILDS]; /* REF scores of observers that were given up */
	char *first_mismatch;
	double expected[STARDOSE_MAX_BITS]; /* scratch of the gene that is being closed */
	int has_said_listing;
	int is_over; /* of a single stream: its file is read to the end */
	/* of the file that is being read */
	struct sdi_sample_order order; /* of its samples */
	struct sdi_equal_records equal; /* each counts once */
	struct sdi_local_genotypes local;
	int n_file_samples;	       /* that it has, whichever were selected */
	enum stardose_assay assay; /* that the user names, else its header or that of an earlier one
				    */
	int is_person_told;	   /* that a header looks as if it named a person */
	const struct sdi_assay_sign *sign; /* that did so; borrowed from the tables, or NULL */
	char *name;			   /* for messages; NULL: it has none */
	int n_files;
	struct sdi_gene_windows windows;
	hts_pos_t next_end;	   /* no open gene is complete before this position of the contig */
	enum stardose_build build; /* named or found; STARDOSE_BUILD_AUTO: not known yet */
	int is_proven; /* REF bases agree with @build; until then both builds are watched */
	enum stardose_build of_file, build_before; /* what this file, and those before it, proved */
	int is_near;				   /* a record has touched a region */
	hts_pos_t fed_end;			   /* of the record that was shown last */
	const char *cut_chrom; /* the file may have been cut off on this chromosome, at @cut_pos;
				  NULL: it ended by right */
	hts_pos_t cut_pos;
	int match_before[STARDOSE_N_BUILDS], mismatch_before[STARDOSE_N_BUILDS],
		shared_before[STARDOSE_N_BUILDS]; /* matches of the mitochondrion among them */
};

/*
 * sdi_gene_stream_new() - a stream of the samples of @hdr; no file is open yet
 * @env:    borrowed, must outlive the stream
 * @global: by sample of @hdr; taken over, also after an error
 */
int sdi_gene_stream_new(const struct sdi_call_env *env, const bcf_hdr_t *hdr, int *global,
			struct sdi_gene_stream **out, struct stardose_error *err);
void sdi_gene_stream_free(struct sdi_gene_stream *stream);
/*
 * sdi_gene_stream_is_of() - 1 when the samples of @hdr are those of the stream, in whatever order;
 * the file that begins next is that one. 0, or STARDOSE_ENOMEM
 */
int sdi_gene_stream_is_of(struct sdi_gene_stream *stream, const bcf_hdr_t *hdr);

/*
 * sdi_gene_stream_begin() - the next file begins
 * @name:  for messages, or NULL
 * @build: that the user or the header names, or STARDOSE_BUILD_AUTO; records may contradict it
 */
int sdi_gene_stream_begin(struct sdi_gene_stream *stream, const bcf_hdr_t *hdr, const char *name,
			  enum stardose_build build, struct stardose_error *err);

/*
 * sdi_gene_stream_is_near() - 1 when records at 0-based @pos of the contig here are told to
 * sdi_gene_stream_near(): where silence may be reference, those around a gene
 */
int sdi_gene_stream_is_near(struct sdi_gene_stream *stream, hts_pos_t pos);
/*
 * sdi_gene_stream_near() - a record on the contig here, in short; each is told once
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_gene_stream_near(struct sdi_gene_stream *stream, const struct sdi_near_row *row);

/*
 * sdi_gene_stream_move() - the next record is on @contig at 0-based @pos: genes that end before are
 * complete
 */
int sdi_gene_stream_move(struct sdi_gene_stream *stream, const char *contig, size_t len,
			 hts_pos_t pos, struct stardose_error *err);

/*
 * sdi_gene_stream_feed() - show a record to those whom it may concern
 * sdi_gene_windows_touch(&stream->windows, ...) goes before.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: unsorted, genotypes malformed, records of another build
 * than the one named, a site that an earlier file has too; STARDOSE_ENOMEM
 */
int sdi_gene_stream_feed(struct sdi_gene_stream *stream, const bcf_hdr_t *hdr, bcf1_t *rec,
			 struct stardose_error *err);

/*
 * sdi_gene_stream_end() - the file has ended: the build is decided, and of a single stream all
 * genes are complete
 * stream->of_file stays STARDOSE_BUILD_AUTO when no REF base spoke of it.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: undecidable, or REF bases contradict the build;
 * STARDOSE_ENOMEM
 */
int sdi_gene_stream_end(struct sdi_gene_stream *stream, struct stardose_error *err);

/* sdi_gene_stream_mark_scores() - what REF bases say from here on is of the next file alone */
void sdi_gene_stream_mark_scores(struct sdi_gene_stream *stream);
/*
 * sdi_gene_stream_decide() - the build by the REF bases of the file so far, if they tell it; at the
 * end they must (gene_build.c)
 * Return: STARDOSE_OK, also when it stays open; STARDOSE_EINPUT: they contradict each other
 */
int sdi_gene_stream_decide(struct sdi_gene_stream *stream, int at_end, struct stardose_error *err);
/* sdi_gene_stream_drop_build() - what was kept for @build goes */
void sdi_gene_stream_drop_build(struct sdi_gene_stream *stream, int build);
/*
 * sdi_gene_stream_verify() - do the REF bases so far agree with the build? Before the end a wrong
 * one must have shown itself more than once or twice
 */
int sdi_gene_stream_verify(const struct sdi_gene_stream *stream, int at_end,
			   struct stardose_error *err);

/*
 * sdi_gene_stream_cut() - the file will end at the record at 0-based @pos of @contig, and nothing
 * shows that this is its end; before sdi_gene_stream_end()
 */
int sdi_gene_stream_cut(struct sdi_gene_stream *stream, const char *contig, size_t len,
			hts_pos_t pos);

/* sdi_gene_stream_is_cut() - 1 when silence in gene @g may be due to that */
int sdi_gene_stream_is_cut(const struct sdi_gene_stream *stream, int g);

/*
 * sdi_gene_stream_is_repeated() - files may part a gene, but not repeat it. Only a record that
 * reaches over the edge may stand in both parts, where bcftools leaves it: it is the same record
 * then, and counts once (record_repeat.c)
 * Return: 1: it was there; 0: it is new; STARDOSE_EINPUT: the site comes twice; STARDOSE_ENOMEM
 */
int sdi_gene_stream_is_repeated(struct sdi_gene_stream *stream, int g, bcf1_t *rec,
				struct stardose_error *err);

/*
 * sdi_gene_stream_listing() - does the file list every variant around gene @g? What the user or the
 * header says of the assay goes before what its records show; the records around it are over
 * @signs: what they show
 */
enum sdi_listing sdi_gene_stream_listing(const struct sdi_gene_stream *stream, int g,
					 struct sdi_listing_signs *signs);

/*
 * sdi_gene_stream_needed_end() - how far a single stream must come before gene @g is over: beyond
 * its regions, and where silence may be reference as far as rows around it show what the file
 * lists, unless those before have shown it
 */
hts_pos_t sdi_gene_stream_needed_end(const struct sdi_gene_stream *stream, int g);
/* sdi_gene_stream_needs_file() - 1 when it is over, and only the rest of the file can tell */
int sdi_gene_stream_needs_file(const struct sdi_gene_stream *stream, int g);

/* sdi_gene_stream_seen() - who looked at gene @g in the stream's build in this way, or NULL */
void *sdi_gene_stream_seen(const struct sdi_gene_stream *stream, int g, enum sdi_look look);
/*
 * sdi_gene_stream_close_gene() - no more records of gene @g will come: its observers are closed
 * (gene_close.c)
 */
int sdi_gene_stream_close_gene(struct sdi_gene_stream *stream, int g, struct stardose_error *err);
/* sdi_gene_stream_drop_gene() - its observers go, but what they say of the build stays */
void sdi_gene_stream_drop_gene(struct sdi_gene_stream *stream, int g);

/*
 * sdi_gene_stream_is_open_question() - 1 while records have come near genes and nothing tells the
 * build
 */
static inline int sdi_gene_stream_is_open_question(const struct sdi_gene_stream *stream)
{
	return stream->build == STARDOSE_BUILD_AUTO && stream->is_near;
}

#endif
