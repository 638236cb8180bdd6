/* coding_explained.c - what is known of a gene's exons, to people and to programs */
#include "explain/coding_explained.h"
#include "tables/coding_sequence.h"

static int read_gene(const struct stardose_call *call, struct sdi_coding *out)
{
	return sdi_coding_init(out, call->gene,
			       call->build == STARDOSE_BUILD_GRCH37 ? STARDOSE_BUILD_GRCH37
								    : STARDOSE_BUILD_GRCH38);
}

int sdi_explain_coding_text(struct sdi_page *to, const struct stardose_call *call)
{
	struct sdi_coding coding;
	int ret = read_gene(call, &coding);

	if (!ret && !coding.n)
		sdi_page_put(to, "  coding variants that no definition names are not looked for: the "
				 "tables have no exons of this gene\n");
	else if (!ret && coding.n_known < coding.n / 3)
		sdi_page_put(to,
			     "  of coding variants that no definition names frameshifts and splice "
			     "sites are told; stop codons in %d of %d codons, whose bases the tables "
			     "have\n",
			     coding.n_known, coding.n / 3);
	sdi_coding_release(&coding);
	return ret;
}

void sdi_explain_coding_json(struct sdi_json *j, cJSON *to, const struct stardose_call *call)
{
	struct sdi_coding coding;
	cJSON *item = sdi_json_add_object(j, to, "unlisted_coding");

	j->failed |= read_gene(call, &coding) != STARDOSE_OK;
	sdi_json_add_number(j, item, "codons", coding.n / 3);
	sdi_json_add_number(j, item, "codons_known", coding.n_known);
	sdi_coding_release(&coding);
}
