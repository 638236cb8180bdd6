/* missing_sites.h - one line per gene: how much was silent, and what would mend it */
#ifndef SDI_MISSING_SITES_H
#define SDI_MISSING_SITES_H

#include <stardose/call.h>

#define SDI_CUT_OFF 2

struct sdi_missing_sites { int worst, n_affected, n_samples; };	/* begin with zeros */

/* sdi_missing_sites_add() - count one sample's call */
void sdi_missing_sites_add(struct sdi_missing_sites *gaps, const struct stardose_call *call);
/*
 * sdi_missing_sites_log() - tell @log, unless no site was absent
 * @path: the file, or NULL for a stream; @absent_is_reference: what may be filled has been filled
 * already; SDI_CUT_OFF: but for what lies behind the end of the input
 */
void sdi_missing_sites_log(const struct sdi_missing_sites *gaps, const struct stardose_gene *gene,
			   const char *path, int absent_is_reference,
			   const struct stardose_log *log);

#endif
