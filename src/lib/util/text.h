/* text.h - questions about strings */
#ifndef SDI_TEXT_H
#define SDI_TEXT_H

/* sdi_same_text() - the same letters, or both NULL */
int sdi_same_text(const char *a, const char *b);
/* sdi_is_sequence() - bases of either case and N, at least one: no symbolic allele, '*' or '.' */
int sdi_is_sequence(const char *allele);
/* sdi_is_plain() - no control character */
int sdi_is_plain(const char *text);

#endif
