/*
 * row_spellings.c - one genotype of one place in every form that tools write it in is one call
 *
 * At every core SNV of every gene in both builds: a record of several alleles over the site and its
 * neighbours, drawn at random (substitutions, several at once, indels), with a diploid genotype.
 * The record is spelled as bcftools norm -m-, norm -m- -f, norm -m- --multi-overlaps ., norm -a,
 * norm -a --atom-overlaps ., merge -m none, merge -0 and concat -a write it, and as vt decompose
 * does, in any order of rows. Every form must make the same call as the record itself; where a form
 * loses what belonged together, all diplotypes of the record must be among its own.
 *
 * usage: row_spellings [rounds [seed]]: records for each site (12, or $STARDOSE_ROUNDS); a failure
 *        prints both spellings
 *        row_spellings --vcf GENE BUILD SAMPLES SEED: such records of one gene as VCF, for bcftools
 */
#include <stdint.h>
#include "genotype/variant_resolve.h"
#include "match/match.h"
#include "../unit/fixture_gene.h"

#define MAX_ALTS 3
#define MAX_ROWS 40
#define MAX_TEXT 24
#define STAR "*"

static uint64_t rng_state;

static uint32_t rnd(uint32_t n)
{
	rng_state = rng_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(rng_state >> 33) % n;
}

/* A record of one sample; allele -1 is '.'. */
struct record {
	hts_pos_t pos;
	char ref[MAX_TEXT], alt[MAX_ALTS][MAX_TEXT];
	int n_alts, gt[2];
	uint32_t order;
};

struct rows { int n, is_phased; struct record row[MAX_ROWS]; };

struct place {
	const struct stardose_gene *gene;
	enum stardose_build build;
	const struct stardose_window *w;
	hts_pos_t site;
};

/* ---- drawing a record */

/* A base that is not @ref: often one that the tables list at @pos. */
static char other_base(const struct place *at, hts_pos_t pos, char ref)
{
	char base;

	for (int i = 0; i < at->gene->n_core && rnd(4); i++) {
		const struct stardose_locus *l = &at->gene->core[i]->at[at->build];

		if (l->pos == pos && !l->ref[1] && !l->alt[1] && l->alt[0] != ref && rnd(2))
			return l->alt[0];
	}
	do
		base = "ACGT"[rnd(4)];
	while (base == ref);
	return base;
}

static void draw_alt(const struct place *at, const struct record *r, char *alt)
{
	int n = strlen(r->ref), k = at->site - r->pos, i = 0;

	strcpy(alt, r->ref);
	if (n > 1 && rnd(6) == 0) {		/* a deletion after the first base */
		int gone = 1 + rnd(n - 1);

		memmove(alt + 1, alt + 1 + gone, n - gone);
		return;
	}
	if (rnd(12) == 0) {		/* an insertion after it */
		memmove(alt + 2, alt + 1, n);
		alt[1] = "ACGT"[rnd(4)];
		return;
	}
	if (rnd(5))
		alt[k] = other_base(at, at->site, r->ref[k]);
	for (i = 0; i < n; i++)
		if (i != k && rnd(4) == 0)
			alt[i] = other_base(at, r->pos + i, r->ref[i]);
}

static int is_known(const struct record *r, const char *alt)
{
	int known = !strcmp(r->ref, alt);

	for (int i = 0; i < r->n_alts; i++)
		known |= !strcmp(r->alt[i], alt);
	return known;
}

static int draw(const struct place *at, struct record *r)
{
	int before = rnd(3), n = before + 1 + rnd(3), n_alts = 2 + (rnd(4) == 0);

	*r = (struct record){ .pos = at->site - before };
	if (r->pos - 2 < at->w->beg || r->pos + n + 2 > at->w->end)
		return 0;
	memcpy(r->ref, at->w->seq + (r->pos - at->w->beg), n);
	for (int tries = 0; tries < 40 && r->n_alts < n_alts; tries++) {
		draw_alt(at, r, r->alt[r->n_alts]);
		r->n_alts += !is_known(r, r->alt[r->n_alts]);
	}
	if (r->n_alts < 2)
		return 0;
	for (int h = 0; h < 2; h++)
		r->gt[h] = rnd(r->n_alts + 1);
	if (rnd(3)) {			/* mostly two ALTs */
		r->gt[0] = 1 + rnd(r->n_alts);
		r->gt[1] = 1 + r->gt[0] % r->n_alts;
	}
	return 1;
}

