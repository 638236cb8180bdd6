/*
 * gene_exons.c - rows exon, coding, hybrid, switch, carries, repeat and structural of
 * structures.tsv per gene
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tables/gene_exons.h"
#include "tables/table_set.h"

enum { GENE, TYPE, NAME, SPAN, N_COLUMNS = SPAN + 4 };

/* The gene whose rows are looked for, in one build. */
struct rows {
	struct sdi_load *load;
	const int *col;
	const struct stardose_gene *gene;
	int build;
	int first, end; /* where the rows of the gene are, with those of others between them */
};

static int is_of_gene(const struct rows *r)
{
	return !strcmp(sdi_load_cell(r->load, r->col[GENE]), r->gene->name);
}

static void find_rows(struct rows *r)
{
	r->first = r->load->tsv->n_rows;
	for (r->load->row = 0; r->load->row < r->load->tsv->n_rows; r->load->row++)
		if (is_of_gene(r)) {
			r->first = r->load->row < r->first ? r->load->row : r->first;
			r->end = r->load->row + 1;
		}
}

static int is_row(const struct rows *r, const char *type)
{
	const char *cell = sdi_tsv_cell(r->load->tsv, r->load->row, r->col[TYPE]);

	return *cell == *type && !strcmp(cell, type) && is_of_gene(r);
}

/* The interval of the current row; empty when it has none in this build. */
static struct sdi_interval interval(const struct rows *r)
{
	int at = r->col[SPAN + (r->build == STARDOSE_BUILD_GRCH38 ? 0 : 2)],
	    to = r->col[SPAN + (r->build == STARDOSE_BUILD_GRCH38 ? 1 : 3)];
	hts_pos_t beg = atoll(sdi_load_cell(r->load, at)), end = atoll(sdi_load_cell(r->load, to));

	return beg > 0 && end >= beg ? (struct sdi_interval){ beg - 1, end }
				     : (struct sdi_interval){ 0, 0 };
}

static int count(const struct rows *r, const char *type)
{
	int n = 0;

	for (r->load->row = r->first; r->load->row < r->end; r->load->row++)
		n += is_row(r, type) && interval(r).end;
	return n;
}

/* Into its place; what overlaps is an error of the table. */
static int add(const struct rows *r, struct sdi_intervals *to, struct sdi_interval s)
{
	int at = to->n;

	for (; at && to->v[at - 1].beg > s.beg; at--)
		to->v[at] = to->v[at - 1];
	if ((at && to->v[at - 1].end > s.beg) || (at < to->n && to->v[at + 1].beg < s.end))
		return sdi_load_bad(r->load, "exons of %s overlap", r->gene->name);
	to->v[at] = s;
	to->n++;
	to->length += s.end - s.beg;
	return STARDOSE_OK;
}

static struct sdi_interval cut(struct sdi_interval a, struct sdi_interval b)
{
	return (struct sdi_interval){ a.beg > b.beg ? a.beg : b.beg,
				      a.end < b.end ? a.end : b.end };
}

/* From the first to the last coding base; empty without a row. */
static struct sdi_interval coding_of(const struct rows *r)
{
	for (r->load->row = r->first; r->load->row < r->end; r->load->row++)
		if (is_row(r, "coding") && interval(r).end)
			return interval(r);
	return (struct sdi_interval){ 0, 0 };
}

static int room(const struct rows *r, struct sdi_gene_extent *out, int n)
{
	struct sdi_intervals *list[3 + SDI_MAX_PARTS] = { &out->exons, &out->coding, &out->body };

	for (int i = 0; i < SDI_MAX_PARTS; i++)
		list[3 + i] = &out->part[i];
	for (int i = 0; i < 3 + SDI_MAX_PARTS; i++) {
		list[i]->v = sdi_load_array(r->load, n, sizeof(*list[i]->v));
		if (!list[i]->v)
			return sdi_load_no_memory(r->load);
	}
	return STARDOSE_OK;
}

/* ---- segments: exons that the same hybrids take ---- */

