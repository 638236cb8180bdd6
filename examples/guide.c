/*
 * guide.c - from a file to calls and guidance as JSON, one line for each sample
 * Usage: guide FILE MEDICINES (a comma list, such as codeine,citalopram)
 */
#include <stdio.h>
#include <stdlib.h>
#include <stardose/stardose.h>

static int open_caller(const struct stardose_tables *tables, const char *path,
		       struct stardose_caller **out, struct stardose_error *err)
{
	struct stardose_call_options options;
	int ret;

	stardose_call_options_init(&options);
	options.keep_sites = 1;		/* JSON names the variants that calls rest on */
	ret = stardose_caller_new(tables, &options, out, err);
	if (!ret)
		ret = stardose_caller_read(*out, path, err);
	return ret ? ret : stardose_caller_finish(*out, err);
}

int main(int argc, char **argv)
{
	struct stardose_error err = { 0 };
	struct stardose_tables *tables = NULL;
	struct stardose_caller *caller = NULL;
	struct stardose_guide_options options;
	struct stardose_guide *guide = NULL;
	int ret = argc == 3 ? stardose_tables_open(NULL, &tables, &err)
			    : stardose_error_set(&err, STARDOSE_EUSAGE, "give a file and medicines");

	stardose_guide_options_init(&options);
	options.drugs = argc == 3 ? argv[2] : NULL;
	if (!ret)
		ret = stardose_guide_new(tables->guidance, &options, &guide, &err);
	if (!ret)
		ret = open_caller(tables, argv[1], &caller, &err);
	for (int s = 0; !ret && s < stardose_caller_n_samples(caller); s++) {
		char *line = NULL;

		ret = stardose_guide_line(tables, guide, caller, s, &line, NULL, &err);
		if (!ret)
			fputs(line, stdout);
		free(line);
	}
	if (ret)
		fprintf(stderr, "guide: %s\n", err.text);
	stardose_guide_free(guide);	/* before the caller, whose calls it knows by address */
	stardose_caller_free(caller);
	stardose_tables_free(tables);
	return ret ? 1 : 0;
}
