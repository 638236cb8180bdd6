/*
 * structure_score.h - copies of the tag bases -> how likely each class of structure is
 *
 * For a class, z is its intercept plus the weights of what was seen: of one or of two copies of a
 * tag's base, and of a run in which at most so many tags are heterozygous. A part that was not seen
 * adds its mean over the people trained on. Let s be the sum of the shares of the parts that were
 * seen (each share: its part of the spread).
 *
 *     r = max(0, (s - needs) / (1 - needs))
 *     probability = r / (1 + exp(-z)) + (1 - r) * rate
 *
 * where rate is the share of carriers in the population (of the user's choice, else all together).
 * With every tag seen this is the logistic model; with none it is the rate, and no single remaining
 * tag can make a strong claim.
 *
 * A run counts as seen when at least SDI_RUN_SEEN of its tags were; its heterozygous tags are then
 * scaled up to all. Somebody whose seen tags all differ from the reference comes from a file of
 * variant sites only: what is seen there is chosen by its result, so it counts as not seen.
 */
#ifndef SDI_STRUCTURE_SCORE_H
#define SDI_STRUCTURE_SCORE_H

#include "tables/structure_table.h"

#define SDI_RUN_SEEN 0.6
#define SDI_REASON_SEEN                                                                            \
	0.5 /* of r, for a suspicion: the rate of a population is no evidence about a person */

/*
 * sdi_structure_score() - the risk of one sample
 * @dose:       by tag: copies of the GRCh38 ALT base, 3 not seen; silence is never assumed to be
 * reference here, whatever the user says of definition sites. Changed: all become not seen in what
 * shows variant sites only
 * @population: as in struct stardose_call_options
 * @classes:    room for model->n_classes; @out borrows it
 */
void sdi_structure_score(const struct stardose_structure_model *model, enum stardose_build build,
			 uint8_t *dose, const char *population,
			 struct stardose_class_risk *classes, struct stardose_structure_risk *out);

/*
 * sdi_structure_reasons() - the suspicions (bits 1 << enum stardose_reason) of classes that reach
 * their threshold by what was seen
 */
uint64_t sdi_structure_reasons(const struct stardose_structure_model *model,
			       const struct stardose_structure_risk *risk);

/*
 * sdi_structure_run_reasons() - suspicions from a run without heterozygous sites, where the model
 * cannot judge In a file of variant sites only the model sees nothing, but a heterozygous site is
 * always written: none in the run of a class, something homozygous in it, and at least five
 * heterozygous tags beside it are a suspicion of the class. With any tag seen to be reference the
 * model judges: it counts the same run.
 * @dose:  as for sdi_structure_score(), before that changes it
 */
uint64_t sdi_structure_run_reasons(const struct stardose_structure_model *model,
				   enum stardose_build build, const uint8_t *dose);

#endif
