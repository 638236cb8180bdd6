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
 * sdi_guidance_tsv() - the columns after `sample`, beginning with a tab, ending with a newline; the
 * last, which is of a person and not of the line, is "."
 */
int sdi_guidance_tsv(kstring_t *out, const struct stardose_guidance_line *line);
/* sdi_guidance_tsv_dose() - fills the last column of the row with which @out ends */
int sdi_guidance_tsv_dose(kstring_t *out, const struct stardose_dose *dose);
/* sdi_guidance_json() - one member of "guidance" */
int sdi_guidance_json(kstring_t *out, const struct stardose_guidance_line *line);

#endif
