/*
 * record.h - the dated facts of one person, as the line of guidance has them
 *
 * Each item of `context` becomes a fact with its days as numbers, the scale or analyte that its name
 * is found by, and the medicine that is meant. Nothing is judged here.
 */
#ifndef SDI_RECORD_H
#define SDI_RECORD_H

#include <cjson/cJSON.h>
#include <stardose/context.h>
#include "context/date.h"
#include "tables/clinic_table.h"
#include "tables/context_table.h"
#include "tables/word_table.h"
#include "util/arena.h"

struct sdi_fact {
	enum stardose_context_kind kind;
	/* as written; "" where nothing was given */
	const char *name, *value, *unit, *start, *stop, *detail, *state;
	const char *shown;		/* the name as pages show it */
	int from, to; /* days of start and stop, or SDI_NO_DAY; of a trial without stop the end by its
			 weeks */
	int is_planned;			/* begins after the day that counts */
	const struct sdi_scale *scale;	/* of a score, NULL: not known here */
	const char *version, *rater;	/* of a score: as given, else the scale's own; "" */
	int total;			/* of a score with a whole number, else -1 */
	const struct sdi_analyte *analyte;	/* of a level, or NULL */
	int64_t amount; /* thousandths: of a level in the analyte's first unit, of a dose in mg a
			   day; -1: not known */
	int is_less_than;		/* "<5" */
	const char *medicine;		/* the tables' name of a medicine or trial, or NULL */
	const struct sdi_agent *agent;	/* the same as something that acts, or NULL */
};

struct sdi_record {
	const struct stardose_tables *tables;
	const struct sdi_clinic_tables *clinic;
	const struct sdi_context_tables *context;
	int n;
	struct sdi_fact *facts; /* by kind and name, then by day, as the guidance has them */
	const char *date;		/* the day that counts, or "" */
	int today;			/* the same, or SDI_NO_DAY */
	struct sdi_arena arena;
};

/*
 * sdi_record_read() - the facts of @guide, a line of `stardose guide -O j`
 * @out: release with sdi_record_release(), also after an error; borrows @guide
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_record_read(const struct stardose_tables *tables, const cJSON *guide,
		    struct sdi_record *out);
void sdi_record_release(struct sdi_record *record);
/*
 * sdi_record_thousandths() - "12.5" as 12500; -1: no number, or more than three places or nine
 * digits
 */
int64_t sdi_record_thousandths(const char *text);

#endif
