/*
 * report_medicine.c - the lines of one medicine: what each source says of it, and what is said in
 * all
 */
#include <stdlib.h>
#include <string.h>
#include "report/report_line.h"
#include "report/report_medicine.h"
#include "report/report_why.h"

/* The lines of one medicine, in the order of the guidance. */
struct lines { const struct sdi_line *line; int n; };

/*
 * Does @a speak for its source rather than @b? The more cautious does; of equals the one with an
 * amount that fits a summary, then the newer.
 */
static int speaks_before(const struct sdi_line *a, const struct sdi_line *b)
{
	int by_dose = a->is_short - b->is_short;

	if (a->direction != b->direction)
		return a->direction > b->direction;
	return by_dose ? by_dose > 0 : a->year > b->year;
}

/*
 * The line that speaks for @source. What a source asks for in general comes before what it asks for
 * in one population or indication, unless it asks for nothing in general: "avoid as a substitute
 * for carbamazepine" is no advice to everybody who takes phenytoin, while "avoid at higher doses"
 * is all that is said of a tricyclic.
 * Return: NULL: the source has no line
 */
static const struct sdi_line *speaker(const struct lines *lines, const char *source)
{
	const struct sdi_line *best = NULL, *general = NULL;

	for (int i = 0; i < lines->n; i++) {
		const struct sdi_line *line = &lines->line[i];

		if (strcmp(line->source, source))
			continue;
		if (!best || speaks_before(line, best))
			best = line;
		if (line->is_general && (!general || speaks_before(line, general)))
			general = line;
	}
	return general && general->direction > SDI_DIRECTION_USUAL ? general : best;
}

/* Is the line of a source that no list of codes has, as labels are that rules come from? */
static int is_of_label(const struct sdi_report_facts *facts, const struct sdi_line *line)
{
	return !stardose_guidance_code(facts->tables->guidance, STARDOSE_LIST_SOURCE, line->source);
}

/* Do two rules of one label speak of the same ones that act? */
static int have_same_actors(const struct sdi_line *a, const struct sdi_line *b)
{
	return cJSON_Compare(sdi_json_get(a->rule, "actors"), sdi_json_get(b->rule, "actors"), 1) ||
	       (!a->rule && !b->rule);
}

/*
 * Does line @i speak for its label? Of the rules about the same ones that act the most cautious
 * does, but two that are for different people ("up to 70 kg", "over 70 kg") both stand; what says
 * that nothing is to be changed speaks where nothing else does.
 */
static int is_label_voice(const struct lines *lines, int i)
{
	const struct sdi_line *line = &lines->line[i];

	for (int k = 0; k < lines->n; k++) {
		const struct sdi_line *other = &lines->line[k];

		if (k == i || strcmp(other->source, line->source))
			continue;
		if (!strcmp(line->action, "standard") && strcmp(other->action, "standard"))
			return 0;
		if (!have_same_actors(line, other) ||
		    (!line->is_general && !other->is_general && line->direction == other->direction &&
		     strcmp(line->context, other->context)))
			continue;
		if (speaks_before(other, line) || (!speaks_before(line, other) && k < i))
			return 0;
	}
	return 1;
}

/* Rules of labels about medicines in use speak whatever source was asked for. */
static enum sdi_direction add_label_voices(const struct sdi_report_facts *facts,
					   struct sdi_json *j, cJSON *voices,
					   const struct lines *lines)
{
	enum sdi_direction most = SDI_DIRECTION_NONE;

	for (int i = 0; i < lines->n; i++) {
		const struct sdi_line *line = &lines->line[i];

		if (!is_of_label(facts, line) || !is_label_voice(lines, i))
			continue;
		sdi_add_voice(facts, j, voices, line->source, line);
		if (line->direction > most)
			most = line->direction;
	}
	return most;
}

/* Return: the most cautious direction of all sources */
static enum sdi_direction add_voices(const struct sdi_report_facts *facts, struct sdi_json *j,
				     cJSON *medicine, const struct lines *lines)
{
	const struct stardose_guidance_tables *t = facts->tables->guidance;
	cJSON *voices = sdi_json_add_array(j, medicine, "voices");
	enum sdi_direction most = add_label_voices(facts, j, voices, lines);

	for (int s = 0; s < t->n_codes[STARDOSE_LIST_SOURCE]; s++) {
		const char *source = t->codes[STARDOSE_LIST_SOURCE][s].code;
		const struct sdi_line *line = speaker(lines, source);

		if (!sdi_report_asked(facts, source))
			continue;
		sdi_add_voice(facts, j, voices, source, line);
		if (line && line->direction > most)
			most = line->direction;
	}
	return most;
}

/*
 * "Whatever the CYP2D6 result: the usual dose" calls a medicine usual whose other gene has no
 * result, and silence of a source about an untested gene reads as if there was no guideline:
 * neither may pass for an answer. Nor may the lack of a row for a result that is indeterminate.
 */
static enum sdi_direction or_open(const struct lines *lines, enum sdi_direction most)
{
	for (int i = 0; i < lines->n && most <= SDI_DIRECTION_USUAL; i++)
		if (lines->line[i].has_no_result || lines->line[i].is_indeterminate)
			most = SDI_DIRECTION_OPEN;
	return most;
}

