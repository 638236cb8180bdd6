/* gene_exons.c - rows exon, coding, hybrid, repeat and structural of structures.tsv per gene */
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
};

static int is_row(const struct rows *r, const char *type)
{
	return !strcmp(sdi_load_cell(r->load, r->col[TYPE]), type) &&
	       !strcmp(sdi_load_cell(r->load, r->col[GENE]), r->gene->name);
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

/* Does a row of the type hold all of @exon? */
static int is_within(const struct rows *r, const char *type, struct sdi_interval exon)
{
	int back = r->load->row, found = 0;

	for (r->load->row = 0; r->load->row < r->load->tsv->n_rows && !found; r->load->row++) {
		struct sdi_interval other;

		if (!is_row(r, type))
			continue;
		other = interval(r);
		found = other.beg <= exon.beg && exon.end <= other.end;
	}
	r->load->row = back;
	return found;
}

static int count(const struct rows *r, const char *type)
{
	int n = 0;

	for (r->load->row = 0; r->load->row < r->load->tsv->n_rows; r->load->row++)
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
	for (r->load->row = 0; r->load->row < r->load->tsv->n_rows; r->load->row++)
		if (is_row(r, "coding") && interval(r).end)
			return interval(r);
	return (struct sdi_interval){ 0, 0 };
}

static int room(const struct rows *r, struct sdi_gene_extent *out, int n)
{
	struct sdi_intervals *list[] = { &out->exons, &out->coding, &out->body, &out->part };

	for (int i = 0; i < 4; i++) {
		list[i]->v = sdi_load_array(r->load, n, sizeof(*list[i]->v));
		if (!list[i]->v)
			return sdi_load_no_memory(r->load);
	}
	return STARDOSE_OK;
}

static int read_exon(const struct rows *r, struct sdi_interval coding, struct sdi_gene_extent *out)
{
	struct sdi_interval exon = interval(r), code = cut(exon, coding), what;
	int ret = add(r, &out->exons, exon);

	if (!ret && code.beg < code.end)
		ret = add(r, &out->coding, code);
	what = coding.end ? code : exon;
	if (!ret && what.beg < what.end)
		ret = add(r, is_within(r, "hybrid", exon) ? &out->part : &out->body, what);
	return ret;
}

static int read_build(const struct rows *r, struct sdi_gene_extent *out)
{
	const struct stardose_gene *gene = r->gene;
	int n = count(r, "exon"), ret = room(r, out, n);
	struct sdi_interval coding = coding_of(r),
			    all = { gene->beg[r->build], gene->end[r->build] };

	for (r->load->row = 0; r->load->row < r->load->tsv->n_rows && !ret; r->load->row++)
		if (is_row(r, "exon") && interval(r).end)
			ret = read_exon(r, coding, out);
	if (!ret && !n)
		ret = add(r, &out->exons, all);
	if (!ret && !out->body.n && !out->part.n)
		ret = add(r, &out->body, all);
	return ret;
}

/* Alleles that lack what their row names. */
static int read_partial(struct rows *r, struct stardose_gene_exons *out)
{
	struct sdi_partial_allele *partial;

	r->build = STARDOSE_BUILD_GRCH38;
	out->partial = sdi_load_array(r->load, count(r, "structural"), sizeof(*out->partial));
	if (!out->partial)
		return sdi_load_no_memory(r->load);
	for (r->load->row = 0; r->load->row < r->load->tsv->n_rows; r->load->row++) {
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

int sdi_load_exons(struct sdi_load *load)
{
	static const char *const names[N_COLUMNS] = { "gene",	    "type",	  "name",
						      "grch38_beg", "grch38_end", "grch37_beg",
						      "grch37_end" };
	int col[N_COLUMNS], ret = sdi_load_columns(load, names, N_COLUMNS, col);

	for (int g = 0; g < load->tables->n_genes && !ret; g++) {
		struct rows r = { load, col, &load->impl->genes[g], 0 };
		struct stardose_gene_exons *out = sdi_load_array(load, 1, sizeof(*out));

		if (!out)
			return sdi_load_no_memory(load);
		load->impl->genes[g].exons = out;
		out->at_least = 90;
		for (load->row = 0; load->row < load->tsv->n_rows; load->row++)
			if (is_row(&r, "repeat"))
				out->at_least = 50;
		for (r.build = 0; r.build < STARDOSE_N_BUILDS && !ret; r.build++)
			ret = read_build(&r, &out->at[r.build]);
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
