/*
 * report_order.c - medicines in the order in which they are read: those in use, then by class; the
 * summary, then the evidence
 */
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "report/report_line.h"
#include "report/report_medicine.h"
#include "report/report_model.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static int is(const cJSON *of, const char *name) { return cJSON_IsTrue(get(of, name)); }

static int is_usual(const cJSON *medicine) { return is(medicine, "is_usual"); }
static int is_firmly_usual(const cJSON *medicine)
{
	return is_usual(medicine) && !is(medicine, "is_doubtful");
}
static int is_doubtfully_usual(const cJSON *medicine)
{
	return is_usual(medicine) && is(medicine, "is_doubtful");
}
static int is_open(const cJSON *medicine) { return is(medicine, "is_open"); }
static int is_silent(const cJSON *medicine) { return is(medicine, "is_none"); }
static int is_attention(const cJSON *medicine)
{
	return !is_usual(medicine) && !is_open(medicine) && !is_silent(medicine);
}

static void add_bool_of(struct sdi_json *j, cJSON *to, const char *name, const cJSON *list)
{
	sdi_json_add_bool(j, to, name, cJSON_GetArraySize(list) > 0);
}

/* ---- what is known of the person beside genes ---- */

static cJSON *take_medicine(cJSON *all, const char *name)
{
	cJSON *each;

	cJSON_ArrayForEach(each, all)
		if (!strcasecmp(sdi_json_get_text(each, "drug"), name))
			return cJSON_DetachItemViaPointer(all, each);
	return NULL;
}

/* The medicine as it stands with an earlier item, without its lines, which are evidence once. */
static cJSON *mention_again(struct sdi_json *j, const cJSON *now, const char *name)
{
	const cJSON *item;
	cJSON *copy;

	cJSON_ArrayForEach(item, now)
		if (!strcasecmp(sdi_json_get_text(get(item, "medicine"), "drug"), name)) {
			copy = cJSON_Duplicate(get(item, "medicine"), 1);
			cJSON_DeleteItemFromObject(copy, "rows");
			sdi_json_add_array(j, copy, "rows");
			return copy;
		}
	return NULL;
}

/* A code of docs/CONTEXT.md. */
static int is_stopped(const char *state)
{
	return *state && strcmp(state, "current") && strcmp(state, "planned") &&
	       strcmp(state, "name_not_known");
}

static int is_not_known(const cJSON *item)
{
	return !strcmp(sdi_json_get_text(item, "state"), "name_not_known");
}

/* A medicine that has guidance carries it with it. */
static void add_item(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to,
		     const cJSON *item, cJSON *all)
{
	static const char *const copied[] = { "kind", "name",  "known_as", "shown_as",
					      "value", "unit", "route",	   "start",
					      "stop", "state", "text", "class_name" };
	const char *known = sdi_json_get_text(item, "known_as"),
		   *name = *known ? known : sdi_json_get_text(item, "name");
	const struct sdi_word *state =
		sdi_word(&facts->words, "state", sdi_json_get_text(item, "state"));
	cJSON *medicine = take_medicine(all, name), *now;
	int is_first = medicine != NULL;

	if (!medicine)
		medicine = mention_again(j, to, name);
	now = sdi_json_add_object(j, to, NULL);
	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		sdi_json_add_text(j, now, copied[i], sdi_json_get_text(item, copied[i]));
	sdi_json_add_text(j, now, "state_text", state ? state->text : "");
	sdi_json_add_text(j, now, "state_in_plain_words", state ? state->patient : "");
	sdi_json_add_bool(j, now, "is_stopped", is_stopped(sdi_json_get_text(item, "state")));
	sdi_json_add_bool(j, now, "is_not_known", is_not_known(item));
	sdi_json_add_bool(j, now, "is_repeated", medicine && !is_first);
	if (medicine)
		sdi_json_put(j, now, "medicine", medicine);
}

