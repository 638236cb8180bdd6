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

/* ---- cells: each appends its text, and returns whether memory was short ---- */

static int put_text(kstring_t *out, const char *text)
{
	return kputs(text && *text ? text : ".", out) < 0;
}

static int put_gene(kstring_t *out, const struct stardose_call *call)
{
	return put_text(out, call->gene->name);
}

static int put_diplotype(kstring_t *out, const struct stardose_call *call)
{
	return put_text(out, sdi_call_diplotype(call));
}

static int put_phenotype(kstring_t *out, const struct stardose_call *call)
{
	return put_text(out, call->phenotype[STARDOSE_GUIDELINE_CPIC]);
}

static int put_score(kstring_t *out, const struct stardose_call *call)
{
	int failed = sdi_put_score(out, call->score_lo) != STARDOSE_OK;

	if (call->score_lo >= 0 && call->score_hi > call->score_lo) {
		failed |= kputc('-', out) < 0;
		failed |= sdi_put_score(out, call->score_hi) != STARDOSE_OK;
	}
	return failed;
}

static int put_status(kstring_t *out, const struct stardose_call *call)
{
	return put_text(out, stardose_call_status_name(call->status));
}

static int put_copies(kstring_t *out, const struct stardose_call *call)
{
	int copies, known = sdi_copies_known(call, &copies);

	return known == 1 ? kputw(copies, out) < 0 : put_text(out, known ? "." : "not_assessed");
}

static int put_phase(kstring_t *out, const struct stardose_call *call)
{
	return put_text(out, stardose_phase_name(call->phase));
}

static int put_seen(kstring_t *out, const struct stardose_call *call)
{
	return kputw(sdi_sites_seen(call), out) < 0;
}

static int put_assumed(kstring_t *out, const struct stardose_call *call)
{
	return kputw(call->n_sites[STARDOSE_EVIDENCE_ASSUMED], out) < 0;
}

static int put_absent(kstring_t *out, const struct stardose_call *call)
{
	return kputw(call->n_sites[STARDOSE_EVIDENCE_ABSENT], out) < 0;
}

static int put_candidates(kstring_t *out, const struct stardose_call *call)
{
	int failed = 0;

	if (!call->n_candidates)
		return put_text(out, NULL);
	for (int i = 0; i < call->n_candidates; i++) {
		const struct stardose_candidate *c = &call->candidates[i];

		failed |= i && kputc(';', out) < 0;
		failed |= kputs(c->diplotype, out) < 0;
		failed |= kputc('=', out) < 0;
		failed |= put_text(out, c->phenotype[STARDOSE_GUIDELINE_CPIC]);
	}
	return failed;
}

static int put_not_excluded(kstring_t *out, const struct stardose_call *call)
{
	int failed = 0;

	if (!call->n_not_excluded)
		return put_text(out, NULL);
	for (int i = 0; i < call->n_not_excluded; i++) {
		failed |= i && kputc(',', out) < 0;
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
		failed |= n++ && kputc(',', out) < 0;
		failed |= kputs(stardose_reason_code(i), out) < 0;
	}
	return failed;
}

/* ---- the table: what stands behind the sample ---- */

static const struct column {
	const char *name;
	int (*put)(kstring_t *out, const struct stardose_call *call);
} columns[] = {
	{ "gene", put_gene },
	{ "diplotype", put_diplotype },
	{ "phenotype", put_phenotype },
	{ "activity_score", put_score },
	{ "status", put_status },
	{ "copies", put_copies },
	{ "phase", put_phase },
	{ "sites_seen", put_seen },
	{ "sites_assumed", put_assumed },
	{ "sites_absent", put_absent },
	{ "candidates", put_candidates },
	{ "not_excluded", put_not_excluded },
	{ "reasons", put_reasons },
};
#define N_COLUMNS (sizeof(columns) / sizeof(*columns))

int sdi_tsv_header(kstring_t *out)
{
	int failed = kputs("sample", out) < 0;

	for (size_t i = 0; i < N_COLUMNS; i++)
		failed |= kputc('\t', out) < 0 || kputs(columns[i].name, out) < 0;
	return done(failed || kputc('\n', out) < 0);
}

int sdi_tsv_call(kstring_t *out, const struct stardose_call *call)
{
	int failed = 0;

	for (size_t i = 0; i < N_COLUMNS; i++)
		failed |= kputc('\t', out) < 0 || columns[i].put(out, call);
	return done(failed || kputc('\n', out) < 0);
}
