/*
 * record_queue.h - records that wait for their gene: first in, first out, in bounded memory
 *
 * An entry is a run of bytes; what they mean is the annotator's business. Entries are packed into
 * chunks. Once the chunks in memory reach the limit, further full chunks are compressed (zlib level
 * 1: genotype columns are repetitive) and written to a temporary file that is already unlinked, so
 * that nothing stays behind after a crash. Memory is the limit plus at most three chunks; a chunk
 * is 1 MiB or one entry, whichever is larger.
 */
#ifndef SDI_RECORD_QUEUE_H
#define SDI_RECORD_QUEUE_H

#include <stddef.h>
#include <stdint.h>
#include <stardose/status.h>

#define SDI_QUEUE_LIMIT ((size_t)64 << 20)

struct sdi_queue;

/* One piece of an entry; the pieces of a push are stored one after the other. */
struct sdi_piece { const void *data; size_t size; };

/*
 * sdi_queue_new() - an empty queue
 * @limit: bytes held in memory before the temporary file is used
 * @dir:   where the temporary file goes; NULL: $TMPDIR, else /tmp. No file is made before it is
 * needed
 */
int sdi_queue_new(size_t limit, const char *dir, struct sdi_queue **out,
		  struct stardose_error *err);
void sdi_queue_free(struct sdi_queue *queue);

/*
 * sdi_queue_push() - append one entry; the bytes are copied. STARDOSE_EOUTPUT: temporary file;
 * STARDOSE_ENOMEM
 */
int sdi_queue_push(struct sdi_queue *queue, const struct sdi_piece *pieces, int n_pieces,
		   struct stardose_error *err);

/*
 * sdi_queue_front() - look at the oldest entry
 * @data: 8-byte aligned; borrowed until sdi_queue_drop() of this entry (pushing does not move it)
 * Return: STARDOSE_OK, STARDOSE_EOF (empty), STARDOSE_EOUTPUT (temporary file cannot be read back),
 * STARDOSE_ENOMEM
 */
int sdi_queue_front(struct sdi_queue *queue, const void **data, size_t *size,
		    struct stardose_error *err);
/* sdi_queue_drop() - forget the oldest entry; only after a successful sdi_queue_front() */
void sdi_queue_drop(struct sdi_queue *queue);

/* sdi_queue_n() - entries waiting; sdi_queue_spilled() - bytes now in the temporary file */
uint64_t sdi_queue_n(const struct sdi_queue *queue);
uint64_t sdi_queue_spilled(const struct sdi_queue *queue);

#endif
