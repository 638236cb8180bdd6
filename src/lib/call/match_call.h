/* match_call.h - the readings of a gene of haplotypes in, candidates, status and phenotype out */
#ifndef SDI_MATCH_CALL_H
#define SDI_MATCH_CALL_H

#include "genotype/genotype.h"
#include "match/match.h"
#include "structure/structure_facts.h"

/*
 * sdi_call_from_match() - candidates, status, reasons and phenotype from the readings of a gene of
 * haplotypes; other kinds of genes may end so
 * @call: new, with its sites counted
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_call_from_match(struct stardose_call *call, const struct sdi_genotype *g,
			const struct sdi_structure_facts *facts, const struct sdi_match *match);

#endif
