/* lines.c - JSON Lines, line by line */
#include <string.h>
#include <stardose/lines.h>
#include "cli.h"
#include "lines.h"

/* What is read: lines @beg to @end, from 0, of all that are not blank, over all files. */
struct each {
	lines_take *take;
	void *data;
	const char *path;
	struct cli_common *common; /* NULL: the first bad line ends the reading */
	int64_t at, beg, end, n_used;
};

/* JSON has no bare control characters in its texts, and what is copied on must stay JSON. */
static int has_control(const char *line, size_t n)
{
	int in_text = 0;

	for (size_t i = 0; i < n; i++) {
		if (in_text && line[i] == '\\')
			i++;
		else if (line[i] == '"')
			in_text = !in_text;
		else if ((unsigned char)line[i] < ' ' && (in_text || !strchr("\t\r", line[i])))
			return 1;
	}
	return 0;
}

int lines_is_plain(const char *text)
{
	while ((unsigned char)*text >= ' ' && *text != 0x7f)
		text++;
	return !*text;
}

static int is_blank(const char *line, size_t n) { return strspn(line, " \t\r\n") == n; }

static int use_line(struct each *each, const char *line, size_t n, int number,
		    struct stardose_error *err)
{
	int ret;

	if (has_control(line, n))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' line %d has a control character in a text, so it "
					  "is no JSON",
					  each->path, number);
	ret = each->take(each->data, each->path, line, n, number, err);
	each->n_used += !ret;
	return ret;
}

/* With --keep-going the others go on: @why says which line it is, or of which file. */
static int set_aside(const struct each *each, int ret, const struct stardose_error *why,
		     struct stardose_error *err)
{
	if (ret != STARDOSE_EINPUT || !each->common) {
		*err = *why;
		return ret;
	}
	return cli_set_aside(each->common, each->path, why->text) ? cli_no_memory(err)
								 : STARDOSE_OK;
}

static int take_line(void *data, char *line, size_t n, int number, struct stardose_error *err)
{
	struct stardose_error why = { 0 };
	struct each *each = data;
	int ret;

	if (is_blank(line, n))
		return STARDOSE_OK;
	if (each->at >= each->end)
		return STARDOSE_EOF;
	if (each->at++ < each->beg)
		return STARDOSE_OK;
	ret = use_line(each, line, n, number, &why);
	return ret ? set_aside(each, ret, &why, err) : STARDOSE_OK;
}

static int read_file(struct each *each, const char *path, struct stardose_error *err)
{
	each->path = strcmp(path, "-") ? path : "standard input";
	return stardose_lines_read(path, take_line, each, err);
}

int lines_each(const char *path, lines_take *take, void *data, struct stardose_error *err)
{
	struct each each = { .take = take, .data = data, .end = INT64_MAX };

	return read_file(&each, path, err);
}

/* ---- many files ---- */

static int count_line(void *data, char *line, size_t n, int number, struct stardose_error *err)
{
	int64_t *count = data;

	(void)number;
	(void)err;
	*count += !is_blank(line, n);
	return STARDOSE_OK;
}

/* The files are read twice: how many lines there are is not known before. */
static int slice(const struct cli_common *common, const struct file_list *list, struct each *each,
		 struct stardose_error *err)
{
	int64_t n = 0;
	int ret = STARDOSE_OK;

	for (int i = 0; !ret && i < list->n_files; i++)
		ret = strcmp(list->files[i], "-")
			      ? stardose_lines_read(list->files[i], count_line, &n, err)
			      : stardose_error_set(err, STARDOSE_EUSAGE,
						   "a part of standard input is not known before "
						   "its end; give a file");
	each->beg = n * (common->shard_number - 1) / common->n_shards;
	each->end = n * common->shard_number / common->n_shards;
	if (!ret && each->beg == each->end)
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "shard %s of '%s' holds no line: there are %d",
					 common->shard, list->n_files ? list->files[0] : "-",
					 (int)n);
	return ret;
}

int lines_files(struct cli_common *common, const struct file_list *list, lines_take *take,
		void *data, struct stardose_error *err)
{
	struct each each = { .take = take,
			     .data = data,
			     .common = common->keep_going ? common : NULL,
			     .end = INT64_MAX };
	struct stardose_error why = { 0 };
	int ret = STARDOSE_OK;

	if (common->n_shards && !common->file_list)
		ret = slice(common, list, &each, err);
	for (int i = 0; !ret && i < list->n_files; i++) {
		ret = read_file(&each, list->files[i], &why);
		if (ret == STARDOSE_EOF)
			return STARDOSE_OK;
		if (ret)
			ret = set_aside(&each, ret, &why, err);
	}
	if (!ret && each.common && !each.n_used && common->n_set_aside)
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "none of the %d inputs can be used; each was named above",
					 list->n_files);
	return ret;
}

/* ---- on their way to a file ---- */

int cli_lines_sink(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	struct cli_lines *lines = user;
	int ret = STARDOSE_OK;

	while (n && !ret) {
		const char *feed = memchr(bytes, '\n', n);
		size_t part = feed ? (size_t)(feed - bytes) : n;

		if (kputsn(bytes, part, &lines->line) < 0)
			return cli_no_memory(err);
		if (feed) {
			ret = lines->put(lines->user, err);
			lines->line.l = 0;
			part++;
		}
		bytes += part;
		n -= part;
	}
	return ret;
}
