/* table_text.c - embedded tables and directories that replace them */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <htslib/kstring.h>
#include "tables/table_text.h"
#include "tables/embedded.inc"
#include "util/no_memory.h"

const struct sdi_embedded_table *sdi_embedded_tables(int *n)
{
	*n = sizeof(embedded_tables) / sizeof(*embedded_tables);
	return embedded_tables;
}

const char *sdi_embedded_checksum(void) { return EMBEDDED_CHECKSUM; }

static const struct sdi_embedded_table *find_embedded(const char *name)
{
	int n;
	const struct sdi_embedded_table *tables = sdi_embedded_tables(&n);

	for (int i = 0; i < n; i++)
		if (!strcmp(tables[i].name, name))
			return &tables[i];
	return NULL;
}

/* Into @size bytes at @out: 1 when they are what was packed */
static int unpack(const unsigned char *packed, size_t n, char *out, size_t size)
{
	z_stream z = { .next_in = (unsigned char *)packed, .avail_in = n };
	int is_whole;

	z.next_out = (unsigned char *)out;
	z.avail_out = size;
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return 0;
	is_whole = inflate(&z, Z_FINISH) == Z_STREAM_END && !z.avail_out;
	inflateEnd(&z);
	return is_whole;
}

char *sdi_table_text_copy(const struct sdi_table_text *text)
{
	char *copy = malloc(text->size + 1);
	int is_good = copy != NULL;

	if (is_good && text->packed)
		is_good = unpack((const unsigned char *)text->bytes, text->packed, copy,
				 text->size);
	else if (is_good)
		memcpy(copy, text->bytes, text->size);
	if (is_good)
		return copy;
	free(copy);
	return NULL;
}

int sdi_table_texts_unpack(struct sdi_table_texts *texts, struct stardose_error *err)
{
	for (int i = 0; i < texts->n; i++) {
		struct sdi_table_text *text = &texts->text[i];

		if (!text->packed)
			continue;
		text->own = sdi_table_text_copy(text);
		if (!text->own)
			return sdi_no_memory(err);
		text->bytes = text->own;
		text->packed = 0;
	}
	return STARDOSE_OK;
}

uint64_t sdi_fnv(uint64_t hash, const void *bytes, size_t size)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
	return hash;
}

void sdi_table_texts_checksum(const struct sdi_table_texts *texts, char out[17])
{
	uint64_t hash = SDI_FNV_START;

	for (int i = 0; i < texts->n; i++) {
		hash = sdi_fnv(hash, texts->text[i].name, strlen(texts->text[i].name) + 1);
		hash = sdi_fnv(hash, texts->text[i].bytes, texts->text[i].size);
	}
	snprintf(out, 17, "%016" PRIx64, hash);
}

/* "alleles" for "alleles.tsv", else NULL with the rest of the name unread. */
static const char *table_of_file(const char *file, char name[64])
{
	size_t n = strlen(file);

	if (n < 5 || n >= 64 || file[0] == '.' || strcmp(file + n - 4, ".tsv"))
		return NULL;
	memcpy(name, file, n - 4);
	name[n - 4] = '\0';
	return name;
}

/* Every .tsv file of the directory must be a table, and one at least must be there. */
static int check_directory(const char *path, struct stardose_error *err)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	char name[64];
	int n = 0, ret = STARDOSE_OK;

	if (!dir)
		return stardose_error_set(err, STARDOSE_ETABLE,
					  "cannot open the table directory '%s': %s", path,
					  strerror(errno));
	while (!ret && (entry = readdir(dir))) {
		if (!table_of_file(entry->d_name, name))
			continue;
		if (!find_embedded(name))
			ret = stardose_error_set(err, STARDOSE_ETABLE,
						 "'%s/%s': no table has this name; 'stardose "
						 "tables list' names them",
						 path, entry->d_name);
		n++;
	}
	closedir(dir);
	if (!ret && !n)
		ret = stardose_error_set(err, STARDOSE_ETABLE,
					 "'%s' holds no table (alleles.tsv, variants.tsv, ...)",
					 path);
	return ret;
}

