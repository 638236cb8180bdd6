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
/* sdi_utf8_cut() - bytes of @text, at most @n, that cut no character of UTF-8 in two */
size_t sdi_utf8_cut(const char *text, size_t n);
/* sdi_list_has() - is @name one of those of @list, which @between parts (", ")? NULL has none */
int sdi_list_has(const char *list, const char *between, const char *name);
/*
 * sdi_has_word() - does @word stand in @text, and not as a part of a longer one (citalopram is no
 * word of escitalopram, F2 none of CYP4F2)? A word is of letters, of ASCII or not, and digits
 */
int sdi_has_word(const char *text, const char *word);
/* sdi_put_thousandths() - append 1250 as 1.25, 2000 as 2; @value at least 0. 0, or 1: no memory */
int sdi_put_thousandths(kstring_t *out, int value);

#endif
