/*
 * context_file.c - rows of a file, and the entries of a list, become rows of persons; what cannot
 * be read is named
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/context_store.h"
#include "util/no_memory.h"
#include "util/text.h"
#include "util/user_file.h"

#define MAX_CELL 1024	/* bytes; longer than any name, dose or note that a person reads */

enum { SAMPLE, KIND, NAME, VALUE, UNIT, START, STOP, NOTE, N_COLUMNS };
static const char *const column_name[N_COLUMNS] = { "sample", "kind",  "name", "value",
						    "unit",   "start", "stop", "note" };

struct reading {
	struct sdi_user_text text;
	struct stardose_context *context;
	const char *file;		/* as the rows keep it */
	int n_fields;			/* of the header */
	int col[N_COLUMNS];
	struct stardose_error *err;
};

/* Set the row aside and say why. */
static int aside(struct reading *r, const char *what, const char *subject)
{
	return sdi_user_aside(&r->text, "'%.80s' %s", subject, what);
}

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
static int add_parts(struct stardose_context *context, struct sdi_person *person,
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

static int check_cells(struct reading *r, const char *const *cell)
{
	for (int i = 0; i < N_COLUMNS; i++) {
		if (strlen(cell[i]) > MAX_CELL)
			return aside(r, "is longer than 1024 bytes", column_name[i]);
		if (!sdi_is_plain(cell[i]))
			return aside(r, "holds control characters", column_name[i]);
	}
	if (!*cell[SAMPLE])
		return sdi_user_aside(&r->text, "no sample");
	if (!*cell[NAME])
		return sdi_user_aside(&r->text, "no name");
	if (kind_of(cell[KIND]) < 0)
		return aside(r, "is no kind: medicine, lab, score, trial or condition", cell[KIND]);
	return STARDOSE_OK;
}

static int get_days(struct reading *r, const char *const *cell, struct sdi_context_row *row)
{
	row->start = *cell[START] ? sdi_date_parse(cell[START]) : SDI_NO_DAY;
	row->stop = *cell[STOP] ? sdi_date_parse(cell[STOP]) : SDI_NO_DAY;
	if (*cell[START] && row->start == SDI_NO_DAY)
		return aside(r, "is no day: start is written YYYY-MM-DD", cell[START]);
	if (*cell[STOP] && row->stop == SDI_NO_DAY)
		return aside(r, "is no day: stop is written YYYY-MM-DD", cell[STOP]);
	if (row->start != SDI_NO_DAY && row->stop != SDI_NO_DAY && row->stop < row->start)
		return aside(r, "stops before it starts", cell[NAME]);
	return STARDOSE_OK;
}

/* The name of a medicine that says that none is taken. */
static const char nothing_taken[] = "none";

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
 * Of a state, level, score or trial the whole name must be one that the tables know: "allergy to
 * ..." is not a medicine, and "pregnancy test" not a pregnancy.
 */
static void get_state(struct reading *r, const char *const *cell, struct sdi_context_row *row)
{
	const struct sdi_agent *agent = sdi_agent_find(sdi_context_tables(r->context->tables),
						       cell[NAME], strlen(cell[NAME]));
	int may_act = row->item.kind == STARDOSE_CONTEXT_CONDITION ||
		      row->item.kind == STARDOSE_CONTEXT_LAB;

	row->entry = (struct sdi_medication){ .route_word = "", .days_since_stop = -1 };
	if (!agent || !may_act || agent->kind == SDI_AGENT_MEDICINE || sdi_context_is_denied(cell[VALUE]))
		return;
	row->entry.agent = agent;
	row->entry.name = agent->name;
}

/* The name may hold a route or a dose, as in a list; value, unit and note may say them too. */
static int get_entry(struct reading *r, const char *const *cell, struct sdi_context_row *row)
{
	kstring_t dose = KS_INITIALIZE;
	int failed = ksprintf(&dose, "%s %s", cell[VALUE], cell[UNIT]) < 0;

	if (!failed) {
		sdi_medication_parse(r->context->tables, cell[NAME], &row->entry);
		sdi_medication_words(dose.s, &row->entry);
		if (row->entry.route == SDI_ROUTE_NOT_GIVEN &&
		    (!strncmp(cell[NOTE], "route=", 6) || !strpbrk(cell[NOTE], " \t")))
			sdi_medication_words(cell[NOTE], &row->entry);
	}
	ks_free(&dose);
	return failed ? sdi_no_memory(r->err) : STARDOSE_OK;
}

/*
 * A row was set aside that may have named a medicine: the person's list has a gap. Returns
 * STARDOSE_EROW
 */
static int leave_gap(struct reading *r, const char *const *cell)
{
	const char *sample = cell[SAMPLE];
	struct sdi_person *person;

	if (!*sample || strlen(sample) > MAX_CELL || !sdi_is_plain(sample) ||
	    kind_of(cell[KIND]) > STARDOSE_CONTEXT_MEDICINE)
		return STARDOSE_EROW;
	person = sdi_context_add_person(r->context, sample, r->file, r->text.line);
	if (!person)
		return sdi_no_memory(r->err);
	person->pub.n_not_known++;
	return STARDOSE_EROW;
}

static int take_row(struct reading *r, const char *const *cell)
{
	struct sdi_context_row row = { .file = r->file };
	struct sdi_person *person;
	int ret = check_cells(r, cell);

	if (ret)
		return ret == STARDOSE_EROW ? leave_gap(r, cell) : ret;
	row.item = (struct stardose_context_item){
		.kind = kind_of(cell[KIND]),
		.name = cell[NAME],
		.value = cell[VALUE],
		.unit = cell[UNIT],
		.start = cell[START],
		.stop = cell[STOP],
		.note = cell[NOTE],
		.days_since_stop = -1,
		.line = r->text.line,
	};
	if (row.item.kind == STARDOSE_CONTEXT_MEDICINE && !strcmp(cell[NAME], nothing_taken))
		return sdi_context_add_person(r->context, cell[SAMPLE], r->file, r->text.line)
			       ? STARDOSE_OK
			       : sdi_no_memory(r->err);
	ret = get_days(r, cell, &row);
	if (!ret && row.item.kind == STARDOSE_CONTEXT_MEDICINE)
		ret = get_entry(r, cell, &row);
	else if (!ret)
		get_state(r, cell, &row);
	if (ret)
		return ret == STARDOSE_EROW ? leave_gap(r, cell) : ret;
	person = sdi_context_add_person(r->context, cell[SAMPLE], r->file, r->text.line);
	return person && add_parts(r->context, person, &row) == STARDOSE_OK ? STARDOSE_OK
									    : sdi_no_memory(r->err);
}

/* ---- lines ---- */

static int take_header(struct reading *r, char *line)
{
	char *next = line + (*line == '#'), *name;

	for (int i = 0; i < N_COLUMNS; i++)
		r->col[i] = -1;
	for (r->n_fields = 0; (name = strsep(&next, "\t")); r->n_fields++)
		for (int i = 0; i < N_COLUMNS; i++)
			if (r->col[i] < 0 && !strcmp(name, column_name[i]))
				r->col[i] = r->n_fields;
	for (int i = SAMPLE; i <= NAME; i++)
		if (r->col[i] < 0)
			return stardose_error_set(
				r->err, STARDOSE_EINPUT,
				"%s:%d: the first line has no column '%s'; it is to read "
				"'sample kind name value unit start stop note', joined by tabs",
				r->file, r->text.line, column_name[i]);
	return STARDOSE_OK;
}

static int take_line(struct reading *r, char *line)
{
	const char *cell[N_COLUMNS];
	char *next = line, *text;
	int n = 0;

	for (int i = 0; i < N_COLUMNS; i++)
		cell[i] = "";
	for (; (text = strsep(&next, "\t")); n++)
		for (int i = 0; i < N_COLUMNS; i++)
			if (r->col[i] == n)
				cell[i] = strcmp(text, ".") ? text : "";
	if (n != r->n_fields) {
		sdi_user_aside(&r->text, "%d fields where the header has %d", n, r->n_fields);
		return leave_gap(r, cell);
	}
	return take_row(r, cell);
}

static int take_lines(struct reading *r)
{
	int ret = STARDOSE_OK, has_header = 0;
	char *line;

	while (!ret && (line = sdi_user_row(&r->text))) {
		ret = has_header ? take_line(r, line) : take_header(r, line);
		has_header = 1;
		if (ret == STARDOSE_EROW)
			ret = STARDOSE_OK;
	}
	if (!ret && !has_header)
		ret = stardose_error_set(
			r->err, STARDOSE_EINPUT,
			"%s: no header line (sample kind name value unit start stop note)",
			r->file);
	return ret;
}

int stardose_context_parse(struct stardose_context *context, const char *name, const char *bytes,
			   size_t n, const struct stardose_log *log, struct stardose_error *err)
{
	struct reading r = { .context = context, .err = err };
	char *copy;
	int ret;

	r.file = sdi_arena_strdup(&context->arena, name);
	copy = malloc(n + 1);
	if (!r.file || !copy) {
		free(copy);
		return sdi_no_memory(err);
	}
	memcpy(copy, bytes, n);
	copy[n] = '\0';
	ret = sdi_user_text(&r.text, r.file, "tab-separated text", "##", copy, n, log, err);
	if (!ret)
		ret = take_lines(&r);
	free(copy);
	return ret;
}

int stardose_context_read(struct stardose_context *context, const char *path,
			  const struct stardose_log *log, struct stardose_error *err)
{
	char *text = NULL;
	size_t size = 0;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
	ret = stardose_context_parse(context, strcmp(path, "-") ? path : "standard input", text,
				     size, log, err);
	free(text);
	return ret;
}

/* ---- a list ---- */

static int take_entry(struct stardose_context *context, struct sdi_person *person, char *text,
		      struct stardose_error *err)
{
	struct sdi_context_row row = { .file = "--taking",
				       .start = SDI_NO_DAY,
				       .stop = SDI_NO_DAY };
	size_t n = strlen(text);

	while (n && strchr(" \t", text[n - 1]))
		text[--n] = '\0';
	if (!n)
		return STARDOSE_OK;
	if (n > MAX_CELL || !sdi_is_plain(text))
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"an entry of the list of medicines is longer than %d bytes, not UTF-8, "
			"or holds control characters",
			MAX_CELL);
	row.item = (struct stardose_context_item){
		.kind = STARDOSE_CONTEXT_MEDICINE,
		.name = text,
		.value = "",
		.unit = "",
		.start = "",
		.stop = "",
		.note = "",
		.days_since_stop = -1,
	};
	sdi_medication_parse(context->tables, text, &row.entry);
	if (row.entry.agent && row.entry.agent->kind != SDI_AGENT_MEDICINE)
		row.item.kind = STARDOSE_CONTEXT_CONDITION;
	return add_parts(context, person, &row) == STARDOSE_OK ? STARDOSE_OK : sdi_no_memory(err);
}

int stardose_context_taking(struct stardose_context *context, const char *list,
			    struct stardose_error *err)
{
	struct sdi_person *person = sdi_context_add_person(context, NULL, "--taking", 0);
	char *copy = strdup(list), *next = copy, *text;
	int ret = person && copy ? STARDOSE_OK : sdi_no_memory(err);

	if (!ret && !strcmp(list, nothing_taken)) {
		free(copy);
		return STARDOSE_OK;
	}
	while (!ret && (text = strsep(&next, ",;"))) {
		text += strspn(text, " \t");
		ret = take_entry(context, person, text, err);
	}
	if (!ret && !person->pub.n_items)
		ret = stardose_error_set(
			err, STARDOSE_EUSAGE,
			"an empty list names no medicine; 'none' says that nothing is taken");
	free(copy);
	return ret;
}
