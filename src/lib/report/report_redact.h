/*
 * report_redact.h - a line of guidance without what names its person: docs/PRIVACY.md
 *
 * Gone are the name, names of medicines, conditions and the like that no table knows (free text),
 * notes, dates, units that are no units, and the folder of the tables. What is left are genotypes
 * and what follows of them, and they identify a person as well.
 */
#ifndef SDI_REPORT_REDACT_H
#define SDI_REPORT_REDACT_H

#include "report/report_facts.h"
#include "util/json_add.h"

struct sdi_redaction {
	int is_on;
	int n;				/* persons so far */
	char *key; /* private: what pseudonyms are made with; NULL: they are numbered */
	size_t key_size;
};

/*
 * sdi_redaction_open() - @key_path: a file of at least SDI_PSEUDONYM_LEAST_KEY bytes; NULL: persons
 * are numbered in their order. Release with sdi_redaction_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: the key cannot be read or is too short; STARDOSE_ENOMEM
 */
int sdi_redaction_open(struct sdi_redaction *redaction, int is_on, const char *key_path,
		       struct stardose_error *err);
void sdi_redaction_release(struct sdi_redaction *redaction);
/*
 * sdi_report_redact() - change @guide, a parsed line of `stardose guide -O j`; nothing where
 * redaction is off
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_report_redact(struct sdi_redaction *redaction, const struct sdi_report_facts *facts,
		      cJSON *guide, struct stardose_error *err);

#endif
