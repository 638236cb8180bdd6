/*
 * table_text.h - the bytes of every table: those compiled in, or a directory's where it has the
 * file
 *
 * A directory may hold some of the tables only; the others come from the embedded set. A .tsv file
 * that is called like no table is an error, since it would go unread in silence.
 */
#ifndef SDI_TABLE_TEXT_H
#define SDI_TABLE_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include "util/tsv.h"

#define SDI_MAX_TABLES 64

/* A table as compiled in; in the order of names. */
struct sdi_embedded_table {
	const char *name;
	const unsigned char *bytes;
	size_t size;   /* of the table */
	size_t packed; /* of @bytes, as gzip has them; 0: they are the table (configure
			  --enable-packed-tables) */
};
const struct sdi_embedded_table *sdi_embedded_tables(int *n);
/*
 * sdi_embedded_checksum() - what sdi_table_texts_checksum() gives for them, made with the program
 */
const char *sdi_embedded_checksum(void);

/* One table in effect. */
struct sdi_table_text {
	const char *name;		/* "alleles" */
	const char *bytes; /* not NUL-terminated; borrowed from the program or owned as @own */
	size_t size;
	size_t packed; /* of @bytes, when the program has them packed and nobody wanted them yet; a
			  parser unpacks a copy */
	char *path;			/* "DIR/alleles.tsv", owned; NULL when embedded */
	char *own;
};

struct sdi_table_texts {
	int n;
	struct sdi_table_text text[SDI_MAX_TABLES];	/* ascending by name */
};

/*
 * sdi_table_texts_open() - collect the bytes of every table
 * @dir: NULL for the embedded ones, which may be packed
 * @out: filled; release with sdi_table_texts_release(); empty after an error
 * Return: STARDOSE_OK; STARDOSE_ETABLE: no such directory, it holds no table, an unknown .tsv file,
 * unreadable; STARDOSE_ENOMEM
 */
int sdi_table_texts_open(const char *dir, struct sdi_table_texts *out, struct stardose_error *err);
void sdi_table_texts_release(struct sdi_table_texts *texts);
/* sdi_table_texts_unpack() - from now on @bytes are the tables, for those who read bytes */
int sdi_table_texts_unpack(struct sdi_table_texts *texts, struct stardose_error *err);
/* sdi_table_text_copy() - the bytes of @text, new, free(); NULL: no memory */
char *sdi_table_text_copy(const struct sdi_table_text *text);

/* sdi_table_texts_find() - one table by name, or NULL */
const struct sdi_table_text *sdi_table_texts_find(const struct sdi_table_texts *texts,
						  const char *name);
/* sdi_table_text_parse() - parse it; messages name the file, or "embedded NAME.tsv" */
int sdi_table_text_parse(const struct sdi_table_text *text, struct sdi_tsv *out,
			 struct stardose_error *err);
/* sdi_table_text_parse_embedded() - the embedded table of the same name, whatever is in effect */
int sdi_table_text_parse_embedded(const char *name, struct sdi_tsv *out,
				  struct stardose_error *err);

/*
 * sdi_table_texts_checksum() - FNV-1a (64 bit) over name, NUL and bytes of every table, which are
 * not packed, as 16 hexadecimal digits
 */
void sdi_table_texts_checksum(const struct sdi_table_texts *texts, char out[17]);

/* FNV-1a, 64 bit: start with SDI_FNV_START, feed in order */
#define SDI_FNV_START UINT64_C(0xcbf29ce484222325)
uint64_t sdi_fnv(uint64_t hash, const void *bytes, size_t size);

#endif
