/*
 * hla_finding.h - typings and findings: one text for one meaning, and what they answer
 *
 * A typing names both alleles of a person, *15:02 and *40:01, a finding says of one allele whether
 * it was there: *15:02 positive.
 */
#ifndef SDI_HLA_FINDING_H
#define SDI_HLA_FINDING_H

#include <htslib/kstring.h>

enum sdi_answer { SDI_ANSWER_NOTHING = -1, SDI_ANSWER_NO = 0, SDI_ANSWER_YES = 1 };

/*
 * sdi_hla_finding_answer() - what @text says to @asked
 * @asked: "*15:02 positive", "*15:02 negative" (HLA: any resolution), "*3 carrier", or two alleles
 * joined by a slash
 * @gene: prefixes of allele names ("HLA-B*15:02", "B*15:02") must be this gene's; parts of another
 * gene say nothing
 * @text: findings and typings joined by ';' or ','; NULL or "" says nothing
 *
 * A finding speaks of its own allele only: "*57:01 negative" says nothing to "*15:02 positive". A
 * typing of two alleles speaks of all: what it does not contain is negative, unless it names an
 * allele by fewer fields than asked ("*15"), by a code for several ("*15:AB"), or one that is
 * perhaps not expressed ("*15:02:01N"). Contradictions say nothing. A diplotype holds in either
 * order, suballeles left aside.
 */
enum sdi_answer sdi_hla_finding_answer(const char *gene, const char *asked, const char *text);
/*
 * sdi_hla_findings_print() - append the canonical form of @text
 * @gene: may stand before each allele, as above
 * Findings are sorted and joined by ", "; a typing, written with '/', '|' or '+', has the lower
 * allele first, joined by a slash; alleles of a typing are cut to two fields, with the letter that
 * says how they are expressed. Any other text is taken as it is, without blanks around. Return:
 * STARDOSE_OK; STARDOSE_EROW: a finding contradicts another; STARDOSE_ENOMEM
 */
int sdi_hla_findings_print(const char *text, const char *gene, kstring_t *out);
/*
 * sdi_hla_findings_join() - two canonical texts of findings as one
 * Return: STARDOSE_OK; STARDOSE_EROW: one is no finding, or they contradict each other;
 * STARDOSE_ENOMEM
 */
int sdi_hla_findings_join(const char *a, const char *b, kstring_t *out);

#endif
