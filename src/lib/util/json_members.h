/*
 * json_members.h - a file of rows as JSON: one array of objects, or one object after the other
 *
 * Each object is a row, each member a cell: texts as they are, numbers as they are written shortest,
 * true and false as "yes" and "no", null as "". A member that is itself an object becomes
 * "key=value;key=value". Rows are parsed one by one, so each has the line that it begins on.
 */
#ifndef SDI_JSON_MEMBERS_H
#define SDI_JSON_MEMBERS_H

#include <stddef.h>
#include <stardose/status.h>

struct sdi_json_member { const char *name, *value; };

/*
 * One object: @line is 1-based; @what is NULL, or why it cannot be a row ("a list stands in
 * 'value'"). Borrowed during the call only. Return: STARDOSE_OK, or a status that ends the reading
 */
typedef int sdi_json_row_fn(void *user, int line, const struct sdi_json_member *members, int n,
			    const char *what);

/* sdi_is_json_rows() - does the text begin, behind blanks, as such a file does? */
int sdi_is_json_rows(const char *text, size_t size);
/*
 * sdi_json_rows() - every row of @text, which is @size bytes with a NUL behind them
 * @name: of the file, for messages
 * Return: STARDOSE_OK; STARDOSE_EINPUT: it is no JSON from some line on; STARDOSE_ENOMEM; what
 * @take returned
 */
int sdi_json_rows(const char *name, const char *text, size_t size, sdi_json_row_fn *take,
		  void *user, struct stardose_error *err);

#endif
