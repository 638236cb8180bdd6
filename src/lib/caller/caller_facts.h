/* caller_facts.h - where those who know of copies and structure leave it with the caller */
#ifndef SDI_CALLER_FACTS_H
#define SDI_CALLER_FACTS_H

#include "structure/structure_facts.h"

/*
 * sdi_caller_facts() - the facts of one sample and gene, to be written before
 * stardose_caller_finish()
 * @sample, @gene: as in stardose_caller_call()
 * Copies are set with sdi_facts_copies(), reasons are added with |=. Return:
 * valid until the next call; NULL when out of memory
 */
struct sdi_structure_facts *sdi_caller_facts(struct stardose_caller *caller, int sample, int gene);

#endif
