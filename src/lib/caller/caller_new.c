/* caller_new.c - a caller and what it is asked for: its beginning and its end */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "caller/call_options.h"
#include "caller/caller_impl.h"
#include "caller/gene_select.h"
#include "caller/read_copies.h"
#include "record/sample_select.h"
#include "util/no_memory.h"

static const char *keep_string(struct stardose_caller *c, int slot, const char *text, int *failed)
{
	if (!text)
		return NULL;
	c->strings[slot] = strdup(text);
	*failed |= !c->strings[slot];
	return c->strings[slot];
}

static int prepare_genes(struct stardose_caller *c, struct stardose_error *err)
{
	c->by_gene = calloc(c->n_all_genes ? c->n_all_genes : 1, sizeof(*c->by_gene));
	c->read_depth = calloc(c->n_genes ? c->n_genes : 1, sizeof(*c->read_depth));
	c->is_called = calloc(c->n_all_genes + 1, 1);
	if (!c->by_gene || !c->read_depth || !c->is_called)
		return sdi_no_memory(err);
	for (int g = 0; g < c->n_all_genes; g++)
		if (sdi_gene_calls_init(&c->by_gene[g], c->genes[g]))
			return sdi_no_memory(err);
	return STARDOSE_OK;
}

static int read_depth_regions(struct stardose_caller *c, struct stardose_error *err)
{
	int ret = sdi_depth_regions_read(c->options.depth_regions, c->tables, &c->options.log,
					 &c->depth_regions, err);

	if (ret)
		return ret;
	c->region_depth = calloc(c->depth_regions.n, sizeof(*c->region_depth));
	return c->region_depth ? STARDOSE_OK : sdi_no_memory(err);
}

/* A population that no table knows would silently count as all. */
static int check_population(const struct stardose_tables *tables, const char *population,
			    struct stardose_error *err)
{
	for (int g = 0; population && g < tables->n_genes; g++)
		if (tables->genes[g].structure &&
		    !sdi_structure_rate(tables->genes[g].structure, population, NULL))
			return stardose_error_set(err, STARDOSE_EUSAGE,
						  "population '%s' is not in structure_rates.tsv",
						  population);
	return STARDOSE_OK;
}

/*
 * The list of samples is asked for again at the end when outside results come in, and a pipe gives
 * it once only.
 */
static int remember_samples(struct stardose_caller *c, struct stardose_error *err)
{
	struct sdi_sample_list list;
	kstring_t names = KS_INITIALIZE;
	int is_plain = 1, failed = 0, ret;

	if (!c->options.samples_file || c->options.samples)
		return STARDOSE_OK;
	ret = sdi_sample_list_read(NULL, c->options.samples_file, &list, err);
	if (ret)
		return ret;
	failed |= kputs(list.exclude ? "^" : "", &names) < 0;
	for (int i = 0; i < list.n; i++) {
		is_plain &= !strchr(list.name[i], ',') && list.name[i][0] != '^';
		failed |= ksprintf(&names, "%s%s", i ? "," : "", list.name[i]) < 0;
	}
	sdi_sample_list_release(&list);
	if (!failed && is_plain) {
		c->options.samples = keep_string(c, 2, names.s, &failed);
		c->options.samples_file = NULL;
	}
	ks_free(&names);
	return failed ? sdi_no_memory(err) : STARDOSE_OK;
}

/* What every step goes by. */
static void fill_env(struct stardose_caller *c, int is_stream)
{
	c->env = (struct sdi_call_env){
		.tables = c->tables,
		.options = &c->options,
		.n_genes = c->n_genes,
		.genes = c->genes,
		.depth_regions = c->depth_regions.n ? &c->depth_regions : NULL,
		.covered = c->covered.n ? &c->covered : NULL,
		.samples = &c->samples,
		.record_texts = &c->record_texts,
		.reads = &c->reads,
		.is_stream = is_stream,
	};
}

int stardose_caller_new(const struct stardose_tables *tables,
			const struct stardose_call_options *options, struct stardose_caller **out,
			struct stardose_error *err)
{
	return sdi_caller_new(tables, options, 0, out, err);
}

