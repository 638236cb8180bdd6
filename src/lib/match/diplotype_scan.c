/* diplotype_scan.c - the tokenizer of every notation for diplotypes: alleles and haplotypes */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "match/diplotype_scan.h"

#define MAX_NUMBER 99999

int sdi_scan_fail(struct sdi_scan *s, const char *why)
{
	if (!s->why)
		s->why = why;
	return 0;
}

static int is_blank(char c) { return c == ' ' || c == '\t'; }

void sdi_scan_blanks(struct sdi_scan *s)
{
	while (s->at < s->end && is_blank(*s->at))
		s->at++;
}

/* Move behind @text if it comes next, upper and lower case alike. */
static int take(struct sdi_scan *s, const char *text)
{
	size_t n = strlen(text);

	if ((size_t)(s->end - s->at) < n || strncasecmp(s->at, text, n))
		return 0;
	s->at += n;
	return 1;
}

int sdi_scan_comes(const struct sdi_scan *s, const char *one_of)
{
	return s->at < s->end && *s->at && strchr(one_of, *s->at);
}

/* A number of at least 1. */
static int take_number(struct sdi_scan *s, int *number)
{
	long n = 0;
	const char *from = s->at;

	for (; s->at < s->end && isdigit((unsigned char)*s->at); s->at++) {
		n = 10 * n + (*s->at - '0');
		if (n > MAX_NUMBER)
			return sdi_scan_fail(s, "a number is too large");
	}
	*number = (int)n;
	return s->at > from;
}

/* ";", "," or the word "or" between readings or alternatives. */
int sdi_scan_separator(struct sdi_scan *s)
{
	sdi_scan_blanks(s);
	if (sdi_scan_comes(s, ";,")) {
		s->at++;
		return 1;
	}
	if (s->at > s->end - 3 || !is_blank(s->at[-1]) || !is_blank(s->at[2]) || !take(s, "or"))
		return 0;
	return 1;
}

static int is_at_end_of_part(const struct sdi_scan *s)
{
	struct sdi_scan ahead = *s;

	sdi_scan_blanks(&ahead);
	return ahead.at == ahead.end || sdi_scan_comes(&ahead, "/|;,)]");
}

static int take_or_more(struct sdi_scan *s) { return take(s, ">=") || take(s, "\xe2\x89\xa5"); }

/* What follows the x of copies. */
static int take_count(struct sdi_scan *s, struct sdi_copies *out)
{
	sdi_scan_blanks(s);
	out->or_more = 0;
	if (take(s, "N")) {
		*out = (struct sdi_copies){ 2, 1 };
		return 1;
	}
	out->or_more = take_or_more(s);
	sdi_scan_blanks(s);
	if (!take_number(s, &out->n))
		return sdi_scan_fail(s, "a number of copies is expected behind x");
	if (sdi_scan_comes(s, "+")) { /* "x3+" */
		struct sdi_scan ahead = *s;

		ahead.at++;
		if (is_at_end_of_part(&ahead)) {
			s->at = ahead.at;
			out->or_more = 1;
		}
	}
	/* "one or more" is no statement about copies, and prints as nothing that reads back */
	return (out->n > out->or_more && out->n <= SDI_COPIES) ||
	       sdi_scan_fail(s, "not a number of copies");
}

/*
 * Copies behind an allele or a bracket: x2, xN, x>=3, >=3, DUP; @out->n is 0 where there are none.
 */
int sdi_scan_copies(struct sdi_scan *s, struct sdi_copies *out)
{
	const char *from = s->at;
	struct sdi_scan ahead;

	*out = (struct sdi_copies){ 0, 0 };
	sdi_scan_blanks(s);
	ahead = *s;
	if (take(s, "DUP")) {
		*out = (struct sdi_copies){ 2, 1 };
	} else if (take(s, "x") || take(s, "\xc3\x97") || take_or_more(&ahead)) {
		if (!take_count(s, out))
			return 0;
	} else {
		s->at = from;
		return 1;
	}
	if (is_blank(*from) && s->second && s->depth == s->depth_of_reading &&
	    is_at_end_of_part(s)) {
		s->floating = *out;
		out->n = 0;
	}
	return 1;
}

