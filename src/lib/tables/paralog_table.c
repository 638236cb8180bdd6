/*
 * paralog_table.c - paralog_sites.tsv, count_regions.tsv, unit_shapes.tsv and
 * unit_haplotypes.tsv -> what reads of a gene are counted by
 */
#include <stdlib.h>
#include <string.h>
#include "tables/paralog_table.h"
#include "tables/table_set.h"

static struct stardose_paralog_model *model_of(const struct sdi_load *load,
					       const struct stardose_gene *gene)
{
	return sdi_load_room(load, gene)->paralog;
}

/* The model is made by the first table that has rows of the gene. */
static struct stardose_paralog_model *need_model(struct sdi_load *load, struct stardose_gene *gene)
{
	if (!gene->paralog)
		gene->paralog = sdi_load_room(load, gene)->paralog =
			sdi_load_array(load, 1, sizeof(*gene->paralog));
	return model_of(load, gene);
}

/* Two positions in consecutive columns: GRCh38, GRCh37, @step columns apart; 1-based to 0-based. */
static int load_places(struct sdi_load *load, const int *col, int step, hts_pos_t *out)
{
	int64_t new, old;
	int ret = sdi_load_int(load, col[0], 1, INT32_MAX, &new);

	if (!ret)
		ret = sdi_load_int(load, col[step], 1, INT32_MAX, &old);
	if (ret)
		return ret;
	out[STARDOSE_BUILD_GRCH38] = new - 1;
	out[STARDOSE_BUILD_GRCH37] = old - 1;
	return STARDOSE_OK;
}

/* ---- paralog_sites.tsv ---- */

enum { S_GENE, S_POS38, S_OTHER38, S_POS37, S_OTHER37, S_BASE, S_OTHER, S_SEGMENT, S_PART, N_SITE };

static int load_part(struct sdi_load *load, int col, enum sdi_segment_part *out)
{
	static const char *const names[] = { "", "part", "body", "first" };
	const char *cell = sdi_load_cell(load, col);

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(cell, names[i])) {
			*out = i;
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "'%s' is not part, body, first or -", cell);
}

static int load_segment(struct sdi_load *load, const int *col, struct stardose_paralog_model *m,
			uint8_t *out)
{
	const char *name = sdi_load_cell(load, col[S_SEGMENT]);
	enum sdi_segment_part part = SDI_SEGMENT_NONE;
	int last = m->n_segments - 1, ret = load_part(load, col[S_PART], &part);

	if (ret)
		return ret;
	if (last < 0 || strcmp(m->segment[last].name, name)) {
		if (++last == SDI_MAX_SEGMENTS || !*name)
			return sdi_load_bad(load, "a gene has at most %d segments, each named",
					    SDI_MAX_SEGMENTS);
		m->segment[m->n_segments++] = (struct sdi_paralog_segment){ name, part };
	}
	*out = last;
	if (m->segment[last].part != part)
		return sdi_load_bad(load, "segment '%s' counts something else above", name);
	return STARDOSE_OK;
}

static int site_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_paralog_model *m = model_of(load, gene);
	struct sdi_paralog_site *site = &m->sites[m->n_sites];
	const char *base = NULL, *other = NULL;
	int ret = load_places(load, &col[S_POS38], 2, site->gene);

	if (!ret)
		ret = load_places(load, &col[S_OTHER38], 2, site->paralog);
	if (!ret)
		ret = sdi_load_bases(load, col[S_BASE], &base);
	if (!ret)
		ret = sdi_load_bases(load, col[S_OTHER], &other);
	if (!ret && (base[1] || other[1] || *base == *other))
		ret = sdi_load_bad(load, "'%s' and '%s' are not two different bases", base, other);
	if (!ret)
		ret = load_segment(load, col, m, &site->segment);
	if (ret)
		return ret;
	site->base = *base;
	site->paralog_base = *other;
	for (int b = 0; m->n_sites && b < STARDOSE_N_BUILDS; b++)
		if (site->gene[b] <= site[-1].gene[b] || site->paralog[b] <= site[-1].paralog[b])
			return sdi_load_bad(load, "sites are not in ascending order");
	m->n_sites++;
	return STARDOSE_OK;
}

