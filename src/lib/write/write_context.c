/*
 * write_context.c - the members "context" and "phenoconversion" of `stardose guide -O j`
 * (docs/CONTEXT.md)
 */
#include <stdio.h>
#include <string.h>
#include "util/text.h"
#include "write/write_call.h"
#include "write/write_context.h"

/* ,"name": and the text, or null for "" and NULL; the comma is left out behind a brace */
static int put_text(kstring_t *out, const char *name, const char *text)
{
	int failed = ksprintf(out, "%s\"%s\":", out->l && out->s[out->l - 1] == '{' ? "" : ",",
			      name) < 0;

	if (!text || !*text)
		return failed || kputs("null", out) < 0;
	return failed || sdi_json_string(out, text) != STARDOSE_OK;
}

/* a number, [lo, hi], [lo, null] for "lo or more", or null */
static int put_score(kstring_t *out, struct stardose_score score)
{
	int failed = kputs(",\"activity_score\":", out) < 0;

	if (score.lo < 0)
		return failed || kputs("null", out) < 0;
	if (score.lo == score.hi && !score.or_more)
		return failed || sdi_put_thousandths(out, score.lo);
	failed |= kputc('[', out) < 0 || sdi_put_thousandths(out, score.lo) || kputc(',', out) < 0;
	failed = failed ||
		 (score.or_more ? kputs("null", out) < 0 : sdi_put_thousandths(out, score.hi));
	return failed || kputc(']', out) < 0;
}

static int put_result(kstring_t *out, const char *name, const char *phenotype,
		      struct stardose_score score)
{
	return ksprintf(out, ",\"%s\":{", name) < 0 || put_text(out, "phenotype", phenotype) ||
	       put_score(out, score) || kputc('}', out) < 0;
}

static int put_flags(kstring_t *out, const struct stardose_conversion *c)
{
	int failed = kputs(",\"flags\":[", out) < 0;

	for (int i = 0; i < c->n_flags && !failed; i++)
		failed = (i && kputc(',', out) < 0) ||
			 sdi_json_string(out, c->flags[i]) != STARDOSE_OK;
	return failed || kputc(']', out) < 0;
}

