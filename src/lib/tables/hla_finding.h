/*
 * hla_finding.h - does a diplotype, a typing or a finding say what a condition asks?
 *
 * Asked may be "*15:02 positive", "*15:02 negative" (HLA: any resolution), "*3 carrier", or two
 * alleles joined by a slash.
 */
#ifndef SDI_HLA_FINDING_H
#define SDI_HLA_FINDING_H

enum sdi_answer { SDI_ANSWER_NOTHING = -1, SDI_ANSWER_NO = 0, SDI_ANSWER_YES = 1 };

/*
 * sdi_hla_finding_answer() - what @text says to @asked
 * @gene: prefixes of allele names ("HLA-B*15:02", "B*15:02") must be this gene's; parts of another
 * gene say nothing
 * @text: findings and typings joined by ';' or ','; NULL or "" says nothing
 *
 * A finding speaks of its own allele only: "*57:01 negative" says nothing to "*15:02 positive". A
 * typing of two alleles speaks of all: what it does not contain is negative, unless it names an
 * allele by fewer fields than asked ("*15") or one that is perhaps not expressed ("*15:02:01N").
 * Contradictions say nothing. A diplotype holds in either order, suballeles left aside.
 */
enum sdi_answer sdi_hla_finding_answer(const char *gene, const char *asked, const char *text);

#endif