struct segments {
	struct stardose_gene_exons *out;
	int n;
	uint64_t taken_by[1 + SDI_MAX_PARTS]; /* hybrids, one bit each */
	hts_pos_t length[1 + SDI_MAX_PARTS];
	int first[1 + SDI_MAX_PARTS], last[1 + SDI_MAX_PARTS]; /* numbers of the exons */
	int body;
};

static uint64_t taken_by(const struct stardose_gene_exons *x, int build, struct sdi_interval exon)
{
	uint64_t mask = 0;

	for (int h = 0; h < x->n_hybrids; h++)
		if (x->hybrid[h].taken[build].beg <= exon.beg &&
		    exon.end <= x->hybrid[h].taken[build].end)
			mask |= UINT64_C(1) << h;
	return mask;
}

/* "exon 9": 9; 0 when there is no number. */
static int number_of(const char *name)
{
	return atoi(name + strcspn(name, "0123456789"));
}

static int segment_of(const struct segments *s, uint64_t mask)
{
	int at = 0;

	while (at < s->n && s->taken_by[at] != mask)
		at++;
	return at;
}

/* What of an exon a number of copies is about. */
static struct sdi_interval counted(struct sdi_interval exon, struct sdi_interval coding)
{
	return coding.end ? cut(exon, coding) : exon;
}

static int add_to_segment(const struct rows *r, struct sdi_interval coding, struct segments *s)
{
	struct sdi_interval what = counted(interval(r), coding);
	uint64_t mask = taken_by(s->out, r->build, interval(r));
	int at = segment_of(s, mask), number = number_of(sdi_load_cell(r->load, r->col[NAME]));

	if (what.beg >= what.end)
		return STARDOSE_OK;
	if (at == s->n) {
		if (s->n == 1 + SDI_MAX_PARTS)
			return sdi_load_bad(r->load, "hybrids take more than %d parts of %s",
					    SDI_MAX_PARTS, r->gene->name);
		s->taken_by[s->n] = mask;
		s->first[s->n] = s->last[s->n] = number;
		s->length[s->n++] = 0;
	}
	s->length[at] += what.end - what.beg;
	s->first[at] = number < s->first[at] ? number : s->first[at];
	s->last[at] = number > s->last[at] ? number : s->last[at];
	return STARDOSE_OK;
}

static const char *segment_name(const struct rows *r, const struct segments *s, int at)
{
	char *name = sdi_load_array(r->load, 40, 1);

	if (name && s->first[at] == s->last[at])
		snprintf(name, 40, "exon %d", s->first[at]);
	else if (name)
		snprintf(name, 40, "exons %d-%d", s->first[at], s->last[at]);
	return name;
}

static int find_segments(struct rows *r, struct segments *s)
{
	struct sdi_interval coding;
	int ret = STARDOSE_OK, n = 0;

	r->build = STARDOSE_BUILD_GRCH38;
	coding = coding_of(r);
	for (r->load->row = r->first; r->load->row < r->end && !ret; r->load->row++)
		if (is_row(r, "exon") && interval(r).end)
			ret = add_to_segment(r, coding, s);
	for (int i = 1; i < s->n; i++)
		if (s->length[i] > s->length[s->body])
			s->body = i;
	for (int i = 0; i < s->n && !ret; i++) {
		const char *name = segment_name(r, s, i);

		if (!name)
			ret = sdi_load_no_memory(r->load);
		else if (i == s->body)
			s->out->body_name = name;
		else
			s->out->part_name[n++] = name;
	}
	s->out->n_parts = n;
	return ret;
}

static struct sdi_intervals *list_of(const struct segments *s, int at, struct sdi_gene_extent *to)
{
	return at == s->body ? &to->body : &to->part[at - (at > s->body)];
}

static int read_exon(const struct rows *r, struct sdi_interval coding, const struct segments *s,
		     struct sdi_gene_extent *out)
{
	struct sdi_interval exon = interval(r), code = cut(exon, coding),
			    what = counted(exon, coding);
	int ret = add(r, &out->exons, exon), at;

