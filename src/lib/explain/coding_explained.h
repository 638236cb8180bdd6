/* coding_explained.h - how far variants that no definition names are looked for in a gene */
#ifndef SDI_CODING_EXPLAINED_H
#define SDI_CODING_EXPLAINED_H

#include <stardose/call.h>
#include "explain/explain_page.h"
#include "util/json_add.h"

/*
 * sdi_explain_coding_text() - a line where not all of them can be told: the tables have no exons of
 * the gene, or not the bases of all codons
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_explain_coding_text(struct sdi_page *to, const struct stardose_call *call);
/* sdi_explain_coding_json() - member "unlisted_coding" of @to: codons, and how many are known */
void sdi_explain_coding_json(struct sdi_json *j, cJSON *to, const struct stardose_call *call);

#endif
