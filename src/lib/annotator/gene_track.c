/* gene_track.c - collect genes, complete them, prove the build */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "annotator/gene_track.h"
#include "caller/build_proof.h"
#include "caller/file_pass.h"
#include "caller/gene_select.h"
#include "caller/record_copies.h"
#include "util/no_memory.h"

int sdi_gene_track_init(struct sdi_gene_track *track, const struct stardose_tables *tables,
			const struct stardose_call_options *options, const bcf_hdr_t *hdr,
			const uint8_t *wanted, enum stardose_build build,
			struct stardose_error *err)
{
	int ret;

	memset(track, 0, sizeof(*track));
	track->options = options;
	track->collector_options = sdi_collector_options_of(options);
	track->copy_options = (struct sdi_copy_options){ .apply_filters = options->apply_filters,
							 .min_gq = options->min_gq };
	track->n_samples = bcf_hdr_nsamples(hdr);
	track->wanted = wanted;
	track->build = build;
	track->next_end = HTS_POS_MAX;
	ret = sdi_gene_select(tables, options->genes, &track->genes, &track->n_genes, err);
	if (!ret)
		ret = sdi_gene_windows_init(&track->windows, tables, track->genes, track->n_genes,
					    hdr, err);
	if (ret)
		return ret;
	track->gene = calloc(track->n_genes + 1, sizeof(*track->gene));
	track->touched = calloc(track->n_genes + 1, 1);
	track->stretch = calloc(track->n_genes + 1, sizeof(*track->stretch));
	if (!track->gene || !track->touched || !track->stretch)
		return sdi_no_memory(err);
	return sdi_gene_exons_read(tables, track->genes, track->n_genes, track->stretch, err);
}

void sdi_gene_track_release(struct sdi_gene_track *track)
{
	int g, b;

	for (g = 0; track->gene && g < track->n_genes; g++) {
		for (b = 0; b < STARDOSE_N_BUILDS; b++) {
			sdi_pgx_info_free(track->gene[g].marker[b]);
			sdi_collector_free(track->gene[g].collector[b]);
			sdi_copy_collector_free(track->gene[g].copies[b]);
		}
		sdi_gene_values_free(track->gene[g].values);
		sdi_sample_facts_release(&track->gene[g].facts);
	}
	sdi_gene_windows_release(&track->windows);
	free(track->first_mismatch);
	free(track->gene);
	free(track->genes);
	free(track->touched);
	free(track->stretch);
	memset(track, 0, sizeof(*track));
}

/*
 * The REF scores of every collector so far; @first: the first disagreement with the build that is
 * proven.
 */
static void scores(const struct sdi_gene_track *track, int match[], int mismatch[],
		   const char **first)
{
	int b, g, m, mm;

	*first = track->first_mismatch ? track->first_mismatch : "";
	for (b = 0; b < STARDOSE_N_BUILDS; b++) {
		match[b] = track->match[b];
		mismatch[b] = track->mismatch[b];
		for (g = 0; g < track->n_genes; g++) {
			if (!track->gene[g].collector[b])
				continue;
			sdi_collector_ref_score(track->gene[g].collector[b], &m, &mm);
			if (mm && !mismatch[b] && b == (int)track->build)
				*first = sdi_collector_ref_mismatch(track->gene[g].collector[b]);
			match[b] += m;
			mismatch[b] += mm;
		}
	}
}

/* Give up a collector, but remember what it says of the build. */
static struct sdi_collector *take_collector(struct sdi_gene_track *track,
					    struct sdi_tracked_gene *gene)
{
	struct sdi_collector *collector = gene->collector[track->build];
	int match, mismatch;

	gene->collector[track->build] = NULL;
	if (!collector)
		return NULL;
	sdi_collector_ref_score(collector, &match, &mismatch);
	if (mismatch && !track->first_mismatch)
		track->first_mismatch = strdup(sdi_collector_ref_mismatch(collector));
	track->match[track->build] += match;
	track->mismatch[track->build] += mismatch;
	return collector;
}

/* A gene that nothing waits for (any more) needs no memory. */
static void retire(struct sdi_gene_track *track, struct sdi_tracked_gene *gene)
{
	if (!gene->is_complete || track->build == STARDOSE_BUILD_AUTO ||
	    gene->n_waiting[track->build])
		return;
	sdi_collector_free(take_collector(track, gene));
	sdi_gene_values_free(gene->values);
	sdi_pgx_info_free(gene->marker[track->build]);
	gene->values = NULL;
	gene->marker[track->build] = NULL;
}

