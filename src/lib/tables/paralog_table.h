/*
 * paralog_table.h - what reads of a gene and of a neighbour that is almost its copy are counted by
 *
 * paralog_sites.tsv, count_regions.tsv, reference_windows.tsv, unit_shapes.tsv and
 * unit_haplotypes.tsv (docs/READS.md). A gene has a model when count_regions.tsv has rows of it;
 * everything lives in the tables' arena. A unit is one of the gene, the neighbour and what
 * unequal crossing-over makes of both.
 */
#ifndef SDI_PARALOG_TABLE_H
#define SDI_PARALOG_TABLE_H

#include <stardose/call.h>

#define SDI_COUNT_BIN 250		/* bases of a bin of count_regions.tsv */
#define SDI_MAX_SEGMENTS 8
#define SDI_MAX_UNITS 8			/* of one haplotype */

/* Where depth is counted. @SDI_COUNT_FLANK is there twice in everybody, the others as units are. */
enum sdi_count_role {
	SDI_COUNT_FLANK,
	SDI_COUNT_PAIR,			/* gene and neighbour together */
	SDI_COUNT_LINK,
	SDI_COUNT_SPACER,
	SDI_COUNT_UPSTREAM,		/* of the neighbour */
	SDI_N_COUNTS
};

/* Which exons the votes of a segment count, in the terms of the gene's structural facts. */
enum sdi_segment_part {
	SDI_SEGMENT_NONE,
	SDI_SEGMENT_PART,		/* the exon at the 3' end that hybrids take */
	SDI_SEGMENT_BODY,
	SDI_SEGMENT_FIRST		/* exon 1 */
};

struct sdi_paralog_site {
	hts_pos_t gene[STARDOSE_N_BUILDS], paralog[STARDOSE_N_BUILDS]; /* 0-based */
	char base, paralog_base;
	uint8_t segment;
};

struct sdi_paralog_segment { const char *name; enum sdi_segment_part part; };

struct sdi_count_region {
	enum sdi_count_role role;
	hts_pos_t beg[STARDOSE_N_BUILDS], end[STARDOSE_N_BUILDS]; /* 0-based half open */
	int n_bins;
	const uint8_t *gc;		/* percent, by bin */
};

/* Bases of the neighbour lie from @beg on and before @end, each drawn evenly from its range. */
#define SDI_UNIT_NOWHERE INT64_MAX
struct sdi_unit_shape {
	const char *name;
	uint8_t count[SDI_N_COUNTS];	/* what one unit adds; [SDI_COUNT_FLANK] 0 */
	int64_t beg, beg_last, end, end_last; /* 0-based, GRCh38, on the gene; -1: before its 3' end
						 and, as an end, behind everything;
						 SDI_UNIT_NOWHERE: none */
};

struct sdi_unit_haplotype {
	const char *name;		/* its units as the table has them */
	int n_units;
	uint8_t unit[SDI_MAX_UNITS];
};

struct sdi_unit_count { const char *population; int haplotype, n, carriers; };

/* Bases around both genes in one build. */
struct sdi_reference_window {
	hts_pos_t beg, end;		/* 0-based half open */
	const char *md5, *seq;		/* of the whole chromosome, as CRAM has it; NULL: none */
};

struct stardose_paralog_model {
	int n_sites, n_segments, n_regions, n_units, n_haplotypes, n_counts;
	struct sdi_paralog_site *sites; /* ascending by position on the gene */
	struct sdi_paralog_segment segment[SDI_MAX_SEGMENTS];
	struct sdi_count_region *regions;
	struct sdi_unit_shape *units;
	struct sdi_unit_haplotype *haplotypes;
	struct sdi_unit_count *counts;
	struct sdi_reference_window window[STARDOSE_N_BUILDS];
};

/* sdi_count_role_name() - "flank", "pair", ...; static */
const char *sdi_count_role_name(enum sdi_count_role role);

/*
 * sdi_unit_prior() - how common a haplotype is: (carriers + 0.2) / (n + 1)
 * @population: NULL, "" or one without rows: all
 */
double sdi_unit_prior(const struct stardose_paralog_model *model, int haplotype,
		      const char *population);

#endif
