/* byte_source.h - bytes that a function gives, as a file that htslib reads */
#ifndef SDI_BYTE_SOURCE_H
#define SDI_BYTE_SOURCE_H

#include <htslib/hfile.h>
#include <stardose/call.h>

struct sdi_byte_source;

/*
 * sdi_byte_source_open() - @read is called by a thread of its own, until it gives no more bytes or
 * nobody reads them any longer
 * @bytes: to be closed by whoever reads it, before sdi_byte_source_close()
 * Return: STARDOSE_OK; STARDOSE_EINPUT: no pipe or thread can be had; STARDOSE_ENOMEM
 */
int sdi_byte_source_open(stardose_read_fn *read, void *user, struct sdi_byte_source **out,
			 struct hFILE **bytes, struct stardose_error *err);
/* sdi_byte_source_close() - wait for the thread. Return: 1: @read failed; 0: it did not */
int sdi_byte_source_close(struct sdi_byte_source *source);

#endif
