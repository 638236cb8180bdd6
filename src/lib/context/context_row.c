/*
 * context_row.c - the cells of a row become a row of a person: a medicine with route and dose, a
 * state, a score, a level, a trial
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/context_reading.h"
#include "context/row_detail.h"
#include "tables/clinic_table.h"
#include "util/no_memory.h"
#include "util/text.h"

/* ---- combinations that no table has as a whole ---- */

/* What a combination of the dictionary contains, each a row of its own; whose dose is not known. */
static int add_contents(struct stardose_context *context, struct sdi_person *person,
			const struct sdi_context_row *row)
{
	const struct sdi_name *combination = row->entry.combination;
	int ret = STARDOSE_OK;

	for (int i = 0; i < combination->n_medicines && !ret; i++) {
		struct sdi_context_row one = *row;

		sdi_medication_know(context->tables, combination->medicines[i], &one.entry);
		one.entry.mg_per_day = 0;
		ret = sdi_context_add_row(context, person, &one);
	}
	return ret;
}

/* "a/b 20 mg" or "a + b": when a part is known, each part is a row of its own. */
int sdi_context_add_parts(struct stardose_context *context, struct sdi_person *person,
		     const struct sdi_context_row *row)
{
	char *name, *next, *part;
	int known = 0, ret = STARDOSE_OK;

	if (row->entry.combination)
		return add_contents(context, person, row);
	if (row->entry.name || !memchr(row->item.name, '/', row->entry.n_unknown) ==
				       !memchr(row->item.name, '+', row->entry.n_unknown))
		return sdi_context_add_row(context, person, row);
	for (int pass = 0; pass < 2 && !ret; pass++) {
		struct sdi_context_row one = *row;

		name = next = strndup(row->item.name, row->entry.n_unknown);
		if (!name)
			return STARDOSE_ENOMEM;
		while (!ret && (part = strsep(&next, "/+"))) {
			part += strspn(part, " \t");
			sdi_medication_parse(context->tables, part, &one.entry);
			known |= one.entry.name || one.entry.combination;
			one.item.name = part;
			if (pass && *part)
				ret = one.entry.combination
					      ? add_contents(context, person, &one)
					      : sdi_context_add_row(context, person, &one);
		}
		free(name);
		if (!known)
			return sdi_context_add_row(context, person, row);
	}
	return ret;
}

/* ---- cells ---- */

static int kind_of(const char *word)
{
	for (int i = 0; i < STARDOSE_N_CONTEXT_KINDS; i++)
		if (!strcmp(word, stardose_context_kind_name(i)))
			return i;
	return -1;
}

static int check_cells(struct sdi_context_reading *r, const char *const *cell)
{
	for (int i = 0; i < SDI_N_CELLS; i++) {
		if (strlen(cell[i]) > SDI_MAX_CELL)
			return sdi_context_aside(r, "is longer than 1024 bytes", sdi_cell_name(i));
		if (!sdi_is_plain(cell[i]))
			return sdi_context_aside(r, "holds control characters", sdi_cell_name(i));
	}
	if (!*cell[SDI_CELL_SAMPLE])
		return sdi_user_aside(&r->text, "no sample");
	if (!*cell[SDI_CELL_NAME])
		return sdi_user_aside(&r->text, "no name");
	if (kind_of(cell[SDI_CELL_KIND]) < 0)
		return sdi_context_aside(r, "is no kind: medicine, lab, score, trial, condition, procedure or person", cell[SDI_CELL_KIND]);
	return STARDOSE_OK;
}

/* "2026-08-01T08:30": a level has a time of sampling */
static int is_day_and_time(const char *text)
{
	int hour, minute;

	return strlen(text) == 16 && text[10] == 'T' && text[13] == ':' &&
	       strspn(text + 11, "0123456789") == 2 && strspn(text + 14, "0123456789") == 2 &&
	       (hour = atoi(text + 11)) < 24 && (minute = atoi(text + 14)) < 60;
}

