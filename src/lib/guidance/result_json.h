/* result_json.h - what several readers ask of a result of a gene that came as JSON */
#ifndef SDI_RESULT_JSON_H
#define SDI_RESULT_JSON_H

#include <cjson/cJSON.h>

/*
 * sdi_has_more_copies() - 1 when a haplotype of @candidate, or an allele of its tandem, has so many
 * copies or more, so that the activity score is a lower end
 * @candidate: an element of "candidates" of `call -O j` and `guide -O j`; NULL: 0
 */
int sdi_has_more_copies(const cJSON *candidate);

#endif
