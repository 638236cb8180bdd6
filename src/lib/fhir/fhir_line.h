/*
 * fhir_line.h - what a line of guidance names, and which lines share a sentence
 */
#ifndef SDI_FHIR_LINE_H
#define SDI_FHIR_LINE_H

#include <htslib/kstring.h>
#include "fhir/fhir_build.h"

/* sdi_fhir_has_flag() - 1 when the line has the flag @code */
int sdi_fhir_has_flag(const cJSON *line, const char *code);
/*
 * sdi_fhir_part_of() - what "GENE:text;GENE2:text" says of @gene, its @n bytes; NULL: nothing
 */
const char *sdi_fhir_part_of(const char *text, const char *gene, size_t *n);
/* sdi_fhir_use_flag() - @code stands in the bundle: the report's notes have its words */
void sdi_fhir_use_flag(struct sdi_fhir *f, const char *code);
/* sdi_fhir_put_flags() - " [no_result, rests_on_missing_gene]", or nothing; not 0: no memory */
int sdi_fhir_put_flags(struct sdi_fhir *f, kstring_t *s, const cJSON *line);
/*
 * sdi_fhir_is_proposal() - 1 when the action asks for something: neither the usual dose nor none
 */
int sdi_fhir_is_proposal(const struct sdi_fhir *f, const cJSON *line);
/*
 * sdi_fhir_is_asking() - 1 when it asks for more than the usual approach: such an action, and not
 * of a result that the source takes for its reference; or something in use acts on the medicine
 */
int sdi_fhir_is_asking(const struct sdi_fhir *f, const cJSON *line);

/*
 * sdi_fhir_fold() - the sentences of lines that ask for nothing, one for all medicines of which it
 * says the same: into f->folds, after sdi_fhir_medicines()
 * Lines of a medicine of the list, and of another result than the genotype's, stand on their own.
 */
void sdi_fhir_fold(struct sdi_fhir *f, const cJSON *guide);
/* sdi_fhir_is_folded() - 1 when the line's sentence is among f->folds */
int sdi_fhir_is_folded(const struct sdi_fhir *f, const cJSON *line);
/*
 * sdi_fhir_can_share_proposal() - 1 when the line asks for something by the genotype alone, of a
 * medicine that nobody takes: others may rest on the same (fhir_alike.h)
 */
int sdi_fhir_can_share_proposal(const struct sdi_fhir *f, const cJSON *line);
/*
 * sdi_fhir_own_phenotype() - the phenotype that the implication of the gene @name itself has, from
 * all lines of the person; "": it has none. Borrowed from @guide
 */
const char *sdi_fhir_own_phenotype(const struct sdi_fhir *f, const cJSON *guide, const char *name);
/*
 * sdi_fhir_tell_folds() - the sentences that rest on @gene alone become notes of @to, those of one
 * result one note
 */
void sdi_fhir_tell_folds(struct sdi_fhir *f, cJSON *to, const char *gene);
/* sdi_fhir_tell_other_folds() - those that nothing told become one note of the report, by line */
void sdi_fhir_tell_other_folds(struct sdi_fhir *f);

#endif
