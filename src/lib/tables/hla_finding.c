/* hla_finding.c - "*15:02 positive" asked of a typing, and its kin */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "tables/hla_finding.h"

/* A stretch of a text. */
struct span { const char *s; size_t n; };

static struct span trimmed(struct span t)
{
	while (t.n && isspace((unsigned char)t.s[0])) {
		t.s++;
		t.n--;
	}
	while (t.n && isspace((unsigned char)t.s[t.n - 1]))
		t.n--;
	return t;
}

static struct span span_of(const char *text)
{
	return trimmed((struct span){ text, strlen(text) });
}

/* The next part of *@rest up to one of @separators; 0 at the end. */
static int next_part(struct span *rest, const char *separators, struct span *part)
{
	size_t n = 0;

	if (!rest->s)
		return 0;
	while (n < rest->n && !strchr(separators, rest->s[n]))
		n++;
	*part = trimmed((struct span){ rest->s, n });
	if (n == rest->n)
		rest->s = NULL;
	else
		*rest = (struct span){ rest->s + n + 1, rest->n - n - 1 };
	return 1;
}

/* Take the word @last, with the blank before it, off the end of *@t. */
static int take_last(struct span *t, const char *last)
{
	size_t n = strlen(last);

	if (t->n <= n || strncasecmp(t->s + t->n - n, last, n) ||
	    !isspace((unsigned char)t->s[t->n - n - 1]))
		return 0;
	*t = trimmed((struct span){ t->s, t->n - n });
	return 1;
}

/* "B*15:02", "HLA-B*15:02" -> "15:02"; 0 when the prefix is another gene's, or no star is there. */
static int take_prefix(struct span *t, const char *gene)
{
	const char *star = memchr(t->s, '*', t->n);
	size_t n = star ? (size_t)(star - t->s) : 0, length = strlen(gene);

	if (!star || n > length || strncasecmp(gene + length - n, t->s, n) ||
	    (n && n < length && gene[length - n - 1] != '-'))
		return 0;
	*t = (struct span){ star + 1, t->n - n - 1 };
	return 1;
}

static int same(struct span a, struct span b) { return a.n == b.n && !strncasecmp(a.s, b.s, a.n); }

/* ---- alleles of one to four fields ---- */

enum kinship {
	OTHER,
	SAME,
	WIDER,
	NARROWER
}; /* of the given allele, seen from the one asked for */

/*
 * A letter behind the last field: G and P name groups of alleles that share the fields, the others
 * tell of the expression.
 */
static int take_suffix(struct span *t)
{
	int c = t->n > 1 ? toupper((unsigned char)t->s[t->n - 1]) : 0;

	if (!isalpha(c) || !isdigit((unsigned char)t->s[t->n - 2]))
		return 0;
	t->n--;
	return c != 'G' && c != 'P';
}

static enum kinship kinship(struct span asked, struct span given)
{
	int is_doubtful = take_suffix(&given);
	struct span a, g;

	if (given.n < 2)
		return WIDER;		/* no field has one digit: this is no typing */
	for (;;) {
		int has_a = next_part(&asked, ":", &a), has_g = next_part(&given, ":", &g);

		if (!has_a && !has_g)
			return is_doubtful ? WIDER : SAME;
		if (!has_a)
			return is_doubtful ? WIDER : NARROWER;
		if (!has_g)
			return WIDER;
		if (!same(a, g))
			return OTHER;
	}
}

struct said { int yes, no; };

/*
 * "*15:02 positive": a narrower allele proves the wider one, a wider one that is absent excludes
 * the narrower.
 */
static void hear_finding(struct said *said, struct span asked, struct span given, int is_positive)
{
	enum kinship k = kinship(asked, given);

	said->yes |= is_positive && (k == SAME || k == NARROWER);
	said->no |= !is_positive && (k == SAME || k == WIDER);
}

/* A typing: of two known alleles none may be the one asked for. */
static void hear_typing(struct said *said, const char *gene, struct span asked, struct span text)
{
	int n_other = 0;
	struct span part;

	while (next_part(&text, "/", &part)) {
		enum kinship k = take_prefix(&part, gene) && part.n ? kinship(asked, part) : WIDER;

		said->yes |= k == SAME || k == NARROWER;
		n_other += k == OTHER;
	}
	said->no |= n_other == 2;
}

static enum sdi_answer is_positive(const char *gene, struct span asked, const char *text)
{
	struct span rest = span_of(text), part;
	struct said said = { 0, 0 };

	while (next_part(&rest, ";,", &part)) {
		int positive = take_last(&part, "positive"),
		    negative = !positive && take_last(&part, "negative");

		if (!positive && !negative)
			hear_typing(&said, gene, asked, part);
		else if (take_prefix(&part, gene))
			hear_finding(&said, asked, part, positive);
	}
	return said.yes == said.no ? SDI_ANSWER_NOTHING : said.yes ? SDI_ANSWER_YES : SDI_ANSWER_NO;
}

/* ---- diplotypes ---- */

static struct span up_to(struct span t, const char *ends)
{
	for (size_t i = 0; i < t.n; i++)
		if (strchr(ends, t.s[i]))
			t.n = i;
	return t;
}

/* Is the allele among those of the diplotype, in one copy or more, alone or in tandem? */
static enum sdi_answer is_carried(const char *gene, struct span asked, const char *text)
{
	struct span rest = span_of(text), part;

	while (next_part(&rest, "/+", &part)) {
		if (!take_prefix(&part, gene))
			return SDI_ANSWER_NOTHING;
		if (same(up_to(part, ".xX"), asked))
			return SDI_ANSWER_YES;
	}
	return SDI_ANSWER_NO;
}

/* A diplotype is the same in either order. */
static enum sdi_answer is_diplotype(struct span asked, struct span text)
{
	const char *a = memchr(asked.s, '/', asked.n), *t = memchr(text.s, '/', text.n);
	struct span asked2, text2;

	if (same(asked, text))
		return SDI_ANSWER_YES;
	if (!a || !t)
		return SDI_ANSWER_NO;
	asked2 = trimmed((struct span){ a + 1, asked.n - (a - asked.s) - 1 });
	text2 = trimmed((struct span){ t + 1, text.n - (t - text.s) - 1 });
	asked = trimmed((struct span){ asked.s, a - asked.s });
	text = trimmed((struct span){ text.s, t - text.s });
	text = up_to(text, ".");
	text2 = up_to(text2, ".");
	return (same(asked, text2) && same(asked2, text)) ||
	       (same(asked, text) && same(asked2, text2));
}

enum sdi_answer sdi_hla_finding_answer(const char *gene, const char *asked, const char *text)
{
	struct span t = span_of(asked);
	enum sdi_answer answer;
	int negative;

	if (!text || !*text)
		return SDI_ANSWER_NOTHING;
	negative = take_last(&t, "negative");
	if (negative || take_last(&t, "positive")) {
		answer = take_prefix(&t, gene) ? is_positive(gene, t, text) : SDI_ANSWER_NOTHING;
		return answer == SDI_ANSWER_NOTHING || !negative ? answer : !answer;
	}
	if (take_last(&t, "carrier"))
		return take_prefix(&t, gene) ? is_carried(gene, t, text) : SDI_ANSWER_NOTHING;
	return is_diplotype(t, span_of(text));
}
