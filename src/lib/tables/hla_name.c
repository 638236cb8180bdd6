/* hla_name.c - alleles of HLA genes, and findings of them, read and compared */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <stardose/status.h>
#include "tables/hla_name.h"

static const char *skip_blanks(const char *s) { return s + strspn(s, " \t"); }

/* Behind "HLA-B", "B" or nothing. */
static const char *skip_gene(const char *s, const char *gene)
{
	const char *tail = strrchr(gene, '-');
	size_t n = strlen(gene);

	s = skip_blanks(s);
	if (n && !strncasecmp(s, gene, n) && (s[n] == '*' || s[n] == ' ' || s[n] == ':'))
		return skip_blanks(s + n + (s[n] == ':'));
	n = tail ? strlen(tail + 1) : 0;
	return n && !strncasecmp(s, tail + 1, n) && s[n] == '*' ? s + n : s;
}

/* Two to four digits at @s; a field of three or more has no zero before it. */
static int is_field(const char *s, size_t n)
{
	return n >= 2 && n <= 4 && (n == 2 || *s != '0');
}

static void put_field(struct sdi_hla_allele *out, const char *s, size_t n)
{
	memcpy(out->field[out->n_fields], s, n);
	out->field[out->n_fields++][n] = '\0';
}

/*
 * "1502": a name from before 2010, in pairs of digits. The second series of A*02 and B*15, called
 * A*92 and B*95 then, has other numbers today.
 */
static int take_pairs(const char *s, size_t n, struct sdi_hla_allele *out)
{
	if (n % 2 || n < 4 || n > 2 * SDI_HLA_FIELDS || !strncmp(s, "92", 2) ||
	    !strncmp(s, "95", 2))
		return 0;
	for (size_t i = 0; i < n; i += 2)
		put_field(out, s + i, 2);
	return 1;
}

/* Fields joined by colons, or pairs; returns behind them, NULL when there are none. */
static const char *take_fields(const char *s, struct sdi_hla_allele *out)
{
	size_t n = strspn(s, "0123456789");

	if (s[n] != ':' && n > 2)
		return take_pairs(s, n, out) ? s + n : NULL;
	for (;;) {
		if (!is_field(s, n) || out->n_fields == SDI_HLA_FIELDS)
			return NULL;
		put_field(out, s, n);
		s += n;
		if (*s != ':' || !isdigit((unsigned char)s[1]))
			return s;
		n = strspn(++s, "0123456789");
	}
}

/* A name; whatever may follow it. */
static const char *take_name(const char *text, const char *gene, struct sdi_hla_allele *out)
{
	const char *s = skip_gene(text, gene);
	int has_star = *s == '*', c;

	memset(out, 0, sizeof(*out));
	s = take_fields(s + has_star, out);
	if (!s || (out->n_fields == 1 && !has_star))
		return NULL;
	c = toupper((unsigned char)*s);
	if (c && strchr("NLSCAQGP", c) && !isalnum((unsigned char)s[1])) {
		out->letter = (char)c;
		s++;
	}
	return s;
}

const char *sdi_hla_allele_take(const char *text, const char *gene, struct sdi_hla_allele *out)
{
	const char *s = take_name(text, gene, out);

	/* more of a name, as in *15:AB or *15:02x: it was not all of it */
	return !s || isalnum((unsigned char)*s) || (*s && strchr("*:_-.", *s)) ? NULL
									       : skip_blanks(s);
}

const char *sdi_hla_finding_take(const char *text, const char *gene, struct sdi_hla_finding *out)
{
	static const struct { const char *word; int positive; } words[] = {
		{ "positive", 1 }, { "negative", 0 },	  { "present", 1 },
		{ "absent", 0 },   { "not detected", 0 }, { "detected", 1 },
		{ "carrier", 1 },  { "pos", 1 },	  { "neg", 0 },
	};
	const char *s = take_name(text, gene, &out->allele);

	if (!s)
		return NULL;
	s += strspn(s, " \t:=(");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i].word);

		if (strncasecmp(s, words[i].word, n) || isalpha((unsigned char)s[n]))
			continue;
		out->positive = words[i].positive;
		return skip_blanks(s + n + (s[n] == ')'));
	}
	return NULL;
}

static int is_group(const struct sdi_hla_allele *a) { return a->letter == 'G' || a->letter == 'P'; }

enum sdi_hla_kin sdi_hla_kin(const struct sdi_hla_allele *asked, const struct sdi_hla_allele *given)
{
	int n = asked->n_fields < given->n_fields ? asked->n_fields : given->n_fields;

	for (int i = 0; i < n; i++)
		if (strcmp(asked->field[i], given->field[i]) != 0)
			return SDI_HLA_OTHER;
	if (given->n_fields < asked->n_fields)
		return SDI_HLA_WIDER;
	if (given->letter && !is_group(given))
		return SDI_HLA_DOUBTFUL;
	return given->n_fields == asked->n_fields ? SDI_HLA_SAME : SDI_HLA_NARROWER;
}

int sdi_hla_allele_order(const struct sdi_hla_allele *a, const struct sdi_hla_allele *b)
{
	for (int i = 0; i < SDI_HLA_FIELDS; i++) {
		int x = atoi(a->field[i]), y = atoi(b->field[i]); /* 0: no such field */

		if (x != y)
			return x < y ? -1 : 1;
	}
	return a->letter - b->letter;
}

int sdi_hla_allele_print(const struct sdi_hla_allele *allele, int max_fields, kstring_t *out)
{
	int n = is_group(allele) || allele->n_fields < max_fields ? allele->n_fields : max_fields;
	int failed = 0;

	for (int i = 0; i < n; i++)
		failed |= kputc(i ? ':' : '*', out) < 0 || kputs(allele->field[i], out) < 0;
	if (allele->letter)
		failed |= kputc(allele->letter, out) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}
