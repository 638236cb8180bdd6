/* write_label.h - rules of labels that a list meets, as the member "label_rules" */
#ifndef SDI_WRITE_LABEL_H
#define SDI_WRITE_LABEL_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>

/* sdi_label_rules_json() - append ,"label_rules":[...]. STARDOSE_OK, STARDOSE_ENOMEM */
int sdi_label_rules_json(kstring_t *out, const struct stardose_guidance *guidance);
/*
 * sdi_label_flags() - flags of who acts and how it stands ("residual_inhibition"), each once
 * @out: up to @max static codes. Returns how many
 */
int sdi_label_flags(const struct stardose_label_hit *hit, const char **out, int max);

#endif
