/*
 * write_vcf.h - records out: VCF text, bgzipped VCF, BCF compressed or not; to a file or stdout
 *
 * The file is written where it is said; that it appears only when complete is the program's care
 * (src/cli).
 *
 * The writer takes finished records in order and keeps none back, so a caller that has whole BGZF
 * blocks without a record of interest can put them between two records: text lines never share
 * state, and with bgzip output the block under construction can be closed at any line end.
 */
#ifndef SDI_WRITE_VCF_H
#define SDI_WRITE_VCF_H

#include <htslib/vcf.h>
#include <stardose/status.h>

struct sdi_vcf_writer;

struct sdi_vcf_output {
	const char *path;	/* NULL or "-": stdout */
	const char *name;	/* what messages call it; NULL: @path */
	char type;		/* as bcftools -O: 'v', 'z', 'u', 'b'; 0 is 'v' */
	int level;		/* compression 0-9 of 'z' and 'b', -1: zlib's default */
	int n_threads;		/* extra threads that compress */
};

/*
 * sdi_vcf_writer_open() - make ready; the file is opened, and the header written, with the first
 * record or by closing, so that work which fails before it has a result leaves nothing
 * @hdr: declares what the records use; borrowed, must outlive the writer. Text that goes to BCF is
 * parsed with it, and what a line uses undeclared may be added to it before that line is refused
 * Return: STARDOSE_OK, STARDOSE_EUSAGE (no such type or level), STARDOSE_ENOMEM
 */
int sdi_vcf_writer_open(const struct sdi_vcf_output *output, bcf_hdr_t *hdr,
			struct sdi_vcf_writer **out, struct stardose_error *err);

/*
 * sdi_vcf_writer_put_line() - write a text record
 * @line: @len bytes without newline, written as they are; for BCF output a copy is parsed
 * Return: STARDOSE_OK; STARDOSE_EOUTPUT; STARDOSE_EINPUT: BCF cannot hold the record (a contig,
 * filter or tag is not declared in the header, or the line is malformed)
 */
int sdi_vcf_writer_put_line(struct sdi_vcf_writer *writer, const char *line, size_t len,
			    struct stardose_error *err);
/*
 * sdi_vcf_writer_put_record() - write a bcf1_t whose ids are those of the header given at opening
 */
int sdi_vcf_writer_put_record(struct sdi_vcf_writer *writer, bcf1_t *rec,
			      struct stardose_error *err);

/*
 * sdi_vcf_writer_close() - flush and close; nothing can be put afterwards
 * Return: STARDOSE_OK; STARDOSE_EOUTPUT: some of what was put could not be written
 * Whenever the reader of a pipe has left (EPIPE), the message of STARDOSE_EOUTPUT is empty: nobody
 * wants to know
 */
int sdi_vcf_writer_close(struct sdi_vcf_writer *writer, struct stardose_error *err);
/*
 * sdi_vcf_writer_free() - what was not closed is left without the BGZF end-of-file block, so that
 * it shows as truncated
 */
void sdi_vcf_writer_free(struct sdi_vcf_writer *writer);

#endif
