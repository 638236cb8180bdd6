/* reads_json.h - what reads show of a gene, as JSON */
#ifndef SDI_READS_JSON_H
#define SDI_READS_JSON_H

#include <stardose/call.h>
#include "util/json_add.h"

/* sdi_json_add_reads() - the members of copies_by_reads (docs/OUTPUT.md) into the object @to */
void sdi_json_add_reads(struct sdi_json *j, cJSON *to, const struct stardose_read_profile *p);

#endif
