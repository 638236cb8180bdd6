/*
 * a program that knows the installed library only: opens the tables, makes a caller, says what it
 * found
 */
#include <stdio.h>
#include <stardose/call.h>

int main(void)
{
	struct stardose_error err = { 0 };
	struct stardose_tables *tables;
	struct stardose_call_options options;
	struct stardose_caller *caller;
	int n_genes;

	if (stardose_tables_open(NULL, &tables, &err) < 0) {
		fprintf(stderr, "tables: %s\n", err.text);
		return 1;
	}
	stardose_call_options_init(&options);
	if (stardose_caller_new(tables, &options, &caller, &err) < 0) {
		fprintf(stderr, "caller: %s\n", err.text);
		return 1;
	}
	n_genes = tables->n_genes;
	printf("%d genes, tables %s\n", n_genes, tables->version);
	stardose_caller_free(caller);
	stardose_tables_free(tables);
	return n_genes > 0 ? 0 : 1;
}