/* ---- spelling it */

static void add(struct rows *out, struct record r)
{
	r.order = rnd(1000);
	out->row[out->n++] = r;
}

/* What a split row writes for haplotypes that do not have its ALT. */
enum others { OTHERS_REF, OTHERS_DOT, OTHERS_SILENT };

static void trim(struct record *r)
{
	size_t n_ref = strlen(r->ref), n_alt = strlen(r->alt[0]), n = 0;

	while (n_ref > 1 && n_alt > 1 && r->ref[n_ref - 1] == r->alt[0][n_alt - 1])
		n_ref--, n_alt--;
	r->ref[n_ref] = r->alt[0][n_alt] = 0;
	while (n + 1 < n_ref && n + 1 < n_alt && r->ref[n] == r->alt[0][n])
		n++;
	memmove(r->ref, r->ref + n, n_ref - n + 1);
	memmove(r->alt[0], r->alt[0] + n, n_alt - n + 1);
	r->pos += n;
}

static void split(const struct record *r, enum others others, int is_trimmed, struct rows *out)
{
	for (int a = 0; a < r->n_alts; a++) {
		struct record one = { .pos = r->pos, .n_alts = 1 };
		int has = r->gt[0] == a + 1 || r->gt[1] == a + 1 || !(r->gt[0] || r->gt[1]);

		strcpy(one.ref, r->ref);
		strcpy(one.alt[0], r->alt[a]);
		for (int h = 0; h < 2; h++) {
			int g = r->gt[h];

			one.gt[h] = g == a + 1 ? 1 : g && others == OTHERS_DOT ? -1 : 0;
			if (!has && others == OTHERS_SILENT)
				one.gt[h] = -1;
		}
		if (is_trimmed)
			trim(&one);
		add(out, one);
	}
}

/* Elementary changes of all ALTs, and which ALTs have them. */
struct atom { struct record r; int in; };

static int add_atom(struct atom *list, int n, hts_pos_t pos, const char *ref, int n_ref,
		    const char *alt, int n_alt, int allele)
{
	struct atom a = { .r = { .pos = pos, .n_alts = 1 }, .in = 1 << allele };

	memcpy(a.r.ref, ref, n_ref);
	memcpy(a.r.alt[0], alt, n_alt);
	for (int i = 0; i < n; i++)
		if (list[i].r.pos == pos && !strcmp(list[i].r.ref, a.r.ref) &&
		    !strcmp(list[i].r.alt[0], a.r.alt[0])) {
			list[i].in |= a.in;
			return n;
		}
	list[n] = a;
	return n + 1;
}

static int list_atoms(const struct record *r, struct atom *list)
{
	int n = 0;

	for (int a = 0; a < r->n_alts; a++) {
		int n_ref = strlen(r->ref), n_alt = strlen(r->alt[a]);

		if (r->gt[0] != a + 1 && r->gt[1] != a + 1)	/* as bcftools view -a leaves it */
			continue;
		if (n_ref == n_alt)
			for (int i = 0; i < n_ref; i++) {
				if (r->ref[i] != r->alt[a][i])
					n = add_atom(list, n, r->pos + i, r->ref + i, 1,
						     r->alt[a] + i, 1, a + 1);
			}
		else			/* indels are drawn right after the first base */
			n = add_atom(list, n, r->pos, r->ref,
				     n_ref > n_alt ? n_ref - n_alt + 1 : 1, r->alt[a],
				     n_ref > n_alt ? 1 : n_alt - n_ref + 1, a + 1);
	}
	return n;
}