void sdi_scan_multiply(struct sdi_name_unit *unit, struct sdi_copies by)
{
	if (!by.n)
		return;
	unit->copies = unit->copies * by.n > SDI_COPIES ? SDI_COPIES : unit->copies * by.n;
	unit->or_more |= by.or_more;
}

/*
 * Letters of old names (A, AW, A2) and the digits of a suballele; Aldy marks its own suballeles
 * with .ALDY.
 */
static int take_suffix(struct sdi_scan *s, struct sdi_name_unit *unit)
{
	size_t n = 0;
	struct sdi_scan ahead = *s;

	if (!take(&ahead, "DUP"))
		for (; n < 2 && s->at < s->end && isupper((unsigned char)*s->at) && *s->at != 'X';
		     n++)
			unit->letters[n] = *s->at++;
	if (n && s->at < s->end && isdigit((unsigned char)*s->at))
		unit->letters[n] = *s->at++;
	while (sdi_scan_comes(s, ".")) {
		s->at++;
		if (take(s, "ALDY")) {
			int number;

			if (take(s, "_") && !take_number(s, &number))
				return sdi_scan_fail(s, "a number is expected behind ALDY_");
			continue;
		}
		for (n = strlen(unit->suballele);
		     s->at < s->end && n + 1 < sizeof(unit->suballele) &&
		     isdigit((unsigned char)*s->at);
		     n++)
			unit->suballele[n] = *s->at++;
		if (!n || s->at[-1] == '.')
			return sdi_scan_fail(s, "a suballele has no number");
	}
	return 1;
}

int sdi_scan_is_listed(const struct sdi_scan *s)
{
	return s->gene && s->gene->notation != STARDOSE_NOTATION_STAR;
}

/* Does the name, @n bytes of it, come next and end there? Upper and lower case alike. */
static int name_comes(const struct sdi_scan *s, const char *name, size_t n)
{
	const char *behind = s->at + n;

	return n && n <= (size_t)(s->end - s->at) && !strncasecmp(s->at, name, n) &&
	       (behind == s->end || strchr(" \t/|+;,)]_", *behind));
}

/* The longest name of an allele of the gene that comes next: its length, 0 for none. */
size_t sdi_scan_name(const struct sdi_scan *s, int *allele)
{
	size_t longest = 0;

	for (int i = 0; i < s->gene->n_alleles; i++) {
		const struct stardose_allele *a = &s->gene->alleles[i];
		size_t n = strlen(a->name);

		if (n > longest && name_comes(s, a->name, n)) {
			longest = n;
			*allele = i;
		}
		for (const char *also = a->also ? a->also : ""; *also;
		     also += n + (also[n] == ';')) {
			n = strcspn(also, ";");
			if (n > longest && name_comes(s, also, n)) {
				longest = n;
				*allele = i;
			}
		}
	}
	return longest;
}

/* Move behind "GENE" or "GENE:" where it stands before an allele. */
static void take_gene(struct sdi_scan *s)
{
	if (!s->gene || !take(s, s->gene->name))
		return;
	sdi_scan_blanks(s);
	if (sdi_scan_comes(s, ":"))
		s->at++;
	sdi_scan_blanks(s);
}

/* An allele of a gene that has names of its own. */
static int take_listed(struct sdi_scan *s, struct sdi_name_unit *unit)
{
	int allele = -1;
	size_t n = sdi_scan_name(s, &allele);

	if (!n) {
		take_gene(s);
		n = sdi_scan_name(s, &allele);
	}
	if (!n)
		return sdi_scan_fail(s, "an allele by a name that the tables have is expected");
	s->at += n;
	unit->number = allele;
	unit->name = s->gene->alleles[allele].name;
	return 1;
}

