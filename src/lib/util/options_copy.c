/* options_copy.c - structs of options whose size grows from one version to the next */
#include <string.h>
#include "util/options_copy.h"

void sdi_options_init(void *options, size_t size, const void *defaults, size_t known)
{
	memset(options, 0, size);
	memcpy(options, defaults, size < known ? size : known);
	if (size >= sizeof(size))
		memcpy(options, &size, sizeof(size));
}

/* 1: a byte that the library does not know is set, so something is asked for that it cannot do */
static int asks_for_more(const unsigned char *bytes, size_t known, size_t size)
{
	for (size_t i = known; i < size; i++)
		if (bytes[i])
			return 1;
	return 0;
}

#define MOST (1 << 16) /* bytes; no struct of options is near it: a size beyond it is garbage */

int sdi_options_copy(void *out, size_t known, const void *options, const char *init,
		     struct stardose_error *err)
{
	size_t size;

	memcpy(out, &known, sizeof(known));
	if (!options)
		return STARDOSE_OK;
	memcpy(&size, options, sizeof(size));
	if (size <= sizeof(size) || size > MOST)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "a struct without its size: %s() was not called", init);
	if (asks_for_more(options, known, size))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "the program asks for something that this version of the "
					  "library does not have; %s() knows %zu bytes of %zu",
					  init, known, size);
	memcpy(out, options, size < known ? size : known);
	memcpy(out, &known, sizeof(known));
	return STARDOSE_OK;
}
