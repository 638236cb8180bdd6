/*
 * arena.h - many small pieces of memory that live and die together
 *
 * Allocate, never free singly; release all at once. A zeroed struct is an empty arena.
 */
#ifndef SDI_ARENA_H
#define SDI_ARENA_H

#include <stddef.h>

struct sdi_arena_chunk;
struct sdi_arena { struct sdi_arena_chunk *head; };

/* sdi_arena_alloc() - @size zeroed bytes, aligned for anything; NULL when out of memory */
void *sdi_arena_alloc(struct sdi_arena *arena, size_t size);
/* sdi_arena_strndup() - a copy of the first @n bytes of @s, with NUL; NULL when out of memory */
char *sdi_arena_strndup(struct sdi_arena *arena, const char *s, size_t n);
char *sdi_arena_strdup(struct sdi_arena *arena, const char *s);
/* sdi_arena_release() - everything is gone; the arena is empty and may be used again */
void sdi_arena_release(struct sdi_arena *arena);

#endif
