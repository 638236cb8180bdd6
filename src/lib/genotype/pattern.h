/*
 * pattern.h - observations and patterns, each kept once
 *
 * An observation is what one sample shows in one record, unless that is the record's default
 * (homozygous reference and diploid). A pattern is a chain of observations; samples with the same
 * chain share it.
 */
#ifndef SDI_PATTERN_H
#define SDI_PATTERN_H

#include <stddef.h>
#include <stdint.h>
#include <stardose/call.h>

/*
 * No usable genotype; more haplotypes than can be handled; reference with nothing behind it; '.'
 * throughout: nothing was said.
 */
enum { SDI_OBS_REJECTED = 1, SDI_OBS_PLOIDY = 2, SDI_OBS_EMPTY = 4, SDI_OBS_SILENT = 8 };

struct sdi_observation {
	int32_t note; /* index of the record among those kept; negative: see coding_record.h */
	int32_t phase_set; /* -1 unphased or homozygous, 0 phased without PS, else PS */
	int16_t allele[STARDOSE_MAX_PLOIDY];	/* VCF allele index, -1 unknown; beyond ploidy 0 */
	uint8_t ploidy, flags;
	uint8_t zero[6];		/* compared byte by byte, so there is no padding */
};

struct sdi_pattern { int32_t parent, observation; };	/* pattern 0 is the empty chain */

/* Entries of one size, each distinct one kept once, numbered in the order in which they came. */
struct sdi_interned {
	size_t size;			/* of an entry, a multiple of 8 */
	int32_t n, m;
	void *data;
	int32_t *slots;			/* open addressing, -1 empty */
	uint32_t m_slots;		/* a power of two */
};

struct sdi_pattern_set { struct sdi_interned observations, patterns; };

/* All that can fail return STARDOSE_OK or STARDOSE_ENOMEM. */
int sdi_pattern_set_init(struct sdi_pattern_set *set);
void sdi_pattern_set_release(struct sdi_pattern_set *set);
/* sdi_pattern_set_observation() - the index of an equal observation, new or not */
int sdi_pattern_set_observation(struct sdi_pattern_set *set,
				const struct sdi_observation *observation, int32_t *index);
/* sdi_pattern_set_next() - the pattern "@pattern, then @observation" */
int sdi_pattern_set_next(struct sdi_pattern_set *set, int32_t pattern, int32_t observation,
			 int32_t *next);

/* Borrowed until the next call that adds. */
static inline const struct sdi_observation *sdi_observation_at(const struct sdi_pattern_set *set,
							       int32_t i)
{
	return (const struct sdi_observation *)set->observations.data + i;
}

static inline struct sdi_pattern sdi_pattern_at(const struct sdi_pattern_set *set, int32_t i)
{
	return ((const struct sdi_pattern *)set->patterns.data)[i];
}

#endif
