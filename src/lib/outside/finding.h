/*
 * finding.h - results of genes that the tables do not define: typings, findings, or any plain text
 *
 * A typing names two alleles in fields, *15:02 and *40:01, a finding says of one whether it was
 * there: *15:02 positive.
 */
#ifndef SDI_OUTSIDE_FINDING_H
#define SDI_OUTSIDE_FINDING_H

#include <htslib/kstring.h>
#include <stardose/status.h>

/*
 * sdi_findings_print() - append the canonical form of @text
 * @gene: may stand before each allele, whole ("HLA-B*15:02") or its last part ("B*15:02")
 * Findings are sorted and joined by ", "; a typing has the lower allele first, joined by a slash;
 * alleles of a typing are cut to two fields, with the letter that says how they are expressed. Any
 * other text is taken as it is, without blanks around. Return: STARDOSE_OK; STARDOSE_EROW: a
 * finding contradicts another; STARDOSE_ENOMEM
 */
int sdi_findings_print(const char *text, const char *gene, kstring_t *out);
/*
 * sdi_findings_join() - two canonical texts of findings as one
 * Return: STARDOSE_OK; STARDOSE_EROW: one is no finding, or they contradict each other;
 * STARDOSE_ENOMEM
 */
int sdi_findings_join(const char *a, const char *b, kstring_t *out);

#endif
