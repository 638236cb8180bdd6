/* stream_regions.c - where the records lie that can matter */
#include <stdlib.h>
#include "caller/file_listing.h"
#include "caller/stream_regions.h"
#include "tables/gene_exons.h"
#include "tables/structure_table.h"

#define SPLICE 2 /* bases of an intron beside an exon */

static int window_regions(const struct stardose_gene *const *genes, int n_genes,
			  struct sdi_region **out)
{
	struct sdi_region *regions;
	int n = 0;

	for (int g = 0; g < n_genes; g++)
		n += genes[g]->n_windows;
	*out = regions = calloc(n ? n : 1, sizeof(*regions));
	if (!regions)
		return STARDOSE_ENOMEM;
	n = 0;
	for (int g = 0; g < n_genes; g++)
		for (int w = 0; w < genes[g]->n_windows; w++) {
			const struct stardose_window *window = &genes[g]->windows[w];

			regions[n++] = (struct sdi_region){
				.chrom = genes[g]->chrom,
				.build = window->build,
				.beg = window->beg,
				.end = window->end,
				.gene = g,
			};
		}
	return n;
}

/* Does a window hold [@beg, @end)? */
static int is_held(const struct stardose_gene *gene, int build, hts_pos_t beg, hts_pos_t end)
{
	for (int i = 0; i < gene->n_windows; i++)
		if (gene->windows[i].build == (enum stardose_build)build &&
		    gene->windows[i].beg <= beg && end <= gene->windows[i].end)
			return 1;
	return 0;
}

/* What codes, with the splice sites, of genes whose windows do not hold all of it. */
static int coding_regions(const struct stardose_gene *const *genes, int n_genes,
			  struct sdi_region **regions, int n)
{
	struct sdi_region *more;
	int n_exons = 0;

	for (int g = 0; g < n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			n_exons += sdi_gene_extent(genes[g], build)->coding.n;
	more = realloc(*regions, (n + (size_t)n_exons + 1) * sizeof(*more));
	if (!more)
		return STARDOSE_ENOMEM;
	*regions = more;
	for (int g = 0; g < n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			const struct sdi_intervals *c = &sdi_gene_extent(genes[g], build)->coding;

			for (int i = 0; i < c->n; i++) {
				hts_pos_t beg = c->v[i].beg - SPLICE, end = c->v[i].end + SPLICE;

				if (!is_held(genes[g], build, beg, end))
					more[n++] = (struct sdi_region){ .chrom = genes[g]->chrom,
									 .build = build,
									 .beg = beg,
									 .end = end,
									 .gene = g };
			}
		}
	return n;
}

int sdi_structural_regions(const struct stardose_gene *const *genes, int n_genes, hts_pos_t around,
			   int is_sparse, struct sdi_region **regions, int n)
{
	struct sdi_region *more =
		realloc(*regions, (n + STARDOSE_N_BUILDS * (size_t)n_genes + 1) * sizeof(*more));

	if (!more)
		return STARDOSE_ENOMEM;
	*regions = more;
	for (int g = 0; g < n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			hts_pos_t beg = genes[g]->beg[build] - around;

			more[n++] = (struct sdi_region){ .chrom = genes[g]->chrom,
							 .build = build,
							 .beg = beg < 0 ? 0 : beg,
							 .end = genes[g]->end[build] + around,
							 .gene = g,
							 .is_sparse = is_sparse };
		}
	return n;
}

static int tag_regions(const struct stardose_gene *const *genes, int n_genes,
		       struct sdi_region **regions, int n)
{
	struct sdi_region *more;
	int n_tags = 0;

	for (int g = 0; g < n_genes; g++)
		n_tags += genes[g]->structure ? genes[g]->structure->n_tags : 0;
	more = realloc(*regions, (n + STARDOSE_N_BUILDS * (size_t)n_tags + 1) * sizeof(*more));
	if (!more)
		return STARDOSE_ENOMEM;
	*regions = more;
	for (int g = 0; g < n_genes; g++)
		for (int t = 0; genes[g]->structure && t < genes[g]->structure->n_tags; t++)
			for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
				hts_pos_t pos = genes[g]->structure->tags[t].at[build].pos;

				if (pos >= 0)
					more[n++] = (struct sdi_region){ .chrom = genes[g]->chrom,
									 .build = build,
									 .beg = pos,
									 .end = pos + 1,
									 .gene = -1 };
			}
	return n;
}

static int depth_regions(const struct sdi_depth_regions *from, struct sdi_region **regions, int n)
{
	int first = n;

	if (sdi_depth_regions_add(from, regions, &n))
		return STARDOSE_ENOMEM;
	for (int i = first; i < n; i++)
		(*regions)[i].gene = -1;
	return n;
}

static int near_gene(const struct stardose_gene *gene, hts_pos_t around, int is_of_few,
		     struct sdi_region *out, int n)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		hts_pos_t beg, end;

		sdi_gene_stretch(gene, build, &beg, &end);
		out[n++] = (struct sdi_region){ .chrom = gene->chrom,
						.build = build,
						.beg = beg > around ? beg - around : 0,
						.end = end + around,
						.gene = -1,
						.is_of_few = is_of_few };
	}
	return n;
}

/* Around the genes that are asked for, and at the others, which tell of files of few samples. */
int sdi_near_regions(const struct sdi_call_env *env, struct sdi_region **out)
{
	const struct stardose_tables *tables = env->tables;
	int n = 0;

	*out = calloc(STARDOSE_N_BUILDS * ((size_t)env->n_genes + tables->n_genes) + 1,
		      sizeof(**out));
	if (!*out)
		return STARDOSE_ENOMEM;
	for (int g = 0; g < env->n_genes; g++)
		n = near_gene(env->genes[g], SDI_VICINITY, 0, *out, n);
	for (int g = 0; g < tables->n_genes; g++)
		n = near_gene(&tables->genes[g], SDI_AT_GENE, 1, *out, n);
	return n;
}

int sdi_stream_regions(const struct sdi_call_env *env, struct sdi_region **out)
{
	int n = window_regions(env->genes, env->n_genes, out);

	if (n >= 0)
		n = coding_regions(env->genes, env->n_genes, out, n);
	if (n >= 0)
		n = sdi_structural_regions(env->genes, env->n_genes, SDI_AROUND_GENE, 1, out, n);
	if (n >= 0 && !env->is_stream)
		n = tag_regions(env->genes, env->n_genes, out, n);
	if (n >= 0 && env->depth_regions)
		n = depth_regions(env->depth_regions, out, n);
	if (n < 0) {
		free(*out);
		*out = NULL;
	}
	return n;
}
