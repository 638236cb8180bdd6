/* record_newer.c - what VCF 4.4 and 4.5 write and older htslib does not read */
#include <stdlib.h>
#include <string.h>
#include "record/record_newer.h"

int sdi_newer_has_prefixes(const bcf_hdr_t *hdr)
{
	const char *version = bcf_hdr_get_version(hdr);
	int major = 0, minor = 0;

	if (!version || strncmp(version, "VCFv", 4))
		return 0;
	major = atoi(version + 4);
	version = strchr(version, '.');
	minor = version ? atoi(version + 1) : 0;
	return major > 4 || (major == 4 && minor >= 4);
}

/* The column @n tabs after @s, or NULL. */
static const char *column(const char *s, const char *end, int n)
{
	for (; s && n; n--) {
		s = memchr(s, '\t', end - s);
		s = s ? s + 1 : NULL;
	}
	return s;
}

int sdi_newer_drop_prefixes(kstring_t *line)
{
	const char *end = line->s + line->l, *s = column(line->s, end, 8);
	size_t from;
	char *to, *gt;

	if (!s || end - s < 3 || strncmp(s, "GT", 2) || (s[2] != ':' && s[2] != '\t'))
		return 0;
	from = s - line->s;
	to = line->s + from;
	while (s < end) {
		const char *tab = memchr(s, '\t', end - s);

		tab = tab ? tab + 1 : end;
		gt = NULL;
		if (*s == '|' || *s == '/') {
			gt = *s == '/' ? to : NULL;
			s++;
		}
		memmove(to, s, tab - s);
		to += tab - s;
		s = tab;
		for (; gt && gt < to && *gt != ':' && *gt != '\t'; gt++)
			*gt = *gt == '|' ? '/' : *gt;
	}
	if (to == end)
		return 0;
	line->l = to - line->s;
	line->s[line->l] = '\0';
	return 1;
}

int sdi_newer_has_lengths(bcf_hdr_t *hdr)
{
	int id = bcf_hdr_id2int(hdr, BCF_DT_ID, "LEN");

	return id >= 0 && bcf_hdr_idinfo_exists(hdr, BCF_HL_FMT, id) &&
	       bcf_hdr_id2type(hdr, BCF_HL_FMT, id) == BCF_HT_INT;
}

/* Which field of the FORMAT column is LEN, -1 none. */
static int place_of_length(const char *format, const char *tab)
{
	for (int i = 0; format < tab; i++) {
		const char *colon = memchr(format, ':', tab - format);

		colon = colon ? colon : tab;
		if (colon - format == 3 && !strncmp(format, "LEN", 3))
			return i;
		format = colon + 1;
	}
	return -1;
}

hts_pos_t sdi_newer_text_length(const char *format, const char *end)
{
	const char *tab = format ? memchr(format, '\t', end - format) : NULL;
	int place = tab ? place_of_length(format, tab) : -1;
	hts_pos_t most = 0;

	while (place >= 0 && tab) {
		const char *s = tab + 1;
		hts_pos_t value = 0;

		tab = memchr(s, '\t', end - s);
		for (int i = 0; s && i < place; i++) {
			s = memchr(s, ':', (tab ? tab : end) - s);
			s = s ? s + 1 : NULL;
		}
		for (; s && s < end && *s >= '0' && *s <= '9' && value < HTS_POS_MAX / 16; s++)
			value = 10 * value + (*s - '0');
		most = value > most ? value : most;
	}
	return most;
}

void sdi_newer_set_length(const bcf_hdr_t *hdr, bcf1_t *rec, int is_least)
{
	int32_t *of_sample = NULL, m = 0, n;
	hts_pos_t length = 0, ref;

	bcf_unpack(rec, BCF_UN_STR);
	if (rec->n_allele < 2 || strcmp(rec->d.allele[rec->n_allele - 1], "<*>"))
		return;
	n = bcf_get_format_int32(hdr, rec, "LEN", &of_sample, &m);
	for (int i = 0; i < n; i++)
		if (of_sample[i] > 0 &&
		    (!length || (is_least ? of_sample[i] < length : of_sample[i] > length)))
			length = of_sample[i];
	free(of_sample);
	ref = strlen(rec->d.allele[0]);
	if (length)
		rec->rlen = length > ref ? length : ref;
}
