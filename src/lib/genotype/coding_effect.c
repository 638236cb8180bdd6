/* coding_effect.c - codons, frames and splice sites that an allele changes */
#include <stdlib.h>
#include <string.h>
#include "genotype/coding_effect.h"

/* An indel, trimmed: reference bases [beg, end) become @ins. */
struct indel {
	hts_pos_t beg, end;
	int n_ins;
	char *ins;
};

static void add_part(struct sdi_coding_verdict *v, struct sdi_coding_part part)
{
	if (v->n < SDI_RESOLVE_MAX)
		v->part[v->n++] = part;
}

static void add_indel(struct sdi_coding_verdict *v, enum stardose_coding_effect effect)
{
	if (effect)
		add_part(v, (struct sdi_coding_part){ .effect = effect });
}

/* ---- substitutions ---- */

const char *sdi_codon_bases(const struct sdi_coding *c, int codon)
{
	return c->base + (c->gene->is_reverse ? c->n - 3 - 3 * codon : 3 * codon);
}

enum stardose_coding_effect sdi_codon_effect(const struct sdi_coding *c, int codon,
					     const char base[3])
{
	char was = sdi_coding_amino_acid(c, c->base, c->n, codon),
	     is = sdi_coding_codon_reads(c, base);

	if (!c->is_readable || was == is || was == 'X' || is == 'X')
		return STARDOSE_EFFECT_NONE;
	if (!codon)
		return STARDOSE_EFFECT_START_LOST;
	if (was == '*')
		return STARDOSE_EFFECT_STOP_LOST;
	return is == '*' ? STARDOSE_EFFECT_STOP_GAINED : STARDOSE_EFFECT_MISSENSE;
}

/* One base of a codon replaced, and if @beside is not 0 another one of it. */
static enum stardose_coding_effect effect_with(const struct sdi_coding *c, int index, char base,
					       int at, char beside)
{
	int codon = sdi_coding_codon(c, index);
	const char *is;
	char now[3];

	if (!c->is_readable)
		return STARDOSE_EFFECT_NONE;
	is = sdi_codon_bases(c, codon);
	memcpy(now, is, sizeof(now));
	if (base)
		now[c->base + index - is] = base;
	if (beside)
		now[at] = beside;
	return sdi_codon_effect(c, codon, now);
}

/* Does some other substitution of the codon break the protein with this one, or without it only? */
static int may_matter(const struct sdi_coding *c, int index, char base)
{
	const char *is = sdi_codon_bases(c, sdi_coding_codon(c, index));
	int self = c->base + index - is,
	    breaks = sdi_effect_breaks(effect_with(c, index, base, 0, 0));

	for (int at = 0; at < 3; at++)
		for (const char *b = "ACGT"; *b && at != self; b++) {
			int alone = sdi_effect_breaks(effect_with(c, index, 0, at, *b));

			if (*b != is[at] &&
			    sdi_effect_breaks(effect_with(c, index, base, at, *b)) !=
				    (alone || breaks))
				return 1;
		}
	return 0;
}

static enum stardose_coding_effect splice_effect(const struct sdi_splice_site *site)
{
	return site->is_donor ? STARDOSE_EFFECT_SPLICE_DONOR : STARDOSE_EFFECT_SPLICE_ACCEPTOR;
}

static void judge_coding_base(const struct sdi_coding *c, const struct sdi_change *change, int at,
			      struct sdi_coding_verdict *out)
{
	struct sdi_coding_part part = { .pos = change->beg,
					.base = change->base,
					.is_listed = change->variant >= 0 };

	if (!part.is_listed && !sdi_coding_known(c, sdi_coding_codon(c, at)))
		part.effect = STARDOSE_EFFECT_EXON;
	else if (!part.is_listed)
		part.effect = effect_with(c, at, change->base, 0, 0);
	if (part.effect || (c->is_readable && may_matter(c, at, change->base)))
		add_part(out, part);
}

