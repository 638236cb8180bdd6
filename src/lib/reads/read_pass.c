/* read_pass.c - one pass over reads: depth by bin, votes by fragment */
#include <stdlib.h>
#include <string.h>
#include "reads/allele_votes.h"
#include "reads/read_pass.h"

#define LEVELS 32		/* of rarity; see fragment_votes.h */
#define MOST_PIECES 1000 /* of an alignment: a short read has a handful */
#define FORM_NOT_COUNTED (BAM_FUNMAP | BAM_FSECONDARY | BAM_FQCFAIL | BAM_FDUP)

/* A site on one of the two: sorted by position. */
struct spot { hts_pos_t pos; char base, paralog_base; uint8_t segment; };

struct pass {
	const struct stardose_paralog_model *model;
	enum stardose_build build;
	int n_bins, n_spots, level, has_bases;
	struct spot *spots;
	uint32_t *bases;		/* by level and bin */
	double kept[LEVELS], most;	/* bases of reads by level */
	double unique, unplaced, length;
	int64_t n_reads;
	struct sdi_fragment_votes votes;
	struct sdi_allele_votes alleles;
};

void sdi_read_span(const struct stardose_paralog_model *model, enum stardose_build build,
		   hts_pos_t *beg, hts_pos_t *end)
{
	*beg = INT64_MAX;
	*end = 0;
	for (int r = 0; r < model->n_regions; r++) {
		const struct sdi_count_region *region = &model->regions[r];

		*beg = region->beg[build] < *beg ? region->beg[build] : *beg;
		*end = region->end[build] > *end ? region->end[build] : *end;
	}
}

static int compare_spots(const void *va, const void *vb)
{
	const struct spot *a = va, *b = vb;

	return (a->pos > b->pos) - (a->pos < b->pos);
}

static int make_spots(struct pass *p)
{
	const struct stardose_paralog_model *m = p->model;

	p->spots = malloc((2 * m->n_sites + 1) * sizeof(*p->spots));
	if (!p->spots)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < m->n_sites; i++)
		for (int other = 0; other < 2; other++) {
			const struct sdi_paralog_site *s = &m->sites[i];

			p->spots[p->n_spots++] = (struct spot){
				other ? s->paralog[p->build] : s->gene[p->build], s->base,
				s->paralog_base, s->segment
			};
		}
	qsort(p->spots, p->n_spots, sizeof(*p->spots), compare_spots);
	return STARDOSE_OK;
}

static int begin_pass(struct pass *p, const struct stardose_gene *gene)
{
	hts_pos_t beg, end;

	for (int r = 0; r < p->model->n_regions; r++)
		p->n_bins += p->model->regions[r].n_bins;
	sdi_read_span(p->model, p->build, &beg, &end);
	p->most = (double)SDI_READS_MOST * (end - beg);
	p->bases = calloc((size_t)LEVELS * p->n_bins + 1, sizeof(*p->bases));
	if (!p->bases || make_spots(p))
		return STARDOSE_ENOMEM;
	return sdi_allele_votes_init(&p->alleles, gene, p->build);
}

/* ---- depth ---- */

static void add_to_region(const struct sdi_count_region *r, enum stardose_build build,
			  hts_pos_t beg, hts_pos_t end, uint32_t *bins)
{
	beg = (beg > r->beg[build] ? beg : r->beg[build]) - r->beg[build];
	end = (end < r->end[build] ? end : r->end[build]) - r->beg[build];
	while (beg < end) {
		hts_pos_t bin = beg / SDI_COUNT_BIN, stop = (bin + 1) * SDI_COUNT_BIN;

		stop = stop < end ? stop : end;
		bins[bin] += stop - beg;
		beg = stop;
	}
}

/* Bases [beg, end) of the reference are covered by a read. */
static void add_depth(struct pass *p, int level, int is_unplaced, hts_pos_t beg, hts_pos_t end)
{
	uint32_t *bins = p->bases + (size_t)level * p->n_bins;

	for (int r = 0; r < p->model->n_regions; r++) {
		const struct sdi_count_region *region = &p->model->regions[r];
		hts_pos_t from = region->beg[p->build], to = region->end[p->build];

		if (beg < to && from < end) {
			add_to_region(region, p->build, beg, end, bins);
			if (region->role == SDI_COUNT_FLANK || region->role == SDI_COUNT_LINK) {
				from = from > beg ? from : beg;
				to = to < end ? to : end;
				p->unique += to - from;
				p->unplaced += is_unplaced ? to - from : 0;
			}
		}
		bins += region->n_bins;
	}
}

/* ---- votes ---- */

