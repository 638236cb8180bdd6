/* phase_fields.c - PS, PSL, PGT and PID */
#include <string.h>
#include "genotype/format_value.h"
#include "genotype/phase_fields.h"

int sdi_phase_fields_find(struct sdi_phase_fields *f, const bcf_hdr_t *hdr, bcf1_t *rec)
{
	f->ps = sdi_format_find(hdr, rec, "PS");
	f->psl = sdi_format_find(hdr, rec, "PSL");
	f->pgt = sdi_format_find(hdr, rec, "PGT");
	f->pid = sdi_format_find(hdr, rec, "PID");
	if (!f->pgt || !f->pid)
		f->pgt = f->pid = NULL;
	return f->ps || f->psl || f->pgt;
}

/* A number that only depends on the text, apart from those that PS gives as numbers. */
static uint32_t hash_more(uint32_t h, const char *s, int n)
{
	for (int i = 0; i < n; i++)
		h = (h ^ (uint8_t)s[i]) * 16777619u;
	return h;
}

static int32_t set_of_text(const char *s, int n)
{
	return (int32_t)(hash_more(2166136261u, s, n) & INT32_MAX) | 0x40000000;
}

/* 0 without PS. */
static int32_t set_of_ps(const bcf_fmt_t *ps, int sample)
{
	const char *s = NULL;
	int32_t v = 0;
	int n, i = 0;

	if (!ps)
		return 0;
	if (ps->type != BCF_BT_CHAR) {
		v = sdi_format_int(ps, sample, 0);
		return v == SDI_VALUE_END || v == SDI_VALUE_MISSING ? 0 : v < 0 ? v & INT32_MAX : v;
	}
	n = sdi_format_text(ps, sample, &s);
	for (; i < n && i < 9 && s[i] >= '0' && s[i] <= '9'; i++)
		v = v * 10 + (s[i] - '0');
	return !n || i == n ? v : set_of_text(s, n);
}

struct name { const char *s; int n; };

/* The names of a list "setA,." by allele; those that are missing have no length. */
static void split_names(const bcf_fmt_t *psl, int sample, struct name *names, int n_names)
{
	const char *s = NULL, *comma;
	int length = sdi_format_text(psl, sample, &s);
	const char *end = s + length;

	for (int i = 0; i < n_names; i++) {
		comma = s < end ? memchr(s, ',', end - s) : NULL;
		names[i] = (struct name){ s, s < end ? (int)((comma ? comma : end) - s) : 0 };
		if (names[i].n == 1 && *s == '.')
			names[i].n = 0;
		s = comma ? comma + 1 : end;
	}
}

static int compare_names(const struct name *a, const struct name *b)
{
	int cmp = memcmp(a->s, b->s, a->n < b->n ? a->n : b->n);

	return cmp ? cmp : a->n - b->n;
}

/* Two haplotypes: the one whose name comes first, or that has one, stands first. */
static int32_t set_of_psl(const bcf_fmt_t *psl, int sample, int ploidy, int16_t *allele)
{
	struct name name[2];
	int16_t x;

	if (ploidy != 2)
		return -1;
	split_names(psl, sample, name, 2);
	if (!name[0].n && !name[1].n)
		return -1;
	if (name[0].n && name[1].n && !compare_names(&name[0], &name[1]))
		return set_of_text(name[0].s, name[0].n);
	if (!name[0].n || (name[1].n && compare_names(&name[0], &name[1]) > 0)) {
		struct name first = name[1];

		name[1] = name[0];
		name[0] = first;
		x = allele[0];
		allele[0] = allele[1];
		allele[1] = x;
	}
	return (int32_t)(hash_more(hash_more(hash_more(2166136261u, name[0].s, name[0].n), ",", 1),
				   name[1].s, name[1].n) &
			 INT32_MAX) |
	       0x40000000;
}

/* The two alleles of "0|1"; 0 when it is anything else. */
static int read_pgt(const bcf_fmt_t *pgt, int sample, int out[2])
{
	const char *s = NULL;
	int n = sdi_format_text(pgt, sample, &s), i = 0;

	for (int h = 0; h < 2; h++) {
		int from = i;

		for (out[h] = 0; i < n && i - from < 4 && s[i] >= '0' && s[i] <= '9'; i++)
			out[h] = out[h] * 10 + (s[i] - '0');
		if (i == from || (!h && (i == n || s[i++] != '|')))
			return 0;
	}
	return i == n && out[0] != out[1];
}

/*
 * GATK leaves PGT as it was when a site becomes multi-allelic, so 0|1 may stand beside 0/2: where
 * one allele is the reference, its place decides; two others must be named as they are.
 */
static int32_t set_of_pid(const struct sdi_phase_fields *f, int sample, int ploidy, int16_t *allele)
{
	int pgt[2], is_turned, n;
	const char *pid = NULL;

	if (ploidy != 2 || allele[0] < 0 || allele[0] > allele[1] || !read_pgt(f->pgt, sample, pgt))
		return -1;
	n = sdi_format_text(f->pid, sample, &pid);
	is_turned = pgt[0] > pgt[1];
	if (!n || (allele[0] ? pgt[is_turned] != allele[0] || pgt[!is_turned] != allele[1]
			     : pgt[is_turned] != 0))
		return -1;
	if (is_turned) {
		int16_t x = allele[0];

		allele[0] = allele[1];
		allele[1] = x;
	}
	return set_of_text(pid, n);
}

int32_t sdi_phase_of(const struct sdi_phase_fields *f, int sample, int is_phased, int ploidy,
		     int16_t *allele)
{
	const char *s = NULL;

	if (f->psl && sdi_format_text(f->psl, sample, &s))
		return set_of_psl(f->psl, sample, ploidy, allele);
	if (is_phased)
		return set_of_ps(f->ps, sample);
	return f->pgt ? set_of_pid(f, sample, ploidy, allele) : -1;
}
