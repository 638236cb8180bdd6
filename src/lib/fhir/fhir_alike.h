/* fhir_alike.h - proposals that rest on the same, which share an implication */
#ifndef SDI_FHIR_ALIKE_H
#define SDI_FHIR_ALIKE_H

#include "fhir/fhir_build.h"

struct sdi_fhir_alike {
	const cJSON *line;
	const struct sdi_fhir_alike *next;	/* the next alike; NULL: none */
	int is_first;				/* no line before it is alike */
};

/*
 * sdi_fhir_group_alike() - each of the lines, with the next that is alike
 * Two proposals are alike that rest on the same source, result and kind of row, of medicines that
 * nobody takes. What each says, of whom, how strongly and with which flags is said by its Task.
 * @lines: of guidance, borrowed; NULL: none
 * @n:     how many there are
 * Return: @n of them in the order of @lines, release with free(); NULL: no memory, remembered in @f
 */
struct sdi_fhir_alike *sdi_fhir_group_alike(struct sdi_fhir *f, const cJSON *lines, int *n);

#endif
