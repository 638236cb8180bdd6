/* header_person.c - does a header look as if it named a person? */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "caller/header_person.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2009 };

/* One of @words, upper and lower case alike, as the whole of @text's first @n bytes. */
static int is_one_of(const char *text, size_t n, const char *const *words, size_t n_words)
{
	for (size_t i = 0; i < n_words; i++)
		if (strlen(words[i]) == n && !strncasecmp(text, words[i], n))
			return 1;
	return 0;
}

static int is_field_of_person(const char *text, size_t n)
{
	static const char *const words[] = { "DOB",	    "MRN",	   "Birth",
					     "Birthday",    "BirthDate",   "DateOfBirth",
					     "Surname",	    "LastName",	   "FirstName",
					     "GivenName",   "FamilyName",  "Patient",
					     "PatientName", "PatientID",   "Patient_Name",
					     "Patient_ID",  "SubjectName" };

	return is_one_of(text, n, words, sizeof(words) / sizeof(*words));
}

/* Lines about a person, in which a name is somebody's. */
static int is_line_of_person(const char *key)
{
	static const char *const words[] = { "SAMPLE", "PATIENT", "INDIVIDUAL", "PERSON",
					     "SUBJECT", "DONOR" };

	return is_one_of(key, strlen(key), words, sizeof(words) / sizeof(*words));
}

/* A word of @text is such a field. */
static int has_word(const char *text)
{
	while (text && *text) {
		size_t n = 0;

		while (isalpha((unsigned char)text[n]))
			n++;
		if (n && is_field_of_person(text, n))
			return 1;
		text += n + (text[n] != 0);
	}
	return 0;
}

static int names_person(const bcf_hrec_t *line)
{
	if (line->type == BCF_HL_GEN)
		return line->key && (is_field_of_person(line->key, strlen(line->key)) ||
				     (is_line_of_person(line->key) && has_word(line->value)));
	if (line->type != BCF_HL_STR)
		return 0;
	if (line->key && is_field_of_person(line->key, strlen(line->key)))
		return 1;
	for (int i = 0; i < line->nkeys; i++)
		if (is_field_of_person(line->keys[i], strlen(line->keys[i])) ||
		    (line->key && is_line_of_person(line->key) && !strcasecmp(line->keys[i], "Name")))
			return 1;
	return 0;
}

/* ---- names of samples ---- */

static int digits(const char *text, int n)
{
	for (int i = 0; i < n; i++)
		if (!isdigit((unsigned char)text[i]))
			return 0;
	return 1;
}

static int number(const char *text, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++)
		value = 10 * value + text[i] - '0';
	return value;
}

/* "19840211" or "1984-02-11" at @text, with no digit beside it. */
static int is_birthday(const char *text)
{
	int dash, month;

	if (!digits(text, 4))
		return 0;
	dash = text[4] == '-';
	if (!digits(text + 4 + dash, 2) || (dash && text[7] != '-') ||
	    !digits(text + 6 + 2 * dash, 2) || isdigit((unsigned char)text[8 + 2 * dash]))
		return 0;
	month = number(text + 4 + dash, 2);
	return number(text, 4) >= FIRST_YEAR && number(text, 4) <= LAST_YEAR && month >= 1 &&
	       month <= 12 && number(text + 6 + 2 * dash, 2) <= 31;
}

/* "Doe, Jane" */
static int is_name(const char *comma)
{
	return comma[1] == ' ' && isupper((unsigned char)comma[2]) &&
	       islower((unsigned char)comma[3]);
}

static int is_called_like_person(const char *sample)
{
	if (has_word(sample))
		return 1;
	for (const char *s = sample; *s; s++) {
		if ((s == sample || !isdigit((unsigned char)s[-1])) && is_birthday(s))
			return 1;
		if (*s == ',' && isupper((unsigned char)*sample) && is_name(s))
			return 1;
	}
	return 0;
}

int sdi_header_person(const bcf_hdr_t *hdr)
{
	for (int i = 0; i < hdr->nhrec; i++)
		if (names_person(hdr->hrec[i]))
			return 1;
	for (int i = 0; i < bcf_hdr_nsamples(hdr); i++)
		if (is_called_like_person(hdr->samples[i]))
			return 1;
	return 0;
}
