/* explain_page.c - text that grows, and remembers when memory was short */
#include <stdarg.h>
#include "explain/explain_page.h"

void sdi_page_put(struct sdi_page *page, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	if (!page->failed)
		page->failed = kvsprintf(&page->text, fmt, args) < 0;
	va_end(args);
}
