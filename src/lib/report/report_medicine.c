/* report_medicine.c - lines of guidance as medicines, medicines by class, those in use before all others */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "report/report_model.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

/* Directions of actions.tsv, the more cautious the later; a medicine is shown by the last of its rows'. */
static const char *const directions[] = { "none", "usual", "watch", "adjust", "higher", "lower", "other" };
#define N_DIRECTIONS ((int)(sizeof(directions) / sizeof(*directions)))
#define USUAL 1

static int direction_of(const struct sdi_report_facts *facts, const cJSON *line)
{
	const struct stardose_code *action = stardose_guidance_code(facts->tables->guidance, STARDOSE_LIST_ACTION,
								    sdi_json_get_text(line, "action"));

	for (int d = 0; action && d < N_DIRECTIONS; d++)
		if (!strcmp(directions[d], action->value))
			return d;
	return 0;
}

static const char *flag_text(const char *code)
{
	for (int f = 0; f < STARDOSE_N_FLAGS; f++)
		if (!strcmp(stardose_flag_code(f), code))
			return stardose_flag_text(f);
	return code;
}

static int has_flag(const cJSON *line, const char *code)
{
	const cJSON *flag;

	cJSON_ArrayForEach(flag, get(line, "flags"))
		if (cJSON_IsString(flag) && !strcmp(flag->valuestring, code))
			return 1;
	return 0;
}

static void add_direction(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to, const char *code)
{
	const struct sdi_word *word = sdi_word(&facts->words, "direction", code);

	sdi_json_add_text(j, to, "direction", code);
	sdi_json_add_text(j, to, "word", word ? word->text : code);
	sdi_json_add_text(j, to, "symbol", word ? word->symbol : "");
	sdi_json_add_text(j, to, "in_plain_words", word ? word->patient : "");
	sdi_json_add_bool(j, to, "is_usual", !strcmp(code, directions[USUAL]));
}

/* ---- one line of guidance ---- */

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

static void add_citation(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to, const cJSON *line)
{
	const struct stardose_guidance_row *row = sdi_report_row(facts, sdi_json_get_text(line, "row_id"));

	sdi_json_add_text(j, to, "citation", sdi_json_get_text(line, "citation"));
	if (row && row->year)
		sdi_json_add_number(j, to, "year", row->year);
	else
		sdi_json_add_text(j, to, "year", NULL);
	sdi_json_add_text(j, to, "row_id", sdi_json_get_text(line, "row_id"));
}

static void add_line(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *rows, const cJSON *line)
{
	static const char *const copied[] = { "source", "context", "gene_result", "phenotype", "dose", "strength", "label", "guidance" };
	const char *action = sdi_json_get_text(line, "action");
	cJSON *evidence = cJSON_Duplicate(get(line, "evidence"), 1), *row = sdi_json_add_object(j, rows, NULL);

	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		sdi_json_add_text(j, row, copied[i], sdi_json_get_text(line, copied[i]));
	sdi_json_add_bool(j, row, "is_general", !strcmp(sdi_json_get_text(line, "context"), "general"));
	sdi_json_add_text(j, row, "action", action);
	sdi_json_add_text(j, row, "action_text", *action ? meaning(facts, STARDOSE_LIST_ACTION, action) : "");
	add_also(facts, j, row, line);
	sdi_json_put(j, row, "evidence", evidence ? evidence : cJSON_CreateArray());
	add_direction(facts, j, row, directions[direction_of(facts, line)]);
	add_citation(facts, j, row, line);
	sdi_report_coded(j, row, "flags", get(line, "flags"), flag_text);
	sdi_json_add_bool(j, row, "has_flags", cJSON_GetArraySize(get(line, "flags")) > 0);
}

/* ---- one medicine ---- */

/* "CPIC 2023, FDA 2022": each source once. */
static void add_sources(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to, const cJSON *const *line, int n, int direction)
{
	kstring_t s = KS_INITIALIZE;

	for (int i = 0; i < n; i++) {
		const char *source = sdi_json_get_text(line[i], "source");
		const struct stardose_guidance_row *row = sdi_report_row(facts, sdi_json_get_text(line[i], "row_id"));

		if (!*source || (direction >= 0 && direction_of(facts, line[i]) != direction) || (s.s && strstr(s.s, source)))
			continue;
		if (ksprintf(&s, "%s%s", s.l ? ", " : "", source) < 0 || (row && row->year && ksprintf(&s, " %d", row->year) < 0))
			j->failed = 1;
	}
	sdi_json_add_text(j, to, "sources", s.s);
	ks_free(&s);
}

