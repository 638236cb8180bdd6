/*
 * table_folder.h - for tests: a directory that holds changed copies of the embedded tables
 *
 * Use IN_FOLDER(test) in the list of tests; write_changed() puts one table with one replacement
 * into the folder, write_shipped() one table as it is. Include after cmocka.h.
 */
#ifndef TABLE_FOLDER_H
#define TABLE_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tables/table_text.h"

static char folder[] = "tables_test.XXXXXX";

static int make_folder(void **state)
{
	(void)state;
	strcpy(folder, "tables_test.XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static void drop_table(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s.tsv", folder, name);
	unlink(path);
}

static int drop_folder(void **state)
{
	int n;
	const struct sdi_embedded_table *tables = sdi_embedded_tables(&n);

	(void)state;
	for (int i = 0; i < n; i++)
		drop_table(tables[i].name);
	return rmdir(folder);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)

static void write_table(const char *name, const void *bytes, size_t size)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.tsv", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, size, f), size);
	assert_int_equal(fclose(f), 0);
}

/* The embedded table as a string; free it. */
static char *shipped_text(const char *name)
{
	int n;
	const struct sdi_embedded_table *tables = sdi_embedded_tables(&n);

	for (int i = 0; i < n; i++)
		if (!strcmp(tables[i].name, name)) {
			char *text = calloc(1, tables[i].size + 1);

			assert_non_null(text);
			memcpy(text, tables[i].bytes, tables[i].size);
			return text;
		}
	fail_msg("no table is called '%s'", name);
	return NULL;
}

/* The embedded table with the first @from replaced by @to. */
static inline void write_changed(const char *name, const char *from, const char *to)
{
	char *text = shipped_text(name), *at = strstr(text, from),
	     *changed = malloc(strlen(text) + strlen(to) + 1);

	if (!at)
		fail_msg("%s.tsv does not hold '%s'", name, from);
	assert_non_null(changed);
	sprintf(changed, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	write_table(name, changed, strlen(changed));
	free(changed);
	free(text);
}

/* The embedded table with @rows (whole lines) behind its own. */
static inline void write_with_rows(const char *name, const char *rows)
{
	char *text = shipped_text(name), *longer = malloc(strlen(text) + strlen(rows) + 1);

	assert_non_null(longer);
	sprintf(longer, "%s%s", text, rows);
	write_table(name, longer, strlen(longer));
	free(longer);
	free(text);
}

#endif
