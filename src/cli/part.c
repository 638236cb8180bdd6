/* part.c - outputs of shards, read again */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <htslib/bgzf.h>
#include <stardose/lines.h>
#include "cli.h"
#include "part.h"

#define JSON_BEGINS "{\"sample\":\""
#define JSON_MARK ",\"shard\":\""
#define TSV_MARK "##stardose_shard="

static int bad(const struct part *part, int number, const char *what, struct stardose_error *err)
{
	return number ? stardose_error_set(err, STARDOSE_EINPUT, "%s:%d: %s", part->path, number,
					   what)
		      : stardose_error_set(err, STARDOSE_EINPUT, "'%s' %s", part->path, what);
}

static int begins(const char *line, const char *with) { return !strncmp(line, with, strlen(with)); }

/* "3/32" up to @end */
static int read_mark(struct part *part, const char *text, char end)
{
	int n = 0;

	return sscanf(text, "%9d/%9d%n", &part->shard, &part->n_shards, &n) == 2 &&
	       text[n] == end && part->shard > 0 && part->shard <= part->n_shards;
}

/* ---- was it written to its end? ---- */

static int ends_with_line_feed(const char *path)
{
	FILE *fp = fopen(path, "rb");
	int is_whole = fp && !fseek(fp, -1, SEEK_END) && fgetc(fp) == '\n';

	if (fp)
		fclose(fp);
	return is_whole;
}

static int check_end(const struct part *part, struct stardose_error *err)
{
	BGZF *bgzf = bgzf_open(part->path, "r");
	int is_whole = 1;

	if (!bgzf)
		return stardose_error_set(err, STARDOSE_EINPUT, "cannot open '%s': %s", part->path,
					  strerror(errno));
	if (bgzf_compression(bgzf) == 2) /* BGZF */
		is_whole = bgzf_check_EOF(bgzf) == 1;
	else if (!bgzf_compression(bgzf))
		is_whole = ends_with_line_feed(part->path);
	bgzf_close(bgzf);
	return is_whole ? STARDOSE_OK
			: bad(part, 0,
			      "was cut off: the task that wrote it did not end; run it again", err);
}

/* ---- the lines above the rows ---- */

static int add_line(kstring_t *to, const char *line)
{
	return kputs(line, to) < 0 || kputc('\n', to) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* The last member of a line, from its comma to the end. */
static const char *json_tail(const char *line)
{
	const char *at = NULL;

	for (const char *s = line; (s = strstr(s, ",\"stardose")); s++)
		at = s;
	return at;
}

/*
 * What ends a line, and where the mark of the shard begins, or NULL. Guidance has the line of the
 * calls that it is of, with their mark, before its own end.
 */
static int split_tail(const char *line, const char **tail, const char **mark)
{
	const char *calls = strstr(line, ",\"stardose\":{");

	*mark = NULL;
	*tail = json_tail(line);
	if (!begins(line, JSON_BEGINS) || !*tail || !strstr(*tail, "\"tables\":{"))
		return 0;
	*mark = strstr(calls ? calls : *tail, JSON_MARK);
	return 1;
}

int part_has_mark(const char *line)
{
	const char *tail, *mark;

	return split_tail(line, &tail, &mark) && mark;
}

static int put_without_mark(kstring_t *to, const char *text, const char *mark)
{
	const char *after = mark ? strchr(mark + strlen(JSON_MARK), '"') : NULL;

	if (!after)
		return kputs(text, to) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
	return kputsn(text, mark - text, to) < 0 || kputs(after + 1, to) < 0 ? STARDOSE_ENOMEM
									     : STARDOSE_OK;
}

static int open_json(struct part *part, const char *line, struct stardose_error *err)
{
	const char *tail, *mark;

	part->kind = PART_JSON;
	if (!split_tail(line, &tail, &mark))
		return bad(part, 1,
			   "not a line of 'stardose call -O j' or 'guide -O j' that names "
			   "its tables",
			   err);
	if (mark && !read_mark(part, mark + strlen(JSON_MARK), '"'))
		return bad(part, 1, "the mark of the shard is damaged", err);
	return put_without_mark(&part->head, tail, mark && mark > tail ? mark : NULL)
		       ? cli_no_memory(err)
		       : STARDOSE_EOF;
}

static int open_tsv(struct part *part, const char *line, int number, struct stardose_error *err)
{
	int is_last = !begins(line, "##");

	if (number == 1 && !begins(line, "##stardose_callVersion=") &&
	    !begins(line, "##stardose_guideVersion="))
		return bad(part, 1, "not rows of 'stardose call' or 'guide' that name their tables",
			   err);
	if (begins(line, TSV_MARK))
		return read_mark(part, line + strlen(TSV_MARK), '\0')
			       ? STARDOSE_OK
			       : bad(part, number, "the mark of the shard is damaged", err);
	if (is_last && !begins(line, "sample\t"))
		return bad(part, number, "no line of column names that begins with 'sample'", err);
	if (add_line(&part->head, line))
		return cli_no_memory(err);
	return is_last ? STARDOSE_EOF : STARDOSE_OK;
}

static int take_head(void *user, char *line, size_t n, int number, struct stardose_error *err)
{
	struct part *part = user;

	(void)n;
	return number == 1 && *line == '{' ? open_json(part, line, err)
					   : open_tsv(part, line, number, err);
}

int part_open(struct part *part, const char *path, struct stardose_error *err)
{
	struct stat st;
	int ret;

	memset(part, 0, sizeof(*part));
	part->path = path;
	if (!strcmp(path, "-") || (!stat(path, &st) && !S_ISREG(st.st_mode)))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "'%s' is no regular file: outputs are read twice", path);
	ret = stardose_lines_read(path, take_head, part, err);
	if (!ret)
		ret = bad(part, 0,
			  part->head.l ? "has no line of column names: it was cut off"
				       : "is empty: the task that wrote it did not end, or "
					 "set everything aside",
			  err);
	if (ret == STARDOSE_EOF && part->kind == PART_TSV &&
	    !strstr(part->head.s, "##stardose_tables="))
		ret = bad(part, 0, "does not say which tables made it", err);
	return ret == STARDOSE_EOF ? check_end(part, err) : ret;
}

