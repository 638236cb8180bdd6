#include "write/write_call.h"

/* kputs() and its kin return EOF when memory is short; one check for a whole row. */
static int done(int failed)
{
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_put_score(kstring_t *out, int hundredths)
{
	int failed;

	if (hundredths < 0)
		return done(kputc('.', out) < 0);
	failed = kputw(hundredths / 100, out) < 0;
	if (hundredths % 100) {
		failed |= kputc('.', out) < 0;
		failed |= kputc('0' + hundredths / 10 % 10, out) < 0;
		if (hundredths % 10)
			failed |= kputc('0' + hundredths % 10, out) < 0;
	}
	return done(failed);
}

int sdi_sites_seen(const struct stardose_call *call)
{
	return call->n_sites[STARDOSE_EVIDENCE_OBSERVED] + call->n_sites[STARDOSE_EVIDENCE_BLOCK];
}

int sdi_copies_known(const struct stardose_call *call, int *copies)
{
	if (call->copies == -2)
		return -1;
	*copies = call->copies;
	return call->copies >= 0;
}

const char *sdi_call_diplotype(const struct stardose_call *call)
{
	if (call->n_candidates)
		return call->candidates[0].diplotype;
	return call->outside_diplotype;
}

int sdi_tsv_header(kstring_t *out)
{
	return done(kputs("sample\tgene\tdiplotype\tphenotype\tactivity_"
			  "score\tstatus\tcopies\tphase\tsites_seen\t"
			  "sites_assumed\tsites_absent\tcandidates\tnot_excluded\treasons\n",
			  out) < 0);
}

static int put_text(kstring_t *out, const char *text)
{
	return kputc('\t', out) < 0 || kputs(text && *text ? text : ".", out) < 0;
}

static int put_number(kstring_t *out, int number)
{
	return kputc('\t', out) < 0 || kputw(number, out) < 0;
}

static int put_score(kstring_t *out, const struct stardose_call *call)
{
	int failed = kputc('\t', out) < 0;

	failed |= sdi_put_score(out, call->score_lo) != STARDOSE_OK;
	if (call->score_lo >= 0 && call->score_hi > call->score_lo) {
		failed |= kputc('-', out) < 0;
		failed |= sdi_put_score(out, call->score_hi) != STARDOSE_OK;
	}
	return failed;
}

static int put_copies(kstring_t *out, const struct stardose_call *call)
{
	int copies, known = sdi_copies_known(call, &copies);

	if (known == 1)
		return put_number(out, copies);
	return put_text(out, known ? "." : "not_assessed");
}

static int put_candidates(kstring_t *out, const struct stardose_call *call)
{
	int failed = 0;

	if (!call->n_candidates)
		return put_text(out, NULL);
	for (int i = 0; i < call->n_candidates; i++) {
		const struct stardose_candidate *c = &call->candidates[i];
		const char *phenotype = c->phenotype[STARDOSE_GUIDELINE_CPIC];

		failed |= kputc(i ? ';' : '\t', out) < 0;
		failed |= kputs(c->diplotype, out) < 0;
		failed |= kputc('=', out) < 0;
		failed |= kputs(phenotype && *phenotype ? phenotype : ".", out) < 0;
	}
	return failed;
}

static int put_not_excluded(kstring_t *out, const struct stardose_call *call)
{
	int failed = 0;

	if (!call->n_not_excluded)
		return put_text(out, NULL);
	for (int i = 0; i < call->n_not_excluded; i++) {
		failed |= kputc(i ? ',' : '\t', out) < 0;
		failed |= kputs(call->not_excluded[i]->name, out) < 0;
	}
	return failed;
}

static int put_reasons(kstring_t *out, const struct stardose_call *call)
{
	int failed = 0, n = 0;

	if (!call->reasons)
		return put_text(out, NULL);
	for (int i = 0; i < STARDOSE_N_REASONS; i++) {
		if (!(call->reasons >> i & 1))
			continue;
		failed |= kputc(n++ ? ',' : '\t', out) < 0;
		failed |= kputs(stardose_reason_code(i), out) < 0;
	}
	return failed;
}

int sdi_tsv_call(kstring_t *out, const struct stardose_call *call)
{
	int failed = put_text(out, call->gene->name);

	failed |= put_text(out, sdi_call_diplotype(call));
	failed |= put_text(out, call->phenotype[STARDOSE_GUIDELINE_CPIC]);
	failed |= put_score(out, call);
	failed |= put_text(out, stardose_call_status_name(call->status));
	failed |= put_copies(out, call);
	failed |= put_text(out, stardose_phase_name(call->phase));
	failed |= put_number(out, sdi_sites_seen(call));
	failed |= put_number(out, call->n_sites[STARDOSE_EVIDENCE_ASSUMED]);
	failed |= put_number(out, call->n_sites[STARDOSE_EVIDENCE_ABSENT]);
	failed |= put_candidates(out, call);
	failed |= put_not_excluded(out, call);
	failed |= put_reasons(out, call);
	failed |= kputc('\n', out) < 0;
	return done(failed);
}
