/*
 * record_reasons.h - what the records of a sample say against its calls, apart from its genotypes
 */
#ifndef SDI_RECORD_REASONS_H
#define SDI_RECORD_REASONS_H

#include "genotype/collector_impl.h"

/*
 * sdi_record_reasons() - bits 1 << enum stardose_reason of the samples with pattern node @node:
 * records whose REF is wrong, reference genotypes with nothing behind them, imputed genotypes that
 * are used
 */
uint64_t sdi_record_reasons(const struct sdi_collector *collector, int32_t node);

#endif
