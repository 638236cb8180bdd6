/* covered.c - rows of BED as regions in order */
#include <stdlib.h>
#include <string.h>
#include "caller/covered.h"
#include "record/bed_text.h"
#include "record/contig_names.h"
#include "util/no_memory.h"
#include "util/user_file.h"

#define N_FIELDS 3

struct reading {
	struct sdi_user_text text;
	struct sdi_contig_names *names;
	struct sdi_covered *out;
};

static int add(struct sdi_covered *c, struct sdi_covered_region region)
{
	if (c->n == c->m) {
		int m = c->m ? 2 * c->m : 64;
		struct sdi_covered_region *more = realloc(c->v, m * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		c->v = more;
		c->m = m;
	}
	c->v[c->n++] = region;
	return STARDOSE_OK;
}

/* Chromosomes without a gene of the tables are passed over: a target list has all of them. */
static int take_row(struct reading *r, char *line)
{
	struct sdi_covered_region region = { .build = STARDOSE_BUILD_AUTO };
	char *field[N_FIELDS];

	if (sdi_bed_is_display(line))
		return STARDOSE_OK;
	if (sdi_user_cut_blanks(line, field, N_FIELDS) < N_FIELDS) {
		sdi_user_aside(&r->text, "three fields are expected: chromosome, begin, end");
		return STARDOSE_OK;
	}
	if (!sdi_bed_position(field[1], &region.beg) || !sdi_bed_position(field[2], &region.end)) {
		sdi_user_aside(&r->text, "'%.20s' and '%.20s' are not begin and end", field[1],
			       field[2]);
		return STARDOSE_OK;
	}
	if (region.end <= region.beg) {
		sdi_user_aside(&r->text, "its end is not behind its begin");
		return STARDOSE_OK;
	}
	region.chrom = sdi_contig_names_find(r->names, field[0], &region.build);
	return region.chrom ? add(r->out, region) : STARDOSE_OK;
}

static int by_place(const void *va, const void *vb)
{
	const struct sdi_covered_region *a = va, *b = vb;
	int cmp = a->build == b->build ? strcmp(a->chrom, b->chrom) : a->build < b->build ? -1 : 1;

	return cmp ? cmp : (a->beg > b->beg) - (a->beg < b->beg);
}

/* Sorted, and what overlaps or touches made one: then one region at the most holds a base. */
static void join(struct sdi_covered *c)
{
	int n = 0;

	qsort(c->v, c->n, sizeof(*c->v), by_place);
	for (int i = 0; i < c->n; i++) {
		struct sdi_covered_region *last = n ? &c->v[n - 1] : NULL, *now = &c->v[i];

		if (!last || last->build != now->build || strcmp(last->chrom, now->chrom) ||
		    now->beg > last->end)
			c->v[n++] = *now;
		else if (now->end > last->end)
			last->end = now->end;
	}
	c->n = n;
}

static int parse(const char *path, char *text, size_t size, const struct stardose_tables *tables,
		 const struct stardose_log *log, struct sdi_covered *out,
		 struct stardose_error *err)
{
	struct reading r = { .out = out };
	char *row;
	int ret = sdi_user_text(&r.text, path, "BED", "#", text, size, log, err);

	if (!ret)
		ret = sdi_contig_names_new(tables, &r.names, err);
	while (!ret && (row = sdi_user_row(&r.text)))
		ret = take_row(&r, row) ? sdi_no_memory(err) : STARDOSE_OK;
	sdi_contig_names_free(r.names);
	if (!ret && !out->n)
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "'%s' has no region on a chromosome of the tables", path);
	if (!ret)
		join(out);
	return ret;
}

int sdi_covered_read(const char *path, const struct stardose_tables *tables,
		     const struct stardose_log *log, struct sdi_covered *out,
		     struct stardose_error *err)
{
	char *text;
	size_t size;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
	ret = parse(path, text, size, tables, log, out, err);
	free(text);
	return ret;
}

void sdi_covered_release(struct sdi_covered *covered)
{
	free(covered->v);
	memset(covered, 0, sizeof(*covered));
}

/* The region of names of @build that holds @pos; NULL: none */
static const struct sdi_covered_region *holds(const struct sdi_covered *c, const char *chrom,
					      enum stardose_build build, hts_pos_t pos)
{
	const struct sdi_covered_region key = { .chrom = chrom, .build = build, .beg = pos };
	int lo = 0, hi = c->n; /* the first that begins behind @pos */

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (by_place(&c->v[mid], &key) <= 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo && c->v[lo - 1].build == build && !strcmp(c->v[lo - 1].chrom, chrom) &&
			       c->v[lo - 1].end > pos
		       ? &c->v[lo - 1]
		       : NULL;
}

int sdi_covered_has(const struct sdi_covered *covered, const char *chrom, enum stardose_build build,
		    hts_pos_t beg, hts_pos_t end)
{
	while (beg < end) {
		const struct sdi_covered_region *r =
			holds(covered, chrom, STARDOSE_BUILD_AUTO, beg);

		if (!r)
			r = holds(covered, chrom, build, beg);
		if (!r)
			return 0;
		beg = r->end;
	}
	return 1;
}