static int site_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	struct stardose_paralog_model *m = n ? need_model(load, gene) : NULL;

	if (m)
		m->sites = sdi_load_array(load, n, sizeof(*m->sites));
	return !n || (m && m->sites) ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_paralog_sites(struct sdi_load *load)
{
	static const char *const names[] = { "gene",	    "grch38_pos",     "grch38_paralog",
					     "grch37_pos",  "grch37_paralog", "base",
					     "paralog_base", "segment",	      "part" };
	static const struct sdi_gene_rows how = { names, N_SITE, site_room, site_row };

	return sdi_load_gene_rows(load, &how);
}

/* ---- count_regions.tsv ---- */

enum { R_GENE, R_ROLE, R_BEG38, R_END38, R_BEG37, R_END37, R_GC, N_REGION };

static const char *const roles[SDI_N_COUNTS] = { "flank", "pair", "link", "spacer", "upstream" };

const char *sdi_count_role_name(enum sdi_count_role role)
{
	return (unsigned)role < SDI_N_COUNTS ? roles[role] : "?";
}

static int load_role(struct sdi_load *load, int col, enum sdi_count_role *out)
{
	const char *cell = sdi_load_cell(load, col);

	for (*out = 0; *out < SDI_N_COUNTS; ++*out)
		if (!strcmp(cell, roles[*out]))
			return STARDOSE_OK;
	return sdi_load_bad(load, "'%s' is no region to count", cell);
}

/* "52,48,51": one for each bin */
static int load_gc(struct sdi_load *load, int col, struct sdi_count_region *region)
{
	const char *s = sdi_load_cell(load, col);
	uint8_t *gc = sdi_load_array(load, region->n_bins, 1);
	int n = 0;

	if (!gc)
		return sdi_load_no_memory(load);
	region->gc = gc;
	while (*s && n < region->n_bins) {
		char *end;
		long v = strtol(s, &end, 10);

		if (end == s || (*end && *end != ',') || v < 0 || v > 100)
			return sdi_load_bad(load, "gc is not a list of percents");
		gc[n++] = v;
		s = end + (*end == ',');
	}
	return n == region->n_bins && !*s
		       ? STARDOSE_OK
		       : sdi_load_bad(load, "gc has not one number for each %d bases",
				      SDI_COUNT_BIN);
}

static int region_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_paralog_model *m = model_of(load, gene);
	struct sdi_count_region *r = &m->regions[m->n_regions];
	int ret = load_role(load, col[R_ROLE], &r->role);

	if (!ret)
		ret = load_places(load, &col[R_BEG38], 2, r->beg);
	if (!ret)
		ret = load_places(load, &col[R_END38], 2, r->end);
	if (ret)
		return ret;
	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		if (++r->end[b] - r->beg[b] != r->end[0] - r->beg[0] ||
		    r->end[b] <= r->beg[b] || (r->end[b] - r->beg[b]) % SDI_COUNT_BIN ||
		    r->end[b] - r->beg[b] > 1000 * SDI_COUNT_BIN)
			return sdi_load_bad(load, "the region is not as long in both builds, or no "
						  "multiple of %d bases",
					    SDI_COUNT_BIN);
	r->n_bins = (r->end[0] - r->beg[0]) / SDI_COUNT_BIN;
	m->n_regions++;
	return load_gc(load, col[R_GC], r);
}

