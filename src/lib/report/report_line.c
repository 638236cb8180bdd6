/* report_line.c - one line of guidance: whole, as evidence, and as what a source says in a few words */
#include <string.h>
#include "report/report_line.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

static const char *const directions[SDI_N_DIRECTIONS] = {
	[SDI_DIRECTION_NONE] = "none", [SDI_DIRECTION_USUAL] = "usual", [SDI_DIRECTION_OPEN] = "open",
	[SDI_DIRECTION_WATCH] = "watch", [SDI_DIRECTION_ADJUST] = "adjust",
	[SDI_DIRECTION_HIGHER] = "higher", [SDI_DIRECTION_LOWER] = "lower", [SDI_DIRECTION_OTHER] = "other",
};

enum sdi_direction sdi_line_direction(const struct sdi_report_facts *facts, const cJSON *line)
{
	const struct stardose_code *action = stardose_guidance_code(facts->tables->guidance, STARDOSE_LIST_ACTION,
								    sdi_json_get_text(line, "action"));

	for (int d = 0; action && d < SDI_N_DIRECTIONS; d++)
		if (!strcmp(directions[d], action->value))
			return d;
	return SDI_DIRECTION_NONE;
}

int sdi_line_year(const struct sdi_report_facts *facts, const cJSON *line)
{
	const struct stardose_guidance_row *row = sdi_report_row(facts, sdi_json_get_text(line, "row_id"));

	return row ? row->year : 0;
}

/* Contexts of kind "label" say where the source wrote it, not for whom. */
int sdi_line_is_general(const cJSON *line)
{
	const char *context = sdi_json_get_text(line, "context");

	return !*context || !strcmp(context, "general") || !strcmp(context, "drug label");
}

int sdi_line_has_flag(const cJSON *line, const char *code)
{
	const cJSON *flag;

	cJSON_ArrayForEach(flag, get(line, "flags"))
		if (cJSON_IsString(flag) && !strcmp(flag->valuestring, code))
			return 1;
	return 0;
}

/*
 * A strong inhibitor is taken, and the row is that of the genetic result, since the source does not go by inhibitors: what is
 * usual by genotype is usual for nobody in particular then. Weak ones change no result.
 */
int sdi_line_is_acted_on(const cJSON *line)
{
	static const char *const codes[] = { "convention_only", "inhibitor_and_inducer", "residual_possible", "duration_not_on_file" };
	const cJSON *flag;

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (sdi_line_has_flag(line, codes[i]))
			return 1;
	cJSON_ArrayForEach(flag, get(line, "flags"))
		if (cJSON_IsString(flag) && !strncmp(flag->valuestring, "unresolved_", strlen("unresolved_")))
			return 1;
	return 0;
}

int sdi_line_is_doubtful(const cJSON *line)
{
	static const enum stardose_flag doubts[] = {
		STARDOSE_FLAG_CANDIDATE, STARDOSE_FLAG_AMBIGUOUS, STARDOSE_FLAG_PARTIAL, STARDOSE_FLAG_INCOMPLETE, STARDOSE_FLAG_ASSUMED,
		STARDOSE_FLAG_COPIES_NOT_ASSESSED, STARDOSE_FLAG_PHENOTYPE_OPEN, STARDOSE_FLAG_STRUCTURE_SUSPECTED,
		STARDOSE_FLAG_COPIES_CONFLICT, STARDOSE_FLAG_HYBRID_NOT_EXCLUDED, STARDOSE_FLAG_OUTSIDE_CONTRADICTED,
		STARDOSE_FLAG_SCORE_DIFFERS,
	};

	for (size_t i = 0; i < sizeof(doubts) / sizeof(*doubts); i++)
		if (sdi_line_has_flag(line, stardose_flag_code(doubts[i])))
			return 1;
	return sdi_line_is_acted_on(line);
}

void sdi_add_direction(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to, enum sdi_direction direction)
{
	const char *code = directions[direction];
	const struct sdi_word *word = sdi_word(&facts->words, "direction", code);

	sdi_json_add_text(j, to, "direction", code);
	sdi_json_add_text(j, to, "word", word ? word->text : code);
	sdi_json_add_text(j, to, "symbol", word ? word->symbol : "");
	sdi_json_add_bool(j, to, "is_usual", direction == SDI_DIRECTION_USUAL);
	sdi_json_add_bool(j, to, "is_none", direction == SDI_DIRECTION_NONE);
	sdi_json_add_bool(j, to, "is_open", direction == SDI_DIRECTION_OPEN);
}

static void add_year(struct sdi_json *j, cJSON *to, int year)
{
	if (year)
		sdi_json_add_number(j, to, "year", year);
	else
		sdi_json_add_text(j, to, "year", NULL);
}

/* ---- whole ---- */

static const char *meaning(const struct sdi_report_facts *facts, enum stardose_list list, const char *code)
{
	const struct stardose_code *entry = stardose_guidance_code(facts->tables->guidance, list, code);

	return entry ? entry->meaning : code;
}

static void add_also(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to, const cJSON *line)
{
	cJSON *list = sdi_json_add_array(j, to, "also");
	const cJSON *code;

	cJSON_ArrayForEach(code, get(line, "also")) {
		const char *text = meaning(facts, STARDOSE_LIST_ACTION, cJSON_GetStringValue(code));

		sdi_json_add_text(j, list, NULL, text == cJSON_GetStringValue(code) ? meaning(facts, STARDOSE_LIST_ALSO, text) : text);
	}
}

