/* read_depth.c - sums of DP */
#include <stdlib.h>
#include <string.h>
#include "genotype/read_depth.h"

int sdi_read_depth_add(struct sdi_read_depth *depth, const struct sdi_code_view *view,
		       hts_pos_t bases, int n_samples)
{
	if (!view->dp || bases <= 0)
		return STARDOSE_OK;
	if (!depth->sum) {
		depth->sum = calloc(n_samples ? n_samples : 1, sizeof(*depth->sum));
		depth->bases = calloc(n_samples ? n_samples : 1, sizeof(*depth->bases));
		if (!depth->sum || !depth->bases) {
			sdi_read_depth_release(depth);
			return STARDOSE_ENOMEM;
		}
	}
	for (int i = 0; i < n_samples; i++) {
		int reads = sdi_code_depth(view, i);

		if (reads < 0)
			continue;
		depth->sum[i] += (float)reads * bases;
		depth->bases[i] += bases;
	}
	return STARDOSE_OK;
}

void sdi_read_depth_release(struct sdi_read_depth *depth)
{
	free(depth->sum);
	free(depth->bases);
	memset(depth, 0, sizeof(*depth));
}
