/* reads_text.h - the profile of a sample's reads over a gene, drawn in text */
#ifndef SDI_READS_TEXT_H
#define SDI_READS_TEXT_H

#include <stardose/call.h>
#include "explain/explain_page.h"

/* sdi_explain_reads() - each figure as a bar, with what the best answer expects */
void sdi_explain_reads(struct sdi_page *to, const struct stardose_read_profile *p);

#endif
