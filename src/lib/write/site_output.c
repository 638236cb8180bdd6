/* site_output.c - what the files of sites and regions share */
#include <stdlib.h>
#include <string.h>
#include "caller/gene_select.h"
#include "util/no_memory.h"
#include "util/options_copy.h"
#include "write/provenance.h"
#include "write/site_output.h"

void stardose_site_options_init_size(struct stardose_site_options *options, size_t size)
{
	const struct stardose_site_options defaults = { .build = STARDOSE_BUILD_GRCH38 };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

int sdi_site_output_open(struct sdi_site_output *out, const struct stardose_tables *tables,
			 const struct stardose_site_options *options, struct stardose_error *err)
{
	int n_all, ret;

	memset(out, 0, sizeof(*out));
	out->tables = tables;
	ret = sdi_options_copy(&out->options, sizeof(out->options), options,
			       "stardose_site_options_init", err);
	if (!ret && (!out->options.sink || out->options.build < 0 ||
		     out->options.build >= STARDOSE_N_BUILDS))
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "a file of sites is of one build, and needs a sink");
	return ret ? ret
		   : sdi_gene_select_all(tables, out->options.genes, NULL, &out->genes,
					 &out->n_genes, &n_all, err);
}

int sdi_site_output_about(struct sdi_site_output *out, const char *command)
{
	if (out->options.no_version)
		return 0;
	return sdi_provenance_program(&out->text, command) ||
			       sdi_provenance_tables(&out->text, out->tables)
		       ? -1
		       : 0;
}

const char *sdi_site_output_contig(const struct sdi_site_output *out, const char *chrom)
{
	const struct stardose_site_options *o = &out->options;

	if (o->contigs == STARDOSE_CONTIGS_PLAIN ||
	    (o->contigs == STARDOSE_CONTIGS_USUAL && o->build == STARDOSE_BUILD_GRCH37))
		return chrom;
	for (int i = 0; i < out->tables->n_contigs; i++) {
		const struct stardose_contig *c = &out->tables->contigs[i];

		if ((c->build == o->build || c->build == STARDOSE_BUILD_AUTO) &&
		    !strcmp(c->chrom, chrom) && !strncmp(c->name, "chr", 3))
			return c->name;
	}
	return chrom;
}

int sdi_site_output_rank(const struct sdi_site_output *out, const char *chrom)
{
	for (int i = 0; i < out->tables->n_contigs; i++)
		if (!strcmp(out->tables->contigs[i].chrom, chrom))
			return i;
	return out->tables->n_contigs;
}

int sdi_site_output_send(struct sdi_site_output *out, int failed, struct stardose_error *err)
{
	if (failed)
		return sdi_no_memory(err);
	return out->options.sink(out->options.sink_user, out->text.s ? out->text.s : "",
				 out->text.l, err);
}

void sdi_site_output_release(struct sdi_site_output *out)
{
	free(out->genes);
	ks_free(&out->text);
}
