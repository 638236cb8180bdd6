/* diplotype_text.c - whole readings of a diplotype's text: pairs of haplotypes, and alternatives */
#include <stdlib.h>
#include <string.h>
#include "match/diplotype_scan.h"

#define MAX_LOOSE 6 /* alleles that are on no haplotype in particular: 31 ways to lay them out */

struct list {
	struct sdi_diplotype_readings *out;
	int m;
	int status;
};

static int add_reading(struct sdi_scan *s, struct list *list, struct sdi_diplotype_name *name)
{
	struct sdi_diplotype_readings *out = list->out;

	sdi_diplotype_finish(name);
	for (int i = 0; i < out->n; i++)
		if (sdi_diplotype_equal(&out->name[i], name))
			return 1;
	if (out->n == SDI_READINGS)
		return sdi_scan_fail(s, "too many readings");
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

static int add_pairs(struct sdi_scan *s, struct list *list, const struct sdi_alternatives *a,
		     const struct sdi_alternatives *b)
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
					return sdi_scan_fail(
						s, "copies behind a blank could belong to "
						   "several alleles");
				sdi_scan_multiply(&either.hap[h].unit[0], s->floating);
				if (!add_reading(s, list, &either))
					return 0;
			}
		}
	return 1;
}

/* Alleles joined by '_': every way to lay them on two haplotypes. */
static int take_loose(struct sdi_scan *s, struct list *list, const struct sdi_alternatives *first)
{
	struct sdi_name_unit unit[MAX_LOOSE];
	int n = 1;

	if (first->n != 1 || first->hap[0].n != 1)
		return sdi_scan_fail(s, "alleles joined by _ stand alone");
	unit[0] = first->hap[0].unit[0];
	for (; sdi_scan_comes(s, "_"); n++) {
		s->at++;
		if (n == MAX_LOOSE)
			return sdi_scan_fail(s, "too many alleles without a haplotype");
		if (!sdi_scan_unit(s, &unit[n]))
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

static int take_pair(struct sdi_scan *s, struct list *list)
{
	struct sdi_alternatives a, b;
	int ok;

	s->second = s->floating.n = 0;
	s->depth_of_reading = s->depth;
	if (!sdi_scan_haplotype(s, &a))
		return 0;
	sdi_scan_blanks(s);
	if (sdi_scan_comes(s, "_"))
		return take_loose(s, list, &a);
	if (!sdi_scan_comes(s, "/|")) {
		for (int i = 0; i < a.n; i++) {
			struct sdi_diplotype_name name = { .hap = { a.hap[i] } };

			if (!add_reading(s, list, &name))
				return 0;
		}
		return 1;
	}
	s->at++;
	s->second = 1;
	ok = sdi_scan_haplotype(s, &b);
	s->second = 0;
	return ok && add_pairs(s, list, &a, &b);
}

/* The bytes of the name of an allele that begins here, where slashes and brackets mean nothing. */
static size_t name_here(const struct sdi_scan *s, const char *at)
{
	struct sdi_scan here = *s;
	int allele;

	here.at = at;
	return sdi_scan_is_listed(s) && strchr(" \t/|+;,([_", at[-1])
		       ? sdi_scan_name(&here, &allele)
		       : 0;
}

/*
 * Does the bracket that comes next hold a whole reading: a slash inside, nothing but copies
 * behind?
 */
static int holds_reading(const struct sdi_scan *s)
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
static int take_reading(struct sdi_scan *s, struct list *list)
{
	struct sdi_diplotype_readings inside = { 0 };
	struct list inner = { &inside, 0, STARDOSE_OK };
	struct sdi_copies copies = { 0, 0 };
	int ok;

	sdi_scan_blanks(s);
	if (!sdi_scan_comes(s, "([") || !holds_reading(s))
		return take_pair(s, list);
	s->at++;
	ok = ++s->depth <= SDI_SCAN_DEPTH ? take_reading(s, &inner)
					  : sdi_scan_fail(s, "too many brackets");
	sdi_scan_blanks(s);
	if (ok)
		ok = sdi_scan_comes(s, ")]") || sdi_scan_fail(s, "a bracket is not closed");
	if (ok) {
		s->at++;
		s->depth--;
		ok = sdi_scan_copies(s, &copies);
	}
	for (int i = 0; ok && i < inside.n; i++) {
		struct sdi_alternatives a = { .n = 1, .hap = { inside.name[i].hap[0] } },
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
	struct sdi_scan s = { .at = text, .end = text + strlen(text), .gene = gene };
	struct list list = { out, 0, STARDOSE_OK };
	int ok;

	memset(out, 0, sizeof(*out));
	do
		ok = take_reading(&s, &list);
	while (ok && sdi_scan_separator(&s));
	sdi_scan_blanks(&s);
	if (ok && s.at < s.end)
		ok = sdi_scan_fail(&s, "something stands behind the diplotype that is none");
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
