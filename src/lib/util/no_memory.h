/* no_memory.h - the one way to say that memory ran out */
#ifndef SDI_NO_MEMORY_H
#define SDI_NO_MEMORY_H

#include <stardose/status.h>

/* sdi_no_memory() - record "out of memory" in @err, which may be NULL; returns STARDOSE_ENOMEM */
static inline int sdi_no_memory(struct stardose_error *err)
{
	return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
}
#endif
