/* stated.h - rows that are of persons with a condition, for those of whom it is stated */
#ifndef SDI_STATED_H
#define SDI_STATED_H

#include "guidance/guide_impl.h"

/*
 * sdi_stated_line() - the line to show for @slot: itself, or, where its row is of persons with a
 * condition (context of vocabulary.tsv with the value "condition NAME") that the context does not
 * state of the person at hand, one without action that says so
 * @out: @slot, or one in guide->passing
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_stated_line(struct stardose_guide *guide, struct sdi_line_slot *slot,
		    struct sdi_line_slot **out);

#endif
