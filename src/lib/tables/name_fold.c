/* name_fold.c - names of medicines as they are compared: without capitals, accents, trade signs */
#include <ctype.h>
#include <string.h>
#include "tables/name_table.h"
#include "util/text.h"

/* Letters with marks, each run for one plain letter; what is not here stays as it is. */
static const struct { uint32_t first, last; char plain; } marked[] = {
	{ 0xc0, 0xc5, 'a' },   { 0xc7, 0xc7, 'c' },   { 0xc8, 0xcb, 'e' },   { 0xcc, 0xcf, 'i' },
	{ 0xd1, 0xd1, 'n' },   { 0xd2, 0xd6, 'o' },   { 0xd9, 0xdc, 'u' },   { 0xdd, 0xdd, 'y' },
	{ 0xe0, 0xe5, 'a' },   { 0xe7, 0xe7, 'c' },   { 0xe8, 0xeb, 'e' },   { 0xec, 0xef, 'i' },
	{ 0xf1, 0xf1, 'n' },   { 0xf2, 0xf6, 'o' },   { 0xf9, 0xfc, 'u' },   { 0xfd, 0xfd, 'y' },
	{ 0xff, 0xff, 'y' },   { 0x100, 0x105, 'a' }, { 0x106, 0x10d, 'c' }, { 0x112, 0x11b, 'e' },
	{ 0x128, 0x131, 'i' }, { 0x143, 0x148, 'n' }, { 0x14c, 0x151, 'o' }, { 0x158, 0x159, 'r' },
	{ 0x15a, 0x161, 's' }, { 0x168, 0x173, 'u' }, { 0x179, 0x17e, 'z' }, { 0x2018, 0x2019, '\'' },
	{ 0x2b9, 0x2bc, '\'' }, { 0xa0, 0xa0, ' ' },
};

/* Combining marks, and the signs of registered names, say nothing. */
static int is_silent(uint32_t code)
{
	return (code >= 0x300 && code <= 0x36f) || code == 0xae || code == 0x2122;
}

static char plain_of(uint32_t code)
{
	for (size_t i = 0; i < sizeof(marked) / sizeof(*marked); i++)
		if (code >= marked[i].first && code <= marked[i].last)
			return marked[i].plain;
	return 0;
}

/* One character; a blank is written only when another letter follows it. */
static void put(char c, char *out, size_t size, size_t *n, int *blank)
{
	if (c == '+')
		c = '/';
	if (c == ' ' || c == '\t') {
		*blank = *n && out[*n - 1] != '/';
		return;
	}
	if (*blank && c != '/' && *n + 1 < size)
		out[(*n)++] = ' ';
	*blank = 0;
	if (*n + 1 < size)
		out[(*n)++] = (char)tolower((unsigned char)c);
}

void sdi_name_fold(const char *text, size_t n, char *out, size_t size)
{
	size_t used = 0;
	int blank = 0;

	for (size_t i = 0; i < n && text[i]; ) {
		uint32_t code = 0;
		int length = sdi_utf8((const unsigned char *)text + i, &code);
		char plain = length > 1 ? plain_of(code) : text[i];

		if (length < 1)
			length = 1;
		if (code == 0xdf) {	/* sharp s */
			put('s', out, size, &used, &blank);
			plain = 's';
		}
		for (int k = 0; k < length && !plain && !is_silent(code); k++)
			put(text[i + k], out, size, &used, &blank);
		if (plain)
			put(plain, out, size, &used, &blank);
		i += length;
	}
	out[used] = '\0';
}
