/*
 * fhir_note.h - what a row of the context says beside its number, as notes of its resource
 */
#ifndef SDI_FHIR_NOTE_H
#define SDI_FHIR_NOTE_H

#include "clinic/record.h"
#include "fhir/fhir_build.h"

/* sdi_fhir_note_words() - one more note of @to: words.tsv, kind fhir, with one {name} filled in */
void sdi_fhir_note_words(struct sdi_fhir *f, cJSON *to, const char *code, const char *name,
			 const char *value);
/* sdi_fhir_note_detail() - the same with the value that the fact's detail has for @name, if any */
void sdi_fhir_note_detail(struct sdi_fhir *f, cJSON *to, const struct sdi_fact *fact,
			  const char *name);
/* sdi_fhir_note_recorded() - what words.tsv says, kind recorded, of the value of @key, if any */
void sdi_fhir_note_recorded(struct sdi_fhir *f, cJSON *to, const struct sdi_fact *fact,
			    const char *key);
/* sdi_fhir_enter_recorded() - @resource enters the bundle, and the report leads to it */
void sdi_fhir_enter_recorded(struct sdi_fhir *f, cJSON *resource);

#endif
