/* text.h - questions about strings, and text from files that may not be UTF-8 */
#ifndef SDI_TEXT_H
#define SDI_TEXT_H

#include <stdint.h>
#include <htslib/kstring.h>

#define SDI_UTF8_REPLACEMENT "\xef\xbf\xbd"	/* U+FFFD */

/* sdi_same_text() - the same letters, or both NULL */
int sdi_same_text(const char *a, const char *b);
/* sdi_is_sequence() - bases of either case and N, at least one: no symbolic allele, '*' or '.' */
int sdi_is_sequence(const char *allele);
/*
 * sdi_utf8() - length of the character at @s and its code point; 0: not UTF-8. Overlong forms and
 * surrogates are none.
 */
int sdi_utf8(const unsigned char *s, uint32_t *code);
/* sdi_is_utf8() - valid UTF-8 to its end: no overlong form, no surrogate */
int sdi_is_utf8(const char *text);
/* sdi_is_plain() - UTF-8 without control characters: it can stand in rows, JSON and messages */
int sdi_is_plain(const char *text);
/* sdi_put_thousandths() - append 1250 as 1.25, 2000 as 2; @value at least 0. 0, or 1: no memory */
int sdi_put_thousandths(kstring_t *out, int value);

#endif
