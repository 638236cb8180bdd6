/*
 * respell.c - one diplotype written down in many ways is one genotype
 *
 * Draws variants of the shipped tables (and now and then an allele that is in no table) on two
 * haplotypes close together, writes them plainly, and again with indels shifted and padded,
 * neighbours joined into one record, multi-allelic records split, rows doubled, haplotypes swapped,
 * alleles renumbered and records of one position shuffled. Both must give the same sdi_genotype,
 * and the plain one must say what was drawn.
 *
 * usage: respell [rounds [seed]]; a failure prints the seed, both spellings and both genotypes
 */
#include <stdint.h>
#include "genotype/variant_resolve.h"
#include "../unit/fixture_gene.h"

#define MAX_EDITS 8
#define REACH 40

static uint64_t rng_state;

static uint32_t rnd(uint32_t n)
{
	rng_state = rng_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(rng_state >> 33) % n;
}

/* A change and the haplotypes that have it (bit mask 1, 2 or 3). */
struct edit {
	hts_pos_t beg, end, slide;
	char alt[48];
	int variant, haps;
};

struct drawn {
	const struct stardose_gene *gene;
	enum stardose_build build;
	const struct stardose_window *w;
	int n, is_phased, has_novel;
	struct edit edit[MAX_EDITS];
};

struct record {
	hts_pos_t pos;
	char ref[256];
	int n_alts;
	char alt[2][256];
	int gt[2];
	uint32_t order;
	const struct edit *of; /* the one change that it spells, or NULL */
};

struct sheet { int n; struct record rec[4 * MAX_EDITS]; };

static char base(const struct drawn *d, hts_pos_t p)
{
	return d->w->seq[p - d->w->beg];
}

static int is_indel(const struct edit *e)
{
	return e->end - e->beg != (hts_pos_t)strlen(e->alt);
}

/* May the two lie on one haplotype and still be told apart, wherever they are shifted to? */
static int apart(const struct edit *a, const struct edit *b)
{
	hts_pos_t a_lo = a->beg - is_indel(a), a_hi = a->end + a->slide + is_indel(a);
	hts_pos_t b_lo = b->beg - is_indel(b), b_hi = b->end + b->slide + is_indel(b);

	return a_hi <= b_lo || b_hi <= a_lo;
}

/* Two changes that exclude each other on one haplotype. */
static int clash(const struct edit *a, const struct edit *b)
{
	int a_ins = a->beg == a->end, b_ins = b->beg == b->end;

	if (a_ins && b_ins)
		return a->beg == b->beg;
	if (a_ins)
		return b->beg < a->beg && a->beg < b->end;
	if (b_ins)
		return a->beg < b->beg && b->beg < a->end;
	return a->beg < b->end && b->beg < a->end;
}

static int add_edit(struct drawn *d, struct edit e)
{
	if (e.beg - 8 < d->w->beg || e.end + e.slide + 8 > d->w->end || strlen(e.alt) > 24 ||
	    e.end - e.beg > 24)
		return 0;
	for (int i = 0; i < d->n; i++) {
		if ((d->edit[i].haps & e.haps) && !apart(&d->edit[i], &e))
			return 0;
		/* the same change drawn twice, or two shifts of one: keep the first */
		if (d->edit[i].beg == e.beg && d->edit[i].end == e.end &&
		    !strcmp(d->edit[i].alt, e.alt))
			return 0;
	}
	d->edit[d->n++] = e;
	return 1;
}

static int variant_edit(const struct drawn *d, int v, struct edit *e)
{
	const struct stardose_locus *at = &d->gene->variants[v].at[d->build];
	struct sdi_indel indel;

	*e = (struct edit){ .variant = v };
	if (sdi_indel_of(d->gene, d->build, v, &indel)) {
		e->beg = indel.beg;
		e->end = indel.end;
		e->slide = indel.slide;
		snprintf(e->alt, sizeof(e->alt), "%.*s", indel.n_ins, indel.ins);
		return 1;
	}
	e->beg = at->pos;
	e->end = at->pos + 1;
	strcpy(e->alt, at->alt);
	return strlen(at->ref) == 1 && strlen(at->alt) == 1;
}

