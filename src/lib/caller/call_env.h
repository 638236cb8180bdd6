/* call_env.h - what every step of calling goes by; set up once by the caller */
#ifndef SDI_CALL_ENV_H
#define SDI_CALL_ENV_H

#include "caller/covered.h"
#include "structure/depth_regions.h"
#include "reads/read_profile.h"
#include "util/sample_set.h"

/* All borrowed: from a caller, which outlives whoever is given this. */
struct sdi_call_env {
	const struct stardose_tables *tables;
	const struct stardose_call_options *options;
	int n_genes; /* for which records are read */
	const struct stardose_gene *const *genes;
	const struct sdi_depth_regions *depth_regions; /* NULL: depth is measured by genes */
	const struct sdi_covered *covered; /* --covered; NULL: not given */
	const struct sdi_sample_set *samples;
	struct sdi_sample_set *record_texts; /* what structural records say, each text once;
						facts->records is its index plus one */
	const struct sdi_read_profiles *reads; /* what --reads shows; facts->reads is an index
						  into it plus one */
	int is_stream; /* 1: genes are complete as soon as the stream is beyond them, and what
			  gives nothing but hints is left out */
};

#endif
