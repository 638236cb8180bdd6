/* line_position.c - where a line of VCF text lies, without parsing it */
#include <string.h>
#include "annotator/line_position.h"

static const char *digits(const char *p, const char *end, hts_pos_t *out)
{
	hts_pos_t value = 0;

	while (p < end && *p >= '0' && *p <= '9' && value < HTS_POS_MAX / 16)
		value = value * 10 + (*p++ - '0');
	*out = value;
	return p;
}

int sdi_line_position(const char *line, size_t len, struct sdi_line_position *out)
{
	const char *end = line + len, *tab = memchr(line, '\t', len), *p;
	hts_pos_t pos1;

	if (!tab || tab == line)
		return 0;
	p = digits(tab + 1, end, &pos1);
	if (p == tab + 1 || p == end || *p != '\t')
		return 0;
	out->contig = line;
	out->contig_len = tab - line;
	out->beg = pos1 - 1;
	return 1;
}

/* Column @n tabs behind @p, or NULL. */
static const char *skip(const char *p, const char *end, int n)
{
	while (p && n--) {
		p = memchr(p, '\t', end - p);
		p = p ? p + 1 : NULL;
	}
	return p;
}

/* The number behind @key ("END=") in INFO; 0 when it is not there. */
static hts_pos_t info_number(const char *info, const char *end, const char *key)
{
	size_t n = strlen(key);
	hts_pos_t value = 0;

	for (const char *p = info; p; p = memchr(p, ';', end - p), p = p ? p + 1 : NULL)
		if ((size_t)(end - p) > n && !memcmp(p, key, n)) {
			digits(p + n + (p[n] == '-'), end, &value);
			break;
		}
	return value;
}

hts_pos_t sdi_line_end(const char *line, size_t len, const struct sdi_line_position *place)
{
	const char *end = line + len, *ref = skip(line, end, 3), *alt = skip(ref, end, 1),
		   *qual = skip(alt, end, 1), *info = skip(qual, end, 2), *p;
	hts_pos_t reach = place->beg + 1, value;

	if (alt && alt - 1 - ref > 1)
		reach = place->beg + (alt - 1 - ref);
	if (!info)
		return reach;
	p = memchr(info, '\t', end - info);
	end = p ? p : end;
	value = info_number(info, end, "END=");
	if (!value && memchr(alt, '<', qual - alt))	/* which VCF 4.4 leaves out */
		value = place->beg + 1 + info_number(info, end, "SVLEN=");
	return value > reach ? value : reach;
}
