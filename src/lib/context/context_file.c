/*
 * context_file.c - rows of a file, and the entries of a list, become rows of persons; what cannot
 * be read is named
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/context_store.h"
#include "util/tsv.h"
#include "util/no_memory.h"

#define MAX_CELL 1024	/* bytes; longer than any name, dose or note that a person reads */

enum { SAMPLE, KIND, NAME, VALUE, UNIT, START, STOP, NOTE, N_COLUMNS };
static const char *const column_name[N_COLUMNS] = { "sample", "kind",  "name", "value",
						    "unit",   "start", "stop", "note" };

struct reading {
	struct stardose_context *context;
	const char *file;
	int line, n_fields;		/* of the header */
	int col[N_COLUMNS];
	const struct stardose_log *log;
	struct stardose_error *err;
};

/* Set the row aside and say why; @what may hold one %s for @subject. */
static int aside(struct reading *r, const char *what, const char *subject)
{
	char why[256];

	snprintf(why, sizeof(why), "%s", what);
	if (subject)
		stardose_log_say(r->log, STARDOSE_EROW, "%s:%d: '%.80s' %s; the row is set aside",
				 r->file, r->line, subject, why);
	else
		stardose_log_say(r->log, STARDOSE_EROW, "%s:%d: %s; the row is set aside", r->file,
				 r->line, why);
	return STARDOSE_EROW;
}

/* ---- combinations that no table has as a whole ---- */

/* "a/b 20 mg" or "a + b": when a part is known, each part is a row of its own. */
static int add_parts(struct stardose_context *context, struct sdi_person *person,
		     const struct sdi_context_row *row)
{
	char *name, *next, *part;
	int known = 0, ret = STARDOSE_OK;

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
			known |= one.entry.name != NULL;
			one.item.name = part;
			if (pass && *part)
				ret = sdi_context_add_row(context, person, &one);
		}
		free(name);
		if (!known)
			return sdi_context_add_row(context, person, row);
	}
	return ret;
}

/* ---- cells ---- */

/* Valid UTF-8 without control characters: it will stand in rows, in JSON and in messages. */
static int is_plain(const char *text)
{
	for (const unsigned char *s = (const unsigned char *)text; *s; ) {
		int more = *s < 0x80		     ? 0
			   : *s >= 0xc2 && *s < 0xe0 ? 1
			   : *s >= 0xe0 && *s < 0xf0 ? 2
			   : *s >= 0xf0 && *s < 0xf5 ? 3
						     : -1;

		if (more < 0 || *s < ' ' || *s == 0x7f)
			return 0;
		if ((*s == 0xe0 && s[1] < 0xa0) || (*s == 0xed && s[1] > 0x9f) ||
		    (*s == 0xf0 && s[1] < 0x90) || (*s == 0xf4 && s[1] > 0x8f))
			return 0;
		for (s++; more > 0; more--, s++)
			if ((*s & 0xc0) != 0x80)
				return 0;
	}
	return 1;
}

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
		if (!is_plain(cell[i]))
			return aside(r, "holds control characters or is not UTF-8", column_name[i]);
	}
	if (!*cell[SAMPLE])
		return aside(r, "no sample", NULL);
	if (!*cell[NAME])
		return aside(r, "no name", NULL);
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

/* A state or level counts when it is there: "smoking: never" is no smoking. */
static int is_denied(const char *value)
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
	if (!agent || !may_act || agent->kind == SDI_AGENT_MEDICINE || is_denied(cell[VALUE]))
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

static int take_row(struct reading *r, const char *const *cell)
{
	struct sdi_context_row row = { .file = r->file };
	struct sdi_person *person;
	int ret = check_cells(r, cell);

	if (ret)
		return ret;
	row.item = (struct stardose_context_item){
		.kind = kind_of(cell[KIND]),
		.name = cell[NAME],
		.value = cell[VALUE],
		.unit = cell[UNIT],
		.start = cell[START],
		.stop = cell[STOP],
		.note = cell[NOTE],
		.days_since_stop = -1,
		.line = r->line,
	};
	ret = get_days(r, cell, &row);
	if (!ret && row.item.kind == STARDOSE_CONTEXT_MEDICINE)
		ret = get_entry(r, cell, &row);
	else if (!ret)
		get_state(r, cell, &row);
	if (ret)
		return ret;
	person = sdi_context_add_person(r->context, cell[SAMPLE], r->file, r->line);
	return person && add_parts(r->context, person, &row) == STARDOSE_OK ? STARDOSE_OK
									    : sdi_no_memory(r->err);
}

