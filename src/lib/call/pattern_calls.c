/* pattern_calls.c - every distinct pattern of a closed collector, matched and called once */
#include <stdlib.h>
#include <string.h>
#include <htslib/thread_pool.h>
#include "call/call_build.h"
#include "call/pattern_calls.h"
#include "util/no_memory.h"

/* Enough patterns to make handing them over cheap, few enough to share them out evenly. */
#define CHUNK 64

struct job {
	const struct sdi_collector *collector;	/* patterns of it, or else @pairs */
	struct sdi_genotype *keep;
	const struct stardose_gene *gene;
	enum stardose_build build;
	const struct sdi_genotype *genotypes;
	const struct sdi_coding_lists *tears;
	const struct sdi_fact_pair *pairs;
	int keep_sites, beg, end;
	struct stardose_call **out;
	int ret;
	struct stardose_error err;
};

/* Blocks are most of a genotype that is kept; give back the room that grew too large. */
static void keep_genotype(struct sdi_genotype *to, struct sdi_genotype *genotype)
{
	struct sdi_block *fewer =
		genotype->n_blocks ? realloc(genotype->blocks, genotype->n_blocks * sizeof(*fewer))
				   : NULL;

	if (fewer) {
		genotype->blocks = fewer;
		genotype->m_blocks = genotype->n_blocks;
	}
	*to = *genotype;
	memset(genotype, 0, sizeof(*genotype));
}

static void call_pattern(struct job *job, int p)
{
	struct sdi_genotype genotype;

	memset(&genotype, 0, sizeof(genotype));
	job->ret = sdi_collector_genotype(job->collector, p, &genotype, &job->err);
	if (!job->ret)
		job->ret =
			sdi_call_build(&genotype, NULL, job->keep_sites, &job->out[p], &job->err);
	if (!job->ret && job->keep)
		keep_genotype(&job->keep[p], &genotype);
	sdi_genotype_release(&genotype);
}

static int call_torn(struct job *job, const struct sdi_genotype *genotype,
		     const struct sdi_structure_facts *facts, struct stardose_call **out)
{
	struct sdi_genotype torn;
	int ret;

	if (sdi_coding_lists_join(job->tears, facts->tears, genotype, &torn))
		return sdi_no_memory(&job->err);
	ret = sdi_call_build(&torn, facts, job->keep_sites, out, &job->err);
	free(torn.coding);
	return ret;
}

static void call_pair(struct job *job, int i)
{
	const struct sdi_fact_pair *pair = &job->pairs[i];
	/* NULL: no file spoke of the gene */
	const struct sdi_genotype *genotype =
		job->genotypes ? &job->genotypes[pair->pattern] : NULL;

	job->ret = genotype && genotype->gene && pair->facts.tears
			   ? call_torn(job, genotype, &pair->facts, &job->out[i])
		   : genotype && genotype->gene
			   ? sdi_call_build(genotype, &pair->facts, job->keep_sites, &job->out[i],
					    &job->err)
			   : sdi_call_build_none(job->gene, job->build,
						 UINT64_C(1) << STARDOSE_REASON_NO_RECORDS,
						 &pair->facts, &job->out[i], &job->err);
}

static void *job_run(void *arg)
{
	struct job *job = arg;

	for (int i = job->beg; i < job->end && !job->ret; i++) {
		if (job->collector)
			call_pattern(job, i);
		else
			call_pair(job, i);
	}
	return job;
}

static int run_pool(struct job *jobs, int n_jobs, int n_threads)
{
	hts_tpool *pool = hts_tpool_init(n_threads + 1);
	hts_tpool_process *queue = pool ? hts_tpool_process_init(pool, n_jobs, 1) : NULL;
	int ret = queue ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; i < n_jobs && !ret; i++)
		if (hts_tpool_dispatch(pool, queue, job_run, &jobs[i]))
			ret = STARDOSE_ENOMEM;
	if (queue) {
		hts_tpool_process_flush(queue);
		hts_tpool_process_destroy(queue);
	}
	if (pool)
		hts_tpool_destroy(pool);
	return ret;
}

/* Share @n calls out as copies of @model. */
static int run_jobs(const struct job *model, int n, int n_threads, struct stardose_error *err)
{
	int n_jobs = (n + CHUNK - 1) / CHUNK, ret = STARDOSE_OK;
	struct job *jobs = calloc(n_jobs ? n_jobs : 1, sizeof(*jobs));

	if (!jobs)
		return sdi_no_memory(err);
	for (int i = 0; i < n_jobs; i++) {
		jobs[i] = *model;
		jobs[i].beg = i * CHUNK;
		jobs[i].end = jobs[i].beg + CHUNK < n ? jobs[i].beg + CHUNK : n;
	}
	if (n_threads > 0 && n_jobs > 1)
		ret = run_pool(jobs, n_jobs, n_threads);
	else
		for (int i = 0; i < n_jobs && !ret; i++)
			ret = ((struct job *)job_run(&jobs[i]))->ret;
	for (int i = 0; i < n_jobs; i++)
		if (jobs[i].ret) {	/* the first one in order, whichever thread met it */
			ret = jobs[i].ret;
			if (err)
				*err = jobs[i].err;
			break;
		}
	free(jobs);
	return ret;
}

int sdi_pattern_calls(const struct sdi_collector *collector, int keep_sites, int n_threads,
		      struct sdi_genotype *keep, struct stardose_call **out,
		      struct stardose_error *err)
{
	struct job model = {
		.collector = collector, .keep = keep, .keep_sites = keep_sites, .out = out
	};

	return run_jobs(&model, sdi_collector_n_patterns(collector), n_threads, err);
}

int sdi_pair_calls(const struct stardose_gene *gene, enum stardose_build build,
		   const struct sdi_genotype *genotypes, const struct sdi_coding_lists *tears,
		   const struct sdi_fact_pair *pairs, int n,
		   int keep_sites, int n_threads, struct stardose_call **out,
		   struct stardose_error *err)
{
	struct job model = { .gene = gene,
			     .build = build,
			     .genotypes = genotypes,
			     .tears = tears,
			     .pairs = pairs,
			     .keep_sites = keep_sites,
			     .out = out };

	return run_jobs(&model, n, n_threads, err);
}
