/* gap_report.h - one line per gene: how much was silent, and what would mend it */
#ifndef SDI_GAP_REPORT_H
#define SDI_GAP_REPORT_H

#include <stardose/call.h>

struct sdi_gaps { int worst, n_affected, n_samples; };	/* begin with zeros */

/* sdi_gaps_add() - count one sample's call */
void sdi_gaps_add(struct sdi_gaps *gaps, const struct stardose_call *call);
/*
 * sdi_gaps_say() - tell @log, unless no site was absent
 * @path: the file, or NULL for a stream; @absent_is_reference: what may be filled has been filled already
 */
void sdi_gaps_say(const struct sdi_gaps *gaps, const struct stardose_gene *gene, const char *path, int absent_is_reference,
		  const struct stardose_log *log);

#endif
