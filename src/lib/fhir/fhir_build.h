/*
 * fhir_build.h - the pieces of a FHIR bundle: texts, codes, references, resources
 *
 * FHIR knows no null and no empty text or list: nothing is added where there is nothing to say. A
 * failure to allocate is remembered in @j, a code that the table lacks in @lack; both are asked for
 * once, at the end.
 */
#ifndef SDI_FHIR_BUILD_H
#define SDI_FHIR_BUILD_H

#include <stardose/fhir.h>
#include "tables/fhir_code_table.h"
#include "report/report_model.h"
#include "util/json_add.h"

struct sdi_fhir {
	struct sdi_json j;
	const struct sdi_report_facts *facts;
	const struct sdi_fhir_codes *codes;
	const char *sample, *date;	/* @date "": none was given */
	const struct stardose_fhir_options *options;
	const char *page; /* HTML of @n_page bytes, or NULL */
	size_t n_page;
	cJSON *entries;			/* of the bundle */
	const char *patient, *device, *study; /* addresses, borrowed from entries; @study NULL: none */
	/* beside the bundle, released at the end */
	cJSON *genotypes;		/* gene -> address */
	cJSON *medicines;		/* { name, known_as, state, url } of each */
	cJSON *issues;			/* { url } of each */
	cJSON *recorded;		/* the same of what was measured and tried */
	cJSON *results, *tasks, *notes;	/* of the report: references, references, texts */
	cJSON *asks; /* medicines that a proposal is about -> sources */
	cJSON *flags; /* codes of flags that stand in it: code -> true */
	cJSON *folds; /* { home, head, before, after, flags, names } of lines that share a sentence */
	struct { char kind[32], key[64]; } lack;
};

/*
 * sdi_fhir_add_text() - a text, unless it is empty; what FHIR forbids in a text (control
 * characters, no UTF-8) becomes U+FFFD, and so does a text of white space alone; white space beyond
 * ASCII becomes a space
 */
void sdi_fhir_add_text(struct sdi_fhir *f, cJSON *to, const char *name, const char *text);
/* sdi_fhir_add_code() - the bare code of a row, which must be there */
void sdi_fhir_add_code(struct sdi_fhir *f, cJSON *to, const char *name, const char *kind,
		       const char *key);
/*
 * sdi_fhir_add_concept() - a CodeableConcept
 * @kind, @key: its coding, if the table has one
 * @text: NULL: the row's own
 */
void sdi_fhir_add_concept(struct sdi_fhir *f, cJSON *to, const char *name, const char *kind,
			  const char *key, const char *text);
/*
 * sdi_fhir_add_needed() - the same with the row's own text, where the bundle cannot do without the
 * row
 */
void sdi_fhir_add_needed(struct sdi_fhir *f, cJSON *to, const char *name, const char *kind,
			 const char *key);
/*
 * sdi_fhir_add_fixed() - the same of a code that a profile fixes: without words, which would be the
 * same in every resource, unless all is wanted
 */
void sdi_fhir_add_fixed(struct sdi_fhir *f, cJSON *to, const char *name, const char *kind,
			const char *key);
/* sdi_fhir_need() - the row; a lack is remembered */
const struct sdi_fhir_code *sdi_fhir_need(struct sdi_fhir *f, const char *kind, const char *key);
void sdi_fhir_add_reference(struct sdi_fhir *f, cJSON *to, const char *name, const char *url);
/* sdi_fhir_list() - the array @name of @to, made when it is not there yet */
cJSON *sdi_fhir_list(struct sdi_fhir *f, cJSON *to, const char *name);
/* sdi_fhir_add_note() - one more of the notes of @to, unless it stands there already */
void sdi_fhir_add_note(struct sdi_fhir *f, cJSON *to, const char *text);
/* sdi_fhir_add_extension() - one more extension; the caller adds its value */
cJSON *sdi_fhir_add_extension(struct sdi_fhir *f, cJSON *to, const char *key);
/* sdi_fhir_add_medication() - @drug as a CodeableConcept, by RxNorm where it has an identifier */
void sdi_fhir_add_medication(struct sdi_fhir *f, cJSON *to, const char *name, const char *drug,
			     const char *text);
/* sdi_fhir_add_use() - period, dose and route of @item, an item of the context */
void sdi_fhir_add_use(struct sdi_fhir *f, cJSON *to, const cJSON *item);
/* sdi_fhir_add_component() - one more component of an observation; the caller adds its value */
cJSON *sdi_fhir_add_component(struct sdi_fhir *f, cJSON *observation, const char *key);

/*
 * sdi_fhir_resource() - a new one; @profile NULL: none. Owned by the caller until sdi_fhir_enter()
 */
cJSON *sdi_fhir_resource(struct sdi_fhir *f, const char *type, const char *profile);
/* sdi_fhir_observation() - a new one with what all observations have */
cJSON *sdi_fhir_observation(struct sdi_fhir *f, const char *profile, const char *code);
/*
 * sdi_fhir_address() - "urn:uuid:" and a UUID made of the sample's name and the text of @resource
 * Return: 0; not 0: no memory
 */
int sdi_fhir_address(struct sdi_fhir *f, const cJSON *resource, char out[64]);
/*
 * sdi_fhir_enter() - @resource becomes an entry of the bundle; one that is there already stays one
 * The address is a UUID (version 8) of two FNV-1a hashes of the sample's name and the resource's
 * text (docs/FHIR.md). In a transaction it is the resource's identifier too, and the entry says
 * that the resource is created unless there is one with it. Return: its address, borrowed from
 * the bundle; NULL after a failure
 */
const char *sdi_fhir_enter(struct sdi_fhir *f, cJSON *resource);
/* sdi_fhir_enter_result() - the same for an observation, which is a result of the report */
const char *sdi_fhir_enter_result(struct sdi_fhir *f, cJSON *observation);

/*
 * The parts, in this order, with sdi_fhir_fold() before the genes; each takes the parsed line of
 * `stardose guide -O j`.
 */
void sdi_fhir_medicines(struct sdi_fhir *f, const cJSON *guide);
void sdi_fhir_record(struct sdi_fhir *f, const cJSON *guide);
void sdi_fhir_study(struct sdi_fhir *f, const cJSON *guide);
void sdi_fhir_genes(struct sdi_fhir *f, const cJSON *guide);
void sdi_fhir_guidance(struct sdi_fhir *f, const cJSON *guide);
void sdi_fhir_issues(struct sdi_fhir *f, const cJSON *guide);

#endif
