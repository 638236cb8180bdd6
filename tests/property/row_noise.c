/*
 * row_noise.c - whatever records say, their order, their numbering and their neighbours change
 * nothing
 *
 * Draws records of every odd kind near the sites of a made-up gene: multi-allelic, '*', <NON_REF>,
 * blocks, half calls, other ploidies, phase sets, thin and filtered ones, alleles that no table
 * lists. Then shuffles rows of one position, renumbers alleles, swaps haplotypes and puts the
 * sample among others. The genotype must stay the same, and must keep its own promises: what is
 * absent is not known, what is in conflict not on every haplotype, what is observed is.
 *
 * usage: row_noise [rounds [seed]]
 */
#include <stdint.h>
#include "../unit/fixture_gene.h"

static uint64_t rng_state;

static uint32_t rnd(uint32_t n)
{
	rng_state = rng_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(rng_state >> 33) % n;
}

#define MAX_ROWS 8
#define MAX_ALTS 4

struct row {
	int pos1, end1, n_alts, order, filtered;
	char ref[16], alt[MAX_ALTS][16];
	int ploidy, is_phased, allele[5], phase_set, gq;	/* allele -1: '.' */
};

static const int places[] = { 1005, 1007, 1009, 1010, 1012, 1021, 1025, 1028, 1044, 1045,
			      1046, 1047, 1049, 1050, 1051, 1064, 1076, 1085, 1087 };

static void draw_alt(const struct row *r, char *alt)
{
	int n = strlen(r->ref);

	switch (rnd(12)) {
	case 0:
		strcpy(alt, "*");
		return;
	case 1:
		strcpy(alt, rnd(2) ? "<NON_REF>" : "<*>");
		return;
	case 2:
	case 3:		/* insertion of what follows or of anything */
		if (rnd(2))
			snprintf(alt, 16, "%s%.*s", r->ref, 1 + (int)rnd(4),
				 &FIXTURE_SEQ_38[r->pos1 - 1001 + n]);
		else
			snprintf(alt, 16, "%s%s", r->ref, rnd(2) ? "GA" : "C");
		return;
	case 4:
		snprintf(alt, 16, "%.1s", r->ref);
		return;
	}
	strcpy(alt, r->ref);
	for (int i = 1 + rnd(2); i > 0; i--)
		alt[rnd(n)] = "ACGT"[rnd(4)];
}

static void draw_row(struct row *r)
{
	memset(r, 0, sizeof(*r));
	r->pos1 = places[rnd(sizeof(places) / sizeof(*places))];
	snprintf(r->ref, sizeof(r->ref), "%.*s", rnd(3) ? 1 : 1 + (int)rnd(5),
		 &FIXTURE_SEQ_38[r->pos1 - 1001]);
	if (rnd(8) == 0) {
		r->ref[1] = 0;
		r->end1 = r->pos1 + rnd(40);
		r->n_alts = rnd(2);
		strcpy(r->alt[0], "<NON_REF>");
	} else {
		for (int n = 1 + (rnd(3) == 0) + (rnd(8) == 0); n > 0; n--) {
			int known = 0;

			draw_alt(r, r->alt[r->n_alts]);
			known = !strcmp(r->alt[r->n_alts], r->ref);
			for (int i = 0; i < r->n_alts; i++)
				known |= !strcmp(r->alt[i], r->alt[r->n_alts]);
			r->n_alts += !known;
		}
	}
	r->ploidy = rnd(12) ? 2 : 1 + rnd(4);
	r->is_phased = rnd(3) == 0;
	r->phase_set = rnd(3) ? 0 : 100 + rnd(2);
	r->filtered = rnd(20) == 0;
	r->gq = rnd(15) ? 50 : 5;
	for (int i = 0; i < r->ploidy; i++)
		r->allele[i] = r->end1 ? -(rnd(12) == 0) : (int)rnd(r->n_alts + 1) - (rnd(15) == 0);
	for (int i = 0; i < r->ploidy; i++)
		r->allele[i] = r->allele[i] < -1 ? -1 : r->allele[i];
}

static int compare_row(const void *va, const void *vb)
{
	const struct row *a = va, *b = vb;

	return a->pos1 != b->pos1 ? a->pos1 - b->pos1 : a->order - b->order;
}

static void write_genotype(const struct row *r, kstring_t *s)
{
	for (int i = 0; i < r->ploidy; i++) {
		if (i)
			kputc(r->is_phased ? '|' : '/', s);
		if (r->allele[i] < 0)
			kputc('.', s);
		else
			kputw(r->allele[i], s);
	}
	ksprintf(s, ":%d:", r->gq);
	if (r->phase_set)
		kputw(r->phase_set, s);
	else
		kputc('.', s);
}

/* @among: write the sample as the second of three. */
static void write_rows(const struct row *row, int n, int among, kstring_t *s)
{
	s->l = 0;
	kputs("", s);
	for (int i = 0; i < n; i++) {
		const struct row *r = &row[i];

		ksprintf(s, "%d %s ", r->pos1, r->ref);
		for (int a = 0; a < r->n_alts; a++)
			ksprintf(s, "%s%s", a ? "," : "", r->alt[a]);
		ksprintf(s, "%s GT:GQ:PS ", r->n_alts ? "" : ".");
		if (among)
			kputs("0/0:99:. ", s);
		write_genotype(r, s);
		if (among)
			kputs(r->n_alts ? " 0|1:99:17" : " ./.:.:.", s);
		if (r->end1)
			ksprintf(s, " END=%d", r->end1);
		if (r->filtered)
			kputs(" FILTER=LowQual", s);
		kputc('\n', s);
	}
}

