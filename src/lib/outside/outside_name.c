/* outside_name.c - alleles, phenotypes and scores as other programs write them */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "outside/outside_name.h"

#define MAX_SCORE 1000	/* an activity score above this is a slip, not a person */

static int is_structure(const struct stardose_gene *gene, const char *name)
{
	for (int i = 0; i < gene->n_structures; i++)
		if (!strcmp(gene->structures[i].name, name))
			return 1;
	return 0;
}

/* Take over the name @text, which a table has. */
static enum sdi_name_change rename_unit(const struct stardose_gene *gene,
					struct sdi_name_unit *unit, const char *text)
{
	struct sdi_diplotype_readings readings;

	if (!*text || sdi_diplotype_readings(text, gene, &readings, NULL) != STARDOSE_OK)
		return SDI_NAME_UNKNOWN;	/* given up without a successor */
	unit->name = readings.name[0].hap[0].unit[0].name;
	unit->number = readings.name[0].hap[0].unit[0].number;
	strcpy(unit->letters, readings.name[0].hap[0].unit[0].letters);
	strcpy(unit->suballele, readings.name[0].hap[0].unit[0].suballele);
	sdi_diplotype_readings_release(&readings);
	return SDI_NAME_RENAMED;
}

/*
 * Did some letters of the number become an allele of another number (SLCO1B1 *1B is *37)? Then
 * what others of them became is known only where the tables say it.
 */
static int letters_part_ways(const struct stardose_gene *gene, int number)
{
	char stem[16];
	const int n = snprintf(stem, sizeof(stem), "*%d", number);

	for (int i = 0; i < gene->n_alleles; i++) {
		const struct stardose_allele *a = &gene->alleles[i];

		if (a->kind == STARDOSE_ALLELE_RETIRED && !strncmp(a->name, stem, n) &&
		    isalpha((unsigned char)a->name[n]) &&
		    (strncmp(a->renamed_to, stem, n) || isdigit((unsigned char)a->renamed_to[n])))
			return 1;
	}
	return 0;
}

enum sdi_name_change sdi_name_today(const struct stardose_gene *gene, struct sdi_name_unit *unit)
{
	const struct stardose_allele *allele;
	char name[40];

	if (unit->name) {
		allele = &gene->alleles[unit->number];
		return allele->kind == STARDOSE_ALLELE_RETIRED
			       ? rename_unit(gene, unit, allele->renamed_to)
			       : SDI_NAME_KEPT;
	}
	snprintf(name, sizeof(name), "*%d%s%s%s", unit->number, unit->letters,
		 *unit->suballele ? "." : "", unit->suballele);
	allele = stardose_gene_allele(gene, name);
	if (allele && allele->kind == STARDOSE_ALLELE_RETIRED)
		return rename_unit(gene, unit, allele->renamed_to);
	if (!allele && is_structure(gene, name))
		return SDI_NAME_KEPT;
	snprintf(name, sizeof(name), "*%d%s", unit->number, unit->letters);
	if (!allele)
		allele = stardose_gene_allele(gene, name);
	if (allele) {
		unit->suballele[0] = '\0';
		return allele->kind == STARDOSE_ALLELE_RETIRED
			       ? rename_unit(gene, unit, allele->renamed_to)
			       : SDI_NAME_KEPT;
	}
	if (!*unit->letters || letters_part_ways(gene, unit->number))
		return SDI_NAME_UNKNOWN;
	snprintf(name, sizeof(name), "*%d", unit->number);
	allele = stardose_gene_allele(gene, name);
	if (!allele)
		return SDI_NAME_UNKNOWN;
	unit->letters[0] = unit->suballele[0] = '\0';
	return allele->kind == STARDOSE_ALLELE_RETIRED ? rename_unit(gene, unit, allele->renamed_to)
						       : SDI_NAME_LETTERS;
}

/* ---- readings ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int sdi_readings_print(const struct sdi_diplotype_readings *r, kstring_t *out)
{
	char *text[SDI_READINGS];
	int n = 0, ret = STARDOSE_OK;

	for (int i = 0; i < r->n && !ret; i++) {
		kstring_t one = KS_INITIALIZE;

		ret = sdi_diplotype_print(&r->name[i], &one);
		if (!ret)
			text[n++] = ks_release(&one);
		ks_free(&one);
	}
	qsort(text, n, sizeof(*text), by_text);
	for (int i = 0; i < n; i++) {
		if (!ret && (!i || strcmp(text[i], text[i - 1])) &&
		    ((i && kputc(';', out) < 0) || kputs(text[i], out) < 0))
			ret = STARDOSE_ENOMEM;
	}
	for (int i = 0; i < n; i++)
		free(text[i]);
	return ret;
}

/* ---- phenotypes ---- */

