/*
 * file_pass.c - one pass over one file: every record that matters into the collectors of its genes
 */
#include <stdlib.h>
#include <string.h>
#include "caller/build_proof.h"
#include "caller/file_pass.h"
#include "util/no_memory.h"

struct sdi_collector_options sdi_collector_options_of(const struct stardose_call_options *options)
{
	struct sdi_collector_options o = {
		.absent_is_reference = options->absent_is_reference,
		.min_gq = options->min_gq,
		.min_dp = options->min_dp,
		.apply_filters = options->apply_filters,
	};
	return o;
}

int sdi_gene_regions(const struct stardose_gene *const *genes, int n_genes, struct sdi_region **out)
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

int sdi_structural_regions(const struct stardose_gene *const *genes, int n_genes, hts_pos_t around,
			   int is_sparse, struct sdi_region **regions, int n)
{
	struct sdi_region *more =
		realloc(*regions, (n + STARDOSE_N_BUILDS * (size_t)n_genes + 1) * sizeof(*more));

	if (!more)
		return STARDOSE_ENOMEM;
	*regions = more;
	for (int g = 0; g < n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS && genes[g]->has_structural;
		     build++) {
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

int sdi_tag_regions(const struct stardose_gene *const *genes, int n_genes,
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
									 .gene = g };
			}
	return n;
}

static void drop_build(struct sdi_file_pass *pass, int build)
{
	for (int g = 0; pass->tags[build] && g < pass->n_genes; g++)
		sdi_tag_collector_free(pass->tags[build][g]);
	free(pass->tags[build]);
	pass->tags[build] = NULL;
	sdi_copy_collector_free(pass->copies[build]);
	pass->copies[build] = NULL;
	if (!pass->collector[build])
		return;
	for (int g = 0; g < pass->n_genes; g++)
		sdi_collector_free(pass->collector[build][g]);
	free(pass->collector[build]);
	pass->collector[build] = NULL;
}

static int add_build(struct sdi_file_pass *pass, int build,
		     const struct stardose_gene *const *genes,
		     const struct sdi_collector_options *options, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	pass->collector[build] =
		calloc(pass->n_genes ? pass->n_genes : 1, sizeof(*pass->collector[build]));
	pass->tags[build] = calloc(pass->n_genes ? pass->n_genes : 1, sizeof(*pass->tags[build]));
	if (!pass->collector[build] || !pass->tags[build])
		return sdi_no_memory(err);
	for (int g = 0; g < pass->n_genes && !ret; g++)
		ret = sdi_collector_new(genes[g], build, pass->n_samples, options,
					&pass->collector[build][g], err);
	for (int g = 0; g < pass->n_genes && !ret; g++)
		if (genes[g]->structure)
			ret = sdi_tag_collector_new(genes[g]->structure, build, pass->n_samples,
						    options, &pass->tags[build][g], err);
	if (!ret && pass->stretch)
		ret = sdi_copy_collector_new(pass->stretch, pass->n_genes, build, pass->n_samples,
					     &pass->copy_options, &pass->copies[build], err);
	return ret;
}

static void scores(const struct sdi_file_pass *pass, int match[], int mismatch[],
		   const char **first)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		match[build] = mismatch[build] = 0;
		for (int g = 0; pass->collector[build] && g < pass->n_genes; g++) {
			int m, mm;

			sdi_collector_ref_score(pass->collector[build][g], &m, &mm);
			if (mm && !mismatch[build] && build == (int)pass->build)
				*first = sdi_collector_ref_mismatch(pass->collector[build][g]);
			match[build] += m;
			mismatch[build] += mm;
		}
	}
}

static void settle_build(struct sdi_file_pass *pass, enum stardose_build build)
{
	pass->build = build;
	drop_build(pass, !build);
	sdi_reader_set_build(pass->reader, build);
}

static int try_decide(struct sdi_file_pass *pass, int at_end, struct stardose_error *err)
{
	int match[STARDOSE_N_BUILDS], mismatch[STARDOSE_N_BUILDS], ret;
	enum stardose_build found;
	const char *first = "";

	scores(pass, match, mismatch, &first);
	ret = sdi_build_decide(pass->named, match, mismatch, at_end, &found, err);
	if (!ret && found != STARDOSE_BUILD_AUTO)
		settle_build(pass, found);
	return ret;
}

static int push(struct sdi_file_pass *pass, const struct stardose_gene *const *genes, bcf1_t *rec,
		struct stardose_error *err)
{
	const char *chrom = sdi_reader_chrom(pass->reader, rec);
	int ret = STARDOSE_OK;

