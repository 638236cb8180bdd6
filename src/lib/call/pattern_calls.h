/* pattern_calls.h - every distinct pattern of a closed collector, matched and called once */
#ifndef SDI_PATTERN_CALLS_H
#define SDI_PATTERN_CALLS_H

#include "genotype/collector.h"

/*
 * sdi_pattern_calls() - call all patterns
 * @n_threads: extra threads to share the patterns between; the result does not depend on it
 * @out:       array of sdi_collector_n_patterns() calls, filled; the caller owns each
 */
int sdi_pattern_calls(const struct sdi_collector *collector, int keep_sites, int n_threads, struct stardose_call **out,
		      struct stardose_error *err);

#endif