static const char *dose_of(const struct sdi_report_facts *facts, const cJSON *const *line, int n, int direction)
{
	for (int i = 0; i < n; i++)
		if (direction_of(facts, line[i]) == direction && *sdi_json_get_text(line[i], "dose"))
			return sdi_json_get_text(line[i], "dose");
	return "";
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

static cJSON *add_medicine(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to, const cJSON *const *line, int n)
{
	const char *name = sdi_json_get_text(line[0], "drug");
	int best = 0, seen = 0, disagree = 0;
	cJSON *medicine = sdi_json_add_object(j, to, NULL), *rows;

	for (int i = 0; i < n; i++) {
		int d = direction_of(facts, line[i]);

		seen |= 1 << d;
		best = d > best ? d : best;
		disagree |= has_flag(line[i], "sources_disagree");
	}
	sdi_json_add_text(j, medicine, "drug", name);
	sdi_json_add_text(j, medicine, "class", class_of(facts, sdi_report_drug(facts, name)));
	add_direction(facts, j, medicine, directions[best]);
	sdi_json_add_bool(j, medicine, "sources_disagree", disagree);
	sdi_json_add_bool(j, medicine, "varies", (seen & ~(1 << best) & ~1) != 0);
	sdi_json_add_text(j, medicine, "dose", dose_of(facts, line, n, best));
	add_sources(facts, j, medicine, line, n, best ? best : -1);
	rows = sdi_json_add_array(j, medicine, "rows");
	for (int i = 0; i < n; i++)
		add_line(facts, j, rows, line[i]);
	return medicine;
}

/* Every medicine of the guidance, in its order. */
static cJSON *all_medicines(const struct sdi_report_facts *facts, const cJSON *guide, struct sdi_json *j)
{
	const cJSON *guidance = get(guide, "guidance"), *each;
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
		add_medicine(facts, j, all, line + beg, end - beg);
	}
	free(line);
	return all;
}

/* ---- the order in which they are read ---- */

static const cJSON *find_medicine(const cJSON *all, const char *name)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, all)
		if (!strcasecmp(sdi_json_get_text(each, "drug"), name))
			return each;
	return NULL;
}

static int is_attention(const cJSON *medicine)
{
	const char *direction = sdi_json_get_text(medicine, "direction");

	for (int d = USUAL + 1; d < N_DIRECTIONS; d++)
		if (!strcmp(direction, directions[d]))
			return 1;
	return 0;
}

static int is_usual(const cJSON *medicine) { return !strcmp(sdi_json_get_text(medicine, "direction"), directions[USUAL]); }

/* A dose that takes more than this stands with the evidence, so that the first page stays one page. */
#define LONGEST_DOSE 48

/* Lines from which the first page is a full one, and an overfull one, which templates may print smaller. */
#define LONG_PAGE 14
#define LONGEST_PAGE 42

/* A line of the first page: what to do, without the rows behind it. */
static void add_short(struct sdi_json *j, cJSON *to, const cJSON *medicine)
{
	static const char *const copied[] = { "drug", "direction", "word", "symbol", "in_plain_words", "sources" };
	const char *dose = sdi_json_get_text(medicine, "dose");
	cJSON *item = sdi_json_add_object(j, to, NULL);

	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		sdi_json_add_text(j, item, copied[i], sdi_json_get_text(medicine, copied[i]));
	sdi_json_add_text(j, item, "dose", strlen(dose) <= LONGEST_DOSE ? dose : "");
	sdi_json_add_bool(j, item, "is_usual", is_usual(medicine));
	sdi_json_add_bool(j, item, "sources_disagree", cJSON_IsTrue(get(medicine, "sources_disagree")));
	sdi_json_add_bool(j, item, "varies", cJSON_IsTrue(get(medicine, "varies")));
}

/* The medicines of @all that belong to @class and for which @want holds; a whole one leaves @all. */
static int add_of_class(struct sdi_json *j, cJSON *to, cJSON *all, const char *class, int (*want)(const cJSON *medicine), int whole)
{
	cJSON *next;
	int n = 0;

	for (cJSON *each = all ? all->child : NULL; each; each = next) {
		next = each->next;
		if (strcmp(sdi_json_get_text(each, "class"), class) || (want && !want(each)))
			continue;
		if (whole)
			sdi_json_put(j, to, NULL, cJSON_DetachItemViaPointer(all, each));
		else
			add_short(j, to, each);
		n++;
	}
	return n;
}