static int overlaps(const struct record *a, const struct record *b)
{
	return a->pos < b->pos + (hts_pos_t)strlen(b->ref) &&
	       b->pos < a->pos + (hts_pos_t)strlen(a->ref);
}

static void atomize(const struct record *r, int with_star, struct rows *out)
{
	struct atom list[MAX_ROWS];
	int n = list_atoms(r, list);

	for (int i = 0; i < n; i++) {
		struct record *one = &list[i].r;
		int has_star = 0;

		for (int h = 0; h < 2; h++) {
			int other = 0;

			for (int j = 0; j < n; j++)
				other |= j != i && (list[j].in >> r->gt[h] & 1) &&
					 overlaps(one, &list[j].r);
			one->gt[h] = !r->gt[h]			   ? 0
				     : list[i].in >> r->gt[h] & 1 ? 1
				     : other			   ? (with_star ? 2 : -1)
								   : 0;
			has_star |= one->gt[h] == 2;
		}
		if (has_star)
			strcpy(one->alt[one->n_alts++], STAR);
		add(out, *one);
	}
}

enum form {
	SPLIT, SPLIT_TRIMMED, SPLIT_DOTS, SPLIT_DOTTED_REF, SPLIT_SILENT, VT, ATOMS, ATOMS_DOTS, MERGED, MERGED_REF,
	TWICE, CONCAT_SPLIT, CONCAT_ATOMS, RENUMBERED, N_FORMS
};
static const char *const form_names[] = {
	"norm -m-", "norm -m- -f", "norm -m- --multi-overlaps .",
	"the same, REF in the first row alone", "the same, silent rows",
	"vt decompose, trimmed", "norm -a", "norm -a --atom-overlaps .", "merge -m none",
	"merge -m none -0", "concat -a with itself", "concat -a with norm -m-",
	"concat -a with norm -a", "ALTs in another order"
};

/* Forms that no longer say which alleles were one record: their call may be wider. */
static int loses_bonds(const struct record *r, enum form form)
{
	/* an insertion behind a base and a change of that base need not be one record */
	return !r->ref[1] || form == SPLIT_TRIMMED || form == SPLIT_DOTTED_REF || form == VT || form == ATOMS ||
	       form == ATOMS_DOTS || form == MERGED || form == CONCAT_ATOMS;
}

/* As a bcftools wrote it: every haplotype is told by one row. */
static void split_dotted(const struct record *r, struct rows *out)
{
	split(r, OTHERS_DOT, 0, out);
	for (int i = 1; i < out->n; i++)
		for (int h = 0; h < 2; h++)
			if (!out->row[i].gt[h])
				out->row[i].gt[h] = -1;
}

static void renumber(const struct record *r, struct rows *out)
{
	struct record again = *r;

	strcpy(again.alt[0], r->alt[1]);
	strcpy(again.alt[1], r->alt[0]);
	for (int h = 0; h < 2; h++)
		again.gt[h] = r->gt[h] == 1 ? 2 : r->gt[h] == 2 ? 1 : r->gt[h];
	add(out, again);
}

static int by_position(const void *a, const void *b)
{
	const struct record *x = a, *y = b;

	return x->pos != y->pos	     ? (x->pos < y->pos ? -1 : 1)
	       : x->order < y->order ? -1
				     : x->order > y->order;
}