/* Texts of the options are the caller's own from now on. */
static int keep_strings(struct stardose_caller *c, const struct stardose_call_options *known)
{
	int failed = 0;

	c->options.apply_filters = keep_string(c, 0, known->apply_filters, &failed);
	c->options.genes = keep_string(c, 1, known->genes, &failed);
	c->options.samples = keep_string(c, 2, known->samples, &failed);
	c->options.samples_file = keep_string(c, 3, known->samples_file, &failed);
	c->options.population = keep_string(c, 5, known->population, &failed);
	c->options.copy_number = keep_string(c, 4, known->copy_number, &failed);
	c->options.pedigree = keep_string(c, 7, known->pedigree, &failed);
	c->options.depth_regions = keep_string(c, 6, known->depth_regions, &failed);
	c->options.covered = keep_string(c, 8, known->covered, &failed);
	c->options.sex = keep_string(c, 9, known->sex, &failed);
	c->options.reads = keep_string(c, 10, known->reads, &failed);
	c->options.reads_list = keep_string(c, 11, known->reads_list, &failed);
	c->options.reference = keep_string(c, 12, known->reference, &failed);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_caller_new(const struct stardose_tables *tables,
		   const struct stardose_call_options *options, int is_stream,
		   struct stardose_caller **out, struct stardose_error *err)
{
	struct stardose_call_options known;
	struct stardose_caller *c;
	int ret = sdi_call_options_take(&known, options, err);

	if (ret)
		return ret;
	c = calloc(1, sizeof(*c));
	if (!c)
		return sdi_no_memory(err);
	c->tables = tables;
	c->options = known;
	c->build = known.build;
	c->options.is_part |= known.n_shards > 0;
	ret = keep_strings(c, &known) ? sdi_no_memory(err)
				     : check_population(tables, known.population, err);
	if (!ret)
		ret = sdi_gene_select_all(tables, c->options.genes, c->options.outside, &c->genes,
					  &c->n_genes, &c->n_all_genes, err);
	if (!ret && c->options.outside)
		ret = remember_samples(c, err);
	if (!ret)
		ret = prepare_genes(c, err);
	if (!ret && c->options.copy_number)
		ret = sdi_copy_file_read(c->options.copy_number, tables, SDI_MAX_GENE_COPIES,
					 &c->options.log, &c->copies, err);
	if (!ret && c->options.pedigree)
		ret = sdi_pedigree_read(c->options.pedigree, &c->options.log, &c->pedigree, err);
	if (!ret && c->options.sex)
		ret = sdi_sex_file_read(c->options.sex, &c->options.log, &c->sex, err);
	if (!ret && c->options.depth_regions)
		ret = read_depth_regions(c, err);
	if (!ret && c->options.covered)
		ret = sdi_covered_read(c->options.covered, tables, &c->options.log, &c->covered,
				       err);
	if (!ret)
		ret = sdi_read_copies_check_reference(c->options.reference, err);
	if (!ret)
		ret = sdi_contig_names_new(tables, &c->names, err);
	if (ret) {
		stardose_caller_free(c);
		return ret;
	}
	fill_env(c, is_stream);
	*out = c;
	return STARDOSE_OK;
}

void stardose_caller_free(struct stardose_caller *caller)
{
	if (!caller)
		return;
	for (int g = 0; caller->by_gene && g < caller->n_all_genes; g++)
		sdi_gene_calls_release(&caller->by_gene[g]);
	for (int i = 0; i < caller->n_streams; i++)
		sdi_gene_stream_free(caller->streams[i]);
	for (size_t i = 0; i < sizeof(caller->strings) / sizeof(*caller->strings); i++)
		free(caller->strings[i]);
	sdi_covered_release(&caller->covered);
	free(caller->is_called);
	sdi_contig_names_free(caller->names);
	free(caller->by_gene);
	for (int g = 0; caller->read_depth && g < caller->n_genes; g++)
		sdi_gene_depth_release(&caller->read_depth[g]);
	free(caller->read_depth);
	for (int i = 0; caller->region_depth && i < caller->depth_regions.n; i++)
		sdi_gene_depth_release(&caller->region_depth[i]);
	free(caller->region_depth);
	free(caller->genes);
	sdi_sample_set_release(&caller->samples);
	sdi_sample_set_release(&caller->record_texts);
	sdi_read_profiles_release(&caller->reads);
	sdi_copy_file_release(&caller->copies);
	sdi_pedigree_release(&caller->pedigree);
	sdi_sex_file_release(&caller->sex);
	free(caller);
}
