/* pseudonym.h - names that stand for persons: numbers, or made of a key and the name */
#ifndef SDI_PSEUDONYM_H
#define SDI_PSEUDONYM_H

#include <stddef.h>

#define SDI_PSEUDONYM_SIZE 32
#define SDI_PSEUDONYM_LEAST_KEY 16	/* bytes of a key; a shorter one could be guessed */

/* sdi_pseudonym_number() - "person-7" */
void sdi_pseudonym_number(int n, char out[SDI_PSEUDONYM_SIZE]);
/*
 * sdi_pseudonym_keyed() - "person-" and 20 hexadecimal digits: HMAC (RFC 2104) with MD5 of htslib.
 * The same key and name give the same; without the key a name cannot be tried out against it, as
 * it could against a plain digest
 * Return: 0; -1: out of memory
 */
int sdi_pseudonym_keyed(const void *key, size_t size, const char *name,
			char out[SDI_PSEUDONYM_SIZE]);

#endif
