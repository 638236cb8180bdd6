/*
 * label_hits.h - which rules of labels a person's list meets
 *
 * A rule is about a medicine (the one that is changed) and who acts on it. It is met when one of
 * those stands in the list, in use or being washed out, whatever the results of genes are. Where a
 * label names a medicine among those of a strength, the label's word goes before the strength that
 * another table has for it; a rule for two that act together stands in place of those for one.
 */
#ifndef SDI_LABEL_HITS_H
#define SDI_LABEL_HITS_H

#include "guidance/guide_impl.h"
#include "tables/label_table.h"

/*
 * sdi_label_hits() - the rules among @rules, all of one medicine, that the person at hand meets
 * @out:   *@n of them, in guide->passing; what asks for most stands first
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_label_hits(struct stardose_guide *guide, const struct stardose_label_rule *rules,
		   int n_rules, struct stardose_label_hit **out, int *n);

/*
 * sdi_has_phenotype() - is the phenotype one of those that the person's result of @gene may be?
 * "No Result": there is none
 */
int sdi_has_phenotype(const struct stardose_guide *guide, const char *gene, const char *phenotype);

#endif
