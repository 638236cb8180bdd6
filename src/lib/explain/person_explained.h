/* person_explained.h - why rows of guidance apply to a person, as JSON */
#ifndef SDI_PERSON_EXPLAINED_H
#define SDI_PERSON_EXPLAINED_H

#include <stardose/guidance.h>
#include "util/json_add.h"

/* Everything is borrowed. */
struct sdi_explained_person {
	const struct stardose_guidance_tables *tables;
	const struct stardose_guidance_row *row; /* only this one and those beside it, or NULL */
	const char *sample;
	const struct stardose_guidance *guidance;	/* what the results led to */
	const struct stardose_gene_result *results;
	int n_results;
};

/*
 * sdi_explain_drug() - one medicine: the results, which condition of which row holds, and why those
 * of the others do not
 * Return: a new object, cJSON_Delete(); when @j has failed it is not whole
 */
cJSON *sdi_explain_drug(struct sdi_json *j, const struct sdi_explained_person *person,
			const struct stardose_drug *drug);

#endif
