/* guidance_flags.h - what a result says of its own weight, as flags of a line */
#ifndef SDI_GUIDANCE_FLAGS_H
#define SDI_GUIDANCE_FLAGS_H

#include <stardose/guidance.h>

/*
 * sdi_flags_of_result() - the flags that the result of one gene brings to every line that rests on
 * it; NULL: no result
 */
uint32_t sdi_flags_of_result(const struct stardose_guidance_tables *tables,
			     const struct stardose_gene_result *result);
/*
 * sdi_reasons_that_flag() - the reasons of a call that become flags: two results that differ in
 * others are one to guidance
 */
uint64_t sdi_reasons_that_flag(void);
#endif