static void judge_substitutions(const struct sdi_coding *c, const struct sdi_resolved *r,
				struct sdi_coding_verdict *out)
{
	for (int i = 0; i < r->n_changes; i++) {
		const struct sdi_change *change = &r->change[i];
		const struct sdi_splice_site *site = sdi_coding_splice(c, change->beg);
		int at = sdi_coding_index(c, change->beg);

		if (!change->base)
			continue;
		if (site && change->variant < 0)
			add_part(out, (struct sdi_coding_part){ .pos = change->beg,
								.base = change->base,
								.effect = splice_effect(site) });
		else if (!site && at >= 0)
			judge_coding_base(c, change, at, out);
	}
}

/* ---- indels ---- */

/* The frame stays: what do the codons read now? @at: where @d coding bases become @ins. */
static int judge_in_frame(const struct sdi_coding *c, const struct indel *x, int at, int d,
			  enum stardose_coding_effect *out)
{
	int n = c->n - d + x->n_ins;
	char *base = malloc(n + 1);

	if (!base)
		return STARDOSE_ENOMEM;
	memcpy(base, c->base, at);
	memcpy(base + at, x->ins, x->n_ins);
	memcpy(base + at + x->n_ins, c->base + at + d, c->n - at - d);
	*out = x->n_ins > d ? STARDOSE_EFFECT_INFRAME_INSERTION : STARDOSE_EFFECT_INFRAME_DELETION;
	if (c->is_readable && !strchr("*X", sdi_coding_amino_acid(c, base, n, n / 3 - 1)))
		*out = STARDOSE_EFFECT_STOP_LOST;
	for (int i = 1; i < n / 3 - 1 && c->is_readable; i++)
		if (sdi_coding_amino_acid(c, base, n, i) == '*')
			*out = STARDOSE_EFFECT_STOP_GAINED;
	if (c->is_readable && !strchr("MX", sdi_coding_amino_acid(c, base, n, 0)))
		*out = STARDOSE_EFFECT_START_LOST;
	free(base);
	return STARDOSE_OK;
}

/* The splice site that an indel alters: a base of it is replaced, or its two are set apart. */
static const struct sdi_splice_site *splice_met(const struct sdi_coding *c, const struct indel *x)
{
	for (int i = 0; i < c->n_splice; i++) {
		hts_pos_t beg = c->splice[i].beg;

		if (x->beg < x->end ? x->beg < beg + 2 && beg < x->end : x->beg == beg + 1)
			return &c->splice[i];
	}
	return NULL;
}

/*
 * Where in the coding bases an insertion comes to lie, -1: outside. Between an exon and its splice
 * site it is of the exon, for the site is still there.
 */
static int insertion_at(const struct sdi_coding *c, hts_pos_t pos)
{
	int before = sdi_coding_index(c, pos - 1), after = sdi_coding_index(c, pos);

	if (before >= 0 && (after >= 0 || sdi_coding_splice(c, pos)))
		return before + 1;
	return after >= 0 && sdi_coding_splice(c, pos - 1) ? after : -1;
}

/* What the indel does where it lies now. */
static int judge_place(const struct sdi_coding *c, const struct indel *x,
		       enum stardose_coding_effect *out)
{
	const struct sdi_splice_site *site = splice_met(c, x);
	int at = x->beg < x->end ? -1 : insertion_at(c, x->beg), d = 0;

	*out = STARDOSE_EFFECT_NONE;
	for (hts_pos_t p = x->beg; p < x->end; p++) {
		int i = sdi_coding_index(c, p);

		at = at < 0 ? i : at;
		d += i >= 0;
	}
	if (site) {
		*out = splice_effect(site);
		return STARDOSE_OK;
	}
	if (at < 0)
		return STARDOSE_OK;
	if ((x->n_ins - d) % 3) {
		*out = STARDOSE_EFFECT_FRAMESHIFT;
		return STARDOSE_OK;
	}
	return judge_in_frame(c, x, at, d, out);
}