static cJSON *note_with(struct sdi_json *j, cJSON *notes, const char *text)
{
	cJSON *note;

	cJSON_ArrayForEach(note, notes)
		if (!strcmp(sdi_json_get_text(note, "text"), text))
			return note;
	note = sdi_json_add_object(j, notes, NULL);
	sdi_json_add_text(j, note, "text", text);
	sdi_json_add_array(j, note, "names");
	sdi_json_add_array(j, note, "ids");
	return note;
}

static void add_agent(struct sdi_json *j, cJSON *note, const char *known_as)
{
	kstring_t id = KS_INITIALIZE;

	if (*known_as && ksprintf(&id, "agent:%s", known_as) < 0)
		j->failed = 1;
	if (id.l)
		sdi_json_add_text(j, cJSON_GetObjectItemCaseSensitive(note, "ids"), NULL, id.s);
	ks_free(&id);
}

/* What stands behind "NAME: ", or the whole. */
static const char *behind(const char *name, const char *text)
{
	size_t n = strlen(name);

	return n && !strncmp(text, name, n) && !strncmp(text + n, ": ", 2) ? text + n + 2 : text;
}

static int has_text(const cJSON *list, const char *text)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, list)
		if (cJSON_IsString(each) && !strcmp(each->valuestring, text))
			return 1;
	return 0;
}

/*
 * What the tables know of the medicines in use, each sentence once with all whom it is about:
 * "paroxetine", "in FDA's table ...". A text of the context is "NAME: sentence". "agent:NAME" is
 * what `stardose explain --row` answers.
 */
static void add_use_notes(struct sdi_json *j, cJSON *to, const cJSON *now)
{
	cJSON *notes = sdi_json_add_array(j, to, "medicine_notes"), *note;
	const cJSON *item;

	cJSON_ArrayForEach(item, now) {
		const char *name = sdi_json_get_text(item, "shown_as"),
			   *known_as = sdi_json_get_text(item, "known_as");
		const char *text = behind(known_as, behind(name, sdi_json_get_text(item, "text")));

		if (!*text || is_not_known(item))
			continue;
		note = note_with(j, notes, text);
		if (has_text(get(note, "names"), name))
			continue;	/* another dose of it */
		sdi_json_add_text(j, cJSON_GetObjectItemCaseSensitive(note, "names"), NULL, name);
		add_agent(j, note, known_as);
	}
}

/*
 * Names that are not known, before all else: each with what may have been meant, as a question. A
 * row that could not be read leaves the list just as incomplete.
 */
static void add_not_known(struct sdi_json *j, cJSON *to, const cJSON *context)
{
	cJSON *list = sdi_json_add_array(j, to, "names_not_known"), *one;
	const cJSON *item, *near;

	cJSON_ArrayForEach(item, get(context, "items")) {
		if (!is_not_known(item))
			continue;
		one = sdi_json_add_object(j, list, NULL);
		sdi_json_add_text(j, one, "name", sdi_json_get_text(item, "name"));
		sdi_json_add_text(j, one, "class_name", sdi_json_get_text(item, "class_name"));
		near = get(item, "nearest");
		sdi_json_put(j, one, "nearest",
			     near ? cJSON_Duplicate(near, 1) : cJSON_CreateArray());
		add_bool_of(j, one, "has_nearest", near);
	}
	add_bool_of(j, to, "has_names_not_known", list);
	sdi_json_add_bool(j, to, "is_list_incomplete",
			  !strcmp(sdi_json_get_text(context, "interactions"), "incomplete"));
}

static void add_person(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to,
		       const cJSON *guide, cJSON *all)
{
	cJSON *now = sdi_json_add_array(j, to, "medicines_now"),
	      *others = sdi_json_add_array(j, to, "facts_now");
	const cJSON *context = get(guide, "context"), *item;

	cJSON_ArrayForEach(item, get(context, "items")) {
		const char *kind = sdi_json_get_text(item, "kind");

		if (!strcmp(kind, "medicine"))
			add_item(facts, j, now, item, all);
		else if (!strcmp(kind, "condition") || !strcmp(kind, "person"))
			add_item(facts, j, others, item, all);	/* others are of "course" */
	}
	sdi_json_add_bool(j, to, "interactions_assessed",
			  context && strcmp(sdi_json_get_text(context, "interactions"),
					    "not_assessed"));
	add_not_known(j, to, context);
	add_bool_of(j, to, "has_medicines_now", now);
	add_use_notes(j, to, now);
	sdi_json_add_text(j, to, "date", sdi_json_get_text(context, "date"));
}

