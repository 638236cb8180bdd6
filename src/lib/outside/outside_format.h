/*
 * outside_format.h - result files of other programs: one reader for each format, one kind of row
 * for all
 *
 * A reader takes the text of a whole file apart and hands over rows as they stand there: no
 * notation is changed, no gene or allele is looked up, nothing is judged. What a row means is
 * decided in one place, behind the sink. So a reader knows its format and nothing else.
 */
#ifndef SDI_OUTSIDE_FORMAT_H
#define SDI_OUTSIDE_FORMAT_H

#include <stddef.h>
#include <stardose/status.h>

/*
 * One result as the file gives it. Strings are borrowed for the call of the sink. NULL, "", "." and
 * "-" count as not given.
 */
struct sdi_outside_row {
	const char *sample;	/* not given: the file is of one sample and does not name it */
	const char *gene;	/* symbol, upper and lower case alike */
	/*
	 * in the notation of the program, several readings joined by ';' (also ',' or " or ");
	 * HLA: typing or finding
	 */
	const char *diplotype;
	const char *phenotype;	/* in words or as an abbreviation */
	const char *score;	/* activity score, "1.25", ">=3" */
	const char *remark;	/* what the program itself says against its result (a filter, low
				   quality), one line; goes to the log */
	int line;		/* 1-based; 0: the format has no lines */
	int one_of_many; /* 1: the program gives every gene it knows, so one that no table has is
			    passed over, not set aside */
};

/* Where a reader puts what it finds. */
struct sdi_outside_sink {
	void *user;
	/*
	 * row() - a result. STARDOSE_OK also for a row that is then set aside; negative: out of
	 * memory, stop and return it
	 */
	int (*row)(void *user, const struct sdi_outside_row *row, struct stardose_error *err);
	/*
	 * bad() - something that should be a result and cannot be read: it is set aside and named,
	 * the program exits with 1
	 * @why: one line, no leading capital, no full stop, such as "5 fields, 3 expected"
	 */
	void (*bad)(void *user, int line, const char *why);
	/*
	 * none() - the program looked and made no call: nothing is wrong with the file; a remark in
	 * the log, and no result
	 * @sample, @gene: may be NULL; @why: what the program says, or NULL
	 */
	void (*none)(void *user, int line, const char *sample, const char *gene, const char *why);
	/* note() - a remark about the whole file, told once */
	void (*note)(void *user, const char *text);
};

struct sdi_outside_format {
	const char *name;	/* "cyrius-tsv"; for messages and docs/OUTSIDE.md */
	/*
	 * sniff() - is this file of the format? The first format of the list that says so reads it.
	 * @path: for formats that are told by the end of the name; may be ""
	 * @text: all of the text, NUL behind @size bytes, a byte order mark is gone already; look
	 * at the beginning only
	 */
	int (*sniff)(const char *path, const char *text, size_t size);
	/*
	 * read() - take it apart
	 * @path:  for a sample that only the file's name tells; may be ""
	 * @text:  all of it, decompressed if it was gzipped, NUL behind @size bytes; may be cut in
	 * place. NULs may stand inside Return: STARDOSE_OK; STARDOSE_EINPUT: no row of this file
	 * can be used (message without path); STARDOSE_ENOMEM. A row that cannot be read is no
	 * error: sink->bad() and on
	 */
	int (*read)(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		    struct stardose_error *err);
};

/* All formats, NULL behind the last; those with a sure mark come first, the headerless one last. */
extern const struct sdi_outside_format *const sdi_outside_formats[];

#endif
