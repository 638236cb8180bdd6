/* guide_join.c - the lines of a gene set for one pair of results, each distinct pair joined once */
#include <string.h>
#include <htslib/khash.h>
#include "guidance/group_join.h"
#include "guidance/guide_impl.h"
#include "tables/condition.h"

static khint_t pair_hash(struct sdi_result_pair p)
{
	uint64_t a = (uintptr_t)p.result[0], b = (uintptr_t)p.result[1],
		 c = (uintptr_t)p.profile[0], d = (uintptr_t)p.profile[1];

	return kh_int64_hash_func(a ^ (b << 21 | b >> 43) ^ (c << 9 | c >> 55) ^
				  (d << 33 | d >> 31));
}
#define pair_equal(a, b) ((a).result[0] == (b).result[0] && (a).result[1] == (b).result[1] && \
			  (a).profile[0] == (b).profile[0] && (a).profile[1] == (b).profile[1])
KHASH_INIT(joined, struct sdi_result_pair, struct sdi_line_slots *, 1, pair_hash,
	   pair_equal) /* value: by group of the set */

/*
 * Lines under medicines are kept for those who take the same, up to so many: in a cohort nearly
 * everybody takes something else, and memory must not grow with it. What comes later is made for
 * one person and dropped with the next.
 */
#define MAX_KEPT_UNDER_MEDICINES 20000

int sdi_gene_set_begin(struct sdi_gene_set *set)
{
	set->joined = kh_init(joined);
	return set->joined ? STARDOSE_OK : STARDOSE_ENOMEM;
}

void sdi_gene_set_release(struct sdi_gene_set *set) { kh_destroy(joined, set->joined); }

/*
 * The direction of an action as bits; "none" points nowhere, an adjustment of unstated size may be
 * lower or higher.
 */
static unsigned direction_of(const struct stardose_guidance_row *row)
{
	static const struct { const char *name; unsigned bits;
	} directions[] = {
		{ "usual", SDI_USUAL_BIT },	     { "lower", 2 }, { "higher", 4 },
		{ "adjust", 2 | 4 }, { "other", 8 }, { "watch", 16 }, { "test", 16 },
	};

	if (row && sdi_row_is_reference(row))
		return SDI_USUAL_BIT;
	for (size_t i = 0; row && i < sizeof(directions) / sizeof(*directions); i++)
		if (!strcmp(row->action->value, directions[i].name))
			return directions[i].bits;
	return 0;
}

/*
 * Does the estimate, not the genetic result, select the rows of this group? For a source that goes
 * by it for the medicine.
 */
static int is_selected_by(const struct sdi_converted *converted,
			  const struct stardose_guidance_group *group)
{
	return converted->result && converted->pub.selects &&
	       !strcmp(converted->pub.selects, group->rows[0].source->code);
}

/*
 * Which lines of two joins of one group stand: those of the context that a conversion is about,
 * and the others of the genetic result.
 */
static void pick_context(struct sdi_group_lines *lines, const struct sdi_group_lines *genetic,
			 const char *context)
{
	int n = 0;

	for (int i = 0; i < lines->n; i++)
		if (lines->lines[i].context && !strcmp(lines->lines[i].context->code, context))
			lines->lines[n++] = lines->lines[i];
	for (int i = 0; i < genetic->n; i++)
		if (!genetic->lines[i].context || strcmp(genetic->lines[i].context->code, context))
			lines->lines[n++] = genetic->lines[i];
	lines->n = n;
}

/*
 * Here the result is chosen that selects the rows of a group: the genetic one, or the estimate
 * under the medicines of the person where the source goes by it. A conversion that selects nothing
 * still goes into words and flags.
 */
