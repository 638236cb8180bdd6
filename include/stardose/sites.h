/*
 * sites.h - where a file must show something: the regions that calling reads, the sites that decide
 *
 *   stardose_site_options_init(&options), options.sink = ...
 *   stardose_regions_write(tables, &options, &err)	BED, for `bcftools view -R`
 *   stardose_sites_write(tables, &options, STARDOSE_SITES_VCF, &err)
 *   stardose_assay_rows(tables, &options, "targets.bed", STARDOSE_WRITE_TSV, &log, &err)
 *
 * Each function hands one whole file to the sink: of one build, in the order of its chromosomes,
 * with comment lines that say which program and which tables, unless options.no_version. Return of
 * each: STARDOSE_OK; STARDOSE_EUSAGE: options without size, build or sink, an unknown gene;
 * STARDOSE_ENOMEM; what the sink gave
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

/* How chromosomes are called: as files of the build mostly do ("22" on GRCh37, "chr22" on GRCh38)
 */
enum stardose_contig_style { STARDOSE_CONTIGS_USUAL, STARDOSE_CONTIGS_CHR, STARDOSE_CONTIGS_PLAIN };

struct stardose_site_options {
	size_t size;		   /* of this struct; set by stardose_site_options_init() */
	enum stardose_build build; /* not STARDOSE_BUILD_AUTO */
	enum stardose_contig_style contigs;
	const char *genes; /* comma list; NULL: all of the tables */
	int no_version;	   /* 1: leave out program version, table version and checksum */
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

enum stardose_site_format {
	STARDOSE_SITES_VCF,    /* a record for each position and REF, without samples */
	STARDOSE_SITES_BED,    /* the reference bases of each, with gene and identity */
	STARDOSE_SITES_ALLELES /* chromosome, 1-based position, "REF,ALT": for forced calling */
};
/*
 * stardose_sites_write() - the core variants of the genes where they lie in the build, sorted
 *
 * A file that shows each of them, with a record or a reference block, leaves no allele of small
 * variants open; copies and structures are told by other things.
 */
STARDOSE_API int stardose_sites_write(const struct stardose_tables *tables,
				      const struct stardose_site_options *options,
				      enum stardose_site_format format, struct stardose_error *err);

/*
 * stardose_assay_rows() - which alleles an assay can tell that looks at nothing but the regions of
 * a BED file, and how much of each minimum set of minimum_sets.tsv
 * @options: of which genes, and of which build the regions are
 * @bed:     path, "-" for stdin
 * @kind:    rows or JSON Lines: kind (allele or set), gene, name, function, state, of (variants
 * that the allele requires; alleles of the set), covered (of these), missing, looks_like, sets
 * @log:     gets a line for each row of the file that is set aside; may be NULL
 *
 * States of alleles: "told": nothing else looks like it; "with_others": what looks like it is
 * named; "missed": nothing of it is looked at, it passes for an allele without variants;
 * "not_by_sites": its structure is told by other things. Of sets: "complete", "incomplete".
 * Return: also STARDOSE_EINPUT: the file cannot be read, or no row can be used
 */
STARDOSE_API int stardose_assay_rows(const struct stardose_tables *tables,
				     const struct stardose_site_options *options, const char *bed,
				     enum stardose_writer_kind kind, const struct stardose_log *log,
				     struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