static int region_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	struct stardose_paralog_model *m = n ? need_model(load, gene) : NULL;

	if (m)
		m->regions = sdi_load_array(load, n, sizeof(*m->regions));
	return !n || (m && m->regions) ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_count_regions(struct sdi_load *load)
{
	static const char *const names[] = { "gene",	   "role",	 "grch38_beg", "grch38_end",
					     "grch37_beg", "grch37_end", "gc" };
	static const struct sdi_gene_rows how = { names, N_REGION, region_room, region_row };

	return sdi_load_gene_rows(load, &how);
}

/* ---- reference_windows.tsv ---- */

enum { W_GENE, W_BUILD, W_BEG, W_END, W_MD5, W_SEQUENCE, N_WINDOW };

static int window_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct sdi_reference_window w = { .md5 = sdi_load_cell(load, col[W_MD5]) };
	enum stardose_build build = STARDOSE_BUILD_GRCH38;
	int64_t beg = 0, end = 0;
	int ret = sdi_load_build(load, col[W_BUILD], &build);

	if (!ret)
		ret = sdi_load_int(load, col[W_BEG], 1, INT32_MAX, &beg);
	if (!ret)
		ret = sdi_load_int(load, col[W_END], beg, INT32_MAX, &end);
	if (!ret)
		ret = sdi_load_bases(load, col[W_SEQUENCE], &w.seq);
	if (ret)
		return ret;
	w.beg = beg - 1;
	w.end = end;
	if ((int64_t)strlen(w.seq) != end - beg + 1 || strlen(w.md5) != 32 ||
	    strspn(w.md5, "0123456789abcdef") != 32)
		return sdi_load_bad(load, "the sequence is not as long as its place, or md5 is none");
	model_of(load, gene)->window[build] = w;
	return STARDOSE_OK;
}

static int window_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	return !n || need_model(load, gene) ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_reference_windows(struct sdi_load *load)
{
	static const char *const names[] = { "gene", "build", "beg", "end", "md5", "sequence" };
	static const struct sdi_gene_rows how = { names, N_WINDOW, window_room, window_row };

	return sdi_load_gene_rows(load, &how);
}

/* ---- unit_shapes.tsv ---- */

enum {
	U_GENE,
	U_NAME,
	U_PAIR,
	U_BEG = U_PAIR + SDI_N_COUNTS - 1,
	U_BEG_LAST,
	U_END,
	U_END_LAST,
	N_UNIT
};

/* "all": @all; nothing: nowhere; else a 1-based position */
static int load_edge(struct sdi_load *load, int col, int64_t *out)
{
	const char *cell = sdi_load_cell(load, col);
	int ret = STARDOSE_OK;

	if (!strcmp(cell, "all"))
		*out = -1;
	else if (!*cell)
		*out = SDI_UNIT_NOWHERE;
	else
		ret = sdi_load_int(load, col, 1, INT32_MAX, out);
	if (!ret && *out > 0 && *out < SDI_UNIT_NOWHERE)
		--*out;
	return ret;
}

static int unit_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_paralog_model *m = model_of(load, gene);
	struct sdi_unit_shape *u = &m->units[m->n_units++];
	int ret = STARDOSE_OK;

	u->name = sdi_load_cell(load, col[U_NAME]);
	for (int role = SDI_COUNT_PAIR; role < SDI_N_COUNTS && !ret; role++) {
		int64_t n = 0;

		ret = sdi_load_int(load, col[U_PAIR + role - SDI_COUNT_PAIR], 0, 3, &n);
		u->count[role] = n;
	}
	if (!ret)
		ret = load_edge(load, col[U_BEG], &u->beg);
	if (!ret)
		ret = load_edge(load, col[U_BEG_LAST], &u->beg_last);
	if (!ret)
		ret = load_edge(load, col[U_END], &u->end);
	if (!ret)
		ret = load_edge(load, col[U_END_LAST], &u->end_last);
	if (!ret && (u->beg_last < u->beg || u->end_last < u->end))
		ret = sdi_load_bad(load, "a range of '%s' ends before it begins", u->name);
	return ret;
}

