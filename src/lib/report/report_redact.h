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
#include "util/pseudonym.h"

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
/* sdi_redaction_next() - what stands for one person more; 0, or -1: out of memory */
int sdi_redaction_next(struct sdi_redaction *redaction, const char *name,
		       char out[SDI_PSEUDONYM_SIZE]);
/*
 * sdi_redact_calls() - change a parsed line of `stardose call -O j`; sdi_redact_guidance() - of
 * `stardose guide -O j`
 * @name: what stands for the person
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_redact_calls(cJSON *line, const char *name, struct stardose_error *err);
int sdi_redact_guidance(const struct sdi_report_facts *facts, cJSON *guide, const char *name,
			struct stardose_error *err);
/*
 * sdi_report_redact() - change @guide, a parsed line of `stardose guide -O j`; nothing where
 * redaction is off
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_report_redact(struct sdi_redaction *redaction, const struct sdi_report_facts *facts,
		      cJSON *guide, struct stardose_error *err);

#endif
