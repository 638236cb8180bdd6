/* course_say.c - what the parts of a course share: texts, numbers, genes, who acts on them */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "clinic/course.h"

/* ---- texts ---- */

/* The words of @code with the values in their places; ks_free() */
static kstring_t words_of(const struct sdi_course *course, const char *code, va_list values)
{
	kstring_t text = KS_INITIALIZE;

	course->j->failed |=
		sdi_put_words_list(&text, course->words, "course", code, values) < 0;
	return text;
}

void sdi_course_say(const struct sdi_course *course, cJSON *list, const char *label,
		    const char *id, const char *code, ...)
{
	cJSON *one = sdi_json_add_object(course->j, list, NULL);
	kstring_t text;
	va_list values;

	va_start(values, code);
	text = words_of(course, code, values);
	va_end(values);
	sdi_json_add_text(course->j, one, "code", code);
	sdi_json_add_text(course->j, one, "text", text.s);
	sdi_json_add_text(course->j, one, "label", label);
	sdi_json_add_text(course->j, one, "id", id);
	ks_free(&text);
}

void sdi_course_text(const struct sdi_course *course, cJSON *to, const char *name,
		     const char *code, ...)
{
	kstring_t text;
	va_list values;

	va_start(values, code);
	text = words_of(course, code, values);
	va_end(values);
	sdi_json_add_text(course->j, to, name, text.s);
	ks_free(&text);
}

const char *sdi_course_word(const struct sdi_course *course, const char *code)
{
	const char *text = sdi_word_text(course->words, "recorded", code);

	return text ? text : "";
}

void sdi_course_number(char *out, size_t size, int64_t thousandths, int places)
{
	int64_t unit = places == 0 ? 1000 : places == 1 ? 100 : places == 2 ? 10 : 1;
	int64_t rounded = (thousandths + unit / 2) / unit * unit;
	size_t n;

	snprintf(out, size, "%lld.%03lld", (long long)(rounded / 1000), (long long)(rounded % 1000));
	for (n = strlen(out); n && out[n - 1] == '0'; n--)
		out[n - 1] = '\0';
	if (n && out[n - 1] == '.')
		out[n - 1] = '\0';
}

/* ---- genes, enzymes, actors ---- */

const char *sdi_course_phenotype(const struct sdi_course *course, const char *gene)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, sdi_json_get(course->guide, "genes")) {
		const char *phenotype = sdi_json_get_text(each, "phenotype");

		if (strcmp(sdi_json_get_text(each, "gene"), gene))
			continue;
		return *phenotype && strcmp(phenotype, "Indeterminate") &&
				       strcmp(phenotype, "No Result")
			       ? phenotype
			       : NULL;
	}
	return NULL;
}

const struct sdi_substrate *sdi_course_enzymes(const struct sdi_course *course,
					       const char *medicine, int *n)
{
	*n = 0;
	return medicine ? sdi_substrates(course->record->context, medicine, n) : NULL;
}

static int is_part(const struct sdi_agent *whole, const struct sdi_agent *part)
{
	for (int i = 0; whole && i < whole->n_contains; i++)
		if (!strcmp(whole->contains[i], part->name))
			return 1;
	return whole == part;
}

const struct sdi_interaction *sdi_course_actor(const struct sdi_course *course,
					       const struct sdi_fact *fact, const char *gene)
{
	const struct sdi_context_tables *t = course->record->context;

	if (fact->kind != STARDOSE_CONTEXT_MEDICINE || !fact->agent)
		return NULL;
	for (int i = 0; i < t->n_interactions; i++) {
		const struct sdi_interaction *it = &t->interactions[i];

		if (it->is_fda && it->strength <= SDI_MODERATE &&
		    (it->effect == SDI_INHIBITOR || it->effect == SDI_INDUCER) &&
		    !strcmp(it->gene, gene) && is_part(fact->agent, it->agent))
			return it;
	}
	return NULL;
}
