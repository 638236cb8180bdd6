/*
 * report_line.c - one line of guidance: whole, as evidence, and as what a source says in a few
 * words
 */
#include <string.h>
#include "report/report_line.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

static const char *const directions[SDI_N_DIRECTIONS] = {
	[SDI_DIRECTION_NONE] = "none",	   [SDI_DIRECTION_USUAL] = "usual",
	[SDI_DIRECTION_OPEN] = "open",	   [SDI_DIRECTION_TEST] = "test",
	[SDI_DIRECTION_WATCH] = "watch",
	[SDI_DIRECTION_ADJUST] = "adjust", [SDI_DIRECTION_HIGHER] = "higher",
	[SDI_DIRECTION_LOWER] = "lower",   [SDI_DIRECTION_OTHER] = "other",
	[SDI_DIRECTION_CONTRAINDICATED] = "contraindicated",
};

enum sdi_direction sdi_direction_of_code(const char *code)
{
	for (int d = 0; d < SDI_N_DIRECTIONS; d++)
		if (!strcmp(directions[d], code))
			return d;
	return SDI_DIRECTION_NONE;
}

int sdi_direction_rank(const char *code) { return (int)sdi_direction_of_code(code); }

/* An action that has a direction of its own, or the one that its row of vocabulary.tsv names. */
static enum sdi_direction direction_of(const struct sdi_report_facts *facts, const char *code)
{
	const struct stardose_guidance_code *action =
		stardose_guidance_code(facts->tables->guidance, STARDOSE_LIST_ACTION, code);
	enum sdi_direction own = sdi_direction_of_code(code);

	return !action ? SDI_DIRECTION_NONE : own ? own : sdi_direction_of_code(action->value);
}

/* Contexts of kind "label" say where the source wrote it, not for whom. */
static int is_general(const char *context)
{
	return !*context || !strcmp(context, "general") || !strcmp(context, "drug label");
}

/*
 * A strong inhibitor is taken, and the row is that of the genetic result, since the source does not
 * go by inhibitors: what is usual by genotype is usual for nobody in particular then. Weak ones
 * change no result.
 */
static int is_acted_on(const char *flag)
{
	static const char *const codes[] = { "convention_only", "inhibitor_and_inducer",
					     "residual_possible", "duration_not_on_file",
					     "enzyme_acted_on" };

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (!strcmp(flag, codes[i]))
			return 1;
	return !strncmp(flag, "unresolved_", strlen("unresolved_"));
}

static void read_flag(const char *code, struct sdi_line *out)
{
	static const enum stardose_flag doubts[] = {
		STARDOSE_FLAG_CANDIDATE,
		STARDOSE_FLAG_AMBIGUOUS,
		STARDOSE_FLAG_PARTIAL,
		STARDOSE_FLAG_INCOMPLETE,
		STARDOSE_FLAG_ASSUMED,
		STARDOSE_FLAG_COPIES_NOT_ASSESSED,
		STARDOSE_FLAG_PHENOTYPE_OPEN,
		STARDOSE_FLAG_STRUCTURE_SUSPECTED,
		STARDOSE_FLAG_COPIES_CONFLICT,
		STARDOSE_FLAG_HYBRID_NOT_EXCLUDED,
		STARDOSE_FLAG_OUTSIDE_CONTRADICTED,
		STARDOSE_FLAG_SCORE_DIFFERS,
		STARDOSE_FLAG_LIST_INCOMPLETE,
	};

	for (size_t i = 0; i < sizeof(doubts) / sizeof(*doubts); i++)
		out->is_doubtful |= !strcmp(code, stardose_flag_code(doubts[i]));
	if (!strcmp(code, stardose_flag_code(STARDOSE_FLAG_REFERENCE_RESULT))) {
		out->direction = SDI_DIRECTION_USUAL;
		out->is_reference = 1;
	}
	out->is_acted_on |= is_acted_on(code);
	out->is_doubtful |= out->is_acted_on;
	out->is_candidate |= !strcmp(code, stardose_flag_code(STARDOSE_FLAG_CANDIDATE)) ||
			     !strcmp(code, stardose_flag_code(STARDOSE_FLAG_SCORE_NOT_GIVEN));
	out->is_local |= !strcmp(code, stardose_flag_code(STARDOSE_FLAG_LOCAL));
	out->has_no_result |= !strcmp(code, stardose_flag_code(STARDOSE_FLAG_NO_RESULT));
	out->is_disagreed |= !strcmp(code, stardose_flag_code(STARDOSE_FLAG_SOURCES_DISAGREE));
	out->is_estimated |= !strcmp(code, "phenoconverted");
	out->is_label_rule |= !strcmp(code, "label_rule");
	out->is_beside_label |= !strcmp(code, "label_rule_beside");
	out->is_indeterminate |= !strcmp(code, stardose_flag_code(STARDOSE_FLAG_NO_ROW));
}