int sdi_conversion_json(kstring_t *out, const struct stardose_conversion *c)
{
	int failed = kputc('{', out) < 0 || put_text(out, "gene", c->gene) ||
		     put_text(out, "drug", c->drug) ||
		     put_result(out, "genetic", c->genetic_phenotype, c->genetic_score);

	if (!failed && c->is_computed)
		failed = put_result(out, "estimated", c->phenotype, c->score);
	else if (!failed)
		failed = kputs(",\"estimated\":null", out) < 0;
	failed = failed || put_text(out, "because_of", c->because_of) ||
		 put_text(out, "factor", c->factor) || put_text(out, "rule", c->rule) ||
		 put_text(out, "rule_from", c->rule_from) ||
		 put_text(out, "basis", stardose_basis_name(c->basis)) ||
		 put_text(out, "selects", c->selects) || put_flags(out, c) ||
		 put_text(out, "text", c->text) || put_text(out, "citation", c->citation);
	return failed || kputc('}', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* ,"nearest":["paroxetine", ...] */
static int put_nearest(kstring_t *out, const char *const *nearest, int n)
{
	int failed = kputs(",\"nearest\":[", out) < 0;

	for (int i = 0; i < n && !failed; i++)
		failed = (i && kputc(',', out) < 0) ||
			 sdi_json_string(out, nearest[i]) != STARDOSE_OK;
	return failed || kputc(']', out) < 0;
}

/* ,"asked_not_known":[{"name":"paroxtine","nearest":["paroxetine"]}], where there are some */
static int put_asked(kstring_t *out, const struct stardose_guidance *guidance)
{
	int n = guidance->n_asked_not_known;
	int failed = n && kputs(",\"asked_not_known\":[", out) < 0;

	for (int i = 0; i < n && !failed; i++) {
		const struct stardose_asked_name *asked = &guidance->asked_not_known[i];

		failed = kputs(i ? ",{" : "{", out) < 0 || put_text(out, "name", asked->name) ||
			 put_nearest(out, asked->nearest, asked->n_nearest) ||
			 kputc('}', out) < 0;
	}
	return failed || (n && kputc(']', out) < 0);
}

/* ,"detail":{"item9":"1","rater":"self"}, where the row has one */
static int put_detail(kstring_t *out, const char *detail)
{
	int failed = detail && *detail && kputs(",\"detail\":{", out) < 0;
	kstring_t text = KS_INITIALIZE;

	for (const char *s = detail; s && *s && !failed; s += *s == ';') {
		size_t name = strcspn(s, "="), value = strcspn(s + name + 1, ";");

		text.l = 0;
		failed = kputsn(s + name + 1, value, &text) < 0 ||
			 ksprintf(out, "%s\"%.*s\":", s == detail ? "" : ",", (int)name, s) < 0 ||
			 sdi_json_string(out, text.s) != STARDOSE_OK;
		s += name + 1 + value;
	}
	ks_free(&text);
	return failed || (detail && *detail && kputc('}', out) < 0);
}

static int put_item(kstring_t *out, const struct stardose_context_item *item)
{
	int failed = kputc('{', out) < 0 ||
		     put_text(out, "kind", stardose_context_kind_name(item->kind)) ||
		     put_text(out, "name", item->name) || put_text(out, "known_as", item->agent) ||
		     put_text(out, "shown_as", item->shown_as) ||
		     put_nearest(out, item->nearest, item->n_nearest) ||
		     put_text(out, "value", item->value) || put_text(out, "unit", item->unit) ||
		     put_text(out, "route", item->route) || put_text(out, "start", item->start) ||
		     put_text(out, "stop", item->stop) || put_text(out, "note", item->note) ||
		     put_text(out, "state", stardose_item_state_name(item->state));

	if (!failed && item->days_since_stop >= 0)
		failed = ksprintf(out, ",\"days_since_stop\":%d", item->days_since_stop) < 0;
	else if (!failed)
		failed = kputs(",\"days_since_stop\":null", out) < 0;
	if (!failed && item->class_name)
		failed = put_text(out, "class_name", item->class_name);
	return failed || put_text(out, "text", item->text) || put_detail(out, item->detail) ||
	       kputc('}', out) < 0;
}

static int put_person(kstring_t *out, const struct stardose_person *person)
{
	const char *assessed = person->n_not_known ? "incomplete"
			       : person->has_list  ? "assessed"
						   : "not_assessed";
	int failed = kputc('{', out) < 0 || put_text(out, "interactions", assessed) ||
		     put_text(out, "date", person->date) ||
		     put_text(out, "date_from", person->date_from) ||
		     put_text(out, "convention", person->convention) ||
		     kputs(",\"items\":[", out) < 0;

	for (int i = 0; i < person->n_items && !failed; i++)
		failed = (i && kputc(',', out) < 0) || put_item(out, &person->items[i]);
	return failed || kputc(']', out) < 0;
}

int sdi_context_json(kstring_t *out, const struct stardose_guidance *guidance)
{
	int failed = kputs(",\"context\":", out) < 0;

	if (!failed && guidance->person)
		failed = put_person(out, guidance->person);
	else if (!failed)
		failed = kputs("{\"interactions\":\"not_assessed\"", out) < 0;
	failed = failed || put_asked(out, guidance) || kputs("},\"phenoconversion\":[", out) < 0;
	for (int i = 0; i < guidance->n_conversions && !failed; i++)
		failed = (i && kputc(',', out) < 0) ||
			 sdi_conversion_json(out, guidance->conversions[i]) != STARDOSE_OK;
	return failed || kputc(']', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}
