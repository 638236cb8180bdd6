/*
 * silence.h - what a site without record means where the user has silence taken for the reference
 *
 * docs/MATCHING.md, "Silence". Nothing is assumed where the file shows, or the user says, that the
 * site was not looked at; and a variant that most haplotypes carry is assumed neither way unless
 * the file lists every variant of the region, for the reference bases of the builds differ there.
 */
#ifndef SDI_SILENCE_H
#define SDI_SILENCE_H

#include "caller/call_env.h"
#include "caller/gene_vicinity.h"
#include "genotype/collector.h"

/* More than that share of haplotypes: the variant is the commoner allele. */
#define SDI_COMMONER 0.55

/* What is known of a gene in a file. */
struct sdi_silence {
	const struct sdi_call_env *env;
	const struct stardose_gene *gene;
	enum stardose_build build;
	enum stardose_assay assay; /* that the user or the header names */
	enum sdi_listing listing;
	int n_samples; /* of the file */
};

/* sdi_silence_is_covered() - 1 when --covered has any definition site of the gene */
int sdi_silence_is_covered(const struct sdi_silence *silence);
/*
 * sdi_silence_heed() - tell @collector what it may not assume, before it is closed
 * @expected: room for gene->n_core numbers, borrowed by @collector until it is closed
 */
void sdi_silence_heed(const struct sdi_silence *silence, struct sdi_collector *collector,
		      double *expected);

#endif
