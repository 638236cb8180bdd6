/* utf8.c - text from files that may not be UTF-8 */
#include "util/utf8.h"

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
