/* table_text.c - embedded tables and directories that replace them */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

		*text = (struct sdi_table_text){ tables[out->n].name,
						 (const char *)tables[out->n].bytes,
						 tables[out->n].size, NULL, NULL };
		if (dir)
			ret = read_from(dir, text, err);
	}
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

static int parse(const char *path, const char *name, const char *bytes, size_t size,
		 struct sdi_tsv *out, struct stardose_error *err)
{
	char label[96];

	snprintf(label, sizeof(label), "embedded %s.tsv", name);
	return sdi_tsv_parse(path ? path : label, bytes, size, out, err);
}

int sdi_table_text_parse(const struct sdi_table_text *text, struct sdi_tsv *out,
			 struct stardose_error *err)
{
	return parse(text->path, text->name, text->bytes, text->size, out, err);
}

int sdi_table_text_parse_embedded(const char *name, struct sdi_tsv *out, struct stardose_error *err)
{
	const struct sdi_embedded_table *table = find_embedded(name);

	memset(out, 0, sizeof(*out));
	if (!table)
		return stardose_error_set(err, STARDOSE_ETABLE, "no table is called '%s'", name);
	return parse(NULL, name, (const char *)table->bytes, table->size, out, err);
}
