/* label_lines.c - a rule of a label and who meets it, in words and as a line */
#include <ctype.h>
#include <string.h>
#include <htslib/kstring.h>
#include "guidance/label_hits.h"
#include "guidance/label_lines.h"
#include "guidance/sentence.h"

/* ---- words ---- */

/* "phenelzine, stopped 5 days ago" */
static int put_actor(kstring_t *out, const struct sdi_words *words,
		     const struct stardose_label_actor *actor)
{
	static const char *const code[STARDOSE_N_ITEM_STATES] = {
		[STARDOSE_ITEM_RESIDUAL] = "label_residual",
		[STARDOSE_ITEM_POSSIBLE] = "label_possible",
		[STARDOSE_ITEM_UNKNOWN_END] = "label_unknown_end",
		[STARDOSE_ITEM_ENDED] = "label_apart",
		[STARDOSE_ITEM_PLANNED] = "label_planned",
	};
	kstring_t days = KS_INITIALIZE;
	int failed;

	if (!code[actor->state])
		return kputs(actor->name, out) < 0;
	failed = kputw(actor->days_since_stop, &days) < 0 ||
		 sdi_put_words(out, words, "guidance", code[actor->state], "actor", actor->name,
			       "days", days.s, NULL);
	ks_free(&days);
	return failed;
}

static int put_actors(kstring_t *out, const struct sdi_words *words,
		      const struct stardose_label_hit *hit)
{
	int failed = 0;

	for (int i = 0; i < hit->n_actors && !failed; i++)
		failed = (i && kputs(i + 1 < hit->n_actors ? ", " : " and ", out) < 0) ||
			 put_actor(out, words, &hit->actors[i]);
	return failed;
}

/* Where a rule is about names alone, what the label calls them says nothing more. */
static int is_about_names(const struct stardose_label_rule *rule)
{
	const struct sdi_label_facts *facts = sdi_label_facts(rule);

	for (int i = 0; i < facts->n_actors; i++)
		if (facts->actors[i].method >= 0 || facts->actors[i].is_class)
			return 0;
	return 1;
}

static int put_sentence(kstring_t *out, const struct sdi_words *words,
			const struct stardose_label_hit *hit)
{
	const struct stardose_guidance_row *row = &hit->rule->row;
	kstring_t actors = KS_INITIALIZE, subject = KS_INITIALIZE;
	int failed = put_actors(&actors, words, hit) ||
		     sdi_put_words(&subject, words, "guidance",
				   is_about_names(hit->rule) ? "label_names" : "label_acts",
				   "actors", actors.s, "who", hit->rule->who, "drug",
				   row->drug->name, NULL) ||
		     sdi_sentence_row(out, words, row, subject.s);

	if (!failed && hit->asks_on_smoking)
		failed = sdi_put_words(out, words, "guidance", "label_ask_smoking", "drug",
				       row->drug->name, NULL);
	ks_free(&actors);
	ks_free(&subject);
	return failed;
}

/* ---- lines ---- */

static int make_slot(struct stardose_guide *guide, const struct stardose_label_hit *hit,
		     struct sdi_line_slot *slot)
{
	struct stardose_guidance_line *line = sdi_arena_alloc(&guide->passing, sizeof(*line));
	const struct stardose_guidance_row *row = &hit->rule->row;
	kstring_t text = KS_INITIALIZE;
	int failed = !line || put_sentence(&text, sdi_guidance_words(guide->tables), hit);

	if (!failed) {
		*line = (struct stardose_guidance_line){
			.drug = row->drug, .source = row->source, .context = row->context,
			.row = row, .gene_result = "", .phenotype = "",
			.guidance = sdi_arena_strdup(&guide->passing, text.s),
			.flags = (uint32_t)1 << STARDOSE_FLAG_LABEL_RULE,
			.is_passing = 1, .label_hit = hit,
		};
		if (row->is_local)
			line->flags |= (uint32_t)1 << STARDOSE_FLAG_LOCAL;
		slot->beside[0] = line;
		failed = !line->guidance;
	}
	ks_free(&text);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_label_slots(struct stardose_guide *guide, const struct stardose_drug *drug,
		    struct sdi_line_slot **out, int *n)
{
	const struct stardose_label_rule *rules;
	struct stardose_label_hit *hits;
	int n_rules, ret = STARDOSE_OK;

	*out = NULL;
	*n = 0;
	rules = guide->person ? sdi_label_rules(guide->tables, drug, &n_rules) : NULL;
	if (!rules)
		return STARDOSE_OK;
	ret = sdi_label_hits(guide, rules, n_rules, &hits, n);
	if (!ret && *n)
		*out = sdi_arena_alloc(&guide->passing, *n * sizeof(**out));
	if (!ret && *n && !*out)
		ret = STARDOSE_ENOMEM;
	for (int i = 0; !ret && i < *n; i++)
		ret = make_slot(guide, &hits[i], &(*out)[i]);
	return ret;
}

/* A rule that says "no change" takes nothing from the other lines. */
static int is_change(const struct stardose_guidance_line *line)
{
	return line->label_hit && strcmp(line->row->action->code, "standard");
}

/* The estimate of this gene selected the line: it goes by what acts there. */
static int goes_by(const struct stardose_guidance_line *line, const char *enzymes)
{
	for (int g = 0; g < 2; g++) {
		const struct stardose_conversion *c = line->conversion[g];

		if (c && line->is_converted[g] && strstr(enzymes, c->gene))
			return 1;
	}
	return 0;
}

/* Does a rule of the medicine, whose lines end at @end, ask for what @line does not go by? */
static int is_beside(const struct stardose_guide *guide, int end,
		     const struct stardose_guidance_line *line)
{
	for (int i = end - 1; i >= 0 && guide->lines[i]->label_hit &&
			      guide->lines[i]->drug == line->drug; i--)
		if (is_change(guide->lines[i]) &&
		    !goes_by(line, guide->lines[i]->label_hit->rule->enzyme))
			return 1;
	return 0;
}

static int mark_others(struct stardose_guide *guide, int beg, int end)
{
	for (int i = beg; i < end; i++) {
		struct stardose_guidance_line *line;

		if (guide->lines[i]->label_hit || !is_beside(guide, end, guide->lines[i]))
			continue;
		line = sdi_arena_alloc(&guide->passing, sizeof(*line));
		if (!line)
			return STARDOSE_ENOMEM;
		*line = *guide->lines[i];
		line->flags |= (uint32_t)1 << STARDOSE_FLAG_LABEL_RULE_BESIDE;
		line->is_passing = 1;
		guide->lines[i] = line;
	}
	return STARDOSE_OK;
}

int sdi_mark_label_rules(struct stardose_guide *guide)
{
	int ret = STARDOSE_OK, n = guide->person ? guide->out.n_lines : 0, end;

	for (int beg = 0; !ret && beg < n; beg = end) {
		int is_marked = 0;

		for (end = beg; end < n && guide->lines[end]->drug == guide->lines[beg]->drug;
		     end++)
			is_marked |= is_change(guide->lines[end]);
		if (is_marked)
			ret = mark_others(guide, beg, end);
	}
	return ret;
}
