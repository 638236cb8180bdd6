/* coding_sequence.c - bases, codons and splice sites of a gene from its exons and windows */
#include <stdlib.h>
#include <string.h>
#include "tables/coding_sequence.h"

static const struct sdi_intervals *coding_exons(const struct sdi_coding *c)
{
	static const struct sdi_intervals none;
	const struct sdi_gene_extent *extent = sdi_gene_extent(c->gene, c->build);

	return extent ? &extent->coding : &none;
}

/* What the windows have of an exon; the rest stays N. */
static void read_exon(const struct sdi_coding *c, struct sdi_interval exon, char *to)
{
	memset(to, 'N', exon.end - exon.beg);
	for (int i = 0; i < c->gene->n_windows; i++) {
		const struct stardose_window *w = &c->gene->windows[i];
		hts_pos_t beg = w->beg > exon.beg ? w->beg : exon.beg,
			  end = w->end < exon.end ? w->end : exon.end;

		if (w->build == c->build && beg < end)
			memcpy(to + (beg - exon.beg), w->seq + (beg - w->beg), end - beg);
	}
}

static void read_bases(struct sdi_coding *c)
{
	const struct sdi_intervals *exons = coding_exons(c);
	char *to = c->base;

	for (int i = 0; i < exons->n; i++) {
		read_exon(c, exons->v[i], to);
		to += exons->v[i].end - exons->v[i].beg;
	}
}

/* A side of an exon that codes, unless the transcript ends there. */
static void add_splice(struct sdi_coding *c, int is_left, hts_pos_t beg)
{
	c->splice[c->n_splice++] =
		(struct sdi_splice_site){ beg, is_left == c->gene->is_reverse };
}

static void find_splice(struct sdi_coding *c)
{
	const struct sdi_gene_extent *extent = sdi_gene_extent(c->gene, c->build);

	for (int i = 0; i < extent->exons.n; i++) {
		struct sdi_interval exon = extent->exons.v[i];

		if (!sdi_intervals_overlap(&extent->coding, exon.beg, exon.end))
			continue;
		if (i > 0)
			add_splice(c, 1, exon.beg - 2);
		if (i + 1 < extent->exons.n)
			add_splice(c, 0, exon.end);
	}
}

static char codon_reads(const struct sdi_coding *c, int codon)
{
	return sdi_coding_amino_acid(c, c->base, c->n, codon);
}

int sdi_coding_known(const struct sdi_coding *c, int codon) { return codon_reads(c, codon) != 'X'; }

/* Do they read from the start codon to the stop codon, and no stop codon between, as far as known? */
static void read_codons(struct sdi_coding *c)
{
	int n = c->n / 3;

	c->is_readable = c->n % 3 == 0 && n >= 2;
	for (int i = 0; i < n; i++) {
		char is = codon_reads(c, i);

		c->n_known += is != 'X';
		if (is != 'X' && ((!i && is != 'M') || (is == '*') != (i == n - 1)))
			c->is_readable = 0;
	}
}

int sdi_coding_init(struct sdi_coding *c, const struct stardose_gene *gene,
		    enum stardose_build build)
{
	*c = (struct sdi_coding){ .gene = gene, .build = build };
	c->n = coding_exons(c)->length;
	if (!c->n)
		return STARDOSE_OK;
	c->base = malloc(c->n);
	c->splice = calloc(2 * sdi_gene_extent(gene, build)->exons.n, sizeof(*c->splice));
	if (!c->base || !c->splice)
		return STARDOSE_ENOMEM;
	read_bases(c);
	find_splice(c);
	read_codons(c);
	return STARDOSE_OK;
}

void sdi_coding_release(struct sdi_coding *c)
{
	free(c->base);
	free(c->splice);
	memset(c, 0, sizeof(*c));
}

int sdi_coding_index(const struct sdi_coding *c, hts_pos_t pos)
{
	const struct sdi_intervals *exons = coding_exons(c);
	int before = 0;

	for (int i = 0; i < exons->n && exons->v[i].beg <= pos; i++) {
		if (pos < exons->v[i].end)
			return before + (int)(pos - exons->v[i].beg);
		before += exons->v[i].end - exons->v[i].beg;
	}
	return -1;
}

const struct sdi_splice_site *sdi_coding_splice(const struct sdi_coding *c, hts_pos_t pos)
{
	for (int i = 0; i < c->n_splice; i++)
		if (c->splice[i].beg <= pos && pos < c->splice[i].beg + 2)
			return &c->splice[i];
	return NULL;
}

int sdi_coding_reaches(const struct sdi_coding *c, hts_pos_t beg, hts_pos_t end)
{
	for (int i = 0; i < c->n_splice; i++)
		if (beg < c->splice[i].beg + 2 && c->splice[i].beg < end)
			return 1;
	return c->n && sdi_intervals_overlap(coding_exons(c), beg, end);
}

int sdi_coding_codon(const struct sdi_coding *c, int index)
{
	return (c->gene->is_reverse ? c->n - 1 - index : index) / 3;
}

/*
 * T, C, A, G as 0 to 3, the complement being the same with the next bit turned; -1: none of them.
 */
static int number_of(char base)
{
	static const char bases[] = "ACTG"; /* in the order of two bits of their codes */
	static const int number[] = { 2, 1, 0, 3 };
	int at = base >> 1 & 3;

	return bases[at] == base ? number[at] : -1;
}

char sdi_coding_amino_acid(const struct sdi_coding *c, const char *base, int n, int codon)
{
	/* the standard code in the order TTT, TTC, TTA, ..., GGG */
	static const char code[] =
		"FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
	int at = 0;

	for (int i = 3 * codon; i < 3 * codon + 3; i++) {
		int b = i >= n ? -1 : number_of(base[c->gene->is_reverse ? n - 1 - i : i]);

		if (b < 0)
			return 'X';
		at = 4 * at + (c->gene->is_reverse ? b ^ 2 : b);
	}
	return code[at];
}

char sdi_coding_codon_reads(const struct sdi_coding *c, const char base[3])
{
	return sdi_coding_amino_acid(c, base, 3, 0);
}