/* ---- lines ---- */

static int n_fields(const char *line)
{
	int n = 1;

	for (; *line; line++)
		n += *line == '\t';
	return n;
}

static int take_header(struct reading *r, char *line)
{
	char *next = line + (*line == '#'), *name;

	r->n_fields = n_fields(line);
	for (int i = 0; i < N_COLUMNS; i++)
		r->col[i] = -1;
	for (int field = 0; (name = strsep(&next, "\t")); field++)
		for (int i = 0; i < N_COLUMNS; i++)
			if (r->col[i] < 0 && !strcmp(name, column_name[i]))
				r->col[i] = field;
	for (int i = SAMPLE; i <= NAME; i++)
		if (r->col[i] < 0)
			return stardose_error_set(
				r->err, STARDOSE_EINPUT,
				"%s:%d: the first line has no column '%s'; it is to read "
				"'#sample kind name value unit start stop note', joined by tabs",
				r->file, r->line, column_name[i]);
	return STARDOSE_OK;
}

static int take_line(struct reading *r, char *line)
{
	const char *cell[N_COLUMNS];
	char *next = line, *text;

	if (n_fields(line) != r->n_fields) {
		char what[64];

		snprintf(what, sizeof(what), "%d fields where the header has %d", n_fields(line),
			 r->n_fields);
		return aside(r, what, NULL);
	}
	for (int i = 0; i < N_COLUMNS; i++)
		cell[i] = "";
	for (int field = 0; (text = strsep(&next, "\t")); field++)
		for (int i = 0; i < N_COLUMNS; i++)
			if (r->col[i] == field)
				cell[i] = strcmp(text, ".") ? text : "";
	return take_row(r, cell);
}

static int take_lines(struct reading *r, char *text)
{
	int ret = STARDOSE_OK, has_header = 0;
	char *next = text, *line;

	for (r->line = 1; !ret && (line = strsep(&next, "\n")); r->line++) {
		size_t n = strlen(line);

		if (n && line[n - 1] == '\r')
			line[--n] = '\0';
		if (!n || !strncmp(line, "##", 2))
			continue;
		ret = has_header ? take_line(r, line) : take_header(r, line);
		has_header = 1;
		if (ret == STARDOSE_EROW)
			ret = STARDOSE_OK;
	}
	if (!ret && !has_header)
		ret = stardose_error_set(
			r->err, STARDOSE_EINPUT,
			"%s: no header line (#sample kind name value unit start stop note)",
			r->file);
	return ret;
}

int stardose_context_parse(struct stardose_context *context, const char *name, const char *bytes,
			   size_t n, const struct stardose_log *log, struct stardose_error *err)
{
	struct reading r = { .context = context, .log = log, .err = err };
	size_t bom = n >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;
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
	if (memchr(copy, '\0', n))
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "%s: holds binary data, not tab-separated text", name);
	else
		ret = take_lines(&r, copy + bom);
	free(copy);
	return ret;
}

int stardose_context_read(struct stardose_context *context, const char *path,
			  const struct stardose_log *log, struct stardose_error *err)
{
	struct stardose_error why = { 0 };
	char *text = NULL;
	size_t size = 0;
	int ret = sdi_tsv_slurp(path, &text, &size, &why);

	if (ret)		/* a user's file is input, not one of the program's tables */
		return stardose_error_set(err, ret == STARDOSE_ENOMEM ? ret : STARDOSE_EINPUT, "%s",
					  why.text);
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
	if (n > MAX_CELL || !is_plain(text))
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

	if (!ret && !strcmp(list, "none")) {
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
