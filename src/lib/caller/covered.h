/*
 * covered.h - --covered: stretches of the genome that the user says were looked at
 *
 * BED, as in depth_regions.h, of any number of rows; they may overlap. Rows that cannot be used are
 * set aside, each named by its line.
 */
#ifndef SDI_COVERED_H
#define SDI_COVERED_H

#include <stardose/tables.h>

struct sdi_covered_region {
	const char *chrom;	   /* canonical; borrowed from the tables */
	enum stardose_build build; /* that the name belongs to, mostly STARDOSE_BUILD_AUTO */
	hts_pos_t beg, end;	   /* 0-based half open */
};
/*
 * Ascending by build, chrom and beg; those of one build and chromosome neither overlap nor touch.
 */
struct sdi_covered { int n, m; struct sdi_covered_region *v; };

/*
 * sdi_covered_read() - read the regions at @path (plain, gzipped, "-" for stdin)
 * @tables: borrowed, must outlive @out; @log: gets a line for each row that is set aside
 * @out: release with sdi_covered_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read, or no row can be used; STARDOSE_ENOMEM
 */
int sdi_covered_read(const char *path, const struct stardose_tables *tables,
		     const struct stardose_log *log, struct sdi_covered *out,
		     struct stardose_error *err);
void sdi_covered_release(struct sdi_covered *covered);
/* sdi_covered_has() - 1 when every base of [@beg, @end) is in some region */
int sdi_covered_has(const struct sdi_covered *covered, const char *chrom,
		    enum stardose_build build, hts_pos_t beg, hts_pos_t end);

#endif
