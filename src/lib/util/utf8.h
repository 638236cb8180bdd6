/* utf8.h - text from files that may not be UTF-8 */
#ifndef SDI_UTF8_H
#define SDI_UTF8_H

#include <stdint.h>

#define SDI_UTF8_REPLACEMENT "\xef\xbf\xbd"	/* U+FFFD */

/*
 * sdi_utf8() - length of the character at @s and its code point; 0: not UTF-8. Overlong forms and
 * surrogates are none.
 */
int sdi_utf8(const unsigned char *s, uint32_t *code);

#endif
