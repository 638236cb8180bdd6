/* depth_regions.c - rows of BED */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "structure/depth_regions.h"
#include "record/contig_names.h"
#include "util/tsv.h"

#define N_FIELDS 3

/* One file being read. */
struct reading {
	const char *path;
	const struct stardose_tables *tables;
	struct sdi_contig_names *names;
	const struct stardose_log *log;
	struct sdi_depth_regions *out;
	int line;
};

static void set_aside(const struct reading *r, const char *why)
{
	stardose_log_say(r->log, STARDOSE_EROW, "'%s' line %d is set aside: %s", r->path, r->line,
			 why);
}

static int is_silent(const char *line)
{
	line += strspn(line, " \t\r");
	return !*line || *line == '#' || !strncmp(line, "track", 5) || !strncmp(line, "browser", 7);
}

static int parse_position(const char *text, hts_pos_t *out)
{
	size_t n = strspn(text, "0123456789");

	if (!n || n > 10 || text[n])
		return 0;
	*out = strtoll(text, NULL, 10);
	return 1;
}

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

static void take_line(struct reading *r, char *line)
{
	struct sdi_depth_region region = { .build = STARDOSE_BUILD_AUTO, .line = r->line };
	const struct sdi_depth_region *other;
	char *field[N_FIELDS], *save = NULL, why[120];
	int n = 0;

	if (is_silent(line))
		return;
	for (char *s = strtok_r(line, " \t\r", &save); s && n < N_FIELDS;
	     s = strtok_r(NULL, " \t\r", &save))
		field[n++] = s;
	if (n < N_FIELDS) {
		set_aside(r, "three fields are expected: chromosome, begin, end");
		return;
	}
	region.chrom = sdi_contig_names_find(r->names, field[0], &region.build);
	if (!region.chrom) {
		snprintf(why, sizeof(why), "the tables know no chromosome '%.40s'", field[0]);
		set_aside(r, why);
	} else if (!parse_position(field[1], &region.beg) ||
		   !parse_position(field[2], &region.end)) {
		snprintf(why, sizeof(why), "'%.20s' and '%.20s' are not begin and end", field[1],
			 field[2]);
		set_aside(r, why);
	} else if (region.end <= region.beg) {
		set_aside(r, "its end is not behind its begin");
	} else if (region.end > chrom_end(r->tables, &region)) {
		set_aside(r, "it ends behind the end of the chromosome");
	} else if ((other = find_overlap(r->out, &region))) {
		snprintf(why, sizeof(why), "line %d has bases of it", other->line);
		set_aside(r, why);
	} else if (r->out->n == SDI_MAX_DEPTH_REGIONS) {
		snprintf(why, sizeof(why), "%d regions are enough", SDI_MAX_DEPTH_REGIONS);
		set_aside(r, why);
	} else {
		r->out->v[r->out->n++] = region;
	}
}

int sdi_depth_regions_parse(const char *path, char *text, size_t size,
			    const struct stardose_tables *tables, const struct stardose_log *log,
			    struct sdi_depth_regions *out, struct stardose_error *err)
{
	struct reading r = { .path = path, .tables = tables, .log = log, .out = out };
	char *at = size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? text + 3 : text, *end;
	int ret;

	out->n = 0;
	if (memchr(text, '\0', size))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' is not BED: it holds binary data", path);
	ret = sdi_contig_names_new(tables, &r.names, err);
	if (ret)
		return ret;
	for (; at < text + size; at = end + 1) {
		end = strchr(at, '\n');
		if (!end)
			end = text + size;
		*end = '\0';
		r.line++;
		take_line(&r, at);
	}
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
	int ret = sdi_tsv_slurp(path, &text, &size, err);

	if (ret)
		return ret == STARDOSE_ENOMEM ? ret : STARDOSE_EINPUT;
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
