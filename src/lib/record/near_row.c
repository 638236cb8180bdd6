/* near_row.c - the columns that tell a listed site from a block, and who carries it */
#include <string.h>
#include "record/near_row.h"

enum { POS = 1, REF = 3, ALT = 4, FILTER = 6, INFO = 7, FORMAT = 8, N_COLUMNS = 9 };

/* The columns of a line as far as FORMAT; the samples are what is behind. */
struct columns {
	const char *at[N_COLUMNS], *end[N_COLUMNS], *samples, *line_end;
};

static int cut(const char *line, size_t len, struct columns *c)
{
	const char *p = line, *end = line + len;
	int n = 0;

	memset(c, 0, sizeof(*c));
	c->line_end = end;
	for (; p && n < N_COLUMNS; n++) {
		const char *tab = memchr(p, '\t', end - p);

		c->at[n] = p;
		c->end[n] = tab ? tab : end;
		p = tab ? tab + 1 : NULL;
	}
	c->samples = p;
	return n > INFO;
}

static int is_base(char x) { return x && strchr("ACGTNacgtn", x); }

/* Does the list of ALTs hold bases, or nothing at all? */
static int has_bases(const char *alt, const char *end)
{
	for (; alt && alt < end; alt = memchr(alt, ',', end - alt), alt = alt ? alt + 1 : NULL)
		if (is_base(*alt))
			return 1;
	return 0;
}

static int is_dot(const char *at, const char *end) { return end - at == 1 && *at == '.'; }

static int holds(const char *at, const char *end, const char *text)
{
	size_t n = strlen(text);

	for (; at && (size_t)(end - at) >= n;
	     at = memchr(at, ';', end - at), at = at ? at + 1 : NULL)
		if (!memcmp(at, text, n))
			return 1;
	return 0;
}

/* Any allele but REF in a genotype of the line? FORMAT begins with GT where there are any. */
static int line_is_carried(const struct columns *c)
{
	const char *p = c->samples;

	if (!p || strncmp(c->at[FORMAT], "GT", 2) || (c->at[FORMAT][2] != ':' &&
						      c->at[FORMAT][2] != '\t'))
		return -1;
	while (p) {
		for (; p < c->line_end && *p != ':' && *p != '\t'; p++)
			if (*p >= '1' && *p <= '9')
				return 1;
		p = memchr(p, '\t', c->line_end - p);
		p = p ? p + 1 : NULL;
	}
	return 0;
}

int sdi_near_row_text(const char *line, size_t len, int n_samples, struct sdi_near_row *out)
{
	struct columns c;
	hts_pos_t pos1 = 0;

	if (!cut(line, len, &c))
		return 0;
	for (const char *p = c.at[POS]; p < c.end[POS] && *p >= '0' && *p <= '9' &&
					pos1 < HTS_POS_MAX / 16; p++)
		pos1 = 10 * pos1 + (*p - '0');
	out->pos = pos1 - 1;
	out->is_filtered = !is_dot(c.at[FILTER], c.end[FILTER]) &&
			   !(c.end[FILTER] - c.at[FILTER] == 4 && !memcmp(c.at[FILTER], "PASS", 4));
	out->is_site = has_bases(c.at[ALT], c.end[ALT]) ||
		       (is_dot(c.at[ALT], c.end[ALT]) && !holds(c.at[INFO], c.end[INFO], "END="));
	out->is_carried = n_samples <= SDI_FEW_SAMPLES ? line_is_carried(&c) : -1;
	return 1;
}

static int record_is_carried(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	const bcf_fmt_t *gt = bcf_get_fmt(hdr, rec, "GT");

	if (!gt || gt->type != BCF_BT_INT8)	/* as genotypes of fewer than 63 alleles are */
		return -1;
	for (size_t i = 0; i < (size_t)rec->n_sample * gt->n; i++) {
		int8_t value = (int8_t)gt->p[i];

		if (value == bcf_int8_vector_end)
			continue;
		if (!bcf_gt_is_missing(value) && value > 0 && bcf_gt_allele(value) > 0)
			return 1;
	}
	return 0;
}

int sdi_near_row_record(const bcf_hdr_t *hdr, bcf1_t *rec, int n_samples, struct sdi_near_row *out)
{
	int is_few = n_samples <= SDI_FEW_SAMPLES, has_alt = 0;

	if (bcf_unpack(rec, BCF_UN_STR | BCF_UN_FLT | (is_few ? BCF_UN_FMT : 0)) < 0)
		return 0;
	for (int a = 1; a < rec->n_allele; a++)
		has_alt |= is_base(rec->d.allele[a][0]);
	out->pos = rec->pos;
	out->is_filtered = rec->d.n_flt > 0 && bcf_has_filter(hdr, rec, (char *)"PASS") != 1;
	out->is_site = has_alt ||
		       ((rec->n_allele == 1 ||
			 (rec->n_allele == 2 && !strcmp(rec->d.allele[1], "."))) &&
			rec->rlen <= (hts_pos_t)strlen(rec->d.allele[0]));
	out->is_carried = is_few ? record_is_carried(hdr, rec) : -1;
	return 1;
}

int sdi_file_samples(const bcf_hdr_t *hdr)
{
	return hdr->keep_samples ? hdr->nsamples_ori : bcf_hdr_nsamples(hdr);
}
