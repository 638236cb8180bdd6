/*
 * report_withhold.h - a report without genotypes: docs/PRIVACY.md
 *
 * Gone are diplotypes, alleles, variants, numbers of copies and activity scores, wherever they
 * stand; phenotypes and what sources advise stay, and say which row of a source applies.
 */
#ifndef SDI_REPORT_WITHHOLD_H
#define SDI_REPORT_WITHHOLD_H

#include "report/report_facts.h"
#include "util/json_add.h"

/*
 * sdi_report_withhold() - change @guide, a parsed line of `stardose guide -O j`
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_report_withhold(const struct sdi_report_facts *facts, cJSON *guide,
			struct stardose_error *err);
/*
 * sdi_report_withhold_ids() - change @model, which is made of such a line: a row that a score, a
 * diplotype or a finding selects would name it by its identity, so "CPIC-codeine" is left of that
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_report_withhold_ids(const struct sdi_report_facts *facts, cJSON *model,
			    struct stardose_error *err);

#endif
