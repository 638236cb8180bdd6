/*
 * contig_names.h - what a contig name means: which chromosome, and of which build if the name says
 * so
 */
#ifndef SDI_CONTIG_NAMES_H
#define SDI_CONTIG_NAMES_H

#include <htslib/vcf.h>
#include <stardose/tables.h>

struct sdi_contig_names;

/*
 * sdi_contig_names_new() - index the rows of tables->contigs by name
 * @tables: borrowed, must outlive @out
 * A name listed for both builds is taken as one that says nothing of the build.
 * Return: STARDOSE_OK, STARDOSE_ETABLE (one name, two chromosomes), STARDOSE_ENOMEM
 */
int sdi_contig_names_new(const struct stardose_tables *tables, struct sdi_contig_names **out,
			 struct stardose_error *err);
void sdi_contig_names_free(struct sdi_contig_names *names);

/*
 * sdi_contig_names_find() - the canonical chromosome ("22") of a contig name, or NULL when the
 * tables know none
 * @build: may be NULL; set to the build that the name belongs to ("NC_000022.11"),
 * STARDOSE_BUILD_AUTO if to both
 */
const char *sdi_contig_names_find(const struct sdi_contig_names *names, const char *name,
				  enum stardose_build *build);

/*
 * sdi_contig_names_foreign() - is contig @name of @hdr another sequence than the chromosome of that
 * name, which has the same length in both builds?
 * @of: may be NULL; set to what contigs.tsv calls that sequence, or to "another sequence"
 * @length: may be NULL; set to its length in the header
 * Return: 1: the header gives it a length that is longer than the chromosome; else 0
 */
int sdi_contig_names_foreign(const struct sdi_contig_names *names, const bcf_hdr_t *hdr,
			     const char *name, const char **of, int64_t *length);

/*
 * sdi_contig_names_build() - what the ##contig lines say of the build
 * Every contig that is a chromosome of the tables votes by its length and by its accession version;
 * a length that both builds share, or neither has, does not vote. Where nothing votes, lengths of
 * another reference, or longer than every build's chromosome (or that of @asked), are an error;
 * shorter ones say nothing, as programs write the last position there.
 * @path:  for messages
 * @asked: the user's --build, or STARDOSE_BUILD_AUTO
 * @build: set to the build, or STARDOSE_BUILD_AUTO when no contig voted
 *
 * Return: STARDOSE_OK; STARDOSE_EINPUT when contigs contradict each other or @asked, with both
 * scores in @err, or fit no build
 */
int sdi_contig_names_build(const struct sdi_contig_names *names, const bcf_hdr_t *hdr,
			   const char *path, enum stardose_build asked, enum stardose_build *build,
			   struct stardose_error *err);

#endif
