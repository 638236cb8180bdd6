/*
 * variant_resolve.c - an edit in, elementary changes out
 *
 * A haplotype is compared, never a spelling: the edits are applied to the reference window and the
 * result is taken apart again. Equal length: base by base. A pure indel: left-aligned and looked
 * up. Anything else: the listed indels after which the rest are substitutions, if that explains the
 * haplotype in no more events than one indel that nobody listed would.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "genotype/variant_resolve.h"

#define MAX_NEAR                                                                                   \
	64 /* listed indels considered around one edit; more than any gene has within the pad */

/* The changed stretch: reference bases [beg, end) of one window read as alt. */
struct stretch {
	const struct stardose_window *w;
	hts_pos_t beg, end;
	char *alt;
	int n_alt;
};

const struct stardose_window *sdi_window_at(const struct stardose_gene *gene,
					    enum stardose_build build, hts_pos_t beg, hts_pos_t end)
{
	for (int i = 0; i < gene->n_windows; i++) {
		const struct stardose_window *w = &gene->windows[i];

		if (w->build == build && w->beg <= beg && end <= w->end)
			return w;
	}
	return NULL;
}

static char base_at(const struct stardose_window *w, hts_pos_t pos)
{
	return w->seq[pos - w->beg];
}

static int is_base(char c)
{
	return c == 'A' || c == 'C' || c == 'G' || c == 'T';
}

int sdi_ref_agrees(const struct stardose_gene *gene, enum stardose_build build, hts_pos_t pos,
		   const char *ref)
{
	int n_seen = 0;
	hts_pos_t end = pos + strlen(ref);

	for (int i = 0; i < gene->n_windows; i++) {
		const struct stardose_window *w = &gene->windows[i];

		if (w->build != build || w->end <= pos || end <= w->beg)
			continue;
		for (hts_pos_t p = pos > w->beg ? pos : w->beg; p < end && p < w->end; p++) {
			char c = toupper((unsigned char)ref[p - pos]);

			if (!is_base(c))
				continue;
			if (c != base_at(w, p))
				return 0;
			n_seen++;
		}
	}
	return n_seen ? 1 : -1;
}

int sdi_indel_of(const struct stardose_gene *gene, enum stardose_build build, int variant,
		 struct sdi_indel *out)
{
	const struct stardose_locus *at = &gene->variants[variant].at[build];
	const struct stardose_window *w;
	int n_ref = strlen(at->ref), n_alt = strlen(at->alt);

	if (n_ref == n_alt || (n_ref > 1 && n_alt > 1) || at->ref[0] != at->alt[0])
		return 0;
	*out = (struct sdi_indel){ .variant = variant, .beg = at->pos + 1, .end = at->pos + n_ref,
				   .ins = at->alt + 1, .n_ins = n_alt - 1 };
	w = sdi_window_at(gene, build, at->pos, out->end);
	if (!w)
		return 1;
	if (out->n_ins)
		while (out->beg + out->slide < w->end &&
		       base_at(w, out->beg + out->slide) == out->ins[out->slide % out->n_ins])
			out->slide++;
	else
		while (out->end + out->slide < w->end &&
		       base_at(w, out->beg + out->slide) == base_at(w, out->end + out->slide))
			out->slide++;
	return 1;
}

int sdi_indel_meets(const struct sdi_indel *indel, hts_pos_t beg, hts_pos_t end)
{
	hts_pos_t lo = indel->beg, hi = indel->end + indel->slide;

	if (beg < end)
		return beg < hi && end > lo;
	if (lo == hi)
		return beg == lo;
	/*
	 * an insertion at the left edge of a deletion is outside it, unless both live in one
	 * repeat
	 */
	return beg <= hi && beg >= lo && (indel->n_ins || (beg < hi && (beg > lo || indel->slide)));
}

static int find_substitution(const struct stardose_gene *gene, enum stardose_build build,
			     hts_pos_t pos, char base)
{
	for (int i = 0; i < gene->n_variants; i++) {
		const struct stardose_locus *at = &gene->variants[i].at[build];

		if (at->pos == pos && at->alt[0] == base && !at->alt[1] && !at->ref[1])
			return i;
	}
	return -1;
}