static int get_days(struct sdi_context_reading *r, const char *const *cell, struct sdi_context_row *row)
{
	const char *start = row->item.start;
	char day[SDI_DAY_SIZE];

	if (row->item.kind == STARDOSE_CONTEXT_LAB && is_day_and_time(start)) {
		memcpy(day, start, sizeof(day) - 1);
		day[sizeof(day) - 1] = '\0';
		start = day;
	}
	row->start = *start ? sdi_date_parse(start) : SDI_NO_DAY;
	row->stop = *cell[SDI_CELL_STOP] ? sdi_date_parse(cell[SDI_CELL_STOP]) : SDI_NO_DAY;
	if (*cell[SDI_CELL_DATE] && strcmp(cell[SDI_CELL_DATE], row->item.start))
		return sdi_context_aside(r, "is another day than start, of which date is another name",
					 cell[SDI_CELL_DATE]);
	if (*start && row->start == SDI_NO_DAY)
		return sdi_context_aside(r, "is no day: start is written YYYY-MM-DD", start);
	if (*cell[SDI_CELL_STOP] && row->stop == SDI_NO_DAY)
		return sdi_context_aside(r, "is no day: stop is written YYYY-MM-DD", cell[SDI_CELL_STOP]);
	if (row->start != SDI_NO_DAY && row->stop != SDI_NO_DAY && row->stop < row->start)
		return sdi_context_aside(r, "stops before it starts", cell[SDI_CELL_NAME]);
	return STARDOSE_OK;
}

int sdi_context_is_denied(const char *value)
{
	static const char *const no[] = { "no",	      "none",	"never", "former",
					  "negative", "absent", "false", "0" };

	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (!strcasecmp(value, no[i]))
			return 1;
	return 0;
}

/*
 * Of a state the whole name must be one that the tables know: "allergy to ..." is not a medicine, and
 * "pregnancy test" not a pregnancy. A level acts only where the laboratory itself calls it high; its
 * number alone does nothing.
 */
static void get_state(struct sdi_context_reading *r, const char *const *cell,
		      struct sdi_context_row *row)
{
	const struct stardose_tables *tables = r->context->tables;
	const char *name = cell[SDI_CELL_NAME];
	const struct sdi_analyte *analyte;
	const struct sdi_agent *agent;

	row->entry = (struct sdi_medication){ .route_word = "", .days_since_stop = -1 };
	if (row->item.kind == STARDOSE_CONTEXT_LAB) {
		analyte = sdi_analyte_find(sdi_clinic_tables(tables), name);
		if (!analyte || !*analyte->acts_as ||
		    !sdi_detail_is(row->item.detail, "flag", "high"))
			return;
		name = analyte->acts_as;
	} else if (row->item.kind != STARDOSE_CONTEXT_CONDITION ||
		   sdi_context_is_denied(cell[SDI_CELL_VALUE])) {
		return;
	}
	agent = sdi_agent_find(sdi_context_tables(tables), name, strlen(name));
	if (!agent || agent->kind == SDI_AGENT_MEDICINE)
		return;
	row->entry.agent = agent;
	row->entry.name = agent->name;
}

/* The name may hold a route or a dose, as in a list; value, unit and note may say them too. */
static int get_entry(struct sdi_context_reading *r, const char *const *cell, struct sdi_context_row *row)
{
	kstring_t dose = KS_INITIALIZE, route = KS_INITIALIZE;
	int failed = ksprintf(&dose, "%s %s", cell[SDI_CELL_VALUE], cell[SDI_CELL_UNIT]) < 0;

	if (!failed) {
		sdi_medication_parse(r->context->tables, cell[SDI_CELL_NAME], &row->entry);
		sdi_medication_words(dose.s, &row->entry);
		if (sdi_detail_get(row->item.detail, "route", &route))
			sdi_medication_words(route.s, &row->entry);
		if (row->entry.route == SDI_ROUTE_NOT_GIVEN &&
		    (!strncmp(cell[SDI_CELL_NOTE], "route=", 6) || !strpbrk(cell[SDI_CELL_NOTE], " \t")))
			sdi_medication_words(cell[SDI_CELL_NOTE], &row->entry);
	}
	ks_free(&dose);
	ks_free(&route);
	return failed ? sdi_no_memory(r->err) : STARDOSE_OK;
}