static void add_copy(struct sdi_json *j, cJSON *to, const char *name, const cJSON *line)
{
	cJSON *copy = cJSON_Duplicate(get(line, name), 1);

	sdi_json_put(j, to, name, copy ? copy : cJSON_CreateArray());
}

void sdi_add_line(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *rows, const cJSON *line, int number)
{
	static const char *const copied[] = {
		"source", "context", "gene_result", "phenotype", "dose", "strength", "label", "guidance", "citation", "row_id"
	};
	const char *action = sdi_json_get_text(line, "action");
	cJSON *row = sdi_json_add_object(j, rows, NULL);

	sdi_json_add_number(j, row, "line", number);
	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		sdi_json_add_text(j, row, copied[i], sdi_json_get_text(line, copied[i]));
	sdi_json_add_bool(j, row, "is_general", sdi_line_is_general(line));
	sdi_json_add_text(j, row, "action", action);
	sdi_json_add_text(j, row, "action_text", *action ? meaning(facts, STARDOSE_LIST_ACTION, action) : "");
	add_also(facts, j, row, line);
	add_copy(j, row, "evidence", line);
	sdi_add_direction(facts, j, row, sdi_line_direction(facts, line));
	add_year(j, row, sdi_line_year(facts, line));
	add_copy(j, row, "flags", line);
}

/* ---- in a few words ---- */

/* Of a dose that takes more bytes than this a summary has the beginning, so that the first page stays one page. */
#define LONGEST_DOSE 68

int sdi_line_has_short_dose(const cJSON *line)
{
	size_t n = strlen(sdi_json_get_text(line, "dose"));

	return n > 0 && n <= LONGEST_DOSE;
}

/* Length of the longest beginning that ends before @mark, outside of brackets, and is short enough. */
static size_t beginning(const char *dose, const char *mark)
{
	size_t best = 0;
	int depth = 0;

	for (size_t i = 0; dose[i] && i <= LONGEST_DOSE; i++) {
		depth += (dose[i] == '(') - (dose[i] == ')');
		if (!depth && !strncmp(dose + i, mark, strlen(mark)))
			best = i;
	}
	return best;
}

/* The dose, or its first parts; @is_cut tells that there is more, which the evidence has. */
static void short_dose(const cJSON *line, char out[LONGEST_DOSE + 1], int *is_cut)
{
	const char *dose = sdi_json_get_text(line, "dose");
	size_t n = strlen(dose);

	*is_cut = n > LONGEST_DOSE;
	if (*is_cut && !(n = beginning(dose, "; ")))
		n = beginning(dose, ", ");
	memcpy(out, dose, n);
	out[n] = 0;
}

/* A factor of the usual dose, as in "x0.5" or "start x0.75". */
static int has_factor(const char *dose)
{
	for (const char *x = strchr(dose, 'x'); x; x = strchr(x + 1, 'x'))
		if ((x == dose || x[-1] == ' ') && x[1] >= '0' && x[1] <= '9')
			return 1;
	return 0;
}

/* Does the dose, beside its symbol, say what the action says? */
static int says_it(enum sdi_direction direction, const char *action, const char *dose)
{
	return ((direction == SDI_DIRECTION_LOWER || direction == SDI_DIRECTION_HIGHER) && has_factor(dose)) || strstr(dose, action);
}

static const char *word_of(const struct sdi_report_facts *facts, const char *kind, const char *code)
{
	const struct sdi_word *word = sdi_word(&facts->words, kind, code);

	return word ? word->text : code;
}

void sdi_add_voice(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *voices, const char *source, const cJSON *line, int number)
{
	cJSON *voice = sdi_json_add_object(j, voices, NULL);
	const char *action = sdi_json_get_text(line, "action");
	const struct sdi_word *context = sdi_word(&facts->words, "context", sdi_json_get_text(line, "context"));
	char dose[LONGEST_DOSE + 1];
	int is_cut;
	enum sdi_direction direction;

	sdi_json_add_text(j, voice, "source", source);
	sdi_json_add_bool(j, voice, "speaks", line != NULL);
	if (!line)
		return;
	sdi_json_add_number(j, voice, "line", number);
	sdi_json_add_text(j, voice, "row_id", sdi_json_get_text(line, "row_id"));
	add_year(j, voice, sdi_line_year(facts, line));
	direction = sdi_line_direction(facts, line);
	short_dose(line, dose, &is_cut);
	sdi_add_direction(facts, j, voice, direction);
	sdi_json_add_text(j, voice, "action", word_of(facts, "action", *action ? action : "no_row"));
	sdi_json_add_text(j, voice, "dose", dose);
	sdi_json_add_bool(j, voice, "is_dose_cut", is_cut);
	sdi_json_add_bool(j, voice, "dose_says_it", !is_cut && says_it(direction, word_of(facts, "action", *action ? action : "no_row"), dose));
	sdi_json_add_text(j, voice, "strength", *action ? word_of(facts, "strength", sdi_json_get_text(line, "strength")) : "");
	sdi_json_add_text(j, voice, "context", sdi_line_is_general(line) ? "" : context ? context->text : sdi_json_get_text(line, "context"));
	sdi_json_add_bool(j, voice, "is_doubtful", sdi_line_is_doubtful(line));
	sdi_json_add_bool(j, voice, "is_one_of_several", sdi_line_has_flag(line, "candidate") || sdi_line_has_flag(line, "score_not_given"));
	sdi_json_add_bool(j, voice, "is_local", sdi_line_has_flag(line, "local"));
	sdi_json_add_bool(j, voice, "is_estimated", sdi_line_has_flag(line, "phenoconverted"));
}
