/* pattern.c - interning tables with open addressing, at most half full */
#include <stdlib.h>
#include <string.h>
#include "genotype/pattern.h"

#define FIRST_SLOTS 256

static uint64_t mix(uint64_t x)
{
	x ^= x >> 33;
	x *= UINT64_C(0xff51afd7ed558ccd);
	x ^= x >> 33;
	x *= UINT64_C(0xc4ceb9fe1a85ec53);
	return x ^ x >> 33;
}

static uint32_t slot_of(const struct sdi_interned *t, const void *entry)
{
	uint64_t h = 0, part;

	for (size_t i = 0; i < t->size; i += sizeof(part)) {
		memcpy(&part, (const char *)entry + i, sizeof(part));
		h = mix(h ^ part);
	}
	return h & (t->m_slots - 1);
}

static void *entry_at(const struct sdi_interned *t, int32_t i)
{
	return (char *)t->data + (size_t)i * t->size;
}

static int interned_init(struct sdi_interned *t, size_t size)
{
	*t = (struct sdi_interned){ .size = size, .m = FIRST_SLOTS / 2, .m_slots = FIRST_SLOTS };
	t->data = malloc(t->m * size);
	t->slots = malloc(t->m_slots * sizeof(*t->slots));
	if (!t->data || !t->slots)
		return STARDOSE_ENOMEM;
	memset(t->slots, 0xff, t->m_slots * sizeof(*t->slots));
	return STARDOSE_OK;
}

static int interned_grow(struct sdi_interned *t)
{
	int32_t *slots;
	void *data;

	if (t->m > INT32_MAX / 4)
		return STARDOSE_ENOMEM;
	data = realloc(t->data, (size_t)t->m * 2 * t->size);
	if (!data)
		return STARDOSE_ENOMEM;
	t->data = data;
	slots = malloc((size_t)t->m_slots * 2 * sizeof(*slots));
	if (!slots)
		return STARDOSE_ENOMEM;
	free(t->slots);
	t->slots = slots;
	t->m *= 2;
	t->m_slots *= 2;
	memset(slots, 0xff, (size_t)t->m_slots * sizeof(*slots));
	for (int32_t i = 0; i < t->n; i++) {
		uint32_t s = slot_of(t, entry_at(t, i));

		while (slots[s] >= 0)
			s = (s + 1) & (t->m_slots - 1);
		slots[s] = i;
	}
	return STARDOSE_OK;
}

static int intern(struct sdi_interned *t, const void *entry, int32_t *index)
{
	uint32_t s = slot_of(t, entry);

	for (; t->slots[s] >= 0; s = (s + 1) & (t->m_slots - 1)) {
		*index = t->slots[s];
		if (!memcmp(entry_at(t, *index), entry, t->size))
			return STARDOSE_OK;
	}
	if (t->n == t->m) {
		if (interned_grow(t))
			return STARDOSE_ENOMEM;
		for (s = slot_of(t, entry); t->slots[s] >= 0; s = (s + 1) & (t->m_slots - 1))
			;
	}
	*index = t->n++;
	memcpy(entry_at(t, *index), entry, t->size);
	t->slots[s] = *index;
	return STARDOSE_OK;
}

int sdi_pattern_set_init(struct sdi_pattern_set *set)
{
	const struct sdi_pattern none = { -1, -1 };
	int32_t first;

	memset(set, 0, sizeof(*set));
	if (interned_init(&set->observations, sizeof(struct sdi_observation)) ||
	    interned_init(&set->patterns, sizeof(struct sdi_pattern)) ||
	    intern(&set->patterns, &none, &first)) {
		sdi_pattern_set_release(set);
		return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

void sdi_pattern_set_release(struct sdi_pattern_set *set)
{
	free(set->observations.data);
	free(set->observations.slots);
	free(set->patterns.data);
	free(set->patterns.slots);
	memset(set, 0, sizeof(*set));
}

int sdi_pattern_set_observation(struct sdi_pattern_set *set,
				const struct sdi_observation *observation, int32_t *index)
{
	return intern(&set->observations, observation, index);
}

int sdi_pattern_set_next(struct sdi_pattern_set *set, int32_t pattern, int32_t observation,
			 int32_t *next)
{
	const struct sdi_pattern key = { pattern, observation };

	return intern(&set->patterns, &key, next);
}
