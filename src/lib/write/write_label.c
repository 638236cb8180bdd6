/* write_label.c - the member "label_rules" of `stardose guide -O j` (docs/GUIDANCE.md) */
#include <string.h>
#include "util/json_text.h"
#include "write/write_call.h"
#include "write/write_label.h"

/* ,"name": and the text, or null for ""; the comma is left out behind a brace */
static int put_text(kstring_t *out, const char *name, const char *text)
{
	int failed = ksprintf(out, "%s\"%s\":", out->s[out->l - 1] == '{' ? "" : ",", name) < 0;

	if (!text || !*text)
		return failed || kputs("null", out) < 0;
	return failed || sdi_json_string(out, text) != STARDOSE_OK;
}

/* The tables keep numbers as they are written, and JSON reads them the same. */
static int put_number(kstring_t *out, const char *name, const char *text)
{
	return ksprintf(out, ",\"%s\":%s", name, *text ? text : "null") < 0;
}

static int put_bool(kstring_t *out, const char *name, int value)
{
	return ksprintf(out, ",\"%s\":%s", name, value ? "true" : "false") < 0;
}

static int put_actor(kstring_t *out, const struct stardose_label_actor *actor)
{
	int failed = kputc('{', out) < 0 || put_text(out, "name", actor->name) ||
		     put_text(out, "shown_as", actor->shown_as) ||
		     put_text(out, "state", stardose_item_state_name(actor->state));

	if (!failed && actor->days_since_stop >= 0)
		failed = ksprintf(out, ",\"days_since_stop\":%d", actor->days_since_stop) < 0;
	else if (!failed)
		failed = kputs(",\"days_since_stop\":null", out) < 0;
	return failed || kputc('}', out) < 0;
}

static int put_actors(kstring_t *out, const struct stardose_label_hit *hit)
{
	int failed = kputs(",\"actors\":[", out) < 0;

	for (int i = 0; i < hit->n_actors && !failed; i++)
		failed = (i && kputc(',', out) < 0) || put_actor(out, &hit->actors[i]);
	return failed || kputc(']', out) < 0;
}

static int put_also(kstring_t *out, const struct stardose_guidance_row *row)
{
	int failed = kputs(",\"also\":[", out) < 0;

	for (int i = 0; i < row->n_also && !failed; i++)
		failed = (i && kputc(',', out) < 0) ||
			 sdi_json_string(out, row->also[i]->code) != STARDOSE_OK;
	return failed || kputc(']', out) < 0;
}

static int put_dose(kstring_t *out, const struct stardose_label_rule *rule)
{
	return put_text(out, "dose", rule->row.dose) ||
	       put_number(out, "dose_factor", rule->dose_factor) ||
	       put_number(out, "dose_ceiling", rule->dose_ceiling) ||
	       put_number(out, "dose_start", rule->dose_start) ||
	       put_text(out, "dose_unit", rule->dose_unit) ||
	       put_text(out, "population", rule->row.context->code) ||
	       put_text(out, "form", rule->form);
}

static int put_source(kstring_t *out, const struct stardose_label_rule *rule)
{
	int failed = put_text(out, "label", rule->label);

	if (!failed && rule->row.year)
		failed = ksprintf(out, ",\"year\":%d", rule->row.year) < 0;
	else if (!failed)
		failed = kputs(",\"year\":null", out) < 0;
	return failed || put_text(out, "citation", rule->citation);
}

static int put_hit(kstring_t *out, const struct stardose_guidance_line *line)
{
	const struct stardose_label_hit *hit = line->label_hit;
	const struct stardose_guidance_row *row = line->row;

	return kputc('{', out) < 0 || put_text(out, "drug", row->drug->name) ||
	       put_bool(out, "in_use", hit->is_in_use) || put_text(out, "row_id", row->id) ||
	       put_text(out, "source", row->source->code) ||
	       put_text(out, "basis", row->label->code) ||
	       put_text(out, "enzyme", hit->rule->enzyme) ||
	       put_text(out, "effect", hit->rule->effect) ||
	       put_text(out, "what_acts", hit->rule->who) || put_actors(out, hit) ||
	       put_text(out, "action", row->action->code) || put_also(out, row) ||
	       put_text(out, "direction", row->action->value) || put_dose(out, hit->rule) ||
	       put_bool(out, "is_strictest", hit->is_strictest) ||
	       put_bool(out, "asks_on_smoking", hit->asks_on_smoking) ||
	       put_source(out, hit->rule) || put_text(out, "text", line->guidance) ||
	       kputc('}', out) < 0;
}

int sdi_label_rules_json(kstring_t *out, const struct stardose_guidance *guidance)
{
	int failed = kputs(",\"label_rules\":[", out) < 0, n = 0;

	for (int i = 0; i < guidance->n_lines && !failed; i++)
		if (guidance->lines[i]->label_hit)
			failed = (n++ && kputc(',', out) < 0) || put_hit(out, guidance->lines[i]);
	return failed || kputc(']', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_label_flags(const struct stardose_label_hit *hit, const char **out, int max)
{
	static const char *const of_state[STARDOSE_N_ITEM_STATES] = {
		[STARDOSE_ITEM_RESIDUAL] = "residual_inhibition",
		[STARDOSE_ITEM_POSSIBLE] = "residual_possible",
		[STARDOSE_ITEM_UNKNOWN_END] = "duration_not_on_file",
	};
	int n = 0;

	for (int s = 0; s < STARDOSE_N_ITEM_STATES; s++) {
		int is_there = 0;

		for (int i = 0; i < hit->n_actors; i++)
			is_there |= (int)hit->actors[i].state == s;
		if (is_there && of_state[s] && n < max)
			out[n++] = of_state[s];
	}
	if (hit->asks_on_smoking && n < max)
		out[n++] = "ask_on_change_of_smoking";
	return n;
}
