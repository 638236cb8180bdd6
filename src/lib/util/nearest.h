/* nearest.h - the names that a misspelt one may have meant, nearest first by edit distance */
#ifndef SDI_NEAREST_H
#define SDI_NEAREST_H

#include <stddef.h>

#define SDI_MAX_NEAREST 16
#define SDI_N_LETTERS 32

/* sdi_edit_distance() - letters to change, add, drop or swap, upper and lower case alike */
int sdi_edit_distance(const char *a, const char *b);

/*
 * sdi_is_within() - 1: no more than @steps of those lead from @a to @b; quicker than to count
 * them
 */
int sdi_is_within(const char *a, const char *b, int steps);

struct sdi_nearest {
	const char *name, **out;
	int length; /* of @name */
	signed char letters[SDI_N_LETTERS]; /* of @name: how often each comes */
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
