/* record_queue.c - records that wait for their gene */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include "annotator/record_queue.h"
#include "util/no_memory.h"

#define CHUNK_SIZE ((size_t)1 << 20)
#define ROUND8(n) (((n) + 7) & ~(size_t)7)

/* Entries back to back, each a uint64_t size and its bytes, padded to 8. */
struct chunk {
	struct chunk *next;
	uint8_t *buf;		/* NULL while the bytes are in the file */
	size_t used, room;
	off_t offset;		/* in the file */
	size_t packed;		/* compressed size in the file, 0: was never there */
};

struct sdi_queue {
	struct chunk *head, *tail;	/* read at the head, append at the tail */
	size_t at;			/* read offset in the head */
	size_t limit, in_memory;	/* bytes of room in all chunks that have a buffer */
	uint64_t n;
	int fd;				/* -1: no file yet */
	off_t file_end;
	uint64_t spilled;
	char *dir;
	uint8_t *spare;			/* one CHUNK_SIZE buffer kept for reuse */
	uint8_t *packed;		/* scratch for (de)compression */
	size_t m_packed;
};

int sdi_queue_new(size_t limit, const char *dir, struct sdi_queue **out, struct stardose_error *err)
{
	struct sdi_queue *queue = calloc(1, sizeof(*queue));

	if (!dir && !(dir = getenv("TMPDIR")))
		dir = "/tmp";
	if (!queue || !(queue->dir = strdup(dir))) {
		free(queue);
		return sdi_no_memory(err);
	}
	queue->limit = limit;
	queue->fd = -1;
	*out = queue;
	return STARDOSE_OK;
}

static void chunk_free(struct sdi_queue *queue, struct chunk *chunk)
{
	if (chunk->packed)
		queue->spilled -= chunk->packed;
	if (chunk->buf)
		queue->in_memory -= chunk->room;
	if (chunk->buf && chunk->room == CHUNK_SIZE && !queue->spare)
		queue->spare = chunk->buf;
	else
		free(chunk->buf);
	free(chunk);
}

void sdi_queue_free(struct sdi_queue *queue)
{
	struct chunk *chunk, *next;

	if (!queue)
		return;
	for (chunk = queue->head; chunk; chunk = next) {
		next = chunk->next;
		chunk_free(queue, chunk);
	}
	if (queue->fd >= 0)
		close(queue->fd);
	free(queue->spare);
	free(queue->packed);
	free(queue->dir);
	free(queue);
}

static int chunk_alloc(struct sdi_queue *queue, struct chunk *chunk, size_t room)
{
	if (room == CHUNK_SIZE && queue->spare) {
		chunk->buf = queue->spare;
		queue->spare = NULL;
	} else if (!(chunk->buf = malloc(room))) {
		return STARDOSE_ENOMEM;
	}
	chunk->room = room;
	queue->in_memory += room;
	return STARDOSE_OK;
}

static int reserve_packed(struct sdi_queue *queue, size_t size)
{
	uint8_t *packed;

	if (size <= queue->m_packed)
		return STARDOSE_OK;
	if (!(packed = realloc(queue->packed, size)))
		return STARDOSE_ENOMEM;
	queue->packed = packed;
	queue->m_packed = size;
	return STARDOSE_OK;
}

static int file_open(struct sdi_queue *queue, struct stardose_error *err)
{
	static const char name[] = "/stardose.XXXXXX";
	size_t len = strlen(queue->dir);
	char *path = malloc(len + sizeof(name));

	if (!path)
		return sdi_no_memory(err);
	memcpy(path, queue->dir, len);
	memcpy(path + len, name, sizeof(name));
	queue->fd = mkstemp(path);
	if (queue->fd >= 0)
		unlink(path);
	free(path);
	if (queue->fd < 0)
		return stardose_error_set(err, STARDOSE_EOUTPUT,
					  "cannot create a temporary file in '%s': %s; set TMPDIR "
					  "to a directory with room",
					  queue->dir, strerror(errno));
	return STARDOSE_OK;
}

