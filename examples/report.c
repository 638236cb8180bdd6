/*
 * report.c - from lines of `stardose guide -O j`, or of guide.c, to pages
 * Usage: report <LINES >PAGE; writes the page of the last line to stdout
 */
#include <stdio.h>
#include <stdlib.h>
#include <stardose/stardose.h>

int main(void)
{
	struct stardose_error err = { 0 };
	struct stardose_tables *tables = NULL;
	struct stardose_report_options options;
	struct stardose_report *report = NULL;
	const struct stardose_report_person *person = NULL;
	char *line = NULL;
	size_t size = 0;
	ssize_t n;
	int ret = stardose_tables_open(NULL, &tables, &err);

	stardose_report_options_init(&options);
	options.reader = STARDOSE_READER_CLINICIAN;
	options.is_asked = 1;		/* the medicines were asked for, so all of them are shown */
	if (!ret)
		ret = stardose_report_new(tables, &options, &report, &err);
	while (!ret && (n = getline(&line, &size, stdin)) > 0)
		ret = stardose_report_add(report, line, n, &person, &err);
	if (!ret && person)
		fwrite(person->text, 1, person->n_bytes, stdout);
	if (ret)
		fprintf(stderr, "report: %s\n", err.text);
	free(line);
	stardose_report_free(report);
	stardose_tables_free(tables);
	return ret ? 1 : 0;
}
