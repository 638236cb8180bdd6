/* guide.c - the lines of one person */
#include <stdlib.h>
#include <string.h>
#include "guidance/stated.h"
#include "guidance/known_results.h"
#include "guidance/acted_on.h"
#include "guidance/dose_check.h"
#include "guidance/guide_impl.h"
#include "guidance/label_lines.h"
#include "guidance/result_set.h"
#include "tables/condition.h"
#include "util/no_memory.h"
#include "util/options_copy.h"

void stardose_guide_options_init_size(struct stardose_guide_options *options, size_t size)
{
	const struct stardose_guide_options defaults = { 0 };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

int stardose_guide_new(const struct stardose_guidance_tables *tables,
		       const struct stardose_guide_options *options, struct stardose_guide **out,
		       struct stardose_error *err)
{
	struct stardose_guide_options known = { 0 };
	struct stardose_guide *guide;
	int ret = sdi_options_copy(&known, sizeof(known), options, "stardose_guide_options_init",
				   err);

	if (!ret && !tables)
		ret = stardose_error_set(err, STARDOSE_EUSAGE, "the tables hold no guidance");
	if (ret)
		return ret;
	guide = calloc(1, sizeof(*guide));
	if (!guide)
		return sdi_no_memory(err);
	guide->tables = tables;
	guide->results = sdi_result_set_new();
	guide->drug_state = sdi_arena_alloc(&guide->arena, tables->n_drugs + 1);
	guide->source_wanted =
		sdi_arena_alloc(&guide->arena, tables->n_codes[STARDOSE_LIST_SOURCE] + 1);
	if (guide->drug_state)
		guide->conversions = sdi_conversion_set_new(tables, guide->drug_state);
	if (!guide->results || !guide->drug_state || !guide->source_wanted || !guide->conversions)
		ret = sdi_no_memory(err);
	if (!ret)
		ret = sdi_guide_choose(guide, &known, err);
	if (!ret && sdi_guide_make_units(guide) != STARDOSE_OK)
		ret = sdi_no_memory(err);
	if (ret) {
		stardose_guide_free(guide);
		return ret;
	}
	*out = guide;
	return STARDOSE_OK;
}

void stardose_guide_free(struct stardose_guide *guide)
{
	if (!guide)
		return;
	for (int i = 0; i < guide->n_sets; i++)
		sdi_gene_set_release(&guide->sets[i]);
	sdi_result_set_free(guide->results);
	sdi_conversion_set_free(guide->conversions);
	sdi_arena_release(&guide->arena);
	sdi_arena_release(&guide->passing);
	free(guide->lines);
	free(guide->slots);
	free(guide->enzyme_hits);
	free(guide);
}

static int add_line(struct stardose_guide *guide, struct sdi_line_slot *slot)
{
	if (guide->out.n_lines == guide->m_lines) {
		int m = guide->m_lines ? 2 * guide->m_lines : 256;
		void *lines = realloc(guide->lines, m * sizeof(*guide->lines)), *slots;

		if (lines)
			guide->lines = lines;
		slots = realloc(guide->slots, m * sizeof(*guide->slots));
		if (slots)
			guide->slots = slots;
		if (!lines || !slots)
			return STARDOSE_ENOMEM;
		guide->m_lines = m;
	}
	guide->slots[guide->out.n_lines] = slot;
	guide->lines[guide->out.n_lines++] = slot->beside[0];
	return STARDOSE_OK;
}

/* ---- do the sources of one medicine point the same way? ---- */

static unsigned directions_of(const struct stardose_guide *guide, int beg, int end,
			      const struct stardose_guidance_code *source)
{
	unsigned directions = 0;

	for (int i = beg; i < end; i++)
		if (guide->lines[i]->source == source)
			directions |= guide->slots[i]->directions;
	return directions;
}

static int disagrees(const struct stardose_guide *guide, int beg, int end, int line)
{
	const struct stardose_guidance_code *mine = guide->lines[line]->source;
	unsigned directions = directions_of(guide, beg, end, mine), others;

	for (int i = beg; directions && i < end; i++) {
		if (guide->lines[i]->source == mine)
			continue;
		others = directions_of(guide, beg, end, guide->lines[i]->source);
		if (others && !(others & directions))
			return 1;
	}
	return 0;
}

/*
 * Has a gene that rows of the medicine go by no result? Then usual, whatever another gene says, is
 * not the whole answer.
 */
static int is_gene_missing(const struct stardose_guide *guide, int beg, int end)
{
	for (int i = beg; i < end; i++)
		if (guide->lines[i]->flags >> STARDOSE_FLAG_NO_RESULT & 1)
			return 1;
	return 0;
}

static int share_gene(const struct stardose_guidance_row *a, const struct stardose_guidance_row *b)
{
	for (int i = 0; i < a->n_genes; i++)
		for (int k = 0; k < b->n_genes; k++)
			if (!strcmp(a->condition[i].gene, b->condition[k].gene))
				return 1;
	return 0;
}

/*
 * Has another source, in a newer guideline, looked at a gene of line @i and given nothing? Its list
 * of pairs without a guideline says no such thing, nor does its reference result.
 */
static int is_newer_silent(const struct stardose_guide *guide, int beg, int end, int i)
{
	const struct stardose_guidance_row *mine = guide->lines[i]->row;

	for (int k = beg; k < end && mine->year; k++) {
		const struct stardose_guidance_row *row = guide->lines[k]->row;

		if (row && row->source != mine->source && row->year > mine->year &&
		    !strcmp(row->action->code, "no_recommendation") &&
		    !strcmp(row->label->code, "guideline") && !sdi_row_is_reference(row) &&
		    share_gene(mine, row))
			return 1;
	}
	return 0;
}

/* The line of @slot with the flags of @beside, or NULL after a failure */
static const struct stardose_guidance_line *line_beside(struct stardose_guide *guide,
							struct sdi_line_slot *slot, int beside)
{
	const struct stardose_guidance_line *plain = slot->beside[0];
	struct stardose_guidance_line *line;

	if (slot->beside[beside])
		return slot->beside[beside];
	line = sdi_arena_alloc(plain->is_passing ? &guide->passing : &guide->arena, sizeof(*line));
	if (!line)
		return NULL;
	*line = *plain;
	if (beside & SDI_BESIDE_DISAGREES)
		line->flags |= 1 << STARDOSE_FLAG_SOURCES_DISAGREE;
	if (beside & SDI_BESIDE_NEWER)
		line->flags |= (uint32_t)1 << STARDOSE_FLAG_NEWER_SILENT;
	if (beside & SDI_BESIDE_MISSING)
		line->flags |= (uint32_t)1 << STARDOSE_FLAG_RESTS_ON_MISSING_GENE;
	slot->beside[beside] = line;
	return line;
}

/*
 * Sources disagree when no direction of one is among those of the other; the lines between @beg
 * and @end are of one medicine.
 */
static int mark_beside(struct stardose_guide *guide, int beg, int end)
{
	int is_missing = is_gene_missing(guide, beg, end);

	for (int i = beg; i < end; i++) {
		struct sdi_line_slot *slot = guide->slots[i];
		int beside = 0;

		if (!slot->directions)
			continue;
		if (disagrees(guide, beg, end, i))
			beside |= SDI_BESIDE_DISAGREES;
		if (is_missing && slot->directions == SDI_USUAL_BIT)
			beside |= SDI_BESIDE_MISSING;
		if (slot->directions != SDI_USUAL_BIT && is_newer_silent(guide, beg, end, i))
			beside |= SDI_BESIDE_NEWER;
		guide->lines[i] = line_beside(guide, slot, beside);
		if (!guide->lines[i])
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* While a name in the list is not known, no line is firm: it may act on any gene. */
static int mark_incomplete(struct stardose_guide *guide)
{
	int is_incomplete = guide->person && guide->person->n_not_known;

	for (int i = 0; is_incomplete && i < guide->out.n_lines; i++) {
		struct stardose_guidance_line *line =
			sdi_arena_alloc(&guide->passing, sizeof(*line));

		if (!line)
			return STARDOSE_ENOMEM;
		*line = *guide->lines[i];
		line->flags |= (uint32_t)1 << STARDOSE_FLAG_LIST_INCOMPLETE;
		line->is_passing = 1;
		guide->lines[i] = line;
	}
	return STARDOSE_OK;
}

/* Whatever the results are, and whichever sources are asked for. */
static int add_label_lines(struct stardose_guide *guide, const struct stardose_drug *drug)
{
	struct sdi_line_slot *slots;
	int n, ret = sdi_label_slots(guide, drug, &slots, &n);

	for (int i = 0; !ret && i < n; i++)
		ret = add_line(guide, &slots[i]);
	return ret;
}

static int add_unit(struct stardose_guide *guide, struct sdi_guide_unit *unit)
{
	const struct sdi_line_slots *slots =
		unit->set < 0 ? NULL : &guide->sets[unit->set].now[unit->group];
	int ret = STARDOSE_OK;

	if (unit->is_for_acted_on && !sdi_is_taken_and_acted_on(guide, unit->drug))
		return STARDOSE_OK;
	if (unit->is_for_labels)
		return add_label_lines(guide, unit->drug);
	if (!slots)
		return add_line(guide, &unit->fixed);
	for (int i = 0; !ret && i < slots->n; i++) {
		struct sdi_line_slot *slot;

		ret = sdi_stated_line(guide, &slots->slots[i], &slot);
		if (!ret)
			ret = add_line(guide, slot);
	}
	return ret;
}

/* What is known of the person at hand, for one gene set. */
static void add_profiles(const struct stardose_guide *guide, const struct sdi_gene_set *set,
			 struct sdi_result_pair *pair)
{
	for (int g = 0; guide->person && g < set->n_genes; g++)
		if (set->method[g] >= 0)
			pair->profile[g] = sdi_profile_of(guide->person, set->method[g]);
}

void stardose_guide_about(struct stardose_guide *guide, const struct stardose_person *person)
{
	guide->person = person;
	for (int i = 0; person && !guide->has_methods && i < guide->n_sets; i++)
		for (int g = 0; g < guide->sets[i].n_genes; g++)
			guide->sets[i].method[g] =
				sdi_conversion_method(person, guide->sets[i].gene[g]);
	guide->has_methods |= person != NULL;
}

static int join(struct stardose_guide *guide, const struct stardose_gene_result *const *results,
		int n, const struct stardose_guidance **out)
{
	int ret = STARDOSE_OK, beg = 0;

	sdi_arena_release(&guide->passing);
	sdi_conversion_set_next(guide->conversions);
	for (int i = 0; !ret && i < guide->n_sets; i++) {
		const char *const *gene = guide->sets[i].gene;
		struct sdi_result_pair pair = { { sdi_result_of(results, n, gene[0]),
						  sdi_result_of(results, n, gene[1]) },
						{ NULL, NULL } };

		add_profiles(guide, &guide->sets[i], &pair);
		ret = sdi_guide_look_up(guide, &guide->sets[i], &pair);
	}
	guide->out.n_lines = 0;
	guide->results_now = results;
	guide->n_results_now = n;
	for (int i = 0; !ret && i < guide->n_units; i++) {
		ret = add_unit(guide, &guide->units[i]);
		if (!ret &&
		    (i + 1 == guide->n_units || guide->units[i + 1].drug != guide->units[i].drug)) {
			ret = mark_beside(guide, beg, guide->out.n_lines);
			beg = guide->out.n_lines;
		}
	}
	if (!ret)
		ret = sdi_mark_acted_on(guide);
	if (!ret)
		ret = sdi_mark_label_rules(guide);
	if (!ret)
		ret = mark_incomplete(guide);
	if (!ret)
		ret = sdi_check_doses(guide);
	guide->out.lines = guide->lines;
	guide->out.person = guide->person;
	guide->out.n_conversions = 0;
	if (!ret && guide->person)
		ret = sdi_conversion_list(guide->conversions, guide->person, results, n,
					  &guide->out.conversions, &guide->out.n_conversions);
	*out = &guide->out;
	return ret;
}

/* ---- what callers use ---- */

int stardose_guide_calls(struct stardose_guide *guide, const struct stardose_call *const *calls,
			 int n_calls, const struct stardose_guidance **out,
			 struct stardose_error *err)
{
	const struct stardose_gene_result **results = calloc(n_calls + 1, sizeof(*results));
	int ret = results ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; !ret && i < n_calls; i++) {
		results[i] = sdi_result_set_call(guide->results, calls[i]);
		ret = results[i] ? STARDOSE_OK : STARDOSE_ENOMEM;
	}
	if (!ret)
		ret = join(guide, results, n_calls, out);
	free(results);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

static int guide_known(struct stardose_guide *guide, const struct stardose_gene_result *results,
		       int n_results, const struct stardose_guidance **out,
		       struct stardose_error *err)
{
	const struct stardose_gene_result **kept = calloc(n_results + 1, sizeof(*kept));
	int ret = kept ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; !ret && i < n_results; i++) {
		kept[i] = sdi_result_set_add(guide->results, &results[i]);
		ret = kept[i] ? STARDOSE_OK : STARDOSE_ENOMEM;
	}
	if (!ret)
		ret = join(guide, kept, n_results, out);
	free(kept);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int stardose_guide_results(struct stardose_guide *guide, const struct stardose_gene_result *results,
			   int n_results, const struct stardose_guidance **out,
			   struct stardose_error *err)
{
	struct sdi_known_results known;
	int ret = sdi_known_results(&known, results, n_results, err);

	if (!ret)
		ret = guide_known(guide, known.v, n_results, out, err);
	sdi_known_results_release(&known);
	return ret;
}
