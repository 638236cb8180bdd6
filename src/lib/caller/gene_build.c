/* gene_build.c - which build the records of a stream are of, by the REF bases that its genes saw */
#include <stdlib.h>
#include <string.h>
#include "caller/build_proof.h"
#include "caller/gene_stream.h"

void sdi_gene_stream_drop_build(struct sdi_gene_stream *s, int build)
{
	for (int g = 0; s->gene && g < s->env->n_genes; g++)
		for (int look = 0; look < SDI_N_LOOKS; look++)
			sdi_observer_release(&s->gene[g].seen[build][look]);
}

static const struct sdi_collector *genotypes_of(const struct sdi_gene_stream *s, int g, int build)
{
	return s->gene[g].seen[build][SDI_LOOK_GENOTYPES].self;
}

/*
 * The REF scores of every file so far; @first: the first disagreement with the build that is
 * proven.
 */
static void all_scores(const struct sdi_gene_stream *s, int match[], int mismatch[],
		       const char **first)
{
	*first = s->first_mismatch ? s->first_mismatch : "";
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		match[b] = s->match[b];
		mismatch[b] = s->mismatch[b];
		for (int g = 0; g < s->env->n_genes; g++) {
			const struct sdi_collector *c = genotypes_of(s, g, b);
			int m, mm;

			if (!c)
				continue;
			sdi_collector_ref_score(c, &m, &mm);
			if (mm && !mismatch[b] && b == (int)s->build)
				*first = sdi_collector_ref_mismatch(c);
			match[b] += m;
			mismatch[b] += mm;
		}
	}
}

/* Those of the file that is being read: each must be of the build by itself. */
static void scores(const struct sdi_gene_stream *s, int match[], int mismatch[], const char **first)
{
	all_scores(s, match, mismatch, first);
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		match[b] -= s->match_before[b];
		mismatch[b] -= s->mismatch_before[b];
	}
}

/* The build is known: what was kept for the other one goes. */
static void settle_build(struct sdi_gene_stream *s, enum stardose_build build)
{
	s->build = build;
	s->is_proven = 1;
	sdi_gene_windows_prove(&s->windows, build);
	s->next_end = 0; /* it was of both builds: look again at the next record */
	sdi_gene_stream_drop_build(s, !build);
}

static int is_mitochondrial(const struct sdi_gene_stream *s, int g)
{
	return s->env->genes[g]->kind == STARDOSE_GENE_MITOCHONDRIAL;
}

/* REF bases that agree on the mitochondrion, whose sequence both builds have: of either build. */
static int shared_match(const struct sdi_gene_stream *s, enum stardose_build build)
{
	int n = 0;

	for (int g = 0; g < s->env->n_genes; g++) {
		const struct sdi_collector *c = genotypes_of(s, g, build);
		int match = 0, mismatch;

		if (c && is_mitochondrial(s, g))
			sdi_collector_ref_score(c, &match, &mismatch);
		n += match;
	}
	return n;
}

void sdi_gene_stream_mark_scores(struct sdi_gene_stream *s)
{
	const char *first;

	all_scores(s, s->match_before, s->mismatch_before, &first);
	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		s->shared_before[b] = shared_match(s, b);
}

/* Only the mitochondrion was seen, and silence, which is read by the build, counts nowhere. */
static int is_any_build(const struct sdi_gene_stream *s)
{
	for (int g = 0; g < s->env->n_genes; g++) {
		int is_seen = s->env->options->absent_is_reference;

		for (int i = 0; i < STARDOSE_N_BUILDS * SDI_N_LOOKS; i++)
			is_seen |= s->gene[g].seen[i / SDI_N_LOOKS][i % SDI_N_LOOKS].self != NULL;
		if (is_seen && !is_mitochondrial(s, g))
			return 0;
	}
	return s->build == STARDOSE_BUILD_AUTO;
}

int sdi_gene_stream_decide(struct sdi_gene_stream *s, int at_end, struct stardose_error *err)
{
	int match[STARDOSE_N_BUILDS], mismatch[STARDOSE_N_BUILDS], ret, n_shared = 0;
	enum stardose_build found;
	const char *first;

	scores(s, match, mismatch, &first);
	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		match[b] -= n_shared = shared_match(s, b) - s->shared_before[b];
	ret = sdi_build_decide(s->build, match, mismatch, at_end, &found, err);
	if (!ret && found == STARDOSE_BUILD_AUTO && at_end && n_shared) {
		for (int b = 0; b < STARDOSE_N_BUILDS; b++) /* for what is said */
			match[b] += n_shared;
		if (!is_any_build(s))
			ret = sdi_build_decide(s->build, match, mismatch, at_end, &found, err);
		else
			found = s->build_before == STARDOSE_BUILD_AUTO ? STARDOSE_BUILD_GRCH38
								       : s->build_before;
	}
	if (!ret && found != STARDOSE_BUILD_AUTO)
		settle_build(s, found);
	return ret;
}

int sdi_gene_stream_verify(const struct sdi_gene_stream *s, int at_end, struct stardose_error *err)
{
	int match[STARDOSE_N_BUILDS], mismatch[STARDOSE_N_BUILDS];
	const char *first;

	if (s->build == STARDOSE_BUILD_AUTO)
		return STARDOSE_OK;
	scores(s, match, mismatch, &first);
	if (!at_end && match[s->build] + mismatch[s->build] < SDI_BUILD_ENOUGH)
		return STARDOSE_OK;
	return sdi_build_verify(s->build, match, mismatch, first, err);
}

void sdi_gene_stream_drop_gene(struct sdi_gene_stream *s, int g)
{
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		const struct sdi_collector *c = genotypes_of(s, g, b);
		int match, mismatch;

		if (c && b == (int)s->build) {
			sdi_collector_ref_score(c, &match, &mismatch);
			if (mismatch && !s->first_mismatch)
				s->first_mismatch = strdup(sdi_collector_ref_mismatch(c));
			s->match[b] += match;
			s->mismatch[b] += mismatch;
		}
		for (int look = 0; look < SDI_N_LOOKS; look++)
			sdi_observer_release(&s->gene[g].seen[b][look]);
	}
}
