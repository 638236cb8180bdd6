/* write_dose.c - the member "doses" of `stardose guide -O j` (docs/GUIDANCE.md) */
#include <string.h>
#include "util/json_text.h"
#include "write/write_call.h"
#include "write/write_dose.h"

/* ,"name": and the text, or null for ""; the comma is left out behind a brace */
static int put_text(kstring_t *out, const char *name, const char *text)
{
	int failed = ksprintf(out, "%s\"%s\":", out->s[out->l - 1] == '{' ? "" : ",", name) < 0;

	if (!text || !*text)
		return failed || kputs("null", out) < 0;
	return failed || sdi_json_string(out, text) != STARDOSE_OK;
}

static int put_amount(kstring_t *out, const char *name, int64_t thousandths)
{
	int failed = ksprintf(out, ",\"%s\":", name) < 0;
	int rest = (int)(thousandths % 1000);

	if (thousandths < 0)
		return failed || kputs("null", out) < 0;
	failed = failed || ksprintf(out, "%lld", (long long)(thousandths / 1000)) < 0;
	return failed || (rest && ksprintf(out, ".%03d", rest) < 0);
}

static int put_limit(kstring_t *out, const struct stardose_dose_limit *l)
{
	return kputc('{', out) < 0 || put_text(out, "kind", l->kind) ||
	       put_amount(out, "low", l->low) || put_amount(out, "high", l->high) ||
	       put_text(out, "unit", l->unit) || put_text(out, "whose", l->whose) ||
	       put_text(out, "population", l->population) ||
	       put_text(out, "indication", l->indication) || put_text(out, "form", l->form) ||
	       put_text(out, "because_of", l->because_of) || put_text(out, "row_id", l->row_id) ||
	       ksprintf(out, ",\"factor\":%s", *l->factor ? l->factor : "null") < 0 ||
	       put_text(out, "comparison", l->comparison) || put_text(out, "why_not", l->why_not) ||
	       put_text(out, "citation", l->citation) || put_text(out, "text", l->text) ||
	       kputc('}', out) < 0;
}

static int put_dose(kstring_t *out, const struct stardose_dose *dose)
{
	int failed = kputc('{', out) < 0 || put_text(out, "drug", dose->drug->name) ||
		     put_text(out, "shown_as", dose->shown_as) ||
		     put_amount(out, "dose_now", dose->amount) ||
		     put_text(out, "unit", dose->unit) ||
		     put_text(out, "comparison", dose->comparison) ||
		     put_text(out, "text", dose->text) || kputs(",\"limits\":[", out) < 0;

	for (int i = 0; i < dose->n_limits && !failed; i++)
		failed = (i && kputc(',', out) < 0) || put_limit(out, &dose->limits[i]);
	return failed || kputs("]}", out) < 0;
}

int sdi_doses_json(kstring_t *out, const struct stardose_guidance *guidance)
{
	int failed = kputs(",\"doses\":[", out) < 0;

	for (int i = 0; i < guidance->n_doses && !failed; i++)
		failed = (i && kputc(',', out) < 0) || put_dose(out, &guidance->doses[i]);
	return failed || kputc(']', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}
