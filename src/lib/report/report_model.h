/*
 * report_model.h - a line of `stardose guide -O j` in, the JSON of a report out
 *
 * The report says nothing that its JSON does not say, and the JSON nothing that calls, guidance and
 * words.tsv do not: here things are only sorted, counted and put beside each other. docs/REPORT.md
 * describes every member.
 */
#ifndef SDI_REPORT_MODEL_H
#define SDI_REPORT_MODEL_H

#include "report/report_facts.h"
#include "util/json_add.h"

/*
 * sdi_report_model() - the report of one person
 * @guide: a parsed line of `stardose guide -O j`
 * @out:   new, cJSON_Delete(); names of its members may be borrowed from @facts
 * Return: STARDOSE_OK; STARDOSE_EINPUT: not such an object; STARDOSE_ENOMEM
 */
int sdi_report_model(const struct sdi_report_facts *facts, const cJSON *guide, cJSON **out,
		     struct stardose_error *err);

/*
 * The parts; each adds members to @to. Names of members are not copied: they are literals, or of
 * @facts.
 */
void sdi_report_genes(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		      struct sdi_json *j);
void sdi_report_medicines(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
			  struct sdi_json *j);
/*
 * sdi_report_asked_names() - "asked_not_known": medicines asked for by names that no table has,
 * each with the nearest names
 */
void sdi_report_asked_names(const cJSON *guide, cJSON *to, struct sdi_json *j);
/* sdi_report_course() - "course": scores, levels, trials and procedures (docs/CLINIC.md) */
void sdi_report_course(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		       struct sdi_json *j);
/* sdi_report_ask() - "row_questions": questions that rows of this person make; after the face */
void sdi_report_ask(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		    struct sdi_json *j);
/* sdi_report_sheets() - "words", "shared", "referral", "sheet_label", where a sheet is made */
void sdi_report_sheets(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		       struct sdi_json *j);
/*
 * sdi_report_notes() - number the lines' citations and give their flags letters; adds the lists
 * "notes" and "references"
 */
void sdi_report_notes(const struct sdi_words *words, struct sdi_json *j, cJSON *to);
/*
 * sdi_report_picture() - "picture" of a gene's card: five steps from poor to ultrarapid, and where
 * the person stands
 */
void sdi_report_picture(const struct sdi_report_facts *facts, const struct stardose_gene *gene,
			const cJSON *result, cJSON *card, struct sdi_json *j);
/*
 * sdi_report_hidden() - "hidden_haplotypes" and "not_excluded_by_frequency" of a gene's card, where
 * sites were not seen: what the file could not have shown, whoever the person is
 * @gene: NULL: nothing is added
 */
void sdi_report_hidden(const struct sdi_report_facts *facts, const struct stardose_gene *gene,
		       const cJSON *result, cJSON *card, struct sdi_json *j);
/* sdi_report_band() - the rule of CPIC that @score (hundredths) meets, or NULL */
const struct stardose_phenotype_rule *sdi_report_band(const struct stardose_gene *gene, int score);
/*
 * sdi_report_plain() - after the other parts: members in plain words for the cards and classes
 * that they have added
 */
void sdi_report_plain(const struct sdi_report_facts *facts, cJSON *to, struct sdi_json *j);
/* sdi_report_plain_fit() - "page_in_plain_words": in how small a type two pages hold it */
void sdi_report_plain_fit(const struct sdi_report_facts *facts, cJSON *to, struct sdi_json *j);

#endif
