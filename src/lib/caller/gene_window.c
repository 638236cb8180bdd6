/* gene_window.c - where the genes lie */
#include <stdlib.h>
#include <string.h>
#include "caller/gene_window.h"
#include "caller/file_pass.h"
#include "util/no_memory.h"

static int declares(const bcf_hdr_t *hdr, const char *tag)
{
	int id = bcf_hdr_id2int(hdr, BCF_DT_ID, tag);

	return id >= 0 && bcf_hdr_idinfo_exists(hdr, BCF_HL_INFO, id);
}

int sdi_gene_windows_init(struct sdi_gene_windows *w, const struct stardose_tables *tables,
			  const struct stardose_gene *const *genes, int n_genes,
			  const bcf_hdr_t *hdr, struct stardose_error *err)
{
	int ret;

	memset(w, 0, sizeof(*w));
	w->genes = genes;
	w->n_genes = n_genes;
	w->builds = 1 << STARDOSE_GRCH37 | 1 << STARDOSE_GRCH38;
	ret = sdi_contig_names_new(tables, &w->names, err);
	if (ret)
		return ret;
	w->n_regions = sdi_gene_regions(genes, n_genes, &w->regions);
	if (w->n_regions >= 0 && (declares(hdr, "SVTYPE") || declares(hdr, "SVLEN")))
		w->n_regions = sdi_structural_regions(genes, n_genes, SDI_AROUND_GENE, 1,
						      &w->regions, w->n_regions);
	if (w->n_regions >= 0)
		w->here = calloc(w->n_regions + 1, sizeof(*w->here));
	return w->here ? STARDOSE_OK : sdi_no_memory(err);
}

void sdi_gene_windows_release(struct sdi_gene_windows *w)
{
	sdi_contig_names_free(w->names);
	free(w->regions);
	free(w->here);
	ks_free(&w->contig);
	memset(w, 0, sizeof(*w));
}

int sdi_gene_windows_is_here(const struct sdi_gene_windows *w, const char *name, size_t len)
{
	return w->contig.l == len && len && !memcmp(w->contig.s, name, len);
}

/* Keep the regions of this contig that a build still allows. */
static void refresh(struct sdi_gene_windows *w)
{
	enum stardose_build build = STARDOSE_BUILD_AUTO;
	const char *chrom =
		w->contig.l ? sdi_contig_names_find(w->names, w->contig.s, &build) : NULL;
	int i;

	w->n_here = 0;
	w->lo = w->hi = 0;
	for (i = 0; chrom && i < w->n_regions; i++) {
		const struct sdi_region *region = &w->regions[i];

		if (strcmp(region->chrom, chrom) || !(w->builds >> region->build & 1) ||
		    (build != STARDOSE_BUILD_AUTO && build != region->build))
			continue;
		if (!w->n_here || region->beg < w->lo)
			w->lo = region->beg;
		if (!w->n_here || region->end > w->hi)
			w->hi = region->end;
		w->here[w->n_here++] = region;
	}
}

int sdi_gene_windows_enter(struct sdi_gene_windows *w, const char *name, size_t len)
{
	ks_clear(&w->contig);
	if (kputsn(name, len, &w->contig) < 0)
		return STARDOSE_ENOMEM;
	refresh(w);
	return STARDOSE_OK;
}

void sdi_gene_windows_prove(struct sdi_gene_windows *w, enum stardose_build build)
{
	w->builds = 1 << build;
	refresh(w);
}

int sdi_gene_windows_touch(const struct sdi_gene_windows *w, hts_pos_t beg, hts_pos_t end,
			   uint8_t *builds)
{
	int i, any = 0;

	if (end <= w->lo || beg >= w->hi)
		return 0;
	memset(builds, 0, w->n_genes);
	for (i = 0; i < w->n_here; i++)
		if (beg < w->here[i]->end && end > w->here[i]->beg) {
			builds[w->here[i]->gene] |= 1 << w->here[i]->build;
			any = 1;
		}
	return any;
}

hts_pos_t sdi_gene_windows_end(const struct sdi_gene_windows *w, int gene,
			       enum stardose_build build)
{
	hts_pos_t end = 0;
	int i;

	for (i = 0; i < w->n_here; i++)
		if (w->here[i]->gene == gene && w->here[i]->end > end &&
		    (build == STARDOSE_BUILD_AUTO || w->here[i]->build == build))
			end = w->here[i]->end;
	return end;
}
