/* write_dose.h - doses of the list against their limits, as the member "doses" */
#ifndef SDI_WRITE_DOSE_H
#define SDI_WRITE_DOSE_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>

/* sdi_doses_json() - append ,"doses":[...]. STARDOSE_OK, STARDOSE_ENOMEM */
int sdi_doses_json(kstring_t *out, const struct stardose_guidance *guidance);

#endif
