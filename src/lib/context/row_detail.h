/*
 * row_detail.h - the detail of a row: "key=value;key=value", its keys known for each kind
 *
 * What a row says beyond value and unit: the version of a scale, the answer about suicidal thoughts,
 * hours since the last dose, how a trial ended. docs/CLINIC.md lists the keys. An unknown key, or a
 * value that a key does not have, sets the row aside: a slip must not change what a number means.
 */
#ifndef SDI_ROW_DETAIL_H
#define SDI_ROW_DETAIL_H

#include <htslib/kstring.h>
#include <stardose/context.h>

/*
 * sdi_detail_read() - check @text and append it in one spelling: keys in the order of docs/CLINIC.md,
 * words in small letters, so that the order of keys makes no difference
 * @why: after STARDOSE_EROW what is wrong and which keys there are, for a message
 * Return: STARDOSE_OK, STARDOSE_EROW, STARDOSE_ENOMEM
 */
int sdi_detail_read(enum stardose_context_kind kind, const char *text, kstring_t *out,
		    kstring_t *why);
/*
 * sdi_detail_get() - the value of @key in a text that sdi_detail_read() made: appended to @out,
 * which is emptied before; NULL: the key is not there. Borrowed from @out
 */
const char *sdi_detail_get(const char *detail, const char *key, kstring_t *out);
/* sdi_detail_number() - the same as a whole number, or @none */
int sdi_detail_number(const char *detail, const char *key, int none);
/* sdi_detail_is() - is the value of @key the word @value? */
int sdi_detail_is(const char *detail, const char *key, const char *value);

#endif
