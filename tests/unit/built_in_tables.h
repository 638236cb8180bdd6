/*
 * built_in_tables.h - for tests: the tables in the program, opened once for a group
 *
 * Include after cmocka.h; cmocka_run_group_tests(tests, open_tables, free_tables).
 */
#ifndef BUILT_IN_TABLES_H
#define BUILT_IN_TABLES_H

#include <stardose/tables.h>

static struct stardose_tables *tables;

static int open_tables(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	return stardose_tables_open(NULL, &tables, &err);
}

static int free_tables(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

#endif
