/*
 * table_check.h - findings of stardose_tables_check(), and how a check is added
 *
 * A check is a function that walks the tables and says what it finds; adding one is a row in
 * table_check.c. Checks run on loaded tables, so they may rely on everything that loading refuses
 * (see table_set.h).
 */
#ifndef SDI_TABLE_CHECK_H
#define SDI_TABLE_CHECK_H

#include "tables/table_set.h"

struct sdi_check {
	const struct stardose_tables *tables;
	const struct sdi_table_impl *impl;
	const struct stardose_log *log;
	int n_findings;
	int status;			/* STARDOSE_ENOMEM when a check could not be done */
};

typedef void sdi_check_fn(struct sdi_check *check);

/*
 * sdi_check_say() - one finding: counted, and passed to the log; no leading capital, no full stop
 */
void sdi_check_say(struct sdi_check *check, const char *fmt, ...) STARDOSE_PRINTF(2, 3);

sdi_check_fn sdi_check_variants, sdi_check_alleles, sdi_check_phenotypes,
	sdi_check_structure_models, sdi_check_paralog_models, sdi_check_context, sdi_check_label_rules,
	sdi_check_clinic;

#endif
