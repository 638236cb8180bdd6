/* copy_match.c - readings where the number of gene copies is known */
#include <stdlib.h>
#include <string.h>
#include "match/copy_hybrid.h"
#include "match/copy_match.h"

static void why(uint64_t *reasons, enum stardose_reason reason)
{
	*reasons |= UINT64_C(1) << reason;
}

const struct stardose_allele *sdi_gene_deletion(const struct stardose_gene *gene)
{
	for (int i = 0; i < gene->n_alleles; i++)
		if (gene->alleles[i].kind == STARDOSE_ALLELE_DELETION)
			return &gene->alleles[i];
	return NULL;
}

int sdi_gene_has_hybrids(const struct stardose_gene *gene)
{
	for (int i = 0; i < gene->n_alleles; i++)
		if (gene->alleles[i].kind == STARDOSE_ALLELE_HYBRID)
			return 1;
	return 0;
}

/* A list of readings under construction. */
struct readings { int n, m; struct sdi_reading *list; };

static int add(struct readings *r, const struct sdi_reading *reading)
{
	if (r->n == r->m) {
		int want = r->m ? 2 * r->m : 8;
		struct sdi_reading *grown = realloc(r->list, want * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		r->list = grown;
		r->m = want;
	}
	r->list[r->n++] = *reading;
	return STARDOSE_OK;
}

static int compare_haps(const struct sdi_reading *a, int i, const struct sdi_reading *b, int j)
{
	int cmp;

	if (a->allele[i] != b->allele[j])
		return a->allele[i] < b->allele[j] ? -1 : 1;
	if (a->copies[i] != b->copies[j])
		return a->copies[i] < b->copies[j] ? -1 : 1;
	if (a->n_hybrids[i] != b->n_hybrids[j])
		return a->n_hybrids[i] < b->n_hybrids[j] ? -1 : 1;
	if (a->n_hybrids[i] && a->unit[i] != b->unit[j])
		return a->unit[i] < b->unit[j] ? -1 : 1;
	cmp = memcmp(&a->leftover[i], &b->leftover[j], sizeof(a->leftover[i]));
	return cmp ? cmp : a->n_unlisted[i] - b->n_unlisted[j];
}

static void copy_hap(struct sdi_reading *to, int i, const struct sdi_reading *from, int j)
{
	to->allele[i] = from->allele[j];
	to->copies[i] = from->copies[j];
	to->leftover[i] = from->leftover[j];
	to->n_unlisted[i] = from->n_unlisted[j];
}

/* Haplotype @h of @from beside a deleted one, lower allele first. */
static struct sdi_reading beside_deletion(const struct sdi_reading *from, int h, int deletion)
{
	struct sdi_reading out = { .ploidy = 2, .n_missing = from->n_missing };
	int at = deletion < from->allele[h];

	copy_hap(&out, at, from, h);
	out.allele[!at] = deletion;
	out.copies[!at] = 1;
	return out;
}

/* ---- one copy ---- */

int sdi_one_haplotype(const struct sdi_genotype *g, struct sdi_genotype *out)
{
	*out = *g;
	out->ploidy = 1;
	out->n_blocks = 0;
	for (int b = 0; b < g->n_blocks; b++) {
		for (int h = 0; h < g->ploidy; h++) {
			const struct sdi_block_hap *hap = &g->blocks[b].hap[h];
			struct stardose_bits both = sdi_bits_and(out->same.known, hap->known);

			if (!sdi_bits_empty(sdi_bits_and(
				    both, sdi_bits_xor(out->same.carried, hap->carried))))
				return 0;
			out->same.known = sdi_bits_or(out->same.known, hap->known);
			out->same.carried = sdi_bits_or(out->same.carried, hap->carried);
			if (hap->n_unlisted > out->same.n_unlisted)
				out->same.n_unlisted = hap->n_unlisted;
		}
		for (int h = 1; h < g->ploidy; h++)
			if (g->blocks[b].hap[h].n_unlisted != g->blocks[b].hap[0].n_unlisted)
				return 0;
	}
	return 1;
}

static void pair_with_deletion(struct sdi_reading *list, int n, int deletion)
{
	for (int i = 0; i < n; i++)
		list[i] = beside_deletion(&list[i], 0, deletion);
}

static int is_listed(const struct readings *r, const struct sdi_reading *reading)
{
	for (int i = 0; i < r->n; i++)
		if (!compare_haps(&r->list[i], 0, reading, 0) &&
		    !compare_haps(&r->list[i], 1, reading, 1))
			return 1;
	return 0;
}

/*
 * Genotypes show two haplotypes where one copy is said to be. Either may be wrong: each haplotype
 * beside the deletion stays, and so does every reading of two copies.
 */
static int keep_both(struct sdi_match *match, int deletion)
{
	struct readings kept = { 0 };
	int ret = STARDOSE_OK;

	for (int i = 0; i < match->n_readings && !ret; i++)
		for (int h = 0; h < match->ploidy && !ret; h++) {
			struct sdi_reading one = beside_deletion(&match->readings[i], h, deletion);

			if (!is_listed(&kept, &one))
				ret = add(&kept, &one);
		}
	for (int i = 0; i < match->n_readings && !ret; i++) {
		match->readings[i].against_copies = 1;
		ret = add(&kept, &match->readings[i]);
	}
	if (ret) {
		free(kept.list);
		return ret;
	}
	free(match->readings);
	match->readings = kept.list;
	match->n_readings = kept.n;
	match->m_readings = kept.m;
	return STARDOSE_OK;
}

static int match_one(const struct sdi_genotype *g, const struct stardose_allele *deletion,
		     struct sdi_match *out, uint64_t *reasons)
{
	int at = deletion ? deletion - g->gene->alleles : -1, is_one, ret;
	struct sdi_genotype one;

	is_one = sdi_one_haplotype(g, &one);
	ret = sdi_match(is_one ? &one : g, out);
	if (ret)
		return ret;
	if (!is_one)
		why(reasons, STARDOSE_REASON_COPIES_CONFLICT);
	if (!deletion) {	/* the other chromosome has no name */
		why(reasons, STARDOSE_REASON_NO_NAMED_ALLELE);
		why(reasons, STARDOSE_REASON_UNNAMED_DELETION);
		out->is_partial = 1;
		return STARDOSE_OK;
	}
	if (!is_one)
		return out->ploidy == 2 ? keep_both(out, at) : STARDOSE_OK;
	pair_with_deletion(out->readings, out->n_readings, at);
	pair_with_deletion(out->open_readings, out->n_open_readings, at);
	out->ploidy = 2;
	return STARDOSE_OK;
}

/* ---- none ---- */

static int match_none(const struct sdi_genotype *g, const struct stardose_allele *deletion,
		      struct sdi_match *out, uint64_t *reasons)
{
	struct readings r = { 0 };
	struct sdi_reading none = { .ploidy = 2, .copies = { 1, 1 } };

	memset(out, 0, sizeof(*out));
	for (int bit = 0; bit < g->gene->n_core; bit++)
		if (g->state[bit] == STARDOSE_EVIDENCE_OBSERVED ||
		    g->state[bit] == STARDOSE_EVIDENCE_BLOCK)
			why(reasons, STARDOSE_REASON_COPIES_CONFLICT);
	if (!deletion) {
		why(reasons, STARDOSE_REASON_NO_NAMED_ALLELE);
		why(reasons, STARDOSE_REASON_UNNAMED_DELETION);
		return STARDOSE_OK;
	}
	none.allele[0] = none.allele[1] = deletion - g->gene->alleles;
	if (add(&r, &none))
		return STARDOSE_ENOMEM;
	out->ploidy = 2;
	out->readings = r.list;
	out->n_readings = r.n;
	out->m_readings = r.m;
	return STARDOSE_OK;
}

/* ---- three and more ---- */

/* The ways in which @copies lie on the two haplotypes of a reading, at least one on each. */
static int spread_pair(const struct sdi_reading *reading, int copies, struct readings *to)
{
	int same = !compare_haps(reading, 0, reading, 1);

	for (int first = 1; first < copies; first++) {
		struct sdi_reading r = *reading;

		if (same && first > copies - first)
			break;
		r.copies[0] = first;
		r.copies[1] = copies - first;
		if (add(to, &r))
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/*
 * The genotypes name every copy (0/0/1). Copies of one allele lie together; where all are of one
 * allele they are spread as of a pair; three different alleles stay as they are, for none says what
 * lies beside what.
 */
static int spread_copies(const struct sdi_reading *reading, int copies, struct readings *to)
{
	struct sdi_reading r = { .ploidy = 2, .n_missing = reading->n_missing };
	int n = 0;

	for (int h = 0; h < copies; h++) {
		int i = 0;

		while (i < n && (r.allele[i] != reading->allele[h] ||
				 r.n_unlisted[i] != reading->n_unlisted[h] ||
				 !sdi_bits_equal(r.leftover[i], reading->leftover[h])))
			i++;
		if (i == n)
			copy_hap(&r, n++, reading, h);
		else
			r.copies[i]++;
	}
	if (n == 1) {
		copy_hap(&r, 1, &r, 0);
		return spread_pair(&r, copies, to);
	}
	return add(to, n == 2 ? &r : reading);
}

static int spread(struct sdi_reading **list, int *n, int *m, int ploidy, int copies)
{
	struct readings to = { 0 };

	for (int i = 0; i < *n && to.n < SDI_MAX_READINGS; i++)
		if (ploidy == 2 ? spread_pair(&(*list)[i], copies, &to)
				: spread_copies(&(*list)[i], copies, &to)) {
			free(to.list);
			return STARDOSE_ENOMEM;
		}
	free(*list);
	*list = to.list;
	*n = to.n;
	*m = to.m;
	return STARDOSE_OK;
}

static int match_many(const struct sdi_genotype *g, int copies, struct sdi_match *out,
		      uint64_t *reasons)
{
	int ret = sdi_match(g, out), n = out->n_readings;

	if (!ret)
		ret = spread(&out->readings, &out->n_readings, &out->m_readings, g->ploidy, copies);
	if (!ret)
		ret = spread(&out->open_readings, &out->n_open_readings, &out->m_open_readings,
			     g->ploidy, copies);
	if (ret)
		sdi_match_release(out);
	else if (out->n_readings > n)
		why(reasons, STARDOSE_REASON_COPIES_UNPLACED);
	if (!ret && out->n_readings >= SDI_MAX_READINGS)
		out->is_cut = 1;
	return ret;
}

#define MAX_PLACINGS 64		/* of hybrids in one reading */

/* Replace the readings by those with hybrids; none may be left. */
static int place_hybrids(struct sdi_reading **list, int *n, int *m, const struct sdi_placing *p)
{
	struct sdi_reading placed[MAX_PLACINGS];
	struct readings to = { 0 };

	for (int i = 0; i < *n && to.n < SDI_MAX_READINGS; i++) {
		int n_placed = sdi_hybrid_readings(p, &(*list)[i], placed, MAX_PLACINGS);

		for (int k = 0; k < n_placed; k++)
			if (!is_listed(&to, &placed[k]) && add(&to, &placed[k])) {
				free(to.list);
				return STARDOSE_ENOMEM;
			}
	}
	free(*list);
	*list = to.list;
	*n = to.n;
	*m = to.m;
	return STARDOSE_OK;
}

static int units_of(const struct sdi_reading *r, int deletion)
{
	int n = 0;

	for (int h = 0; h < r->ploidy; h++)
		n += r->n_hybrids[h] + (r->allele[h] == deletion ? 0 : r->copies[h]);
	return n;
}

/*
 * Exons counted apart say that some copies are hybrids: 1 when haplotypes of the readings can be
 * those, 0 when none can, or negative.
 */
static int match_hybrids(const struct sdi_genotype *g, const struct sdi_copy_counts *counts,
			 int n_hybrids, const struct stardose_allele *deletion,
			 struct sdi_match *out, uint64_t *reasons)
{
	struct sdi_placing p;
	int at = deletion ? deletion - g->gene->alleles : -1, ret = STARDOSE_OK;

	memset(out, 0, sizeof(*out));
	if (g->ploidy == 2 && n_hybrids > 0) {
		sdi_placing_init(&p, g, counts, n_hybrids, at);
		ret = sdi_match(g, out);
		if (!ret)
			ret = place_hybrids(&out->readings, &out->n_readings, &out->m_readings,
					    &p);
		if (!ret)
			ret = place_hybrids(&out->open_readings, &out->n_open_readings,
					    &out->m_open_readings, &p);
	}
	if (!ret && out->n_readings) {
		out->units = units_of(&out->readings[0], at);
		return 1;
	}
	sdi_match_release(out);
	if (!ret)
		why(reasons, STARDOSE_REASON_SUSPECTED_HYBRID);
	return ret;
}

/* Some part of the gene is there more or less often than its body. */
static int is_uneven(const struct sdi_copy_counts *counts)
{
	for (int p = 0; p < SDI_MAX_PARTS; p++)
		if (counts->part[p] >= 0 && counts->part[p] != counts->copies)
			return 1;
	return 0;
}

int sdi_copy_match(const struct sdi_genotype *g, const struct sdi_copy_counts *counts,
		   struct sdi_match *out, uint64_t *reasons)
{
	const struct stardose_allele *deletion = sdi_gene_deletion(g->gene);
	int copies = counts->copies, ret;

	if (is_uneven(counts)) {
		ret = match_hybrids(g, counts, sdi_hybrids_needed(g->gene, counts), deletion, out,
				    reasons);
		if (ret)
			return ret < 0 ? ret : STARDOSE_OK;
	}

	if (!copies)
		return match_none(g, deletion, out, reasons);
	if (copies == 1 && g->ploidy <= 2)
		return match_one(g, deletion, out, reasons);
	if (copies > 2 && (g->ploidy == 2 || g->ploidy == copies))
		return match_many(g, copies, out, reasons);
	if (g->ploidy != copies)
		why(reasons, STARDOSE_REASON_COPIES_CONFLICT);
	return sdi_match(g, out);
}
