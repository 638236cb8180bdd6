/* line_sink.c - a sink that hands on whole lines */
#include <string.h>
#include "cli.h"
#include "line_sink.h"

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