/*
 * A row was set aside that may have named a medicine: the person's list has a gap. Returns
 * STARDOSE_EROW
 */
int sdi_context_leave_gap(struct sdi_context_reading *r, const char *const *cell)
{
	const char *sample = cell[SDI_CELL_SAMPLE];
	struct sdi_person *person;

	if (!*sample || strlen(sample) > SDI_MAX_CELL || !sdi_is_plain(sample) ||
	    kind_of(cell[SDI_CELL_KIND]) > STARDOSE_CONTEXT_MEDICINE)
		return STARDOSE_EROW;
	person = sdi_context_add_person(r->context, sample, r->file, r->text.line);
	if (!person)
		return sdi_no_memory(r->err);
	person->pub.n_not_known++;
	return STARDOSE_EROW;
}

/* The detail in its one spelling, in @kept. */
static int get_detail(struct sdi_context_reading *r, const char *const *cell, kstring_t *kept,
		      struct sdi_context_row *row)
{
	kstring_t why = KS_INITIALIZE;
	int ret = kputs("", kept) < 0 || kputs("", &why) < 0
			  ? STARDOSE_ENOMEM
			  : sdi_detail_read(row->item.kind, cell[SDI_CELL_DETAIL], kept, &why);

	row->item.detail = kept->s;
	if (ret == STARDOSE_EROW)
		sdi_user_aside(&r->text, "%s", why.s);
	ks_free(&why);
	return ret;
}

/* What the row says, checked; STARDOSE_EROW: set aside */
static int read_cells(struct sdi_context_reading *r, const char *const *cell, kstring_t *detail,
		      struct sdi_context_row *row)
{
	int ret;

	row->item = (struct stardose_context_item){
		.kind = kind_of(cell[SDI_CELL_KIND]),
		.name = cell[SDI_CELL_NAME],
		.value = cell[SDI_CELL_VALUE],
		.unit = cell[SDI_CELL_UNIT],
		.start = *cell[SDI_CELL_START] ? cell[SDI_CELL_START] : cell[SDI_CELL_DATE],
		.stop = cell[SDI_CELL_STOP],
		.note = cell[SDI_CELL_NOTE],
		.detail = "",
		.days_since_stop = -1,
		.line = r->text.line,
	};
	ret = get_detail(r, cell, detail, row);
	if (!ret)
		ret = get_days(r, cell, row);
	if (!ret && row->item.kind == STARDOSE_CONTEXT_MEDICINE)
		ret = get_entry(r, cell, row);
	else if (!ret)
		get_state(r, cell, row);
	return ret ? ret : sdi_context_check_row(r, row);
}

/* The person has a list, and the row stands in it unless it says that nothing is taken. */
static int add_row(struct sdi_context_reading *r, const struct sdi_context_row *row,
		   const char *sample)
{
	struct sdi_person *person =
		sdi_context_add_person(r->context, sample, r->file, r->text.line);

	if (!person)
		return STARDOSE_ENOMEM;
	person->pub.has_list |= row->item.kind == STARDOSE_CONTEXT_MEDICINE;
	if (row->item.kind == STARDOSE_CONTEXT_MEDICINE &&
	    !strcmp(row->item.name, SDI_NOTHING_TAKEN))
		return STARDOSE_OK;
	return sdi_context_add_parts(r->context, person, row);
}

int sdi_context_take(struct sdi_context_reading *r, const char *const *cell)
{
	struct sdi_context_row row = { .file = r->file };
	kstring_t detail = KS_INITIALIZE;
	int ret = check_cells(r, cell);

	if (!ret)
		ret = read_cells(r, cell, &detail, &row);
	if (ret == STARDOSE_EROW)
		ret = sdi_context_leave_gap(r, cell);
	if (!ret)
		ret = add_row(r, &row, cell[SDI_CELL_SAMPLE]);
	ks_free(&detail);
	return ret == STARDOSE_ENOMEM ? sdi_no_memory(r->err) : ret;
}
