/*
 * write_pharmcat.c - one call as a line of an outside-call file that PharmCAT reads
 *
 * Gene, diplotype, phenotype, activity score, separated by tabs, without sample and header.
 * Haplotypes go by CPIC's names
 * ("*1x≥3"), since PharmCAT compares text; a tandem that CPIC does not name is written as a
 * combination, "[*36 + *10x2]".
 */
#include <string.h>
#include <stardose/guidance.h>
#include "match/diplotype_name.h"
#include "phenotype/haplotype_value.h"
#include "phenotype/phenotype.h"
#include "write/write_call.h"

static int is_known(const char *phenotype)
{
	return phenotype && *phenotype && strcmp(phenotype, SDI_INDETERMINATE);
}

/*
 * CPIC's name of the haplotype, also where it counts "three and more" together; NULL when it has
 * none.
 */
static const char *listed_name(const struct stardose_gene *gene, const struct sdi_hap_name *hap)
{
	const struct stardose_structure *row = sdi_find_structure(gene, hap);
	struct sdi_hap_name more = *hap;

	if (!row && hap->n == 1 && hap->unit[0].copies >= 3) {
		more.unit[0].copies = 3;
		more.unit[0].or_more = 1;
		row = sdi_find_structure(gene, &more);
	}
	return row ? row->name : NULL;
}

static int put_haplotype(kstring_t *out, const struct stardose_gene *gene,
			 const struct sdi_hap_name *hap)
{
	const char *listed = listed_name(gene, hap);
	int ret = STARDOSE_OK;

	if (listed)
		return kputs(listed, out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
	if (hap->n == 1)
		return sdi_hap_print(hap, out);
	for (int i = 0; i < hap->n && !ret; i++) {
		struct sdi_hap_name one = { 1, { hap->unit[i] } };

		ret = kputs(i ? " + " : "[", out) < 0 ? STARDOSE_ENOMEM : sdi_hap_print(&one, out);
	}
	return !ret && kputc(']', out) < 0 ? STARDOSE_ENOMEM : ret;
}

/* "*57:01 positive" stands where phenotypes stand. */
static int is_finding(const struct stardose_call *call)
{
	const char *text = call->gene->n_alleles || call->n_candidates != 1
				   ? ""
				   : call->candidates[0].diplotype;

	return strstr(text, " positive") || strstr(text, " negative");
}

static const char *phenotype_text(const struct stardose_call *call)
{
	if (is_finding(call))
		return call->candidates[0].diplotype;
	return is_known(call->phenotype[STARDOSE_GUIDELINE_CPIC])
		       ? call->phenotype[STARDOSE_GUIDELINE_CPIC]
		       : "";
}

/* The diplotype, where it is one and has names that another program can know. */
static int put_diplotype(kstring_t *out, const struct stardose_call *call)
{
	struct sdi_diplotype_name name;
	int ret;

	if (call->n_candidates != 1)
		return STARDOSE_OK;
	if (!call->gene->n_alleles)
		return is_finding(call) || kputs(call->candidates[0].diplotype, out) >= 0
			       ? STARDOSE_OK
			       : STARDOSE_ENOMEM;
	if (sdi_diplotype_parse(call->candidates[0].diplotype, call->gene, &name) != STARDOSE_OK)
		return STARDOSE_OK;	/* a haplotype without a name */
	ret = put_haplotype(out, call->gene, &name.hap[0]);
	if (!ret && kputc('/', out) < 0)
		ret = STARDOSE_ENOMEM;
	return !ret ? put_haplotype(out, call->gene, &name.hap[1]) : ret;
}

static int is_at_least(const struct stardose_call *call)
{
	return call->reasons >> STARDOSE_REASON_COPIES_AT_LEAST & 1;
}

static int put_pharmcat_score(kstring_t *out, const struct stardose_call *call)
{
	if (call->score_lo == STARDOSE_VALUE_NONE || call->score_hi != call->score_lo)
		return STARDOSE_OK;
	if (is_at_least(call) && kputs("\xe2\x89\xa5", out) < 0)
		return STARDOSE_ENOMEM;
	if (sdi_put_score(out, call->score_lo) != STARDOSE_OK)
		return STARDOSE_ENOMEM;
	return call->score_lo % 100 || kputs(".0", out) >= 0
		       ? STARDOSE_OK
		       : STARDOSE_ENOMEM; /* "2.0": scores are text there */
}

static int has(const struct stardose_call *call, enum stardose_reason reason)
{
	return call->reasons >> reason & 1;
}

/* What makes a call with a firm status doubtful; NULL: nothing. */
static const char *doubt(const struct stardose_call *call)
{
	static const enum stardose_reason reasons[] = {
		STARDOSE_REASON_SUSPECTED_DELETION, STARDOSE_REASON_SUSPECTED_EXTRA_COPY,
		STARDOSE_REASON_SUSPECTED_HYBRID,	 STARDOSE_REASON_COPIES_CONFLICT,
		STARDOSE_REASON_COPIES_UNPLACED,	 STARDOSE_REASON_HYBRID_NOT_EXCLUDED,
	};

	if (call->status == STARDOSE_STATUS_OUTSIDE)
		return NULL;
	/* a gene has a model of its structure where deletions, copies and hybrids are common */
	if (call->gene->structure && has(call, STARDOSE_REASON_COPIES_NOT_ASSESSED))
		return stardose_reason_code(STARDOSE_REASON_COPIES_NOT_ASSESSED);
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (has(call, reasons[i]))
			return stardose_reason_code(reasons[i]);
	return NULL;
}

/* Why a call is not for a program that takes every line for certain; NULL: it is. */
static const char *why_not(const struct stardose_call *call, int doubtful)
{
	if (call->status != STARDOSE_STATUS_CALLED && call->status != STARDOSE_STATUS_ASSUMED &&
	    call->status != STARDOSE_STATUS_OUTSIDE)
		return stardose_call_status_name(call->status);
	if (has(call, STARDOSE_REASON_PHENOTYPE_OPEN))
		return stardose_reason_code(STARDOSE_REASON_PHENOTYPE_OPEN);
	return doubtful ? NULL : doubt(call);
}

static int put_remark(kstring_t *out, const struct stardose_call *call, const char *why)
{
	return ksprintf(out, "# %s: %s\n", call->gene->name, why) < 0 ? STARDOSE_ENOMEM
								     : STARDOSE_OK;
}

int sdi_pharmcat_call(kstring_t *out, const struct stardose_tables *tables,
		      const struct stardose_call *call, int doubtful)
{
	const char *why = why_not(call, doubtful);
	size_t begin = out->l, empty;
	int ret;

	if (!stardose_guidance_code(tables->guidance, STARDOSE_LIST_PEER, call->gene->name))
		return STARDOSE_OK;
	if (why)
		return put_remark(out, call, why);
	ret = ksprintf(out, "%s\t", call->gene->name) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
	empty = out->l;
	if (!ret)
		ret = put_diplotype(out, call);
	if (!ret && out->l == empty && !*phenotype_text(call)) {
		out->l = begin;
		return put_remark(out, call, "no single result");
	}
	if (!ret && ksprintf(out, "\t%s\t", phenotype_text(call)) < 0)
		ret = STARDOSE_ENOMEM;
	if (!ret)
		ret = put_pharmcat_score(out, call);
	return !ret && kputc('\n', out) < 0 ? STARDOSE_ENOMEM : ret;
}
