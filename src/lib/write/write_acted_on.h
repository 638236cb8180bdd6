/* write_acted_on.h - the member "acted_on" of `stardose guide -O j` */
#ifndef SDI_WRITE_ACTED_ON_H
#define SDI_WRITE_ACTED_ON_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>

/* sdi_acted_on_json() - ,"acted_on":[...], appended. STARDOSE_OK, STARDOSE_ENOMEM */
int sdi_acted_on_json(kstring_t *out, const struct stardose_guidance *guidance);

#endif
