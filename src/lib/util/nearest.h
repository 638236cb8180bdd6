/* nearest.h - the names that a misspelt one may have meant, nearest first by edit distance */
#ifndef SDI_NEAREST_H
#define SDI_NEAREST_H

#include <stddef.h>

#define SDI_MAX_NEAREST 16

/* sdi_edit_distance() - letters to change, add, drop or swap, upper and lower case alike */
int sdi_edit_distance(const char *a, const char *b);

struct sdi_nearest {
	const char *name, **out;
	int max, n, far; /* @n of @out are filled; nothing farther than @far counts */
	int distance[SDI_MAX_NEAREST];
};

/*
 * sdi_nearest_init() - look for names near @name; @out has room for @max, borrowed from what is
 * considered
 */
void sdi_nearest_init(struct sdi_nearest *near, const char *name, const char **out, int max);
/*
 * sdi_nearest_consider() - keep @candidate if it is among the nearest; upper and lower case alike
 */
void sdi_nearest_consider(struct sdi_nearest *near, const char *candidate);
/* sdi_nearest_text() - "'a', 'b'" in @out of @size bytes; returns how many names */
size_t sdi_nearest_text(const struct sdi_nearest *near, char *out, size_t size);

#endif
