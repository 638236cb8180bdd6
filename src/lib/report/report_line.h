/*
 * report_line.h - one line of guidance as a report shows it, and what a source says in a few words
 *
 * A line is an object of "guidance" in a line of `stardose guide -O j`.
 */
#ifndef SDI_REPORT_LINE_H
#define SDI_REPORT_LINE_H

#include "report/report_model.h"

/*
 * The `value` of actions.tsv, from the least to the most cautious; several lines are summed up by the most cautious. OPEN is of
 * medicines only: nothing asks for more than the usual, but a gene that decides has no result.
 */
enum sdi_direction {
	SDI_DIRECTION_NONE, SDI_DIRECTION_USUAL, SDI_DIRECTION_OPEN, SDI_DIRECTION_WATCH, SDI_DIRECTION_ADJUST, SDI_DIRECTION_HIGHER,
	SDI_DIRECTION_LOWER, SDI_DIRECTION_OTHER, SDI_N_DIRECTIONS
};

enum sdi_direction sdi_line_direction(const struct sdi_report_facts *facts, const cJSON *line);
/* sdi_line_year() - of the edition, 0: not known */
int sdi_line_year(const struct sdi_report_facts *facts, const cJSON *line);
/* sdi_line_is_general() - 1: the source tells no population or indication apart here */
int sdi_line_is_general(const cJSON *line);
int sdi_line_has_flag(const cJSON *line, const char *code);

/* sdi_line_is_acted_on() - 1: a medicine acts, or may act, on a gene that the line rests on, and the line does not go by that */
int sdi_line_is_acted_on(const cJSON *line);
/* sdi_line_is_doubtful() - 1: it is acted on, or a result that it rests on is not firm: sites, copies, several diplotypes, no name */
int sdi_line_is_doubtful(const cJSON *line);

/* sdi_add_direction() - "direction", "word", "symbol", "is_usual", "is_none", "is_open" */
void sdi_add_direction(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to, enum sdi_direction direction);
/* sdi_add_line() - append the whole line to the array @rows; @number tells it from all others of the report */
void sdi_add_line(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *rows, const cJSON *line, int number);
/*
 * sdi_add_voice() - append to the array @voices what @source says by its line that decides
 * @line:   NULL: the source says nothing of this medicine
 * @number: of the line, as in sdi_add_line()
 */
void sdi_add_voice(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *voices, const char *source, const cJSON *line, int number);
/* sdi_line_has_short_dose() - 1: it has a dose that a summary shows whole */
int sdi_line_has_short_dose(const cJSON *line);

#endif