static int unit_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	struct stardose_paralog_model *m = n ? need_model(load, gene) : NULL;

	if (n > UINT8_MAX)
		return sdi_load_bad(load, "too many units");
	if (m)
		m->units = sdi_load_array(load, n, sizeof(*m->units));
	return !n || (m && m->units) ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_unit_shapes(struct sdi_load *load)
{
	static const char *const names[] = { "gene",	     "unit",		 "pair",
					     "link",	     "spacer",		 "upstream",
					     "paralog_beg",  "paralog_beg_last", "paralog_end",
					     "paralog_end_last" };
	static const struct sdi_gene_rows how = { names, N_UNIT, unit_room, unit_row };

	return sdi_load_gene_rows(load, &how);
}

/* ---- unit_haplotypes.tsv ---- */

enum { H_GENE, H_UNITS, H_POPULATION, H_N, H_CARRIERS, N_HAPLOTYPE };

static int add_units(struct sdi_load *load, const struct stardose_paralog_model *m,
		     struct sdi_unit_haplotype *h)
{
	for (const char *s = h->name; *s;) {
		size_t n = strcspn(s, ",");
		int u = 0;

		while (u < m->n_units && (strncmp(m->units[u].name, s, n) || m->units[u].name[n]))
			u++;
		if (u == m->n_units || h->n_units == SDI_MAX_UNITS)
			return sdi_load_bad(load, "'%s' are not up to %d units of unit_shapes.tsv",
					    h->name, SDI_MAX_UNITS);
		h->unit[h->n_units++] = u;
		s += n + (s[n] == ',');
	}
	return h->n_units ? STARDOSE_OK : sdi_load_bad(load, "a haplotype without units");
}

static int haplotype_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_paralog_model *m = model_of(load, gene);
	struct sdi_unit_count *count = &m->counts[m->n_counts++];
	const char *name = sdi_load_cell(load, col[H_UNITS]);
	int64_t n = 0, carriers = 0;
	int h = 0, ret = sdi_load_int(load, col[H_N], 1, INT32_MAX, &n);

	if (!ret)
		ret = sdi_load_int(load, col[H_CARRIERS], 0, n, &carriers);
	while (h < m->n_haplotypes && strcmp(m->haplotypes[h].name, name))
		h++;
	if (!ret && h == m->n_haplotypes) {
		m->haplotypes[m->n_haplotypes++].name = name;
		ret = add_units(load, m, &m->haplotypes[h]);
	}
	*count = (struct sdi_unit_count){ sdi_load_cell(load, col[H_POPULATION]), h, n, carriers };
	return ret;
}

static int haplotype_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	struct stardose_paralog_model *m = n ? need_model(load, gene) : NULL;

	if (m) {
		m->haplotypes = sdi_load_array(load, n, sizeof(*m->haplotypes));
		m->counts = sdi_load_array(load, n, sizeof(*m->counts));
	}
	return !n || (m && m->haplotypes && m->counts) ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_unit_haplotypes(struct sdi_load *load)
{
	static const char *const names[] = { "gene", "units", "population", "n", "carriers" };
	static const struct sdi_gene_rows how = { names, N_HAPLOTYPE, haplotype_room,
						  haplotype_row };

	return sdi_load_gene_rows(load, &how);
}

static const struct sdi_unit_count *find_count(const struct stardose_paralog_model *model,
					       int haplotype, const char *population)
{
	for (int i = 0; i < model->n_counts; i++)
		if (model->counts[i].haplotype == haplotype &&
		    !strcmp(model->counts[i].population, population))
			return &model->counts[i];
	return NULL;
}

double sdi_unit_prior(const struct stardose_paralog_model *model, int haplotype,
		      const char *population)
{
	const struct sdi_unit_count *c =
		population && *population ? find_count(model, haplotype, population) : NULL;

	if (!c)
		c = find_count(model, haplotype, "all");
	return c ? (c->carriers + 0.2) / (c->n + 1) : 1e-4;
}