enum { ULTRARAPID, RAPID, NORMAL, INTERMEDIATE, POOR, INDETERMINATE, N_TERMS };

static int term_of(const char *word)
{
	static const struct { const char *word; int term;
	} words[] = {
		{ "ultrarapid", ULTRARAPID },
		{ "um", ULTRARAPID },
		{ "urm", ULTRARAPID },
		{ "rapid", RAPID },
		{ "rm", RAPID },
		{ "normal", NORMAL },
		{ "nm", NORMAL },
		{ "extensive", NORMAL },
		{ "em", NORMAL },
		{ "intermediate", INTERMEDIATE },
		{ "im", INTERMEDIATE },
		{ "poor", POOR },
		{ "pm", POOR },
		{ "indeterminate", INDETERMINATE },
		{ "unknown", INDETERMINATE },
		{ "uncertain", INDETERMINATE },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i].word, word) || (word[0] == 'g' && strlen(words[i].word) == 2 &&
						     !strcmp(words[i].word, word + 1)))
			return words[i].term;
	return -1;
}

/* The next word in small letters; "ultra rapid" and "ultra-rapid" are one. */
static const char *next_word(const char *s, char *word, size_t size)
{
	size_t n = 0;

	while (*s && !isalpha((unsigned char)*s))
		s++;
	for (; isalnum((unsigned char)*s) ||
	       (n == 5 && (*s == '-' || *s == ' ') && !strncmp(word, "ultra", 5));
	     s++)
		if (isalnum((unsigned char)*s) && n + 1 < size)
			word[n++] = tolower((unsigned char)*s);
	word[n] = '\0';
	return s;
}

/* "not PM", "poor quality": what says that it is no phenotype, or speaks of something else. */
static int turns_the_meaning(const char *word)
{
	static const char *const words[] = {
		"not",	    "non",   "no",	"never",    "neither", "without", "except",
		"excluded", "ruled", "quality", "coverage", "sample",  "signal",  "failed",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i], word))
			return 1;
	return 0;
}

int sdi_phenotype_term(const char *text, char *out)
{
	static const char *const terms[N_TERMS] = { "Ultrarapid",   "Rapid", "Normal",
						    "Intermediate", "Poor",  "Indeterminate" };
	const char *modifier = "";
	int term = -1;
	char word[32];

	for (const char *s = next_word(text, word, sizeof(word)); *word;
	     s = next_word(s, word, sizeof(word))) {
		int this_one = term_of(word);

		if ((this_one >= 0 && term >= 0 && this_one != term) || turns_the_meaning(word))
			return 0;
		if (this_one >= 0)
			term = this_one;
		else if (!strcmp(word, "likely"))
			modifier = "Likely ";
		else if (!strcmp(word, "possible") || !strcmp(word, "possibly"))
			modifier = "Possible ";
	}
	if (term < 0)
		return 0;
	snprintf(out, 64, "%s%s%s", term == INDETERMINATE ? "" : modifier, terms[term],
		 term == INDETERMINATE ? "" : " Metabolizer");
	return 1;
}

/* ---- scores, and no score or call at all ---- */

int sdi_score_text(const char *text, int *score, int *or_more)
{
	char *end;
	double value;

	text += strspn(text, " ");
	*or_more = !strncmp(text, ">=", 2) || !strncmp(text, "\xe2\x89\xa5", 3);
	if (*or_more)
		text += *text == '>' ? 2 : 3;
	text += strspn(text, " ");
	if (!isdigit((unsigned char)*text) || strspn(text, "0123456789.") != strlen(text))
		return 0;
	value = strtod(text, &end);
	if (*end || value > MAX_SCORE)
		return 0;
	*score = (int)(value * 100 + 0.5);
	return 1;
}

int sdi_is_no_call(const char *text)
{
	static const char *const words[] = {
		"none",
		"no call",
		"no_call",
		"nocall",
		"no-call",
		"no match",
		"no_match",
		"no_match/no_match",
		"multiple/multiple",
		"unknown",
		"unknown/unknown",
		"indeterminate",
		"n/a",
		"na",
		"./.",
		"no result",
		"no consensus",
		"not determined",
		"null",
		"ambiguous",
		"undetermined",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcasecmp(text, words[i]))
			return 1;
	return 0;
}
