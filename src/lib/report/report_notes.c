/*
 * report_notes.c - what many lines say alike is said once: flags become notes with letters,
 * citations become numbered references
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stardose/context.h>
#include "report/report_model.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }

struct notes {
	const struct sdi_words *words;
	struct sdi_json *j;
	cJSON *notes, *references;
};

/* a, b, ... z, aa, ab, ... */
static void letter_of(int n, char out[4])
{
	int at = 0;

	if (n >= 26)
		out[at++] = 'a' + n / 26 - 1;
	out[at++] = 'a' + n % 26;
	out[at] = 0;
}

/*
 * The entry of @list whose member @key is @text, appended if there is none. Its number among all
 * is @n, 0-based.
 */
static const cJSON *entry(const struct notes *notes, cJSON *list, const char *key, const char *text,
			  int *n)
{
	cJSON *each, *added;

	*n = 0;
	cJSON_ArrayForEach(each, list) {
		if (!strcmp(sdi_json_get_text(each, key), text))
			return each;
		++*n;
	}
	added = sdi_json_add_object(notes->j, list, NULL);
	sdi_json_add_text(notes->j, added, key, text);
	return NULL;
}

static const char *note_of(const struct notes *notes, const char *code)
{
	int n;
	const cJSON *note = entry(notes, notes->notes, "code", code, &n);

	if (!note) {
		char letter[4];
		cJSON *added = cJSON_GetArrayItem(notes->notes, n);
		const char *text = sdi_flag_text(notes->words, code);

		letter_of(n, letter);
		sdi_json_add_text(notes->j, added, "letter", letter);
		sdi_json_add_text(notes->j, added, "text", text ? text : code);
		note = added;
	}
	return sdi_json_get_text(note, "letter");
}

static void number_row(const struct notes *notes, cJSON *row)
{
	const char *citation = sdi_json_get_text(row, "citation");
	cJSON *list = sdi_json_add_array(notes->j, row, "notes");
	const cJSON *flag;
	int n;

	cJSON_ArrayForEach(flag, get(row, "flags"))
		sdi_json_add_text(notes->j, list, NULL, note_of(notes, cJSON_GetStringValue(flag)));
	sdi_json_add_bool(notes->j, row, "has_notes", cJSON_GetArraySize(list) > 0);
	if (!*citation) {
		sdi_json_add_text(notes->j, row, "reference", NULL);
		return;
	}
	if (!entry(notes, notes->references, "citation", citation, &n))
		sdi_json_add_number(notes->j, cJSON_GetArrayItem(notes->references, n), "number",
				    n + 1);
	sdi_json_add_number(notes->j, row, "reference", n + 1);
}

static void number_medicine(const struct notes *notes, const cJSON *medicine)
{
	cJSON *row;

	cJSON_ArrayForEach(row, get(medicine, "rows"))
		number_row(notes, row);
}

void sdi_report_notes(const struct sdi_words *words, struct sdi_json *j, cJSON *to)
{
	struct notes notes = { .words = words,
			       .j = j,
			       .notes = sdi_json_add_array(j, to, "notes"),
			       .references = sdi_json_add_array(j, to, "references") };
	const cJSON *item, *class, *medicine;

	cJSON_ArrayForEach(item, get(to, "medicines_now"))
		number_medicine(&notes, get(item, "medicine"));
	cJSON_ArrayForEach(class, get(to, "classes"))
		cJSON_ArrayForEach(medicine, get(class, "medicines"))
			number_medicine(&notes, medicine);
}
