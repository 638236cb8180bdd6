/* several_rows.h - rows of one sample and gene that name different diplotypes */
#ifndef SDI_SEVERAL_ROWS_H
#define SDI_SEVERAL_ROWS_H

#include "outside/outside_set.h"

/*
 * sdi_outside_agree() - rows that differ in the diplotype and mean the same phenotype become one
 * entry, of which every diplotype is a reading
 * @old: where the diplotypes of both are joined; a score that they do not share is left open
 * What counts is the phenotype of the tables, or the row's own where they give none. Rows that say
 * nothing determinate do not agree.
 * Return: 1: joined; 0: they do not agree, and @old is as it was; STARDOSE_ENOMEM
 */
int sdi_outside_agree(struct stardose_outside *set, struct sdi_outside_entry *old,
		      const struct sdi_outside_entry *new);

#endif
