/*
 * outside_name.h - alleles as other programs name them, in today's names of the tables; phenotypes
 * and scores as text
 */
#ifndef SDI_OUTSIDE_NAME_H
#define SDI_OUTSIDE_NAME_H

#include <stardose/tables.h>
#include "match/diplotype_name.h"

enum sdi_name_change {
	SDI_NAME_KEPT,		/* or only its suballele left aside */
	SDI_NAME_RENAMED,	/* a former name */
	SDI_NAME_LETTERS,	/* letters of old names taken off: *2A is *2 */
	SDI_NAME_UNKNOWN	/* the tables have no such allele; kept as it is */
};

/*
 * sdi_name_today() - one allele's name as the tables have it
 * Suballeles are left aside unless structures.tsv has them (*4.013). Copies stay. Letters are taken
 * off only where none of the number's became an allele of another number: *1C of SLCO1B1 is
 * unknown, for *1B is *37.
 * @unit: changed in place
 */
enum sdi_name_change sdi_name_today(const struct stardose_gene *gene, struct sdi_name_unit *unit);

/* sdi_readings_print() - readings joined by ';' in a fixed order, each once; STARDOSE_OK or
 * STARDOSE_ENOMEM */
int sdi_readings_print(const struct sdi_diplotype_readings *readings, kstring_t *out);

/*
 * sdi_phenotype_term() - a phenotype as people write it as a standard term: "PM", "CYP2D6 poor
 * metabolisers", "likely IM", "EM"
 * @out:   at least 64 bytes
 * Return: 1; 0 when the text names none, or more than one, or denies it ("not PM")
 */
int sdi_phenotype_term(const char *text, char *out);

/*
 * sdi_score_text() - "1.25", ">=3", "≥3.0" in hundredths
 * Return: 1; 0 when it is no score
 */
int sdi_score_text(const char *text, int *score, int *or_more);

/*
 * sdi_is_no_call() - do programs say with this text, in place of a diplotype, that they made no
 * call?
 */
int sdi_is_no_call(const char *text);

#endif
