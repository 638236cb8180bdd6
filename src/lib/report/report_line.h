/*
 * report_line.h - one line of guidance as a report shows it, and what a source says in a few words
 *
 * A line is an object of "guidance" in a line of `stardose guide -O j`.
 */
#ifndef SDI_REPORT_LINE_H
#define SDI_REPORT_LINE_H

#include "report/report_facts.h"
#include "util/json_add.h"

/*
 * The `value` of vocabulary.tsv, from the least to the most cautious; several lines are summed up
 * by the most cautious. OPEN is of medicines only: nothing asks for more than the usual, but a gene
 * that decides has no clear result.
 */
enum sdi_direction {
	SDI_DIRECTION_NONE,
	SDI_DIRECTION_USUAL,
	SDI_DIRECTION_OPEN,
	SDI_DIRECTION_TEST,
	SDI_DIRECTION_WATCH,
	SDI_DIRECTION_ADJUST,
	SDI_DIRECTION_HIGHER,
	SDI_DIRECTION_LOWER,
	SDI_DIRECTION_OTHER,
	SDI_DIRECTION_CONTRAINDICATED, /* of an action of this name: it stands before all else */
	SDI_N_DIRECTIONS
};

/* What is asked of a line again and again. */
struct sdi_line {
	const cJSON *json;		/* borrowed */
	const char *source, *context, *action, *dose;	/* of @json, or "" */
	enum sdi_direction direction;
	int number;			/* 1, 2, ... in the order of the guidance */
	int year;			/* of the edition, 0: not known */
	int is_general; /* the source tells no population or indication apart here */
	int is_short;			/* it has a dose that a summary shows whole */
	int is_acted_on; /* a medicine acts, or may act, on a gene that it rests on, and it does not
			    go by that */
	int is_doubtful; /* that, or a result that it rests on is not firm: sites, copies, several
			    diplotypes, no name */
	int has_no_result;		/* a gene that it asks for has no result */
	int is_indeterminate; /* the source has rows, and none for a phenotype that is indeterminate
			       */
	int is_disagreed;		/* another source points elsewhere */
	int is_candidate, is_estimated; /* one of several results that fit; selected by the estimate
					   under medicines in use */
	int is_local;			/* a laboratory's own row */
	int is_reference; /* the source gives no advice for this result, since others are compared to it */
	const cJSON *rule;	/* of a label, as "label_rules" has it, or NULL */
	int is_label_rule; /* a label speaks of another medicine in use, whatever the genotype */
	int is_beside_label; /* another line of the medicine does, and this one does not go by it */
};

/* sdi_line_read() - @json must outlive @out */
void sdi_line_read(const struct sdi_report_facts *facts, const cJSON *json, int number,
		   struct sdi_line *out);
/* sdi_line_actors() - append the names of those that a rule of a label is about: "a, b" */
int sdi_line_actors(const struct sdi_line *line, kstring_t *out);

/* sdi_direction_of_code() - "lower" and the like; NONE: no such code */
enum sdi_direction sdi_direction_of_code(const char *code);
/* sdi_direction_rank() - the place of a code among directions: greater is more cautious */
int sdi_direction_rank(const char *code);
/* sdi_add_direction() - "direction", "word", "symbol", "is_usual", "is_none", "is_open" */
void sdi_add_direction(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to,
		       enum sdi_direction direction);
/*
 * sdi_add_line() - append the whole line to the array @rows
 * @is_folded: the evidence on paper only names it
 */
void sdi_add_line(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *rows,
		  const struct sdi_line *line, int is_folded);
/*
 * sdi_add_voice() - append to the array @voices what @source says by its line that decides; NULL:
 * it says nothing of the medicine
 */
void sdi_add_voice(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *voices,
		   const char *source, const struct sdi_line *line);

#endif
