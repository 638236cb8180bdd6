/*
 * report_plain.c - what the page for patients needs beside: speeds in plain words, medicines that
 * act on them
 */
#include <string.h>
#include <strings.h>
#include "report/report_model.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

/* @name_in_plain_words beside @name, which is a list of what acts */
static void add_plain_names(const struct sdi_report_facts *facts, cJSON *to, const char *name,
			    const char *names, struct sdi_json *j)
{
	kstring_t text = KS_INITIALIZE;

	if (sdi_report_plain_names(facts, names, &text) < 0)
		j->failed = 1;
	sdi_json_add_text(j, to, name, text.s);
	ks_free(&text);
}

/* ---- how fast a gene works ---- */

/* Copies that nobody counted say little where other numbers of them are rare. */
static int are_copies_open(const struct sdi_report_facts *facts, const cJSON *card)
{
	return cJSON_IsTrue(get(card, "copies_not_assessed")) &&
	       !stardose_guidance_code(facts->tables->guidance, STARDOSE_LIST_RARE_STRUCTURE,
				       sdi_json_get_text(card, "gene"));
}

/* Copies that nobody counted, sites that nobody saw: a usual speed is said with its doubt. */
static int is_less_sure(const struct sdi_report_facts *facts, const cJSON *card)
{
	return !cJSON_IsTrue(get(card, "is_firm")) || are_copies_open(facts, card);
}

static void add_speed(const struct sdi_report_facts *facts, cJSON *card, struct sdi_json *j)
{
	sdi_json_add_text(j, card, "speed_in_plain_words",
			  sdi_report_plain_word(facts, "speed", sdi_json_get_text(card, "phenotype")));
	sdi_json_add_bool(j, card, "is_copy_number_open", are_copies_open(facts, card));
	sdi_json_add_bool(j, card, "is_less_sure", is_less_sure(facts, card));
}

/* ---- what medicines in use make of it ---- */

static int begins_with(const char *text, const char *name)
{
	return *name && !strncasecmp(text, name, strlen(name));
}

/* Smoking acts on genes too, and nobody takes it. */
static int is_taken(const cJSON *to, const char *because_of)
{
	const cJSON *item;

	cJSON_ArrayForEach(
		item,
		get(to, "medicines_now")) if (begins_with(because_of,
							  sdi_json_get_text(item, "name")) ||
					      begins_with(because_of,
							  sdi_json_get_text(item,
									    "known_as"))) return 1;
	return 0;
}

/* A code of kind "with_medicines" in words.tsv. */
static const char *change(const struct sdi_report_facts *facts, const cJSON *card,
			  const cJSON *with)
{
	int now = sdi_report_step(facts, sdi_json_get_text(with, "phenotype"));
	int genetic = sdi_report_step(facts, sdi_json_get_text(card, "phenotype"));

	if (now < 0 || genetic < 0)
		return "open";
	return now < genetic ? "slower" : now > genetic ? "faster" : "same";
}

static void add_change(const struct sdi_report_facts *facts, const cJSON *to, const cJSON *card,
		       struct sdi_json *j)
{
	cJSON *with = cJSON_GetObjectItemCaseSensitive(card, "with_medicines");
	const char *code;

	if (!with)
		return;
	code = change(facts, card, with);
	sdi_json_add_text(j, with, "change", code);
	add_plain_names(facts, with, "because_of_in_plain_words",
			sdi_json_get_text(with, "because_of"), j);
	sdi_json_add_bool(j, with, "is_taken", is_taken(to, sdi_json_get_text(with, "because_of")));
	sdi_json_add_text(j, with, "in_plain_words", sdi_report_plain_word(facts, "with_medicines", code));
}

/* ---- many medicines: those of which the same is said together ---- */

static int is_usual_and(const cJSON *medicine, const char *more)
{
	return cJSON_IsTrue(get(medicine, "is_usual")) && cJSON_IsTrue(get(medicine, more));
}

static int is_doubtfully_usual(const cJSON *medicine)
{
	return is_usual_and(medicine, "is_doubtful");
}

static int is_usual_acted_on(const cJSON *medicine)
{
	return is_usual_and(medicine, "is_acted_on");
}

