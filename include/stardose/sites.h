/*
 * sites.h - where a file must show something: the regions that calling reads, the sites that decide
 *
 *   stardose_site_options_init(&options), options.sink = ...
 *   stardose_regions_write(tables, &options, &err)	BED, for `bcftools view -R`
 *
 * Each function hands one whole file to the sink: of one build, in the order of its chromosomes, with
 * comment lines that say which program and which tables, unless options.no_version.
 * Return of each: STARDOSE_OK; STARDOSE_EUSAGE: options without size, build or sink, an unknown
 * gene; STARDOSE_ENOMEM; what the sink gave
 *
 * Threads: any number of threads may write of the same tables.
 */
#ifndef STARDOSE_SITES_H
#define STARDOSE_SITES_H

#include <stardose/tables.h>
#include <stardose/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How chromosomes are called: as files of the build mostly do ("22" on GRCh37, "chr22" on GRCh38) */
enum stardose_contig_style {
	STARDOSE_CONTIGS_USUAL,
	STARDOSE_CONTIGS_CHR,
	STARDOSE_CONTIGS_PLAIN
};

struct stardose_site_options {
	size_t size; /* of this struct; set by stardose_site_options_init() */
	enum stardose_build build;	/* not STARDOSE_BUILD_AUTO */
	enum stardose_contig_style contigs;
	const char *genes;		/* comma list; NULL: all of the tables */
	int no_version;			/* 1: leave out program version, table version and checksum */
	stardose_sink_fn *sink;
	void *sink_user;
};

/*
 * stardose_site_options_init_size() - GRCh38, all genes; a sink must be set
 * @size: sizeof(struct stardose_site_options) as the program was compiled
 */
STARDOSE_API void stardose_site_options_init_size(struct stardose_site_options *options,
						  size_t size);
/* stardose_site_options_init() - the same with the size of this header */
static inline void stardose_site_options_init(struct stardose_site_options *options)
{
	stardose_site_options_init_size(options, sizeof(*options));
}

/*
 * stardose_regions_write() - BED of all that a call may read of a file, overlapping stretches as
 * one, with the genes that each is of: windows around the definition sites, stretches around genes
 * with structural alleles, tags of the structure model
 *
 * A file cut to them gives the calls of the whole, but for absent_is_reference, which also looks at
 * what lies around a gene.
 */
STARDOSE_API int stardose_regions_write(const struct stardose_tables *tables,
					const struct stardose_site_options *options,
					struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
