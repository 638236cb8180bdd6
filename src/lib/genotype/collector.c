/* collector.c - records in, patterns of observations per sample */
#include <stdlib.h>
#include <string.h>
#include "genotype/collector_impl.h"
#include "genotype/genotype_build.h"
#include "genotype/genotype_code.h"
#include "genotype/imputation.h"
#include "genotype/record_reasons.h"
#include "genotype/repeat_record.h"
#include "record/breakend.h"
#include "util/no_memory.h"
#include "util/seqname.h"

int sdi_collector_new(const struct stardose_gene *gene, enum stardose_build build, int n_samples,
		      const struct sdi_collector_options *options, struct sdi_collector **out,
		      struct stardose_error *err)
{
	struct sdi_collector *c = calloc(1, sizeof(*c));

	if (!c)
		return sdi_no_memory(err);
	c->gene = gene;
	c->options = *options;
	c->n_samples = n_samples;
	c->of_sample = calloc(n_samples ? n_samples : 1, sizeof(*c->of_sample));
	if (!c->of_sample || sdi_position_index_init(&c->index, gene, build) ||
	    sdi_pattern_set_init(&c->patterns) ||
	    sdi_filter_list_init(&c->filters, options->apply_filters) ||
	    sdi_coding_init(&c->coding.coding, gene, build)) {
		sdi_collector_free(c);
		return sdi_no_memory(err);
	}
	*out = c;
	return STARDOSE_OK;
}

void sdi_collector_free(struct sdi_collector *c)
{
	if (!c)
		return;
	for (int i = 0; i < c->n_notes; i++)
		sdi_site_record_release(&c->notes[i]);
	for (int i = 0; c->roles && i < c->index.n_sites; i++)
		free(c->roles[i].notes[0]);
	free(c->notes);
	free(c->roles);
	sdi_duplicates_release(&c->duplicates);
	free(c->node_of);
	free(c->of_sample);
	sdi_filter_list_release(&c->filters);
	sdi_pattern_set_release(&c->patterns);
	sdi_depth_list_release(&c->depths);
	sdi_share_list_release(&c->shares);
	sdi_coding_records_release(&c->coding);
	sdi_read_depth_release(&c->read_depth);
	sdi_position_index_release(&c->index);
	free(c);
}

static void score_ref(struct sdi_collector *c, const bcf_hdr_t *hdr, const bcf1_t *rec)
{
	int agrees = rec->n_allele
			     ? sdi_ref_agrees(c->gene, c->index.build, rec->pos, rec->d.allele[0])
			     : -1;

	c->n_match += agrees == 1;
	if (!agrees && !c->n_mismatch++)
		snprintf(c->mismatch, sizeof(c->mismatch), "REF %.40s at %.40s:%" PRIhts_pos,
			 rec->d.allele[0], sdi_seqname(hdr, rec), rec->pos + 1);
}

static int in_windows(const struct sdi_collector *c, hts_pos_t beg, hts_pos_t end)
{
	for (int i = 0; i < c->gene->n_windows; i++) {
		const struct stardose_window *w = &c->gene->windows[i];

		if (w->build == c->index.build && beg < w->end && w->beg < end)
			return 1;
	}
	return 0;
}

/* Bases of the windows within [beg, end). */
static hts_pos_t window_bases(const struct sdi_collector *c, hts_pos_t beg, hts_pos_t end)
{
	hts_pos_t n = 0;

	for (int i = 0; i < c->gene->n_windows; i++) {
		const struct stardose_window *w = &c->gene->windows[i];
		hts_pos_t from = w->beg > beg ? w->beg : beg, to = w->end < end ? w->end : end;

		n += w->build == c->index.build && to > from ? to - from : 0;
	}
	return n;
}

static int move_sample(struct sdi_collector *c, int sample, int32_t observation)
{
	return sdi_pattern_set_next(&c->patterns, c->of_sample[sample], observation,
				    &c->of_sample[sample]);
}

