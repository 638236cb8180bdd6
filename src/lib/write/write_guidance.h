/*
 * write_guidance.h - one line of guidance as text; what guidance_writer.c keeps for every sample
 * that shares the line
 *
 * Every function appends to @out and returns STARDOSE_OK or STARDOSE_ENOMEM.
 */
#ifndef SDI_WRITE_GUIDANCE_H
#define SDI_WRITE_GUIDANCE_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>

/*
 * The version of docs/stardose-guide.schema.json that the JSON follows; a breaking change raises
 * the first number.
 */
#define SDI_GUIDE_SCHEMA "1.1"

/* sdi_guidance_header() - the line that begins with sample, which names the columns */
int sdi_guidance_header(kstring_t *out);
/*
 * sdi_guidance_tsv() - the columns of the line after `sample`, beginning with a tab; the row ends with
 * sdi_guidance_tsv_end()
 */
int sdi_guidance_tsv(kstring_t *out, const struct stardose_guidance_line *line);
/*
 * sdi_guidance_tsv_end() - the last column, which is of a person and not of the line, and the newline
 * @dose: the dose of the line's medicine against its limits; NULL: "."
 */
int sdi_guidance_tsv_end(kstring_t *out, const struct stardose_dose *dose);
/* sdi_guidance_json() - one member of "guidance" */
int sdi_guidance_json(kstring_t *out, const struct stardose_guidance_line *line);

#endif
