#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "match/diplotype_name.h"

#define MAX_NUMBER 99999
#define MAX_COPIES 999	/* on one haplotype; sums stop there, so that what is printed can be read */

static const char *skip_space(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	return s;
}

static int is_one_of(const char *s, const char *end, const char *utf8)
{
	size_t n = strlen(utf8);

	return (size_t)(end - s) >= n && memcmp(s, utf8, n) == 0;
}

/* A number of at least 1; moves @s behind it. */
static int parse_number(const char **s, const char *end, int *number)
{
	long n = 0;
	const char *p = *s;

	for (; p < end && isdigit((unsigned char)*p); p++) {
		n = 10 * n + (*p - '0');
		if (n > MAX_NUMBER)
			return 0;
	}
	*number = (int)n;
	if (p == *s)
		return 0;
	*s = p;
	return 1;
}

/* "x2", "xN", "x>=2", with blanks and the multiplication sign allowed; nothing is one copy. */
static int parse_copies(const char *s, const char *end, struct sdi_name_unit *unit)
{
	unit->copies = 1;
	s = skip_space(s, end);
	if (s >= end)
		return 1;
	if (*s == 'x' || *s == 'X')
		s++;
	else if (is_one_of(s, end, "\xc3\x97"))
		s += 2;
	else
		return 0;
	s = skip_space(s, end);
	if (s < end && (*s == 'N' || *s == 'n')) {
		unit->copies = 2;
		unit->or_more = 1;
		return s + 1 == end;
	}
	if (is_one_of(s, end, ">=")) {
		unit->or_more = 1;
		s += 2;
	} else if (is_one_of(s, end, "\xe2\x89\xa5")) {
		unit->or_more = 1;
		s += 3;
	}
	s = skip_space(s, end);
	if (s >= end || !parse_number(&s, end, &unit->copies) || s != end)
		return 0;
	/* "one or more" is no statement about copies, and prints as nothing that reads back */
	return unit->copies > unit->or_more && unit->copies <= MAX_COPIES;
}

/* One allele: "*4", "4", "*4A", "*4.013", "CYP2D6*4", with copies behind it; blanks around are gone already. */
static int parse_unit(const char *s, const char *end, const char *gene, struct sdi_name_unit *unit)
{
	size_t n = gene ? strlen(gene) : 0;

	memset(unit, 0, sizeof(*unit));
	if (n && (size_t)(end - s) > n && strncasecmp(s, gene, n) == 0)
		s = skip_space(s + n, end);
	if (s < end && *s == '*')
		s++;
	if (!parse_number(&s, end, &unit->number))
		return 0;
	for (n = 0; s < end && n < 2 && isupper((unsigned char)*s) && *s != 'X'; n++)
		unit->letters[n] = *s++;
	if (s < end && *s == '.') {
		for (n = 0, s++; s < end && n + 1 < sizeof(unit->suballele) && isdigit((unsigned char)*s); n++)
			unit->suballele[n] = *s++;
		if (!n)
			return 0;
	}
	return parse_copies(s, end, unit);
}

static int compare_names(const struct sdi_name_unit *a, const struct sdi_name_unit *b)
{
	int c;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	if ((c = strcmp(a->letters, b->letters)) != 0)
		return c;
	return strcmp(a->suballele, b->suballele);
}

/* Within a haplotype the higher number stands first: *36+*10, *68+*4. */
static int unit_order(const void *a, const void *b)
{
	return compare_names(b, a);
}

static int copies_or_more(const struct sdi_name_unit *u) { return 2 * u->copies + u->or_more; }

static int hap_order(const struct sdi_hap_name *a, const struct sdi_hap_name *b)
{
	for (int i = 0; i < a->n && i < b->n; i++) {
		int c = compare_names(&a->unit[i], &b->unit[i]);

		if (!c)
			c = copies_or_more(&a->unit[i]) - copies_or_more(&b->unit[i]);
		if (c)
			return c;
	}
	return a->n - b->n;
}