static int push_any(struct sdi_collector *c, const struct sdi_code_view *view, int *sample)
{
	struct sdi_observation o;
	int32_t index;

	for (; *sample < c->n_samples; ++*sample) {
		int ret = sdi_code_decode(view, *sample, &o);

		if (ret == 1)
			continue;
		if (ret < 0)
			return ret;
		ret = sdi_pattern_set_observation(&c->patterns, &o, &index);
		if (!ret)
			ret = move_sample(c, *sample, index);
		if (ret)
			return ret;
	}
	return STARDOSE_OK;
}

/* Few distinct GT bytes occur in one record, so each is decoded once. */
#define N_RECENT 16
#define HOM_REF(raw) (((raw) | 0x0101) == 0x0303)

static int push_plain(struct sdi_collector *c, const struct sdi_code_view *view, int *sample)
{
	struct {
		uint32_t key;
		int32_t observation;
	} recent[N_RECENT];
	struct sdi_observation o;
	int n = 0, at = 0, ret;

	for (; *sample < c->n_samples; ++*sample) {
		uint32_t key;
		int i = 0;

		if (!view->has_threshold &&
		    (*sample = sdi_code_next(view, *sample, c->n_samples)) == c->n_samples)
			break;
		key = sdi_code_raw(view, *sample);
		if (view->has_threshold) {
			int passes = sdi_code_passes(view, *sample),
			    is_empty = sdi_code_is_empty(view, *sample);

			if (HOM_REF(key) && passes && !is_empty)
				continue;
			key |= (uint32_t)passes << 16 | (uint32_t)is_empty << 17;
		}
		while (i < n && recent[i].key != key)
			i++;
		if (i == n) {
			i = n < N_RECENT ? n++ : at++ % N_RECENT;
			recent[i].key = key;
			recent[i].observation = -1;
			ret = sdi_code_decode(view, *sample, &o);
			if (!ret)
				ret = sdi_pattern_set_observation(&c->patterns, &o,
								  &recent[i].observation);
			if (ret < 0)
				return ret;
		}
		ret = recent[i].observation < 0 ? STARDOSE_OK
						: move_sample(c, *sample, recent[i].observation);
		if (ret)
			return ret;
	}
	return STARDOSE_OK;
}

/* Records that failed a filter count where no list of filters was given; the log names one. */
static void note_filter(struct sdi_collector *c, struct sdi_site_record *note, const char *failed)
{
	note->is_filtered = failed != NULL;
	if (failed && !*c->filter_name)
		snprintf(c->filter_name, sizeof(c->filter_name), "%s", failed);
}

static int push_samples(struct sdi_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
			struct sdi_site_record *note, const struct sdi_filter_verdict *filter,
			struct stardose_error *err)
{
	struct sdi_code_view view = { .note = c->n_notes,
				      .n_allele = note->n_alleles,
				      .is_open = note->is_open_allele,
				      .is_implied = note->is_block && note->n_alleles > 1,
				      .filters = &c->filters };
	int sample = 0, ret = sdi_code_view_init(&view, hdr, rec, note->is_block, &c->options, err);
	struct sdi_imputation imputation;

	if (ret)
		return ret;
	sdi_imputation_read(&imputation, hdr, rec);
	note->is_imputed = imputation.is_imputed;
	note_filter(c, note, filter->failed);
	note->has_genotypes = view.gt || view.is_implied;
	if (!note->has_genotypes || note->is_bad_ref || !filter->passes ||
	    (imputation.r2 >= 0 && imputation.r2 < c->options.min_r2)) {
		note->is_rejected = 1;
		return STARDOSE_OK;
	}
	if ((int)rec->n_sample != c->n_samples)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"record at %s:%" PRIhts_pos " has %d samples instead of %d",
			sdi_seqname(hdr, rec), rec->pos + 1, (int)rec->n_sample, c->n_samples);
	ret = view.is_plain ? push_plain(c, &view, &sample) : push_any(c, &view, &sample);
	if (ret == STARDOSE_EINPUT)
		return sdi_code_bad_allele(hdr, rec, sample, err);
	if (!ret)
		ret = sdi_read_depth_add(
			&c->read_depth, &view,
			window_bases(c, rec->pos, note->is_block ? note->end : rec->pos + 1),
			c->n_samples);
	if (!ret && c->gene->has_structural)
		ret = sdi_allele_depth_take(&c->depths, &c->index, note, &view, hdr, rec,
					    c->n_samples);
	if (!ret && c->gene->kind == STARDOSE_GENE_MITOCHONDRIAL)
		ret = sdi_allele_share_take(&c->shares, &c->index, note, &view, hdr, rec,
					    c->n_samples);
	return ret;
}

