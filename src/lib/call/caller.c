/* caller.c - files in, a call for every sample and gene out */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "call/call_build.h"
#include "call/caller_facts.h"
#include "call/depth_hint.h"
#include "call/fact_calls.h"
#include "call/caller_risk.h"
#include "call/file_pass.h"
#include "call/gap_report.h"
#include "call/gene_select.h"
#include "call/outside_join.h"
#include "outside/outside_set.h"
#include "call/pattern_calls.h"
#include "call/record_copies.h"
#include "genotype/read_depth.h"
#include "util/sample_set.h"
#include "copies/copy_file.h"
#include "record/sample_select.h"

/* The calls of one gene. Samples hold an index into @calls, so equal results are stored and written once. */
struct gene_calls {
	const struct stardose_gene *gene;
	int n, m;
	struct stardose_call **calls;	/* calls[0] is the no_call of samples that no file speaks of */
	uint32_t *of_sample;		/* by sample; 0 none yet */
	int n_genotypes;
	struct sdi_genotype *genotypes;	/* parallel to @calls; only of genes with structural alleles, for facts may come late */
	struct sdi_sample_facts facts;
	struct sdi_depth_list depths;
	struct sdi_caller_risk risk;
};

struct stardose_caller {
	const struct stardose_tables *tables;
	struct stardose_call_options options;
	char *strings[6];		/* our copies of the options' strings */
	int n_genes;			/* that the tables define; files are read for these */
	int n_all_genes;		/* with those that only outside results name, which come last */
	const struct stardose_gene **genes;
	struct gene_calls *by_gene;
	struct sdi_gene_stretch *stretch;	/* by gene: what structural records must cover */
	struct sdi_gene_depth *read_depth;	/* by gene */
	struct sdi_sample_set samples;
	struct sdi_copy_file copies;	/* --copy-number */
	struct sdi_sample_set record_texts;	/* what structural records say of copies */
	int m_of_sample;
	int n_genotyped;		/* samples that files have; those that only outside results name come last */
	enum stardose_build build;
};

void stardose_call_options_init(struct stardose_call_options *options)
{
	memset(options, 0, sizeof(*options));
	options->build = STARDOSE_BUILD_AUTO;
}

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
	c->stretch = calloc(c->n_genes ? c->n_genes : 1, sizeof(*c->stretch));
	c->read_depth = calloc(c->n_genes ? c->n_genes : 1, sizeof(*c->read_depth));
	if (!c->by_gene || !c->stretch || !c->read_depth)
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	for (int g = 0; g < c->n_all_genes; g++) {
		struct gene_calls *gc = &c->by_gene[g];

		gc->gene = c->genes[g];
		gc->calls = calloc(1, sizeof(*gc->calls));
		if (!gc->calls)
			return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
		gc->n = gc->m = 1;
	}
	return sdi_gene_stretch_read(c->tables, c->genes, c->n_genes, c->stretch, err);
}

/* A population that no table knows would silently count as all. */
static int check_population(const struct stardose_tables *tables, const char *population, struct stardose_error *err)
{
	for (int g = 0; population && g < tables->n_genes; g++)
		if (tables->genes[g].structure && !sdi_structure_rate(tables->genes[g].structure, population, NULL))
			return stardose_error_set(err, STARDOSE_EUSAGE, "population '%s' is not in structure_rates.tsv", population);
	return STARDOSE_OK;
}

/* The list of samples is asked for again at the end when outside results come in, and a pipe gives it once only. */
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
	return failed ? stardose_error_set(err, STARDOSE_ENOMEM, "out of memory") : STARDOSE_OK;
}

int stardose_caller_new(const struct stardose_tables *tables, const struct stardose_call_options *options,
			struct stardose_caller **out, struct stardose_error *err)
{
	struct stardose_caller *c = calloc(1, sizeof(*c));
	int failed = 0, ret;