static void add_conversions(struct sdi_json *j, cJSON *to, const cJSON *guide)
{
	cJSON *copy = cJSON_Duplicate(get(guide, "phenoconversion"), 1);

	sdi_json_put(j, to, "phenoconversion", copy ? copy : cJSON_CreateArray());
}

/* ---- the first page: short, by class ---- */

/*
 * A medicine without the lines behind it; what its sources say only where there is something to
 * talk over.
 */
static void add_short(struct sdi_json *j, cJSON *to, const cJSON *medicine)
{
	static const char *const texts[] = { "drug", "direction", "word", "symbol",
					     "in_plain_words" };
	static const char *const bools[] = { "is_usual",    "is_none",	   "is_open",
					     "is_doubtful", "is_acted_on", "sources_disagree",
					     "is_contraindicated" };
	cJSON *item = sdi_json_add_object(j, to, NULL);

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		sdi_json_add_text(j, item, texts[i], sdi_json_get_text(medicine, texts[i]));
	for (size_t i = 0; i < sizeof(bools) / sizeof(*bools); i++)
		sdi_json_add_bool(j, item, bools[i], is(medicine, bools[i]));
	if (is_attention(medicine))
		sdi_json_put(j, item, "voices", cJSON_Duplicate(get(medicine, "voices"), 1));
}

/* Return: how many @list has now */
static int add_shorts(struct sdi_json *j, cJSON *list, const cJSON *all, const char *class,
		      int (*want)(const cJSON *medicine))
{
	const cJSON *each;

	cJSON_ArrayForEach(each, all)
		if (!strcmp(sdi_json_get_text(each, "class"), class) && want(each))
			add_short(j, list, each);
	return cJSON_GetArraySize(list);
}

/*
 * Classes that are read as a whole: psychiatric ones, and all where medicines were asked for by
 * name.
 */
static int is_whole(const struct sdi_report_facts *facts, const struct sdi_word *class)
{
	return facts->is_asked || !strcmp(class->symbol, "1");
}

static cJSON *open_class(struct sdi_json *j, cJSON *list, const struct sdi_word *word)
{
	cJSON *class = sdi_json_add_object(j, list, NULL);

	sdi_json_add_text(j, class, "class", word->code);
	sdi_json_add_text(j, class, "title", word->text);
	sdi_json_add_text(j, class, "title_in_plain_words", word->patient);
	return class;
}

static void drop_if(cJSON *list, int is_empty)
{
	if (is_empty)
		cJSON_DeleteItemFromArray(list, cJSON_GetArraySize(list) - 1);
}

/*
 * Of the other classes those to talk over come with what is said of them, the rest is named, so
 * that nothing is dropped.
 */
static void add_others(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *page,
		       const cJSON *all)
{
	static const struct {
		const char *name, *has;
		int (*want)(const cJSON *medicine);
	} lists[] = { { "other", "has_other", is_attention },
		      { "other_usual", "has_other_usual", is_usual },
		      { "other_open", "has_other_open", is_open },
		      { "other_silent", "has_other_silent", is_silent } };
	const struct sdi_word *rest = sdi_word(&facts->words, "class", "other");

	for (size_t l = 0; l < sizeof(lists) / sizeof(*lists); l++) {
		cJSON *list = sdi_json_add_array(j, page, lists[l].name);
		const cJSON *each;

		cJSON_ArrayForEach(each, all) {
			const struct sdi_word *class =
				sdi_word(&facts->words, "class", sdi_json_get_text(each, "class"));

			if ((!class || !is_whole(facts, class)) && lists[l].want(each))
				add_short(j, list, each);
		}
		add_bool_of(j, page, lists[l].has, list);
	}
	sdi_json_add_text(j, page, "other_in_plain_words", rest ? rest->patient : "");
}