/*
 * A copy-number caller writes stretches without event as records without ALT that end at INFO/END,
 * as a gVCF writes reference blocks; but they were counted, not read, and say nothing of any base.
 */
static int is_segment(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	return rec->n_allele == 1 && rec->rlen > (hts_pos_t)strlen(rec->d.allele[0]) &&
	       bcf_get_fmt(hdr, rec, "CN");
}

/* The same record with lengths of a repeat spelled out. 1: taken; 0: it cannot be spelled */
static int push_repeat(struct sdi_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		       const struct sdi_filter_verdict *filter, struct stardose_error *err)
{
	bcf1_t *spelled;
	int ret = sdi_repeat_record(hdr, rec, &spelled);

	if (ret <= 0)
		return ret ? sdi_no_memory(err) : 0;
	/* a repeat that the reference has in another spelling says nothing, of the build neither */
	if (sdi_ref_agrees(c->gene, c->index.build, spelled->pos, spelled->d.allele[0])) {
		ret = sdi_collector_push(c, hdr, spelled, filter, err);
		ret = ret ? ret : 1;
	} else {
		ret = 0;
	}
	bcf_destroy(spelled);
	return ret;
}

int sdi_collector_push(struct sdi_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		       const struct sdi_filter_verdict *filter, struct stardose_error *err)
{
	hts_pos_t end = rec->pos + (rec->rlen > 0 ? rec->rlen : 1);
	struct sdi_site_record note;
	int ret;

	if (!in_windows(c, rec->pos, end) &&
	    !sdi_coding_reaches(&c->coding.coding, rec->pos, end + 1) &&
	    (bcf_unpack(rec, BCF_UN_STR) < 0 || !sdi_has_breakend(rec)))
		return STARDOSE_OK;
	if (bcf_unpack(rec, BCF_UN_STR) < 0)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "cannot read the record at %s:%" PRIhts_pos,
					  sdi_seqname(hdr, rec), rec->pos + 1);
	ret = sdi_is_repeat_record(rec) ? push_repeat(c, hdr, rec, filter, err) : 0;
	if (ret)
		return ret > 0 ? STARDOSE_OK : ret;
	score_ref(c, hdr, rec);
	if (is_segment(hdr, rec))
		return STARDOSE_OK;
	ret = sdi_coding_push(c, hdr, rec, filter, err);
	if (ret)
		return ret;
	ret = sdi_site_record_read(&c->index, rec, &note);
	if (ret <= 0)
		return ret ? sdi_no_memory(err) : STARDOSE_OK;
	if (c->n_notes == c->m_notes) {
		int m = c->m_notes ? c->m_notes * 2 : 64;
		struct sdi_site_record *more = realloc(c->notes, m * sizeof(*more));

		if (!more) {
			sdi_site_record_release(&note);
			return sdi_no_memory(err);
		}
		c->notes = more;
		c->m_notes = m;
	}
	bcf_unpack(rec, BCF_UN_STR | BCF_UN_FLT | BCF_UN_FMT);
	ret = push_samples(c, hdr, rec, &note, filter, err);
	c->notes[c->n_notes++] = note;
	if (ret == STARDOSE_ENOMEM)
		return sdi_no_memory(err);
	return ret;
}

