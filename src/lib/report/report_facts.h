/* report_facts.h - what the parts of a report look up: tables, words, rows and medicines by name */
#ifndef SDI_REPORT_FACTS_H
#define SDI_REPORT_FACTS_H

#include <cJSON.h>
#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "tables/word_language.h"

/* What the parts of the model look up. */
struct sdi_report_facts {
	const struct stardose_tables *tables;
	struct sdi_words words;		/* of the language; borrowed from it */
	struct sdi_language language;
	const char *lang;		/* its name, "en"; borrowed */
	int is_asked; /* 1: medicines were asked for, so that all of them are shown, whatever their
			 class */
	const char *sources; /* names of those that were asked for, joined by commas; NULL: all.
				Borrowed */
	/* of the clinic record (clinic/course.h), NULL: as it stands there. Borrowed */
	const char *hamd_bands, *trial_rule, *since, *label;
	int is_without_genotypes;	/* they are left out on request: a limit says so */
	int is_sheet;	/* for a family, a referral or tracking: report_sheet.c adds what they need */
	void *rows;			/* private: row id -> struct stardose_guidance_row */
	void *drugs;			/* private: name -> struct stardose_drug */
};

/*
 * sdi_report_facts_open() - @tables and @lang (NULL: English) are borrowed; release with
 * sdi_report_facts_release(), also after an error
 */
int sdi_report_facts_open(struct sdi_report_facts *facts, const struct stardose_tables *tables,
			  const char *lang, struct stardose_error *err);
void sdi_report_facts_release(struct sdi_report_facts *facts);
/* sdi_report_step() - of a phenotype: 0 (poor) to 4 (ultrarapid); -1: it has none */
int sdi_report_step(const struct sdi_report_facts *facts, const char *phenotype);
/* sdi_report_asked() - 1: the guidance was asked for this source */
int sdi_report_asked(const struct sdi_report_facts *facts, const char *source);
/*
 * sdi_report_reason() - what a reason of the call @result says: its row of words.tsv, and for
 * outside_differs also what differs
 * @out: appended; nothing where words.tsv has no row
 * Return: 0; -1: out of memory
 */
int sdi_report_reason(const struct sdi_words *words, const cJSON *result, const char *code,
		      kstring_t *out);
/* sdi_report_plain_word() - what a row of words.tsv has in plain words; "" where there is none */
const char *sdi_report_plain_word(const struct sdi_report_facts *facts, const char *kind,
				  const char *code);
/*
 * sdi_report_plain_names() - append @names ("paroxetine, tobacco smoking") with what is no medicine
 * in plain words (kind agent of words.tsv)
 * Return: 0; -1: out of memory
 */
int sdi_report_plain_names(const struct sdi_report_facts *facts, const char *names, kstring_t *out);
/*
 * sdi_report_plain_date() - append the day @date ("2026-11-22") as the language writes it; as it is
 * where it is none
 * Return: 0; -1: out of memory
 */
int sdi_report_plain_date(const struct sdi_report_facts *facts, const char *date, kstring_t *out);
/* sdi_report_row() - the row of guidance.tsv with this id, or NULL */
const struct stardose_guidance_row *sdi_report_row(const struct sdi_report_facts *facts,
						   const char *id);
/* sdi_report_drug() - as stardose_guidance_drug(), which compares all names one after the other */
const struct stardose_drug *sdi_report_drug(const struct sdi_report_facts *facts, const char *name);

#endif
