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

#endif