void sdi_collector_ref_score(const struct sdi_collector *c, int *n_match, int *n_mismatch)
{
	*n_match = c->n_match;
	*n_mismatch = c->n_mismatch;
}

const char *sdi_collector_ref_mismatch(const struct sdi_collector *c) { return c->mismatch; }

int sdi_collector_ends_at(struct sdi_collector *c, hts_pos_t pos)
{
	int n = 0;

	for (int s = 0; s < c->index.n_sites; s++) {
		const struct sdi_site *site = &c->index.sites[s];

		if (site->end > pos)
			n += sdi_collector_deny(c, site->bits, STARDOSE_REASON_STREAM_END);
	}
	return n;
}

int sdi_collector_deny(struct sdi_collector *c, struct stardose_bits bits, enum stardose_reason why)
{
	struct stardose_bits more = sdi_bits_minus(bits, c->index.no_assume);

	c->index.no_assume = sdi_bits_or(c->index.no_assume, more);
	c->denied[why] = sdi_bits_or(c->denied[why], more);
	return sdi_bits_count(more);
}

void sdi_collector_expect(struct sdi_collector *c, const double *copies) { c->expected = copies; }
int sdi_collector_n_unseen(const struct sdi_collector *c) { return c->n_unseen; }
void sdi_collector_cover(struct sdi_collector *c) { c->is_covered = 1; }
void sdi_collector_probes(struct sdi_collector *c) { c->is_probed = 1; }

int sdi_collector_assumes(const struct sdi_collector *c) { return c->options.absent_is_reference; }

int sdi_collector_speaks(const struct sdi_collector *c)
{
	return sdi_collector_n_records(c) ||
	       (c->options.absent_is_reference && (c->n_match || c->is_covered));
}

int sdi_collector_n_filtered(const struct sdi_collector *c, const char **name)
{
	int n = 0;

	for (int i = 0; i < c->n_notes; i++)
		n += c->notes[i].n_sites && c->notes[i].is_filtered && !c->notes[i].is_rejected;
	*name = c->filter_name;
	return n;
}

int sdi_collector_n_records(const struct sdi_collector *c)
{
	return c->roles ? c->n_speaking : c->n_notes;
}

int sdi_collector_n_patterns(const struct sdi_collector *c) { return c->n_distinct; }

/* Why sites that are absent were not assumed. */
static uint64_t denied_reasons(const struct sdi_collector *c, const struct sdi_genotype *g)
{
	struct stardose_bits absent = { { 0 } };
	uint64_t reasons = 0;

	for (int bit = 0; bit < c->gene->n_core; bit++)
		if (g->state[bit] == STARDOSE_EVIDENCE_ABSENT)
			sdi_bits_set(&absent, bit);
	for (int why = 0; why < STARDOSE_N_REASONS; why++)
		if (!sdi_bits_empty(sdi_bits_and(absent, c->denied[why])))
			reasons |= UINT64_C(1) << why;
	return reasons;
}

int sdi_collector_genotype(const struct sdi_collector *c, int pattern, struct sdi_genotype *out,
			   struct stardose_error *err)
{
	int ret = sdi_genotype_build(c, c->node_of[pattern], out);

	if (!ret)
		out->reasons |= sdi_record_reasons(c, c->node_of[pattern]);
	if (!ret && c->options.absent_is_reference)
		out->reasons |= denied_reasons(c, out);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_collector_pattern(const struct sdi_collector *c, int sample)
{
	return c->of_sample[sample];
}

const struct sdi_read_depth *sdi_collector_read_depth(const struct sdi_collector *c)
{
	return &c->read_depth;
}

void sdi_collector_take_depths(struct sdi_collector *c, struct sdi_depth_list *out)
{
	*out = c->depths;
	memset(&c->depths, 0, sizeof(c->depths));
}

const struct sdi_share_list *sdi_collector_shares(const struct sdi_collector *c)
{
	return &c->shares;
}