static void spell(const struct record *r, int is_phased, enum form form, struct rows *out)
{
	*out = (struct rows){ .is_phased = is_phased };
	if (form >= TWICE && form <= CONCAT_ATOMS)
		add(out, *r);
	switch (form) {
	case TWICE: add(out, *r); break;
	case SPLIT: case MERGED_REF: case CONCAT_SPLIT: split(r, OTHERS_REF, 0, out); break;
	case SPLIT_TRIMMED: split(r, OTHERS_REF, 1, out); break;
	case SPLIT_DOTS: split(r, OTHERS_DOT, 0, out); break;
	case SPLIT_DOTTED_REF: split_dotted(r, out); break;
	case SPLIT_SILENT: case MERGED: split(r, OTHERS_SILENT, 0, out); break;
	case VT: split(r, OTHERS_DOT, 1, out); break;
	case ATOMS: case CONCAT_ATOMS: atomize(r, 1, out); break;
	case ATOMS_DOTS: atomize(r, 0, out); break;
	default: renumber(r, out);
	}
	if (form == MERGED)		/* rows of other people's ALTs stand among them */
		for (int i = 0; i < out->n; i++)
			trim(&out->row[i]);
	if (!is_phased)
		for (int i = 0; i < out->n; i++) {
			int swap = rnd(2), x = out->row[i].gt[0];

			if (swap) {
				out->row[i].gt[0] = out->row[i].gt[1];
				out->row[i].gt[1] = x;
			}
		}
	qsort(out->row, out->n, sizeof(*out->row), by_position);
}

/* Forms that no longer say what lies on a haplotype: '.' for an allele of a record elsewhere. */
static int loses_alleles(enum form form)
{
	return form == VT || form == ATOMS_DOTS;
}

/* ---- reading it */

static void write_gt(const struct record *r, int is_phased, kstring_t *out)
{
	for (int h = 0; h < 2; h++) {
		if (h)
			kputc(is_phased ? '|' : '/', out);
		if (r->gt[h] < 0)
			kputc('.', out);
		else
			kputw(r->gt[h], out);
	}
}

/* Blocks vouch for every base, so that a wider REF adds no evidence of its own. */
static void write_lines(const struct place *at, const struct rows *rows, kstring_t *out)
{
	out->l = 0;
	for (int i = 0; i < at->gene->n_windows; i++) {
		const struct stardose_window *w = &at->gene->windows[i];

		if (w->build == at->build)
			ksprintf(out, "%" PRIhts_pos " %c <NON_REF> GT 0/0 END=%" PRIhts_pos "\n",
				 w->beg + 1, w->seq[0], w->end);
	}
	for (int i = 0; i < rows->n; i++) {
		const struct record *r = &rows->row[i];

		ksprintf(out, "%" PRIhts_pos " %s ", r->pos + 1, r->ref);
		for (int a = 0; a < r->n_alts; a++)
			ksprintf(out, "%s%s", a ? "," : "", r->alt[a]);
		kputs(" GT ", out);
		write_gt(r, rows->is_phased, out);
		kputc('\n', out);
	}
}

struct reading { struct sdi_genotype g; struct sdi_match m; char *text; };

static int read_lines(const struct place *at, const char *lines, struct reading *out)
{
	const struct sdi_collector_options options = { 0 };
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 1);
	struct stardose_error err = { 0 };
	struct sdi_collector *c = NULL;
	int ret;

	memset(out, 0, sizeof(*out));
	ret = sdi_collector_new(at->gene, at->build, 1, &options, &c, &err);
	if (!ret)
		ret = fixture_push(c, hdr, lines, &err);
	if (!ret)
		ret = sdi_collector_close(c, &err);
	if (!ret)
		ret = sdi_collector_genotype(c, 0, &out->g, &err);
	for (int i = 0; i < at->gene->n_core; i++)	/* how a site was vouched for may differ */
		if (out->g.state[i] == STARDOSE_EVIDENCE_BLOCK)
			out->g.state[i] = STARDOSE_EVIDENCE_OBSERVED;
	if (!ret)
		ret = sdi_match(&out->g, &out->m);
	if (ret)
		fprintf(stderr, "%s\n", err.text);
	else
		out->text = genotype_text(&out->g);
	sdi_collector_free(c);
	bcf_hdr_destroy(hdr);
	return ret;
}

static void release(struct reading *r)
{
	free(r->text);
	sdi_match_release(&r->m);
	sdi_genotype_release(&r->g);
}

static int has_reading(const struct sdi_match *m, const struct sdi_reading *r)
{
	for (int i = 0; i < m->n_readings; i++)
		if (!memcmp(m->readings[i].allele, r->allele, sizeof(r->allele)))
			return 1;
	return 0;
}

