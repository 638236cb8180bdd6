/* copy_collector.c - structural records of one file, weighed per gene and sample */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <htslib/kstring.h>
#include "structure/copy_collector.h"
#include "match/copy_match.h"
#include "util/no_memory.h"
#include "util/seqname.h"

struct kept {
	hts_pos_t beg, end;
	char *text;		 /* "chr22:1-2 <DEL>" for people */
	uint8_t *reading, *lost; /* by sample; @lost as sdi_copy_record_lost() */
	int is_vague;		 /* 1: it reaches the gene only as far as its ends may lie */
};

struct gene_records {
	int n, m;
	struct kept *kept;
	int n_findings, m_findings;
	struct sdi_copy_finding *finding;
	int32_t *of_sample; /* -1: nothing; NULL: nobody */
};

struct sdi_copy_collector {
	const struct stardose_gene *const *genes;
	const struct sdi_copy_options *options;
	enum stardose_build build;
	int n_genes, n_samples, n_ignored;
	struct gene_records *gene;
};

KHASH_MAP_INIT_STR(claims, int32_t)

int sdi_copy_collector_new(const struct stardose_gene *const *genes, int n_genes,
			   enum stardose_build build, int n_samples,
			   const struct sdi_copy_options *options, struct sdi_copy_collector **out,
			   struct stardose_error *err)
{
	struct sdi_copy_collector *c = calloc(1, sizeof(*c));

	if (c)
		c->gene = calloc(n_genes ? n_genes : 1, sizeof(*c->gene));
	if (!c || !c->gene) {
		free(c);
		return sdi_no_memory(err);
	}
	c->genes = genes;
	c->options = options;
	c->build = build;
	c->n_genes = n_genes;
	c->n_samples = n_samples;
	*out = c;
	return STARDOSE_OK;
}

void sdi_copy_collector_free(struct sdi_copy_collector *c)
{
	if (!c)
		return;
	for (int g = 0; g < c->n_genes; g++) {
		struct gene_records *gene = &c->gene[g];

		for (int i = 0; i < gene->n; i++) {
			free(gene->kept[i].text);
			free(gene->kept[i].reading);
			free(gene->kept[i].lost);
		}
		for (int i = 0; i < gene->n_findings; i++)
			free(gene->finding[i].note);
		free(gene->kept);
		free(gene->finding);
		free(gene->of_sample);
	}
	free(c->gene);
	free(c);
}

/* ---- records ---- */

/* Without a list of the user's, records that failed a filter say nothing of copies. */
static int passes(const struct sdi_copy_collector *c, const struct sdi_filter_verdict *filter)
{
	return c->options->apply_filters ? filter->passes : !filter->failed;
}

static int speaks(const struct sdi_copy_collector *c, int g, const struct sdi_copy_record *r)
{
	const struct sdi_gene_extent *x = sdi_gene_extent(c->genes[g], c->build);
	const struct sdi_intervals *body = &x->body;

	if (r->has_loss || r->is_segment) {
		struct sdi_loss_touch t = sdi_loss_touches(c->genes[g], c->build, r->beg, r->end);

		if (t.has_sites || t.has_exon)
			return 1;
	}
	for (int p = 0; p < c->genes[g]->exons->n_parts; p++)
		if (sdi_intervals_overlap(&x->part[p], r->beg, r->end) * 100 >=
		    x->part[p].length * SDI_COPY_EXON_PERCENT)
			return 1;
	return sdi_intervals_overlap(body, r->beg, r->end) * 100 >=
	       body->length * SDI_COPY_PART_PERCENT;
}

/* A loss that may take a definition site or a base of an exon, though not by POS and END. */
static int may_reach(const struct sdi_copy_collector *c, int g, const struct sdi_copy_record *r)
{
	struct sdi_loss_touch t;

	if (!r->has_loss || (r->far_beg == r->beg && r->far_end == r->end))
		return 0;
	t = sdi_loss_touches(c->genes[g], c->build, r->far_beg, r->far_end);
	return t.has_sites || t.has_exon;
}

