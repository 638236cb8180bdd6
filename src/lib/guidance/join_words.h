/* join_words.h - the texts of a line of the outcome at hand */
#ifndef SDI_JOIN_WORDS_H
#define SDI_JOIN_WORDS_H

#include "guidance/join_state.h"

/* In j->arena; NULL: out of memory. */
const char *sdi_join_diplotypes(struct sdi_join *j);	/* "GENE:diplotype;GENE2:no result" */
const char *sdi_join_phenotypes(struct sdi_join *j); /* what selected the row, in the same shape */
const char *sdi_join_sentence(struct sdi_join *j, const struct sdi_join_outcome *outcome);

#endif