/* A substitution that is in no table, at or near a site. */
static void add_novel(struct drawn *d, hts_pos_t near)
{
	struct edit e = { .beg = near + rnd(7) - 3, .variant = -1, .haps = 1 + rnd(3) };

	e.end = e.beg + 1;
	if (e.beg <= d->w->beg || e.end >= d->w->end)
		return;
	e.alt[0] = "ACGT"[rnd(4)];
	if (e.alt[0] == base(d, e.beg))
		return;
	for (int v = 0; v < d->gene->n_variants; v++)
		if (d->gene->variants[v].at[d->build].pos == e.beg &&
		    !strcmp(d->gene->variants[v].at[d->build].alt, e.alt))
			return;
	d->has_novel |= add_edit(d, e);
}

static int draw(const struct stardose_tables *tables, struct drawn *d)
{
	int v, k = 1 + rnd(5);
	hts_pos_t centre;

	memset(d, 0, sizeof(*d));
	d->gene = &tables->genes[rnd(tables->n_genes)];
	d->build = rnd(2);
	d->is_phased = rnd(2);
	v = rnd(d->gene->n_variants);
	centre = d->gene->variants[v].at[d->build].pos;
	d->w = sdi_window_at(d->gene, d->build, centre - 1, centre + 1);
	for (int tries = 0; d->w && tries < 60 && d->n < k; tries++) {
		struct edit e;

		if (variant_edit(d, v, &e)) {
			e.haps = 1 + rnd(3);
			add_edit(d, e);
		}
		for (int i = 0; i < 50; i++) {
			v = rnd(d->gene->n_variants);
			if (llabs((long long)(d->gene->variants[v].at[d->build].pos - centre)) <
			    REACH)
				break;
		}
		if (llabs((long long)(d->gene->variants[v].at[d->build].pos - centre)) >= REACH)
			break;
	}
	if (d->w && rnd(4) == 0)
		add_novel(d, centre);
	return d->w && d->n;
}

/* The bases of one haplotype over [beg, end). */
static void haplotype(const struct drawn *d, int hap, hts_pos_t beg, hts_pos_t end, char *out)
{
	for (hts_pos_t p = beg; p <= end; p++) {
		hts_pos_t next = -1;

		for (int i = 0; i < d->n; i++) {
			const struct edit *e = &d->edit[i];

			if ((e->haps >> hap & 1) && e->beg == p &&
			    (e->beg < end || e->beg == e->end)) {
				out += sprintf(out, "%s", e->alt);
				next = e->end > next ? e->end : next;
			}
		}
		if (next > p) {
			p = next - 1;
			continue;
		}
		if (p < end)
			*out++ = base(d, p);
	}
	*out = 0;
}

static void finish_record(struct record *r, char seq[2][256])
{
	r->n_alts = 0;
	for (int h = 0; h < 2; h++) {
		r->gt[h] = 0;
		if (!strcmp(seq[h], r->ref))
			continue;
		for (int a = 0; a < r->n_alts && !r->gt[h]; a++)
			if (!strcmp(r->alt[a], seq[h]))
				r->gt[h] = a + 1;
		if (!r->gt[h]) {
			strcpy(r->alt[r->n_alts], seq[h]);
			r->gt[h] = ++r->n_alts;
		}
	}
}

/* One edit as a record: moved @k to the right, with bases added on both sides. */
static struct record one_record(const struct drawn *d, const struct edit *e, hts_pos_t k, int left,
				int right)
{
	struct record r = { .pos = e->beg + k - left, .of = e };
	hts_pos_t end = e->end + k + right;
	int n = 0, n_ins = strlen(e->alt);

	for (hts_pos_t p = r.pos; p < end; p++)
		r.ref[p - r.pos] = base(d, p);
	for (hts_pos_t p = r.pos; p < e->beg + k; p++)
		r.alt[0][n++] = base(d, p);
	for (int i = 0; i < n_ins; i++)
		r.alt[0][n++] = e->alt[is_indel(e) ? (k + i) % n_ins : i];
	for (hts_pos_t p = e->end + k; p < end; p++)
		r.alt[0][n++] = base(d, p);
	r.n_alts = 1;
	r.gt[0] = e->haps & 1;
	r.gt[1] = e->haps >> 1;
	return r;
}