	if (!c)
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	c->tables = tables;
	c->options = *options;
	c->build = options->build;
	c->options.apply_filters = keep_string(c, 0, options->apply_filters, &failed);
	c->options.genes = keep_string(c, 1, options->genes, &failed);
	c->options.samples = keep_string(c, 2, options->samples, &failed);
	c->options.samples_file = keep_string(c, 3, options->samples_file, &failed);
	c->options.population = keep_string(c, 5, options->population, &failed);
	c->options.copy_number = keep_string(c, 4, options->copy_number, &failed);
	ret = failed ? stardose_error_set(err, STARDOSE_ENOMEM, "out of memory") : check_population(tables, options->population, err);
	if (!ret)
		ret = sdi_gene_select_all(tables, c->options.genes, c->options.outside, &c->genes, &c->n_genes, &c->n_all_genes, err);
	if (!ret && c->options.outside)
		ret = remember_samples(c, err);
	if (!ret)
		ret = prepare_genes(c, err);
	if (!ret && c->options.copy_number)
		ret = sdi_copy_file_read(c->options.copy_number, tables, SDI_MAX_GENE_COPIES, &c->options.log, &c->copies, err);
	if (ret) {
		stardose_caller_free(c);
		return ret;
	}
	*out = c;
	return STARDOSE_OK;
}

static void release_genotypes(struct gene_calls *gc)
{
	for (int i = 0; i < gc->n_genotypes; i++)
		sdi_genotype_release(&gc->genotypes[i]);
	free(gc->genotypes);
	gc->genotypes = NULL;
	gc->n_genotypes = 0;
}

void stardose_caller_free(struct stardose_caller *caller)
{
	if (!caller)
		return;
	for (int g = 0; caller->by_gene && g < caller->n_all_genes; g++) {
		struct gene_calls *gc = &caller->by_gene[g];

		for (int i = 0; i < gc->n; i++)
			sdi_call_free(gc->calls[i]);
		release_genotypes(gc);
		free(gc->calls);
		free(gc->of_sample);
		sdi_sample_facts_release(&gc->facts);
		sdi_depth_list_release(&gc->depths);
		sdi_caller_risk_release(&gc->risk);
	}
	for (int i = 0; i < 6; i++)
		free(caller->strings[i]);
	free(caller->by_gene);
	for (int g = 0; caller->read_depth && g < caller->n_genes; g++)
		sdi_gene_depth_release(&caller->read_depth[g]);
	free(caller->read_depth);
	free(caller->stretch);
	free(caller->genes);
	sdi_sample_set_release(&caller->samples);
	sdi_sample_set_release(&caller->record_texts);
	sdi_copy_file_release(&caller->copies);
	free(caller);
}

/* Grow every gene's sample column to the samples known so far. */
static int fit_samples(struct stardose_caller *c)
{
	int want = c->m_of_sample ? c->m_of_sample : 64;

	while (want < c->samples.n)
		want *= 2;
	if (want == c->m_of_sample)
		return STARDOSE_OK;
	for (int g = 0; g < c->n_all_genes; g++) {
		uint32_t *grown = realloc(c->by_gene[g].of_sample, want * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		memset(grown + c->m_of_sample, 0, (want - c->m_of_sample) * sizeof(*grown));
		c->by_gene[g].of_sample = grown;
	}
	c->m_of_sample = want;
	return STARDOSE_OK;
}

static int register_samples(struct stardose_caller *c, const struct sdi_file_pass *pass, int **out, struct stardose_error *err)
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
	if (!global || fit_samples(c)) {
		free(global);
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	}
	*out = global;
	return STARDOSE_OK;
}

static int fit_calls(struct gene_calls *gc, int n)
{
	struct stardose_call **calls = realloc(gc->calls, (gc->n + n) * sizeof(*calls));

	if (!calls)
		return STARDOSE_ENOMEM;
	gc->calls = calls;
	memset(calls + gc->n, 0, n * sizeof(*calls));
	return STARDOSE_OK;
}

/* Facts may become known after the file was read: where they can matter, genotypes are kept beside their calls. */
static int fit_genotypes(struct gene_calls *gc, int n)
{
	struct sdi_genotype *genotypes;

	if (!gc->gene->has_structural)
		return STARDOSE_OK;
	genotypes = realloc(gc->genotypes, (gc->n + n) * sizeof(*genotypes));
	if (!genotypes)
		return STARDOSE_ENOMEM;
	gc->genotypes = genotypes;
	memset(genotypes + gc->n_genotypes, 0, (gc->n + n - gc->n_genotypes) * sizeof(*genotypes));
	gc->n_genotypes = gc->n + n;
	return STARDOSE_OK;
}

