/* redact.c - what --redact takes away on the way from the library to the output */
#include <stdlib.h>
#include <string.h>
#include <stardose/redaction.h>
#include "redact.h"

void cli_hide_inputs(struct cli_common *c, int n, char **args)
{
	const char *const paths[] = { c->output,       c->tables,	 c->copy_number, c->pedigree,
				      c->sex,	       c->covered,	 c->reads_list,	 c->reference,
				      c->samples_file, c->depth_regions, c->outside,	 c->reads,
				      c->structural,   c->samples,	 c->file_list,	 c->redact_key };

	c->quiet = 1;
	for (int i = 0; i < n; i++)
		cli_hide(args[i]);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		cli_hide(paths[i]);
}

int cli_redaction(const struct cli_common *common, const struct stardose_tables *tables,
		  struct stardose_redaction **out, struct stardose_error *err)
{
	*out = NULL;
	return common->redact || common->redact_key
		       ? stardose_redaction_new(tables, common->redact_key, out, err)
		       : STARDOSE_OK;
}

int cli_shown_name(struct stardose_redaction *redaction, const char **name,
		   struct stardose_error *err)
{
	return redaction ? stardose_redaction_name(redaction, *name, name, err) : STARDOSE_OK;
}

/* ---- rows ---- */

static int put(struct redact_rows *rows, const char *text, size_t n, struct stardose_error *err)
{
	return n ? rows->sink(rows->user, text, n, err) : STARDOSE_OK;
}

/* Provenance names the folder of the tables, where they are not the program's own. */
static int put_head(struct redact_rows *rows, struct stardose_error *err)
{
	static const char own[] = "embedded\"", other[] = "--tables\">";
	kstring_t *line = &rows->lines.line;
	const char *at = strstr(line->s, "Origin=\"");
	size_t n;
	int ret;

	if (!at || strncmp(line->s, "##stardose_tables=", 18) ||
	    !strncmp(at + 8, own, sizeof(own) - 1))
		return put(rows, line->s, line->l, err);
	n = at + 8 - line->s;
	ret = put(rows, line->s, n, err);
	return ret ? ret : put(rows, other, sizeof(other) - 1, err);
}

/* The first column of a row names its sample; the first line that is no comment names columns. */
static int put_named(struct redact_rows *rows, struct stardose_error *err)
{
	kstring_t *line = &rows->lines.line;
	char *tab = strchr(line->s, '\t');
	const char *name;
	int ret;

	if (!rows->has_columns || !tab) {
		rows->has_columns = 1;
		return put(rows, line->s, line->l, err);
	}
	*tab = '\0';
	ret = stardose_redaction_name(rows->redaction, line->s, &name, err);
	if (!ret)
		ret = put(rows, name, strlen(name), err);
	*tab = '\t';
	return ret ? ret : put(rows, tab, line->l - (tab - line->s), err);
}

static int put_row(struct redact_rows *rows, struct stardose_error *err)
{
	const kstring_t *line = &rows->lines.line;
	int ret = !line->l	       ? STARDOSE_OK
		  : line->s[0] == '#' ? put_head(rows, err)
				       : put_named(rows, err);

	return ret ? ret : put(rows, "\n", 1, err);
}

static int put_json(struct redact_rows *rows, struct stardose_error *err)
{
	kstring_t *line = &rows->lines.line;
	char *text = NULL;
	int ret = (rows->is_guidance ? stardose_redaction_guidance : stardose_redaction_calls)(
		rows->redaction, line->s, line->l, &text, err);

	if (!ret)
		ret = rows->sink(rows->user, text, strlen(text), err);
	if (!ret)
		ret = rows->sink(rows->user, "\n", 1, err);
	free(text);
	return ret;
}

static int put_line(void *user, struct stardose_error *err)
{
	struct redact_rows *rows = user;

	return rows->is_json ? put_json(rows, err) : put_row(rows, err);
}

int redact_rows_sink(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	struct redact_rows *rows = user;

	if (!rows->redaction)
		return rows->sink(rows->user, bytes, n, err);
	rows->lines.put = put_line;
	rows->lines.user = rows;
	return cli_lines_sink(&rows->lines, bytes, n, err);
}