/* All edits of [beg, end) in one record. */
static struct record joined_record(const struct drawn *d, hts_pos_t beg, hts_pos_t end)
{
	struct record r = { .pos = beg };
	char seq[2][256];

	for (hts_pos_t p = beg; p < end; p++)
		r.ref[p - beg] = base(d, p);
	haplotype(d, 0, beg, end, seq[0]);
	haplotype(d, 1, beg, end, seq[1]);
	finish_record(&r, seq);
	return r;
}

static int by_beg(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;

	return x->beg != y->beg	  ? (x->beg < y->beg ? -1 : 1)
	       : x->end != y->end ? (x->end < y->end ? -1 : 1)
				  : strcmp(x->alt, y->alt);
}

/*
 * A row for every variant, left-aligned; alleles of one place that exclude each other share a
 * record.
 */
static void write_plain(struct drawn *d, struct sheet *s)
{
	s->n = 0;
	qsort(d->edit, d->n, sizeof(*d->edit), by_beg);
	for (int i = 0; i < d->n; i++) {
		const struct edit *e = &d->edit[i], *next = e + 1;

		if (i + 1 < d->n && e->haps != 3 && (e->haps & next->haps) == 0 &&
		    e->beg == next->beg && e->end == next->end && clash(e, next)) {
			s->rec[s->n++] = joined_record(d, e->beg - is_indel(e), e->end);
			i++;
			continue;
		}
		s->rec[s->n++] = one_record(d, e, 0, is_indel(e), 0);
	}
}

/*
 * How many edits from @i on can share one record: at most one indel per haplotype, near each
 * other.
 */
static int joinable(const struct drawn *d, int i)
{
	int n = 1, indels[2] = { 0, 0 };

	for (int j = i; j < d->n; j++) {
		const struct edit *e = &d->edit[j];
		int fits = 1;

		for (int h = 0; h < 2; h++)
			if (e->haps >> h & 1)
				indels[h] += is_indel(e);
		fits = indels[0] < 2 && indels[1] < 2 && e->end - d->edit[i].beg < 30 &&
		       (j == i || e->beg - d->edit[j - 1].end < 10);
		if (!fits)
			break;
		n = j - i + 1;
	}
	return n;
}

static void write_joined(const struct drawn *d, int i, int n, struct sheet *s)
{
	hts_pos_t beg = d->edit[i].beg - 1 - rnd(2), end = d->edit[i].end + rnd(2);

	for (int j = i; j < i + n; j++)
		if (d->edit[j].end > end)
			end = d->edit[j].end;
	s->rec[s->n++] = joined_record(d, beg, end + 1);
}

/*
 * Rows of one POS with REFs of one length, more than one base, are what `bcftools norm -m-` makes
 * of one multi-allelic record (docs/MATCHING.md, section 2): such rows say that their changes are
 * on different haplotypes. May @r stand beside the rows of @s, then? Only if that is what was
 * drawn and the plain spelling says so too: by phase, or as alleles that exclude each other.
 * CCGG>CTGG 1/0 with CCGG>CCAG 0/1 is 1/2, and not two SNVs of unknown phase; CTGG>CTAG 1/1 with
 * CTGG>CTGA 0/1 contradict each other, phased or not.
 */
static int reads_as_split(const struct drawn *d, const struct sheet *s, const struct record *r)
{
	for (int i = 0; i < s->n; i++) {
		const struct record *x = &s->rec[i];

		if (x->pos != r->pos || strlen(x->ref) != strlen(r->ref) || !r->ref[1] ||
		    x->of == r->of)
			continue;
		if (!x->of || (x->of->haps & r->of->haps) ||
		    !(d->is_phased || clash(x->of, r->of)))
			return 1;
	}
	return 0;
}

