/* label_lines.h - rules of labels that a person's list meets, as lines of guidance */
#ifndef SDI_LABEL_LINES_H
#define SDI_LABEL_LINES_H

#include "guidance/guide_impl.h"

/*
 * sdi_label_slots() - the lines of a medicine for the person at hand, of rules from
 * guide->tables->label_rules; they pass with the person
 * @out:   *@n slots in guide->passing, NULL and 0: no rule is met
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_label_slots(struct stardose_guide *guide, const struct stardose_drug *drug,
		    struct sdi_line_slot **out, int *n);
/*
 * sdi_mark_label_rules() - flag the other lines of medicines that have lines of labels: they do
 * not go by what acts. STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_mark_label_rules(struct stardose_guide *guide);

#endif
