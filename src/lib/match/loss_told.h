/* loss_told.h - deletions that a genotype's unlisted alleles tell as well */
#ifndef SDI_LOSS_TOLD_H
#define SDI_LOSS_TOLD_H

#include "match/copy_loss.h"

/*
 * sdi_loss_is_told() - is every unlisted allele of the genotype one of the losses?
 *
 * A deletion whose bases the record spells out is read twice, as a small variant and as a loss; so
 * is the '*' of a record under a symbolic deletion. Both are one event.
 * Return: 1; 0 also where there are no unlisted alleles
 */
int sdi_loss_is_told(const struct sdi_genotype *g, const struct sdi_loss *loss, int n);

/*
 * sdi_loss_untell() - a genotype without its unlisted alleles, which are losses: what was read
 * twice counts once, as a loss
 * @sites: of the losses; what had an unlisted allele is not known there
 */
void sdi_loss_untell(struct sdi_genotype *g, struct stardose_bits sites);

#endif
