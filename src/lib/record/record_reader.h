/*
 * record_reader.h - only the records that can matter, from VCF, bgzipped VCF or BCF, file or stdin
 *
 * The reader decides from CHROM and POS (raw text line, BCF length fields, or the index) before anything else
 * is parsed. It proves nothing about content: build proof and genotypes are for the stages behind it.
 */
#ifndef SDI_RECORD_READER_H
#define SDI_RECORD_READER_H

#include <htslib/hts.h>
#include <htslib/vcf.h>
#include <stardose/call.h>

struct sdi_reader;

/* A stretch of one build's chromosome that the reader must not skip; 0-based half open. */
struct sdi_region { const char *chrom; enum stardose_build build; hts_pos_t beg, end; int gene; };

struct sdi_reader_options {
	enum stardose_build build;	/* as asked for by the user */
	const char *samples, *samples_file;	/* as in struct stardose_call_options */
	int n_threads;
	int every_record;		/* 1 (annotate): return all records, marking those that matter */
	struct stardose_log log;
};

/*
 * sdi_reader_open() - open, sniff, read the header, select samples, work out contigs and what the header says of the build
 * @regions: borrowed, any order; for both builds where the build is not given
 * Errors (STARDOSE_EINPUT): not VCF/BCF, empty, no #CHROM line, no samples, unknown sample, header build contradicts --build
 */
int sdi_reader_open(const char *path, const struct stardose_tables *tables, const struct sdi_region *regions, int n_regions,
		    const struct sdi_reader_options *options, struct sdi_reader **out, struct stardose_error *err);
void sdi_reader_close(struct sdi_reader *reader);

/* The header after sample selection; borrowed. Sample i of every record is hdr->samples[i]. */
const bcf_hdr_t *sdi_reader_header(const struct sdi_reader *reader);
/* What the header alone says: a build, or STARDOSE_BUILD_AUTO when it says nothing. */
enum stardose_build sdi_reader_header_build(const struct sdi_reader *reader);
/* Canonical chromosome ("22") of a record, or NULL when it is none of the tables' chromosomes. */
const char *sdi_reader_chrom(const struct sdi_reader *reader, const bcf1_t *rec);

/*
 * sdi_reader_next() - the next record that overlaps a region (or simply the next, with every_record)
 * @rec: caller's scratch, made by bcf_init(); nothing is unpacked yet
 * @matters: may be NULL; 1 when the record overlaps a region of a build that is still possible
 *
 * Return: STARDOSE_OK; STARDOSE_EOF; STARDOSE_EINPUT: truncated, unsorted, malformed (with line or position)
 */
int sdi_reader_next(struct sdi_reader *reader, bcf1_t *rec, int *matters, struct stardose_error *err);

/* Drop the regions of the other build, once the build is proven. */
void sdi_reader_set_build(struct sdi_reader *reader, enum stardose_build build);

/*
 * With every_record and text input: the raw line of the record just returned (no newline), so that it can be
 * passed on byte for byte; @rec is then parsed only if it matters. NULL for BCF.
 */
const kstring_t *sdi_reader_line(const struct sdi_reader *reader);

#endif
