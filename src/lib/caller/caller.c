/* caller.c - files in, a call for every sample and gene out */
#include "call/call_build.h"
#include "caller/caller_impl.h"
#include "caller/read_copies.h"
#include "caller/trio_hint.h"
#include "record/sample_select.h"
#include "util/no_memory.h"

/*
 * With one file the reader has refused samples it lacks; with several, only now is it known that
 * none has them.
 */
static int check_samples(const struct stardose_caller *c, struct stardose_error *err)
{
	struct sdi_sample_list list;
	int ret = sdi_sample_list_read(c->options.samples, c->options.samples_file, &list, err);

	if (ret)
		return ret;
	for (int i = 0; i < list.n && !ret; i++)
		if (sdi_sample_set_find(&c->samples, list.name[i]) >= 0 || list.exclude)
			continue;
		else if (c->options.force_samples)
			stardose_log_say(&c->options.log, STARDOSE_OK,
					 "sample '%s' is in none of the files, and is left out",
					 list.name[i]);
		else
			ret = stardose_error_set(err, STARDOSE_EUSAGE,
						 "sample '%s' is in none of the files",
						 list.name[i]);
	if (!ret && list.is_set && c->options.force_samples && !c->samples.n)
		ret = stardose_error_set(err, STARDOSE_EUSAGE, "no sample is left to be called");
	sdi_sample_list_release(&list);
	return ret;
}

static int has_sample(const void *set, const char *name)
{
	return sdi_sample_set_find(set, name) >= 0;
}

