/*
 * name_salt.c - names of medicines with words for a salt, and names of classes in place of
 * medicines
 *
 * Both lists are in vocabulary.tsv. A salt is taken off only where a name is left that the tables
 * have; what is a medicine of its own with its salt is in them as a whole and found before.
 */
#include <string.h>
#include "tables/name_table.h"

/* What is written onto a name without a blank is a salt only behind a name of this length. */
#define SHORTEST_NAME 5

static int begins(const char *text, const char *with) { return !strncmp(text, with, strlen(with)); }

/* "de ", "d'", "of ": between a salt in front and the medicine */
static const char *skip_of(const char *s)
{
	static const char *const of[] = { "de ", "d'", "di ", "of ", "van ", "von " };

	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
		if (begins(s, of[i]))
			return s + strlen(of[i]);
	return s;
}

/* "sertralin-hydrochlorid", "sertraline hydrochloride", "metoprololsuccinat" */
static size_t before_salt(const char *key, const char *salt)
{
	size_t length = strlen(key), n = strlen(salt), rest;

	if (length <= n || strcmp(key + length - n, salt))
		return 0;
	rest = length - n;
	if (key[rest - 1] == ' ' || key[rest - 1] == '-')
		return rest - 1;
	return rest >= SHORTEST_NAME ? rest : 0;
}

/* "chlorhydrate de sertraline", "natriumvalproat" */
static const char *behind_salt(const char *key, const char *salt)
{
	const char *rest = key + strlen(salt);

	if (!begins(key, salt))
		return NULL;
	if (*rest == ' ' || *rest == '-')
		rest = skip_of(rest + 1);
	else if (strlen(rest) < SHORTEST_NAME)
		return NULL;
	return *rest ? rest : NULL;
}

int sdi_name_without_salt(const struct sdi_names *names, const char *key, int salt, char *out)
{
	char word[SDI_NAME_SIZE];
	const char *behind, *code = names->salts[salt].code;
	size_t before;

	sdi_name_fold(code, strlen(code), word, sizeof(word));
	before = before_salt(key, word);
	behind = before ? NULL : behind_salt(key, word);
	if (!before && !behind)
		return 0;
	if (before)
		memmove(out, key, before);
	else
		memmove(out, behind, strlen(behind) + 1);
	if (before)
		out[before] = '\0';
	return *out != '\0';
}

/* An article in front says nothing: "an SSRI", "ein Neuroleptikum". */
static const char *skip_article(const char *s)
{
	static const char *const articles[] = { "a ",  "an ",  "ein ", "eine ",
						"un ", "une ", "una ", "een " };

	for (size_t i = 0; i < sizeof(articles) / sizeof(*articles); i++)
		if (begins(s, articles[i]))
			return s + strlen(articles[i]);
	return s;
}

const struct stardose_guidance_code *sdi_name_class(const struct sdi_names *names, const char *text,
						    size_t n)
{
	char key[SDI_NAME_SIZE], name[SDI_NAME_SIZE];
	const char *bare;

	sdi_name_fold(text, n, key, sizeof(key));
	bare = skip_article(key);
	for (int i = 0; i < names->n_class_names; i++) {
		const char *code = names->class_names[i].code;

		sdi_name_fold(code, strlen(code), name, sizeof(name));
		if (!strcmp(name, bare))
			return &names->class_names[i];
	}
	return NULL;
}
