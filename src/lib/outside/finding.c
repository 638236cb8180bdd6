/* finding.c - typings and findings: one text for one meaning */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "outside/finding.h"

#define MAX_FINDINGS 64
#define NAME_SIZE 24

struct finding { char name[NAME_SIZE]; int positive; };

static const char *skip_blanks(const char *s) { return s + strspn(s, " \t"); }

/* Behind "HLA-B", "B" or nothing. */
static const char *skip_gene(const char *s, const char *gene)
{
	const char *tail = strrchr(gene, '-');
	size_t n = strlen(gene);

	s = skip_blanks(s);
	if (!strncasecmp(s, gene, n) && (s[n] == '*' || s[n] == ' ' || s[n] == ':'))
		return skip_blanks(s + n + (s[n] == ':'));
	n = tail ? strlen(tail + 1) : 0;
	if (n && !strncasecmp(s, tail + 1, n) && s[n] == '*')
		return s + n;
	return s;
}

/*
 * "*15:02:01:02N" or "15:02" -> "15:02N", moving *@s behind it; 0 when there is none. @fields: how
 * many to keep
 */
static int take_allele(const char **s, int fields, char *name)
{
	const char *p = *s + (**s == '*');
	int n = 0, field = 0;

	for (;;) {
		const char *from = p;

		while (isdigit((unsigned char)*p))
			p++;
		if (p == from || p - from > 4)
			return 0;
		if (field++ < fields) {
			if (field > 1)
				name[n++] = ':';
			memcpy(name + n, from, p - from);
			n += p - from;
		}
		if (*p != ':')
			break;
		p++;
	}
	if (*p && strchr("NLSCAQ", *p) && !isalpha((unsigned char)p[1]))
		name[n++] = *p++;
	name[n] = '\0';
	*s = p;
	return field >= 2;
}

/* "*15:02 positive"; 0 when it is none. */
static int take_finding(const char **s, const char *gene, struct finding *out)
{
	static const struct { const char *word; int positive;
	} words[] = {
		{ "positive", 1 }, { "negative", 0 }, { "present", 1 },
		{ "absent", 0 },   { "detected", 1 }, { "not detected", 0 },
		{ "carrier", 1 },  { "pos", 1 },      { "neg", 0 },
	};
	const char *p = skip_gene(*s, gene);

	if (!take_allele(&p, 4, out->name))
		return 0;
	p += strspn(p, " \t:=(");
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i].word);

		if (strncasecmp(p, words[i].word, n) || isalpha((unsigned char)p[n]))
			continue;
		out->positive = words[i].positive;
		p += n;
		*s = skip_blanks(p + (*p == ')'));
		return 1;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct finding *)a)->name, ((const struct finding *)b)->name);
}

/* Number of findings, 0 when the text is none, -1 when they contradict each other. */
static int parse_findings(const char *text, const char *gene, struct finding *out)
{
	const char *s = text;
	int n = 0, kept = 0;

	for (;;) {
		if (n == MAX_FINDINGS || !take_finding(&s, gene, &out[n]))
			return 0;
		n++;
		if (!*s)
			break;
		if (!strchr(",;", *s))
			return 0;
		s++;
	}
	qsort(out, n, sizeof(*out), by_name);
	for (int i = 1; i < n; i++) {
		if (strcmp(out[i].name, out[kept].name))
			out[++kept] = out[i];
		else if (out[i].positive != out[kept].positive)
			return -1;
	}
	return kept + 1;
}

static int print_findings(const struct finding *f, int n, kstring_t *out)
{
	for (int i = 0; i < n; i++)
		if (ksprintf(out, "%s*%s %s", i ? ", " : "", f[i].name,
			     f[i].positive ? "positive" : "negative") < 0)
			return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}

/* Fields are numbers: *7 before *15 before *15:02. */
static int name_order(const char *a, const char *b)
{
	char *next_a, *next_b;

	for (;;) {
		long x = strtol(a, &next_a, 10), y = strtol(b, &next_b, 10);

		if (x != y)
			return x < y ? -1 : 1;
		if (*next_a != ':' || *next_b != ':')
			return strcmp(next_a, next_b);
		a = next_a + 1;
		b = next_b + 1;
	}
}

static int print_typing(const char *text, const char *gene, kstring_t *out)
{
	char a[NAME_SIZE], b[NAME_SIZE];
	const char *s = skip_gene(text, gene);
	int swap;

	if (!take_allele(&s, 2, a))
		return STARDOSE_EROW;
	s = skip_blanks(s);
	if (*s != '/' && *s != '|')
		return STARDOSE_EROW;
	s = skip_gene(s + 1, gene);
	if (!take_allele(&s, 2, b) || *skip_blanks(s))
		return STARDOSE_EROW;
	swap = name_order(a, b) > 0;
	return ksprintf(out, "*%s/*%s", swap ? b : a, swap ? a : b) < 0 ? STARDOSE_ENOMEM
									: STARDOSE_OK;
}

int sdi_findings_print(const char *text, const char *gene, kstring_t *out)
{
	struct finding f[MAX_FINDINGS];
	int n = parse_findings(text, gene, f), ret;

	if (n < 0)
		return STARDOSE_EROW;
	if (n)
		return print_findings(f, n, out);
	ret = print_typing(text, gene, out);
	if (ret != STARDOSE_EROW)
		return ret;
	text = skip_blanks(text);
	for (n = strlen(text); n && isspace((unsigned char)text[n - 1]); n--)
		;
	return kputsn(text, n, out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_findings_join(const char *a, const char *b, kstring_t *out)
{
	struct finding f[MAX_FINDINGS];
	kstring_t both = KS_INITIALIZE;
	int ret = STARDOSE_EROW, n;

	if (!a || !b || parse_findings(a, "", f) <= 0 || parse_findings(b, "", f) <= 0)
		return STARDOSE_EROW;
	if (ksprintf(&both, "%s, %s", a, b) < 0)
		return STARDOSE_ENOMEM;
	n = parse_findings(both.s, "", f);
	if (n > 0)
		ret = print_findings(f, n, out);
	ks_free(&both);
	return ret;
}