	if (!ret && code.beg < code.end)
		ret = add(r, &out->coding, code);
	if (ret || what.beg >= what.end)
		return ret;
	at = segment_of(s, taken_by(s->out, r->build, exon));
	if (at == s->n)
		return sdi_load_bad(r->load, "hybrids of %s take other exons in the other build",
				    r->gene->name);
	return add(r, list_of(s, at, out), what);
}

static int read_build(const struct rows *r, const struct segments *s, struct sdi_gene_extent *out)
{
	const struct stardose_gene *gene = r->gene;
	int n = count(r, "exon"), ret = room(r, out, n);
	struct sdi_interval coding = coding_of(r),
			    all = { gene->beg[r->build], gene->end[r->build] };

	for (r->load->row = r->first; r->load->row < r->end && !ret; r->load->row++)
		if (is_row(r, "exon") && interval(r).end)
			ret = read_exon(r, coding, s, out);
	if (!ret && !n)
		ret = add(r, &out->exons, all);
	if (!ret && !out->body.n)
		ret = add(r, &out->body, all);
	return ret;
}

/* ---- hybrids ---- */

/* The interval of the gene's row of this type and name. */
static struct sdi_interval interval_named(const struct rows *r, const char *type, const char *name)
{
	int back = r->load->row;
	struct sdi_interval found = { 0, 0 };

	for (r->load->row = r->first; r->load->row < r->end; r->load->row++)
		if (is_row(r, type) && !strcmp(sdi_load_cell(r->load, r->col[NAME]), name))
			found = interval(r);
	r->load->row = back;
	return found;
}

static void read_carried(const struct rows *r, struct sdi_hybrid_unit *unit)
{
	int back = r->load->row;

	for (r->load->row = r->first; r->load->row < r->end; r->load->row++)
		if (is_row(r, "carries") && interval(r).end && unit->n_carried < SDI_MAX_CARRIED &&
		    !strcmp(sdi_load_cell(r->load, r->col[NAME]), unit->name))
			unit->carried[unit->n_carried++] = interval(r).beg;
	r->load->row = back;
}

static int read_hybrids(struct rows *r, struct stardose_gene_exons *out)
{
	int n;

	r->build = STARDOSE_BUILD_GRCH38;
	n = count(r, "hybrid");
	if (n > 64)
		return sdi_load_bad(r->load, "%s has more than 64 hybrids", r->gene->name);
	out->hybrid = sdi_load_array(r->load, n, sizeof(*out->hybrid));
	if (!out->hybrid)
		return sdi_load_no_memory(r->load);
	for (r->load->row = r->first; r->load->row < r->end; r->load->row++) {
		struct sdi_hybrid_unit *unit = &out->hybrid[out->n_hybrids];

		r->build = STARDOSE_BUILD_GRCH38;
		if (!is_row(r, "hybrid") || !interval(r).end)
			continue;
		unit->name = sdi_load_cell(r->load, r->col[NAME]);
		for (r->build = 0; r->build < STARDOSE_N_BUILDS; r->build++) {
			unit->taken[r->build] = interval(r);
			unit->open[r->build] = interval_named(r, "switch", unit->name);
		}
		r->build = STARDOSE_BUILD_GRCH38;
		read_carried(r, unit);
		out->n_hybrids++;
	}
	return STARDOSE_OK;
}

static int has_of(const struct sdi_intervals *segment, struct sdi_interval taken,
		  struct sdi_interval open)
{
	if (segment->n && sdi_intervals_overlap(segment, taken.beg, taken.end) == segment->length)
		return SDI_UNIT_TAKES;
	return 2 * sdi_intervals_overlap(segment, open.beg, open.end) > segment->length
		       ? SDI_UNIT_OPEN
		       : SDI_UNIT_KEEPS;
}

static void describe_hybrids(struct stardose_gene_exons *out)
{
	const struct sdi_gene_extent *x = &out->at[STARDOSE_BUILD_GRCH38];

	for (int h = 0; h < out->n_hybrids; h++) {
		struct sdi_hybrid_unit *unit = &out->hybrid[h];
		struct sdi_interval taken = unit->taken[STARDOSE_BUILD_GRCH38],
				    open = unit->open[STARDOSE_BUILD_GRCH38];

		unit->body = has_of(&x->body, taken, open);
		for (int p = 0; p < out->n_parts; p++)
			unit->part[p] = has_of(&x->part[p], taken, open);
	}
}