static int join_group(struct stardose_guide *guide, const struct sdi_gene_set *set,
		      const struct stardose_guidance_group *group,
		      const struct sdi_result_pair *pair, struct sdi_arena *arena,
		      struct sdi_group_lines *lines)
{
	const struct stardose_gene_result *result[2] = { pair->result[0], pair->result[1] };
	struct sdi_group_context context = { { NULL, NULL }, { 0, 0 } };
	struct sdi_group_lines genetic;
	const char *only = "";
	int ret = STARDOSE_OK;

	for (int g = 0; !ret && g < set->n_genes; g++) {
		const struct sdi_converted *converted = NULL;

		if (guide->person && pair->profile[g])
			ret = sdi_conversion_get(guide->conversions, guide->person, set->method[g],
						 result[g], group->rows->drug,
						 arena == &guide->arena, &converted);
		if (!converted)
			continue;
		context.conversion[g] = &converted->pub;
		context.is_converted[g] = is_selected_by(converted, group);
		if (context.is_converted[g]) {
			result[g] = converted->result;
			only = converted->pub.selects_context;
		}
	}
	if (!ret)
		ret = sdi_group_join(guide->tables, group, result, &context, arena, lines);
	if (ret || !*only)
		return ret;
	memset(context.is_converted, 0, sizeof(context.is_converted));
	ret = sdi_group_join(guide->tables, group, pair->result, &context, arena, &genetic);
	if (!ret) {
		struct sdi_group_lines both = { lines->n,
						sdi_arena_alloc(arena, (lines->n + genetic.n +
									1) * sizeof(*both.lines)) };

		if (!both.lines)
			return STARDOSE_ENOMEM;
		memcpy(both.lines, lines->lines, lines->n * sizeof(*both.lines));
		pick_context(&both, &genetic, only);
		*lines = both;
	}
	return ret;
}

static int join_set(struct stardose_guide *guide, struct sdi_gene_set *set,
		    const struct sdi_result_pair *pair, struct sdi_arena *arena,
		    struct sdi_line_slots *all)
{
	struct sdi_group_lines lines;
	int ret = STARDOSE_OK;

	for (int i = 0; !ret && i < set->n_groups; i++) {
		ret = join_group(guide, set, set->groups[i], pair, arena, &lines);
		if (ret)
			break;
		all[i].n = lines.n;
		all[i].slots = sdi_arena_alloc(arena, lines.n * sizeof(*all[i].slots));
		if (!all[i].slots)
			return STARDOSE_ENOMEM;
		for (int k = 0; k < lines.n; k++)
			lines.lines[k].is_passing = arena == &guide->passing;
		for (int k = 0; k < lines.n; k++)
			all[i].slots[k] =
				(struct sdi_line_slot){ { &lines.lines[k] },
							direction_of(lines.lines[k].row) };
	}
	return ret;
}

int sdi_guide_look_up(struct stardose_guide *guide, struct sdi_gene_set *set,
		      const struct sdi_result_pair *pair)
{
	int is_new, is_medicated = pair->profile[0] || pair->profile[1];
	khint_t k = kh_get(joined, set->joined, *pair);
	struct sdi_arena *arena = is_medicated && guide->n_kept > MAX_KEPT_UNDER_MEDICINES
					  ? &guide->passing
					  : &guide->arena;
	struct sdi_line_slots *all;

	if (k != kh_end(set->joined)) {
		set->now = kh_value(set->joined, k);
		return STARDOSE_OK;
	}
	all = sdi_arena_alloc(arena, set->n_groups * sizeof(*all));
	if (!all || join_set(guide, set, pair, arena, all) != STARDOSE_OK)
		return STARDOSE_ENOMEM;
	set->now = all;
	if (arena == &guide->passing)
		return STARDOSE_OK;
	for (int i = 0; is_medicated && i < set->n_groups; i++)
		guide->n_kept += all[i].n;
	k = kh_put(joined, set->joined, *pair, &is_new);
	if (is_new < 0)
		return STARDOSE_ENOMEM;
	kh_value(set->joined, k) = all;
	return STARDOSE_OK;
}
