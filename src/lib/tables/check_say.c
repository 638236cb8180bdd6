/* check_say.c - one finding of a check */
#include <stdarg.h>
#include <stdio.h>
#include "tables/table_check.h"

void sdi_check_say(struct sdi_check *check, const char *fmt, ...)
{
	char text[STARDOSE_ERROR_SIZE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	check->n_findings++;
	stardose_log_say(check->log, STARDOSE_OK, "%s", text);
}
