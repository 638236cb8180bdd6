/* diplotype_name.c - named diplotypes: one order, one text; what is the same */
#include <stdlib.h>
#include <string.h>
#include "match/diplotype_name.h"

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
void sdi_hap_finish(struct sdi_hap_name *hap)
{
	int n = 0;

	if (!hap->n)
		return;
	qsort(hap->unit, hap->n, sizeof(*hap->unit), unit_order);
	for (int i = 1; i < hap->n; i++) {
		if (compare_names(&hap->unit[n], &hap->unit[i]) != 0) {
			hap->unit[++n] = hap->unit[i];
			continue;
		}
		hap->unit[n].copies += hap->unit[i].copies;
		if (hap->unit[n].copies > SDI_COPIES)
			hap->unit[n].copies = SDI_COPIES;
		hap->unit[n].or_more |= hap->unit[i].or_more;
	}
	hap->n = n + 1;
}

void sdi_diplotype_finish(struct sdi_diplotype_name *name)
{
	sdi_hap_finish(&name->hap[0]);
	sdi_hap_finish(&name->hap[1]);
	if (name->hap[1].n && hap_order(&name->hap[0], &name->hap[1]) > 0) {
		struct sdi_hap_name swap = name->hap[0];

		name->hap[0] = name->hap[1];
		name->hap[1] = swap;
	}
}

void sdi_diplotype_strip(struct sdi_diplotype_name *name)
{
	for (int h = 0; h < 2; h++)
		for (int i = 0; i < name->hap[h].n; i++)
			name->hap[h].unit[i].letters[0] = name->hap[h].unit[i].suballele[0] = '\0';
	sdi_diplotype_finish(name);
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
		if (compare_names(&a->unit[i], &b->unit[i]) != 0 ||
		    !same_copies(&a->unit[i], &b->unit[i]))
			return 0;
	return 1;
}

int sdi_diplotype_same(const struct sdi_diplotype_name *a, const struct sdi_diplotype_name *b)
{
	return (same_hap(&a->hap[0], &b->hap[0]) && same_hap(&a->hap[1], &b->hap[1])) ||
	       (same_hap(&a->hap[0], &b->hap[1]) && same_hap(&a->hap[1], &b->hap[0]));
}

/* Copies are read behind a star allele, or behind brackets around a name of any other kind. */
static int print_unit(const struct sdi_name_unit *u, kstring_t *out)
{
	const int in_brackets = u->name && (u->or_more || u->copies > 1);
	int failed = u->name ? ksprintf(out, in_brackets ? "[%s]" : "%s", u->name) < 0
			     : ksprintf(out, "*%d%s%s%s", u->number, u->letters,
					*u->suballele ? "." : "", u->suballele) < 0;

	if (u->or_more && u->copies <= 2)
		failed |= kputs("xN", out) < 0;
	else if (u->or_more || u->copies > 1)
		failed |= ksprintf(out, "x%s%d", u->or_more ? ">=" : "", u->copies) < 0;
	return failed;
}

int sdi_hap_print(const struct sdi_hap_name *hap, kstring_t *out)
{
	int failed = 0;

	for (int i = 0; i < hap->n; i++) {
		failed |= i && kputc('+', out) < 0;
		failed |= print_unit(&hap->unit[i], out);
	}
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_diplotype_print(const struct sdi_diplotype_name *name, kstring_t *out)
{
	int ret = sdi_hap_print(&name->hap[0], out);

	if (!ret && name->hap[1].n && kputc('/', out) < 0)
		ret = STARDOSE_ENOMEM;
	return !ret ? sdi_hap_print(&name->hap[1], out) : ret;
}

int sdi_hap_equal(const struct sdi_hap_name *a, const struct sdi_hap_name *b)
{
	return hap_order(a, b) == 0;
}

int sdi_diplotype_equal(const struct sdi_diplotype_name *a, const struct sdi_diplotype_name *b)
{
	return hap_order(&a->hap[0], &b->hap[0]) == 0 && hap_order(&a->hap[1], &b->hap[1]) == 0;
}
