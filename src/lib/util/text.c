/* text.c - questions about strings */
#include <string.h>
#include "util/text.h"

int sdi_same_text(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

int sdi_is_sequence(const char *allele)
{
	return *allele && strspn(allele, "ACGTNacgtn") == strlen(allele);
}

int sdi_is_plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return 0;
	return 1;
}
