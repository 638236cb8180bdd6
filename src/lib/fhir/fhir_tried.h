/*
 * fhir_tried.h - what was tried, as resources
 */
#ifndef SDI_FHIR_TRIED_H
#define SDI_FHIR_TRIED_H

#include "clinic/record.h"
#include "fhir/fhir_build.h"

/*
 * sdi_fhir_trial() - a trial of a medicine as a statement, of a procedure as a procedure
 * @item: the same as the guidance has it
 * Return: 1; 0: nothing tells which of the two it is, and nothing was made
 */
int sdi_fhir_trial(struct sdi_fhir *f, const struct sdi_fact *fact, const cJSON *item);
void sdi_fhir_procedure(struct sdi_fhir *f, const struct sdi_fact *fact, const cJSON *item);

#endif
