/* missing_sites.c - one line per gene: how much was silent */
#include "caller/missing_sites.h"

void sdi_missing_sites_add(struct sdi_missing_sites *gaps, const struct stardose_call *call)
{
	int absent = call->n_sites[STARDOSE_EVIDENCE_ABSENT];

	gaps->n_samples++;
	gaps->n_affected += absent > 0;
	if (absent > gaps->worst)
		gaps->worst = absent;
}

void sdi_missing_sites_log(const struct sdi_missing_sites *gaps, const struct stardose_gene *gene,
			   const char *path, int absent_is_reference,
			   const struct stardose_log *log)
{
	if (!gaps->worst)
		return;
	stardose_log_say(
		log, STARDOSE_OK,
		"%s: %d of %d definition sites have no record in %s%s%s (%d of %d samples "
		"affected); alleles that need them are "
		"not excluded; %s",
		gene->name, gaps->worst, gene->n_core, path ? "'" : "", path ? path : "the input",
		path ? "'" : "", gaps->n_affected, gaps->n_samples,
		absent_is_reference == SDI_CUT_OFF
			? "nothing is assumed where the input may have been cut off"
		: absent_is_reference
			? "these are not assumed, as reads often cannot be placed there, or for "
			  "what the reasons of the calls say; a gVCF or a VCF with all sites would "
			  "tell"
			: "a gVCF, a VCF with all sites, or --absent reference would fill them");
}
