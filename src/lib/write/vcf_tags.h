/*
 * vcf_tags.h - the tags that stardose adds to a VCF: their declarations, and putting them into one
 * record
 *
 *   INFO   PGX                what the record is to a gene (docs/ANNOTATE.md)
 *   FORMAT PGXD, PGXP, PGXS   diplotype, phenotype and status of the sample
 *   FORMAT PGXG               what sources advise, where that is asked for
 *
 * A text record stays text: its line is spliced, and every byte that is not one of these tags is
 * passed on. A BCF record goes through htslib. Tags that are already there are replaced.
 */
#ifndef SDI_VCF_TAGS_H
#define SDI_VCF_TAGS_H

#include <htslib/kstring.h>
#include <htslib/vcf.h>
#include <stardose/tables.h>

#define SDI_N_FORMAT_TAGS 4 /* that are ours */
#define SDI_N_CALL_TAGS 3   /* the first of them, which are put always; the last is PGXG */
#define SDI_INFO_TAG "PGX"
extern const char *const sdi_format_tags[SDI_N_FORMAT_TAGS]; /* "PGXD", "PGXP", "PGXS", "PGXG" */

/*
 * What one sample gets, in the order of sdi_format_tags; each is clean (sdi_vcf_clean()) and not
 * empty.
 */
struct sdi_vcf_values {
	const char *value[SDI_N_FORMAT_TAGS];
	const char *joined; /* the values with ':' between them, as a sample column has them */
	int len[SDI_N_FORMAT_TAGS], joined_len;
};

/*
 * sdi_vcf_values_fn() - the values of sample @sample (0..n_samples-1); borrowed until the next
 * call
 */
typedef const struct sdi_vcf_values *sdi_vcf_values_fn(void *user, int sample);

/* What to put into one record. */
struct sdi_vcf_tags {
	const char *info;		/* value of PGX; NULL: none */
	sdi_vcf_values_fn *values;	/* NULL: no FORMAT tags */
	void *user;
	int n_samples;			/* sample columns of the file */
	int n_formats;			/* of sdi_format_tags that are put; 0: SDI_N_CALL_TAGS */
	int n_ours; /* of sdi_format_tags that may stand there and go: sdi_vcf_tags_ours(); 0:
		       SDI_N_CALL_TAGS */
};

/*
 * sdi_vcf_tags_line() - copy a text record, with our tags taken out and @tags put in
 * @line: without newline; @out is appended to, no newline either
 * Sample columns that leave out trailing fields are filled with '.' up to our tags, as the format
 * demands. Return: STARDOSE_OK; STARDOSE_EINPUT: fewer than eight columns or not n_samples sample
 * columns; STARDOSE_ENOMEM
 */
int sdi_vcf_tags_line(const char *line, size_t len, const struct sdi_vcf_tags *tags, kstring_t *out,
		      struct stardose_error *err);

/* sdi_vcf_line_has_tags() - 1 when INFO or FORMAT of a text record holds one of our tags */
int sdi_vcf_line_has_tags(const char *line, size_t len);

/*
 * sdi_vcf_tags_record() - the same to a bcf1_t
 * @hdr: the output header, which declares the tags; @scratch: reused from call to call
 */
int sdi_vcf_tags_record(const bcf_hdr_t *hdr, bcf1_t *rec, const struct sdi_vcf_tags *tags,
			kstring_t *scratch, struct stardose_error *err);
int sdi_vcf_record_has_tags(const bcf_hdr_t *hdr, bcf1_t *rec);

/*
 * sdi_vcf_clean() - append @text to @out so that it can be a value: blanks become '_'; bytes with a
 * meaning of their own in VCF or in PGX (':' ';' '=' ',' '%' '|' '&', control characters) become
 * %XX; an empty text becomes '.'
 * @keep_bars: '|' and '&' stay (FORMAT values, where only the VCF separators matter)
 */
int sdi_vcf_clean(const char *text, int keep_bars, kstring_t *out);

/*
 * sdi_vcf_tags_header() - a copy of @in that declares the tags
 * @tables: NULL leaves ##stardose_annotateVersion, ##stardose_annotateCommand and ##stardose_tables
 * out. Such lines of an earlier run are removed in either case, since the values they speak of go
 * @command: for ##stardose_annotateCommand; NULL leaves that line out
 * @n_formats: of sdi_format_tags that will be put: SDI_N_CALL_TAGS or all. One that will not be put
 * may be another program's
 * @was_annotated: set to 1 when @in declares one of the tags as ours, so that records may hold them
 * Return: STARDOSE_OK; STARDOSE_EINPUT: another program's tag has one of these names;
 * STARDOSE_ENOMEM
 */
int sdi_vcf_tags_header(const bcf_hdr_t *in, const struct stardose_tables *tables,
			const char *command, int n_formats, bcf_hdr_t **out, int *was_annotated,
			struct stardose_error *err);

/*
 * sdi_vcf_tags_ours() - how many of sdi_format_tags are ours in files with this header: PGXG may be
 * another program's
 */
int sdi_vcf_tags_ours(const bcf_hdr_t *hdr);

#endif
