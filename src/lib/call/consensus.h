/* consensus.h - what the candidates of a call agree on */
#ifndef SDI_CONSENSUS_H
#define SDI_CONSENSUS_H

#include <stardose/call.h>

/*
 * sdi_call_consensus() - set phenotype, score_lo and score_hi of a call from its candidates, of
 * which it has one at least Phenotypes that differ make Indeterminate, with a reason by CPIC's; a
 * candidate without score leaves the call without one.
 */
void sdi_call_consensus(struct stardose_call *call);

#define SDI_MAX_CANDIDATES 512

/*
 * sdi_call_trim() - keep the SDI_MAX_CANDIDATES that come first, after the consensus of all
 * @is_cut: the search for readings was given up: what was not found may make another phenotype, so
 *          none is given
 * The reason of either is STARDOSE_REASON_TOO_MANY_READINGS.
 */
void sdi_call_trim(struct stardose_call *call, int is_cut);

#endif
