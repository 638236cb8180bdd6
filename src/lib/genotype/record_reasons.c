/* record_reasons.c - what the records of a sample say against its calls */
#include "genotype/record_reasons.h"

uint64_t sdi_record_reasons(const struct sdi_collector *c, int32_t node)
{
	uint64_t reasons = 0;
	int n_imputed = 0;

	for (int i = 0; i < c->n_notes; i++) {
		const struct sdi_site_record *note = &c->notes[i];

		if (note->n_sites && note->is_bad_ref)
			reasons |= UINT64_C(1) << STARDOSE_REASON_REF_MISMATCH;
		n_imputed += note->n_sites && note->is_imputed && !note->is_rejected;
	}
	for (struct sdi_pattern p; (p = sdi_pattern_at(&c->patterns, node)).parent >= 0;
	     node = p.parent) {
		const struct sdi_observation *o = sdi_observation_at(&c->patterns, p.observation);
		const struct sdi_site_record *note;

		if (sdi_is_coding_note(o->note) || !c->notes[o->note].n_sites)
			continue;
		note = &c->notes[o->note];
		n_imputed -= note->is_imputed && o->flags;
		if (o->flags & SDI_OBS_EMPTY)
			reasons |= UINT64_C(1) << STARDOSE_REASON_GENOTYPES_EMPTY;
	}
	if (n_imputed > 0)
		reasons |= UINT64_C(1) << STARDOSE_REASON_IMPUTED;
	return reasons;
}