void part_release(struct part *part) { ks_free(&part->head); }

/* ---- rows ---- */

struct rows {
	const struct part *part;
	part_row *take;
	void *user;
	int n_tabs;
	kstring_t text;
};

static int count_tabs(const char *s)
{
	int n = 0;

	for (; (s = strchr(s, '\t')); s++)
		n++;
	return n;
}

static int take_tsv(struct rows *r, const char *line, size_t n, int number,
		    struct stardose_error *err)
{
	if (count_tabs(line) != r->n_tabs)
		return bad(r->part, number,
			   "a row with other columns than its header: it was cut "
			   "off or joined by hand",
			   err);
	return r->take(r->user, line, strcspn(line, "\t"), line, n, err);
}

/* The length of a JSON string behind its first quotation mark. */
static size_t string_length(const char *s)
{
	size_t n = 0;

	while (s[n] && s[n] != '"')
		n += s[n] == '\\' && s[n + 1] ? 2 : 1;
	return n;
}

static int take_json(struct rows *r, const char *line, int number, struct stardose_error *err)
{
	const char *tail, *mark, *sample = line + strlen(JSON_BEGINS);

	if (!split_tail(line, &tail, &mark))
		return bad(r->part, number, "not a whole line of JSON of this program", err);
	r->text.l = 0;
	if (put_without_mark(&r->text, line, mark))
		return cli_no_memory(err);
	if (strcmp(json_tail(r->text.s), r->part->head.s))
		return bad(r->part, number, "made by another program or other tables than line 1",
			   err);
	return r->take(r->user, sample, string_length(sample), r->text.s, r->text.l, err);
}

static int take_row(void *user, char *line, size_t n, int number, struct stardose_error *err)
{
	struct rows *r = user;

	if (!n)
		return bad(r->part, number, "an empty line", err);
	if (r->part->kind == PART_JSON)
		return take_json(r, line, number, err);
	return begins(line, "##") || begins(line, "sample\t") ? STARDOSE_OK
							      : take_tsv(r, line, n, number, err);
}

int part_rows(const struct part *part, part_row *take, void *user, struct stardose_error *err)
{
	struct rows r = { part, take, user, 0, KS_INITIALIZE };
	const char *columns = strstr(part->head.s, "\nsample\t");
	int ret;

	r.n_tabs = columns ? count_tabs(columns) : 0;
	ret = stardose_lines_read(part->path, take_row, &r, err);
	ks_free(&r.text);
	return ret;
}
