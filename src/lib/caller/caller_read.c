/*
 * caller_read.c - a file into the caller: its samples, and for each gene calls, depths and what
 * hints at copies
 */
#include <stdlib.h>
#include <string.h>
#include "caller/caller_impl.h"
#include "caller/file_pass.h"
#include "caller/missing_sites.h"
#include "caller/record_copies.h"
#include "genotype/read_depth.h"
#include "util/no_memory.h"

static int register_samples(struct stardose_caller *c, const struct sdi_file_pass *pass, int **out,
			    struct stardose_error *err)
{
	const bcf_hdr_t *hdr = sdi_reader_header(pass->reader);
	int *global = malloc((pass->n_samples ? pass->n_samples : 1) * sizeof(*global));

	for (int i = 0; global && i < pass->n_samples; i++) {
		global[i] = sdi_sample_set_add(&c->samples, hdr->samples[i]);
		if (global[i] < 0) {
			free(global);
			global = NULL;
		}
	}
	if (!global || sdi_caller_fit_samples(c)) {
		free(global);
		return sdi_no_memory(err);
	}
	*out = global;
	return STARDOSE_OK;
}

/* Depth of the file's reads, for hints. */
static int take_read_depth(struct stardose_caller *c, int g, const struct sdi_collector *collector,
			   const int *global, int n)
{
	const struct sdi_read_depth *depth = sdi_collector_read_depth(collector);
	struct sdi_gene_depth *of = &c->read_depth[g];

	if (!depth->sum)
		return STARDOSE_OK;
	if (sdi_gene_depth_fit(of, c->m_of_sample))
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n; i++) {
		of->bases[global[i]] = depth->bases[i];
		of->mean[global[i]] = depth->bases[i] > 0 ? depth->sum[i] / depth->bases[i] : 0;
	}
	return STARDOSE_OK;
}

/* Depth of the regions to measure by. They may lie in a file per chromosome, so files add up. */
static int take_region_depth(struct stardose_caller *c, const struct sdi_file_pass *pass,
			     const int *global)
{
	for (int r = 0; r < c->depth_regions.n; r++) {
		const struct sdi_read_depth *depth = &pass->region_depth.of[r];
		struct sdi_gene_depth *of = &c->region_depth[r];
		enum stardose_build build = c->depth_regions.v[r].build;

		if (!depth->sum || (build != STARDOSE_BUILD_AUTO && build != pass->build))
			continue;
		if (sdi_gene_depth_fit(of, c->m_of_sample))
			return STARDOSE_ENOMEM;
		for (int i = 0; i < pass->n_samples; i++) {
			float *mean = &of->mean[global[i]], *bases = &of->bases[global[i]];

			if (!(depth->bases[i] > 0))
				continue;
			*mean = (*mean * *bases + depth->sum[i]) / (*bases + depth->bases[i]);
			*bases += depth->bases[i];
		}
	}
	return STARDOSE_OK;
}

static int take_calls(struct stardose_caller *c, const struct sdi_file_pass *pass,
		      const int *global, int g, struct stardose_error *err)
{
	struct sdi_gene_calls *gc = &c->by_gene[g];
	struct sdi_collector *collector = pass->collector[pass->build][g];
	int ret;
	struct sdi_missing_sites gaps = { 0 };

	if (!sdi_collector_speaks(collector) || !sdi_collector_n_patterns(collector))
		return STARDOSE_OK;
	for (int i = 0; i < pass->n_samples; i++)
		if (gc->of_sample[global[i]])
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "'%s' has %s of sample '%s', which an earlier "
						  "file has too; give each sample and gene once",
						  pass->path, gc->gene->name,
						  c->samples.name[global[i]]);
	ret = sdi_gene_calls_take_patterns(gc, collector, global, pass->n_samples, &c->options,
					   err);
	if (!ret) {
		for (int i = 0; i < pass->n_samples; i++)
			sdi_missing_sites_add(&gaps, gc->calls[gc->of_sample[global[i]]]);
		sdi_missing_sites_log(&gaps, gc->gene, pass->path, sdi_collector_assumes(collector),
				      &c->options.log);
	}
	if (!ret && (sdi_gene_calls_take_depths(gc, collector, global) ||
		     take_read_depth(c, g, collector, global, pass->n_samples)))
		ret = sdi_no_memory(err);
	if (!ret && gc->gene->structure)
		ret = sdi_structure_risk_take(gc->gene, pass->build, pass->tags[pass->build][g],
					      &c->options, global,
					      (const char *const *)c->samples.name, pass->n_samples,
					      &gc->facts, c->options.keep_sites ? &gc->risk : NULL)
			      ? sdi_no_memory(err)
			      : STARDOSE_OK;
	return ret;
}

static int same_build(struct stardose_caller *c, const struct sdi_file_pass *pass,
		      struct stardose_error *err)
{
	if (pass->build == STARDOSE_BUILD_AUTO || pass->build == c->build)
		return STARDOSE_OK;
	if (c->build != STARDOSE_BUILD_AUTO)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is %s, but an earlier file is %s; give files of one build",
			pass->path, stardose_build_name(pass->build),
			stardose_build_name(c->build));
	c->build = pass->build;
	return STARDOSE_OK;
}

static struct sdi_record_copies record_copies(struct stardose_caller *c)
{
	return (struct sdi_record_copies){ c,		c->tables,	  &c->options,
					   c->genes,	c->stretch,	  c->n_genes,
					   &c->samples, &c->record_texts, c->build };
}

static int take_record_copies(struct stardose_caller *c, const struct sdi_file_pass *pass,
			      const int *global, struct stardose_error *err)
{
	const struct sdi_record_copies to = record_copies(c);

	return sdi_record_copies_take(&to, pass->copies[pass->build], global, pass->n_samples,
				      pass->path, err);
}

int stardose_caller_read_structural(struct stardose_caller *caller, const char *path,
				    struct stardose_error *err)
{
	const struct sdi_record_copies to = record_copies(caller);

	return sdi_record_copies_read(&to, path, err);
}

int stardose_caller_read(struct stardose_caller *caller, const char *path,
			 struct stardose_error *err)
{
	struct sdi_file_pass pass;
	int *global = NULL, ret;

	memset(&pass, 0, sizeof(pass));
	pass.build = STARDOSE_BUILD_AUTO;
	pass.stretch = caller->stretch;
	pass.depth_regions = caller->depth_regions.n ? &caller->depth_regions : NULL;
	ret = sdi_file_pass_run(&pass, path, caller->tables, caller->genes, caller->n_genes,
				&caller->options, err);
	if (!ret)
		ret = same_build(caller, &pass, err);
	if (!ret)
		ret = register_samples(caller, &pass, &global, err);
	if (!ret && pass.build == STARDOSE_BUILD_AUTO)
		stardose_log_say(&caller->options.log, STARDOSE_OK,
				 "'%s' has no record at any definition site of the genes asked for",
				 path);
	for (int g = 0; !ret && pass.build != STARDOSE_BUILD_AUTO && g < caller->n_genes; g++)
		ret = take_calls(caller, &pass, global, g, err);
	if (!ret && pass.build != STARDOSE_BUILD_AUTO)
		ret = take_record_copies(caller, &pass, global, err);
	if (!ret && take_region_depth(caller, &pass, global))
		ret = sdi_no_memory(err);
	free(global);
	sdi_file_pass_release(&pass);
	return ret;
}
