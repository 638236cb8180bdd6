/*
 * report_why.h - why a line of guidance stands where it stands, who acts on it, and how sure it is
 *
 * Rows are the evidence of a medicine in the JSON of a report. What is said is put together from
 * rows of words.tsv: kinds "face", "sure" and "doubt".
 */
#ifndef SDI_REPORT_WHY_H
#define SDI_REPORT_WHY_H

#include "report/report_facts.h"
#include "util/json_add.h"

/* From the least to the most sure. */
enum sdi_sure { SDI_SURE_OPEN, SDI_SURE_DEPENDS, SDI_SURE_FIRM };

/* What is looked up while a page is made of @guide. */
struct sdi_why { const struct sdi_report_facts *facts; const cJSON *guide; struct sdi_json *j; };

/* sdi_report_label_rule() - the rule of a label behind the row @row_id, or NULL */
const cJSON *sdi_report_label_rule(const cJSON *guide, const char *row_id);
/* sdi_row_is_whatever() - does the source of @row say the same whatever the genes are? */
int sdi_row_is_whatever(const struct sdi_why *why, const cJSON *row);
/* sdi_report_has_flag() - does a row of the report carry @code? */
int sdi_report_has_flag(const cJSON *row, const char *code);
/*
 * sdi_add_why() - append to @list what @row of @drug rests on: the medicine that acts, or genes
 * with their results, each a text of its own
 */
void sdi_add_why(const struct sdi_why *why, cJSON *list, const char *drug, const cJSON *row);
/*
 * sdi_add_actors() - append to @list the names of those that act on @medicine, each once: of the
 * label's rules first, then of estimates that its lines go by or would have to go by
 */
void sdi_add_actors(const struct sdi_why *why, cJSON *list, const cJSON *medicine);
/* sdi_add_untested() - append to @list the genes without result that @row asks for, each once */
void sdi_add_untested(const struct sdi_why *why, cJSON *list, const cJSON *row);
/*
 * sdi_add_open_word() - "word" of a @medicine that is open: which genes have no result, or that one
 * is indeterminate
 */
void sdi_add_open_word(const struct sdi_why *why, cJSON *medicine);
/*
 * sdi_add_sure() - "sure", "sure_symbol", "sure_text": the step and the one thing it depends on
 * @lead: the row that decides; NULL: all rows of @medicine do, as where they ask for nothing
 */
enum sdi_sure sdi_add_sure(const struct sdi_why *why, cJSON *to, const cJSON *medicine,
			   const cJSON *lead);
/* sdi_add_words() - a text of words.tsv with one "{name}" and one more, as sdi_put_words() */
void sdi_add_words(const struct sdi_why *why, cJSON *to, const char *name, const char *code,
		   const char *key, const char *value, const char *key2, const char *value2);

#endif
