/*
 * structure_risk.h - the structure risk of one gene's samples: from the tags of a file to reasons
 * and kept numbers
 */
#ifndef SDI_STRUCTURE_RISK_H
#define SDI_STRUCTURE_RISK_H

#include "structure/sample_facts.h"
#include "structure/tag_collector.h"

/*
 * Kept only where the numbers will be asked for (JSON, explain); reasons go into the facts in any
 * case.
 */
struct sdi_structure_risk_set {
	int m, n_classes;
	struct stardose_structure_risk *of_sample; /* tags_total 0: nothing known */
	struct stardose_class_risk *classes;	   /* @n_classes of each sample */
};

/* sdi_structure_risk_find() - borrowed from the set; NULL: nothing is known */
const struct stardose_structure_risk *
sdi_structure_risk_find(const struct sdi_structure_risk_set *risk, int sample);

/*
 * sdi_structure_risk_take() - score the samples of a file
 * @tags: of the file's proven build; @global: sample of the caller by sample of the file, -1: none;
 * @name: by sample of the caller, for the log
 * @risk: NULL when only the reasons are wanted
 */
int sdi_structure_risk_take(const struct stardose_gene *gene, enum stardose_build build,
			    const struct sdi_tag_collector *tags,
			    const struct stardose_call_options *options, const int *global,
			    const char *const *name, int n_samples, struct sdi_sample_facts *facts,
			    struct sdi_structure_risk_set *risk);
void sdi_structure_risk_release(struct sdi_structure_risk_set *risk);

#endif
