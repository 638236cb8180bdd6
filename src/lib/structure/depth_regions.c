/* depth_regions.c - rows of BED */
#include <stdlib.h>
#include <string.h>
#include "structure/depth_regions.h"
#include "record/bed_text.h"
#include "record/contig_names.h"
#include "util/user_file.h"

#define N_FIELDS 3

/* One file being read. */
struct reading {
	struct sdi_user_text text;
	const struct stardose_tables *tables;
	struct sdi_contig_names *names;
	struct sdi_depth_regions *out;
};

static hts_pos_t chrom_end(const struct stardose_tables *tables,
			   const struct sdi_depth_region *region)
{
	hts_pos_t end = 0;

	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		if ((region->build == STARDOSE_BUILD_AUTO ||
		     region->build == (enum stardose_build)b) &&
		    stardose_chrom_length(tables, (enum stardose_build)b, region->chrom) > end)
			end = stardose_chrom_length(tables, (enum stardose_build)b, region->chrom);
	return end;
}

static const struct sdi_depth_region *find_overlap(const struct sdi_depth_regions *in,
						   const struct sdi_depth_region *region)
{
	for (int i = 0; i < in->n; i++)
		if (!strcmp(in->v[i].chrom, region->chrom) && in->v[i].beg < region->end &&
		    region->beg < in->v[i].end)
			return &in->v[i];
	return NULL;
}

static void take_row(struct reading *r, char *line)
{
	struct sdi_depth_region region = { .build = STARDOSE_BUILD_AUTO, .line = r->text.line };
	const struct sdi_depth_region *other;
	char *field[N_FIELDS];

	if (sdi_bed_is_display(line))
		return;
	if (sdi_user_cut_blanks(line, field, N_FIELDS) < N_FIELDS) {
		sdi_user_aside(&r->text, "three fields are expected: chromosome, begin, end");
		return;
	}
	region.chrom = sdi_contig_names_find(r->names, field[0], &region.build);
	if (!region.chrom)
		sdi_user_aside(&r->text, "the tables know no chromosome '%.40s'", field[0]);
	else if (!sdi_bed_position(field[1], &region.beg) || !sdi_bed_position(field[2], &region.end))
		sdi_user_aside(&r->text, "'%.20s' and '%.20s' are not begin and end", field[1],
			       field[2]);
	else if (region.end <= region.beg)
		sdi_user_aside(&r->text, "its end is not behind its begin");
	else if (region.end > chrom_end(r->tables, &region))
		sdi_user_aside(&r->text, "it ends behind the end of the chromosome");
	else if ((other = find_overlap(r->out, &region)))
		sdi_user_aside(&r->text, "line %d has bases of it", other->line);
	else if (r->out->n == SDI_MAX_DEPTH_REGIONS)
		sdi_user_aside(&r->text, "%d regions are enough", SDI_MAX_DEPTH_REGIONS);
	else
		r->out->v[r->out->n++] = region;
}

int sdi_depth_regions_parse(const char *path, char *text, size_t size,
			    const struct stardose_tables *tables, const struct stardose_log *log,
			    struct sdi_depth_regions *out, struct stardose_error *err)
{
	struct reading r = { .tables = tables, .out = out };
	char *row;
	int ret = sdi_user_text(&r.text, path, "BED", "#", text, size, log, err);

	out->n = 0;
	if (!ret)
		ret = sdi_contig_names_new(tables, &r.names, err);
	if (ret)
		return ret;
	while ((row = sdi_user_row(&r.text)))
		take_row(&r, row);
	sdi_contig_names_free(r.names);
	if (out->n < SDI_MIN_DEPTH_REGIONS)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' has %d region%s that can be used; depth is measured by at least %d",
			path, out->n, out->n == 1 ? "" : "s", SDI_MIN_DEPTH_REGIONS);
	return STARDOSE_OK;
}

int sdi_depth_regions_read(const char *path, const struct stardose_tables *tables,
			   const struct stardose_log *log, struct sdi_depth_regions *out,
			   struct stardose_error *err)
{
	char *text;
	size_t size;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
	ret = sdi_depth_regions_parse(path, text, size, tables, log, out, err);
	free(text);
	return ret;
}

int sdi_depth_regions_add(const struct sdi_depth_regions *from, struct sdi_region **regions,
			  int *n_regions)
{
	struct sdi_region *more = realloc(
		*regions, (*n_regions + STARDOSE_N_BUILDS * (size_t)from->n + 1) * sizeof(*more));

	if (!more)
		return STARDOSE_ENOMEM;
	*regions = more;
	for (int i = 0; i < from->n; i++)
		for (int b = 0; b < STARDOSE_N_BUILDS; b++)
			if (from->v[i].build == STARDOSE_BUILD_AUTO ||
			    from->v[i].build == (enum stardose_build)b)
				more[(*n_regions)++] =
					(struct sdi_region){ .chrom = from->v[i].chrom,
							     .build = b,
							     .beg = from->v[i].beg,
							     .end = from->v[i].end };
	return STARDOSE_OK;
}
