/*
 * fuzz_copies.c - any bytes as a table of copies: read or refused with a message, and what is kept
 * is in range
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "structure/copy_file.h"

#define MOST 30

static struct stardose_tables *tables;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stardose_error err = { 0 };
	struct sdi_copy_file file;
	char *text;
	int ret;

	if (!tables && stardose_tables_open(NULL, &tables, &err))
		abort();
	text = malloc(size + 1);
	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	memset(&file, 0, sizeof(file));
	ret = sdi_copy_file_parse("fuzz", text, size, tables, MOST, NULL, &file, &err);
	if (ret && !err.text[0])
		abort();
	for (int i = 0; i < file.n; i++)
		if (file.rows[i].counts.copies < -1 || file.rows[i].counts.copies > MOST ||
		    !file.rows[i].gene->has_structural || file.rows[i].next >= i)
			abort();
	for (int i = 0; i < file.samples.n && !ret; i++)
		for (int g = 0; g < tables->n_genes; g++)
			if (sdi_copy_file_counts(&file, file.samples.name[i], &tables->genes[g])
				    .copies > MOST)
				abort();
	sdi_copy_file_release(&file);
	free(text);
	return 0;
}
