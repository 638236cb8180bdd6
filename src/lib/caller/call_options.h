/* call_options.h - what a program asks of calls, as this version of the library knows it */
#ifndef SDI_CALL_OPTIONS_H
#define SDI_CALL_OPTIONS_H

#include <stardose/call.h>

/*
 * sdi_call_options_take() - a copy of a program's options, which may be of an older header
 * @options: NULL: the defaults; strings in it stay borrowed
 * Return:   STARDOSE_OK, STARDOSE_EUSAGE
 */
int sdi_call_options_take(struct stardose_call_options *out,
			  const struct stardose_call_options *options, struct stardose_error *err);

#endif
