/* hla_finding.c - typings and findings written in one way; "*15:02 positive" asked, and its kin */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <stardose/status.h>
#include "tables/hla_name.h"
#include "tables/hla_finding.h"

#define MAX_FINDINGS 64
#define TYPED_FIELDS 2	/* of an allele of a typing that are kept */

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

/* ---- typings ---- */

/*
 * Two alleles joined by '/', '|' or '+', and nothing else; 0 when it is none. One that cannot be
 * read (*15:AB, '-') has no fields, and @n_read says how many can.
 */
static int take_typing(struct span text, const char *gene, struct sdi_hla_allele allele[2],
		       int *n_read)
{
	struct span part;
	int n = 0;

	*n_read = 0;
	for (; next_part(&text, "/|+", &part); n++) {
		char name[64];
		const char *end;

		if (n == 2 || part.n >= sizeof(name))
			return 0;
		memcpy(name, part.s, part.n);
		name[part.n] = '\0';
		end = sdi_hla_allele_take(name, gene, &allele[n]);
		if (!end || *end)
			allele[n].n_fields = 0;
		*n_read += allele[n].n_fields > 0;
	}
	return n == 2 || (n == 1 && *n_read);
}

/* ---- findings ---- */

static int by_allele(const void *a, const void *b)
{
	return sdi_hla_allele_order(&((const struct sdi_hla_finding *)a)->allele,
				    &((const struct sdi_hla_finding *)b)->allele);
}

/* Number of findings, 0 when the text is none, -1 when they contradict each other. */
static int take_findings(const char *text, const char *gene, struct sdi_hla_finding *out)
{
	int n = 0, kept = 0;

	for (;; text++) {
		text = n < MAX_FINDINGS ? sdi_hla_finding_take(text, gene, &out[n]) : NULL;
		if (!text || (*text && !strchr(",;", *text)))
			return 0;
		n++;
		if (!*text)
			break;
	}
	qsort(out, n, sizeof(*out), by_allele);
	for (int i = 1; i < n; i++) {
		if (by_allele(&out[i], &out[kept]))
			out[++kept] = out[i];
		else if (out[i].positive != out[kept].positive)
			return -1;
	}
	return kept + 1;
}

static int print_findings(const struct sdi_hla_finding *f, int n, kstring_t *out)
{
	int failed = 0;

	for (int i = 0; i < n; i++)
		failed |= (i && kputs(", ", out) < 0) ||
			  sdi_hla_allele_print(&f[i].allele, SDI_HLA_FIELDS, out) ||
			  kputs(f[i].positive ? " positive" : " negative", out) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int print_typing(const struct sdi_hla_allele allele[2], kstring_t *out)
{
	int swap = sdi_hla_allele_order(&allele[0], &allele[1]) > 0;
	int failed = sdi_hla_allele_print(&allele[swap], TYPED_FIELDS, out) ||
		     kputc('/', out) < 0 ||
		     sdi_hla_allele_print(&allele[!swap], TYPED_FIELDS, out);

	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_hla_findings_print(const char *text, const char *gene, kstring_t *out)
{
	struct sdi_hla_finding f[MAX_FINDINGS];
	struct sdi_hla_allele allele[2];
	int n = take_findings(text, gene, f), n_read;
	struct span plain = span_of(text);

	if (n)
		return n < 0 ? STARDOSE_EROW : print_findings(f, n, out);
	if (take_typing(plain, gene, allele, &n_read) && n_read == 2)
		return print_typing(allele, out);
	return kputsn(plain.s, plain.n, out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_hla_findings_join(const char *a, const char *b, kstring_t *out)
{
	struct sdi_hla_finding f[MAX_FINDINGS];
	kstring_t both = KS_INITIALIZE;
	int ret = STARDOSE_EROW, n;

	if (!a || !b || take_findings(a, "", f) <= 0 || take_findings(b, "", f) <= 0)
		return STARDOSE_EROW;
	if (ksprintf(&both, "%s, %s", a, b) < 0)
		return STARDOSE_ENOMEM;
	n = take_findings(both.s, "", f);
	if (n > 0)
		ret = print_findings(f, n, out);
	ks_free(&both);
	return ret;
}

/* ---- answers ---- */

struct said { int yes, no; };

/*
 * "*15:02 positive": a narrower allele proves the wider one, a wider one that is absent excludes
 * the narrower.
 */
static void hear_finding(struct said *said, const struct sdi_hla_allele *asked,
			 const struct sdi_hla_finding *given)
{
	enum sdi_hla_kin kin = sdi_hla_kin(asked, &given->allele);

	said->yes |= given->positive && (kin == SDI_HLA_SAME || kin == SDI_HLA_NARROWER);
	said->no |= !given->positive && (kin == SDI_HLA_SAME || kin == SDI_HLA_WIDER);
}

/* A typing: of two known alleles none may be the one asked for. */
static void hear_typing(struct said *said, const char *gene, const struct sdi_hla_allele *asked,
			struct span text)
{
	struct sdi_hla_allele allele[2] = { { .n_fields = 0 }, { .n_fields = 0 } };
	int n_other = 0, n_read;

	if (!take_typing(text, gene, allele, &n_read))
		return;
	for (int i = 0; i < 2; i++) {
		enum sdi_hla_kin kin = allele[i].n_fields ? sdi_hla_kin(asked, &allele[i])
							  : SDI_HLA_DOUBTFUL;

		said->yes |= kin == SDI_HLA_SAME || kin == SDI_HLA_NARROWER;
		n_other += kin == SDI_HLA_OTHER;
	}
	said->no |= n_other == 2;
}

static enum sdi_answer is_positive(const char *gene, const struct sdi_hla_allele *asked,
				   const char *text)
{
	struct span rest = span_of(text), part;
	struct said said = { 0, 0 };

	while (next_part(&rest, ";,", &part)) {
		struct sdi_hla_finding finding;
		char one[128];
		const char *end = NULL;

		if (part.n < sizeof(one)) {
			memcpy(one, part.s, part.n);
			one[part.n] = '\0';
			end = sdi_hla_finding_take(one, gene, &finding);
		}
		if (end && !*end)
			hear_finding(&said, asked, &finding);
		else
			hear_typing(&said, gene, asked, part);
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
	struct sdi_hla_finding finding;
	enum sdi_answer answer;
	const char *end;

	if (!text || !*text)
		return SDI_ANSWER_NOTHING;
	if (take_last(&t, "carrier"))
		return take_prefix(&t, gene) ? is_carried(gene, t, text) : SDI_ANSWER_NOTHING;
	end = sdi_hla_finding_take(asked, gene, &finding);
	if (!end || *end)
		return is_diplotype(t, span_of(text));
	answer = is_positive(gene, &finding.allele, text);
	return answer == SDI_ANSWER_NOTHING || finding.positive ? answer : !answer;
}
