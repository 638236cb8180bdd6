/*
 * record_tears.h - structural records of a file of its own that change coding bases: breakends,
 * inversions, insertions and duplications, judged as those of genotype files are
 * (genotype/coding_record.h)
 */
#ifndef SDI_RECORD_TEARS_H
#define SDI_RECORD_TEARS_H

#include "caller/gene_calls.h"

struct sdi_record_tears;

/*
 * sdi_record_tears_new() - @env borrowed
 * Thresholds of genotypes (--min-gq, --min-dp, ...) are not asked: callers of structural variants
 * leave out such fields, and a gene that may be torn is not called whole.
 * Return, as of all here: STARDOSE_OK, STARDOSE_ENOMEM, or as said
 */
int sdi_record_tears_new(const struct sdi_call_env *env, enum stardose_build build, int n_samples,
			 struct sdi_record_tears **out, struct stardose_error *err);
void sdi_record_tears_free(struct sdi_record_tears *tears);
/*
 * sdi_record_tears_push() - one record, anywhere; @chrom: canonical name of its contig, or NULL
 * Return: also STARDOSE_EINPUT: its GT cannot be read
 */
int sdi_record_tears_push(struct sdi_record_tears *tears, const bcf_hdr_t *hdr, bcf1_t *rec,
			  const char *chrom, const struct sdi_filter_verdict *filter,
			  struct stardose_error *err);
/*
 * sdi_record_tears_take() - after the last record: to the facts of samples
 * @global: by sample of the file, its number in env->samples or -1
 */
int sdi_record_tears_take(struct sdi_record_tears *tears, struct sdi_gene_calls *by_gene,
			  const int *global, int n_samples, struct stardose_error *err);

#endif
