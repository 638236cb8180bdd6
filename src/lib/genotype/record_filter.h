/* record_filter.h - which records the user lets speak, going by FILTER */
#ifndef SDI_RECORD_FILTER_H
#define SDI_RECORD_FILTER_H

#include <htslib/vcf.h>
#include <stardose/status.h>

struct sdi_filter_list {
	char *text;
	int n;
	char **name;
}; /* name NULL: every record passes */

/*
 * sdi_filter_list_init() - @list: comma list such as "PASS,."; NULL: every record passes.
 * STARDOSE_OK or STARDOSE_ENOMEM
 */
int sdi_filter_list_init(struct sdi_filter_list *filters, const char *list);
void sdi_filter_list_release(struct sdi_filter_list *filters);

/* What FILTER says of a record: decided once, for all who look at it. */
struct sdi_filter_verdict {
	int passes; /* the user's list, "." standing for no filter applied, or there is none */
	const char *failed; /* first filter that it did not pass, borrowed of the header; NULL */
};
/* sdi_filter_judge() - @rec is unpacked to BCF_UN_FLT */
struct sdi_filter_verdict sdi_filter_judge(const struct sdi_filter_list *filters,
					   const bcf_hdr_t *hdr, bcf1_t *rec);

/*
 * sdi_filter_list_has() - is one of @names, a list such as FORMAT/FT "LowGQ;LowDP", in @filters?
 */
int sdi_filter_list_has(const struct sdi_filter_list *filters, const char *names, int length);

#endif
