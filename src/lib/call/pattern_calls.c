/* pattern_calls.c - every distinct pattern of a closed collector, matched and called once */
#include <stdlib.h>
#include <string.h>
#include <htslib/thread_pool.h>
#include "call/call_build.h"
#include "call/pattern_calls.h"

/* Enough patterns to make handing them over cheap, few enough to share them out evenly. */
#define CHUNK 64

struct job {
	const struct sdi_collector *collector;
	int keep_sites, beg, end;
	struct stardose_call **out;
	int ret;
	struct stardose_error err;
};

static void *job_run(void *arg)
{
	struct job *job = arg;

	for (int p = job->beg; p < job->end && !job->ret; p++) {
		struct sdi_genotype genotype;

		memset(&genotype, 0, sizeof(genotype));
		job->ret = sdi_collector_genotype(job->collector, p, &genotype, &job->err);
		if (!job->ret)
			job->ret = sdi_call_build(&genotype, job->keep_sites, &job->out[p], &job->err);
		sdi_genotype_release(&genotype);
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

int sdi_pattern_calls(const struct sdi_collector *collector, int keep_sites, int n_threads, struct stardose_call **out,
		      struct stardose_error *err)
{
	int n = sdi_collector_n_patterns(collector), n_jobs = (n + CHUNK - 1) / CHUNK, ret = STARDOSE_OK;
	struct job *jobs = calloc(n_jobs ? n_jobs : 1, sizeof(*jobs));

	if (!jobs)
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	for (int i = 0; i < n_jobs; i++) {
		jobs[i] = (struct job){ .collector = collector, .keep_sites = keep_sites, .beg = i * CHUNK, .out = out };
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
