/* zip_member.c - one file out of a ZIP archive held in memory */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include "outside/outside_read.h"
#include "util/no_memory.h"

#define MAX_UNPACKED ((uint32_t)256 << 20)
#define END_SIZE 22		/* end of central directory */
#define ENTRY_SIZE 46		/* entry of the central directory */
#define LOCAL_SIZE 30		/* header before a file's bytes */

enum { STORED = 0, DEFLATED = 8, ENCRYPTED = 1 };

/* An entry of the central directory, as far as it is needed. */
struct entry {
	unsigned flags, method;
	uint32_t crc, packed, unpacked, local;
	const unsigned char *name;
	size_t n_name;
};

static unsigned u16(const unsigned char *p) { return p[0] | (unsigned)p[1] << 8; }
static uint32_t u32(const unsigned char *p) { return u16(p) | (uint32_t)u16(p + 2) << 16; }

/*
 * The end of the directory stands before a comment of at most 65535 bytes; NULL when there is
 * none.
 */
static const unsigned char *directory_end(const unsigned char *zip, size_t size)
{
	size_t least = size > 65535 + END_SIZE ? size - 65535 - END_SIZE : 0;

	for (size_t at = size; at >= least + END_SIZE; at--)
		if (!memcmp(zip + at - END_SIZE, "PK\5\6", 4))
			return zip + at - END_SIZE;
	return NULL;
}

/* Read the entry at @at and move to the next; 0 when it does not lie in the archive. */
static int next_entry(const unsigned char *zip, size_t size, size_t *at, struct entry *out)
{
	const unsigned char *p = zip + *at;

	if (*at > size || size - *at < ENTRY_SIZE || memcmp(p, "PK\1\2", 4))
		return 0;
	*out = (struct entry){ u16(p + 8),  u16(p + 10), u32(p + 16),	 u32(p + 20),
			       u32(p + 24), u32(p + 42), p + ENTRY_SIZE, u16(p + 28) };
	if (size - *at - ENTRY_SIZE < out->n_name + u16(p + 30) + u16(p + 32))
		return 0;
	*at += ENTRY_SIZE + out->n_name + u16(p + 30) + u16(p + 32);
	return 1;
}

static int has_name(const struct entry *entry, const char *name)
{
	size_t n = strlen(name);

	return entry->n_name >= n && !memcmp(entry->name + entry->n_name - n, name, n) &&
	       (entry->n_name == n || entry->name[entry->n_name - n - 1] == '/');
}

/* Where the bytes of a file begin; NULL when they do not lie in the archive. */
static const unsigned char *packed_bytes(const unsigned char *zip, size_t size,
					 const struct entry *entry)
{
	const unsigned char *p = zip + entry->local;
	size_t head;

	if (entry->local > size || size - entry->local < LOCAL_SIZE || memcmp(p, "PK\3\4", 4))
		return NULL;
	head = (size_t)LOCAL_SIZE + u16(p + 26) + u16(p + 28);
	return size - entry->local < head || size - entry->local - head < entry->packed ? NULL
											: p + head;
}

/* Exactly entry->unpacked bytes into @out; 0 when the data say something else. */
static int inflate_bytes(const unsigned char *packed, const struct entry *entry, char *out)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)packed,
		       .avail_in = entry->packed,
		       .next_out = (unsigned char *)out,
		       .avail_out = entry->unpacked };
	int ret;

	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return 0;
	ret = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	return ret == Z_STREAM_END && !z.avail_out;
}

static int unpack(const unsigned char *zip, size_t size, const struct entry *entry, char **out,
		  size_t *n, struct stardose_error *err)
{
	const unsigned char *packed = packed_bytes(zip, size, entry);
	int whole;

	if (entry->flags & ENCRYPTED)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "is an encrypted ZIP archive: unpack it first");
	if (entry->method != STORED && entry->method != DEFLATED)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "is a ZIP archive packed with method %u: unpack it first",
					  entry->method);
	if (entry->unpacked > MAX_UNPACKED)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "is a ZIP archive with a table of more than 256 MB");
	if (!packed || (entry->method == STORED && entry->packed != entry->unpacked))
		return stardose_error_set(err, STARDOSE_EINPUT, "is a damaged ZIP archive");
	*out = malloc((size_t)entry->unpacked + 1);
	if (!*out)
		return sdi_no_memory(err);
	if (entry->method == STORED)
		memcpy(*out, packed, entry->unpacked);
	whole = entry->method == STORED || inflate_bytes(packed, entry, *out);
	if (!whole || crc32(0, (unsigned char *)*out, entry->unpacked) != entry->crc) {
		free(*out);
		*out = NULL;
		return stardose_error_set(err, STARDOSE_EINPUT, "is a damaged ZIP archive");
	}
	(*out)[entry->unpacked] = '\0';
	*n = entry->unpacked;
	return STARDOSE_OK;
}

int sdi_zip_member(const char *zip, size_t size, const char *name, char **out, size_t *n,
		   struct stardose_error *err)
{
	const unsigned char *bytes = (const unsigned char *)zip, *end = directory_end(bytes, size);
	struct entry entry;
	size_t at;

	*out = NULL;
	*n = 0;
	if (!end)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"is a ZIP archive without its directory, so it is cut short");
	at = u32(end + 16);
	for (unsigned i = 0, files = u16(end + 10); i < files; i++) {
		if (!next_entry(bytes, size, &at, &entry))
			return stardose_error_set(err, STARDOSE_EINPUT, "is a damaged ZIP archive");
		if (has_name(&entry, name))
			return unpack(bytes, size, &entry, out, n, err);
	}
	return STARDOSE_EOF;
}
