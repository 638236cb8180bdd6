/*
 * run_guide.c - the way from the command line to guidance as text, the same for every command that
 * advises
 */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include <stardose/guidance_writer.h>
#include "cli.h"
#include "lines.h"
#include "file_list.h"
#include "input_kind.h"
#include "name_set.h"
#include "part.h"
#include "run_guide.h"
#include "run_units.h"

/* What came before: samples, and names that were found to be wrong. */
struct seen {
	struct name_set *samples, *wrong, *bare;
};

/* What the work needs from beginning to end. */
struct job {
	struct guide_options *options;
	const struct stardose_tables *tables;
	struct stardose_guide *guide;
	struct stardose_guidance_writer *writer;
	struct about about;
	struct seen seen;
	char type;
	stardose_sink_fn *sink;
	void *sink_user;
};

/* ---- from genotypes ---- */

static int collect(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	return kputsn(bytes, n, user) < 0 ? cli_no_memory(err) : STARDOSE_OK;
}

static int guide_sample(struct job *job, const struct stardose_caller *caller, int sample,
			const struct stardose_call *const *calls, int n_calls,
			struct stardose_writer *writer, kstring_t *json,
			struct stardose_error *err)
{
	const struct stardose_guidance *guidance;
	int ret = STARDOSE_OK;

	json->l = 0;
	if (job->type == 'j') {
		ret = stardose_writer_caller_sample(writer, caller, sample, err);
		if (!ret)
			ret = stardose_writer_finish(writer, err);
	}
	if (!ret)
		ret = person_options_sample(&job->about, job->guide,
					    stardose_caller_sample(caller, sample), err);
	if (!ret)
		ret = stardose_guide_calls(job->guide, calls, n_calls, &guidance, err);
	if (!ret)
		ret = stardose_guidance_writer_sample(job->writer,
						      stardose_caller_sample(caller, sample),
						      guidance, json->s, json->l, err);
	return ret;
}

/* Calls as JSON, which @to collects */
static int call_writer(const struct job *job, kstring_t *to, struct stardose_writer **out,
		       struct stardose_error *err)
{
	const struct stardose_writer_options options = {
		.size = sizeof(options),
		.kind = STARDOSE_WRITE_JSON_LINES,
		.no_version = job->options->common.no_version,
		.sink = collect,
		.sink_user = to,
	};

	return stardose_writer_new(job->tables, &options, out, err);
}

static int guide_samples(struct job *job, const struct stardose_caller *caller,
			 struct stardose_error *err)
{
	kstring_t json = KS_INITIALIZE;
	int n_genes = stardose_caller_n_genes(caller),
	    n_samples = stardose_caller_n_samples(caller);
	const struct stardose_call **calls = calloc(n_genes + 1, sizeof(*calls));
	struct stardose_writer *writer = NULL;
	int ret = calls ? STARDOSE_OK : STARDOSE_ENOMEM;

	if (!ret && job->type == 'j')
		ret = call_writer(job, &json, &writer, err);
	for (int s = 0; !ret && s < n_samples; s++) {
		int n = stardose_caller_calls(caller, s, calls);

		ret = guide_sample(job, caller, s, calls, n, writer, &json, err);
	}
	stardose_writer_free(writer);
	free(calls);
	ks_free(&json);
	return ret;
}

/*
 * The lines of guidance and their text are known by the addresses of calls, so the caller goes
 * last.
 */
static int guide_together(struct job *job, struct stardose_outside *outside,
			  const struct file_list *list, struct stardose_error *err)
{
	struct stardose_caller *caller = NULL;
	int ret = cli_call_files(&job->options->common, job->tables, outside, list->n_files,
				 list->files, &caller, err);

	if (!ret)
		ret = guide_samples(job, caller, err);
	if (!ret)
		ret = stardose_guidance_writer_finish(job->writer, err);
	stardose_guidance_writer_free(job->writer);
	stardose_guide_free(job->guide);
	job->writer = NULL;
	job->guide = NULL;
	stardose_caller_free(caller);
	return ret;
}

