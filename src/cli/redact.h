/* redact.h - rows and JSON Lines on their way to the output, without names of samples */
#ifndef CLI_REDACT_H
#define CLI_REDACT_H

#include "cli.h"
#include "lines.h"

struct redact_rows {
	struct stardose_redaction *redaction;	/* NULL: bytes go on as they are */
	int is_json, is_guidance;
	stardose_sink_fn *sink;
	void *user;
	int has_columns;	/* private: the line of their names went by */
	struct cli_lines lines; /* private; release lines.line with ks_free() */
};

/* redact_rows_sink() - a stardose_sink_fn whose user is a struct redact_rows */
int redact_rows_sink(void *user, const char *bytes, size_t n, struct stardose_error *err);

#endif
