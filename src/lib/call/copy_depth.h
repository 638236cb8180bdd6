/*
 * copy_depth.h - which haplotype carries the extra copies, by the share of the reads
 * (docs/MATCHING.md, "copies")
 */
#ifndef SDI_COPY_DEPTH_H
#define SDI_COPY_DEPTH_H

#include <stardose/call.h>
#include "structure/structure_facts.h"
#include "genotype/allele_depth.h"

/*
 * sdi_copy_depth() - weigh the candidates of @call, made with @facts, by allele depth
 * @depths: of the sample, ascending by variant
 * @facts:  changed: dropped gets the bits of candidates that the depths speak against; reasons may
 * get copies_conflict
 * Return: 1 when the facts changed, so the call is to be made again
 */
int sdi_copy_depth(const struct stardose_call *call, const struct sdi_allele_depth *depths, int n,
		   struct sdi_structure_facts *facts);

#endif
