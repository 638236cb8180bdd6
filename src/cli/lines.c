/* lines.c - JSON Lines, line by line */
#include <string.h>
#include <stardose/lines.h>
#include "cli.h"
#include "lines.h"

struct each { lines_take *take; void *data; const char *path; };

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

static int take_line(void *data, char *line, size_t n, int number, struct stardose_error *err)
{
	const struct each *each = data;

	if (strspn(line, " \t\r\n") == n)
		return STARDOSE_OK;
	if (has_control(line, n))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' line %d has a control character in a text, so it "
					  "is no JSON",
					  each->path, number);
	return each->take(each->data, line, n, number, err);
}

int lines_each(const char *path, lines_take *take, void *data, struct stardose_error *err)
{
	struct each each = { take, data, strcmp(path, "-") ? path : "standard input" };

	return stardose_lines_read(path, take_line, &each, err);
}

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
