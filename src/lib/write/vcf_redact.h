/*
 * vcf_redact.h - a header of VCF without what may name a person
 */
#ifndef SDI_VCF_REDACT_H
#define SDI_VCF_REDACT_H

#include <htslib/vcf.h>
#include <stardose/status.h>

/* What stands for the sample @name: borrowed by the caller until the next. Return: a status */
typedef int sdi_rename_fn(void *user, const char *name, const char **out,
			  struct stardose_error *err);

/*
 * sdi_vcf_redact_header() - @hdr becomes one with other names for its samples, the declarations
 * that records need without their texts, and of other lines only our own
 * Ids keep their numbers, so records stay as they are.
 * Return: STARDOSE_OK; STARDOSE_EINPUT, STARDOSE_ENOMEM, and what @rename returned: @hdr is as it
 * was
 */
int sdi_vcf_redact_header(bcf_hdr_t **hdr, sdi_rename_fn *rename, void *user,
			  struct stardose_error *err);

#endif