static int find_indel(const struct stardose_gene *gene, enum stardose_build build,
		      const struct stretch *s)
{
	for (int i = 0; i < gene->n_variants; i++) {
		struct sdi_indel d;

		if (gene->variants[i].at[build].pos == s->beg - 1 &&
		    sdi_indel_of(gene, build, i, &d) && d.beg == s->beg && d.end == s->end &&
		    d.n_ins == s->n_alt && !memcmp(d.ins, s->alt, s->n_alt))
			return i;
	}
	return -1;
}

/* Does a definition SNV that is core lie in [beg, end)? */
static int covers_core_snv(const struct stardose_gene *gene, enum stardose_build build,
			   hts_pos_t beg, hts_pos_t end)
{
	for (int i = 0; i < gene->n_core; i++) {
		const struct stardose_locus *at = &gene->core[i]->at[build];

		if (beg <= at->pos && at->pos < end && strlen(at->ref) == strlen(at->alt))
			return 1;
	}
	return 0;
}

static int meets_core_indel(const struct stardose_gene *gene, enum stardose_build build,
			    hts_pos_t beg, hts_pos_t end)
{
	for (int i = 0; i < gene->n_core; i++) {
		struct sdi_indel d;

		if (sdi_indel_of(gene, build, gene->core[i] - gene->variants, &d) &&
		    sdi_indel_meets(&d, beg, end))
			return 1;
	}
	return 0;
}