/* ---- from JSON Lines ---- */

static int at_line(const char *path, int line, int status, struct stardose_error *err)
{
	struct stardose_error why = *err;

	return stardose_error_set(err, status, "%s:%d: %.600s",
				  strcmp(path, "-") ? path : "standard input", line, why.text);
}

/*
 * A sample may come once only: its genes would have to be joined, which is the business of
 * 'stardose call'.
 */
static int is_new(struct name_set *samples, const char *sample, struct stardose_error *err)
{
	int added = name_set_add(samples, sample, strlen(sample), err);

	if (added < 0)
		return added;
	return added ? STARDOSE_OK
		     : stardose_error_set(err, STARDOSE_EINPUT,
					  "sample '%.200s' comes a second time; give the genotype "
					  "files together to one 'stardose call'",
					  sample);
}

/* A name without effect is said once, whatever the number of samples that have it. */
static int tell_unknown(struct job *job, const char *sample, const char *what, const char *name,
			const char *near, struct stardose_error *err)
{
	struct stardose_error text = { 0 };
	int added = name_set_add(job->seen.wrong, name, strlen(name), err);

	job->options->common.n_set_aside++;
	if (added <= 0)
		return added;
	stardose_error_set(
		&text, STARDOSE_EROW,
		"sample '%.80s': %s '%.80s' is none that the tables know, and has no effect%s%s",
		sample, what, name, *near ? "; nearest: " : "", near);
	cli_warning(text.text);
	return STARDOSE_OK;
}

/*
 * A diplotype without phenotype or score, of a gene whose rows go by these: nothing here looks
 * them up.
 */
static int is_bare(const struct stardose_tables *tables, const struct stardose_gene_result *r)
{
	const struct stardose_gene_candidate *c = r->candidates;
	const struct stardose_gene *gene = stardose_tables_gene_any_case(tables, r->gene);

	return gene && gene->n_rules && c->diplotype && !c->phenotype[STARDOSE_GUIDELINE_CPIC] &&
	       c->score[STARDOSE_GUIDELINE_CPIC] == STARDOSE_VALUE_NONE;
}

static int say_bare(struct job *job, const char *sample, const struct stardose_gene_result *r,
		    struct stardose_error *err)
{
	struct stardose_error text = { 0 };
	int added = name_set_add(job->seen.bare, r->gene, strlen(r->gene), err);

	job->options->common.n_set_aside++;
	if (added <= 0)
		return added;
	stardose_error_set(&text, STARDOSE_EROW,
			   "sample '%.80s': %.80s has a diplotype without phenotype or activity "
			   "score; --outside takes diplotypes "
			   "and looks these up",
			   sample, r->gene);
	cli_warning(text.text);
	return STARDOSE_OK;
}

static int check_result(struct job *job, const char *sample, const struct stardose_gene_result *r,
			struct stardose_error *err)
{
	char near[256];
	int ret = STARDOSE_OK;

	if (!stardose_guidance_knows_gene(job->tables, r->gene, near, sizeof(near)))
		return tell_unknown(job, sample, "gene", r->gene, near, err);
	if (r->n_candidates && is_bare(job->tables, r) && say_bare(job, sample, r, err) < 0)
		return STARDOSE_ENOMEM;
	for (int k = 0; !ret && k < r->n_candidates; k++) {
		const char *text = r->candidates[k].phenotype[STARDOSE_GUIDELINE_CPIC];

		if (text && !stardose_guidance_knows_phenotype(job->tables, text, near,
							       sizeof(near)))
			ret = tell_unknown(job, sample, "phenotype", text, near, err);
	}
	return ret;
}

static int check_results(struct job *job, const struct stardose_sample_results *results,
			 struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (int i = 0; !ret && i < results->n_results; i++)
		ret = check_result(job, results->sample, &results->results[i], err);
	return ret;
}