static struct sdi_table_text embedded_text(const struct sdi_embedded_table *table)
{
	return (struct sdi_table_text){ .name = table->name,
					.bytes = (const char *)table->bytes,
					.size = table->size,
					.packed = table->packed };
}

/* The file DIR/NAME.tsv, when there is one. */
static int read_from(const char *dir, struct sdi_table_text *text, struct stardose_error *err)
{
	kstring_t path = KS_INITIALIZE;
	FILE *probe;
	int ret;

	if (ksprintf(&path, "%s/%s.tsv", dir, text->name) < 0)
		return sdi_no_memory(err);
	probe = fopen(path.s, "r");
	if (!probe && errno == ENOENT) {
		ks_free(&path);
		return STARDOSE_OK;
	}
	if (!probe) {
		ret = stardose_error_set(err, STARDOSE_ETABLE, "cannot open '%s': %s", path.s,
					 strerror(errno));
		ks_free(&path);
		return ret;
	}
	fclose(probe);
	text->path = ks_release(&path);
	text->packed = 0;
	ret = sdi_tsv_slurp(text->path, &text->own, &text->size, err);
	text->bytes = text->own;
	return ret;
}

int sdi_table_texts_open(const char *dir, struct sdi_table_texts *out, struct stardose_error *err)
{
	int n, ret = STARDOSE_OK;
	const struct sdi_embedded_table *tables = sdi_embedded_tables(&n);

	memset(out, 0, sizeof(*out));
	if (n > SDI_MAX_TABLES)
		return stardose_error_set(err, STARDOSE_ETABLE,
					  "%d tables are compiled in, room is for %d", n,
					  SDI_MAX_TABLES);
	if (dir)
		ret = check_directory(dir, err);
	for (out->n = 0; !ret && out->n < n; out->n++) {
		struct sdi_table_text *text = &out->text[out->n];

		*text = embedded_text(&tables[out->n]);
		if (dir)
			ret = read_from(dir, text, err);
	}
	if (!ret && dir)
		ret = sdi_table_texts_unpack(out, err);
	if (ret)
		sdi_table_texts_release(out);
	return ret;
}

void sdi_table_texts_release(struct sdi_table_texts *texts)
{
	for (int i = 0; i < texts->n; i++) {
		free(texts->text[i].path);
		free(texts->text[i].own);
	}
	memset(texts, 0, sizeof(*texts));
}

const struct sdi_table_text *sdi_table_texts_find(const struct sdi_table_texts *texts,
						  const char *name)
{
	for (int i = 0; i < texts->n; i++)
		if (!strcmp(texts->text[i].name, name))
			return &texts->text[i];
	return NULL;
}

int sdi_table_text_parse(const struct sdi_table_text *text, struct sdi_tsv *out,
			 struct stardose_error *err)
{
	char label[96], *copy;
	int ret;

	snprintf(label, sizeof(label), "embedded %s.tsv", text->name);
	if (!text->packed)
		return sdi_tsv_parse(text->path ? text->path : label, text->bytes, text->size, out,
				     err);
	memset(out, 0, sizeof(*out));
	copy = sdi_table_text_copy(text);
	ret = copy ? sdi_tsv_parse(label, copy, text->size, out, err) : sdi_no_memory(err);
	free(copy);
	return ret;
}

int sdi_table_text_parse_embedded(const char *name, struct sdi_tsv *out, struct stardose_error *err)
{
	const struct sdi_embedded_table *table = find_embedded(name);
	struct sdi_table_text text;

	memset(out, 0, sizeof(*out));
	if (!table)
		return stardose_error_set(err, STARDOSE_ETABLE, "no table is called '%s'", name);
	text = embedded_text(table);
	return sdi_table_text_parse(&text, out, err);
}
