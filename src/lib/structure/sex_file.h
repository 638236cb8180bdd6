/*
 * sex_file.h - --sex: who has one X chromosome, as somebody says who knows
 *
 * Tab-separated rows of sample and sex, perhaps under a header "#sample sex"; or a table with a
 * header of sample, kind, name and value (--context), of which rows of the condition "sex" count.
 * Rows that cannot be used are set aside, each named by its line, and the others go on.
 */
#ifndef SDI_SEX_FILE_H
#define SDI_SEX_FILE_H

#include <stddef.h>
#include "structure/structure_facts.h"
#include "util/sample_set.h"

/* Begin with zeros: that is a table without rows. */
struct sdi_sex_file {
	struct sdi_sample_set samples;
	int m;
	uint8_t *sex; /* enum sdi_sex by sample */
};

/*
 * sdi_sex_file_read() - read the table at @path (plain, gzipped, "-" for stdin)
 * @log: gets one line for each row that is set aside (STARDOSE_EROW)
 * @out: begins with zeros; release with sdi_sex_file_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read at all; STARDOSE_ENOMEM
 */
int sdi_sex_file_read(const char *path, const struct stardose_log *log, struct sdi_sex_file *out,
		      struct stardose_error *err);
void sdi_sex_file_release(struct sdi_sex_file *file);

/*
 * sdi_sex_file_add() - @sample has @sex; another one that was said before contradicts it
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_sex_file_add(struct sdi_sex_file *file, const char *sample, enum sdi_sex sex);
/* sdi_sex_file_of() - what the table says of @sample */
enum sdi_sex sdi_sex_file_of(const struct sdi_sex_file *file, const char *sample);
/*
 * sdi_sex_of_word() - "male", "M", "XY" and PLINK's 1; "female", "F", "XX" and 2, upper and lower
 * case alike; anything else is SDI_SEX_UNKNOWN
 */
enum sdi_sex sdi_sex_of_word(const char *word);

#endif
