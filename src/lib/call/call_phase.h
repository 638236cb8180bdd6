/* call_phase.h - what is known of which variants lie together, and whether it matters */
#ifndef SDI_CALL_PHASE_H
#define SDI_CALL_PHASE_H

#include <stardose/call.h>
#include "genotype/genotype.h"
#include "match/match.h"

/* sdi_call_phase() - how the haplotypes of @g that differ are phased */
enum stardose_phase sdi_call_phase(const struct sdi_genotype *g);
/*
 * sdi_call_phase_reasons() - bits of enum stardose_reason: without phase between its blocks the
 * call has several candidates, or one whose haplotypes may lie otherwise
 */
uint64_t sdi_call_phase_reasons(const struct stardose_call *call, const struct sdi_genotype *g,
				const struct sdi_match *match);

#endif