/* The build is known: what was kept for the other one goes. */
static void settle_build(struct sdi_gene_track *track, enum stardose_build build)
{
	int other = !build, g;

	track->build = build;
	track->is_proven = 1;
	sdi_gene_windows_prove(&track->windows, build);
	track->next_end = 0;		/* it was of both builds: look again at the next record */
	for (g = 0; g < track->n_genes; g++) {
		sdi_collector_free(track->gene[g].collector[other]);
		sdi_copy_collector_free(track->gene[g].copies[other]);
		track->gene[g].copies[other] = NULL;
		sdi_pgx_info_free(track->gene[g].marker[other]);
		track->gene[g].collector[other] = NULL;
		track->gene[g].marker[other] = NULL;
		track->gene[g].n_waiting[other] = 0;
		retire(track, &track->gene[g]);
	}
}

static int try_decide(struct sdi_gene_track *track, int at_end, struct stardose_error *err)
{
	int match[STARDOSE_N_BUILDS], mismatch[STARDOSE_N_BUILDS], ret;
	enum stardose_build found;
	const char *first;

	scores(track, match, mismatch, &first);
	ret = sdi_build_decide(track->build, match, mismatch, at_end, &found, err);
	if (!ret && found != STARDOSE_BUILD_AUTO)
		settle_build(track, found);
	return ret;
}

/* Before the end a wrong build must have shown itself more than once or twice. */
static int verify(const struct sdi_gene_track *track, int at_end, struct stardose_error *err)
{
	int match[STARDOSE_N_BUILDS], mismatch[STARDOSE_N_BUILDS];
	const char *first;

	if (track->build == STARDOSE_BUILD_AUTO)
		return STARDOSE_OK;
	scores(track, match, mismatch, &first);
	if (!at_end && match[track->build] + mismatch[track->build] < SDI_BUILD_ENOUGH)
		return STARDOSE_OK;
	return sdi_build_verify(track->build, match, mismatch, first, err);
}

static void complete(struct sdi_gene_track *track, struct sdi_tracked_gene *gene)
{
	gene->is_open = 0;
	gene->is_complete = 1;
	retire(track, gene);
}

/* Complete the open genes whose last window ends at or before @pos. */
static void advance(struct sdi_gene_track *track, hts_pos_t pos)
{
	int g;

	track->next_end = HTS_POS_MAX;
	for (g = 0; g < track->n_genes; g++) {
		hts_pos_t end;

		if (!track->gene[g].is_open)
			continue;
		end = sdi_gene_windows_end(&track->windows, g, track->build);
		if (end <= pos)
			complete(track, &track->gene[g]);
		else if (end < track->next_end)
			track->next_end = end;
	}
}

int sdi_gene_track_move(struct sdi_gene_track *track, const char *contig, size_t len, hts_pos_t pos,
			struct stardose_error *err)
{
	if (!sdi_gene_windows_is_here(&track->windows, contig, len)) {
		advance(track, HTS_POS_MAX);
		if (sdi_gene_windows_enter(&track->windows, contig, len))
			return sdi_no_memory(err);
	} else if (pos >= track->next_end) {
		advance(track, pos);
	}
	return STARDOSE_OK;
}

static int unsorted(const struct sdi_gene_track *track, int g, hts_pos_t pos,
		    struct stardose_error *err)
{
	return stardose_error_set(err, STARDOSE_EINPUT,
				  "input is not sorted: a record of %s at %s:%" PRIhts_pos
				  " comes after the gene was complete; "
				  "sort it with bcftools sort",
				  track->genes[g]->name, track->windows.contig.s, pos + 1);
}

