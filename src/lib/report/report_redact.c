/* report_redact.c - a line of guidance without what names its person */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/date.h"
#include "report/report_redact.h"
#include "util/no_memory.h"
#include "util/text.h"
#include "util/user_file.h"

#define MAX_KEY ((size_t)1 << 16)
#define EMBEDDED "embedded"	/* the origin of tables that are nobody's folder */

/* ---- the key ---- */

int sdi_redaction_open(struct sdi_redaction *redaction, int is_on, const char *key_path,
		       struct stardose_error *err)
{
	struct stardose_error why = { 0 };

	memset(redaction, 0, sizeof(*redaction));
	redaction->is_on = is_on || key_path;
	if (!key_path)
		return STARDOSE_OK;
	if (sdi_user_slurp(key_path, MAX_KEY, &redaction->key, &redaction->key_size, &why))
		return stardose_error_set(err, STARDOSE_EUSAGE, "no key for pseudonyms: %.300s",
					  why.text);
	if (redaction->key_size < SDI_PSEUDONYM_LEAST_KEY)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "the key for pseudonyms has %zu bytes, and %d are the "
					  "least: a shorter one could be guessed",
					  redaction->key_size, SDI_PSEUDONYM_LEAST_KEY);
	return STARDOSE_OK;
}

void sdi_redaction_release(struct sdi_redaction *redaction)
{
	free(redaction->key);
	memset(redaction, 0, sizeof(*redaction));
}

/* ---- members ---- */