/* The lists of a class. Return: how many medicines they have */
static int add_lists(struct sdi_json *j, cJSON *class, const cJSON *all)
{
	static const struct {
		const char *name, *has;
		int (*want)(const cJSON *medicine);
	} lists[] = {
		{ "discuss", "has_discuss", is_attention },
		{ "usual", "has_usual", is_firmly_usual },
		{ "usual_doubtful", "has_usual_doubtful", is_doubtfully_usual },
		{ "open", "has_open", is_open },
	};
	int n = 0;

	for (size_t l = 0; l < sizeof(lists) / sizeof(*lists); l++) {
		cJSON *list = sdi_json_add_array(j, class, lists[l].name);

		n += add_shorts(j, list, all, sdi_json_get_text(class, "class"), lists[l].want);
		add_bool_of(j, class, lists[l].has, list);
	}
	return n;
}

static void add_first_page(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to,
			   const cJSON *all)
{
	cJSON *page = sdi_json_add_object(j, to, "first_page"),
	      *classes = sdi_json_add_array(j, page, "classes"), *silent;
	int n_discuss = 0;

	silent = sdi_json_add_array(j, page, "silent");
	for (int i = 0; i < facts->words.n && !j->failed; i++) {
		const struct sdi_word *word = &facts->words.word[i];
		cJSON *class;
		int n, discuss;

		if (strcmp(word->kind, "class") || !is_whole(facts, word))
			continue;
		class = open_class(j, classes, word);
		n = add_lists(j, class, all);
		discuss = cJSON_GetArraySize(get(class, "discuss"));
		n_discuss += discuss;
		add_shorts(j, silent, all, word->code, is_silent);
		drop_if(classes, !n);
	}
	sdi_json_add_number(j, page, "n_discuss", n_discuss);
	sdi_json_add_bool(j, page, "nothing_to_discuss", n_discuss == 0);
	add_bool_of(j, page, "has_silent", silent);
	add_others(facts, j, page, all);
}

/* ---- the evidence: whole, by class ---- */

/* Is there a medicine that is neither usual nor without anything to act on? */
static int has_advice(const cJSON *medicines)
{
	const cJSON *medicine;

	cJSON_ArrayForEach(medicine, medicines)
		if (!is_usual(medicine) && !is(medicine, "all_quiet"))
			return 1;
	return 0;
}

/*
 * Moves the medicines of the class out of @all; of classes that are not read as a whole only what
 * needs a talk.
 */
static void add_class(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *list,
		      cJSON *all, const struct sdi_word *word)
{
	cJSON *class = open_class(j, list, word),
	      *medicines = sdi_json_add_array(j, class, "medicines"), *next;

	for (cJSON *each = all ? all->child : NULL; each; each = next) {
		next = each->next;
		if (!strcmp(sdi_json_get_text(each, "class"), word->code) &&
		    (is_whole(facts, word) || is_attention(each)))
			sdi_json_put(j, medicines, NULL, cJSON_DetachItemViaPointer(all, each));
	}
	sdi_json_add_bool(j, class, "has_advice", has_advice(medicines));
	sdi_json_add_bool(j, class, "is_aside", !is_whole(facts, word));
	drop_if(list, !cJSON_GetArraySize(medicines));
}

static void add_classes(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *to,
			cJSON *all)
{
	cJSON *list = sdi_json_add_array(j, to, "classes");

	for (int i = 0; i < facts->words.n && !j->failed; i++)
		if (!strcmp(facts->words.word[i].kind, "class"))
			add_class(facts, j, list, all, &facts->words.word[i]);
}

void sdi_report_medicines(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
			  struct sdi_json *j)
{
	cJSON *all = sdi_report_all_medicines(facts, guide, j);

	add_person(facts, j, to, guide, all);
	add_conversions(j, to, guide);
	add_first_page(facts, j, to, all);
	add_classes(facts, j, to, all);
	cJSON_Delete(all);
	sdi_report_notes(&facts->words, j, to);
}