/* Turn the haplotypes of phased rows: one turn for each phase set. */
static void swap_rows(struct row *row, int n)
{
	int turn[3] = { rnd(2), rnd(2), rnd(2) };

	for (int i = 0; i < n; i++) {
		struct row *r = &row[i];
		int last = r->ploidy - 1, x = r->allele[0];
		int which = r->phase_set ? r->phase_set - 99 : 0;

		/*
		 * other ploidies: what "turned" means for a phase set is not defined, so only free
		 * rows move
		 */
		if (r->is_phased ? r->ploidy != 2 || !turn[which] : !rnd(2))
			continue;
		r->allele[0] = r->allele[last];
		r->allele[last] = x;
	}
}

static void renumber(struct row *r)
{
	int a, b;
	char text[16];

	if (r->n_alts < 2)
		return;
	a = rnd(r->n_alts);
	b = rnd(r->n_alts);
	strcpy(text, r->alt[a]);
	memmove(r->alt[a], r->alt[b], sizeof(r->alt[a]));
	strcpy(r->alt[b], text);
	for (int i = 0; i < r->ploidy; i++)
		r->allele[i] = r->allele[i] == a + 1   ? b + 1
			       : r->allele[i] == b + 1 ? a + 1
						       : r->allele[i];
}

static int keeps_promises(const struct sdi_genotype *g)
{
	for (int bit = 0; bit < g->gene->n_core; bit++) {
		int n_known = 0, n_places = sdi_bits_has(&g->same.known, bit);

		for (int h = 0; h < g->ploidy; h++) {
			int n = n_places;

			for (int b = 0; b < g->n_blocks; b++) {
				n += sdi_bits_has(&g->blocks[b].hap[h].known, bit);
				if (!sdi_bits_within(g->blocks[b].hap[h].carried,
						     g->blocks[b].hap[h].known))
					return 0;
			}
			if (n > 1)
				return 0;
			n_known += n;
		}
		switch (g->state[bit]) {
		case STARDOSE_EVIDENCE_ABSENT:
			if (n_known)
				return 0;
			break;
		case STARDOSE_EVIDENCE_CONFLICT:
		case STARDOSE_EVIDENCE_REJECTED:
			if (n_known && n_known == g->ploidy)
				return 0;
			break;
		default:
			if (n_known != g->ploidy || !g->ploidy)
				return 0;
		}
	}
	return sdi_bits_within(g->same.carried, g->same.known);
}

static char *genotype_from(const struct fixture *f, const char *lines, int among)
{
	const struct sdi_collector_options options = { .min_gq = 10, .apply_filters = "PASS" };
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, among ? 3 : 1);
	struct stardose_error err = { 0 };
	struct sdi_collector *c = NULL;
	struct sdi_genotype g;
	char *text = NULL;

	memset(&g, 0, sizeof(g));
	if (!sdi_collector_new(&f->gene, STARDOSE_BUILD_GRCH38, among ? 3 : 1, &options, &c,
			       &err) &&
	    !fixture_push(c, hdr, lines, &err) && !sdi_collector_close(c, &err) &&
	    !sdi_collector_genotype(c, sdi_collector_pattern(c, among ? 1 : 0), &g, &err))
		text = keeps_promises(&g) ? genotype_text(&g) : NULL;
	if (!text)
		fprintf(stderr, "%s\n", *err.text ? err.text : "a promise is broken");
	sdi_genotype_release(&g);
	sdi_collector_free(c);
	bcf_hdr_destroy(hdr);
	return text;
}

int main(int argc, char **argv)
{
	long rounds = argc > 1 ? atol(argv[1]) : 4000, seed = argc > 2 ? atol(argv[2]) : 1,
	     n_failed = 0;
	kstring_t plain = KS_INITIALIZE, noisy = KS_INITIALIZE;
	struct fixture fixture;

	fixture_init(&fixture);
	for (long i = 0; i < rounds && n_failed < 5; i++) {
		struct row row[MAX_ROWS];
		int n, among;
		char *a, *b;

		rng_state = (uint64_t)(seed + i) * UINT64_C(0x9e3779b97f4a7c15);
		n = 1 + rnd(MAX_ROWS);
		for (int k = 0; k < n; k++) {
			draw_row(&row[k]);
			row[k].order = k;
		}
		qsort(row, n, sizeof(*row), compare_row);
		write_rows(row, n, 0, &plain);
		swap_rows(row, n);
		for (int k = 0; k < n; k++) {
			renumber(&row[k]);
			row[k].order = rnd(1000);
		}
		qsort(row, n, sizeof(*row), compare_row);
		among = rnd(2);
		write_rows(row, n, among, &noisy);
		a = genotype_from(&fixture, plain.s, 0);
		b = genotype_from(&fixture, noisy.s, among);
		if (!a || !b || strcmp(a, b)) {
			n_failed++;
			fprintf(stderr, "seed %ld\n%s -> %s\n%s -> %s\n", seed + i, plain.s,
				a ? a : "error", noisy.s, b ? b : "error");
		}
		free(a);
		free(b);
	}
	free(plain.s);
	free(noisy.s);
	return n_failed > 0;
}
