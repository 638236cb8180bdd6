/* conversion_flags.c - the flags of a conversion, each once */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "context/convert_impl.h"

void sdi_conversion_flag(struct sdi_conversion_job *job, const char *fmt, ...)
{
	char text[128];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (int i = 0; i < job->flagged; i++)
		if (!strcmp(job->flags[i], text))
			return;
	if (job->flagged == SDI_MAX_CONVERSION_FLAGS)
		return;
	job->flags[job->flagged] = sdi_arena_strdup(job->arena, text);
	job->failed |= !job->flags[job->flagged];
	job->flagged += !job->failed;
}
