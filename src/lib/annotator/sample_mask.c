/* sample_mask.c - which samples are called */
#include <stdlib.h>
#include <string.h>
#include "annotator/sample_mask.h"
#include "util/no_memory.h"

static int mark(const bcf_hdr_t *hdr, const struct sdi_sample_list *list, uint8_t *mask,
		struct stardose_error *err)
{
	int n = bcf_hdr_nsamples(hdr), n_wanted = list->exclude ? n : 0, i, s;

	memset(mask, list->exclude, n);
	for (i = 0; i < list->n; i++) {
		s = bcf_hdr_id2int(hdr, BCF_DT_SAMPLE, list->name[i]);
		if (s < 0)
			return stardose_error_set(err, STARDOSE_EUSAGE,
						  "no sample '%s' in the input", list->name[i]);
		mask[s] = !list->exclude;
		n_wanted += list->exclude ? -1 : 1;
	}
	return n_wanted
		       ? STARDOSE_OK
		       : stardose_error_set(err, STARDOSE_EUSAGE, "no sample is left to be called");
}

int sdi_sample_mask(const bcf_hdr_t *hdr, const char *list, const char *file, uint8_t **out,
		    struct stardose_error *err)
{
	struct sdi_sample_list names;
	uint8_t *mask = NULL;
	int ret;

	memset(&names, 0, sizeof(names));
	ret = sdi_sample_list_read(list, file, &names, err);
	if (!ret && names.is_set) {
		mask = malloc(bcf_hdr_nsamples(hdr) + 1);
		ret = mask ? mark(hdr, &names, mask, err) : sdi_no_memory(err);
	}
	sdi_sample_list_release(&names);
	if (ret) {
		free(mask);
		return ret;
	}
	*out = mask;
	return STARDOSE_OK;
}
