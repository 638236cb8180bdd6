/*
 * caller_impl.h - the caller from inside: shared by caller_new.c, caller_read.c, caller_outside.c,
 * caller_log.c and caller.c
 */
#ifndef SDI_CALLER_IMPL_H
#define SDI_CALLER_IMPL_H

#include "structure/depth_hint.h"
#include "caller/gene_calls.h"
#include "structure/copy_file.h"
#include "structure/depth_regions.h"
#include "structure/gene_exons.h"
#include "structure/pedigree.h"
#include "util/sample_set.h"

struct stardose_caller {
	const struct stardose_tables *tables;
	struct stardose_call_options options;
	char *strings[8];		/* our copies of the options' strings */
	int n_genes;			/* that the tables define; files are read for these */
	int n_all_genes; /* with those that only outside results name, which come last */
	const struct stardose_gene **genes;
	struct sdi_gene_calls *by_gene;
	struct sdi_gene_exons *stretch;	/* by gene: what structural records must cover */
	struct sdi_gene_depth *read_depth;	/* by gene */
	struct sdi_depth_regions
		depth_regions; /* --depth-regions; none: depth is measured by genes */
	struct sdi_gene_depth *region_depth;	/* by region; NULL: none */
	struct sdi_sample_set samples;
	struct sdi_copy_file copies;	/* --copy-number */
	struct sdi_pedigree pedigree;	/* --ped */
	struct sdi_sample_set record_texts;	/* what structural records say of copies */
	int m_of_sample;
	int n_genotyped; /* samples that files have; those that only outside results name come last
			  */
	enum stardose_build build;
};

/*
 * sdi_caller_fit_samples() - grow every gene's column to the samples known so far. STARDOSE_OK or
 * STARDOSE_ENOMEM
 */
int sdi_caller_fit_samples(struct stardose_caller *c);

/*
 * sdi_caller_add_outside_samples() - samples that only outside results name, if they are wanted
 * Rows without a sample belong to the only one there is.
 */
int sdi_caller_add_outside_samples(struct stardose_caller *c, struct stardose_error *err);
/*
 * sdi_caller_note_useless_rows() - rows that contradict each other, or a program that made no call,
 * leave a genotyped sample to its genotypes; the call says so where facts can be added to it
 */
int sdi_caller_note_useless_rows(struct stardose_caller *c, struct stardose_error *err);
/*
 * sdi_caller_take_outside() - outside results of gene number @g replace the calls of their
 * samples, and contradictions are told
 */
int sdi_caller_take_outside(struct stardose_caller *c, int g, struct stardose_error *err);

/* For the log; STARDOSE_OK or STARDOSE_ENOMEM. */
int sdi_caller_say_silent_genes(const struct stardose_caller *c);
int sdi_caller_say_conflicts(const struct stardose_caller *c, const struct sdi_gene_calls *gc);

#endif
