/*
 * caller_impl.h - the caller from inside: shared by caller_new.c, caller_store.c, caller_stream.c,
 * caller_take.c, caller_read.c, caller_outside.c, caller_log.c and caller.c
 */
#ifndef SDI_CALLER_IMPL_H
#define SDI_CALLER_IMPL_H

#include "caller/caller_stream.h"
#include "structure/copy_file.h"
#include "structure/depth_hint.h"
#include "structure/pedigree.h"

/*
 * Streams of different samples that are open at a time, since further files may go on with them. A
 * file per sample is common, and rarely more than one for each in turns.
 */
#define SDI_MAX_STREAMS 32

struct stardose_caller {
	const struct stardose_tables *tables;
	struct stardose_call_options options;
	struct sdi_call_env env;	/* of what follows */
	struct sdi_covered covered;	/* --covered; none: not given */
	int is_read; /* records come from a reader, which tells of those around genes */
	int near_failed; /* memory ran out while it told of one */
	char *strings[13];		/* our copies of the options' strings */
	int n_genes;			/* that the tables define; files are read for these */
	int n_all_genes; /* with those that only outside results name, which come last */
	const struct stardose_gene **genes;
	struct sdi_gene_calls *by_gene;
	struct sdi_gene_depth *read_depth;	/* by gene */
	struct sdi_depth_regions
		depth_regions; /* --depth-regions; none: depth is measured by genes */
	struct sdi_gene_depth *region_depth;	/* by region; NULL: none */
	struct sdi_sample_set samples;
	struct sdi_copy_file copies;	/* --copy-number */
	struct sdi_pedigree pedigree;	/* --ped */
	struct sdi_sex_file sex;	/* --sex */
	struct sdi_sample_set record_texts;	/* what structural records say of copies */
	struct sdi_read_profiles reads;		/* what --reads shows */
	struct sdi_contig_names *names;
	int m_of_sample;
	int n_genotyped; /* samples that files have; those that only outside results name come last
			  */
	enum stardose_build build;
	int n_streams;
	struct sdi_gene_stream *streams[SDI_MAX_STREAMS]; /* the oldest first */
	struct sdi_gene_stream *open; /* the one whose file is being read, or NULL */
	const bcf_hdr_t *hdr;	      /* of that file; borrowed */
	int has_said_filtered;	      /* the log tells once of records that failed a filter */
	uint8_t *is_called;	      /* by gene, of a single stream: its calls are the last word */
};

/* caller_store.c */

/*
 * sdi_caller_fit_samples() - grow every gene's column to the samples known so far. STARDOSE_OK or
 * STARDOSE_ENOMEM
 */
int sdi_caller_fit_samples(struct stardose_caller *c);
/*
 * sdi_caller_facts() - the facts of one sample and gene, to be written before
 * stardose_caller_finish()
 * @sample, @gene: as in stardose_caller_call()
 * Copies are set with sdi_facts_copies(), reasons are added with |=.
 * Return: valid until the next call; NULL when out of memory
 */
struct sdi_structure_facts *sdi_caller_facts(struct stardose_caller *caller, int sample, int gene);

/* caller_stream.c */

/* sdi_caller_samples_elsewhere() - may a sample that was asked for be in none of a file's? */
int sdi_caller_samples_elsewhere(const struct stardose_caller *c);

/* caller_take.c */

/* sdi_caller_take_gene() - no more records of the stream's gene will come: they become calls */
int sdi_caller_take_gene(struct stardose_caller *c, struct sdi_gene_stream *s, int g,
			 struct stardose_error *err);
/* sdi_caller_settle() - the same with all genes of all streams, which are closed */
int sdi_caller_settle(struct stardose_caller *c, struct stardose_error *err);
/* sdi_caller_settle_oldest() - of one stream, to make room */
int sdi_caller_settle_oldest(struct stardose_caller *c, struct stardose_error *err);

/* caller.c */

/*
 * sdi_caller_start_genes() - a single stream has all its samples in its header, so that genes can
 * be finished one by one
 */
int sdi_caller_start_genes(struct stardose_caller *c, struct stardose_error *err);
/* sdi_caller_finish_gene() - the last word of a gene, with all that is known beside its records */
int sdi_caller_finish_gene(struct stardose_caller *c, int g, struct stardose_error *err);

/* caller_outside.c */

/*
 * sdi_caller_add_outside_samples() - samples that only outside results name, if they are wanted
 * Rows without a sample belong to the only one there is.
 */
int sdi_caller_add_outside_samples(struct stardose_caller *c, struct stardose_error *err);
/*
 * sdi_caller_note_useless_rows() - rows of gene number @g that contradict each other, or a program
 * that made no call, leave a genotyped sample to its genotypes; the call says so where facts can be
 * added to it
 */
int sdi_caller_note_useless_rows(struct stardose_caller *c, int g, struct stardose_error *err);
/*
 * sdi_caller_take_outside() - outside results of gene number @g replace the calls of their
 * samples, and contradictions are told
 */
int sdi_caller_take_outside(struct stardose_caller *c, int g, struct stardose_error *err);

/* For the log; STARDOSE_OK or STARDOSE_ENOMEM. */
int sdi_caller_say_silent_genes(const struct stardose_caller *c);
void sdi_caller_say_tags_apart(const struct stardose_caller *c);
int sdi_caller_say_conflicts(const struct stardose_caller *c, const struct sdi_gene_calls *gc);

#endif