static int guide_line(struct job *job, const char *line, size_t n, struct stardose_error *err)
{
	struct stardose_sample_results *results;
	const struct stardose_guidance *guidance;
	int ret = stardose_sample_results_parse(line, n, &results, err);

	if (ret)
		return ret;
	stardose_sample_results_resolve(results, job->tables);
	ret = is_new(job->seen.samples, results->sample, err);
	if (!ret)
		ret = check_results(job, results, err);
	if (!ret)
		ret = person_options_sample(&job->about, job->guide, results->sample, err);
	if (!ret)
		ret = stardose_guide_results(job->guide, results->results, results->n_results,
					     &guidance, err);
	if (!ret)
		ret = stardose_guidance_writer_sample(job->writer, results->sample, guidance, line,
						      n, err);
	stardose_sample_results_free(results);
	return ret;
}

static int guide_numbered_line(void *data, const char *path, const char *line, size_t n, int number,
			       struct stardose_error *err)
{
	struct job *job = data;
	int ret = STARDOSE_OK;

	if (job->options->common.shard && part_has_mark(line))
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "the calls are those of a shard already; join all of them "
					 "with 'stardose merge', or leave --shard out");
	if (!ret)
		ret = guide_line(job, line, n, err);
	return ret == STARDOSE_EINPUT ? at_line(path, number, ret, err) : ret;
}

static int guide_json(struct job *job, const struct file_list *list, struct stardose_error *err)
{
	int ret = lines_files(&job->options->common, list, guide_numbered_line, job, err);

	return ret ? ret : stardose_guidance_writer_finish(job->writer, err);
}

/* ---- genotypes, unit by unit: calls are gone after each, so that they go the way of JSON ---- */

static int guide_unit(void *user, const struct stardose_caller *caller, struct stardose_error *err)
{
	struct job *job = user;
	kstring_t json = KS_INITIALIZE;
	struct stardose_writer *calls = NULL;
	int ret = call_writer(job, &json, &calls, err);

	for (int s = 0; !ret && s < stardose_caller_n_samples(caller); s++) {
		json.l = 0;
		ret = stardose_writer_caller_sample(calls, caller, s, err);
		if (!ret)
			ret = stardose_writer_finish(calls, err);
		if (!ret)
			ret = guide_line(job, json.s, json.l, err);
	}
	stardose_writer_free(calls);
	ks_free(&json);
	return ret;
}

static int guide_apart(struct job *job, struct stardose_outside *outside,
		       const struct file_list *list, struct stardose_error *err)
{
	int ret = run_units(&job->options->common, job->tables, outside, list, guide_unit, job,
			    err);

	return ret ? ret : stardose_guidance_writer_finish(job->writer, err);
}

static int guide_genotypes(struct job *job, const struct file_list *list,
			   struct stardose_error *err)
{
	struct cli_common *common = &job->options->common;
	struct stardose_outside *outside = NULL;
	int ret = cli_outside_open(common, job->tables, &outside, err);

	if (!ret)
		ret = (common->keep_going ? guide_apart : guide_together)(job, outside, list, err);
	stardose_outside_free(outside);
	return ret;
}

/* ---- both ---- */

/* Calls are made already: what says how to make them would be ignored in silence. */
static int check_options(const struct cli_common *c, struct stardose_error *err)
{
	const char *given = c->genes			      ? "--genes"
			    : c->samples		      ? "--samples"
			    : c->samples_file		      ? "--samples-file"
			    : c->outside		      ? "--outside"
			    : c->outside_choice		      ? "--outside-phenotype"
			    : c->apply_filters		      ? "--apply-filters"
			    : c->min_gq			      ? "--min-gq"
			    : c->min_dp			      ? "--min-dp"
			    : c->min_gp > 0		      ? "--min-gp"
			    : c->min_r2 > 0		      ? "--min-r2"
			    : c->build != STARDOSE_BUILD_AUTO ? "--build"
			    : c->absent_is_reference	      ? "--absent"
			    : c->assay			      ? "--assay"
			    : c->covered		      ? "--covered"
							      : NULL;

	return given ? stardose_error_set(
			       err, STARDOSE_EUSAGE,
			       "%s has no effect on calls that are made already; give it to "
			       "'stardose call'",
			       given)
		     : STARDOSE_OK;
}