/* Move a full chunk from memory to the end of the file. */
static int chunk_spill(struct sdi_queue *queue, struct chunk *chunk, struct stardose_error *err)
{
	uLongf size = compressBound(chunk->used);
	size_t done = 0;
	ssize_t n;
	int ret;

	if (queue->fd < 0 && (ret = file_open(queue, err)) < 0)
		return ret;
	if (reserve_packed(queue, size) < 0 ||
	    compress2(queue->packed, &size, chunk->buf, chunk->used, 1) != Z_OK)
		return sdi_no_memory(err);
	while (done < size) {
		n = pwrite(queue->fd, queue->packed + done, size - done,
			   queue->file_end + (off_t)done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return stardose_error_set(err, STARDOSE_EOUTPUT,
						  "cannot write to a temporary file in '%s': %s; "
						  "set TMPDIR to a directory with room",
						  queue->dir, strerror(n ? errno : ENOSPC));
		done += n;
	}
	chunk->offset = queue->file_end;
	chunk->packed = size;
	queue->file_end += size;
	queue->spilled += size;
	queue->in_memory -= chunk->room;
	if (chunk->room == CHUNK_SIZE && !queue->spare)
		queue->spare = chunk->buf;
	else
		free(chunk->buf);
	chunk->buf = NULL;
	return STARDOSE_OK;
}

/* Bring the head chunk back into memory. */
static int chunk_load(struct sdi_queue *queue, struct chunk *chunk, struct stardose_error *err)
{
	uLongf size = chunk->used;
	size_t done = 0;
	ssize_t n;

	if (reserve_packed(queue, chunk->packed) < 0 || chunk_alloc(queue, chunk, chunk->room) < 0)
		return sdi_no_memory(err);
	while (done < chunk->packed) {
		n = pread(queue->fd, queue->packed + done, chunk->packed - done,
			  chunk->offset + (off_t)done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return stardose_error_set(err, STARDOSE_EOUTPUT,
						  "cannot read back a temporary file in '%s': %s",
						  queue->dir,
						  n ? strerror(errno) : "it is truncated");
		done += n;
	}
	if (uncompress(chunk->buf, &size, queue->packed, chunk->packed) != Z_OK ||
	    size != chunk->used)
		return stardose_error_set(err, STARDOSE_EOUTPUT,
					  "a temporary file in '%s' was damaged", queue->dir);
	return STARDOSE_OK;
}

/*
 * A tail chunk with room for @need bytes. The head stays in memory, since its entries may be
 * borrowed.
 */
static int make_room(struct sdi_queue *queue, size_t need, struct stardose_error *err)
{
	struct chunk *chunk, *tail = queue->tail;
	int ret;

	if (tail && tail->room - tail->used >= need)
		return STARDOSE_OK;
	if (tail && tail != queue->head && queue->in_memory >= queue->limit &&
	    (ret = chunk_spill(queue, tail, err)) < 0)
		return ret;
	chunk = calloc(1, sizeof(*chunk));
	if (!chunk || chunk_alloc(queue, chunk, need > CHUNK_SIZE ? need : CHUNK_SIZE) < 0) {
		free(chunk);
		return sdi_no_memory(err);
	}
	if (tail)
		tail->next = chunk;
	else
		queue->head = chunk;
	queue->tail = chunk;
	return STARDOSE_OK;
}

int sdi_queue_push(struct sdi_queue *queue, const struct sdi_piece *pieces, int n_pieces,
		   struct stardose_error *err)
{
	uint64_t size = 0;
	uint8_t *to;
	int i, ret;

	for (i = 0; i < n_pieces; i++)
		size += pieces[i].size;
	if ((ret = make_room(queue, sizeof(size) + ROUND8(size), err)) < 0)
		return ret;
	to = queue->tail->buf + queue->tail->used;
	memcpy(to, &size, sizeof(size));
	to += sizeof(size);
	for (i = 0; i < n_pieces; i++) {
		if (pieces[i].size)
			memcpy(to, pieces[i].data, pieces[i].size);
		to += pieces[i].size;
	}
	memset(to, 0, ROUND8(size) - size);
	queue->tail->used += sizeof(size) + ROUND8(size);
	queue->n++;
	return STARDOSE_OK;
}

int sdi_queue_front(struct sdi_queue *queue, const void **data, size_t *size,
		    struct stardose_error *err)
{
	struct chunk *head = queue->head;
	uint64_t n;
	int ret;

	if (!queue->n)
		return STARDOSE_EOF;
	if (!head->buf && (ret = chunk_load(queue, head, err)) < 0)
		return ret;
	memcpy(&n, head->buf + queue->at, sizeof(n));
	*data = head->buf + queue->at + sizeof(n);
	*size = n;
	return STARDOSE_OK;
}

void sdi_queue_drop(struct sdi_queue *queue)
{
	struct chunk *head = queue->head;
	uint64_t size;

	memcpy(&size, head->buf + queue->at, sizeof(size));
	queue->at += sizeof(size) + ROUND8(size);
	queue->n--;
	if (queue->at < head->used)
		return;
	queue->at = 0;
	queue->head = head->next;
	if (!queue->head)
		queue->tail = NULL;
	chunk_free(queue, head);
	if (!queue->spilled && queue->file_end && !ftruncate(queue->fd, 0))
		queue->file_end = 0;
}

uint64_t sdi_queue_n(const struct sdi_queue *queue) { return queue->n; }
uint64_t sdi_queue_spilled(const struct sdi_queue *queue) { return queue->spilled; }
