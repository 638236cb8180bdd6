/*
 * record_reader.h - only the records that can matter, from VCF, bgzipped VCF or BCF, file or stdin
 *
 * The reader decides from CHROM and POS (raw text line, BCF length fields, or the index) before
 * anything else is parsed. It proves nothing about content: build proof and genotypes are for the
 * stages behind it.
 */
#ifndef SDI_RECORD_READER_H
#define SDI_RECORD_READER_H

#include <htslib/hts.h>
#include <htslib/vcf.h>
#include <stardose/call.h>
#include "record/near_row.h"
#include "record/sample_select.h"

struct sdi_reader;

/* A stretch of one build's chromosome that the reader must not skip; 0-based half open. */
struct sdi_region {
	const char *chrom;
	enum stardose_build build;
	hts_pos_t beg, end;
	int gene;
	int is_sparse; /* 1: only wanted from files whose header declares INFO/SVTYPE or INFO/SVLEN
			*/
	int is_of_few; /* 1: only wanted from files of at most SDI_FEW_SAMPLES samples */
};

/*
 * Told of every record that begins within options.near, once, whether or not it is returned
 * @user: options.near_user; @contig: as the file names it, not NUL-terminated
 */
typedef void sdi_near_fn(void *user, const char *contig, size_t len,
			 const struct sdi_near_row *row);

struct sdi_reader_options {
	enum stardose_build build;	/* as asked for by the user */
	const char *samples, *samples_file;	/* as in struct stardose_call_options */
	struct sdi_sample_slice slice;		/* of those */
	/*
	 * 1: regions of either build are read whatever build is named, so that REF bases can
	 * contradict it
	 */
	int both_builds;
	int samples_elsewhere; /* 1: samples that this file lacks may be in another file of the data
				  set */
	int n_threads;
	int every_record; /* 1 (annotate): return all records, marking those that matter; a file
			     without samples is then welcome */
	const struct sdi_region *near; /* stretches of which records are told in short; none with
					  every_record, where the caller sees each record */
	int n_near;
	sdi_near_fn *near_fn;
	void *near_user;
	struct stardose_log log;
	struct hFILE *bytes; /* read these, and no file; closed in any case. NULL: open the path */
};

/*
 * sdi_reader_open() - open, sniff, read the header, select samples, work out contigs and what the
 * header says of the build
 * @path:    (with options->bytes a name for messages) VCF, VCF in BGZF or gzip, or BCF; "-" for
 * stdin. A .csi or .tbi beside a regular file, not older than it, is used to jump to the regions;
 * the records returned are the same with and without
 * @tables:  borrowed: contigs and chromosome lengths; must outlive the reader
 * @regions: chromosome names are borrowed, the rest is copied; any order, overlaps allowed; give
 * those of both builds where the build is not known
 * @out:     new reader, free with sdi_reader_close(); untouched after an error
 *
 * Regions of the other build are dropped at once when @options or the header names a build, and on
 * contigs whose name belongs to one build (NC_000022.11) in any case.
 *
 * Return: STARDOSE_OK; STARDOSE_EINPUT: not VCF/BCF, empty, truncated, no #CHROM line, a sample
 * twice, no samples (with every_record a file of sites only is accepted), contigs that contradict
 * each other or options->build; STARDOSE_EUSAGE: unknown sample, none selected, a remote path;
 * STARDOSE_ETABLE; STARDOSE_ENOMEM
 */
int sdi_reader_open(const char *path, const struct stardose_tables *tables,
		    const struct sdi_region *regions, int n_regions,
		    const struct sdi_reader_options *options, struct sdi_reader **out,
		    struct stardose_error *err);
void sdi_reader_close(struct sdi_reader *reader);

/*
 * The header after sample selection; borrowed. Sample i of every record is hdr->samples[i]. htslib
 * adds contigs and tags to it that records use and the header does not declare. With
 * samples_elsewhere it may have no samples at all; then sdi_reader_next() ends at once.
 */
const bcf_hdr_t *sdi_reader_header(const struct sdi_reader *reader);
/* What the header alone says: a build, or STARDOSE_BUILD_AUTO when it says nothing. */
enum stardose_build sdi_reader_header_build(const struct sdi_reader *reader);
/*
 * Canonical chromosome ("22") of a parsed record, or NULL when it is none of the tables'
 * chromosomes; borrowed.
 */
const char *sdi_reader_chrom(const struct sdi_reader *reader, const bcf1_t *rec);

/*
 * sdi_reader_next() - the next record that overlaps a region (or simply the next, with
 * every_record)
 * @rec: caller's scratch, made by bcf_init(); unpack what you need
 * @matters: may be NULL; 1 when the record overlaps a region of a build that is still possible
 *
 * A record covers its REF bases, or what INFO/END says, as reference blocks and structural variants
 * do; so one that begins long before a region can overlap it. Records come once and in the order of
 * the file. On chromosomes with regions every position is compared with the one before; elsewhere
 * only a contig that comes back is noticed. The file is read to its end, so that truncation is
 * found, unless an index makes that needless. If the tables know none of the contigs that records
 * use, that is remarked at the end.
 *
 * Return: STARDOSE_OK; STARDOSE_EOF; STARDOSE_EINPUT: truncated, unsorted, malformed (with line or
 * position), a chromosome under two contig names. After an error or the end, call nothing but
 * sdi_reader_close().
 */
int sdi_reader_next(struct sdi_reader *reader, bcf1_t *rec, int *matters,
		    struct stardose_error *err);

/*
 * sdi_reader_is_cut() - after the end: may the input have been cut off? Text and uncompressed BCF
 * have no end mark: whoever writes them may have died
 * @contig, @len, @pos: set to where the last record lies (0-based; on a contig without regions -2),
 * @len 0: there was none. @contig is borrowed
 * Return: 1: it may have been; 0: an end mark was there
 */
int sdi_reader_is_cut(const struct sdi_reader *reader, const char **contig, size_t *len,
		      hts_pos_t *pos);

/* Drop the regions of the other build, once the build is proven. */
void sdi_reader_set_build(struct sdi_reader *reader, enum stardose_build build);

/*
 * With every_record and text input: the raw line of the record just returned (no newline), so that
 * it can be passed on byte for byte; @rec is then parsed only if it matters. NULL for BCF.
 */
const kstring_t *sdi_reader_line(const struct sdi_reader *reader);

#endif
