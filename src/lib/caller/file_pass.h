/*
 * file_pass.h - one pass over one file: every record that matters into the collectors of its genes
 */
#ifndef SDI_FILE_PASS_H
#define SDI_FILE_PASS_H

#include "structure/copy_collector.h"
#include "structure/region_depth.h"
#include "genotype/collector.h"
#include "record/record_reader.h"
#include "structure/tag_collector.h"

/* Bases. Repeats around a gene, where breakends of its events lie, end within 12 kb. */
#define SDI_AROUND_GENE 50000

struct sdi_file_pass {
	const char *path;		/* borrowed */
	const struct sdi_gene_exons *stretch; /* of the genes, set by the caller, borrowed; NULL:
						 structural records are not wanted */
	const struct sdi_depth_regions
		*depth_regions; /* set by the caller, borrowed; NULL: depth is measured by genes */
	struct sdi_region_depth region_depth;
	struct sdi_copy_options copy_options;
	struct sdi_copy_collector *copies[STARDOSE_N_BUILDS];	/* as @collector; closed */
	enum stardose_build named;	/* by the user or the header, or STARDOSE_BUILD_AUTO */
	enum stardose_build build; /* proven, or named and not contradicted, or STARDOSE_BUILD_AUTO
				      when no record spoke */
	struct sdi_reader *reader;	/* still open: its header names the samples */
	int n_samples;
	int n_genes;
	struct sdi_tag_collector **tags[STARDOSE_N_BUILDS];  /* beside it; NULL for genes without a
								model of their structure */
	struct sdi_collector **collector[STARDOSE_N_BUILDS]; /* by build, then gene; NULL once a
								build is ruled out */
};

/*
 * sdi_file_pass_run() - read @path to its end and prove its build; the collectors of that build are
 * closed
 * @genes: the genes that are wanted; borrowed, must outlive the pass
 * @pass:  zeroed by the caller but for @stretch and @depth_regions; release with
 * sdi_file_pass_release() also after an error
 */
int sdi_file_pass_run(struct sdi_file_pass *pass, const char *path,
		      const struct stardose_tables *tables,
		      const struct stardose_gene *const *genes, int n_genes,
		      const struct stardose_call_options *options, struct stardose_error *err);
void sdi_file_pass_release(struct sdi_file_pass *pass);

/* sdi_collector_options_of() - the part of the options that the collectors need; borrows strings */
struct sdi_collector_options sdi_collector_options_of(const struct stardose_call_options *options);

/*
 * sdi_gene_regions() - the reference windows of @genes as reader regions; *@out is new, free();
 * returns the count or a negative status
 */
int sdi_gene_regions(const struct stardose_gene *const *genes, int n_genes,
		     struct sdi_region **out);

/*
 * sdi_structural_regions() - add to *@regions what lies @around the genes with structural alleles,
 * in both builds A breakend, or a deletion without INFO/END, is where it begins; it may speak of a
 * gene that it does not reach.
 * @is_sparse: only files whose header declares structural variants are read there
 * Return: the new count or a negative status; *@regions stays valid
 */
int sdi_structural_regions(const struct stardose_gene *const *genes, int n_genes, hts_pos_t around,
			   int is_sparse, struct sdi_region **regions, int n_regions);

/*
 * sdi_tag_regions() - add to *@regions the tags of the genes' structure models; as
 * sdi_structural_regions()
 */
int sdi_tag_regions(const struct stardose_gene *const *genes, int n_genes,
		    struct sdi_region **regions, int n_regions);

#endif
