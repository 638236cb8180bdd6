/*
 * fhir_handle.h - what every answer that is made of a line of guidance begins and ends with
 */
#ifndef SDI_FHIR_HANDLE_H
#define SDI_FHIR_HANDLE_H

#include "fhir/fhir_build.h"

struct stardose_fhir { struct sdi_report_facts facts; struct stardose_fhir_options options; };

/*
 * sdi_fhir_begin() - @f for one person
 * @guide: the parsed line, borrowed until sdi_fhir_end(); NULL: it could not be parsed
 * Return: STARDOSE_OK; STARDOSE_EINPUT: not a line of `stardose guide -O j`
 */
int sdi_fhir_begin(const struct stardose_fhir *fhir, const cJSON *guide, struct sdi_fhir *f,
		   struct stardose_error *err);
/*
 * sdi_fhir_end() - what was built, as text on one line
 * @out: new, free()
 * Return: STARDOSE_OK; STARDOSE_ETABLE: the table lacks a row that is needed; STARDOSE_ENOMEM
 */
int sdi_fhir_end(const struct sdi_fhir *f, const cJSON *answer, char **out,
		 struct stardose_error *err);

#endif
