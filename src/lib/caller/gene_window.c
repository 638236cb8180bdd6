/* gene_window.c - where the genes lie */
#include <stdlib.h>
#include <string.h>
#include "caller/gene_window.h"
#include "util/no_memory.h"

static int declares(const bcf_hdr_t *hdr, const char *tag)
{
	int id = bcf_hdr_id2int(hdr, BCF_DT_ID, tag);

	return id >= 0 && bcf_hdr_idinfo_exists(hdr, BCF_HL_INFO, id);
}

/* What is wanted from files with structural variants only goes where this is none. */
static void drop_sparse(struct sdi_gene_windows *w, const bcf_hdr_t *hdr)
{
	int n = 0;

	if (declares(hdr, "SVTYPE") || declares(hdr, "SVLEN"))
		return;
	for (int i = 0; i < w->n_regions; i++)
		if (!w->regions[i].is_sparse)
			w->regions[n++] = w->regions[i];
	w->n_regions = n;
}

/* Said of each gene there: its positions would be of another sequence. */
static void say_foreign(const struct sdi_call_env *env, const char *chrom, const char *contig,
			const char *of, int64_t length)
{
	for (int g = 0; g < env->n_genes; g++)
		if (!strcmp(env->genes[g]->chrom, chrom))
			stardose_log_say(&env->options->log, STARDOSE_OK,
					 "%s: contig '%s' of %lld bases is %s, not the sequence "
					 "that the gene is known on, so it is not called; align to the "
					 "revised Cambridge reference sequence (16569 bases)",
					 env->genes[g]->name, contig, (long long)length, of);
}

/* hg19 of UCSC has an older mitochondrion, whose other chromosomes are those of GRCh37. */
static void find_foreign(struct sdi_gene_windows *w, const struct sdi_call_env *env,
			 const bcf_hdr_t *hdr)
{
	for (int i = 0; i < hdr->n[BCF_DT_CTG] && !w->foreign; i++) {
		const char *name = hdr->id[BCF_DT_CTG][i].key, *of;
		int64_t length;

		if (!name || !sdi_contig_names_foreign(w->names, hdr, name, &of, &length))
			continue;
		w->foreign = sdi_contig_names_find(w->names, name, NULL);
		say_foreign(env, w->foreign, name, of, length);
	}
}

int sdi_gene_windows_init(struct sdi_gene_windows *w, const struct sdi_call_env *env,
			  const bcf_hdr_t *hdr, struct stardose_error *err)
{
	int ret;

	memset(w, 0, sizeof(*w));
	w->n_genes = env->n_genes;
	w->builds = 1 << STARDOSE_BUILD_GRCH37 | 1 << STARDOSE_BUILD_GRCH38;
	ret = sdi_contig_names_new(env->tables, &w->names, err);
	if (ret)
		return ret;
	w->n_regions = sdi_stream_regions(env, &w->regions);
	if (w->n_regions < 0)
		return sdi_no_memory(err);
	drop_sparse(w, hdr);
	find_foreign(w, env, hdr);
	w->here = calloc(w->n_regions + 1, sizeof(*w->here));
	w->touched = calloc(w->n_genes + 1, 1);
	return w->here && w->touched ? STARDOSE_OK : sdi_no_memory(err);
}

void sdi_gene_windows_release(struct sdi_gene_windows *w)
{
	sdi_contig_names_free(w->names);
	free(w->regions);
	free(w->here);
	free(w->touched);
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

	w->chrom = w->contig.l ? sdi_contig_names_find(w->names, w->contig.s, &build) : NULL;
	if (w->chrom && w->foreign && !strcmp(w->chrom, w->foreign))
		w->chrom = NULL; /* nothing of another sequence counts */
	w->builds_here = build == STARDOSE_BUILD_AUTO ? w->builds : w->builds & 1 << build;
	w->n_here = 0;
	w->lo = w->hi = 0;
	for (int i = 0; w->chrom && i < w->n_regions; i++) {
		const struct sdi_region *region = &w->regions[i];

		if (strcmp(region->chrom, w->chrom) || !(w->builds_here >> region->build & 1))
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

int sdi_gene_windows_touch(struct sdi_gene_windows *w, hts_pos_t beg, hts_pos_t end)
{
	int any = 0;

	if (end <= w->lo || beg >= w->hi)
		return 0;
	memset(w->touched, 0, w->n_genes);
	for (int i = 0; i < w->n_here; i++) {
		const struct sdi_region *region = w->here[i];

		if (beg >= region->end || end <= region->beg)
			continue;
		any = 1;
		if (region->gene >= 0)
			w->touched[region->gene] |= SDI_IN_WINDOW(region->build)
						    << (region->is_sparse ? STARDOSE_N_BUILDS : 0);
	}
	return any;
}

hts_pos_t sdi_gene_windows_end(const struct sdi_gene_windows *w, int gene,
			       enum stardose_build build)
{
	hts_pos_t end = 0;

	for (int i = 0; i < w->n_here; i++)
		if (w->here[i]->gene == gene && w->here[i]->end > end &&
		    (build == STARDOSE_BUILD_AUTO || w->here[i]->build == build))
			end = w->here[i]->end;
	return end;
}
