/* diplotype_text.c - the tokenizer of every notation for diplotypes */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "match/diplotype_name.h"

#define MAX_NUMBER 99999
#define MAX_DEPTH 4		/* of brackets */
#define MAX_ALTERNATIVES 8	/* of one haplotype */
#define MAX_LOOSE 6 /* alleles that are on no haplotype in particular: 31 ways to lay them out */

struct copies { int n, or_more; };

struct scan {
	const char *at, *end;
	const struct stardose_gene *gene;	/* or NULL */
	const char *why;	/* set at the first failure */
	int depth;		/* of the brackets that @at is inside */
	int second; /* in the second haplotype of a reading: copies behind a blank at its end belong
		       to either */
	int depth_of_reading;
	struct copies floating;	/* such copies; n 0: none */
};

/* What a haplotype may be: one of these. */
struct alternatives { int n; struct sdi_hap_name hap[MAX_ALTERNATIVES]; };

static int fail(struct scan *s, const char *why)
{
	if (!s->why)
		s->why = why;
	return 0;
}

static int is_blank(char c) { return c == ' ' || c == '\t'; }

static void skip_blanks(struct scan *s)
{
	while (s->at < s->end && is_blank(*s->at))
		s->at++;
}

/* Move behind @text if it comes next, upper and lower case alike. */
static int take(struct scan *s, const char *text)
{
	size_t n = strlen(text);

	if ((size_t)(s->end - s->at) < n || strncasecmp(s->at, text, n))
		return 0;
	s->at += n;
	return 1;
}

static int comes(const struct scan *s, const char *one_of)
{
	return s->at < s->end && *s->at && strchr(one_of, *s->at);
}

/* A number of at least 1. */
static int take_number(struct scan *s, int *number)
{
	long n = 0;
	const char *from = s->at;

	for (; s->at < s->end && isdigit((unsigned char)*s->at); s->at++) {
		n = 10 * n + (*s->at - '0');
		if (n > MAX_NUMBER)
			return fail(s, "a number is too large");
	}
	*number = (int)n;
	return s->at > from;
}

/* ";", "," or the word "or" between readings or alternatives. */
static int take_separator(struct scan *s)
{
	skip_blanks(s);
	if (comes(s, ";,")) {
		s->at++;
		return 1;
	}
	if (s->at > s->end - 3 || !is_blank(s->at[-1]) || !is_blank(s->at[2]) || !take(s, "or"))
		return 0;
	return 1;
}

static int is_at_end_of_part(const struct scan *s)
{
	struct scan ahead = *s;

	skip_blanks(&ahead);
	return ahead.at == ahead.end || comes(&ahead, "/|;,)]");
}

static int take_or_more(struct scan *s) { return take(s, ">=") || take(s, "\xe2\x89\xa5"); }

/* What follows the x of copies. */
static int take_count(struct scan *s, struct copies *out)
{
	skip_blanks(s);
	out->or_more = 0;
	if (take(s, "N")) {
		*out = (struct copies){ 2, 1 };
		return 1;
	}
	out->or_more = take_or_more(s);
	skip_blanks(s);
	if (!take_number(s, &out->n))
		return fail(s, "a number of copies is expected behind x");
	if (comes(s, "+")) {	/* "x3+" */
		struct scan ahead = *s;

		ahead.at++;
		if (is_at_end_of_part(&ahead)) {
			s->at = ahead.at;
			out->or_more = 1;
		}
	}
	/* "one or more" is no statement about copies, and prints as nothing that reads back */
	return (out->n > out->or_more && out->n <= SDI_COPIES) || fail(s, "not a number of copies");
}

/*
 * Copies behind an allele or a bracket: x2, xN, x>=3, >=3, DUP; @out->n is 0 where there are none.
 */
