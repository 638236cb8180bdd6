/* text.c - questions about strings */
#include <string.h>
#include "util/text.h"
#include "util/utf8.h"

int sdi_same_text(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

int sdi_is_sequence(const char *allele)
{
	return *allele && strspn(allele, "ACGTNacgtn") == strlen(allele);
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
