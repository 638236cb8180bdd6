/* error.c - messages that stay with the caller */
#include <stdarg.h>
#include <stdio.h>
#include <stardose/version.h>

const char *stardose_version(void)
{
	return STARDOSE_VERSION;
}

int stardose_error_set(struct stardose_error *err, int status, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return status;
	err->status = status;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return status;
}

void stardose_log_say(const struct stardose_log *log, int level, const char *fmt, ...)
{
	char text[STARDOSE_ERROR_SIZE];
	va_list ap;

	if (!log || !log->fn)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	log->fn(log->user, level, text);
}
