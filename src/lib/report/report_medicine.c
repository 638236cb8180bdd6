/* report_medicine.c - the lines of one medicine: what each source says of it, and what is said in all */
#include <stdlib.h>
#include <string.h>
#include "report/report_line.h"
#include "report/report_medicine.h"

/* The lines of one medicine, in the order of the guidance. */
struct lines { const cJSON *const *line; int n, first_number; };

static int is_of(const cJSON *line, const char *source) { return !strcmp(sdi_json_get_text(line, "source"), source); }

/*
 * Does @a speak for its source rather than @b? The more cautious does; of equals the one with an amount that fits a summary,
 * then the newer.
 */
static int speaks_before(const struct sdi_report_facts *facts, const cJSON *a, const cJSON *b)
{
	int by_direction = (int)sdi_line_direction(facts, a) - (int)sdi_line_direction(facts, b);
	int by_dose = sdi_line_has_short_dose(a) - sdi_line_has_short_dose(b);

	if (by_direction)
		return by_direction > 0;
	return by_dose ? by_dose > 0 : sdi_line_year(facts, a) > sdi_line_year(facts, b);
}

/*
 * The line that speaks for @source. What a source asks for in general comes before what it asks for in one population or
 * indication, unless it asks for nothing in general: "avoid as a substitute for carbamazepine" is no advice to everybody
 * who takes phenytoin, while "avoid at higher doses" is all that is said of a tricyclic.
 * Return: its index, -1: the source has no line
 */
static int speaker(const struct sdi_report_facts *facts, const struct lines *lines, const char *source)
{
	int best = -1, general = -1;

	for (int i = 0; i < lines->n; i++) {
		const cJSON *line = lines->line[i];

		if (!is_of(line, source))
			continue;
		if (best < 0 || speaks_before(facts, line, lines->line[best]))
			best = i;
		if (sdi_line_is_general(line) && (general < 0 || speaks_before(facts, line, lines->line[general])))
			general = i;
	}
	return general >= 0 && sdi_line_direction(facts, lines->line[general]) > SDI_DIRECTION_USUAL ? general : best;
}

/* What all sources together come to. */
struct sum { enum sdi_direction most; int is_doubtful, is_acted_on; };

static struct sum add_voices(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *medicine, const struct lines *lines)
{
	const struct stardose_guidance_tables *t = facts->tables->guidance;
	cJSON *voices = sdi_json_add_array(j, medicine, "voices");
	struct sum sum = { SDI_DIRECTION_NONE, 0, 0 };

	for (int s = 0; s < t->n_codes[STARDOSE_LIST_SOURCE]; s++) {
		const char *source = t->codes[STARDOSE_LIST_SOURCE][s].code;
		int at = speaker(facts, lines, source);
		const cJSON *line = at < 0 ? NULL : lines->line[at];

		sdi_add_voice(facts, j, voices, source, line, lines->first_number + at);
		if (line && sdi_line_direction(facts, line) > sum.most)
			sum.most = sdi_line_direction(facts, line);
	}
	return sum;
}

/*
 * "Whatever the CYP2D6 result: the usual dose" calls a medicine usual whose other gene has no result, and silence of a source
 * about an untested gene reads as if there was no guideline: neither may pass for an answer.
 */
static void look_for_doubt(const struct lines *lines, struct sum *sum)
{
	for (int i = 0; i < lines->n; i++) {
		if (sum->most <= SDI_DIRECTION_USUAL && sdi_line_has_flag(lines->line[i], stardose_flag_code(STARDOSE_FLAG_NO_RESULT)))
			sum->most = SDI_DIRECTION_OPEN;
		sum->is_doubtful |= sdi_line_is_doubtful(lines->line[i]);
		sum->is_acted_on |= sdi_line_is_acted_on(lines->line[i]);
	}
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

static void add_medicine(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to, const struct lines *lines)
{
	const char *name = sdi_json_get_text(lines->line[0], "drug");
	cJSON *medicine = sdi_json_add_object(j, to, NULL), *rows;
	const struct sdi_word *word;
	struct sum sum;
	int disagree = 0;

	sdi_json_add_text(j, medicine, "drug", name);
	sdi_json_add_text(j, medicine, "class", class_of(facts, sdi_report_drug(facts, name)));
	sum = add_voices(facts, j, medicine, lines);
	look_for_doubt(lines, &sum);
	sdi_add_direction(facts, j, medicine, sum.most);
	sdi_json_add_bool(j, medicine, "is_doubtful", sum.is_doubtful);
	sdi_json_add_bool(j, medicine, "is_acted_on", sum.is_acted_on);
	word = sdi_word(&facts->words, "direction", sdi_json_get_text(medicine, "direction"));
	sdi_json_add_text(j, medicine, "in_plain_words", word ? word->patient : "");
	rows = sdi_json_add_array(j, medicine, "rows");
	for (int i = 0; i < lines->n; i++) {
		disagree |= sdi_line_has_flag(lines->line[i], "sources_disagree");
		sdi_add_line(facts, j, rows, lines->line[i], lines->first_number + i);
	}
	sdi_json_add_bool(j, medicine, "sources_disagree", disagree);
}

cJSON *sdi_report_all_medicines(const struct sdi_report_facts *facts, const cJSON *guide, struct sdi_json *j)
{
	const cJSON *guidance = cJSON_GetObjectItemCaseSensitive(guide, "guidance"), *each;
	int n = cJSON_GetArraySize(guidance), at = 0;
	const cJSON **line = malloc((n + 1) * sizeof(*line));
	cJSON *all = cJSON_CreateArray();

	if (!line || !all)
		j->failed = 1;
	cJSON_ArrayForEach(each, guidance)
		if (line)
			line[at++] = each;
	for (int beg = 0, end; !j->failed && beg < at; beg = end) {
		for (end = beg + 1; end < at && !strcmp(sdi_json_get_text(line[end], "drug"), sdi_json_get_text(line[beg], "drug")); end++)
			;
		add_medicine(facts, j, all, &(struct lines){ line + beg, end - beg, beg + 1 });
	}
	free(line);
	return all;
}