/* The samples of the file become those of the data set. */
static int take_depths(struct gene_calls *gc, struct sdi_collector *collector, const int *global)
{
	struct sdi_depth_list list;
	struct sdi_allele_depth *grown;

	sdi_collector_take_depths(collector, &list);
	for (int i = 0; i < list.n; i++)
		list.of[i].sample = global[list.of[i].sample];
	if (!gc->depths.n || !list.n) {
		struct sdi_depth_list *empty = list.n ? &gc->depths : &list;

		sdi_depth_list_release(empty);
		if (list.n)
			gc->depths = list;
		return STARDOSE_OK;
	}
	grown = realloc(gc->depths.of, (gc->depths.n + list.n) * sizeof(*grown));
	if (grown) {
		memcpy(grown + gc->depths.n, list.of, list.n * sizeof(*grown));
		gc->depths.of = grown;
		gc->depths.n = gc->depths.m = gc->depths.n + list.n;
	}
	sdi_depth_list_release(&list);
	return grown ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* Depth of the file's reads, for hints. */
static int take_read_depth(struct stardose_caller *c, int g, const struct sdi_collector *collector, const int *global, int n)
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

static int take_calls(struct stardose_caller *c, const struct sdi_file_pass *pass, const int *global, int g, struct stardose_error *err)
{
	struct gene_calls *gc = &c->by_gene[g];
	struct sdi_collector *collector = pass->collector[pass->build][g];
	int n = sdi_collector_n_patterns(collector), ret;
	struct sdi_gaps gaps = { 0 };

	if (!sdi_collector_speaks(collector) || !n)
		return STARDOSE_OK;
	for (int i = 0; i < pass->n_samples; i++)
		if (gc->of_sample[global[i]])
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "'%s' has %s of sample '%s', which an earlier file has too; give each sample and gene once",
						  pass->path, gc->gene->name, c->samples.name[global[i]]);
	if (fit_calls(gc, n) || fit_genotypes(gc, n))
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	ret = sdi_pattern_calls(collector, c->options.keep_sites, c->options.n_threads, gc->genotypes ? gc->genotypes + gc->n : NULL,
				gc->calls + gc->n, err);
	if (!ret) {
		for (int i = 0; i < pass->n_samples; i++)
			gc->of_sample[global[i]] = gc->n + sdi_collector_pattern(collector, i);
		for (int i = 0; i < pass->n_samples; i++)
			sdi_gaps_add(&gaps, gc->calls[gc->n + sdi_collector_pattern(collector, i)]);
		sdi_gaps_say(&gaps, gc->gene, pass->path, sdi_collector_assumes(collector), &c->options.log);
	}
	gc->n += n;
	if (!ret && (take_depths(gc, collector, global) || take_read_depth(c, g, collector, global, pass->n_samples)))
		ret = stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	if (!ret && gc->gene->structure)
		ret = sdi_caller_risk_take(gc->gene, pass->build, pass->tags[pass->build][g], &c->options, global, pass->n_samples,
					   &gc->facts, c->options.keep_sites ? &gc->risk : NULL) ?
		      stardose_error_set(err, STARDOSE_ENOMEM, "out of memory") : STARDOSE_OK;
	return ret;
}

static int same_build(struct stardose_caller *c, const struct sdi_file_pass *pass, struct stardose_error *err)
{
	if (pass->build == STARDOSE_BUILD_AUTO || pass->build == c->build)
		return STARDOSE_OK;
	if (c->build != STARDOSE_BUILD_AUTO)
		return stardose_error_set(err, STARDOSE_EINPUT, "'%s' is %s, but an earlier file is %s; give files of one build",
					  pass->path, stardose_build_name(pass->build), stardose_build_name(c->build));
	c->build = pass->build;
	return STARDOSE_OK;
}

static struct sdi_record_copies record_copies(struct stardose_caller *c)
{
	return (struct sdi_record_copies){ c, c->tables, &c->options, c->genes, c->stretch, c->n_genes, &c->samples, &c->record_texts,
					   c->build };
}

static int take_record_copies(struct stardose_caller *c, const struct sdi_file_pass *pass, const int *global, struct stardose_error *err)
{
	const struct sdi_record_copies to = record_copies(c);

	return sdi_record_copies_take(&to, pass->copies[pass->build], global, pass->n_samples, pass->path, err);
}

int stardose_caller_read_structural(struct stardose_caller *caller, const char *path, struct stardose_error *err)
{
	const struct sdi_record_copies to = record_copies(caller);

	return sdi_record_copies_read(&to, path, err);
}

