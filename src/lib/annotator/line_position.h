/* line_position.h - where a line of VCF text lies, without parsing it */
#ifndef SDI_LINE_POSITION_H
#define SDI_LINE_POSITION_H

#include <stddef.h>
#include <htslib/hts.h>

struct sdi_line_position {
	const char *contig;	/* points into the line */
	size_t contig_len;
	hts_pos_t beg;		/* 0-based */
};

/*
 * sdi_line_position() - CHROM and POS. Return: 1, or 0 when the line does not begin with a name
 * and a number
 */
int sdi_line_position(const char *line, size_t len, struct sdi_line_position *out);

/*
 * sdi_line_end() - 0-based end (half open): of the REF bases, or INFO/END where that is later; of
 * a symbolic allele without END as far as INFO/SVLEN says
 * Return: @place->beg + 1 when the columns are not there
 */
hts_pos_t sdi_line_end(const char *line, size_t len, const struct sdi_line_position *place);

#endif
