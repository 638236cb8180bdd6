/* explain_page.h - text that grows, and remembers when memory was short */
#ifndef SDI_EXPLAIN_PAGE_H
#define SDI_EXPLAIN_PAGE_H

#include <htslib/kstring.h>
#include <stardose/status.h>

struct sdi_page { kstring_t text; int failed; };

/* sdi_page_put() - append as printf() would; after a failure nothing more is appended */
void sdi_page_put(struct sdi_page *page, const char *fmt, ...) STARDOSE_PRINTF(2, 3);

#endif
