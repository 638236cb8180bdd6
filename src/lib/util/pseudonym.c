/* pseudonym.c - names that stand for persons */
#include <stdio.h>
#include <string.h>
#include <htslib/hts.h>
#include "util/pseudonym.h"

enum { BLOCK = 64, DIGEST = 16, SHOWN = 10 };	/* bytes; of the digest so many are shown */

void sdi_pseudonym_number(int n, char out[SDI_PSEUDONYM_SIZE])
{
	snprintf(out, SDI_PSEUDONYM_SIZE, "person-%d", n);
}

/* MD5 of a block and what follows it. */
static void digest(hts_md5_context *md5, const unsigned char block[BLOCK], const void *more,
		   size_t n, unsigned char out[DIGEST])
{
	hts_md5_reset(md5);
	hts_md5_update(md5, block, BLOCK);
	hts_md5_update(md5, more, n);
	hts_md5_final(out, md5);
}

/* The key as a block: a longer one by its digest. */
static void key_block(hts_md5_context *md5, const void *key, size_t size, unsigned char pad,
		      unsigned char out[BLOCK])
{
	memset(out, 0, BLOCK);
	if (size > BLOCK) {
		hts_md5_reset(md5);
		hts_md5_update(md5, key, size);
		hts_md5_final(out, md5);
	} else {
		memcpy(out, key, size);
	}
	for (int i = 0; i < BLOCK; i++)
		out[i] ^= pad;
}

int sdi_pseudonym_keyed(const void *key, size_t size, const char *name,
			char out[SDI_PSEUDONYM_SIZE])
{
	hts_md5_context *md5 = hts_md5_init();
	unsigned char block[BLOCK], inner[DIGEST], outer[DIGEST];
	size_t n;

	if (!md5)
		return -1;
	key_block(md5, key, size, 0x36, block);
	digest(md5, block, name, strlen(name), inner);
	key_block(md5, key, size, 0x5c, block);
	digest(md5, block, inner, DIGEST, outer);
	hts_md5_destroy(md5);
	n = (size_t)snprintf(out, SDI_PSEUDONYM_SIZE, "person-");
	for (int i = 0; i < SHOWN; i++)
		n += (size_t)snprintf(out + n, SDI_PSEUDONYM_SIZE - n, "%02x", outer[i]);
	return 0;
}
