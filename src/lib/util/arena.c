/* arena.c - memory in chunks, newest first */
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "util/arena.h"

#define CHUNK ((size_t)16384)

struct sdi_arena_chunk {
	struct sdi_arena_chunk *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

static struct sdi_arena_chunk *grow(struct sdi_arena *arena, size_t size)
{
	size_t room = size > CHUNK ? size : CHUNK;
	struct sdi_arena_chunk *chunk = calloc(1, sizeof(*chunk) + room);

	if (!chunk)
		return NULL;
	chunk->size = room;
	chunk->next = arena->head;
	arena->head = chunk;
	return chunk;
}

void *sdi_arena_alloc(struct sdi_arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct sdi_arena_chunk *chunk = arena->head;
	void *p;

	if (size > SIZE_MAX / 2)
		return NULL;
	size = (size + align - 1) / align * align;
	if (!chunk || chunk->size - chunk->used < size)
		chunk = grow(arena, size);
	if (!chunk)
		return NULL;
	p = chunk->bytes + chunk->used;
	chunk->used += size;
	return p;
}

char *sdi_arena_strndup(struct sdi_arena *arena, const char *s, size_t n)
{
	char *copy = sdi_arena_alloc(arena, n + 1);

	if (copy)
		memcpy(copy, s, n);
	return copy;
}

char *sdi_arena_strdup(struct sdi_arena *arena, const char *s)
{
	return sdi_arena_strndup(arena, s, strlen(s));
}

void sdi_arena_release(struct sdi_arena *arena)
{
	while (arena->head) {
		struct sdi_arena_chunk *chunk = arena->head;

		arena->head = chunk->next;
		free(chunk);
	}
}
