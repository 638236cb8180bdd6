/* copy_consensus.c - claims of several records about one gene of one sample */
#include <stardose/call.h>
#include "structure/copy_consensus.h"

#define WHY(reason) (UINT64_C(1) << STARDOSE_REASON_##reason)

/* Bases of @of that claims with reading @a or @b cover together. */
static hts_pos_t covered(const struct sdi_intervals *of, const struct sdi_copy_claim *claims, int n,
			 int a, int b)
{
	hts_pos_t sum = 0;

	for (int s = 0; s < of->n; s++) {
		hts_pos_t at = of->v[s].beg, next, reach;

		while (at < of->v[s].end) {
			reach = at;
			next = of->v[s].end;
			for (int i = 0; i < n; i++) {
				if (claims[i].reading != a && claims[i].reading != b)
					continue;
				if (claims[i].beg <= at && claims[i].end > reach)
					reach = claims[i].end;
				else if (claims[i].beg > at && claims[i].beg < next)
					next = claims[i].beg;
			}
			if (reach > of->v[s].end)
				reach = of->v[s].end;
			sum += reach - at;
			at = reach > at ? reach : next;
		}
	}
	return sum;
}

static int is_percent(hts_pos_t n, const struct sdi_intervals *of, int percent)
{
	return n > 0 && n * 100 >= of->length * percent;
}

/* The number that stands in a stretch of bases. */
struct standing {
	int reading, rival;
}; /* -1 none; @rival: another one for the same bases */

static int is_first(const struct sdi_copy_claim *claims, int i)
{
	for (int k = 0; k < i; k++)
		if (claims[k].reading == claims[i].reading)
			return 0;
	return 1;
}

static struct standing stand(const struct sdi_intervals *of, int percent,
			     const struct sdi_copy_claim *claims, int n)
{
	struct standing best = { -1, -1 };
	hts_pos_t most = 0;

	for (int i = 0; i < n; i++) {
		hts_pos_t c = claims[i].reading >= SDI_COPIES_0 && is_first(claims, i) ?
			      covered(of, claims, n, claims[i].reading, claims[i].reading) : 0;

		if (!is_percent(c, of, percent) || c < most ||
		    (c == most && best.reading >= 0 && claims[i].reading > best.reading))
			continue;
		most = c;
		best.reading = claims[i].reading;
	}
	for (int i = 0; i < n && best.reading >= 0; i++) {
		hts_pos_t c, both;

		if (claims[i].reading < SDI_COPIES_0 || claims[i].reading == best.reading)
			continue;
		c = covered(of, claims, n, claims[i].reading, claims[i].reading);
		both = covered(of, claims, n, claims[i].reading, best.reading);
		if (is_percent(c, of, SDI_COPY_PART_PERCENT) && 2 * (c + most - both) >= c)
			best.rival = claims[i].reading;
	}
	return best;
}

/* Do claims give some of the body a number other than @usual? */
static int is_uneven(const struct sdi_intervals *of, const struct sdi_copy_claim *claims, int n,
		     int usual)
{
	for (int i = 0; i < n; i++)
		if (claims[i].reading >= SDI_COPIES_0 && claims[i].reading != usual &&
		    is_percent(covered(of, claims, n, claims[i].reading, claims[i].reading), of,
			       SDI_COPY_PART_PERCENT))
			return 1;
	return 0;
}

/*
 * Is the number of the part said by records of its own, and not only by those that cover the body
 * too?
 */
static int is_apart(const struct stardose_gene_exons *gene, int build,
		    const struct sdi_intervals *part, const struct sdi_copy_claim *claims, int n,
		    int reading)
{
	for (int i = 0; i < n; i++)
		if (claims[i].reading == reading &&
		    sdi_intervals_overlap(part, claims[i].beg, claims[i].end) &&
		    is_percent(sdi_intervals_overlap(&gene->at[build].body, claims[i].beg,
						     claims[i].end),
			       &gene->at[build].body, gene->at_least))
			return 0;
	return 1;
}