static int take_copies(struct scan *s, struct copies *out)
{
	const char *from = s->at;
	struct scan ahead;

	*out = (struct copies){ 0, 0 };
	skip_blanks(s);
	ahead = *s;
	if (take(s, "DUP")) {
		*out = (struct copies){ 2, 1 };
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

static void multiply(struct sdi_name_unit *unit, struct copies by)
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
static int take_suffix(struct scan *s, struct sdi_name_unit *unit)
{
	size_t n = 0;
	struct scan ahead = *s;

	if (!take(&ahead, "DUP"))
		for (; n < 2 && s->at < s->end && isupper((unsigned char)*s->at) && *s->at != 'X';
		     n++)
			unit->letters[n] = *s->at++;
	if (n && s->at < s->end && isdigit((unsigned char)*s->at))
		unit->letters[n] = *s->at++;
	while (comes(s, ".")) {
		s->at++;
		if (take(s, "ALDY")) {
			int number;

			if (take(s, "_") && !take_number(s, &number))
				return fail(s, "a number is expected behind ALDY_");
			continue;
		}
		for (n = strlen(unit->suballele);
		     s->at < s->end && n + 1 < sizeof(unit->suballele) &&
		     isdigit((unsigned char)*s->at);
		     n++)
			unit->suballele[n] = *s->at++;
		if (!n || s->at[-1] == '.')
			return fail(s, "a suballele has no number");
	}
	return 1;
}

static int is_listed(const struct scan *s)
{
	return s->gene && s->gene->notation != STARDOSE_NOTATION_STAR;
}

/* Does the name, @n bytes of it, come next and end there? Upper and lower case alike. */
static int name_comes(const struct scan *s, const char *name, size_t n)
{
	const char *behind = s->at + n;

	return n && n <= (size_t)(s->end - s->at) && !strncasecmp(s->at, name, n) &&
	       (behind == s->end || strchr(" \t/|+;,)]_", *behind));
}

/* The longest name of an allele of the gene that comes next: its length, 0 for none. */
static size_t longest_name(const struct scan *s, int *allele)
{
	size_t longest = 0;

	for (int i = 0; i < s->gene->n_alleles; i++) {
		const struct stardose_allele *a = &s->gene->alleles[i];
		size_t n = strlen(a->name);

		if (n > longest && name_comes(s, a->name, n)) {
			longest = n;
			*allele = i;
		}
		for (const char *also = a->also ? a->also : ""; *also; also += n + (also[n] == ';')) {
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
static void take_gene(struct scan *s)
{
	if (!s->gene || !take(s, s->gene->name))
		return;
	skip_blanks(s);
	if (comes(s, ":"))
		s->at++;
	skip_blanks(s);
}

/* An allele of a gene that has names of its own. */
static int take_listed(struct scan *s, struct sdi_name_unit *unit)
{
	int allele = -1;
	size_t n = longest_name(s, &allele);

	if (!n) {
		take_gene(s);
		n = longest_name(s, &allele);
	}
	if (!n)
		return fail(s, "an allele by a name that the tables have is expected");
	s->at += n;
	unit->number = allele;
	unit->name = s->gene->alleles[allele].name;
	return 1;
}

static int take_unit(struct scan *s, struct sdi_name_unit *unit)
{
	struct copies copies;

	memset(unit, 0, sizeof(*unit));
	unit->copies = 1;
	skip_blanks(s);
	if (is_listed(s))
		return take_listed(s, unit);
	take_gene(s);
	if (comes(s, "*"))
		s->at++;
	if (!take_number(s, &unit->number))
		return fail(s, "a star allele is expected");
	if (!take_suffix(s, unit) || !take_copies(s, &copies))
		return 0;
	multiply(unit, copies);
	return 1;
}

static int take_haplotype(struct scan *s, struct alternatives *out);

static int add_alternative(struct scan *s, struct alternatives *to, const struct sdi_hap_name *hap)
{
	if (to->n == MAX_ALTERNATIVES)
		return fail(s, "too many alternatives");
	to->hap[to->n++] = *hap;
	return 1;
}

/* Behind an opening bracket: alternatives, or a part of a haplotype; up to the closing one. */
static int take_bracket(struct scan *s, struct alternatives *out)
{
	const char *close = *s->at == '(' ? ")" : "]";

	if (++s->depth > MAX_DEPTH)
		return fail(s, "too many brackets");
	s->at++;
	out->n = 0;
	do {
		struct alternatives more;

		if (!take_haplotype(s, &more))
			return 0;
		for (int i = 0; i < more.n; i++)
			if (!add_alternative(s, out, &more.hap[i]))
				return 0;
	} while (take_separator(s));
	skip_blanks(s);
	if (!comes(s, close))
		return fail(s, "a bracket is not closed");
	s->at++;
	s->depth--;
	return 1;
}

/* One allele, or something in brackets, with copies of all of it behind. */
static int take_part(struct scan *s, struct alternatives *out)
{
	struct copies copies;
	int allele;

	skip_blanks(s);
	if (s->end - s->at > 1 && s->at[0] == '*' && strchr("([", s->at[1]))
		s->at++;	/* *(27) */
	if (!comes(s, "([") || (is_listed(s) && longest_name(s, &allele))) {
		out->n = out->hap[0].n = 1;
		return take_unit(s, &out->hap[0].unit[0]);
	}
	if (!take_bracket(s, out) || !take_copies(s, &copies))
		return 0;
	for (int i = 0; i < out->n; i++)
		for (int u = 0; u < out->hap[i].n; u++)
			multiply(&out->hap[i].unit[u], copies);
	return 1;
}

/* Every alternative of @to, followed by every alternative of @part. */
static int append(struct scan *s, struct alternatives *to, const struct alternatives *part)
{
	struct alternatives product = { 0 };

	for (int i = 0; i < to->n; i++)
		for (int k = 0; k < part->n; k++) {
			struct sdi_hap_name hap = to->hap[i];

			if (hap.n + part->hap[k].n > SDI_NAME_UNITS)
				return fail(s, "too many alleles on one haplotype");
			memcpy(hap.unit + hap.n, part->hap[k].unit,
			       part->hap[k].n * sizeof(*hap.unit));
			hap.n += part->hap[k].n;
			if (!add_alternative(s, &product, &hap))
				return 0;
		}
	*to = product;
	return 1;
}

static int take_haplotype(struct scan *s, struct alternatives *out)
{
	struct alternatives part;

	if (!take_part(s, out))
		return 0;
	for (;;) {
		skip_blanks(s);
		if (comes(s, "+")) {
			s->at++;
			if (!take_part(s, &part) || !append(s, out, &part))
				return 0;
		} else if (comes(s, "([")) {	/* *1(*12): the one or the other */
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

/* ---- readings ---- */

struct list { struct sdi_diplotype_readings *out; int m; int status; };

static int add_reading(struct scan *s, struct list *list, struct sdi_diplotype_name *name)
{
	struct sdi_diplotype_readings *out = list->out;

	sdi_diplotype_finish(name);
	for (int i = 0; i < out->n; i++)
		if (sdi_diplotype_equal(&out->name[i], name))
			return 1;
	if (out->n == SDI_READINGS)
		return fail(s, "too many readings");
	if (out->n == list->m) {
		struct sdi_diplotype_name *grown =
			realloc(out->name, (list->m ? 4 * list->m : 4) * sizeof(*grown));

		if (!grown) {
			list->status = STARDOSE_ENOMEM;
			return 0;
		}
		out->name = grown;
		list->m = list->m ? 4 * list->m : 4;
	}
	out->name[out->n++] = *name;
	return 1;
}

static int add_pairs(struct scan *s, struct list *list, const struct alternatives *a,
		     const struct alternatives *b)
{
	for (int i = 0; i < a->n; i++)
		for (int k = 0; k < b->n; k++) {
			struct sdi_diplotype_name name = { .hap = { a->hap[i], b->hap[k] } };

			if (!s->floating.n) {
				if (!add_reading(s, list, &name))
					return 0;
				continue;
			}
			for (int h = 0; h < 2; h++) {
				struct sdi_diplotype_name either = name;

				if (name.hap[h].n != 1)
					return fail(s, "copies behind a blank could belong to "
						       "several alleles");
				multiply(&either.hap[h].unit[0], s->floating);
				if (!add_reading(s, list, &either))
					return 0;
			}
		}
	return 1;
}

/* Alleles joined by '_': every way to lay them on two haplotypes. */
static int take_loose(struct scan *s, struct list *list, const struct alternatives *first)
{
	struct sdi_name_unit unit[MAX_LOOSE];
	int n = 1;

	if (first->n != 1 || first->hap[0].n != 1)
		return fail(s, "alleles joined by _ stand alone");
	unit[0] = first->hap[0].unit[0];
	for (; comes(s, "_"); n++) {
		s->at++;
		if (n == MAX_LOOSE)
			return fail(s, "too many alleles without a haplotype");
		if (!take_unit(s, &unit[n]))
			return 0;
	}
	for (int on_second = 1; on_second < 1 << (n - 1);
	     on_second++) { /* the first one stays on the first */
		struct sdi_diplotype_name name = { 0 };

		for (int i = 0; i < n; i++) {
			struct sdi_hap_name *hap = &name.hap[i && on_second >> (i - 1) & 1];

			hap->unit[hap->n++] = unit[i];
		}
		if (!add_reading(s, list, &name))
			return 0;
	}
	return 1;
}

static int take_pair(struct scan *s, struct list *list)
{
	struct alternatives a, b;
	int ok;

	s->second = s->floating.n = 0;
	s->depth_of_reading = s->depth;
	if (!take_haplotype(s, &a))
		return 0;
	skip_blanks(s);
	if (comes(s, "_"))
		return take_loose(s, list, &a);
	if (!comes(s, "/|")) {
		for (int i = 0; i < a.n; i++) {
			struct sdi_diplotype_name name = { .hap = { a.hap[i] } };

			if (!add_reading(s, list, &name))
				return 0;
		}
		return 1;
	}
	s->at++;
	s->second = 1;
	ok = take_haplotype(s, &b);
	s->second = 0;
	return ok && add_pairs(s, list, &a, &b);
}

/* The bytes of the name of an allele that begins here, where slashes and brackets mean nothing. */
static size_t name_here(const struct scan *s, const char *at)
{
	struct scan here = *s;
	int allele;

	here.at = at;
	return is_listed(s) && strchr(" \t/|+;,([_", at[-1]) ? longest_name(&here, &allele) : 0;
}

/*
 * Does the bracket that comes next hold a whole reading: a slash inside, nothing but copies
 * behind?
 */
static int holds_reading(const struct scan *s)
{
	int depth = 1, slash = 0;
	const char *p = s->at + 1;

	while (p < s->end) {
		const size_t name = name_here(s, p);

		if (name) {
			p += name;
			continue;
		}
		if (strchr("([", *p))
			depth++;
		else if (strchr(")]", *p) && !--depth)
			break;
		slash |= depth == 1 && strchr("/|", *p);
		p++;
	}
	return p < s->end && slash;
}

/* One reading, perhaps in brackets, perhaps with copies behind them. */
static int take_reading(struct scan *s, struct list *list)
{
	struct sdi_diplotype_readings inside = { 0 };
	struct list inner = { &inside, 0, STARDOSE_OK };
	struct copies copies = { 0, 0 };
	int ok;

	skip_blanks(s);
	if (!comes(s, "([") || !holds_reading(s))
		return take_pair(s, list);
	s->at++;
	ok = ++s->depth <= MAX_DEPTH ? take_reading(s, &inner) : fail(s, "too many brackets");
	skip_blanks(s);
	if (ok)
		ok = comes(s, ")]") || fail(s, "a bracket is not closed");
	if (ok) {
		s->at++;
		s->depth--;
		ok = take_copies(s, &copies);
	}
	for (int i = 0; ok && i < inside.n; i++) {
		struct alternatives a = { .n = 1, .hap = { inside.name[i].hap[0] } },
				    b = { .n = 1, .hap = { inside.name[i].hap[1] } };

		s->floating = copies;
		ok = add_pairs(s, list, &a, &b);
	}
	if (inner.status)
		list->status = inner.status;
	free(inside.name);
	return ok;
}

int sdi_diplotype_readings(const char *text, const struct stardose_gene *gene,
			   struct sdi_diplotype_readings *out, const char **why)
{
	struct scan s = { .at = text, .end = text + strlen(text), .gene = gene };
	struct list list = { out, 0, STARDOSE_OK };
	int ok;

	memset(out, 0, sizeof(*out));
	do
		ok = take_reading(&s, &list);
	while (ok && take_separator(&s));
	skip_blanks(&s);
	if (ok && s.at < s.end)
		ok = fail(&s, "something stands behind the diplotype that is none");
	if (ok)
		return STARDOSE_OK;
	sdi_diplotype_readings_release(out);
	if (why)
		*why = s.why ? s.why : "not a diplotype";
	return list.status ? list.status : STARDOSE_EROW;
}

void sdi_diplotype_readings_release(struct sdi_diplotype_readings *readings)
{
	free(readings->name);
	memset(readings, 0, sizeof(*readings));
}

int sdi_diplotype_parse(const char *text, const struct stardose_gene *gene,
			struct sdi_diplotype_name *out)
{
	struct sdi_diplotype_readings readings;
	int ret = sdi_diplotype_readings(text, gene, &readings, NULL);

	if (!ret && (readings.n != 1 || !readings.name[0].hap[1].n))
		ret = STARDOSE_EROW;
	if (!ret)
		*out = readings.name[0];
	sdi_diplotype_readings_release(&readings);
	return ret;
}