static int add_gene(struct sdi_mark *mark, int g)
{
	if (mark->n_genes == mark->m_genes) {
		int m = mark->m_genes ? 2 * mark->m_genes : 8,
		    *grown = realloc(mark->gene, m * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		mark->gene = grown;
		mark->m_genes = m;
	}
	mark->gene[mark->n_genes++] = g;
	return STARDOSE_OK;
}

/*
 * One record into one gene of one build: its genotypes are collected, and it is marked if it is a
 * definition site.
 */
static int feed(struct sdi_gene_track *track, int g, int build, const bcf_hdr_t *hdr, bcf1_t *rec,
		struct sdi_mark *mark, struct stardose_error *err)
{
	struct sdi_tracked_gene *gene = &track->gene[g];
	int ret = STARDOSE_OK, n;

	if (!gene->marker[build] &&
	    (track->build == STARDOSE_BUILD_AUTO || (int)track->build == build) &&
	    sdi_pgx_info_new(track->genes[g], build, &gene->marker[build]))
		return sdi_no_memory(err);
	if (!gene->collector[build])
		ret = sdi_collector_new(track->genes[g], build, track->n_samples,
					&track->collector_options, &gene->collector[build], err);
	if (!ret)
		ret = sdi_collector_push(gene->collector[build], hdr, rec, err);
	if (!ret && !gene->copies[build] && track->genes[g]->has_structural)
		ret = sdi_copy_collector_new(&track->stretch[g], 1, build, track->n_samples,
					     &track->copy_options, &gene->copies[build], err);
	if (!ret && gene->copies[build])
		ret = sdi_copy_collector_push(gene->copies[build], hdr, rec, track->genes[g]->chrom,
					      err);
	if (ret)
		return ret;
	if (track->build != STARDOSE_BUILD_AUTO && (int)track->build != build)
		return STARDOSE_OK;		/* watched, not annotated */
	n = sdi_pgx_info_put(gene->marker[build], rec, &mark->info);
	return n < 0 || (n > 0 && add_gene(mark, g)) ? sdi_no_memory(err) : STARDOSE_OK;
}

static int open_gene(struct sdi_gene_track *track, int g, hts_pos_t pos, struct stardose_error *err)
{
	hts_pos_t end;

	if (track->gene[g].is_complete)
		return unsorted(track, g, pos, err);
	if (track->gene[g].is_open)
		return STARDOSE_OK;
	end = sdi_gene_windows_end(&track->windows, g, track->build);
	track->gene[g].is_open = 1;
	if (end < track->next_end)
		track->next_end = end;
	return STARDOSE_OK;
}

int sdi_gene_track_feed(struct sdi_gene_track *track, const bcf_hdr_t *hdr, bcf1_t *rec,
			struct sdi_mark *mark, struct stardose_error *err)
{
	int g, b, ret = STARDOSE_OK;

	track->is_near = 1;
	for (g = 0; g < track->n_genes && !ret; g++) {
		if (!track->touched[g])
			continue;
		if (track->build == STARDOSE_BUILD_AUTO || track->touched[g] >> track->build & 1)
			ret = open_gene(track, g, rec->pos, err);
		for (b = 0; b < STARDOSE_N_BUILDS && !ret; b++)
			if (track->touched[g] >> b & 1)
				ret = feed(track, g, b, hdr, rec, &mark[b], err);
	}
	if (!ret && !track->is_proven)
		ret = try_decide(track, 0, err);
	return ret;
}

void sdi_gene_track_wait(struct sdi_gene_track *track, const struct sdi_mark *mark)
{
	int b, i;

	for (b = 0; b < STARDOSE_N_BUILDS; b++)
		for (i = 0; i < mark[b].n_genes; i++)
			track->gene[mark[b].gene[i]].n_waiting[b]++;
}

void sdi_gene_track_done(struct sdi_gene_track *track, const int32_t *genes, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		track->gene[genes[i]].n_waiting[track->build]--;
		retire(track, &track->gene[genes[i]]);
	}
}

/* What structural records said of the copies becomes facts, and is given up. */
static int take_copies(struct sdi_gene_track *track, struct sdi_tracked_gene *gene,
		       struct stardose_error *err)
{
	struct sdi_copy_collector *copies = gene->copies[track->build];
	int ret = copies ? sdi_copy_collector_close(copies, err) : STARDOSE_OK;

	for (int i = 0; copies && i < track->n_samples && !ret; i++) {
		const struct sdi_copy_finding *finding = sdi_copy_collector_finding(copies, 0, i);
		struct sdi_structure_facts *facts =
			finding ? sdi_sample_facts_at(&gene->facts, i) : NULL;

		if (facts)
			sdi_facts_finding(facts, finding);
		else if (finding)
			ret = sdi_no_memory(err);
	}
	sdi_copy_collector_free(copies);
	gene->copies[track->build] = NULL;
	return ret;
}

int sdi_gene_track_values(struct sdi_gene_track *track, int gene, struct sdi_gene_values **out,
			  struct stardose_error *err)
{
	struct sdi_tracked_gene *of = &track->gene[gene];
	int ret = STARDOSE_OK;

	if (!of->values)
		ret = verify(track, 0, err);
	if (!of->values && !ret)
		ret = take_copies(track, of, err);
	if (!of->values && !ret)
		ret = sdi_gene_values_new(take_collector(track, of), track->genes[gene],
					  track->n_samples, track->wanted, &of->facts,
					  track->options->n_threads, &track->options->log,
					  &of->values, err);
	*out = of->values;
	return ret;
}

int sdi_gene_track_finish(struct sdi_gene_track *track, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (!track->is_proven)
		ret = try_decide(track, 1, err);
	advance(track, HTS_POS_MAX);
	return ret ? ret : verify(track, 1, err);
}
