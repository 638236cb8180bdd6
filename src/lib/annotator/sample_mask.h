/* sample_mask.h - -s and -S in annotate: every sample stays in the output, only some are called */
#ifndef SDI_SAMPLE_MASK_H
#define SDI_SAMPLE_MASK_H

#include "record/sample_select.h"

/*
 * sdi_sample_mask() - which samples of @hdr are wanted
 * @list, @file: as in struct stardose_call_options
 * @out: new array by sample, 1 wanted; free(). NULL when all are
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: unknown sample, or none left; STARDOSE_ENOMEM
 */
int sdi_sample_mask(const bcf_hdr_t *hdr, const char *list, const char *file, uint8_t **out,
		    struct stardose_error *err);

#endif