	for (int build = 0; chrom && build < STARDOSE_N_BUILDS; build++)
		for (int g = 0; pass->collector[build] && g < pass->n_genes && !ret; g++)
			if (!strcmp(genes[g]->chrom, chrom)) {
				ret = sdi_collector_push(pass->collector[build][g],
							 sdi_reader_header(pass->reader), rec, err);
				if (!ret && pass->tags[build][g])
					ret = sdi_tag_collector_push(
						pass->tags[build][g],
						sdi_reader_header(pass->reader), rec, err);
			}
	for (int build = 0; chrom && build < STARDOSE_N_BUILDS && !ret; build++)
		if (pass->copies[build])
			ret = sdi_copy_collector_push(pass->copies[build],
						      sdi_reader_header(pass->reader), rec, chrom,
						      err);
	if (chrom && !ret)
		ret = sdi_region_depth_push(&pass->region_depth, sdi_reader_header(pass->reader),
					    rec, chrom, err);
	return ret;
}

static int read_all(struct sdi_file_pass *pass, const struct stardose_gene *const *genes,
		    struct stardose_error *err)
{
	bcf1_t *rec = bcf_init();
	int ret;

	if (!rec)
		return sdi_no_memory(err);
	while (!(ret = sdi_reader_next(pass->reader, rec, NULL, err))) {
		ret = push(pass, genes, rec, err);
		if (!ret && pass->build == STARDOSE_BUILD_AUTO)
			ret = try_decide(pass, 0, err);
		if (ret)
			break;
	}
	bcf_destroy(rec);
	return ret == STARDOSE_EOF ? STARDOSE_OK : ret;
}

static int prove(struct sdi_file_pass *pass, struct stardose_error *err)
{
	int match[STARDOSE_N_BUILDS], mismatch[STARDOSE_N_BUILDS], ret = STARDOSE_OK;
	const char *first = "";

	if (pass->build == STARDOSE_BUILD_AUTO)
		ret = try_decide(pass, 1, err);
	if (ret)
		return ret;
	scores(pass, match, mismatch, &first);
	return sdi_build_verify(pass->build, match, mismatch, first, err);
}

int sdi_file_pass_run(struct sdi_file_pass *pass, const char *path,
		      const struct stardose_tables *tables,
		      const struct stardose_gene *const *genes, int n_genes,
		      const struct stardose_call_options *options, struct stardose_error *err)
{
	struct sdi_collector_options collector_options = sdi_collector_options_of(options);
	struct sdi_reader_options reader_options = {
		.build = options->build,
		.samples = options->samples,
		.samples_file = options->samples_file,
		.samples_elsewhere = options->several_files,
		.both_builds = 1,
		.n_threads = options->n_threads,
		.log = options->log,
	};
	struct sdi_region *regions = NULL;
	int n_regions = sdi_gene_regions(genes, n_genes, &regions), ret;

	pass->path = path;
	pass->n_genes = n_genes;
	pass->copy_options = (struct sdi_copy_options){ .apply_filters = options->apply_filters,
							.min_gq = options->min_gq };
	if (n_regions >= 0 && pass->stretch)
		n_regions =
			sdi_structural_regions(genes, n_genes, SDI_AROUND_GENE, 1, &regions, n_regions);
	if (n_regions >= 0)
		n_regions = sdi_tag_regions(genes, n_genes, &regions, n_regions);
	if (n_regions >= 0 && pass->depth_regions &&
	    sdi_depth_regions_add(pass->depth_regions, &regions, &n_regions))
		n_regions = STARDOSE_ENOMEM;
	if (n_regions < 0) {
		free(regions);
		return sdi_no_memory(err);
	}
	ret = sdi_reader_open(path, tables, regions, n_regions, &reader_options, &pass->reader,
			      err);
	if (!ret) {
		pass->build = STARDOSE_BUILD_AUTO;
		pass->named = options->build != STARDOSE_BUILD_AUTO
				      ? options->build
				      : sdi_reader_header_build(pass->reader);
		pass->n_samples = bcf_hdr_nsamples(sdi_reader_header(pass->reader));
	}
	if (!ret && sdi_region_depth_init(&pass->region_depth, pass->depth_regions, pass->n_samples,
					  options->apply_filters))
		ret = sdi_no_memory(err);
	for (int build = 0; build < STARDOSE_N_BUILDS && !ret; build++)
		ret = add_build(pass, build, genes, &collector_options, err);
	if (!ret)
		ret = read_all(pass, genes, err);
	if (!ret)
		ret = prove(pass, err);
	for (int g = 0; !ret && pass->build != STARDOSE_BUILD_AUTO && g < n_genes; g++)
		ret = sdi_collector_close(pass->collector[pass->build][g], err);
	if (!ret && pass->build != STARDOSE_BUILD_AUTO && pass->copies[pass->build])
		ret = sdi_copy_collector_close(pass->copies[pass->build], err);
	free(regions);
	return ret;
}

void sdi_file_pass_release(struct sdi_file_pass *pass)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++)
		drop_build(pass, build);
	sdi_region_depth_release(&pass->region_depth);
	sdi_reader_close(pass->reader);
	memset(pass, 0, sizeof(*pass));
}