/*
 * Is every diplotype of @a among those of @b? Haplotypes that fit no named allele are not listed
 * where others fit, which other phase may make.
 */
static int is_wider(const struct sdi_match *a, const struct sdi_match *b)
{
	int wider = 1;

	for (int i = 0; i < a->n_readings && !a->is_partial; i++)
		wider &= has_reading(b, &a->readings[i]);
	return wider && (a->is_partial || !b->is_partial);
}

static int is_within(const struct sdi_match *a, const struct sdi_match *b)
{
	if (a->is_partial != b->is_partial)
		return 0;
	for (int i = 0; i < a->n_readings; i++)
		if (!has_reading(b, &a->readings[i]))
			return 0;
	return 1;
}

static int same_call(const struct reading *a, const struct reading *b)
{
	return !strcmp(a->text, b->text) ||
	       (a->g.reasons == b->g.reasons && a->m.n_open == b->m.n_open &&
		is_within(&a->m, &b->m) && is_within(&b->m, &a->m));
}

struct count { long n, n_same, n_wider, n_failed; };

/* The lines without the blocks before them. */
static const char *own_rows(const char *lines)
{
	const char *last = strstr(lines, "<NON_REF>"), *next;

	while ((next = strstr(last + 1, "<NON_REF>")))
		last = next;
	return strchr(last, '\n') + 1;
}

static void report(const struct place *at, enum form form, const char *a, const char *b,
		   const struct reading *x, const struct reading *y)
{
	fprintf(stderr, "%s %s, %s:\n%s -> %s\n%s -> %s\n", at->gene->name,
		stardose_build_name(at->build), form_names[form], own_rows(a), x->text,
		own_rows(b), y->text);
}

static void try_record(const struct place *at, const struct record *r, struct count *count)
{
	kstring_t plain = KS_INITIALIZE, other = KS_INITIALIZE;
	struct rows rows = { .n = 1, .is_phased = rnd(3) == 0, .row = { *r } };
	int is_phased = rows.is_phased;
	struct reading x, y;

	write_lines(at, &rows, &plain);
	if (read_lines(at, plain.s, &x)) {
		count[0].n_failed++;
		return;
	}
	for (enum form form = 0; form < N_FORMS; form++) {
		spell(r, is_phased, form, &rows);
		write_lines(at, &rows, &other);
		count[form].n++;
		if (read_lines(at, other.s, &y)) {
			count[form].n_failed++;
			continue;
		}
		if (same_call(&x, &y))
			count[form].n_same++;
		else if ((loses_alleles(form) || (!is_phased && loses_bonds(r, form))) &&
			 is_wider(&x.m, &y.m))
			count[form].n_wider++;
		else if (count[form].n_failed++ < 2)
			report(at, form, plain.s, other.s, &x, &y);
		release(&y);
	}
	release(&x);
	free(plain.s);
	free(other.s);
}

/* ---- every core SNV */

static int place_of(const struct stardose_gene *gene, enum stardose_build build, int bit,
		    struct place *at)
{
	const struct stardose_locus *l = &gene->core[bit]->at[build];

	*at = (struct place){ .gene = gene, .build = build, .site = l->pos };
	at->w = sdi_window_at(gene, build, l->pos - 1, l->pos + 1);
	return at->w && !l->ref[1] && !l->alt[1];
}

static int print_counts(const struct count *count, int n_sites)
{
	struct count all = { 0 };

	for (int f = 0; f < N_FORMS; f++) {
		printf("%-30s %8ld spellings, %8ld the same call, %6ld wider, %ld wrong\n",
		       form_names[f], count[f].n, count[f].n_same, count[f].n_wider,
		       count[f].n_failed);
		all.n += count[f].n;
		all.n_same += count[f].n_same;
		all.n_wider += count[f].n_wider;
		all.n_failed += count[f].n_failed;
	}
	printf("%d sites: %ld spellings, %ld the same call, %ld wider, %ld wrong\n", n_sites,
	       all.n, all.n_same, all.n_wider, all.n_failed);
	return all.n_failed > 0 || !all.n;
}