/* One base to the right, where that spells the same haplotype. Return: 1: moved */
static int slide(const struct sdi_coding *c, struct indel *x)
{
	const struct stardose_window *w = sdi_window_at(c->gene, c->build, x->beg, x->end + 1);
	char next = w ? w->seq[x->end - w->beg] : 0,
	     first = x->n_ins ? *x->ins : w ? w->seq[x->beg - w->beg] : 0;

	if (!w || next != first || (x->n_ins && x->beg < x->end))
		return 0;
	if (x->n_ins) {
		memmove(x->ins, x->ins + 1, x->n_ins - 1);
		x->ins[x->n_ins - 1] = next;
	}
	x->beg++;
	x->end++;
	return 1;
}

/* The indel as sdi_edit_name() has it: "chrom:pos1:ref:alt", trimmed, left-aligned and anchored. */
static void read_name(char *name, struct indel *out)
{
	char *alt = strrchr(name, ':'), *ref, *pos;
	int n_ref, n_alt;

	*alt++ = '\0';
	ref = strrchr(name, ':');
	*ref++ = '\0';
	pos = strrchr(name, ':') + 1;
	n_ref = strlen(ref);
	n_alt = strlen(alt);
	*out = (struct indel){ .beg = atoll(pos) - 1, .ins = alt };
	for (; n_ref && n_alt && *ref == *out->ins; ref++, n_ref--, n_alt--) {
		out->ins++;
		out->beg++;
	}
	out->end = out->beg + n_ref;
	out->n_ins = n_alt;
}

static int judge_indel(const struct sdi_coding *c, const struct sdi_edit *edit,
		       struct sdi_coding_verdict *out)
{
	enum stardose_coding_effect least = STARDOSE_EFFECT_NONE, effect;
	kstring_t name = KS_INITIALIZE;
	struct indel x;
	int ret = sdi_edit_name(c->gene, c->build, edit, &name);

	if (!ret) {
		read_name(name.s, &x);
		ret = judge_place(c, &x, &least);
	}
	while (!ret && least && slide(c, &x)) {
		ret = judge_place(c, &x, &effect);
		if (!ret && effect < least)
			least = effect;
	}
	add_indel(out, least);
	ks_free(&name);
	return ret;
}

/* ---- not spelled out ---- */

static int is_kind(const char *alt, const char *kind)
{
	const size_t n = strlen(kind);

	return *alt == '<' && !strncmp(alt + 1, kind, n) && (alt[n + 1] == '>' || alt[n + 1] == ':');
}

/* <CN2>, <CN3>: more copies of a haplotype's bases */
static int is_more(const char *alt)
{
	return !strncmp(alt, "<CN", 3) && atoi(alt + 3) > 1;
}

int sdi_coding_is_unspelled(const char *alt)
{
	return is_kind(alt, "INS") || is_kind(alt, "INV") || is_kind(alt, "DUP") || is_more(alt);
}

static void judge_insertion(const struct sdi_coding *c, hts_pos_t at,
			    struct sdi_coding_verdict *out)
{
	const struct indel x = { .beg = at, .end = at };
	const struct sdi_splice_site *site = splice_met(c, &x);

	if (site)
		add_indel(out, splice_effect(site));
	else if (insertion_at(c, at) >= 0)
		add_indel(out, STARDOSE_EFFECT_CODING_SEQUENCE);
}

/* A gene that is turned round as a whole codes as before. */
static int turns_part(const struct sdi_coding *c, hts_pos_t beg, hts_pos_t end)
{
	const struct sdi_intervals *exons = &sdi_gene_extent(c->gene, c->build)->exons;
	int first = exons->n ? exons->v[0].beg < beg : 0,
	    last = exons->n ? exons->v[exons->n - 1].end > end : 0;

	return sdi_coding_reaches(c, beg, end) && (first || last);
}

