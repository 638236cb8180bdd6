/* region_depth.c - sums of DP over regions */
#include <string.h>
#include "structure/region_depth.h"
#include "util/no_memory.h"

void sdi_region_depth_init(struct sdi_region_depth *depth, const struct sdi_depth_regions *regions,
			   int n_samples)
{
	memset(depth, 0, sizeof(*depth));
	depth->regions = regions;
	depth->n_samples = n_samples;
}

void sdi_region_depth_release(struct sdi_region_depth *depth)
{
	for (int i = 0; depth->regions && i < depth->regions->n; i++)
		sdi_read_depth_release(&depth->of[i]);
	depth->regions = NULL;
}

static int is_reference_block(const bcf1_t *rec)
{
	for (int a = 1; a < rec->n_allele; a++)
		if (strcmp(rec->d.allele[a], "<NON_REF>") && strcmp(rec->d.allele[a], "<*>"))
			return 0;
	return rec->n_allele && rec->rlen > (hts_pos_t)strlen(rec->d.allele[0]);
}

static int add(struct sdi_region_depth *depth, const bcf_hdr_t *hdr, bcf1_t *rec, const char *chrom,
	       hts_pos_t end, struct stardose_error *err)
{
	const struct sdi_collector_options plain = { 0 };
	struct sdi_code_view view;
	int is_block, ret;

	memset(&view, 0, sizeof(view));
	bcf_unpack(rec, BCF_UN_STR | BCF_UN_FLT | BCF_UN_FMT);
	is_block = is_reference_block(rec);
	if ((int)rec->n_sample != depth->n_samples ||
	    (is_block && rec->n_allele == 1 && bcf_get_fmt(hdr, rec, "CN")))
		return STARDOSE_OK;
	view.n_allele = rec->n_allele;
	ret = sdi_code_view_init(&view, hdr, rec, is_block, &plain, err);
	if (!is_block)
		end = rec->pos + 1;
	for (int i = 0; i < depth->regions->n && !ret; i++) {
		const struct sdi_depth_region *r = &depth->regions->v[i];
		hts_pos_t from = r->beg > rec->pos ? r->beg : rec->pos,
			  to = r->end < end ? r->end : end;

		if (to > from && !strcmp(r->chrom, chrom))
			ret = sdi_read_depth_add(&depth->of[i], &view, to - from, depth->n_samples);
	}
	return ret == STARDOSE_ENOMEM ? sdi_no_memory(err) : ret;
}

int sdi_region_depth_push(struct sdi_region_depth *depth, const bcf_hdr_t *hdr, bcf1_t *rec,
			  const char *chrom, const struct sdi_filter_verdict *filter,
			  struct stardose_error *err)
{
	hts_pos_t end = rec->pos + (rec->rlen > 0 ? rec->rlen : 1);

	for (int i = 0; filter->passes && depth->regions && i < depth->regions->n; i++) {
		const struct sdi_depth_region *r = &depth->regions->v[i];

		if (rec->pos < r->end && r->beg < end && !strcmp(r->chrom, chrom))
			return add(depth, hdr, rec, chrom, end, err);
	}
	return STARDOSE_OK;
}
