/* error.c - messages that stay with the caller */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <stardose/version.h>
#include "util/text.h"

const char *stardose_version(void) { return STARDOSE_VERSION; }

/* The first bytes of a character at the end, of which the others were cut off */
static void drop_half(char text[STARDOSE_ERROR_SIZE])
{
	size_t n = strlen(text), last = n;
	uint32_t code;

	while (last && n - last < 3 && (text[last - 1] & 0xc0) == 0x80)
		last--;
	if (last && (text[last - 1] & 0xc0) == 0xc0 &&
	    !sdi_utf8((const unsigned char *)text + last - 1, &code))
		text[last - 1] = '\0';
}

/*
 * A message that is too long ends with a whole character. What it quotes of somebody's file cannot
 * begin a line of its own or steer a terminal.
 */
static void one_line(char text[STARDOSE_ERROR_SIZE])
{
	if (strlen(text) == STARDOSE_ERROR_SIZE - 1)
		drop_half(text);
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
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
	one_line(err->text);
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
	one_line(text);
	log->fn(log->user, level, text);
}
