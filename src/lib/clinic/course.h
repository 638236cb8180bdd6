/*
 * course.h - what was measured and tried, as a report and its JSON show it: "course"
 *
 * Computed is what docs/CLINIC.md lists, no more: change, bands and the like by a convention that is
 * named, a level against its range, a ratio beside the genetic result. Each text stands with its
 * evidence label (recorded, convention, worksheet, research-only) and the id that explain answers.
 */
#ifndef SDI_COURSE_H
#define SDI_COURSE_H

#include <htslib/kstring.h>
#include "clinic/record.h"
#include "util/json_add.h"

struct sdi_course_options {
	const char *hamd_bands;		/* convention of bands for scales that have several; NULL */
	const char *trial_rule;		/* a rule of trial_rules.tsv; NULL: that of the NVL */
	const char *since; /* medicine or procedure from whose start changes are counted; NULL */
};

/* What the parts look up while they add members. */
struct sdi_course {
	const struct sdi_record *record;
	const struct sdi_words *words;
	const struct sdi_course_options *options;
	const cJSON *guide;		/* the line of guidance, for results of genes and its lines */
	struct sdi_json *j;
};

/* The rule of doses where none was chosen, a row of trial_rules.tsv */
#define SDI_STANDARD_TRIAL_RULE "nvl_standard_dose"

/* Scores of one scale, version and rater, by day: the only ones that are compared. */
struct sdi_series {
	const struct sdi_scale *scale;	/* NULL: not known here */
	const char *name, *version, *rater;
	int n;
	const struct sdi_fact **facts;	/* without planned ones */
};

/*
 * sdi_course_series() - all series of the record in the order of scales.tsv, then what is not known
 * here by name
 * @out: in the record's arena; *@n of them. Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_course_series(const struct sdi_course *course, struct sdi_series **out, int *n);

/*
 * sdi_course_add() - the member "course" of @to: "has_course", "safety", "lines" (of the first
 * page), "scales", "components", "levels", "trials", "procedures", "planned"
 */
void sdi_course_add(const struct sdi_course *course, cJSON *to);

/* The parts, each added to @out */
void sdi_course_safety(const struct sdi_course *course, cJSON *out);
void sdi_course_scales(const struct sdi_course *course, cJSON *out);
void sdi_course_levels(const struct sdi_course *course, cJSON *out);
void sdi_course_trials(const struct sdi_course *course, cJSON *out);
/* "chart", where some scale has two days of scores; after the scales */
void sdi_course_chart(const struct sdi_course *course, cJSON *out);

/*
 * sdi_course_say() - append to @list an object of "text" (words.tsv, kind course, code @code), "label"
 * and "id"
 * ...: names and values for the text as sdi_put_words() takes them, NULL at the end
 */
void sdi_course_say(const struct sdi_course *course, cJSON *list, const char *label,
		    const char *id, const char *code, ...) __attribute__((sentinel));
/* sdi_course_text() - the same text alone as member @name of @to */
void sdi_course_text(const struct sdi_course *course, cJSON *to, const char *name,
		     const char *code, ...) __attribute__((sentinel));
/* sdi_course_word() - the row @code of kind recorded, "" where there is none */
const char *sdi_course_word(const struct sdi_course *course, const char *code);
/* sdi_course_number() - thousandths as a text, "12.5"; @places at most, rounded half away */
void sdi_course_number(char *out, size_t size, int64_t thousandths, int places);
/*
 * sdi_course_phenotype() - the phenotype of @gene by the test, or NULL: no result, several, or none
 * that is one
 */
const char *sdi_course_phenotype(const struct sdi_course *course, const char *gene);
/* sdi_course_enzymes() - substrates.tsv: *@n enzymes of @medicine, or NULL */
const struct sdi_substrate *sdi_course_enzymes(const struct sdi_course *course,
					       const char *medicine, int *n);
/*
 * sdi_course_actor() - the strong or moderate effect of @fact, a medicine, on @gene by FDA's table,
 * or NULL
 */
const struct sdi_interaction *sdi_course_actor(const struct sdi_course *course,
					       const struct sdi_fact *fact, const char *gene);

#endif
