/* local_genotype.c - LGT with LAA or LA -> GT */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <stardose/status.h>
#include "record/local_genotype.h"

#define MAX_ALLELE 65535 /* more than any record has, which is an error wherever GT is read */
#define MAX_COPIES 8 /* of a genotype; longer ones are cut, and are no ploidy that is read */

void sdi_local_genotypes_release(struct sdi_local_genotypes *l)
{
	if (l->hdr)
		bcf_hdr_destroy(l->hdr);
	if (l->rec)
		bcf_destroy(l->rec);
	if (l->text)
		free(l->text[0]);
	free(l->text);
	free(l->list);
	free(l->gt);
	memset(l, 0, sizeof(*l));
}

static int declares(const bcf_hdr_t *hdr, const char *tag)
{
	int id = bcf_hdr_id2int(hdr, BCF_DT_ID, tag);

	return id >= 0 && bcf_hdr_idinfo_exists(hdr, BCF_HL_FMT, id);
}

static int prepare(struct sdi_local_genotypes *l, const bcf_hdr_t *hdr)
{
	static const char line[] = "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">";

	if (!l->hdr && !(l->hdr = bcf_hdr_dup(hdr)))
		return STARDOSE_ENOMEM;
	if (!declares(l->hdr, "GT") &&
	    (bcf_hdr_append(l->hdr, line) < 0 || bcf_hdr_sync(l->hdr) < 0))
		return STARDOSE_ENOMEM;
	if (!l->rec && !(l->rec = bcf_init()))
		return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}

/* The alleles that a sample names; @has_ref: the list begins with REF. */
struct named {
	const int32_t *list;
	int n, has_ref;
};

/* The record's number of a sample's allele, or -1. */
static int allele_of(const struct named *named, long local)
{
	long i = named->has_ref ? local : local - 1;

	if (!local)
		return 0;
	if (i < 0 || i >= named->n || named->list[i] == bcf_int32_missing ||
	    named->list[i] == bcf_int32_vector_end || named->list[i] < 0)
		return -1;
	return named->list[i] < MAX_ALLELE ? named->list[i] : MAX_ALLELE;
}

/*
 * One genotype into @gt, padded. Phased is one whose separators all are '|', and whose prefix (VCF
 * 4.4) is not '/'.
 */
static void read_one(const char *s, const struct named *named, int32_t *gt)
{
	int is_phased = *s != '/' && !strchr(s, '/'), n = 0;

	if (*s == '/' || *s == '|')
		s++;
	while (n < MAX_COPIES && (*s == '.' || isdigit((unsigned char)*s))) {
		char *end = (char *)s + 1;
		int allele = *s == '.' ? -1 : allele_of(named, strtol(s, &end, 10));

		gt[n] = allele < 0 ? bcf_gt_missing : bcf_gt_unphased(allele);
		gt[n] |= n && is_phased;
		n++;
		s = *end ? end + 1 : end;
	}
	if (!n)
		gt[n++] = bcf_gt_missing;
	while (n < MAX_COPIES)
		gt[n++] = bcf_int32_vector_end;
}

/* The longest of all, so that no genotype is padded without need. */
static int ploidy_of(const int32_t *gt, int n_samples)
{
	int most = 1;

	for (int i = 0; i < n_samples; i++)
		for (int k = most; k < MAX_COPIES; k++)
			if (gt[i * MAX_COPIES + k] != bcf_int32_vector_end)
				most = k + 1;
	return most;
}

static int put(struct sdi_local_genotypes *l, int n_samples, int n_list, int has_ref)
{
	int ploidy;

	if (n_samples > l->m_gt) {
		int32_t *more = realloc(l->gt, (size_t)n_samples * MAX_COPIES * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		l->gt = more;
		l->m_gt = n_samples;
	}
	for (int i = 0; i < n_samples; i++) {
		const struct named named = { n_list ? l->list + (size_t)i * n_list : NULL, n_list,
					     has_ref };

		read_one(l->text[i], &named, l->gt + (size_t)i * MAX_COPIES);
	}
	ploidy = ploidy_of(l->gt, n_samples);
	for (int i = 0; i < n_samples; i++)
		memmove(l->gt + (size_t)i * ploidy, l->gt + (size_t)i * MAX_COPIES,
			ploidy * sizeof(*l->gt));
	return bcf_update_genotypes(l->hdr, l->rec, l->gt, n_samples * ploidy) ? STARDOSE_ENOMEM
									       : STARDOSE_OK;
}

int sdi_local_genotypes_read(struct sdi_local_genotypes *l, const bcf_hdr_t *hdr, bcf1_t *rec)
{
	int n = rec->n_sample, n_list, has_ref = 0;

	if (!n || !declares(hdr, "LGT") || bcf_unpack(rec, BCF_UN_FMT) < 0 ||
	    bcf_get_fmt(hdr, rec, "GT"))
		return 0;
	if (bcf_get_format_string(hdr, rec, "LGT", &l->text, &l->m_text) <= 0)
		return 0;
	n_list = bcf_get_format_int32(hdr, rec, "LAA", &l->list, &l->m_list);
	if (n_list <= 0) {
		n_list = bcf_get_format_int32(hdr, rec, "LA", &l->list, &l->m_list);
		has_ref = n_list > 0;
	}
	if (prepare(l, hdr) || !bcf_copy(l->rec, rec) || bcf_unpack(l->rec, BCF_UN_ALL) < 0 ||
	    put(l, n, n_list > 0 ? n_list / n : 0, has_ref))
		return STARDOSE_ENOMEM;
	return 1;
}
