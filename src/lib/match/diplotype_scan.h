/*
 * diplotype_scan.h - the parts of a diplotype's text, for the reader of whole ones
 * (diplotype_text.c)
 *
 * Functions that return int give 1 when what they look for came next and was moved behind, 0
 * otherwise; what is wrong is in struct sdi_scan.why, and nothing is to be read after that.
 */
#ifndef SDI_DIPLOTYPE_SCAN_H
#define SDI_DIPLOTYPE_SCAN_H

#include "match/diplotype_name.h"

#define SDI_SCAN_DEPTH 4	/* of brackets */
#define SDI_ALTERNATIVES 8	/* of one haplotype */

struct sdi_copies { int n, or_more; };

struct sdi_scan {
	const char *at, *end;
	const struct stardose_gene *gene;	/* or NULL */
	const char *why;	/* set at the first failure */
	int depth;		/* of the brackets that @at is inside */
	int second; /* in the second haplotype of a reading: copies behind a blank at its end belong
		       to either */
	int depth_of_reading;
	struct sdi_copies floating;	/* such copies; n 0: none */
};

/* What a haplotype may be: one of these. */
struct sdi_alternatives { int n; struct sdi_hap_name hap[SDI_ALTERNATIVES]; };

/* sdi_scan_fail() - keep @why unless there is a reason; 0 */
int sdi_scan_fail(struct sdi_scan *s, const char *why);
void sdi_scan_blanks(struct sdi_scan *s);
/* sdi_scan_comes() - is the next character one of these? Nothing is moved. */
int sdi_scan_comes(const struct sdi_scan *s, const char *one_of);
/* sdi_scan_separator() - ";", "," or the word "or" between readings or alternatives */
int sdi_scan_separator(struct sdi_scan *s);
/* sdi_scan_copies() - copies behind an allele or a bracket; n 0 where none stand there, also 1 */
int sdi_scan_copies(struct sdi_scan *s, struct sdi_copies *out);
void sdi_scan_multiply(struct sdi_name_unit *unit, struct sdi_copies by);
/* sdi_scan_is_listed() - are alleles of this gene read by the names that it lists? */
int sdi_scan_is_listed(const struct sdi_scan *s);
/* sdi_scan_name() - bytes of the longest listed name that comes next, 0 for none; not moved */
size_t sdi_scan_name(const struct sdi_scan *s, int *allele);
int sdi_scan_unit(struct sdi_scan *s, struct sdi_name_unit *unit);
int sdi_scan_haplotype(struct sdi_scan *s, struct sdi_alternatives *out);

#endif
