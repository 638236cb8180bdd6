/*
 * variant_check.c - do the variants agree with the reference sequence, and do both builds mean the
 * same?
 */
#include <string.h>
#include <htslib/kstring.h>
#include "tables/table_check.h"

#define FLANK 20	/* bases on either side that both builds must share */

static const struct stardose_window *window_at(const struct stardose_gene *gene,
					       enum stardose_build build, hts_pos_t beg,
					       hts_pos_t end)
{
	for (int i = 0; i < gene->n_windows; i++)
		if (gene->windows[i].build == build && gene->windows[i].beg <= beg &&
		    end <= gene->windows[i].end)
			return &gene->windows[i];
	return NULL;
}

/* REF is what the sequence has there. */
static int check_reference(struct sdi_check *check, const struct stardose_gene *gene,
			   const struct stardose_variant *variant, enum stardose_build build)
{
	const struct stardose_locus *at = &variant->at[build];
	size_t n = strlen(at->ref);
	const struct stardose_window *window =
		window_at(gene, build, at->pos - FLANK, at->pos + n + FLANK);

	if (!window) {
		sdi_check_say(check, "variants.tsv: %s: no window of %s reaches %d bases around it",
			      variant->id, stardose_build_name(build), FLANK);
		return 0;
	}
	if (strncmp(window->seq + (at->pos - window->beg), at->ref, n)) {
		sdi_check_say(check, "variants.tsv: %s: REF is %s in %s, the sequence has %.*s",
			      variant->id, at->ref, stardose_build_name(build), (int)n,
			      window->seq + (at->pos - window->beg));
		return 0;
	}
	return 1;
}

/*
 * One spelling per variant: nothing to trim, nothing to shift. Alleles that end alike could lose
 * that base or move to the left; alleles that begin alike and are both longer than one base could
 * lose their first.
 */
static void check_form(struct sdi_check *check, const struct stardose_variant *variant,
		       enum stardose_build build)
{
	const struct stardose_locus *at = &variant->at[build];
	size_t n_ref = strlen(at->ref), n_alt = strlen(at->alt);

	if (!strcmp(at->ref, at->alt))
		sdi_check_say(check, "variants.tsv: %s: REF and ALT are the same in %s",
			      variant->id, stardose_build_name(build));
	else if (at->ref[n_ref - 1] == at->alt[n_alt - 1])
		sdi_check_say(check, "variants.tsv: %s: not left-aligned or not trimmed in %s",
			      variant->id, stardose_build_name(build));
	else if (at->ref[0] == at->alt[0] && n_ref > 1 && n_alt > 1)
		sdi_check_say(check, "variants.tsv: %s: not trimmed on the left in %s", variant->id,
			      stardose_build_name(build));
}

/*
 * Bases of [beg, end) with N where the builds are known to differ, so that only unknown
 * differences count.
 */
static int add_masked(kstring_t *s, const struct stardose_gene *gene,
		      const struct stardose_window *window, hts_pos_t beg, hts_pos_t end)
{
	size_t start = s->l;

	if (kputsn(window->seq + (beg - window->beg), end - beg, s) < 0)
		return -1;
	for (int i = 0; i < gene->n_variants; i++) {
		const struct stardose_variant *v = &gene->variants[i];
		hts_pos_t pos = v->at[window->build].pos;

		if (!v->at[STARDOSE_BUILD_GRCH37].swapped && !v->at[STARDOSE_BUILD_GRCH38].swapped)
			continue;
		for (size_t k = 0; k < strlen(v->at[window->build].ref); k++, pos++)
			if (pos >= beg && pos < end)
				s->s[start + (pos - beg)] = 'N';
	}
	return 0;
}

/* The sequence around the variant on a haplotype that carries it, or does not. */
static int haplotype(kstring_t *s, const struct stardose_gene *gene,
		     const struct stardose_variant *variant, enum stardose_build build, int carries)
{
	const struct stardose_locus *at = &variant->at[build];
	hts_pos_t end = at->pos + strlen(at->ref);
	const struct stardose_window *window = window_at(gene, build, at->pos - FLANK, end + FLANK);
	const char *allele = carries != at->swapped ? at->alt : at->ref;

	s->l = 0;
	if (add_masked(s, gene, window, at->pos - FLANK, at->pos) < 0 || kputs(allele, s) < 0 ||
	    add_masked(s, gene, window, end, end + FLANK) < 0)
		return -1;
	return 0;
}

static void check_builds(struct sdi_check *check, const struct stardose_gene *gene,
			 const struct stardose_variant *variant)
{
	kstring_t s[STARDOSE_N_BUILDS] = { KS_INITIALIZE, KS_INITIALIZE };
	int same = 1;

	for (int carries = 0; same && carries < 2; carries++) {
		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			if (haplotype(&s[build], gene, variant, build, carries) < 0)
				check->status = STARDOSE_ENOMEM;
		if (check->status)
			break;
		same = !strcmp(s[STARDOSE_BUILD_GRCH37].s, s[STARDOSE_BUILD_GRCH38].s);
		if (!same)
			sdi_check_say(check,
				      "variants.tsv: %s: a haplotype %s it reads %s on GRCh37 and "
				      "%s on GRCh38",
				      variant->id, carries ? "with" : "without",
				      s[STARDOSE_BUILD_GRCH37].s, s[STARDOSE_BUILD_GRCH38].s);
	}
	ks_free(&s[0]);
	ks_free(&s[1]);
}

/* Core variants that no allele needs would be sites that nobody looks at. */
static void check_core_is_used(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int bit = 0; bit < gene->n_core; bit++) {
		int used = 0;

		for (int i = 0; !used && i < gene->n_alleles; i++)
			used = gene->alleles[i].required.w[bit >> 6] >> (bit & 63) & 1;
		if (!used)
			sdi_check_say(check, "variants.tsv: %s: is core, but no allele requires it",
				      gene->core[bit]->id);
	}
}

void sdi_check_variants(struct sdi_check *check)
{
	for (int g = 0; g < check->tables->n_genes; g++) {
		const struct stardose_gene *gene = &check->tables->genes[g];

		for (int i = 0; i < gene->n_variants; i++) {
			int sound = 1;

			for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
				sound &= check_reference(check, gene, &gene->variants[i], build);
				check_form(check, &gene->variants[i], build);
			}
			if (sound)
				check_builds(check, gene, &gene->variants[i]);
		}
		check_core_is_used(check, gene);
	}
}