/* A piece of one exon, or whole exons inside the gene. What reaches beyond leaves it as it was. */
static int doubles_part(const struct sdi_coding *c, hts_pos_t beg, hts_pos_t end)
{
	const struct sdi_gene_extent *x = sdi_gene_extent(c->gene, c->build);
	int first = sdi_coding_index(c, beg), last = sdi_coding_index(c, end - 1);

	if (first >= 0 && last - first == end - beg - 1)
		return 1;
	if (!x || !x->exons.n || c->gene->exons->n_parts || beg < x->exons.v[0].beg ||
	    end > x->exons.v[x->exons.n - 1].end)
		return 0;
	for (int i = 0; i < x->coding.n; i++)
		if (beg <= x->coding.v[i].beg && x->coding.v[i].end <= end)
			return 1;
	return 0;
}

void sdi_coding_judge_unspelled(const struct sdi_coding *c, const char *alt, hts_pos_t pos,
				hts_pos_t end, struct sdi_coding_verdict *out)
{
	*out = (struct sdi_coding_verdict){ 0 };
	if (is_kind(alt, "INS"))
		judge_insertion(c, pos + 1, out);
	else if (is_kind(alt, "INV") ? turns_part(c, pos + 1, end) : doubles_part(c, pos + 1, end))
		add_indel(out, STARDOSE_EFFECT_CODING_SEQUENCE);
}

void sdi_coding_judge_breakend(const struct sdi_coding *c, enum sdi_breakend kind, hts_pos_t pos,
			       hts_pos_t other, struct sdi_coding_verdict *out)
{
	const struct sdi_intervals *coding = &sdi_gene_extent(c->gene, c->build)->coding;
	hts_pos_t beg = pos < other ? pos : other, end = pos < other ? other : pos;
	int is_broken = 0;

	*out = (struct sdi_coding_verdict){ 0 };
	if (kind == SDI_BREAKEND_TURNED)
		is_broken = turns_part(c, beg + 1, end + 1);
	else if (kind == SDI_BREAKEND_GAIN)
		is_broken = doubles_part(c, beg, end + 1);
	else if (kind == SDI_BREAKEND_AWAY)
		is_broken = coding->n && pos >= coding->v[0].beg &&
			    pos < coding->v[coding->n - 1].end - 1;
	if (is_broken)
		add_indel(out, STARDOSE_EFFECT_CODING_SEQUENCE);
}

/* Several edits that stay an indel together. */
static void judge_lengths(const struct sdi_edit *edits, int n, struct sdi_coding_verdict *out)
{
	int shift = 0;

	for (int i = 0; i < n; i++)
		shift += (int)strlen(edits[i].alt) - (int)strlen(edits[i].ref);
	add_indel(out, shift % 3   ? STARDOSE_EFFECT_FRAMESHIFT
		       : shift > 0 ? STARDOSE_EFFECT_INFRAME_INSERTION
				   : STARDOSE_EFFECT_INFRAME_DELETION);
}

static int is_listed(const struct sdi_resolved *r)
{
	for (int i = 0; i < r->n_changes; i++)
		if (r->change[i].variant < 0)
			return 0;
	return 1;
}

int sdi_coding_judge(const struct sdi_coding *c, const struct sdi_edit *edits, int n,
		     struct sdi_coding_verdict *out)
{
	struct sdi_resolved *r = malloc(sizeof(*r));
	int ret = r ? sdi_resolve(c->gene, c->build, edits, n, r) : STARDOSE_ENOMEM;

	*out = (struct sdi_coding_verdict){ .is_bad = ret == STARDOSE_EROW };
	if (ret == STARDOSE_EROW)
		ret = STARDOSE_OK;
	else if (!ret)
		out->is_listed = is_listed(r);
	if (ret || out->is_bad)
		;
	else if (!r->is_open)
		judge_substitutions(c, r, out);
	else if (n == 1)
		ret = judge_indel(c, edits, out);
	else
		judge_lengths(edits, n, out);
	free(r);
	return ret;
}
