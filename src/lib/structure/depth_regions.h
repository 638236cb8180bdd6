/*
 * depth_regions.h - --depth-regions: stretches of the genome that are there twice, to measure read
 * depth by
 *
 * BED: chromosome, begin, end (0-based, half open), separated by blanks or tabs; more columns are
 * ignored, and so are comments, empty lines, "track" and "browser". Rows that cannot be used are
 * set aside, each named by its line.
 */
#ifndef SDI_DEPTH_REGIONS_H
#define SDI_DEPTH_REGIONS_H

#include <stardose/tables.h>
#include "record/record_reader.h"

#define SDI_MAX_DEPTH_REGIONS 64	/* eight bytes for each of them and each sample */
#define SDI_MIN_DEPTH_REGIONS 3		/* with fewer their spread would not be known */

struct sdi_depth_region {
	const char *chrom;		/* canonical; borrowed from the tables */
	enum stardose_build build;	/* that the name belongs to, mostly STARDOSE_BUILD_AUTO */
	hts_pos_t beg, end;		/* 0-based half open */
	int line;			/* 1-based */
};

struct sdi_depth_regions { int n; struct sdi_depth_region v[SDI_MAX_DEPTH_REGIONS]; };

/*
 * sdi_depth_regions_read() - read the regions at @path (plain, gzipped, "-" for stdin)
 * @tables: borrowed, must outlive @out
 * @log:    gets one line for each row that is set aside (STARDOSE_EROW): not three fields, no
 * positions, an end that is not behind its begin or behind the end of the chromosome, an unknown
 * chromosome, bases that an earlier row has
 * Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read,
 * or fewer than SDI_MIN_DEPTH_REGIONS rows can be used; STARDOSE_ENOMEM, ...
 */
int sdi_depth_regions_read(const char *path, const struct stardose_tables *tables,
			   const struct stardose_log *log, struct sdi_depth_regions *out,
			   struct stardose_error *err);
/*
 * sdi_depth_regions_parse() - the same from @size bytes at @text, which are cut in place and have
 * a NUL behind them
 */
int sdi_depth_regions_parse(const char *path, char *text, size_t size,
			    const struct stardose_tables *tables, const struct stardose_log *log,
			    struct sdi_depth_regions *out, struct stardose_error *err);

/*
 * sdi_depth_regions_add() - add them to the *@n_regions at *@regions that a reader must not skip.
 * STARDOSE_OK or STARDOSE_ENOMEM
 */
int sdi_depth_regions_add(const struct sdi_depth_regions *from, struct sdi_region **regions,
			  int *n_regions);

#endif
