/* nearest.c - the names that a misspelt one may have meant */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "util/nearest.h"

#define MAX_NAME 64	/* longer names are compared by their beginnings */

/* Edit distance with swaps of neighbours, upper and lower case alike. */
int sdi_edit_distance(const char *a, const char *b)
{
	int row[3][MAX_NAME + 1], n = strnlen(a, MAX_NAME), m = strnlen(b, MAX_NAME);

	for (int j = 0; j <= m; j++)
		row[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= m; j++) {
			int x = tolower((unsigned char)a[i - 1]),
			    y = tolower((unsigned char)b[j - 1]);
			int best = last[j - 1] + (x != y);

			best = last[j] + 1 < best ? last[j] + 1 : best;
			best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
			if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
			    tolower((unsigned char)a[i - 2]) == y && before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return row[n % 3][m];
}

void sdi_nearest_init(struct sdi_nearest *near, const char *name, const char **out, int max)
{
	int length = strlen(name);

	*near = (struct sdi_nearest){
		.name = name,
		.out = out,
		.max = max < SDI_MAX_NEAREST ? max : SDI_MAX_NEAREST,
		.far = length < 6 ? 2 : length / 3,
	};
}

/* First come first among equals. */
void sdi_nearest_consider(struct sdi_nearest *near, const char *candidate)
{
	size_t length = strlen(near->name);
	int is_beginning = length >= 3 && !strncasecmp(near->name, candidate, length);
	int longer = (int)strnlen(candidate, MAX_NAME) - (int)strnlen(near->name, MAX_NAME), d, i;

	if (!is_beginning && abs(longer) > near->far)
		return;		/* the cheap way: at least as many letters are to be added */
	d = sdi_edit_distance(near->name, candidate);
	if (is_beginning && d > 1)
		d = 1;		/* the beginning of a name is as good as a slip */
	if (d > near->far)
		return;
	for (i = near->n; i > 0 && near->distance[i - 1] > d; i--) {
		if (i < near->max) {
			near->distance[i] = near->distance[i - 1];
			near->out[i] = near->out[i - 1];
		}
	}
	if (i >= near->max)
		return;
	near->distance[i] = d;
	near->out[i] = candidate;
	near->n += near->n < near->max;
}

size_t sdi_nearest_text(const struct sdi_nearest *near, char *out, size_t size)
{
	size_t used = 0;

	*out = '\0';
	for (int i = 0; i < near->n && used < size; i++)
		used += snprintf(out + used, size - used, "%s'%s'", i ? ", " : "", near->out[i]);
	return near->n;
}