static void judge_part(const struct stardose_gene_exons *gene, int build, int p,
		       const struct sdi_copy_claim *claims, int n, struct sdi_copy_verdict *verdict)
{
	const struct sdi_intervals *of = &gene->at[build].part[p];
	struct standing part = stand(of, SDI_COPY_EXON_PERCENT, claims, n);

	if (part.rival >= 0) {
		verdict->reasons |= WHY(COPIES_CONFLICT) | WHY(SUSPECTED_HYBRID);
	} else if (part.reading >= 0 && is_apart(gene, build, of, claims, n, part.reading)) {
		verdict->counts.part[p] = part.reading - SDI_COPIES_0;
		if (verdict->counts.part[p] != verdict->counts.copies)
			verdict->reasons |= WHY(SUSPECTED_HYBRID);
	}
}

/*
 * Phased genotypes that say "one copy" with the lost one on either haplotype: two deletions in
 * trans, or one that two callers phased differently (docs/STRUCTURE.md).
 */
static int is_in_trans(const struct sdi_intervals *of, const struct sdi_copy_claim *claims, int n,
		       int percent)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		if (claims[i].reading == SDI_COPIES_0 + 1 && (claims[i].lost & SDI_LOST_PHASED) &&
		    is_percent(sdi_intervals_overlap(of, claims[i].beg, claims[i].end), of,
			       percent))
			found |= claims[i].lost;
	return (found & SDI_LOST_FIRST) && (found & SDI_LOST_SECOND);
}

/* Some of the body is there in another number than the rest. */
static uint64_t uneven_reasons(int has_hybrids, const struct sdi_intervals *of,
			       const struct sdi_copy_claim *claims, int n, int usual)
{
	int more = 0;

	if (!is_uneven(of, claims, n, usual))
		return 0;
	if (has_hybrids)
		return WHY(SUSPECTED_HYBRID);
	for (int i = 0; i < n; i++)
		more |= claims[i].reading > SDI_COPIES_0 + 2;
	return more ? WHY(SUSPECTED_EXTRA_COPY) : WHY(SUSPECTED_DELETION);
}

struct sdi_copy_verdict sdi_copy_consensus(const struct stardose_gene_exons *gene, int has_hybrids,
					   enum stardose_build build,
					   const struct sdi_copy_claim *claims, int n)
{
	const struct sdi_intervals *body = &gene->at[build].body;
	struct sdi_copy_verdict v = { .counts = sdi_copies_unknown };
	struct standing all = stand(body, gene->at_least, claims, n);

	v.in_trans = all.rival < 0 && all.reading == SDI_COPIES_0 + 1 &&
		     is_in_trans(body, claims, n, gene->at_least);
	if (v.in_trans || all.rival >= 0 ||
	    is_percent(covered(body, claims, n, SDI_COPIES_TORN, SDI_COPIES_TORN), body,
		       SDI_COPY_PART_PERCENT)) {
		v.reasons = WHY(COPIES_CONFLICT);
		return v;
	}
	if (all.reading >= 0) {
		v.counts.copies = all.reading - SDI_COPIES_0;
		v.reasons |= uneven_reasons(has_hybrids, body, claims, n, all.reading);
		for (int p = 0; p < gene->n_parts; p++)
			judge_part(gene, build, p, claims, n, &v);
		return v;
	}
	v.reasons |= uneven_reasons(has_hybrids, body, claims, n, SDI_COPIES_0 + 2);
	if (is_percent(covered(body, claims, n, SDI_COPIES_FEWER, SDI_COPIES_FEWER), body,
		       SDI_COPY_PART_PERCENT))
		v.reasons |= WHY(SUSPECTED_DELETION);
	if (is_percent(covered(body, claims, n, SDI_COPIES_MORE, SDI_COPIES_MORE), body,
		       gene->at_least))
		v.reasons |= WHY(SUSPECTED_EXTRA_COPY);
	return v;
}
