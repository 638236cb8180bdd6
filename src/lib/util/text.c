/* text.c - questions about strings, and text from files that may not be UTF-8 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "util/text.h"

int sdi_same_text(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

int sdi_is_sequence(const char *allele)
{
	return *allele && strspn(allele, "ACGTNacgtn") == strlen(allele);
}

int sdi_utf8(const unsigned char *s, uint32_t *code)
{
	int n = *s < 0x80		  ? 1
		: *s >= 0xc2 && *s < 0xe0 ? 2
		: *s >= 0xe0 && *s < 0xf0 ? 3
		: *s >= 0xf0 && *s < 0xf5 ? 4
					  : 0;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	*code = n == 1 ? *s : n ? *s & (0xff >> (n + 1)) : 0;
	for (int i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	return *code < least[n] || *code > 0x10ffff || (*code >= 0xd800 && *code < 0xe000) ? 0 : n;
}

size_t sdi_utf8_cut(const char *text, size_t n)
{
	size_t cut = n;

	if (strnlen(text, n + 1) <= n)
		return strlen(text);
	while (cut && (text[cut] & 0xc0) == 0x80)
		cut--;
	return cut || !n ? cut : n; /* bytes that begin no character are no UTF-8 anyway */
}

int sdi_is_utf8(const char *text)
{
	uint32_t code;

	for (const unsigned char *s = (const unsigned char *)text; *s;) {
		int n = sdi_utf8(s, &code);

		if (!n)
			return 0;
		s += n;
	}
	return 1;
}

int sdi_is_plain(const char *text)
{
	for (const char *s = text; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return 0;
	return sdi_is_utf8(text);
}

int sdi_list_has(const char *list, const char *between, const char *name)
{
	const size_t n = strlen(name);

	while (list) {
		const char *end = strstr(list, between);

		if ((end ? (size_t)(end - list) : strlen(list)) == n && !strncmp(list, name, n))
			return 1;
		list = end ? end + strlen(between) : NULL;
	}
	return 0;
}

static int is_of_word(char c) { return isalnum((unsigned char)c) || c & 0x80; }

int sdi_has_word(const char *text, const char *word)
{
	const size_t n = strlen(word);

	for (const char *s = text; n && (s = strstr(s, word)); s++)
		if ((s == text || !is_of_word(s[-1])) && !is_of_word(s[n]))
			return 1;
	return 0;
}

int sdi_put_thousandths(kstring_t *out, int value)
{
	char digits[24];
	size_t n = (size_t)snprintf(digits, sizeof(digits), "%d.%03d", value / 1000, value % 1000);

	while (digits[n - 1] == '0')
		n--;
	n -= digits[n - 1] == '.';
	return kputsn(digits, n, out) < 0;
}
