/*
 * collector_impl.h - the collector from inside: shared by filling it (collector.c) and reading it
 * (genotype_build.c)
 */
#ifndef SDI_COLLECTOR_IMPL_H
#define SDI_COLLECTOR_IMPL_H

#include "genotype/allele_depth.h"
#include "genotype/coding_record.h"
#include "genotype/collector.h"
#include "genotype/duplicate_allele.h"
#include "genotype/pattern.h"
#include "genotype/record_filter.h"
#include "genotype/read_depth.h"
#include "genotype/site_record.h"
#include "genotype/allele_share.h"

/* The notes that speak of one site, by role; indices into the collector's notes. */
struct sdi_site_roles { int n[SDI_N_ROLES], *notes[SDI_N_ROLES]; };

struct sdi_collector {
	const struct stardose_gene *gene;
	struct sdi_position_index index;
	struct sdi_collector_options options;
	struct sdi_filter_list filters;
	int n_samples;
	int32_t *of_sample; /* node in @patterns; after closing the number of the pattern */
	struct sdi_pattern_set patterns;
	int n_notes, m_notes;
	struct sdi_site_record *notes;
	struct sdi_coding_records coding; /* apart from @notes */
	struct sdi_depth_list depths;	/* only of genes with structural alleles */
	struct sdi_share_list shares;	/* only of genes of the mitochondrion */
	int n_match, n_mismatch;
	struct stardose_bits denied[STARDOSE_N_REASONS]; /* core variants that are not assumed, by
							    reason */
	const double *expected; /* ALT copies by bit, or NULL */
	int n_unseen, is_covered, is_probed;
	char mismatch[128];
	char filter_name[64];		/* the first filter that a record failed */
	struct sdi_read_depth read_depth;
	/* after closing */
	int n_distinct;
	int32_t *node_of;		/* by number of the pattern */
	struct sdi_site_roles *roles;	/* by site */
	struct sdi_duplicates duplicates;
	int n_usable;			/* notes that a sample without observation shows as 0/0 */
	int has_default; /* 1: @by_default holds what a sample without observations shows */
	struct sdi_genotype by_default;	/* no blocks, nothing unlisted: nothing to release */
	int n_speaking, n_silent;	/* notes with a site; those of them without genotypes */
};

#endif
