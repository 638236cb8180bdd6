/*
 * outside_read.h - what the readers of callers' result files share
 *
 * Which version and public document each reader follows, field by field: docs/CALLERS.md.
 */
#ifndef SDI_OUTSIDE_READ_H
#define SDI_OUTSIDE_READ_H

#include <stddef.h>
#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include "outside/outside_format.h"
#include "util/user_file.h"

/* One row for each kind of file; outside_formats.c puts them in order. */
extern const struct sdi_outside_format sdi_outside_cyrius_tsv, sdi_outside_cyrius_json;
extern const struct sdi_outside_format sdi_outside_aldy, sdi_outside_aldy_vcf;
extern const struct sdi_outside_format sdi_outside_stellarpgx, sdi_outside_stellarpgx_summary;
extern const struct sdi_outside_format sdi_outside_pypgx_zip, sdi_outside_pypgx;
extern const struct sdi_outside_format sdi_outside_starphase;
extern const struct sdi_outside_format sdi_outside_dragen_json, sdi_outside_dragen_vcf;
extern const struct sdi_outside_format sdi_outside_getrm, sdi_outside_getrm_wide;
extern const struct sdi_outside_format sdi_outside_own, sdi_outside_pharmcat;

/* ---- several readings of one sample and gene ---- */

#define SDI_OUTSIDE_READINGS 64

/* Different readings in the order in which they came; begin with zeroes. */
struct sdi_readings {
	const char *text[SDI_OUTSIDE_READINGS];	/* borrowed */
	int n;
	int too_many;			/* 1: there were more, so that these are not all */
};

/* sdi_readings_add() - @text counts once, however often it comes */
void sdi_readings_add(struct sdi_readings *readings, const char *text);
/* sdi_readings_join() - append them joined by ';'; STARDOSE_OK or STARDOSE_ENOMEM */
int sdi_readings_join(const struct sdi_readings *readings, kstring_t *out);

/* ---- words ---- */

#define SDI_SHOWN 64

/*
 * sdi_outside_shown() - @text for a message, in @buf: control characters as '?', at most SDI_SHOWN
 * - 1 bytes; returns @buf
 */
const char *sdi_outside_shown(const char *text, char buf[SDI_SHOWN]);
/* sdi_outside_is() - 1 when both are the same word, upper and lower case alike */
int sdi_outside_is(const char *a, const char *b);
/* sdi_outside_has() - 1 when @mark stands in the first @limit bytes of @text */
int sdi_outside_has(const char *text, size_t size, size_t limit, const char *mark);
/* sdi_outside_begins() - 1 when @text begins with @mark, blanks before it do not count */
int sdi_outside_begins(const char *text, const char *mark);

/* ---- the file's name ---- */

/*
 * sdi_outside_path_sample() - the sample that a file is named for
 * @end:  what stands behind the sample at the end of the name, such as ".alleles"; must be there,
 * upper and lower case alike
 * @out:  emptied and filled with the name without folders, @end and ".gz"
 * Return: 1; 0 when @path does not end so or nothing is left; STARDOSE_ENOMEM
 */
int sdi_outside_path_sample(const char *path, const char *end, kstring_t *out);
/*
 * sdi_outside_path_gene() - the gene that a file or one of its two innermost folders is named for
 * A word between '/', '.', '_' and '-' counts that has the form of a symbol of the P450 and UGT
 * families: three letters, digits, a letter, digits.
 * @out:  emptied and filled in upper case; empty when there is none, or two different ones
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_outside_path_gene(const char *path, kstring_t *out);

/* ---- the gene of a program that calls one gene and does not name it ---- */

struct stardose_gene;
struct stardose_tables;

/*
 * sdi_outside_sole_gene() - the gene whose row in genes.tsv lists the program (column programs);
 * NULL when none does
 * @format: a format's name; the program stands before the first '-'
 */
const struct stardose_gene *sdi_outside_sole_gene(const struct stardose_tables *tables,
						  const char *format);

/* ---- JSON ---- */

/*
 * sdi_outside_json() - parse all of @text, which must be one object
 * Return: STARDOSE_OK, @root to be given to cJSON_Delete(); STARDOSE_EINPUT with a message
 */
int sdi_outside_json(const char *text, size_t size, cJSON **root, struct stardose_error *err);
/* sdi_outside_json_text() - a member's text, borrowed; NULL when it is not there or no text */
const char *sdi_outside_json_text(const cJSON *object, const char *member);

/* ---- genotypes as Cyrius writes them, and DRAGEN, whose caller comes from it ---- */

/*
 * sdi_cyrius_genotype() - hand one genotype over: as a row, or as no call
 * @row:    filled but for the diplotype
 * @genotype, @filter: as they stand in the file; NULL for null
 * @none:   why there is no genotype, when there is none; may be NULL
 * In sets of alleles that the program could not assign to haplotypes (*1_*2_*68, *1x4), every copy
 * is written out. Return: what the sink returns, or STARDOSE_ENOMEM
 */
int sdi_cyrius_genotype(const struct sdi_outside_sink *sink, struct sdi_outside_row *row,
			const char *genotype, const char *filter, const char *none,
			struct stardose_error *err);

/* ---- a file in a ZIP archive ---- */

/*
 * sdi_zip_member() - unpack the first file whose name without folders is @name
 * @out:  owned by the caller (free), NUL behind @n bytes; NULL unless STARDOSE_OK
 * Return: STARDOSE_OK; STARDOSE_EOF: no such file; STARDOSE_EINPUT: damaged, encrypted, or larger
 * than 256 MB; STARDOSE_ENOMEM Source: PKWARE APPNOTE 6.3, the parts that Python's zipfile uses:
 * stored and deflated files, no ZIP64
 */
int sdi_zip_member(const char *zip, size_t size, const char *name, char **out, size_t *n,
		   struct stardose_error *err);

#endif