/* What the user's table of copies says of gene number @g. */
static int take_copies(struct stardose_caller *c, int g)
{
	for (int i = 0; i < c->samples.n && c->copies.n; i++) {
		struct sdi_copy_counts counts =
			sdi_copy_file_counts(&c->copies, c->samples.name[i], c->genes[g]);
		struct sdi_structure_facts *facts =
			counts.copies < 0 ? NULL : sdi_caller_facts(c, i, g);

		if (facts)
			sdi_facts_counts(facts, &counts, STARDOSE_COPIES_FROM_FILE);
		else if (counts.copies >= 0)
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

static enum sdi_sex sex_of(const struct stardose_caller *c, int sample)
{
	const char *name = c->samples.name[sample];
	enum sdi_sex told = sdi_sex_file_of(&c->sex, name),
		     ped = sdi_sex_file_of(&c->pedigree.sex, name);

	if (told && ped && told != ped)
		return SDI_SEX_CONTRADICTED;
	return told ? told : ped;
}

/* Who has one copy of gene number @g, which is on X. */
static int take_sex(struct stardose_caller *c, int g)
{
	if (c->genes[g]->kind != STARDOSE_GENE_HEMIZYGOUS)
		return STARDOSE_OK;
	for (int i = 0; i < c->n_genotyped; i++) {
		enum sdi_sex sex = sex_of(c, i);
		struct sdi_structure_facts *facts = sex ? sdi_caller_facts(c, i, g) : NULL;

		if (facts)
			facts->sex = sex;
		else if (sex)
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* Of samples that the user did not ask for the table may say what it likes. */
static int check_copies(struct stardose_caller *c)
{
	if (c->options.samples || c->options.samples_file)
		return STARDOSE_OK;
	return sdi_copy_file_unknown_samples(&c->copies, has_sample, &c->samples, &c->options.log);
}

static int take_hints(struct stardose_caller *c)
{
	int ret;

	for (int g = 0; g < c->n_genes; g++) {
		c->read_depth[g].gene = c->genes[g];
		c->read_depth[g].depths = &c->by_gene[g].depths;
		c->read_depth[g].facts = &c->by_gene[g].facts;
	}
	ret = sdi_depth_hints(c->read_depth, c->n_genes, c->region_depth, c->depth_regions.n,
			      c->n_genotyped, &c->options, (const char *const *)c->samples.name);
	if (!ret && c->options.pedigree)
		ret = sdi_trio_hints(c->by_gene, c->n_genes, &c->pedigree, &c->samples,
				     c->n_genotyped, c->options.samples || c->options.samples_file,
				     &c->options.log);
	return ret;
}

/* Silence is not taken for the reference where nothing shows that anybody looked. */
static uint64_t why_no_records(const struct stardose_caller *c)
{
	return UINT64_C(1) << STARDOSE_REASON_NO_RECORDS |
	       (c->options.absent_is_reference
			? UINT64_C(1) << STARDOSE_REASON_NOT_SHOWN_COVERED
			: 0);
}

/* The last word of the genotypes, with all that is known beside them. */
static int call_with_facts(struct stardose_caller *c, int g, struct stardose_error *err)
{
	struct sdi_gene_calls *gc = &c->by_gene[g];
	int ret = STARDOSE_OK;

	if (!gc->calls[0])
		ret = sdi_call_build_none(gc->gene, c->build, why_no_records(c), NULL,
					  &gc->calls[0], err);
	if (!ret)
		ret = sdi_gene_calls_with_facts(gc, &c->env, c->build, err);
	if (!ret && sdi_caller_say_conflicts(c, gc))
		ret = sdi_no_memory(err);
	sdi_gene_calls_drop_genotypes(gc);
	return ret;
}

int sdi_caller_finish_gene(struct stardose_caller *c, int g, struct stardose_error *err)
{
	int ret = take_copies(c, g) || take_sex(c, g) ? sdi_no_memory(err) : STARDOSE_OK;

	if (!ret)
		ret = sdi_caller_note_useless_rows(c, g, err);
	if (!ret)
		ret = call_with_facts(c, g, err);
	if (!ret && c->options.outside)
		ret = sdi_caller_take_outside(c, g, err);
	return ret;
}

/* All samples are known. */
static int begin_to_finish(struct stardose_caller *c, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	c->n_genotyped = c->samples.n;
	/* of a build that nobody knows, more records would mend nothing: that has been told */
	if (c->n_genotyped && !c->env.is_stream && c->build != STARDOSE_BUILD_AUTO &&
	    sdi_caller_say_silent_genes(c))
		ret = sdi_no_memory(err);
	sdi_caller_say_tags_apart(c);
	if (!ret && c->options.outside)
		ret = sdi_caller_add_outside_samples(c, err);
	if (!ret && !c->options.is_part &&
	    (c->options.several_files || c->options.force_samples || c->options.outside))
		ret = check_samples(c, err);
	if (!ret && !c->options.is_part && check_copies(c))
		ret = sdi_no_memory(err);
	return ret;
}

/* A single stream has all its samples in its header, so that genes can be called one by one. */
int sdi_caller_start_genes(struct stardose_caller *c, struct stardose_error *err)
{
	return begin_to_finish(c, err);
}

int stardose_caller_finish(struct stardose_caller *caller, struct stardose_error *err)
{
	int ret = sdi_caller_settle(caller, err);

	if (!ret)
		ret = begin_to_finish(caller, err);
	if (!ret)
		ret = sdi_read_copies_all(caller, err);
	for (int g = 0; g < caller->n_genes && !ret; g++)
		ret = take_copies(caller, g) || take_sex(caller, g) ? sdi_no_memory(err)
								    : STARDOSE_OK;
	if (!ret && take_hints(caller))
		ret = sdi_no_memory(err);
	for (int g = 0; g < caller->n_genes && !ret; g++)
		ret = sdi_caller_note_useless_rows(caller, g, err);
	for (int g = 0; g < caller->n_genes && !ret; g++)
		ret = call_with_facts(caller, g, err);
	for (int g = 0; g < caller->n_all_genes && !ret && caller->options.outside; g++)
		ret = sdi_caller_take_outside(caller, g, err);
	return ret;
}

int stardose_caller_n_samples(const struct stardose_caller *caller) { return caller->samples.n; }
const char *stardose_caller_sample(const struct stardose_caller *caller, int sample)
{
	return caller->samples.name[sample];
}
int stardose_caller_n_genes(const struct stardose_caller *caller) { return caller->n_all_genes; }
const struct stardose_gene *stardose_caller_gene(const struct stardose_caller *caller, int gene)
{
	return caller->genes[gene];
}

const struct stardose_call *stardose_caller_call(const struct stardose_caller *caller, int sample,
						 int gene)
{
	const struct sdi_gene_calls *gc = &caller->by_gene[gene];

	if (!gc->of_sample[sample] && sample >= caller->n_genotyped)
		return NULL;
	return gc->calls[gc->of_sample[sample]];
}

int stardose_caller_calls(const struct stardose_caller *caller, int sample,
			  const struct stardose_call **out)
{
	int n = 0;

	for (int g = 0; g < caller->n_all_genes; g++) {
		const struct stardose_call *call = stardose_caller_call(caller, sample, g);

		if (call)
			out[n++] = call;
	}
	return n;
}

const struct stardose_structure_risk *
stardose_caller_structure_risk(const struct stardose_caller *caller, int sample, int gene)
{
	return sdi_structure_risk_find(&caller->by_gene[gene].risk, sample);
}