static int compare_int(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* A full list is not an error: the allele is then one unexplained stretch. */
static int add_change(struct sdi_resolved *out, struct sdi_change c)
{
	if (out->n_changes == SDI_RESOLVE_MAX)
		return -1;
	out->change[out->n_changes++] = c;
	return 0;
}

/*
 * Star alleles are named by what changes the protein: a third base that does not is no allele that
 * a name is owed for.
 */
static int is_silent(const struct stardose_gene *gene, enum stardose_build build, hts_pos_t pos,
		     char base)
{
	int n_sites = 0, n_silent = 0;

	for (int i = 0; i < gene->n_core; i++) {
		const struct stardose_locus *at = &gene->core[i]->at[build];

		if (at->pos != pos || at->ref[1] || at->alt[1])
			continue;
		n_sites++;
		n_silent += gene->core[i]->silent && strchr(gene->core[i]->silent, base);
	}
	return n_sites && n_sites == n_silent;
}

static int add_substitution(const struct stardose_gene *gene, enum stardose_build build,
			    hts_pos_t pos, char base, struct sdi_resolved *out)
{
	struct sdi_change c = { .beg = pos, .end = pos + 1, .base = base };

	c.variant = find_substitution(gene, build, pos, base);
	c.is_unlisted = c.variant < 0 && covers_core_snv(gene, build, pos, pos + 1) &&
			!is_silent(gene, build, pos, base);
	return add_change(out, c);
}

static void add_unexplained(const struct stardose_gene *gene, enum stardose_build build,
			    hts_pos_t beg, hts_pos_t end, hts_pos_t slide, struct sdi_resolved *out)
{
	struct sdi_change c = { .beg = beg, .end = end, .slide = slide, .variant = -1 };

	c.is_unlisted = covers_core_snv(gene, build, beg, end + slide) ||
			meets_core_indel(gene, build, beg, end);
	out->n_changes = 0;
	out->is_open = 1;
	add_change(out, c);
}

/* The list of variants and the verdict follow from the changes. */
static void sum_up(struct sdi_resolved *out)
{
	out->is_listed = 1;
	for (int i = 0; i < out->n_changes; i++) {
		if (out->change[i].variant >= 0)
			out->variant[out->n++] = out->change[i].variant;
		if (out->change[i].is_unlisted)
			out->is_listed = 0;
	}
	qsort(out->variant, out->n, sizeof(*out->variant), compare_int);
}

static void trim(struct stretch *s, const char *ref)
{
	int n_ref = s->end - s->beg, n = 0;

	while (n_ref && s->n_alt && ref[n_ref - 1] == s->alt[s->n_alt - 1])
		n_ref--, s->n_alt--;
	while (n < n_ref && n < s->n_alt && ref[n] == s->alt[n])
		n++;
	s->end = s->beg + n_ref;
	s->beg += n;
	s->n_alt -= n;
	memmove(s->alt, s->alt + n, s->n_alt);
}

/* Only a pure insertion or deletion can slide. */
static void left_align(struct stretch *s)
{
	const struct stardose_window *w = s->w;

	if (s->beg < s->end && s->n_alt)
		return;
	while (s->beg > w->beg && s->beg < s->end &&
	       base_at(w, s->beg - 1) == base_at(w, s->end - 1))
		s->beg--, s->end--;
	while (s->beg > w->beg && s->n_alt && base_at(w, s->beg - 1) == s->alt[s->n_alt - 1]) {
		memmove(s->alt + 1, s->alt, s->n_alt - 1);
		s->alt[0] = base_at(w, --s->beg);
		s->end--;
	}
}

static hts_pos_t deletion_slide(const struct stretch *s)
{
	hts_pos_t n = 0;

	while (s->end + n < s->w->end && base_at(s->w, s->beg + n) == base_at(s->w, s->end + n))
		n++;
	return n;
}

/*
 * Fewest substitutions left by one gap anywhere in the stretch: what an unlisted indel would cost.
 */
static int free_gap_mismatches(const struct stretch *s)
{
	const char *ref = s->w->seq + (s->beg - s->w->beg);
	int n_ref = s->end - s->beg, n = n_ref < s->n_alt ? n_ref : s->n_alt, now = 0, best;

	for (int i = 0; i < n; i++)
		now += ref[n_ref - n + i] != s->alt[s->n_alt - n + i];
	best = now;
	for (int k = 0; k < n; k++) {
		now += (ref[k] != s->alt[k]) - (ref[n_ref - n + k] != s->alt[s->n_alt - n + k]);
		if (now < best)
			best = now;
	}
	return best;
}

static int stretch_base(const struct stretch *s, hts_pos_t lo, int i)
{
	hts_pos_t p = lo + i;

	if (p < s->beg)
		return base_at(s->w, p);
	if (p < s->beg + s->n_alt)
		return s->alt[p - s->beg];
	return base_at(s->w, p - s->n_alt + (s->end - s->beg));
}

/* How far an explanation may go. */
struct bound {
	int n_substitutions;
	int only_listed;		/* 1: a substitution that is in no table ends it */
};

/*
 * Lay the reference with the indels @pick over the haplotype from @lo to @hi and list the
 * substitutions left. Return their number, or -1 when inserted bases differ or @bound is passed.
 */
static int lay(const struct stretch *s, hts_pos_t lo, hts_pos_t hi, const struct sdi_indel *pick,
	       int n_pick, struct bound bound, const struct stardose_gene *gene,
	       enum stardose_build build, struct sdi_resolved *out)
{
	int k = 0, i = 0, n = 0;

	for (hts_pos_t p = lo; p <= hi; p++) {
		if (k < n_pick && pick[k].beg == p) {
			for (int j = 0; j < pick[k].n_ins; j++)
				if (stretch_base(s, lo, i++) != pick[k].ins[j])
					return -1;
			if (out &&
			    add_change(out, (struct sdi_change){ .beg = pick[k].beg,
								 .end = pick[k].end,
								 .variant = pick[k].variant }))
				return -1;
			p = pick[k++].end;
		}
		if (p >= hi)
			break;
		if (stretch_base(s, lo, i) != base_at(s->w, p)) {
			if (++n > bound.n_substitutions ||
			    (bound.only_listed &&
			     find_substitution(gene, build, p, stretch_base(s, lo, i)) < 0))
				return -1;
			if (out && add_substitution(gene, build, p, stretch_base(s, lo, i), out))
				return -1;
		}
		i++;
	}
	return n;
}

static int near_indels(const struct stardose_gene *gene, enum stardose_build build,
		       const struct stretch *s, struct sdi_indel *near)
{
	int n = 0;

	for (int i = 0; i < gene->n_variants && n < MAX_NEAR; i++) {
		struct sdi_indel d;

		if (gene->variants[i].at[build].pos < s->beg - 4 * SDI_CLUSTER_PAD ||
		    gene->variants[i].at[build].pos > s->end + SDI_CLUSTER_PAD ||
		    !sdi_indel_of(gene, build, i, &d))
			continue;
		if (d.end + d.slide + SDI_CLUSTER_PAD < s->beg ||
		    d.beg > s->end + SDI_CLUSTER_PAD || d.beg <= s->w->beg || d.end >= s->w->end)
			continue;
		near[n++] = d;
	}
	return n;
}

static int indel_length(const struct sdi_indel *d)
{
	return d->n_ins - (int)(d->end - d->beg);
}

/*
 * The one or two listed indels that leave the fewest substitutions within @bound; single indels
 * before pairs. Return how many indels that takes (0: there is no such explanation); @bound says
 * what they leave.
 */
static int pick_indels(const struct stardose_gene *gene, enum stardose_build build,
		       const struct stretch *s, hts_pos_t lo, hts_pos_t hi,
		       const struct sdi_indel *near, int n, struct bound *bound,
		       struct sdi_indel *best)
{
	int change = s->n_alt - (int)(s->end - s->beg), n_best = 0, m;

	for (int i = 0; i < n; i++) {
		if (indel_length(&near[i]) != change)
			continue;
		m = lay(s, lo, hi, &near[i], 1, *bound, gene, build, NULL);
		if (m < 0 || (n_best && m >= bound->n_substitutions))
			continue;
		best[0] = near[i];
		bound->n_substitutions = m;
		n_best = 1;
	}
	for (int i = 0; i < n && n_best != 1; i++)
		for (int j = 0; j < n; j++) {
			struct sdi_indel pair[2] = { near[i], near[j] };

			if (near[i].end >= near[j].beg ||
			    indel_length(&near[i]) + indel_length(&near[j]) != change)
				continue;
			m = lay(s, lo, hi, pair, 2, *bound, gene, build, NULL);
			if (m < 0 || (n_best && m >= bound->n_substitutions))
				continue;
			memcpy(best, pair, sizeof(pair));
			bound->n_substitutions = m;
			n_best = 2;
		}
	return n_best;
}

/*
 * A haplotype made of nothing but listed variants is that. Otherwise listed indels explain it when
 * they leave no more substitutions than an indel that nobody listed would.
 */
static int explain(const struct stardose_gene *gene, enum stardose_build build,
		   const struct stretch *s, struct sdi_resolved *out)
{
	struct sdi_indel near[MAX_NEAR], best[2];
	struct bound bound = { SDI_RESOLVE_MAX - 2, 1 };
	int n = near_indels(gene, build, s, near), n_best;
	hts_pos_t lo = s->beg, hi = s->end;

	for (int i = 0; i < n; i++) {
		if (near[i].beg < lo)
			lo = near[i].beg;
		if (near[i].end > hi)
			hi = near[i].end;
	}
	n_best = pick_indels(gene, build, s, lo, hi, near, n, &bound, best);
	if (!n_best) {
		bound = (struct bound){ free_gap_mismatches(s), 0 };
		n_best = pick_indels(gene, build, s, lo, hi, near, n, &bound, best);
	}
	return n_best && lay(s, lo, hi, best, n_best, bound, gene, build, out) >= 0;
}

static void take_apart(const struct stardose_gene *gene, enum stardose_build build,
		       struct stretch *s, struct sdi_resolved *out)
{
	int n_ref = s->end - s->beg;

	out->is_indel = n_ref != s->n_alt;
	if (!out->is_indel) {
		for (int i = 0; i < n_ref; i++)
			if (s->alt[i] != base_at(s->w, s->beg + i) &&
			    add_substitution(gene, build, s->beg + i, s->alt[i], out)) {
				add_unexplained(gene, build, s->beg, s->end, 0, out);
				break;
			}
		return;
	}
	left_align(s);
	if (!n_ref || !s->n_alt) {
		int v = find_indel(gene, build, s);

		if (v >= 0) {
			add_change(out, (struct sdi_change){
						.beg = s->beg, .end = s->end, .variant = v });
			return;
		}
	}
	if (!explain(gene, build, s, out))
		add_unexplained(gene, build, s->beg, s->end, s->n_alt ? 0 : deletion_slide(s), out);
}

/* An edit in upper case, trimmed; its REF has been compared before. */
struct part { hts_pos_t beg, end; int n_alt; char *alt; const char *ref; /* in what @alt holds */ };

static int compare_part(const void *va, const void *vb)
{
	const struct part *a = va, *b = vb;

	if (a->beg != b->beg)
		return a->beg < b->beg ? -1 : 1;
	return a->end < b->end ? -1 : a->end > b->end;
}

static int read_part(const struct sdi_edit *e, struct part *out)
{
	size_t n_ref = strlen(e->ref), n_alt = strlen(e->alt);
	char *text = malloc(n_ref + n_alt + 1);
	struct stretch s = { .beg = e->pos, .end = e->pos + n_ref, .alt = text, .n_alt = n_alt };

	if (!text)
		return STARDOSE_ENOMEM;
	for (size_t i = 0; i < n_alt + n_ref; i++)
		text[i] = toupper((unsigned char)(i < n_alt ? e->alt[i] : e->ref[i - n_alt]));
	*out = (struct part){ .alt = text };
	for (size_t i = 0; i < n_alt; i++)
		if (!is_base(text[i]))
			return STARDOSE_EROW;
	trim(&s, text + n_alt);
	out->beg = s.beg;
	out->end = s.end;
	out->n_alt = s.n_alt;
	out->ref = text + n_alt + (s.beg - e->pos);
	return STARDOSE_OK;
}

/* Join sorted parts into one stretch; the reference bases between them fill the gaps. */
static int join(const struct stardose_window *w, const struct part *part, int n, struct stretch *s)
{
	size_t size = 1;

	for (int i = 0; i < n; i++) {
		size += part[i].n_alt;
		if (part[i].end > s->end)
			s->end = part[i].end;
	}
	s->alt = malloc(size + (s->end - s->beg));
	if (!s->alt)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n; i++) {
		if (i) {
			hts_pos_t from = part[i - 1].end;

			memcpy(s->alt + s->n_alt, w->seq + (from - w->beg), part[i].beg - from);
			s->n_alt += part[i].beg - from;
		}
		memcpy(s->alt + s->n_alt, part[i].alt, part[i].n_alt);
		s->n_alt += part[i].n_alt;
	}
	trim(s, w->seq + (s->beg - w->beg));
	return STARDOSE_OK;
}