int stardose_caller_read(struct stardose_caller *caller, const char *path, struct stardose_error *err)
{
	struct sdi_file_pass pass;
	int *global = NULL, ret;

	memset(&pass, 0, sizeof(pass));
	pass.build = STARDOSE_BUILD_AUTO;
	pass.stretch = caller->stretch;
	ret = sdi_file_pass_run(&pass, path, caller->tables, caller->genes, caller->n_genes, &caller->options, err);
	if (!ret)
		ret = same_build(caller, &pass, err);
	if (!ret)
		ret = register_samples(caller, &pass, &global, err);
	if (!ret && pass.build == STARDOSE_BUILD_AUTO)
		stardose_log_say(&caller->options.log, STARDOSE_OK,
				 "'%s' has no record at any definition site of the genes asked for", path);
	for (int g = 0; !ret && pass.build != STARDOSE_BUILD_AUTO && g < caller->n_genes; g++)
		ret = take_calls(caller, &pass, global, g, err);
	if (!ret && pass.build != STARDOSE_BUILD_AUTO)
		ret = take_record_copies(caller, &pass, global, err);
	free(global);
	sdi_file_pass_release(&pass);
	return ret;
}

static int count_silent(const struct stardose_caller *c, const struct gene_calls *gc)
{
	int n = 0;

	for (int i = 0; i < c->samples.n; i++)
		n += !gc->of_sample[i];
	return n;
}

