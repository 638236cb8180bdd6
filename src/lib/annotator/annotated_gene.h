/*
 * annotated_gene.h - a gene as records see it: which of them are its definition sites, and what
 * they get once it is called
 */
#ifndef SDI_ANNOTATED_GENE_H
#define SDI_ANNOTATED_GENE_H

#include "annotator/pgx_info.h"
#include "annotator/queued_record.h"
#include "caller/caller_stream.h"
#include "write/vcf_tags.h"

/* Begin with zeros. */
struct sdi_annotated_gene {
	struct sdi_pgx_info *marker[STARDOSE_N_BUILDS]; /* made when first needed */
	uint64_t n_waiting[STARDOSE_N_BUILDS];		/* records that need the values */
	const int *global; /* by sample: of the caller, -1 not asked for; borrowed */
	const struct sdi_gene_calls *calls; /* NULL: not called yet; borrowed */
	struct sdi_vcf_values *of;	    /* by number of the call */
};

/*
 * sdi_annotated_gene_mark() - is the record a definition site of @gene in @build? Then @mark says
 * so
 * @g: number of the gene. Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_annotated_gene_mark(struct sdi_annotated_gene *to, const struct stardose_gene *gene, int g,
			    int build, bcf1_t *rec, struct sdi_mark *mark);

/*
 * sdi_annotated_gene_take() - the calls of the gene, as words
 * @calls, @global: borrowed until sdi_annotated_gene_release()
 */
int sdi_annotated_gene_take(struct sdi_annotated_gene *to, const struct sdi_gene_calls *calls,
			    const int *global, int n_samples, struct stardose_error *err);

/* sdi_annotated_gene_of() - a sdi_vcf_values_fn; @user is the struct sdi_annotated_gene */
const struct sdi_vcf_values *sdi_annotated_gene_of(void *user, int sample);

/* sdi_annotated_gene_drop_build() - the build is the other one */
void sdi_annotated_gene_drop_build(struct sdi_annotated_gene *gene, int build);
void sdi_annotated_gene_release(struct sdi_annotated_gene *gene);

#endif
