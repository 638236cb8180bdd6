/*
 * write_context.h - what is known of a person, and what it makes of results, as members of a JSON
 * object
 */
#ifndef SDI_WRITE_CONTEXT_H
#define SDI_WRITE_CONTEXT_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>

/*
 * sdi_context_json() - append `,"context":{...},"phenoconversion":[...]`; STARDOSE_OK or
 * STARDOSE_ENOMEM
 */
int sdi_context_json(kstring_t *out, const struct stardose_guidance *guidance);
/* sdi_conversion_json() - append one member of "phenoconversion" */
int sdi_conversion_json(kstring_t *out, const struct stardose_conversion *conversion);

#endif