/*
 * Of a dose that takes more bytes than this a summary has the beginning, so that the first page
 * stays one page.
 */
#define LONGEST_DOSE 68

void sdi_line_read(const struct sdi_report_facts *facts, const cJSON *json, int number,
		   struct sdi_line *out)
{
	const struct stardose_guidance_row *row =
		sdi_report_row(facts, sdi_json_get_text(json, "row_id"));
	const cJSON *flag;

	*out = (struct sdi_line){
		.json = json,
		.number = number,
		.year = row ? row->year : 0,
		.source = sdi_json_get_text(json, "source"),
		.context = sdi_json_get_text(json, "context"),
		.action = sdi_json_get_text(json, "action"),
		.dose = sdi_json_get_text(json, "dose"),
	};
	out->direction = direction_of(facts, out->action);
	out->is_general = is_general(out->context);
	out->is_short = *out->dose && strlen(out->dose) <= LONGEST_DOSE;
	cJSON_ArrayForEach(flag, get(json, "flags"))
		if (cJSON_IsString(flag))
			read_flag(flag->valuestring, out);
	out->is_indeterminate &=
		strstr(sdi_json_get_text(json, "phenotype"), ":Indeterminate") != NULL;
}

int sdi_line_actors(const struct sdi_line *line, kstring_t *out)
{
	const cJSON *actor;
	int n = 0, failed = kputs("", out) < 0;

	cJSON_ArrayForEach(actor, get(line->rule, "actors"))
		failed |= (n++ && kputs(", ", out) < 0) ||
			  kputs(sdi_json_get_text(actor, "name"), out) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* Who acts, of a rule of a label; null of every other line. */
static void add_beside(struct sdi_json *j, cJSON *to, const struct sdi_line *line)
{
	kstring_t names = KS_INITIALIZE;

	j->failed |= sdi_line_actors(line, &names) != STARDOSE_OK;
	sdi_json_add_text(j, to, "beside", names.l ? names.s : NULL);
	ks_free(&names);
}

void sdi_add_direction(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to,
		       enum sdi_direction direction)
{
	const char *code = directions[direction];
	const struct sdi_word *word = sdi_word(&facts->words, "direction", code);

	sdi_json_add_text(j, to, "direction", code);
	sdi_json_add_text(j, to, "word", word ? word->text : code);
	sdi_json_add_text(j, to, "symbol", word ? word->symbol : "");
	sdi_json_add_bool(j, to, "is_usual", direction == SDI_DIRECTION_USUAL);
	sdi_json_add_bool(j, to, "is_none", direction == SDI_DIRECTION_NONE);
	sdi_json_add_bool(j, to, "is_open", direction == SDI_DIRECTION_OPEN);
	sdi_json_add_bool(j, to, "is_contraindicated", direction == SDI_DIRECTION_CONTRAINDICATED);
}

static void add_year(struct sdi_json *j, cJSON *to, int year)
{
	if (year)
		sdi_json_add_number(j, to, "year", year);
	else
		sdi_json_add_text(j, to, "year", NULL);
}

/* ---- whole ---- */

static const char *meaning(const struct sdi_report_facts *facts, enum stardose_guidance_list list,
			   const char *code)
{
	const struct stardose_guidance_code *entry =
		stardose_guidance_code(facts->tables->guidance, list, code);

	return entry ? entry->meaning : code;
}

static void add_also(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to,
		     const cJSON *line)
{
	cJSON *list = sdi_json_add_array(j, to, "also");
	const cJSON *code;

	cJSON_ArrayForEach(code, get(line, "also")) {
		const char *text = meaning(facts, STARDOSE_LIST_ACTION, cJSON_GetStringValue(code));

		sdi_json_add_text(j, list, NULL,
				  text == cJSON_GetStringValue(code)
					  ? meaning(facts, STARDOSE_LIST_ALSO, text)
					  : text);
	}
}

static void add_copy(struct sdi_json *j, cJSON *to, const char *name, const cJSON *line)
{
	cJSON *copy = cJSON_Duplicate(get(line, name), 1);

	sdi_json_put(j, to, name, copy ? copy : cJSON_CreateArray());
}

void sdi_add_line(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *rows,
		  const struct sdi_line *line, int is_folded)
{
	static const char *const copied[] = { "gene_result", "phenotype", "strength", "label",
					      "guidance",    "citation",  "row_id" };
	cJSON *row = sdi_json_add_object(j, rows, NULL);

	sdi_json_add_number(j, row, "line", line->number);
	sdi_json_add_bool(j, row, "is_folded", is_folded);
	sdi_json_add_text(j, row, "source", line->source);
	sdi_json_add_text(j, row, "context", line->context);
	sdi_json_add_bool(j, row, "is_general", line->is_general);
	sdi_json_add_text(j, row, "action", line->action);
	sdi_json_add_text(j, row, "action_text",
			  *line->action ? meaning(facts, STARDOSE_LIST_ACTION, line->action) : "");
	sdi_json_add_text(j, row, "dose", line->dose);
	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		sdi_json_add_text(j, row, copied[i], sdi_json_get_text(line->json, copied[i]));
	add_also(facts, j, row, line->json);
	add_copy(j, row, "evidence", line->json);
	sdi_add_direction(facts, j, row, line->direction);
	add_year(j, row, line->year);
	add_copy(j, row, "flags", line->json);
}

/* ---- in a few words ---- */

/*
 * Length of the longest beginning that ends before @mark, outside of brackets, and is short
 * enough.
 */
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
static void short_dose(const char *dose, char out[LONGEST_DOSE + 1], int *is_cut)
{
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

/*
 * Does the dose, beside its symbol, say what the action says? A rule of a label without a factor of
 * the dose may tell by how much a level changes: "level x5" is no dose.
 */
static int says_it(const struct sdi_line *line, const char *action, const char *dose)
{
	enum sdi_direction direction = line->direction;
	int is_level = line->rule && !cJSON_IsNumber(get(line->rule, "dose_factor"));

	return (!is_level && (direction == SDI_DIRECTION_LOWER || direction == SDI_DIRECTION_HIGHER) &&
		has_factor(dose)) ||
	       strstr(dose, action);
}

static const char *word_of(const struct sdi_report_facts *facts, const char *kind, const char *code)
{
	const struct sdi_word *word = sdi_word(&facts->words, kind, code);

	return word ? word->text : code;
}

void sdi_add_voice(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *voices,
		   const char *source, const struct sdi_line *line)
{
	cJSON *voice = sdi_json_add_object(j, voices, NULL);
	const struct sdi_word *context;
	char dose[LONGEST_DOSE + 1];
	const char *action;
	int is_cut;

	sdi_json_add_text(j, voice, "source", source);
	sdi_json_add_bool(j, voice, "speaks", line != NULL);
	if (!line)
		return;
	action = word_of(facts, "action",
			 line->is_reference ? "reference"
			 : *line->action    ? line->action
					    : "no_row");
	context = sdi_word(&facts->words, "context", line->context);
	short_dose(line->dose, dose, &is_cut);
	sdi_json_add_number(j, voice, "line", line->number);
	sdi_json_add_text(j, voice, "row_id", sdi_json_get_text(line->json, "row_id"));
	add_year(j, voice, line->year);
	sdi_add_direction(facts, j, voice, line->direction);
	sdi_json_add_text(j, voice, "action", action);
	sdi_json_add_text(j, voice, "dose", dose);
	sdi_json_add_bool(j, voice, "is_dose_cut", is_cut);
	sdi_json_add_bool(j, voice, "dose_says_it",
			  !is_cut && says_it(line, action, dose));
	sdi_json_add_text(j, voice, "whole_dose", line->dose);
	sdi_json_add_bool(j, voice, "whole_says_it", *line->dose && strstr(line->dose, action));
	sdi_json_add_text(j, voice, "strength",
			  *line->action ? word_of(facts, "strength",
						  sdi_json_get_text(line->json, "strength"))
					: "");
	sdi_json_add_text(j, voice, "context",
			  line->is_general ? ""
			  : context	   ? context->text
					   : line->context);
	sdi_json_add_bool(j, voice, "is_doubtful", line->is_doubtful);
	sdi_json_add_bool(j, voice, "is_one_of_several", line->is_candidate);
	sdi_json_add_bool(j, voice, "is_local", line->is_local);
	sdi_json_add_bool(j, voice, "is_estimated", line->is_estimated);
	sdi_json_add_bool(j, voice, "is_label_rule", line->is_label_rule);
	add_beside(j, voice, line);
}