/* With --keep-going the first that can be read says it, and others are set aside where they are read. */
static int sniff(const struct cli_common *common, const struct file_list *list, int *is_json,
		 struct stardose_error *err)
{
	int ret = STARDOSE_OK, this_one, n_known = 0;

	for (int i = 0; !ret && i < list->n_files && !(n_known && common->keep_going); i++) {
		ret = input_is_json(list->files[i], &this_one, err);
		if (ret == STARDOSE_EINPUT && common->keep_going) {
			ret = STARDOSE_OK;
			continue;
		}
		if (!ret && n_known++ && this_one != *is_json)
			return stardose_error_set(err, STARDOSE_EUSAGE,
						  "'%s' and '%s' are not of one kind: give either "
						  "genotypes or JSON Lines",
						  list->files[0], list->files[i]);
		*is_json = this_one;
	}
	return ret;
}

static int start_writer(struct job *job, struct stardose_error *err)
{
	const struct stardose_writer_options options = {
		.size = sizeof(options),
		.kind = job->type == 'j' ? STARDOSE_WRITE_JSON_LINES : STARDOSE_WRITE_TSV,
		.no_version = job->options->common.no_version,
		.sink = job->sink,
		.sink_user = job->sink_user,
		.shard = job->options->common.shard,
	};
	const char *note = person_options_note(&job->about);
	int ret = stardose_guidance_writer_new(job->tables, &options, &job->writer, err);

	if (!ret)
		stardose_guidance_writer_note(job->writer, note);
	if (!ret && job->options->only_actionable)
		stardose_guidance_writer_only_actionable(job->writer);

	return !ret ? stardose_guidance_writer_begin(job->writer, err) : ret;
}

static int work(struct job *job, const struct file_list *list, struct stardose_error *err)
{
	const struct guide_options *o = job->options;
	const struct stardose_guide_options options = { sizeof(options), o->drugs, o->classes,
							 o->sources,
							 cli_log(&job->options->common) };
	int is_json = 0,
	    ret = stardose_guide_new(job->tables->guidance, &options, &job->guide, err);

	if (!ret)
		ret = person_options_open(&job->options->common, &o->about, job->tables,
					  &job->about, err);
	if (!ret)
		ret = sniff(&o->common, list, &is_json, err);
	if (!ret && is_json)
		ret = check_options(&o->common, err);
	if (ret)
		return ret;
	ret = start_writer(job, err);
	if (!ret)
		ret = (is_json ? guide_json : guide_genotypes)(job, list, err);
	if (!ret)
		person_options_finish(&job->about, &job->options->common);
	return ret;
}

int run_guide(struct guide_options *options, const struct stardose_tables *tables, char type, int n,
	      char **files, stardose_sink_fn *sink, void *sink_user, struct stardose_error *err)
{
	struct job job = { .options = options,
			   .tables = tables,
			   .type = type,
			   .sink = sink,
			   .sink_user = sink_user,
			   .seen = { name_set_new(), name_set_new(), name_set_new() } };
	struct file_list list = { 0 };
	int ret = job.seen.samples && job.seen.wrong && job.seen.bare ? STARDOSE_OK
								       : cli_no_memory(err);

	if (!ret)
		ret = file_list_open(&options->common, n, files, &list, err);
	if (!ret)
		ret = work(&job, &list, err);
	file_list_release(&list);
	name_set_free(job.seen.samples);
	name_set_free(job.seen.wrong);
	name_set_free(job.seen.bare);
	stardose_guidance_writer_free(job.writer);
	stardose_guide_free(job.guide);
	person_options_close(&job.about);
	return ret;
}