enum { ROUNDS = 12 };

/*
 * Every site of genes that are called by haplotypes. Other genes have
 * hundreds of sites, closed alike: one in 24, and all when more rounds are asked for.
 */
static int step_of(const struct stardose_gene *gene, long rounds)
{
	return gene->kind == STARDOSE_GENE_HAPLOTYPES || rounds > ROUNDS ? 1 : 24;
}

static int try_all(const struct stardose_tables *tables, long rounds, long seed)
{
	struct count count[N_FORMS] = { { 0 } };
	int n_sites = 0;

	for (int g = 0; g < tables->n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			for (int bit = 0; bit < tables->genes[g].n_core;
			     bit += step_of(&tables->genes[g], rounds)) {
				struct place at;
				struct record r;

				if (!place_of(&tables->genes[g], build, bit, &at))
					continue;
				n_sites++;
				rng_state = (uint64_t)(seed + bit * 64 + g * 2 + build) *
					    UINT64_C(0x9e3779b97f4a7c15);
				for (long i = 0; i < rounds; i++)
					if (draw(&at, &r))
						try_record(&at, &r, count);
			}
	return print_counts(count, n_sites);
}

/* ---- for bcftools */

/* One record of several samples: REF and ALTs are those of the first, genotypes are drawn. */
static void write_record(const struct place *at, const struct record *r, int n_samples)
{
	printf("chr%s\t%" PRIhts_pos "\t.\t%s\t", at->gene->chrom, r->pos + 1, r->ref);
	for (int a = 0; a < r->n_alts; a++)
		printf("%s%s", a ? "," : "", r->alt[a]);
	printf("\t.\tPASS\t.\tGT");
	for (int i = 0; i < n_samples; i++) {
		int a = rnd(4) ? 0 : (int)rnd(r->n_alts + 1),
		    b = rnd(4) ? a : (int)rnd(r->n_alts + 1);

		printf("\t%d%c%d", a, i % 2 ? '|' : '/', b);
	}
	printf("\n");
}

/* Records of all core SNVs that do not reach into each other. */
static int write_vcf(const struct stardose_tables *tables, char **argv)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, argv[0]);
	enum stardose_build build =
		strcmp(argv[1], "GRCh37") ? STARDOSE_BUILD_GRCH38 : STARDOSE_BUILD_GRCH37;
	int n_samples = atoi(argv[2]);
	hts_pos_t last = 0, next;

	if (!gene)
		return 1;
	rng_state = strtoull(argv[3], NULL, 10) * UINT64_C(0x9e3779b97f4a7c15);
	printf("##fileformat=VCFv4.2\n##contig=<ID=chr%s>\n##FILTER=<ID=PASS,Description=\"x\">\n"
	       "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"
	       "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT",
	       gene->chrom);
	for (int i = 0; i < n_samples; i++)
		printf("\tS%d", i);
	printf("\n");
	for (;; last = next + 8) {
		struct place at, best = { 0 };
		struct record r;

		next = HTS_POS_MAX;
		for (int bit = 0; bit < gene->n_core; bit++)
			if (place_of(gene, build, bit, &at) && at.site >= last && at.site < next) {
				best = at;
				next = at.site;
			}
		if (next == HTS_POS_MAX)
			return 0;
		if (draw(&best, &r))
			write_record(&best, &r, n_samples);
	}
}

int main(int argc, char **argv)
{
	const char *rounds = argc > 1 ? argv[1] : getenv("STARDOSE_ROUNDS");
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };
	int ret;

	if (stardose_tables_open(NULL, &tables, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	if (argc == 6 && !strcmp(argv[1], "--vcf"))
		ret = write_vcf(tables, argv + 2);
	else
		ret = try_all(tables, rounds ? atol(rounds) : ROUNDS, argc > 2 ? atol(argv[2]) : 1);
	stardose_tables_free(tables);
	return ret;
}