static void drop_if_empty(cJSON *list, int n)
{
	if (!n)
		cJSON_DeleteItemFromArray(list, cJSON_GetArraySize(list) - 1);
}

/* For each class of words.tsv an object with its title and its medicines; classes without any are left out. */
static int add_classes(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *list, cJSON *all, int first_page,
		       int (*want)(const cJSON *medicine), int whole)
{
	int total = 0;

	for (int i = 0; i < facts->words.n && !j->failed; i++) {
		const struct sdi_word *word = &facts->words.word[i];
		cJSON *class;
		int n;

		if (strcmp(word->kind, "class") || ((strcmp(word->symbol, "1") == 0) != first_page))
			continue;
		class = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, class, "class", word->code);
		sdi_json_add_text(j, class, "title", word->text);
		n = add_of_class(j, sdi_json_add_array(j, class, "medicines"), all, word->code, want, whole);
		drop_if_empty(list, n);
		total += n;
	}
	return total;
}

/* What is known of the person beside genes; a medicine that has guidance carries it with it. */
static void add_item(struct sdi_json *j, cJSON *to, const cJSON *item, const cJSON *all)
{
	static const char *const copied[] = { "kind", "name", "known_as", "value", "unit", "route", "start", "stop", "state", "text" };
	const char *known = sdi_json_get_text(item, "known_as");
	const cJSON *medicine = find_medicine(all, *known ? known : sdi_json_get_text(item, "name"));
	cJSON *copy = medicine ? cJSON_Duplicate(medicine, 1) : NULL, *now = sdi_json_add_object(j, to, NULL);

	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		sdi_json_add_text(j, now, copied[i], sdi_json_get_text(item, copied[i]));
	if (copy)
		sdi_json_put(j, now, "medicine", copy);
}

static void add_person(struct sdi_json *j, cJSON *to, const cJSON *guide, const cJSON *all)
{
	cJSON *now = sdi_json_add_array(j, to, "medicines_now"), *facts = sdi_json_add_array(j, to, "facts_now");
	const cJSON *context = get(guide, "context"), *item;

	cJSON_ArrayForEach(item, get(context, "items"))
		add_item(j, strcmp(sdi_json_get_text(item, "kind"), "medicine") ? facts : now, item, all);
	sdi_json_add_bool(j, to, "interactions_assessed", !strcmp(sdi_json_get_text(context, "interactions"), "assessed"));
	sdi_json_add_bool(j, to, "has_medicines_now", cJSON_GetArraySize(now) > 0);
	sdi_json_add_text(j, to, "date", sdi_json_get_text(context, "date"));
}

static void add_conversions(struct sdi_json *j, cJSON *to, const cJSON *guide)
{
	cJSON *copy = cJSON_Duplicate(get(guide, "phenoconversion"), 1);

	sdi_json_put(j, to, "phenoconversion", copy ? copy : cJSON_CreateArray());
}

void sdi_report_medicines(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to, struct sdi_json *j)
{
	cJSON *all = all_medicines(facts, guide, j), *page, *list;
	int n, lines;

	add_person(j, to, guide, all);
	add_conversions(j, to, guide);
	page = sdi_json_add_object(j, to, "first_page");
	n = add_classes(facts, j, sdi_json_add_array(j, page, "discuss"), all, 1, is_attention, 0);
	sdi_json_add_number(j, page, "n_discuss", n);
	sdi_json_add_bool(j, page, "nothing_to_discuss", n == 0);
	lines = n + 2 * cJSON_GetArraySize(get(to, "medicines_now"));	/* what is in use takes two */
	sdi_json_add_bool(j, page, "is_long", lines > LONG_PAGE);
	sdi_json_add_bool(j, page, "is_longest", lines > LONGEST_PAGE);
	n = add_classes(facts, j, sdi_json_add_array(j, page, "usual"), all, 1, is_usual, 0);
	sdi_json_add_bool(j, page, "has_usual", n > 0);
	n = add_classes(facts, j, sdi_json_add_array(j, page, "other_classes"), all, 0, is_attention, 0);
	sdi_json_add_number(j, page, "n_other", n);
	list = sdi_json_add_array(j, to, "classes");
	add_classes(facts, j, list, all, 1, NULL, 1);
	add_classes(facts, j, list, all, 0, is_attention, 1);	/* of other classes only what needs a talk */
	cJSON_Delete(all);
}
