/* site_output.h - what the files of sites and regions share: options, genes, names of contigs */
#ifndef SDI_SITE_OUTPUT_H
#define SDI_SITE_OUTPUT_H

#include <htslib/kstring.h>
#include <stardose/sites.h>

struct sdi_site_output {
	const struct stardose_tables *tables;
	struct stardose_site_options options;
	int n_genes;
	const struct stardose_gene **genes; /* that were asked for */
	kstring_t text;			    /* of the file */
};

/*
 * sdi_site_output_open() - copy the options, find the genes; release with
 * sdi_site_output_release(), also after an error Return: as <stardose/sites.h>
 */
int sdi_site_output_open(struct sdi_site_output *out, const struct stardose_tables *tables,
			 const struct stardose_site_options *options, struct stardose_error *err);
/*
 * sdi_site_output_about() - lines "##..." about program, as `stardose @command`, and tables, if
 * wanted; 0 or -1
 */
int sdi_site_output_about(struct sdi_site_output *out, const char *command);
/* sdi_site_output_contig() - what the file calls a canonical chromosome; borrowed from the tables
 */
const char *sdi_site_output_contig(const struct sdi_site_output *out, const char *chrom);
/* sdi_site_output_rank() - chromosomes in the order of a reference; larger is later */
int sdi_site_output_rank(const struct sdi_site_output *out, const char *chrom);
/* sdi_site_output_send() - give the text to the sink; @failed: it could not be made */
int sdi_site_output_send(struct sdi_site_output *out, int failed, struct stardose_error *err);
void sdi_site_output_release(struct sdi_site_output *out);

#endif
