/* nearest.c - the names that a misspelt one may have meant */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "util/nearest.h"

#define MAX_NAME 64	/* longer names are compared by their beginnings */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static void fold(const char *text, int n, char *out)
{
	for (int i = 0; i < n; i++)
		out[i] = lower(text[i]);
}

/*
 * How often each letter comes; some others share a place with it, which only counts too few
 * steps.
 */
static void count_letters(const char *text, int n, signed char counts[SDI_N_LETTERS])
{
	memset(counts, 0, SDI_N_LETTERS);
	for (int i = 0; i < n; i++)
		counts[text[i] & (SDI_N_LETTERS - 1)]++;
}

/*
 * Letters that one name has and the other lacks, the larger of both counts: no fewer steps lead
 * from one to the other, and they are counted in no time.
 */
static int least_steps(const signed char counts[SDI_N_LETTERS], int n, const char *b, int m)
{
	signed char left[SDI_N_LETTERS];
	int lacking = 0, too_many;

	memcpy(left, counts, SDI_N_LETTERS);
	for (int j = 0; j < m; j++)
		lacking += --left[b[j] & (SDI_N_LETTERS - 1)] < 0;
	too_many = n - (m - lacking);
	return too_many > lacking ? too_many : lacking;
}

/*
 * Edit distance with swaps of neighbours, upper and lower case alike, as long as it is no more than
 * @most; else anything above.
 */
static int distance_within(const char *name, const char *other, int most)
{
	int row[3][MAX_NAME + 1], n = strnlen(name, MAX_NAME), m = strnlen(other, MAX_NAME);
	int least = 0;
	char a[MAX_NAME], b[MAX_NAME];

	fold(name, n, a);
	fold(other, m, b);
	for (int j = 0; j <= m; j++)
		row[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
		int least_before = least;

		now[0] = least = i;
		for (int j = 1; j <= m; j++) {
			int best = last[j - 1] + (a[i - 1] != b[j - 1]);

			best = last[j] + 1 < best ? last[j] + 1 : best;
			best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
			least = best < least ? best : least;
		}
		if (least > most && least_before > most)
			return most + 1; /* a swap looks two rows back */
	}
	return row[n % 3][m];
}

int sdi_edit_distance(const char *a, const char *b) { return distance_within(a, b, MAX_NAME); }

int sdi_is_within(const char *a, const char *b, int steps)
{
	signed char counts[SDI_N_LETTERS];
	int n = strnlen(a, MAX_NAME);

	count_letters(a, n, counts);
	return least_steps(counts, n, b, strnlen(b, MAX_NAME)) <= steps &&
	       distance_within(a, b, steps) <= steps;
}

void sdi_nearest_init(struct sdi_nearest *near, const char *name, const char **out, int max)
{
	int length = strlen(name);

	*near = (struct sdi_nearest){
		.name = name,
		.length = length,
		.out = out,
		.max = max < SDI_MAX_NEAREST ? max : SDI_MAX_NEAREST,
		.far = length < 6 ? 2 : length / 3,
	};
	count_letters(name, length < MAX_NAME ? length : MAX_NAME, near->letters);
}

/* What is farther than this changes nothing; of equals the first stays. */
static int farthest(const struct sdi_nearest *near)
{
	int is_full = near->n == near->max && near->n;

	return is_full && near->distance[near->n - 1] - 1 < near->far
		       ? near->distance[near->n - 1] - 1
		       : near->far;
}

/* First come first among equals. */
void sdi_nearest_consider(struct sdi_nearest *near, const char *candidate)
{
	int length = near->length < MAX_NAME ? near->length : MAX_NAME;
	int longer = (int)strnlen(candidate, MAX_NAME) - length, most = farthest(near), d, i;
	int is_beginning = near->length >= 3 && longer >= 0 &&
			   lower(*near->name) == lower(*candidate) &&
			   !strncasecmp(near->name, candidate, near->length);

	if (!is_beginning &&
	    (abs(longer) > most ||
	     least_steps(near->letters, length, candidate, length + longer) > most))
		return;		/* the cheap way */
	/* the beginning of a name is as good as a slip */
	d = is_beginning ? longer != 0 : distance_within(near->name, candidate, most);
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