/* one_record(), with as many more bases on the right as it takes not to look split. */
static struct record unlike_split(const struct drawn *d, const struct sheet *s,
				  const struct edit *e, hts_pos_t k, int left, int right)
{
	struct record r = one_record(d, e, k, left, right);

	while (reads_as_split(d, s, &r) && right < 8)	/* add_edit() left room for 8 */
		r = one_record(d, e, k, left, ++right);
	return r;
}

static void write_shifted(const struct drawn *d, const struct edit *e, struct sheet *s)
{
	struct record r = unlike_split(d, s, e, rnd(e->slide + 1), 1 + rnd(3), rnd(3));

	if (!is_indel(e) && rnd(2))
		r = one_record(d, e, 0, 0, 0);
	if (!d->is_phased && rnd(2)) {
		int x = r.gt[0];

		r.gt[0] = r.gt[1];
		r.gt[1] = x;
	}
	s->rec[s->n++] = r;
	if (rnd(6) == 0) {		/* written down twice, spelled otherwise */
		struct record again = unlike_split(d, s, e, rnd(e->slide + 1), 1, 1);

		memcpy(again.gt, r.gt, sizeof(r.gt));
		s->rec[s->n++] = again;
	}
}

static int by_position(const void *a, const void *b)
{
	const struct record *x = a, *y = b;

	return x->pos != y->pos	     ? (x->pos < y->pos ? -1 : 1)
	       : x->order < y->order ? -1
				     : x->order > y->order;
}

/*
 * Is edit @i free to be joined with the next in a record although nothing is phased? Only if all
 * are homozygous.
 */
static int all_homozygous(const struct drawn *d, int i, int n)
{
	for (int j = i; j < i + n; j++)
		if (d->edit[j].haps != 3)
			return 0;
	return 1;
}

/* Another edit that reaches into the record would not be told apart from it. */
static int stands_alone(const struct drawn *d, int i, int n)
{
	hts_pos_t beg = d->edit[i].beg - 3, end = 0;

	for (int j = i; j < i + n; j++)
		if (d->edit[j].end + 3 > end)
			end = d->edit[j].end + 3;
	for (int j = 0; j < d->n; j++)
		if ((j < i || j >= i + n) && d->edit[j].beg <= end && beg <= d->edit[j].end)
			return 0;
	return 1;
}

static void write_freely(const struct drawn *d, struct sheet *s)
{
	int swap = d->is_phased && rnd(2);

	s->n = 0;
	for (int i = 0; i < d->n;) {
		int n = joinable(d, i);

		while (n > 1 &&
		       !(stands_alone(d, i, n) && (d->is_phased || all_homozygous(d, i, n))))
			n--;
		if (n > 1 && rnd(3)) {
			write_joined(d, i, n, s);
			i += n;
		} else {
			write_shifted(d, &d->edit[i++], s);
		}
	}
	for (int i = 0; i < s->n; i++) {
		struct record *r = &s->rec[i];

		r->order = rnd(1000);
		if (swap) {
			int x = r->gt[0];

			r->gt[0] = r->gt[1];
			r->gt[1] = x;
		}
		if (r->n_alts == 2 && rnd(2)) {
			char x[256];

			strcpy(x, r->alt[0]);
			strcpy(r->alt[0], r->alt[1]);
			strcpy(r->alt[1], x);
			for (int h = 0; h < 2; h++)
				r->gt[h] = r->gt[h] ? 3 - r->gt[h] : 0;
		}
	}
	qsort(s->rec, s->n, sizeof(*s->rec), by_position);
}

/* A block vouches for every base, so that a joined record adds no evidence of its own. */
static void write_lines(const struct drawn *d, const struct sheet *s, kstring_t *out)
{
	out->l = 0;
	for (int i = 0; i < d->gene->n_windows; i++) {
		const struct stardose_window *w = &d->gene->windows[i];

		if (w->build == d->build)
			ksprintf(out, "%" PRIhts_pos " %c <NON_REF> GT 0/0 END=%" PRIhts_pos "\n",
				 w->beg + 1, w->seq[0], w->end);
	}
	for (int i = 0; i < s->n; i++) {
		const struct record *r = &s->rec[i];

		ksprintf(out, "%" PRIhts_pos " %s %s%s%s GT %d%c%d\n", r->pos + 1, r->ref,
			 r->alt[0], r->n_alts > 1 ? "," : "", r->n_alts > 1 ? r->alt[1] : "",
			 r->gt[0], d->is_phased ? '|' : '/', r->gt[1]);
	}
}

