/* breakend.c - t[p[, ]p]t, t]p], [p[t and single breakends */
#include <stdlib.h>
#include <string.h>
#include "record/breakend.h"

/* One side alone is known: "A." or ".A" */
static int is_single(const char *alt)
{
	size_t length = strlen(alt);

	return length > 1 && (alt[0] == '.' || alt[length - 1] == '.');
}

static int is_breakend(const char *alt)
{
	return *alt != '<' && (strpbrk(alt, "[]") || is_single(alt));
}

int sdi_has_breakend(const bcf1_t *rec)
{
	for (int a = 1; a < rec->n_allele; a++)
		if (is_breakend(rec->d.allele[a]))
			return 1;
	return 0;
}

/* The place between the brackets, when it is on @rec's contig: 0-based; -1 it is not. */
static hts_pos_t mate_here(const bcf_hdr_t *hdr, const bcf1_t *rec, const char *first)
{
	const char *second = strchr(first + 1, *first), *colon = second,
		   *here = bcf_hdr_id2name(hdr, rec->rid);
	long long pos;

	if (!second || !here)
		return -1;
	while (colon > first && *colon != ':')
		colon--;
	if (colon == first || strlen(here) != (size_t)(colon - first - 1) ||
	    strncmp(here, first + 1, colon - first - 1))
		return -1;
	pos = atoll(colon + 1);
	return pos > 0 ? pos - 1 : -1;
}

enum sdi_breakend sdi_breakend_read(const bcf_hdr_t *hdr, const bcf1_t *rec, const char *alt,
				    hts_pos_t *other)
{
	const char *first = strpbrk(alt, "[]");
	int is_before, is_right;

	*other = rec->pos;
	if (!is_breakend(alt))
		return SDI_BREAKEND_NONE;
	*other = first ? mate_here(hdr, rec, first) : -1;
	if (*other < 0 || *other == rec->pos)
		return SDI_BREAKEND_AWAY;
	is_before = first > alt;  /* the base stands before the bracket: t[p[ or t]p] */
	is_right = *first == '['; /* what is joined goes to the right of p */
	if (is_before != is_right)
		return SDI_BREAKEND_TURNED;
	return is_before == (*other > rec->pos) ? SDI_BREAKEND_LOSS : SDI_BREAKEND_GAIN;
}