/* The class that stands first in words.tsv among those of the medicine; "other" when none does. */
static const char *class_of(const struct sdi_report_facts *facts, const struct stardose_drug *drug)
{
	const char *best = "other";
	int best_place = sdi_word_place(&facts->words, "class", best);

	for (int c = 0; drug && c < drug->n_classes; c++) {
		int place = sdi_word_place(&facts->words, "class", drug->classes[c]->code);

		if (place >= 0 && (best_place < 0 || place < best_place)) {
			best = drug->classes[c]->code;
			best_place = place;
		}
	}
	return best;
}

/*
 * A line that says nothing to act on, or that keeps to the usual dose where another asks for more.
 */
static int is_folded(const struct sdi_line *line, enum sdi_direction most)
{
	return line->direction == SDI_DIRECTION_NONE ||
	       (line->direction == SDI_DIRECTION_USUAL && most > SDI_DIRECTION_OPEN);
}

/*
 * "CPIC: no recommendation", "FDA: no row for this result": each once, so that the evidence can
 * name lines that say nothing without having all of them.
 */
static void add_quiet(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *medicine,
		      const struct lines *lines, enum sdi_direction most)
{
	cJSON *list = sdi_json_add_array(j, medicine, "quiet"), *said;
	int n = 0;

	for (int i = 0; i < lines->n; i++) {
		const char *action = lines->line[i].action;
		const struct sdi_word *word =
			sdi_word(&facts->words, "action", *action ? action : "no_row");
		const char *text = word ? word->text : action;

		if (!is_folded(&lines->line[i], most))
			continue;
		n++;
		cJSON_ArrayForEach(said, list)
			if (!strcmp(sdi_json_get_text(said, "source"), lines->line[i].source) &&
			    !strcmp(sdi_json_get_text(said, "text"), text))
				break;
		if (said)
			continue;
		said = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, said, "source", lines->line[i].source);
		sdi_json_add_text(j, said, "text", text);
	}
	sdi_json_add_number(j, medicine, "n_quiet", n);
	sdi_json_add_bool(j, medicine, "has_quiet", n > 0);
	sdi_json_add_bool(j, medicine, "all_quiet", n == lines->n);
}

static void add_medicine(const struct sdi_report_facts *facts, const cJSON *guide, struct sdi_json *j,
			 cJSON *to, const struct lines *lines)
{
	const char *name = sdi_json_get_text(lines->line[0].json, "drug");
	cJSON *medicine = sdi_json_add_object(j, to, NULL), *rows;
	const struct sdi_word *word;
	int is_doubtful = 0, is_acted_on = 0, is_disagreed = 0;
	enum sdi_direction most;

	sdi_json_add_text(j, medicine, "drug", name);
	sdi_json_add_text(j, medicine, "class", class_of(facts, sdi_report_drug(facts, name)));
	most = or_open(lines, add_voices(facts, j, medicine, lines));
	sdi_add_direction(facts, j, medicine, most);
	word = sdi_word(&facts->words, "direction", sdi_json_get_text(medicine, "direction"));
	sdi_json_add_text(j, medicine, "in_plain_words", word ? word->patient : "");
	rows = sdi_json_add_array(j, medicine, "rows");
	for (int i = 0; i < lines->n; i++) {
		is_doubtful |= lines->line[i].is_doubtful;
		is_acted_on |= lines->line[i].is_acted_on;
		is_disagreed |= lines->line[i].is_disagreed;
		sdi_add_line(facts, j, rows, &lines->line[i],
			     is_folded(&lines->line[i], most));
	}
	add_quiet(facts, j, medicine, lines, most);
	if (most == SDI_DIRECTION_OPEN)
		sdi_add_open_word(&(struct sdi_why){ facts, guide, j }, medicine);
	sdi_json_add_bool(j, medicine, "is_doubtful", is_doubtful);
	sdi_json_add_bool(j, medicine, "is_acted_on", is_acted_on);
	sdi_json_add_bool(j, medicine, "sources_disagree", is_disagreed);
}

cJSON *sdi_report_all_medicines(const struct sdi_report_facts *facts, const cJSON *guide,
				struct sdi_json *j)
{
	const cJSON *guidance = cJSON_GetObjectItemCaseSensitive(guide, "guidance"), *each;
	struct sdi_line *line = malloc((cJSON_GetArraySize(guidance) + 1) * sizeof(*line));
	cJSON *all = cJSON_CreateArray();
	int n = 0;

	if (!line || !all)
		j->failed = 1;
	cJSON_ArrayForEach(each, guidance)
		if (line) {
			sdi_line_read(facts, each, n + 1, &line[n]);
			line[n].rule = sdi_report_label_rule(guide, sdi_json_get_text(each, "row_id"));
			n++;
		}
	for (int beg = 0, end; !j->failed && beg < n; beg = end) {
		const char *drug = sdi_json_get_text(line[beg].json, "drug");

		for (end = beg + 1;
		     end < n && !strcmp(sdi_json_get_text(line[end].json, "drug"), drug); end++)
			;
		add_medicine(facts, guide, j, all, &(struct lines){ line + beg, end - beg });
	}
	free(line);
	return all;
}
