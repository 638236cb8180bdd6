/*
 * allele_verdict.c - why a named allele is, or is not, part of a call
 *
 * The engine matches sets; a person wants the one site that decides. So each allele is held against
 * the sites as the call shows them: first what contradicts it on every haplotype, then on each
 * haplotype of a phase set, then what the other haplotype would have to be.
 */
#include <string.h>
#include "explain/allele_verdict.h"
#include "util/bits.h"
#include "write/write_call.h"

#define MAX_NAMED 4	/* sites listed in one reason */

/* A reason that is growing: a list of sites after a beginning. */
struct reason { kstring_t *out; const char *beginning; int n; int failed; };

static const char *const verdict_names[] = {
	[SDI_ALLELE_CANDIDATE] = "candidate",
	[SDI_ALLELE_NOT_EXCLUDED] = "not_excluded",
	[SDI_ALLELE_REJECTED] = "rejected",
	[SDI_ALLELE_NOT_VISIBLE] = "not_visible",
};

const char *sdi_allele_verdict_name(enum sdi_allele_verdict verdict)
{
	return verdict_names[verdict];
}

int sdi_site_name(kstring_t *out, const struct stardose_variant *variant)
{
	int ret;

	if (*variant->rsid)
		ret = ksprintf(out, "%s (%s)", variant->rsid, variant->id);
	else
		ret = kputs(variant->id, out);
	return ret < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int is_required(const struct stardose_allele *a, int bit)
{
	return sdi_bits_has(&a->required, bit);
}
static int is_allowed(const struct stardose_allele *a, int bit)
{
	return sdi_bits_has(&a->required, bit) || sdi_bits_has(&a->any, bit);
}

/* Does haplotype @h of a site contradict the allele? */
static int contradicts(const struct stardose_site_view *site, int h,
		       const struct stardose_allele *a, int bit)
{
	if (!site->n_alleles || site->carries[h] < 0)
		return 0;
	return site->carries[h] ? !is_allowed(a, bit) : is_required(a, bit);
}

static void name_site(struct reason *r, const struct stardose_call *call, int bit)
{
	const struct stardose_site_view *site = &call->sites[bit];
	char genotype[SDI_GENOTYPE_SIZE];

	if (r->n++ >= MAX_NAMED)
		return;
	if (r->n == 1)
		r->failed |= ksprintf(r->out, "%s%s", r->out->l ? "; " : "", r->beginning) < 0;
	r->failed |= kputs(r->n == 1 ? " " : ", ", r->out) < 0;
	r->failed |= sdi_site_name(r->out, site->variant) != STARDOSE_OK;
	sdi_genotype_text(genotype, site);
	if (*genotype)
		r->failed |= ksprintf(r->out, " %s %s", stardose_evidence_name(site->state),
				      genotype) < 0;
	else
		r->failed |= ksprintf(r->out, " %s", stardose_evidence_name(site->state)) < 0;
}

/* Close the list; returns how many sites it has. */
static int end_sites(struct reason *r)
{
	if (r->n > MAX_NAMED)
		r->failed |= ksprintf(r->out, " and %d more", r->n - MAX_NAMED) < 0;
	return r->n;
}

/* Sites that no haplotype lets the allele pass. */
static int everywhere(const struct stardose_call *call, const struct stardose_allele *a, int wanted,
		      kstring_t *out)
{
	struct reason r = { .out = out,
			    .beginning = wanted ? "requires what no haplotype carries:"
						: "does not allow what every haplotype carries:" };

	for (int bit = 0; bit < call->gene->n_core; bit++) {
		const struct stardose_site_view *site = &call->sites[bit];
		int n = 0;

		for (int h = 0; h < site->n_alleles; h++)
			n += contradicts(site, h, a, bit) && site->carries[h] != wanted;
		if (n && n == site->n_alleles)
			name_site(&r, call, bit);
	}
	return end_sites(&r) ? (r.failed ? STARDOSE_ENOMEM : 1) : 0;
}

/* The first site of phase set @ps that contradicts the allele on haplotype @h, or -1. */
static int first_in_set(const struct stardose_call *call, const struct stardose_allele *a, int ps,
			int h)
{
	for (int bit = 0; bit < call->gene->n_core; bit++)
		if (call->sites[bit].phase_set == ps && contradicts(&call->sites[bit], h, a, bit))
			return bit;
	return -1;
}

/* Of a phase set every haplotype contradicts the allele, at different sites. */
static int in_phase_set(const struct stardose_call *call, const struct stardose_allele *a, int ps,
			kstring_t *out)
{
	int bits[STARDOSE_MAX_PLOIDY], failed = 0;

	for (int h = 0; h < call->ploidy; h++)
		if ((bits[h] = first_in_set(call, a, ps, h)) < 0)
			return 0;
	for (int h = 0; h < call->ploidy; h++) {
		struct reason r = { .out = out };
		char beginning[64];

		snprintf(beginning, sizeof(beginning), "haplotype %d of phase set %d %s", h + 1, ps,
			 is_required(a, bits[h]) ? "lacks" : "also carries");
		r.beginning = beginning;
		name_site(&r, call, bits[h]);
		failed |= r.failed;
	}
	return failed ? STARDOSE_ENOMEM : 1;
}

static int phase_contradicts(const struct stardose_call *call, const struct stardose_allele *a,
			     kstring_t *out)
{
	for (int bit = 0; bit < call->gene->n_core; bit++) {
		int ps = call->sites[bit].phase_set, seen = 0, ret;

		for (int b = 0; b < bit && !seen; b++)
			seen = call->sites[b].phase_set == ps;
		if (ps < 0 || seen)
			continue;
		ret = in_phase_set(call, a, ps, out);
		if (ret)
			return ret;
	}
	return 0;
}

static int is_open(const struct stardose_gene *gene, int bit)
{
	return sdi_bits_has(&gene->open_bits, bit);
}

/* Required sites without evidence. */
static int rests_on(const struct stardose_call *call, const struct stardose_allele *a,
		    kstring_t *out)
{
	struct reason r = { .out = out, .beginning = "needs what was not seen:" };

	for (int bit = 0; bit < call->gene->n_core; bit++)
		if (is_required(a, bit) && !call->sites[bit].n_alleles && !is_open(call->gene, bit))
			name_site(&r, call, bit);
	return end_sites(&r) ? (r.failed ? STARDOSE_ENOMEM : 1) : 0;
}

/*
 * What the other haplotype of a diploid sample must carry when @a is on one, by sites that are
 * fully known.
 */
static void rest_of(const struct stardose_call *call, const struct stardose_allele *a,
		    struct stardose_bits *must, struct stardose_bits *may)
{
	memset(must, 0, sizeof(*must));
	memset(may, 0, sizeof(*may));
	for (int bit = 0; bit < call->gene->n_core; bit++) {
		const struct stardose_site_view *site = &call->sites[bit];
		int n;

		if (site->n_alleles != 2 || site->carries[0] < 0 || site->carries[1] < 0) {
			sdi_bits_set(may, bit);
			continue;
		}
		n = site->carries[0] + site->carries[1];
		if (n == 2 || (n == 1 && !is_allowed(a, bit)))
			sdi_bits_set(must, bit);
		else if (n == 1 && !is_required(a, bit))
			sdi_bits_set(may, bit);
	}
}

static int needs_unnamed_partner(const struct stardose_call *call, const struct stardose_allele *a,
				 kstring_t *out)
{
	struct reason r = {
		.out = out,
		.beginning = "fits one haplotype, but no named allele explains the other, with"
	};
	struct stardose_bits must, may, allowed;

	if (call->ploidy != 2)
		return 0;
	rest_of(call, a, &must, &may);
	allowed = sdi_bits_or(must, may);
	for (int i = 0; i < call->gene->n_alleles; i++) {
		const struct stardose_allele *b = &call->gene->alleles[i];

		if (b->matchable && sdi_bits_within(b->required, allowed) &&
		    sdi_bits_within(must, sdi_bits_or(b->required, b->any)))
			return 0;
	}
	for (int bit = 0; bit < call->gene->n_core; bit++)
		if (sdi_bits_has(&must, bit))
			name_site(&r, call, bit);
	if (!end_sites(&r))
		r.failed |= ksprintf(out,
				     "%sfits one haplotype, but no named allele explains the "
				     "other, which carries nothing",
				     out->l ? "; " : "") < 0;
	return r.failed ? STARDOSE_ENOMEM : 1;
}

static int is_candidate(const struct stardose_call *call, const struct stardose_allele *a,
			kstring_t *because)
{
	int n = 0, failed = 0;

	for (int i = 0; i < call->n_candidates; i++) {
		const struct stardose_candidate *c = &call->candidates[i];
		int here = 0;

		for (int h = 0; h < c->ploidy; h++)
			here |= c->hap[h].allele == a;
		if (!here)
			continue;
		if (n < MAX_NAMED)
			failed |= ksprintf(because, "%s%s", n ? ", " : "in ", c->diplotype) < 0;
		n++;
	}
	if (n > MAX_NAMED)
		failed |= ksprintf(because, " and %d more", n - MAX_NAMED) < 0;
	return failed ? STARDOSE_ENOMEM : n > 0;
}

/* One reason is enough: the strongest that applies. */
static int reject(const struct stardose_call *call, const struct stardose_allele *a,
		  kstring_t *because)
{
	int lacks = everywhere(call, a, 1, because), extra = everywhere(call, a, 0, because), ret;

	if (lacks || extra)
		return lacks < 0 || extra < 0 ? STARDOSE_ENOMEM : SDI_ALLELE_REJECTED;
	ret = phase_contradicts(call, a, because);
	if (!ret)
		ret = needs_unnamed_partner(call, a, because);
	if (!ret)
		ret = rests_on(call, a, because);
	if (!ret && kputs("fits, but the candidates explain more of what was seen, or the phase "
			  "leaves no partner for it",
			  because) < 0)
		ret = STARDOSE_ENOMEM;
	return ret < 0 ? ret : SDI_ALLELE_REJECTED;
}

int sdi_allele_verdict(const struct stardose_call *call, const struct stardose_allele *allele,
		   kstring_t *because)
{
	int ret;

	ks_clear(because);
	if (kputs("", because) < 0)
		return STARDOSE_ENOMEM;
	ret = is_candidate(call, allele, because);
	if (ret)
		return ret < 0 ? ret : SDI_ALLELE_CANDIDATE;
	if (!allele->matchable)
		return kputs("small variants cannot show it", because) < 0 ? STARDOSE_ENOMEM
									   : SDI_ALLELE_NOT_VISIBLE;
	for (int i = 0; i < call->n_not_excluded; i++)
		if (call->not_excluded[i] == allele) {
			ret = rests_on(call, allele, because);
			if (!ret && kputs("fits if the allele on the other haplotype rests on "
					  "sites that were not seen",
					  because) < 0)
				ret = STARDOSE_ENOMEM;
			return ret < 0 ? ret : SDI_ALLELE_NOT_EXCLUDED;
		}
	return reject(call, allele, because);
}