static cJSON *member(cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

/* A member that is there gets another text; NULL: null. */
static void set(struct sdi_json *j, cJSON *of, const char *name, const char *text)
{
	cJSON *item = text ? cJSON_CreateString(text) : cJSON_CreateNull();

	if (!member(of, name)) {
		cJSON_Delete(item);
		return;
	}
	if (!item || !cJSON_ReplaceItemInObjectCaseSensitive(of, name, item)) {
		cJSON_Delete(item);
		j->failed = 1;
	}
}

static void clear(struct sdi_json *j, cJSON *of, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		set(j, of, names[i], NULL);
}

static void empty_list(cJSON *of, const char *name)
{
	cJSON *list = member(of, name);

	while (cJSON_GetArraySize(list) > 0)
		cJSON_DeleteItemFromArray(list, 0);
}

/* ---- what was written of the person ---- */

/* "mg/d", "mg/4 weeks": every part is a unit or a number, so nobody's name. */
static int is_unit(const char *text)
{
	static const char *const units[] = { "mg",     "g",    "ug",	"mcg",	"ml",	 "l",
					     "d",      "day",  "days",	"week", "weeks", "month",
					     "months", "h",    "years", "kg",	"cm",	 "per",
					     "mmol",   "umol", "nmol",	"ng",	"pg",	 "%" };

	while (*text) {
		size_t n = strcspn(text, "/ "), i = 0, known = sizeof(units) / sizeof(*units);

		while (i < known && (strncasecmp(units[i], text, n) || units[i][n]))
			i++;
		if (n && i == known && strspn(text, "0123456789.") < n)
			return 0;
		text += n + (text[n] != 0);
	}
	return 1;
}

static int is_number(const char *text) { return text[strspn(text, "0123456789.<>")] == 0; }

/* ---- words of a name that is known ---- */

enum { MOST_WORDS = 4, WORD_SIZE = 128 }; /* of a name of the tables; of a few words, with NUL */

static int is_kept(const struct sdi_report_facts *facts, const char *known, const char *words)
{
	static const char *const plain[] = { "daily", "weekly",	 "once", "twice", "bid",
					     "tid",   "qid",	 "at",	 "night", "in",
					     "the",   "morning", "and",	 "x" };

	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		if (!strcasecmp(plain[i], words))
			return 1;
	return (is_unit(words) && !strpbrk(words, " ")) || sdi_has_word(known, words) ||
	       sdi_report_drug(facts, words);
}

/* The first @n words at @s without the brackets and commas around them; 0: there are not as many */
static size_t take_words(const char *s, int n, char out[WORD_SIZE])
{
	static const char around[] = "(),;.";
	size_t beg = strspn(s, around), end = 0;

	for (int i = 0; i < n; i++) {
		if (i && s[end] != ' ')
			return 0;
		end += (i > 0) + strcspn(s + end + (i > 0), " ");
	}
	if (end >= WORD_SIZE || !end)
		return 0;
	for (n = (int)end; n > (int)beg && strchr(around, s[n - 1]); n--)
		;
	snprintf(out, WORD_SIZE, "%.*s", n > (int)beg ? n - (int)beg : 0, s + beg);
	return *out ? end : 0;
}

/* How many bytes at @s may stay: the longest name, or one word of a dose; 0: the next word goes */
static size_t kept_bytes(const struct sdi_report_facts *facts, const char *known, const char *s)
{
	for (int n = MOST_WORDS; n > 0; n--) {
		char words[WORD_SIZE];
		size_t size = take_words(s, n, words);

		if (size && is_kept(facts, known, words))
			return size;
	}
	return 0;
}

/* "Cipralex 20 mg for Anna" of somebody who takes escitalopram becomes "Cipralex 20 mg". */
static void hide_words(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *item,
		       const char *known, const char *name)
{
	kstring_t kept = KS_INITIALIZE;
	int failed = 0;

	for (const char *s = sdi_json_get_text(item, name); *s; s += *s == ' ') {
		size_t n = kept_bytes(facts, known, s);

		failed |= n && ((kept.l && kputc(' ', &kept) < 0) || kputsn(s, n, &kept) < 0);
		s += n ? n : strcspn(s, " ");
	}
	j->failed |= failed;
	set(j, item, name, kept.l ? kept.s : known);
	ks_free(&kept);
}

/* "name 2" for the second name that no table knows. */
static void hide_name(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *item, int n)
{
	kstring_t name = KS_INITIALIZE, text = KS_INITIALIZE;
	char number[16];

	snprintf(number, sizeof(number), "%d", n);
	j->failed |= sdi_put_words(&name, &facts->words, "redacted", "name", "n", number, NULL) ||
		     sdi_put_words(&text, &facts->words, "item", "not_known_alone", "name",
				   name.s ? name.s : "", NULL);
	set(j, item, "name", name.s);
	set(j, item, "shown_as", name.s);
	if (*sdi_json_get_text(item, "text"))
		set(j, item, "text", text.s);
	empty_list(item, "nearest");
	cJSON_DeleteItemFromObjectCaseSensitive(item, "class_name");
	ks_free(&name);
	ks_free(&text);
}

/* ---- the clinic record ---- */

/* A score or level says nothing without its day, and a fact of the person is the person's. */
static int is_of_a_day(const cJSON *item)
{
	static const char *const kinds[] = { "score", "lab", "person" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(sdi_json_get_text(item, "kind"), kinds[i]))
			return 1;
	return 0;
}

/* Of the detail what is one of a few words or a number stays; the rest is free text, or a day. */
static void hide_detail(cJSON *item)
{
	static const char *const kept[] = { "share",	 "weeks",  "outcome",
					    "adherence", "reason", "episode" };
	cJSON *detail = member(item, "detail"), *each = detail ? detail->child : NULL;

	while (each) {
		cJSON *next = each->next;
		size_t i = 0;

		while (i < sizeof(kept) / sizeof(*kept) && strcmp(each->string, kept[i]))
			i++;
		if (i == sizeof(kept) / sizeof(*kept))
			cJSON_Delete(cJSON_DetachItemViaPointer(detail, each));
		each = next;
	}
}

/* How long a trial went on stays where its days go. */
static void keep_weeks(struct sdi_json *j, cJSON *item)
{
	int from = sdi_date_parse(sdi_json_get_text(item, "start")),
	    to = sdi_date_parse(sdi_json_get_text(item, "stop"));
	cJSON *detail = member(item, "detail");
	char weeks[16];

	if (from == SDI_NO_DAY || to == SDI_NO_DAY || member(detail, "weeks"))
		return;
	if (!detail)
		detail = sdi_json_add_object(j, item, "detail");
	snprintf(weeks, sizeof(weeks), "%d", (to - from) / 7);
	sdi_json_add_text(j, detail, "weeks", weeks);
}

/* Tried or done: called by the name of the tables, where they have it. */
static int is_known_deed(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *item)
{
	const char *kind = sdi_json_get_text(item, "kind");
	const struct stardose_drug *drug;

	if (strcmp(kind, "trial") && strcmp(kind, "procedure"))
		return 0;
	keep_weeks(j, item);
	drug = sdi_report_drug(facts, sdi_json_get_text(item, "name"));
	if (!drug)
		return 0;
	set(j, item, "name", drug->name);
	set(j, item, "shown_as", drug->name);
	return 1;
}

static void hide_item(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *item, int n)
{
	static const char *const dates[] = { "start", "stop", "note", "route" };
	static const char *const amounts[] = { "value", "unit" };
	int is_deed = is_known_deed(facts, j, item),
	    is_known = is_deed || *sdi_json_get_text(item, "known_as") != 0;

	hide_detail(item);
	clear(j, item, dates, sizeof(dates) / sizeof(*dates));
	if (!is_known)
		hide_name(facts, j, item, n);
	if (is_known && !is_deed) {
		hide_words(facts, j, item, sdi_json_get_text(item, "known_as"), "name");
		hide_words(facts, j, item, sdi_json_get_text(item, "known_as"), "shown_as");
	}
	if (is_known && is_unit(sdi_json_get_text(item, "unit")) &&
	    is_number(sdi_json_get_text(item, "value")))
		return;
	clear(j, item, amounts, sizeof(amounts) / sizeof(*amounts));
	if (is_known && !is_deed)
		set(j, item, "shown_as", sdi_json_get_text(item, "known_as"));
}

static void hide_context(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *context)
{
	cJSON *items = member(context, "items"), *item = items ? items->child : NULL;
	int n = 0;

	set(j, context, "date", NULL);
	while (item) {
		cJSON *next = item->next;

		if (is_of_a_day(item))
			cJSON_Delete(cJSON_DetachItemViaPointer(items, item));
		item = next;
	}
	cJSON_ArrayForEach(item, items) hide_item(facts, j, item, ++n);
	cJSON_ArrayForEach(item, member(context, "asked_not_known"))
		hide_name(facts, j, item, ++n);
}

static void hide_origin(struct sdi_json *j, cJSON *made)
{
	cJSON *tables = member(made, "tables");

	if (strcmp(sdi_json_get_text(tables, "origin"), EMBEDDED))
		set(j, tables, "origin", NULL);
}

int sdi_redaction_next(struct sdi_redaction *redaction, const char *name,
		       char out[SDI_PSEUDONYM_SIZE])
{
	redaction->n++;
	if (redaction->key)
		return sdi_pseudonym_keyed(redaction->key, redaction->key_size, name, out);
	sdi_pseudonym_number(redaction->n, out);
	return 0;
}

int sdi_redact_calls(cJSON *line, const char *name, struct stardose_error *err)
{
	struct sdi_json j = { 0 };

	set(&j, line, "sample", name);
	hide_origin(&j, member(line, "stardose"));
	hide_origin(&j, member(line, "stardose_guide"));
	return j.failed ? sdi_no_memory(err) : STARDOSE_OK;
}

/* Doses, and those that act by a label, are shown as the list has them too. */
static void hide_shown(const struct sdi_report_facts *facts, struct sdi_json *j, cJSON *guide)
{
	cJSON *rule, *each;

	cJSON_ArrayForEach(rule, member(guide, "label_rules"))
		cJSON_ArrayForEach(each, member(rule, "actors"))
			hide_words(facts, j, each, sdi_json_get_text(each, "name"), "shown_as");
	cJSON_ArrayForEach(each, member(guide, "doses"))
		hide_words(facts, j, each, sdi_json_get_text(each, "drug"), "shown_as");
}

int sdi_redact_guidance(const struct sdi_report_facts *facts, cJSON *guide, const char *name,
			struct stardose_error *err)
{
	struct sdi_json j = { 0 };

	hide_context(facts, &j, member(guide, "context"));
	hide_shown(facts, &j, guide);
	return j.failed ? sdi_no_memory(err) : sdi_redact_calls(guide, name, err);
}

int sdi_report_redact(struct sdi_redaction *redaction, const struct sdi_report_facts *facts,
		      cJSON *guide, struct stardose_error *err)
{
	const char *sample = sdi_json_get_text(guide, "sample");
	char name[SDI_PSEUDONYM_SIZE];

	if (!redaction->is_on || !*sample)
		return STARDOSE_OK;
	if (sdi_redaction_next(redaction, sample, name) < 0)
		return sdi_no_memory(err);
	return sdi_redact_guidance(facts, guide, name, err);
}