static char *genotype_from(const struct drawn *d, const char *lines, struct sdi_genotype *g)
{
	const struct sdi_collector_options options = { 0 };
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 1);
	struct stardose_error err = { 0 };
	struct sdi_collector *c = NULL;
	char *text = NULL;

	memset(g, 0, sizeof(*g));
	if (!sdi_collector_new(d->gene, d->build, 1, &options, &c, &err) &&
	    !fixture_push(c, hdr, lines, &err) && !sdi_collector_close(c, &err) &&
	    !sdi_collector_genotype(c, 0, g, &err)) {
		for (int i = 0; i < d->gene->n_core;
		     i++) /* how a site was vouched for may differ */
			if (g->state[i] == STARDOSE_EVIDENCE_BLOCK)
				g->state[i] = STARDOSE_EVIDENCE_OBSERVED;
		text = genotype_text(g);
	} else {
		fprintf(stderr, "%s\n", err.text);
	}
	sdi_collector_free(c);
	bcf_hdr_destroy(hdr);
	return text;
}

/* Are the drawn variants, and no others, on some haplotype? */
static int says_what_was_drawn(const struct drawn *d, const struct sdi_genotype *g)
{
	for (int v = 0; v < d->gene->n_variants; v++) {
		int bit = d->gene->variants[v].bit, haps = 0;
		char text[STARDOSE_MAX_PLOIDY + 1];

		if (bit < 0)
			continue;
		for (int i = 0; i < d->n; i++)
			if (d->edit[i].variant == v)
				haps |= d->edit[i].haps;
		if (d->gene->variants[v].at[d->build].swapped) {
			/*
			 * any other base at the place of a swapped variant takes the variant away
			 */
			haps = 3;
			for (int i = 0; i < d->n; i++)
				if (d->edit[i].beg <= d->gene->variants[v].at[d->build].pos &&
				    d->gene->variants[v].at[d->build].pos < d->edit[i].end)
					haps &= ~d->edit[i].haps;
		}
		genotype_bit(g, bit, text);
		if ((text[0] == '1') + (text[1] == '1') != (haps & 1) + (haps >> 1) ||
		    strchr(text, '?'))
			return 0;
	}
	return 1;
}

int main(int argc, char **argv)
{
	long rounds = argc > 1 ? atol(argv[1]) : 4000, seed = argc > 2 ? atol(argv[2]) : 1,
	     n_failed = 0;
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };
	kstring_t plain = KS_INITIALIZE, freely = KS_INITIALIZE;

	if (stardose_tables_open(NULL, &tables, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (long i = 0; i < rounds && n_failed < 5; i++) {
		struct sdi_genotype g, h;
		struct sheet sheet;
		struct drawn d;
		char *a, *b;
		int told;

		rng_state = (uint64_t)(seed + i) * UINT64_C(0x9e3779b97f4a7c15);
		if (!draw(tables, &d))
			continue;
		write_plain(&d, &sheet);
		write_lines(&d, &sheet, &plain);
		write_freely(&d, &sheet);
		write_lines(&d, &sheet, &freely);
		a = genotype_from(&d, plain.s, &g);
		b = genotype_from(&d, freely.s, &h);
		told = !a || d.has_novel || says_what_was_drawn(&d, &g);
		if (!a || !b || strcmp(a, b) || !told) {
			n_failed++;
			fprintf(stderr, "seed %ld, %s %s: %s\n%s -> %s\n%s -> %s\n", seed + i,
				d.gene->name, stardose_build_name(d.build),
				told ? "two spellings differ" : "not what was drawn", plain.s,
				a ? a : "error", freely.s, b ? b : "error");
		}
		free(a);
		free(b);
		sdi_genotype_release(&g);
		sdi_genotype_release(&h);
	}
	free(plain.s);
	free(freely.s);
	stardose_tables_free(tables);
	return n_failed > 0;
}
