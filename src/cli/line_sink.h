/* line_sink.h - a sink that hands on whole lines */
#ifndef LINE_SINK_H
#define LINE_SINK_H

#include <htslib/kstring.h>
#include <stardose/status.h>
#include <stardose/writer.h>

/* @put gets each line of @line without its line feed; release @line with ks_free() */
struct cli_lines {
	kstring_t line;
	int (*put)(void *user, struct stardose_error *err);
	void *user;
};

/*
 * cli_lines_sink() - a stardose_sink_fn whose user is a struct cli_lines; bytes may come in pieces
 * of any size
 */
int cli_lines_sink(void *user, const char *bytes, size_t n, struct stardose_error *err);

#endif
