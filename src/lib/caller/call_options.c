/* call_options.c - what a program asks of calls, as this version of the library knows it */
#include "caller/call_options.h"
#include "util/options_copy.h"

void stardose_call_options_init_size(struct stardose_call_options *options, size_t size)
{
	const struct stardose_call_options defaults = { .build = STARDOSE_BUILD_AUTO };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

int sdi_call_options_take(struct stardose_call_options *out,
			  const struct stardose_call_options *options, struct stardose_error *err)
{
	stardose_call_options_init(out);
	return options ? sdi_options_copy(out, sizeof(*out), options, "stardose_call_options_init",
					  err)
		       : STARDOSE_OK;
}