/* Of a vague record no number is believed, only that something is lost. */
static uint8_t vague_reading(int reading)
{
	int is_lost = reading == SDI_COPIES_0 || reading == SDI_COPIES_0 + 1;

	return is_lost || reading == SDI_COPIES_FEWER ? SDI_COPIES_FEWER : SDI_COPIES_SILENT;
}

/* Alleles of a length that a person can read. */
static int describe(const bcf_hdr_t *hdr, const bcf1_t *rec, const struct sdi_copy_record *r,
		    char **out)
{
	kstring_t s = KS_INITIALIZE;
	int bad = ksprintf(&s, "%s:%" PRIhts_pos "-%" PRIhts_pos " ", sdi_seqname(hdr, rec),
			   r->beg + 1, r->end) < 0;

	for (int a = 1; a < rec->n_allele; a++)
		bad |= ksprintf(&s, "%s%.20s", a > 1 ? "," : "", rec->d.allele[a]) < 0;
	if (rec->n_allele == 1)
		bad |= kputs("segment", &s) < 0;
	else if (strlen(rec->d.allele[0]) >= SDI_LONG_DELETION)
		bad |= ksprintf(&s, " (%zu bases deleted)", strlen(rec->d.allele[0]) - 1) < 0;
	*out = s.s;
	return bad ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int keep(struct sdi_copy_collector *c, int g, const bcf_hdr_t *hdr, const bcf1_t *rec,
		const struct sdi_copy_record *r, int is_vague)
{
	struct gene_records *gene = &c->gene[g];
	struct kept *more = gene->kept, *kept;
	int said = 0;

	if (gene->n == gene->m) {
		more = realloc(gene->kept, (gene->m + 16) * sizeof(*more));
		if (!more)
			return STARDOSE_ENOMEM;
		gene->kept = more;
		gene->m += 16;
	}
	kept = &gene->kept[gene->n];
	*kept = (struct kept){ .beg = r->beg, .end = r->end, .is_vague = is_vague };
	kept->reading = malloc(c->n_samples ? c->n_samples : 1);
	kept->lost = malloc(c->n_samples ? c->n_samples : 1);
	if (!kept->reading || !kept->lost) {
		free(kept->reading);
		free(kept->lost);
		return STARDOSE_ENOMEM;
	}
	for (int i = 0; i < c->n_samples; i++) {
		int reading = sdi_copy_record_sample(r, i);

		said |= kept->reading[i] = is_vague ? vague_reading(reading) : reading;
		kept->lost[i] = kept->reading[i] && !is_vague ? sdi_copy_record_lost(r, i) : 0;
	}
	if (!said) {
		free(kept->reading);
		free(kept->lost);
		return STARDOSE_OK;
	}
	gene->n++;
	return describe(hdr, rec, r, &kept->text);
}

int sdi_copy_collector_push(struct sdi_copy_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
			    const char *chrom, const struct sdi_filter_verdict *filter,
			    struct stardose_error *err)
{
	struct sdi_copy_record r;
	int is_read = 0, is_vague, kind = 0, ret = STARDOSE_OK;

	for (int g = 0; chrom && g < c->n_genes && !ret; g++) {
		const struct stardose_gene *gene = c->genes[g];

		if (strcmp(gene->chrom, chrom))
			continue;
		if (!is_read) {
			is_read = 1;
			kind = sdi_copy_record_read(hdr, rec, &r);
			if (kind > 0 && ((int)rec->n_sample != c->n_samples))
				kind = 0;
			if (kind > 0) {
				r.is_filtered = !passes(c, filter);
				r.min_gq = c->options->min_gq;
			}
		}
		is_vague = kind > 0 && !speaks(c, g, &r);
		if (kind > 0 && (!is_vague || may_reach(c, g, &r)))
			ret = keep(c, g, hdr, rec, &r, is_vague);
		c->n_ignored += kind < 0 && rec->pos >= gene->beg[c->build] &&
				rec->pos < gene->end[c->build];
	}
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_copy_collector_n_ignored(const struct sdi_copy_collector *c) { return c->n_ignored; }

/* ---- findings ---- */

static int compare_kept(const void *va, const void *vb)
{
	const struct kept *a = va, *b = vb;

	if (a->beg != b->beg)
		return a->beg < b->beg ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return strcmp(a->text, b->text);
}

static int add_to_note(kstring_t *s, const char *text, int reading)
{
	static const char *const words[] = { "", "contradicts itself", "fewer than 2",
					     "more than 2" };
	size_t at = s->l;
	int bad = ksprintf(s, "%s%s: ", s->l ? "; " : "", text) < 0;

	if (reading >= SDI_COPIES_0)
		bad |= kputw(reading - SDI_COPIES_0, s) < 0;
	else
		bad |= kputs(words[reading], s) < 0;
	/* the same record twice is said once */
	if (!bad && at && at >= s->l - at - 2 &&
	    !memcmp(s->s + at + 2, s->s + at - (s->l - at - 2), s->l - at - 2))
		s->s[s->l = at] = '\0';
	return bad;
}

/* Is it the loss that another record told of? Of phased ones only where both say the same. */
static int is_same_loss(const struct sdi_loss *a, const struct sdi_loss *b)
{
	return a->beg < b->end && b->beg < a->end && (a->on == b->on || !a->phase || !b->phase) &&
	       (a->on == 3) == (b->on == 3);
}

static void join_loss(struct sdi_loss *a, const struct sdi_loss *b)
{
	if (b->phase && !a->phase) {
		a->on = b->on;
		a->phase = b->phase;
	}
	a->beg = a->beg < b->beg ? a->beg : b->beg;
	a->end = a->end > b->end ? a->end : b->end;
}

void sdi_losses_add(struct sdi_loss *list, int *n, const struct sdi_loss *loss)
{
	int at = 0;

	for (int i = 0; i < *n; i++)
		if (is_same_loss(&list[i], loss)) {
			join_loss(&list[i], loss);
			return;
		}
	if (*n == SDI_MAX_LOSSES) { /* what is between is taken for lost too, on both if need be */
		uint32_t on = list[*n - 1].on | loss->on;

		join_loss(&list[*n - 1], loss);
		list[*n - 1].on = on;
		list[*n - 1].phase = SDI_LOSS_UNPHASED;
		return;
	}
	while (at < *n && (list[at].beg < loss->beg ||
			   (list[at].beg == loss->beg && list[at].end <= loss->end)))
		at++;
	memmove(&list[at + 1], &list[at], (*n - at) * sizeof(*list));
	list[at] = *loss;
	++*n;
}

/*
 * Is it the count of a part that tells hybrids apart, and of nothing else? Beside a count of the
 * gene that is a hybrid's sign, which the number of copies tells, and no loss.
 */
static int counts_part(const struct stardose_gene_exons *gene, int build,
		       const struct sdi_copy_claim *claim, const struct sdi_copy_finding *found)
{
	if (found->counts.copies < 0 ||
	    sdi_intervals_overlap(&gene->at[build].body, claim->beg, claim->end))
		return 0;
	for (int p = 0; p < gene->n_parts; p++)
		if (found->counts.part[p] >= 0 &&
		    claim->reading == SDI_COPIES_0 + found->counts.part[p] &&
		    sdi_intervals_overlap(&gene->at[build].part[p], claim->beg, claim->end))
			return 1;
	return 0;
}

/*
 * Deletions of parts. Those of the whole gene are told by the number of copies, but for two that
 * contradict each other by their phase.
 */
static void find_losses(const struct sdi_copy_collector *c, int g,
			const struct sdi_copy_claim *claims, int n, int in_trans,
			struct sdi_copy_finding *out)
{
	uint64_t all = 0;

	for (int i = 0; i < n; i++) {
		unsigned on = claims[i].lost & (SDI_LOST_FIRST | SDI_LOST_SECOND);
		struct sdi_loss loss = { .beg = claims[i].beg,
					 .end = claims[i].end,
					 .on = on,
					 .phase = on == 3 || !(claims[i].lost & SDI_LOST_PHASED)
							  ? SDI_LOSS_UNPHASED
							  : SDI_LOSS_PHASED };
		int is_whole = sdi_loss_is_whole(c->genes[g], c->build, loss.beg, loss.end);
		struct sdi_loss_touch t;

		if (!on || (is_whole && !in_trans) ||
		    counts_part(c->genes[g]->exons, c->build, &claims[i], out) ||
		    (out->counts.copies >= 0 && out->counts.copies < 2 &&
		     claims[i].reading == SDI_COPIES_0 + out->counts.copies))
			continue;
		t = sdi_loss_touches(c->genes[g], c->build, loss.beg, loss.end);
		if (!t.has_sites && !t.has_exon)
			continue;
		if (is_whole)
			loss.phase = SDI_LOSS_DOUBTED;
		sdi_losses_add(out->loss, &out->n_losses, &loss);
		all |= t.has_exon && !is_whole ? UINT64_C(1) << STARDOSE_REASON_PARTIAL_DELETION
					       : 0;
		all |= t.has_sites ? UINT64_C(1) << STARDOSE_REASON_SPANNING_DELETION : 0;
	}
	out->reasons |= all;
	if (out->n_losses) /* it is there, and needs no suspicion */
		out->reasons &= ~(UINT64_C(1) << STARDOSE_REASON_SUSPECTED_DELETION);
}

/* Of a gene that nobody counts only a lack of it is taken; two copies are not worth a word. */
static void limit_uncounted(struct sdi_copy_finding *f)
{
	if (f->counts.copies > 2)
		f->reasons |= UINT64_C(1) << STARDOSE_REASON_SUSPECTED_EXTRA_COPY;
	if (f->counts.copies >= 2)
		f->counts = sdi_copies_unknown;
}

/* What the records together say of a sample with these readings. */
static int judge(struct sdi_copy_collector *c, int g, const uint8_t *readings, const uint8_t *lost,
		 struct sdi_copy_finding *out)
{
	struct gene_records *gene = &c->gene[g];
	struct sdi_copy_claim *claims = malloc(gene->n * sizeof(*claims));
	struct sdi_copy_verdict verdict;
	kstring_t note = KS_INITIALIZE;
	int n = 0, n_vague = 0, bad = kputs("", &note) < 0;

	for (int i = 0; claims && i < gene->n; i++) {
		if (readings[i] == SDI_COPIES_SILENT)
			continue;
		bad |= add_to_note(&note, gene->kept[i].text, readings[i]);
		n_vague += gene->kept[i].is_vague;
		if (gene->kept[i].is_vague)
			continue;
		claims[n++] = (struct sdi_copy_claim){ gene->kept[i].beg, gene->kept[i].end,
						       readings[i], lost[i] };
	}
	if (!claims || bad) {
		free(claims);
		ks_free(&note);
		return STARDOSE_ENOMEM;
	}
	verdict = sdi_copy_consensus(c->genes[g]->exons, sdi_gene_has_hybrids(c->genes[g]),
				     c->build, claims, n);
	*out = (struct sdi_copy_finding){ .counts = verdict.counts,
					  .reasons = verdict.reasons,
					  .note = note.s };
	find_losses(c, g, claims, n, verdict.in_trans, out);
	if (n_vague && out->counts.copies < 0 && !out->n_losses)
		out->reasons |= UINT64_C(1) << STARDOSE_REASON_SUSPECTED_DELETION;
	free(claims);
	if (!c->genes[g]->has_structural)
		limit_uncounted(out);
	return STARDOSE_OK;
}

static int add_finding(struct sdi_copy_collector *c, int g, const uint8_t *readings,
		       const uint8_t *lost)
{
	struct gene_records *gene = &c->gene[g];

	if (gene->n_findings == gene->m_findings) {
		struct sdi_copy_finding *more =
			realloc(gene->finding, (gene->m_findings + 16) * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		gene->finding = more;
		gene->m_findings += 16;
	}
	if (judge(c, g, readings, lost, &gene->finding[gene->n_findings]))
		return STARDOSE_ENOMEM;
	return gene->n_findings++;
}

/* The readings of a sample as a string: no byte of it is 0. */
static int gather(const struct gene_records *gene, int sample, char *key)
{
	int said = 0;

	for (int i = 0; i < gene->n; i++) {
		key[2 * i] = (char)(gene->kept[i].reading[sample] + 1);
		key[2 * i + 1] = (char)(gene->kept[i].lost[sample] + 1);
		said |= gene->kept[i].reading[sample];
	}
	key[2 * gene->n] = '\0';
	return said;
}

/* @readings: room for two lists, of readings and of what was lost */
static int find(struct sdi_copy_collector *c, int g, khash_t(claims) * seen, char *key,
		uint8_t *readings, int32_t *out)
{
	struct gene_records *gene = &c->gene[g];
	khint_t k = kh_get(claims, seen, key);
	char *copy;
	int absent, index;

	if (k != kh_end(seen)) {
		*out = kh_val(seen, k);
		return STARDOSE_OK;
	}
	for (int i = 0; i < gene->n; i++) {
		readings[i] = (uint8_t)key[2 * i] - 1;
		readings[gene->n + i] = (uint8_t)key[2 * i + 1] - 1;
	}
	index = add_finding(c, g, readings, readings + gene->n);
	copy = index < 0 ? NULL : strdup(key);
	if (!copy)
		return STARDOSE_ENOMEM;
	k = kh_put(claims, seen, copy, &absent);
	if (absent < 0) {
		free(copy);
		return STARDOSE_ENOMEM;
	}
	*out = kh_val(seen, k) = index;
	return STARDOSE_OK;
}

static int close_gene(struct sdi_copy_collector *c, int g)
{
	struct gene_records *gene = &c->gene[g];
	khash_t(claims) *seen = kh_init(claims);
	char *key = malloc(2 * gene->n + 1);
	uint8_t *readings = malloc(2 * gene->n + 1);
	int ret = STARDOSE_OK;

	gene->of_sample = malloc((c->n_samples ? c->n_samples : 1) * sizeof(*gene->of_sample));
	if (!seen || !key || !readings || !gene->of_sample)
		ret = STARDOSE_ENOMEM;
	qsort(gene->kept, gene->n, sizeof(*gene->kept), compare_kept);
	for (int i = 0; i < c->n_samples && !ret; i++) {
		gene->of_sample[i] = -1;
		if (gather(gene, i, key))
			ret = find(c, g, seen, key, readings, &gene->of_sample[i]);
	}
	for (khint_t k = 0; seen && k < kh_end(seen); k++)
		if (kh_exist(seen, k))
			free((char *)kh_key(seen, k));
	if (seen)
		kh_destroy(claims, seen);
	free(key);
	free(readings);
	return ret;
}

int sdi_copy_collector_close(struct sdi_copy_collector *c, struct stardose_error *err)
{
	for (int g = 0; g < c->n_genes; g++)
		if (c->gene[g].n && close_gene(c, g))
			return sdi_no_memory(err);
	return STARDOSE_OK;
}

const struct sdi_copy_finding *sdi_copy_collector_finding(const struct sdi_copy_collector *c,
							  int gene, int sample)
{
	const struct gene_records *r = &c->gene[gene];

	return r->of_sample && r->of_sample[sample] >= 0 ? &r->finding[r->of_sample[sample]] : NULL;
}
