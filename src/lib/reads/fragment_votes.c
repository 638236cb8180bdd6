/* fragment_votes.c - one vote for each fragment and segment */
#include <stdlib.h>
#include "reads/fragment_votes.h"

#define FIRST_ROOM 2048

uint64_t sdi_fragment_key(const char *name)
{
	uint64_t key = UINT64_C(0xcbf29ce484222325);

	for (; *name; name++)
		key = (key ^ (uint8_t)*name) * UINT64_C(0x100000001b3);
	/* names differ in few bytes: spread these over all bits (the finish of SplitMix64) */
	key = (key ^ key >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	key = (key ^ key >> 27) * UINT64_C(0x94d049bb133111eb);
	key ^= key >> 31;
	return key ? key : 1;
}

int sdi_fragment_level(uint64_t key) { return __builtin_clzll(key); }

static struct sdi_fragment *place_of(struct sdi_fragment *of, int m, uint64_t key)
{
	int at = key & (m - 1);

	while (of[at].key && of[at].key != key)
		at = (at + 1) & (m - 1);
	return &of[at];
}

static int grow(struct sdi_fragment_votes *votes)
{
	int m = votes->m ? 2 * votes->m : FIRST_ROOM;
	struct sdi_fragment *of = calloc(m, sizeof(*of));

	if (!of)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < votes->m; i++)
		if (votes->of[i].key)
			*place_of(of, m, votes->of[i].key) = votes->of[i];
	free(votes->of);
	votes->of = of;
	votes->m = m;
	return STARDOSE_OK;
}

int sdi_fragment_vote(struct sdi_fragment_votes *votes, uint64_t key, int segment, int is_gene)
{
	struct sdi_fragment *f;
	uint8_t *count;

	if (votes->n * 4 >= votes->m * 3 && grow(votes))
		return STARDOSE_ENOMEM;
	f = place_of(votes->of, votes->m, key);
	votes->n += !f->key;
	f->key = key;
	count = is_gene ? &f->gene[segment] : &f->paralog[segment];
	*count += *count < UINT8_MAX;
	return STARDOSE_OK;
}

/* 1: the gene, -1: the neighbour, 0: neither */
static int side_of(const struct sdi_fragment *f, int segment)
{
	return (f->gene[segment] > f->paralog[segment]) - (f->gene[segment] < f->paralog[segment]);
}

static void tally_one(const struct sdi_fragment *f, int n_segments, struct sdi_read_counts *out)
{
	int before = 0;

	for (int s = 0; s < n_segments; s++) {
		int side = side_of(f, s);

		out->votes[s].gene += side > 0;
		out->votes[s].paralog += side < 0;
		if (before && side) {
			out->switches[s - 1].n++;
			out->switches[s - 1].to_paralog += before > side;
			out->switches[s - 1].to_gene += before < side;
		}
		before = side;
	}
}

void sdi_fragment_tally(const struct sdi_fragment_votes *votes, int level, int n_segments,
			struct sdi_read_counts *out)
{
	for (int i = 0; i < votes->m; i++)
		if (votes->of[i].key && sdi_fragment_level(votes->of[i].key) >= level)
			tally_one(&votes->of[i], n_segments, out);
}

int sdi_fragment_is_gene(const struct sdi_fragment_votes *votes, uint64_t key)
{
	const struct sdi_fragment *f = votes->m ? place_of(votes->of, votes->m, key) : NULL;
	int sum = 0;

	for (int s = 0; f && s < SDI_MAX_SEGMENTS; s++)
		sum += f->gene[s] - f->paralog[s];
	return sum > 0;
}

void sdi_fragment_votes_release(struct sdi_fragment_votes *votes)
{
	free(votes->of);
	*votes = (struct sdi_fragment_votes){ 0 };
}