static int parts_clash(const struct part *part, int n)
{
	for (int i = 1; i < n; i++)
		if (part[i].beg < part[i - 1].end ||
		    (part[i].beg == part[i].end && part[i - 1].beg == part[i - 1].end &&
		     part[i].beg == part[i - 1].beg))
			return 1;
	return 0;
}

/* As many bases as were there, compared with those of the record. */
static void take_bases_apart(const struct stardose_gene *gene, enum stardose_build build,
			     const struct part *part, struct sdi_resolved *out)
{
	for (int i = 0; i < part->n_alt; i++)
		if (part->alt[i] != part->ref[i])
			add_substitution(gene, build, part->beg + i, part->alt[i], out);
}

static int resolve_parts(const struct stardose_gene *gene, enum stardose_build build,
			 struct part *part, int n, struct sdi_resolved *out)
{
	struct stretch s = { .beg = part[0].beg, .end = part[0].end };
	int ret;

	qsort(part, n, sizeof(*part), compare_part);
	if (parts_clash(part, n))
		return STARDOSE_EROW;
	s.beg = part[0].beg;
	for (int i = 0; i < n; i++)
		if (part[i].end > s.end)
			s.end = part[i].end;
	s.w = sdi_window_at(gene, build, s.beg, s.end);
	if (!s.w) {
		/*
		 * beyond the sequence that is known here: nothing can slide, so it is what it
		 * covers
		 */
		out->beg = s.beg;
		out->end = s.end;
		for (int i = 0; i < n; i++)
			out->is_indel |= part[i].n_alt != part[i].end - part[i].beg;
		if (n == 1 && !out->is_indel && part[0].n_alt <= SDI_RESOLVE_MAX)
			take_bases_apart(gene, build, &part[0], out);
		else
			add_unexplained(gene, build, s.beg, s.end, 0, out);
		return STARDOSE_OK;
	}
	ret = join(s.w, part, n, &s);
	if (ret)
		return ret;
	out->beg = s.beg;
	out->end = s.end;
	if (s.beg < s.end || s.n_alt)
		take_apart(gene, build, &s, out);
	free(s.alt);
	return STARDOSE_OK;
}