int sdi_scan_unit(struct sdi_scan *s, struct sdi_name_unit *unit)
{
	struct sdi_copies copies;

	memset(unit, 0, sizeof(*unit));
	unit->copies = 1;
	sdi_scan_blanks(s);
	if (sdi_scan_is_listed(s))
		return take_listed(s, unit);
	take_gene(s);
	if (sdi_scan_comes(s, "*"))
		s->at++;
	if (!take_number(s, &unit->number))
		return sdi_scan_fail(s, "a star allele is expected");
	if (!take_suffix(s, unit) || !sdi_scan_copies(s, &copies))
		return 0;
	sdi_scan_multiply(unit, copies);
	return 1;
}

static int add_alternative(struct sdi_scan *s, struct sdi_alternatives *to,
			   const struct sdi_hap_name *hap)
{
	if (to->n == SDI_ALTERNATIVES)
		return sdi_scan_fail(s, "too many alternatives");
	to->hap[to->n++] = *hap;
	return 1;
}

/* Behind an opening bracket: alternatives, or a part of a haplotype; up to the closing one. */
static int take_bracket(struct sdi_scan *s, struct sdi_alternatives *out)
{
	const char *close = *s->at == '(' ? ")" : "]";

	if (++s->depth > SDI_SCAN_DEPTH)
		return sdi_scan_fail(s, "too many brackets");
	s->at++;
	out->n = 0;
	do {
		struct sdi_alternatives more;

		if (!sdi_scan_haplotype(s, &more))
			return 0;
		for (int i = 0; i < more.n; i++)
			if (!add_alternative(s, out, &more.hap[i]))
				return 0;
	} while (sdi_scan_separator(s));
	sdi_scan_blanks(s);
	if (!sdi_scan_comes(s, close))
		return sdi_scan_fail(s, "a bracket is not closed");
	s->at++;
	s->depth--;
	return 1;
}

/* One allele, or something in brackets, with copies of all of it behind. */
static int take_part(struct sdi_scan *s, struct sdi_alternatives *out)
{
	struct sdi_copies copies;
	int allele;

	sdi_scan_blanks(s);
	if (s->end - s->at > 1 && s->at[0] == '*' && strchr("([", s->at[1]))
		s->at++; /* *(27) */
	if (!sdi_scan_comes(s, "([") || (sdi_scan_is_listed(s) && sdi_scan_name(s, &allele))) {
		out->n = out->hap[0].n = 1;
		return sdi_scan_unit(s, &out->hap[0].unit[0]);
	}
	if (!take_bracket(s, out) || !sdi_scan_copies(s, &copies))
		return 0;
	for (int i = 0; i < out->n; i++)
		for (int u = 0; u < out->hap[i].n; u++)
			sdi_scan_multiply(&out->hap[i].unit[u], copies);
	return 1;
}

/* Every alternative of @to, followed by every alternative of @part. */
static int append(struct sdi_scan *s, struct sdi_alternatives *to,
		  const struct sdi_alternatives *part)
{
	struct sdi_alternatives product = { 0 };

	for (int i = 0; i < to->n; i++)
		for (int k = 0; k < part->n; k++) {
			struct sdi_hap_name hap = to->hap[i];

			if (hap.n + part->hap[k].n > SDI_NAME_UNITS)
				return sdi_scan_fail(s, "too many alleles on one haplotype");
			memcpy(hap.unit + hap.n, part->hap[k].unit,
			       part->hap[k].n * sizeof(*hap.unit));
			hap.n += part->hap[k].n;
			if (!add_alternative(s, &product, &hap))
				return 0;
		}
	*to = product;
	return 1;
}

int sdi_scan_haplotype(struct sdi_scan *s, struct sdi_alternatives *out)
{
	struct sdi_alternatives part;

	if (!take_part(s, out))
		return 0;
	for (;;) {
		sdi_scan_blanks(s);
		if (sdi_scan_comes(s, "+")) {
			s->at++;
			if (!take_part(s, &part) || !append(s, out, &part))
				return 0;
		} else if (sdi_scan_comes(s, "([")) { /* *1(*12): the one or the other */
			if (!take_bracket(s, &part))
				return 0;
			for (int i = 0; i < part.n; i++)
				if (!add_alternative(s, out, &part.hap[i]))
					return 0;
		} else {
			return 1;
		}
	}
}