/* Sort, and add up the copies of equal alleles. */
static void settle_hap(struct sdi_hap_name *hap)
{
	int n = 0;

	qsort(hap->unit, hap->n, sizeof(*hap->unit), unit_order);
	for (int i = 1; i < hap->n; i++) {
		if (compare_names(&hap->unit[n], &hap->unit[i]) != 0) {
			hap->unit[++n] = hap->unit[i];
			continue;
		}
		hap->unit[n].copies += hap->unit[i].copies;
		if (hap->unit[n].copies > MAX_COPIES)
			hap->unit[n].copies = MAX_COPIES;
		hap->unit[n].or_more |= hap->unit[i].or_more;
	}
	hap->n = n + 1;
}

static void settle(struct sdi_diplotype_name *name)
{
	settle_hap(&name->hap[0]);
	settle_hap(&name->hap[1]);
	if (hap_order(&name->hap[0], &name->hap[1]) > 0) {
		struct sdi_hap_name swap = name->hap[0];

		name->hap[0] = name->hap[1];
		name->hap[1] = swap;
	}
}

static void trim(const char **beg, const char **end, const char *drop)
{
	while (*beg < *end && strchr(drop, **beg))
		++*beg;
	while (*beg < *end && strchr(drop, (*end)[-1]))
		--*end;
}

static int parse_hap(const char *beg, const char *end, const char *gene, struct sdi_hap_name *hap)
{
	hap->n = 0;
	trim(&beg, &end, " \t");
	trim(&beg, &end, "()[]");
	for (const char *s = beg; ; s++) {
		const char *plus = memchr(s, '+', end - s), *stop = plus ? plus : end;

		trim(&s, &stop, " \t");
		if (hap->n == SDI_NAME_UNITS || !parse_unit(s, stop, gene, &hap->unit[hap->n]))
			return 0;
		hap->n++;
		if (!plus)
			return 1;
		s = plus;
	}
}

int sdi_diplotype_parse(const char *text, const char *gene, struct sdi_diplotype_name *out)
{
	const char *end = text + strlen(text), *middle = strpbrk(text, "/|");

	if (!middle || strpbrk(middle + 1, "/|") || !parse_hap(text, middle, gene, &out->hap[0]) ||
	    !parse_hap(middle + 1, end, gene, &out->hap[1]))
		return STARDOSE_EROW;
	settle(out);
	return STARDOSE_OK;
}

void sdi_diplotype_strip(struct sdi_diplotype_name *name)
{
	for (int h = 0; h < 2; h++)
		for (int i = 0; i < name->hap[h].n; i++)
			name->hap[h].unit[i].letters[0] = name->hap[h].unit[i].suballele[0] = '\0';
	settle(name);
}

static int same_copies(const struct sdi_name_unit *a, const struct sdi_name_unit *b)
{
	if (a->or_more || b->or_more)
		return (a->or_more || a->copies >= 2) && (b->or_more || b->copies >= 2);
	return a->copies == b->copies;
}

static int same_hap(const struct sdi_hap_name *a, const struct sdi_hap_name *b)
{
	if (a->n != b->n)
		return 0;
	for (int i = 0; i < a->n; i++)
		if (compare_names(&a->unit[i], &b->unit[i]) != 0 || !same_copies(&a->unit[i], &b->unit[i]))
			return 0;
	return 1;
}

int sdi_diplotype_same(const struct sdi_diplotype_name *a, const struct sdi_diplotype_name *b)
{
	return (same_hap(&a->hap[0], &b->hap[0]) && same_hap(&a->hap[1], &b->hap[1])) ||
	       (same_hap(&a->hap[0], &b->hap[1]) && same_hap(&a->hap[1], &b->hap[0]));
}

static int print_unit(const struct sdi_name_unit *u, kstring_t *out)
{
	int failed = ksprintf(out, "*%d%s%s%s", u->number, u->letters, *u->suballele ? "." : "", u->suballele) < 0;

	if (u->or_more && u->copies <= 2)
		failed |= kputs("xN", out) < 0;
	else if (u->or_more || u->copies > 1)
		failed |= ksprintf(out, "x%s%d", u->or_more ? ">=" : "", u->copies) < 0;
	return failed;
}

int sdi_diplotype_print(const struct sdi_diplotype_name *name, kstring_t *out)
{
	int failed = 0;

	for (int h = 0; h < 2; h++)
		for (int i = 0; i < name->hap[h].n; i++) {
			if (h || i)
				failed |= kputc(i ? '+' : '/', out) < 0;
			failed |= print_unit(&name->hap[h].unit[i], out);
		}
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}