int sdi_resolve(const struct stardose_gene *gene, enum stardose_build build,
		const struct sdi_edit *edits, int n_edits, struct sdi_resolved *out)
{
	struct part *part = calloc(n_edits ? n_edits : 1, sizeof(*part));
	int n = 0, ret = STARDOSE_OK;

	memset(out, 0, sizeof(*out));
	if (!part)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n_edits && !ret; i++) {
		if (!sdi_ref_agrees(gene, build, edits[i].pos, edits[i].ref))
			ret = STARDOSE_EROW;
		else
			ret = read_part(&edits[i], &part[n]);
		if (!ret && part[n].beg == part[n].end && !part[n].n_alt)
			free(part[n].alt);	/* says nothing */
		else
			n++;
	}
	if (!ret && n)
		ret = resolve_parts(gene, build, part, n, out);
	for (int i = 0; i < n; i++)
		free(part[i].alt);
	free(part);
	if (!ret)
		sum_up(out);
	return ret;
}

static int name_as_given(const struct stardose_gene *gene, const struct sdi_edit *edit,
			 kstring_t *out)
{
	return ksprintf(out, "%s:%" PRIhts_pos ":%s:%s", gene->chrom, edit->pos + 1, edit->ref,
			edit->alt) < 0;
}

/* Where no window tells what lies before it: anchored by the base that the record has there. */
static int name_trimmed(const struct stardose_gene *gene, const struct sdi_edit *edit,
			const struct part *part, kstring_t *out)
{
	int anchor = part->beg == part->end || !part->n_alt, bad;

	if (part->beg - anchor < edit->pos)
		return name_as_given(gene, edit, out);
	bad = ksprintf(out, "%s:%" PRIhts_pos ":", gene->chrom, part->beg - anchor + 1) < 0;
	bad |= kputsn(part->ref - anchor, part->end - part->beg + anchor, out) < 0;
	bad |= kputc(':', out) < 0;
	bad |= kputsn(part->ref - anchor, anchor, out) < 0;
	return bad | (kputsn(part->alt, part->n_alt, out) < 0);
}