static int first_spot(const struct pass *p, hts_pos_t pos)
{
	int lo = 0, hi = p->n_spots;

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (p->spots[mid].pos < pos)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Bases of a read from @at on lie on the reference bases [beg, end). */
static int add_votes(struct pass *p, const bam1_t *b, uint64_t key, int at, hts_pos_t beg,
		     hts_pos_t end)
{
	const uint8_t *seq = bam_get_seq(b), *qual = bam_get_qual(b);

	for (int i = first_spot(p, beg); i < p->n_spots && p->spots[i].pos < end; i++) {
		const struct spot *s = &p->spots[i];
		int k = at + (int)(s->pos - beg);
		char base;

		if (k >= b->core.l_qseq)
			return STARDOSE_OK;
		base = seq_nt16_str[bam_seqi(seq, k)];
		if (qual[k] < SDI_READS_MIN_BASE || (base != s->base && base != s->paralog_base))
			continue;
		if (sdi_fragment_vote(&p->votes, key, s->segment, base == s->base))
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* The same for definition variants. */
static int add_alleles(struct pass *p, const bam1_t *b, uint64_t key, int at, hts_pos_t beg,
		       hts_pos_t end)
{
	const uint8_t *seq = bam_get_seq(b), *qual = bam_get_qual(b);
	struct sdi_allele_votes *a = &p->alleles;

	for (int i = sdi_allele_first(a, beg); i < a->n_spots && a->spots[i].pos < end; i++) {
		int k = at + (int)(a->spots[i].pos - beg);

		if (k >= b->core.l_qseq)
			return STARDOSE_OK;
		if (qual[k] >= SDI_READS_MIN_BASE &&
		    sdi_allele_vote(a, key, &a->spots[i], seq_nt16_str[bam_seqi(seq, k)]))
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* ---- reads ---- */

static int walk(struct pass *p, const bam1_t *b, uint64_t key, int level)
{
	const uint32_t *cigar = bam_get_cigar(b);
	hts_pos_t pos = b->core.pos;
	int at = 0;

	for (uint32_t i = 0; i < b->core.n_cigar; i++) {
		int type = bam_cigar_type(bam_cigar_op(cigar[i])), n = bam_cigar_oplen(cigar[i]);

		if (type == 3) {
			add_depth(p, level, !b->core.qual, pos, pos + n);
			if (p->has_bases && b->core.l_qseq > 0 &&
			    (add_votes(p, b, key, at, pos, pos + n) ||
			     add_alleles(p, b, key, at, pos, pos + n)))
				return STARDOSE_ENOMEM;
		}
		at += type & 1 ? n : 0;
		pos += type & 2 ? n : 0;
	}
	return STARDOSE_OK;
}

/* Reads of at least a level whose bases are not too many together. */
static void raise_level(struct pass *p)
{
	double all = 0;

	for (int l = p->level; l < LEVELS; l++)
		all += p->kept[l];
	while (all > p->most && p->level < LEVELS - 1)
		all -= p->kept[p->level++];
}

static int take_read(struct pass *p, const bam1_t *b)
{
	uint64_t key;
	int level;
	hts_pos_t length;

	if (b->core.flag & FORM_NOT_COUNTED || !b->core.n_cigar)
		return STARDOSE_OK;
	key = sdi_fragment_key(bam_get_qname(b));
	level = sdi_fragment_level(key);
	level = level < LEVELS ? level : LEVELS - 1;
	if (level < p->level)
		return STARDOSE_OK;
	length = bam_cigar2qlen(b->core.n_cigar, bam_get_cigar(b));
	p->length += length;
	p->n_reads++;
	p->kept[level] += length;
	if (b->core.n_cigar <= MOST_PIECES && walk(p, b, key, level))
		return STARDOSE_ENOMEM;
	if (!(p->n_reads & 1023))
		raise_level(p);
	return STARDOSE_OK;
}

static int finish(struct pass *p, struct sdi_read_counts *out)
{
	out->depth = calloc(p->n_bins + 1, sizeof(*out->depth));
	if (!out->depth)
		return STARDOSE_ENOMEM;
	raise_level(p);
	out->n_bins = p->n_bins;
	out->has_bases = p->votes.n > 0; /* reads may also have been written without bases */
	out->n_drawn = 1 << (p->level < 30 ? p->level : 30);
	out->n_reads = p->n_reads < INT32_MAX ? p->n_reads : INT32_MAX;
	out->read_length = p->n_reads ? p->length / p->n_reads : 0;
	out->unplaced = p->unique > 0 ? p->unplaced / p->unique : 0;
	for (int l = p->level; l < LEVELS; l++)
		for (int i = 0; i < p->n_bins; i++)
			out->depth[i] +=
				(double)p->bases[(size_t)l * p->n_bins + i] / SDI_COUNT_BIN;
	sdi_fragment_tally(&p->votes, p->level, p->model->n_segments, out);
	return sdi_allele_tally(&p->alleles, &p->votes, p->level, out);
}

int sdi_read_pass(const struct stardose_gene *gene, enum stardose_build build, int has_bases,
		  sdi_next_read_fn *next, void *data, struct sdi_read_counts *out)
{
	struct pass p = { .model = gene->paralog, .build = build, .has_bases = has_bases };
	bam1_t *read = bam_init1();
	int n = 0, ret = read ? begin_pass(&p, gene) : STARDOSE_ENOMEM;

	while (!ret && (n = next(data, read)) >= 0)
		ret = take_read(&p, read);
	if (!ret && n < -1)
		ret = STARDOSE_EINPUT;
	if (!ret)
		ret = finish(&p, out);
	bam_destroy1(read);
	sdi_fragment_votes_release(&p.votes);
	sdi_allele_votes_release(&p.alleles);
	free(p.spots);
	free(p.bases);
	return ret;
}

void sdi_read_counts_release(struct sdi_read_counts *counts)
{
	free(counts->depth);
	free(counts->alleles);
	*counts = (struct sdi_read_counts){ 0 };
}