/* Genes without any record have no gaps to report: they have nothing else. One line for those that nobody has. */
static int say_silent_genes(const struct stardose_caller *c)
{
	kstring_t names = KS_INITIALIZE;
	int n_genes = 0, failed = 0;

	for (int g = 0; g < c->n_genes; g++) {
		int n = count_silent(c, &c->by_gene[g]);

		if (n && n < c->samples.n)
			stardose_log_say(&c->options.log, STARDOSE_OK,
					 "%s: %d of %d samples have no record at any definition site, so it is not called for them",
					 c->genes[g]->name, n, c->samples.n);
		else if (n)
			failed |= ksprintf(&names, "%s%s", n_genes++ ? ", " : "", c->genes[g]->name) < 0;
	}
	if (n_genes && !failed)
		stardose_log_say(&c->options.log, STARDOSE_OK,
				 "%s: no record at any definition site, so not called; a gVCF or a VCF with all sites of these genes would mend it",
				 names.s);
	ks_free(&names);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* With one file the reader has refused samples it lacks; with several, only now is it known that none has them. */
static int check_samples(const struct stardose_caller *c, struct stardose_error *err)
{
	struct sdi_sample_list list;
	int ret = sdi_sample_list_read(c->options.samples, c->options.samples_file, &list, err);

	if (ret)
		return ret;
	for (int i = 0; i < list.n && !ret; i++)
		if (sdi_sample_set_find(&c->samples, list.name[i]) < 0 && !list.exclude)
			ret = stardose_error_set(err, STARDOSE_EUSAGE, "sample '%s' is in none of the files", list.name[i]);
	sdi_sample_list_release(&list);
	return ret;
}

struct sdi_structure_facts *sdi_caller_facts(struct stardose_caller *caller, int sample, int gene)
{
	return sdi_sample_facts_at(&caller->by_gene[gene].facts, sample);
}

static int has_sample(const void *set, const char *name) { return sdi_sample_set_find(set, name) >= 0; }

/* What the user's table of copies says. Of samples that the user did not ask for it may say what it likes. */
static int take_copies(struct stardose_caller *c, struct stardose_error *err)
{
	for (int g = 0; g < c->n_genes && c->copies.n; g++)
		for (int i = 0; i < c->samples.n; i++) {
			int copies = sdi_copy_file_copies(&c->copies, c->samples.name[i], c->genes[g]);
			struct sdi_structure_facts *facts = copies < 0 ? NULL : sdi_caller_facts(c, i, g);

			if (facts)
				sdi_facts_copies(facts, copies, STARDOSE_COPIES_FROM_FILE);
			else if (copies >= 0)
				return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
		}
	if (c->options.samples || c->options.samples_file)
		return STARDOSE_OK;
	if (sdi_copy_file_strangers(&c->copies, has_sample, &c->samples, &c->options.log))
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	return STARDOSE_OK;
}

/* Samples with facts get the calls of their (pattern, facts) in place of those of the pattern alone. */
static int call_facts(struct stardose_caller *c, struct gene_calls *gc, struct stardose_error *err)
{
	const struct sdi_fact_input in = {
		.gene = gc->gene, .build = c->build, .n_samples = c->samples.n, .facts = &gc->facts, .genotypes = gc->genotypes,
		.depths = &gc->depths, .keep_sites = c->options.keep_sites, .n_threads = c->options.n_threads,
	};
	struct stardose_call **calls;
	int n;

	if (!gc->facts.n)
		return STARDOSE_OK;
	sdi_depth_list_sort(&gc->depths, gc->gene);
	n = sdi_fact_calls(&in, gc->of_sample, gc->n, &calls, err);
	if (n < 0)
		return n;
	if (fit_calls(gc, n)) {
		for (int i = 0; i < n; i++)
			sdi_call_free(calls[i]);
		free(calls);
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	}
	memcpy(gc->calls + gc->n, calls, n * sizeof(*calls));
	gc->n += n;
	free(calls);
	for (int i = 0; i < c->samples.n; i++) {
		const struct sdi_structure_facts *facts = sdi_sample_facts_find(&gc->facts, i);

		if (facts && facts->records)
			gc->calls[gc->of_sample[i]]->copies_records = c->record_texts.name[facts->records - 1];
	}
	return STARDOSE_OK;
}

#define MAX_NAMED 10

/* A contradiction is named, whoever is right. */
static int say_conflicts(const struct stardose_caller *c, const struct gene_calls *gc)
{
	kstring_t names = KS_INITIALIZE;
	int n = 0, failed = 0;

	for (int i = 0; gc->facts.n && i < c->samples.n; i++) {
		if (!(gc->calls[gc->of_sample[i]]->reasons >> STARDOSE_WHY_COPIES_CONFLICT & 1))
			continue;
		if (n++ < MAX_NAMED)
			failed |= ksprintf(&names, "%s%s", n > 1 ? ", " : "", c->samples.name[i]) < 0;
	}
	if (n > MAX_NAMED)
		failed |= ksprintf(&names, " and %d more", n - MAX_NAMED) < 0;
	if (n && !failed)
		stardose_log_say(&c->options.log, STARDOSE_OK,
				 "%s: what speaks of its copies contradicts itself or the genotypes in %d sample%s: %s", gc->gene->name, n,
				 n == 1 ? "" : "s", names.s);
	ks_free(&names);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* ---- outside results ---- */

/* Samples that no file has, if they are wanted. Rows without a sample belong to the only one there is. */
static int add_outside_samples(struct stardose_caller *c, struct stardose_error *err)
{
	struct sdi_sample_list list;
	const char *only = c->samples.n == 1 ? c->samples.name[0] : NULL;
	int ret = sdi_sample_list_read(c->options.samples, c->options.samples_file, &list, err);

	if (ret)
		return ret;
	if (!only && !c->samples.n && list.n == 1 && !list.exclude)
		only = list.name[0];
	ret = sdi_outside_name_rest(c->options.outside, only, err);
	for (int i = 0; !ret && i < c->options.outside->n_samples; i++) {
		const char *name = c->options.outside->samples[i].name;

		if (*name && sdi_sample_list_wants(&list, name) && sdi_sample_set_add(&c->samples, name) < 0)
			ret = STARDOSE_ENOMEM;
	}
	sdi_sample_list_release(&list);
	if (!ret && fit_samples(c))
		ret = STARDOSE_ENOMEM;
	return ret == STARDOSE_ENOMEM ? stardose_error_set(err, ret, "out of memory") : ret;
}

/*
 * Rows that contradict each other, or a program that made no call, leave a genotyped sample to its genotypes; the call says
 * so where facts can be added to it.
 */
static int note_useless_rows(struct stardose_caller *c, struct stardose_error *err)
{
	const struct stardose_outside *set = c->options.outside;

	for (int i = 0; set && i < c->n_genotyped; i++) {
		int s = sdi_outside_sample(set, c->samples.name[i]);

		for (int e = s < 0 ? -1 : set->samples[s].first; e >= 0; e = set->entries[e].next) {
			const struct sdi_outside_entry *entry = &set->entries[e];
			struct sdi_structure_facts *facts;
			int g = 0;

			while (g < c->n_genes && c->genes[g] != entry->gene)
				g++;
			if (g == c->n_genes || !entry->gene->has_structural || !(entry->is_conflict || sdi_outside_is_none(entry)))
				continue;
			facts = sdi_caller_facts(c, i, g);
			if (!facts)
				return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
			facts->reasons |= UINT64_C(1) << (entry->is_conflict ? STARDOSE_WHY_OUTSIDE_CONFLICT : STARDOSE_WHY_OUTSIDE_NO_CALL);
		}
	}
	return STARDOSE_OK;
}

/* One more call of the gene; -1 when memory is short. */
static int keep_call(struct gene_calls *gc, struct stardose_call *call)
{
	if (fit_calls(gc, 1))
		return -1;
	gc->calls[gc->n] = call;
	return gc->n++;
}

static int take_outside_gene(struct stardose_caller *c, int g, struct stardose_error *err)
{
	struct gene_calls *gc = &c->by_gene[g];
	struct sdi_outside_join *join = sdi_outside_join_new(c->options.outside, gc->gene, c->build);
	int ret = join ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; !ret && i < c->samples.n; i++) {
		const struct stardose_call *genotyped = i < c->n_genotyped ? gc->calls[gc->of_sample[i]] : NULL;
		struct stardose_call *call;
		int at;

		ret = sdi_outside_join_sample(join, c->samples.name[i], genotyped, &at, &call, err);
		if (!ret && call && (at = keep_call(gc, call)) < 0) {
			sdi_call_free(call);
			ret = STARDOSE_ENOMEM;
		}
		if (!ret && call)
			ret = sdi_outside_join_keep(join, at);
		if (!ret && at >= 0)
			gc->of_sample[i] = at;
	}
	sdi_outside_join_say(join, &c->options.log);
	sdi_outside_join_free(join);
	return ret == STARDOSE_ENOMEM ? stardose_error_set(err, ret, "out of memory") : ret;
}

static int take_hints(struct stardose_caller *c)
{
	for (int g = 0; g < c->n_genes; g++) {
		c->read_depth[g].gene = c->genes[g];
		c->read_depth[g].depths = &c->by_gene[g].depths;
		c->read_depth[g].facts = &c->by_gene[g].facts;
	}
	return sdi_depth_hints(c->read_depth, c->n_genes, c->n_genotyped, &c->options, (const char *const *)c->samples.name);
}

int stardose_caller_finish(struct stardose_caller *caller, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	caller->n_genotyped = caller->samples.n;
	if (caller->n_genotyped && say_silent_genes(caller))
		ret = stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	if (!ret && caller->options.outside)
		ret = add_outside_samples(caller, err);
	if (!ret && (caller->options.several_files || caller->options.outside))
		ret = check_samples(caller, err);
	if (!ret)
		ret = take_copies(caller, err);
	if (!ret && take_hints(caller))
		ret = stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	if (!ret)
		ret = note_useless_rows(caller, err);
	for (int g = 0; g < caller->n_genes && !ret; g++) {
		if (!caller->by_gene[g].calls[0])
			ret = sdi_call_build_none(caller->genes[g], caller->build, UINT64_C(1) << STARDOSE_WHY_NO_RECORDS, NULL,
						  &caller->by_gene[g].calls[0], err);
		if (!ret)
			ret = call_facts(caller, &caller->by_gene[g], err);
		if (!ret && say_conflicts(caller, &caller->by_gene[g]))
			ret = stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
		release_genotypes(&caller->by_gene[g]);
	}
	for (int g = 0; g < caller->n_all_genes && !ret && caller->options.outside; g++)
		ret = take_outside_gene(caller, g, err);
	return ret;
}

int stardose_caller_n_samples(const struct stardose_caller *caller) { return caller->samples.n; }
const char *stardose_caller_sample(const struct stardose_caller *caller, int sample) { return caller->samples.name[sample]; }
int stardose_caller_n_genes(const struct stardose_caller *caller) { return caller->n_all_genes; }
const struct stardose_gene *stardose_caller_gene(const struct stardose_caller *caller, int gene) { return caller->genes[gene]; }

const struct stardose_call *stardose_caller_call(const struct stardose_caller *caller, int sample, int gene)
{
	const struct gene_calls *gc = &caller->by_gene[gene];

	if (!gc->of_sample[sample] && sample >= caller->n_genotyped)
		return NULL;
	return gc->calls[gc->of_sample[sample]];
}

int stardose_caller_calls(const struct stardose_caller *caller, int sample, const struct stardose_call **out)
{
	int n = 0;

	for (int g = 0; g < caller->n_all_genes; g++) {
		const struct stardose_call *call = stardose_caller_call(caller, sample, g);

		if (call)
			out[n++] = call;
	}
	return n;
}

int stardose_caller_structure_risk(const struct stardose_caller *caller, int sample, int gene, struct stardose_structure_risk *out)
{
	const struct sdi_caller_risk *risk = &caller->by_gene[gene].risk;

	if (sample >= risk->m || !risk->of_sample[sample].tags_total)
		return 0;
	*out = risk->of_sample[sample];
	return 1;
}