int sdi_edit_name(const struct stardose_gene *gene, enum stardose_build build,
		  const struct sdi_edit *edit, kstring_t *out)
{
	struct part part;
	struct stretch s;
	int ret = read_part(edit, &part), bad;

	if (ret && ret != STARDOSE_EROW)
		return ret;
	s = (struct stretch){
		.beg = part.beg, .end = part.end, .alt = part.alt, .n_alt = part.n_alt
	};
	s.w = ret ? NULL : sdi_window_at(gene, build, s.beg - 1, s.end);
	if (s.w)
		left_align(&s);
	if (!s.w) {
		bad = ret ? name_as_given(gene, edit, out) : name_trimmed(gene, edit, &part, out);
		free(part.alt);
		return bad ? STARDOSE_ENOMEM : STARDOSE_OK;
	}
	int anchor = s.beg == s.end || !s.n_alt;

	s.beg -= anchor;
	bad = ksprintf(out, "%s:%" PRIhts_pos ":", gene->chrom, s.beg + 1) < 0;
	bad |= kputsn(s.w->seq + (s.beg - s.w->beg), s.end - s.beg, out) < 0;
	bad |= kputc(':', out) < 0;
	if (anchor)
		bad |= kputc(base_at(s.w, s.beg), out) < 0;
	bad |= kputsn(s.alt, s.n_alt, out) < 0;
	free(part.alt);
	return bad ? STARDOSE_ENOMEM : STARDOSE_OK;
}