/* Alleles that lack what their row names. */
static int read_partial(struct rows *r, struct stardose_gene_exons *out)
{
	struct sdi_partial_allele *partial;

	r->build = STARDOSE_BUILD_GRCH38;
	out->partial = sdi_load_array(r->load, count(r, "structural"), sizeof(*out->partial));
	if (!out->partial)
		return sdi_load_no_memory(r->load);
	for (r->load->row = r->first; r->load->row < r->end; r->load->row++) {
		if (!is_row(r, "structural") || !interval(r).end)
			continue;
		partial = &out->partial[out->n_partial++];
		partial->name = sdi_load_cell(r->load, r->col[NAME]);
		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			r->build = build;
			partial->lacks[build] = interval(r);
		}
		r->build = STARDOSE_BUILD_GRCH38;
	}
	return STARDOSE_OK;
}

/* Matching asks for them with every genotype, so names are looked up and compared here. */
static int find_pairs(struct rows *r, struct stardose_gene_exons *out)
{
	struct sdi_hybrid_pair found[SDI_MAX_PAIRS], *pair;

	out->n_pairs = sdi_hybrid_pairs(r->gene, found);
	if (!out->n_pairs)
		return STARDOSE_OK;
	out->pair = pair = sdi_load_array(r->load, out->n_pairs, sizeof(*pair));
	if (!pair)
		return sdi_load_no_memory(r->load);
	memcpy(pair, found, out->n_pairs * sizeof(*pair));
	return STARDOSE_OK;
}

static int find_effects(struct rows *r, struct stardose_gene_exons *out)
{
	int *effect = sdi_load_array(r->load, r->gene->n_alleles + 1, sizeof(*effect));

	out->effect = effect;
	out->n_effects = effect ? sdi_effect_classes(r->gene, effect) : -1;
	return out->n_effects < 0 ? sdi_load_no_memory(r->load) : STARDOSE_OK;
}

int sdi_load_exons(struct sdi_load *load)
{
	static const char *const names[N_COLUMNS] = { "gene",	    "type",	  "name",
						      "grch38_beg", "grch38_end", "grch37_beg",
						      "grch37_end" };
	int col[N_COLUMNS], ret = sdi_load_columns(load, names, N_COLUMNS, col);

	for (int g = 0; g < load->tables->n_genes && !ret; g++) {
		struct rows r = { load, col, &load->impl->genes[g], 0, 0, 0 };
		struct stardose_gene_exons *out = sdi_load_array(load, 1, sizeof(*out));
		struct segments segments = { .out = out };

		if (!out)
			return sdi_load_no_memory(load);
		load->impl->genes[g].exons = out;
		out->at_least = 90;
		find_rows(&r);
		for (load->row = r.first; load->row < r.end; load->row++)
			if (is_row(&r, "repeat"))
				out->at_least = 50;
		ret = read_hybrids(&r, out);
		if (!ret)
			ret = find_segments(&r, &segments);
		for (r.build = 0; r.build < STARDOSE_N_BUILDS && !ret; r.build++)
			ret = read_build(&r, &segments, &out->at[r.build]);
		describe_hybrids(out);
		if (!ret)
			ret = find_pairs(&r, out);
		if (!ret)
			ret = find_effects(&r, out);
		if (!ret)
			ret = read_partial(&r, out);
	}
	return ret;
}

hts_pos_t sdi_intervals_overlap(const struct sdi_intervals *of, hts_pos_t beg, hts_pos_t end)
{
	hts_pos_t n = 0;

	for (int i = 0; i < of->n; i++) {
		hts_pos_t b = of->v[i].beg > beg ? of->v[i].beg : beg,
			  e = of->v[i].end < end ? of->v[i].end : end;

		n += e > b ? e - b : 0;
	}
	return n;
}