/*
 * Of a medicine that was stopped, or whose name is not known, nothing is advised: it says so
 * itself.
 */
static const char *advice_of(const cJSON *item)
{
	int is_of_state = cJSON_IsTrue(get(item, "is_stopped")) ||
			  cJSON_IsTrue(get(item, "is_not_known"));

	return sdi_json_get_text(is_of_state ? item : get(item, "medicine"),
				 is_of_state ? "state_in_plain_words" : "in_plain_words");
}

static int is_same_advice(const cJSON *advice, const cJSON *item, const cJSON *medicine)
{
	return !strcmp(sdi_json_get_text(advice, "in_plain_words"), advice_of(item)) &&
	       cJSON_IsTrue(get(advice, "sources_disagree")) ==
		       cJSON_IsTrue(get(medicine, "sources_disagree")) &&
	       cJSON_IsTrue(get(advice, "is_acted_on")) == is_usual_acted_on(medicine) &&
	       cJSON_IsTrue(get(advice, "is_doubtful")) == is_doubtfully_usual(medicine);
}

/* A medicine with those that act on it, since the same advice may have several reasons. */
static void add_advised(cJSON *names, const cJSON *item, struct sdi_json *j)
{
	cJSON *advised = sdi_json_add_object(j, names, NULL);

	sdi_json_add_text(j, advised, "name", sdi_json_get_text(item, "shown_as"));
	sdi_json_add_text(j, advised, "acted_on_by",
			  sdi_json_get_text(item, "acted_on_by_in_plain_words"));
}

static void add_actors(const struct sdi_report_facts *facts, cJSON *to, struct sdi_json *j)
{
	cJSON *item;

	cJSON_ArrayForEach(item, get(to, "medicines_now"))
		add_plain_names(facts, item, "acted_on_by_in_plain_words",
				sdi_json_get_text(item, "acted_on_by"), j);
}

static void add_date(const struct sdi_report_facts *facts, cJSON *to, struct sdi_json *j)
{
	kstring_t text = KS_INITIALIZE;

	if (sdi_report_plain_date(facts, sdi_json_get_text(to, "date"), &text) < 0)
		j->failed = 1;
	sdi_json_add_text(j, to, "date_in_plain_words", text.s);
	ks_free(&text);
}

/* "in_plain_words" is null where no source speaks of the medicine. */
static void add_advice(cJSON *to, struct sdi_json *j)
{
	cJSON *list = sdi_json_add_array(j, to, "advice_now"), *advice;
	const cJSON *item;

	cJSON_ArrayForEach(item, get(to, "medicines_now")) {
		const cJSON *medicine =
			cJSON_IsTrue(get(item, "is_stopped")) ? NULL : get(item, "medicine");

		cJSON_ArrayForEach(advice, list)
			if (is_same_advice(advice, item, medicine))
				break;
		if (!advice) {
			advice = sdi_json_add_object(j, list, NULL);
			sdi_json_add_text(j, advice, "in_plain_words", advice_of(item));
			sdi_json_add_bool(j, advice, "sources_disagree",
					  cJSON_IsTrue(get(medicine, "sources_disagree")));
			sdi_json_add_bool(j, advice, "is_doubtful", is_doubtfully_usual(medicine));
			sdi_json_add_bool(j, advice, "is_acted_on", is_usual_acted_on(medicine));
			sdi_json_add_array(j, advice, "names");
		}
		add_advised(cJSON_GetObjectItemCaseSensitive(advice, "names"), item, j);
	}
}

void sdi_report_plain(const struct sdi_report_facts *facts, cJSON *to, struct sdi_json *j)
{
	cJSON *card;

	cJSON_ArrayForEach(card, get(to, "genes")) {
		add_speed(facts, card, j);
		add_change(facts, to, card, j);
	}
	add_actors(facts, to, j);
	add_advice(to, j);
	add_date(facts, to, j);
	sdi_json_add_bool(j, to, "has_results", cJSON_GetArraySize(get(to, "genes")) > 0);
	sdi_json_add_bool(j, to, "has_genes_without_result",
			  cJSON_GetArraySize(get(to, "genes_without_result")) > 0);
	sdi_report_plain_fit(facts, to, j);
}
