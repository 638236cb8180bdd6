/*
 * guide.c - which medicines and sources are asked for; the lines of one person
 *
 * Groups that ask for the same genes share a gene set. Each distinct pair of results of a gene set is joined
 * once, whatever the number of persons who have it; a person's lines are then a list of pointers.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/khash.h>
#include <htslib/kstring.h>
#include "guidance/conversion_set.h"
#include "guidance/group_join.h"
#include "guidance/result_set.h"
#include "guidance/sentence.h"
#include "tables/condition.h"
#include "util/arena.h"

/* A line as it is, and the same flagged sources_disagree (made when first needed). */
struct slot {
	const struct stardose_guidance_line *plain, *disagreeing;
	unsigned directions;	/* bit of the row's action; 0: it points nowhere */
};
struct slots { int n; struct slot *slots; };

/* The results of a gene set, and what acts on its genes; NULL: nothing. */
struct pair { const struct stardose_gene_result *result[2]; const struct sdi_profile *profile[2]; };
static khint_t pair_hash(struct pair p)
{
	uint64_t a = (uintptr_t)p.result[0], b = (uintptr_t)p.result[1], c = (uintptr_t)p.profile[0], d = (uintptr_t)p.profile[1];

	return kh_int64_hash_func(a ^ (b << 21 | b >> 43) ^ (c << 9 | c >> 55) ^ (d << 33 | d >> 31));
}
#define pair_equal(a, b) ((a).result[0] == (b).result[0] && (a).result[1] == (b).result[1] && \
			  (a).profile[0] == (b).profile[0] && (a).profile[1] == (b).profile[1])
KHASH_INIT(joined, struct pair, struct slots *, 1, pair_hash, pair_equal)	/* value: by group of the set */

struct gene_set {
	int n_genes;
	const char *gene[2];
	int method[2];			/* of conversion_methods.tsv, when @has_methods */
	int n_groups;
	const struct stardose_guidance_group **groups;
	khash_t(joined) *joined;
	const struct slots *now;	/* of the person at hand */
};

/* What one medicine and source contribute: a group of a gene set, or a line that says that there is none. */
struct unit {
	const struct stardose_drug *drug;
	int set, group;			/* set -1: @fixed */
	struct slot fixed;
};

/*
 * Lines under medicines are kept for those who take the same, up to so many: in a cohort nearly everybody takes
 * something else, and memory must not grow with it. What comes later is made for one person and dropped with the next.
 */
#define MAX_KEPT_UNDER_MEDICINES 20000

struct stardose_guide {
	const struct stardose_guidance_tables *tables;
	struct sdi_arena arena;
	struct sdi_arena passing;	/* of the person at hand */
	int n_kept;			/* lines under medicines in @arena */
	struct sdi_result_set *results;
	struct sdi_conversion_set *conversions;
	const struct stardose_person *person;	/* whom the results are of, or NULL */
	int has_methods;
	unsigned char *drug_state;	/* by medicine: enum wanted */
	unsigned char *source_wanted;	/* by source */
	int n_sets, n_units;
	struct gene_set *sets;
	struct unit *units;
	int m_lines;
	const struct stardose_guidance_line **lines;
	struct slot **slots;		/* behind each of lines */
	struct stardose_guidance out;
};

enum wanted { NOT_WANTED, IF_ROWS, ALWAYS };

static int no_memory(struct stardose_error *err) { return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory"); }

/* ---- what is asked for ---- */

static int unknown(const struct stardose_guidance_tables *tables, const char *what, int is_class, const char *name,
		   struct stardose_error *err)
{
	const char *near[4];
	char text[256] = "";
	size_t used = 0;
	int n = stardose_guidance_nearest(tables, name, is_class, near, 4);

	for (int i = 0; i < n && used < sizeof(text); i++)
		used += snprintf(text + used, sizeof(text) - used, "%s'%s'", i ? ", " : "", near[i]);
	return stardose_error_set(err, STARDOSE_EUSAGE, n ? "no %s '%.80s' in the tables; nearest: %s" :
				  "no %s '%.80s' in the tables, and none that is spelt like it%s", what, name, text);
}

static int want_drug(struct stardose_guide *guide, const char *name, struct stardose_error *err)
{
	const struct stardose_drug *drug = stardose_guidance_drug(guide->tables, name);

	if (!drug)
		return unknown(guide->tables, "medicine", 0, name, err);
	guide->drug_state[drug - guide->tables->drugs] = ALWAYS;
	return STARDOSE_OK;
}

static int want_class(struct stardose_guide *guide, const char *name, struct stardose_error *err)
{
	int found = 0;

	for (int i = 0; i < guide->tables->n_drugs; i++) {
		if (!stardose_drug_in_class(&guide->tables->drugs[i], name))
			continue;
		guide->drug_state[i] = ALWAYS;
		found = 1;
	}
	return found ? STARDOSE_OK : unknown(guide->tables, "class of medicines", 1, name, err);
}

static int want_source(struct stardose_guide *guide, const char *name, struct stardose_error *err)
{
	const struct stardose_guidance_tables *t = guide->tables;
	kstring_t all = KS_INITIALIZE;
	int ret;

	for (int i = 0; i < t->n_codes[STARDOSE_LIST_SOURCE]; i++) {
		if (!strcasecmp(t->codes[STARDOSE_LIST_SOURCE][i].code, name)) {
			guide->source_wanted[i] = 1;
			ks_free(&all);
			return STARDOSE_OK;
		}
		ksprintf(&all, "%s%s", i ? ", " : "", t->codes[STARDOSE_LIST_SOURCE][i].code);
	}
	ret = stardose_error_set(err, STARDOSE_EUSAGE, "no source '%.80s' in the tables; they have: %s", name, all.s ? all.s : "none");
	ks_free(&all);
	return ret;
}

/* Each item of a comma list, blanks around it removed, to @want. */
static int for_each(struct stardose_guide *guide, const char *list, int (*want)(struct stardose_guide *, const char *,
		    struct stardose_error *), struct stardose_error *err)
{
	char *copy = strdup(list), *next = copy, *item;
	int ret = copy ? STARDOSE_OK : no_memory(err), n = 0;

	while (ret == STARDOSE_OK && (item = strsep(&next, ","))) {
		item += strspn(item, " \t");
		for (size_t l = strlen(item); l && strchr(" \t", item[l - 1]); l--)
			item[l - 1] = '\0';
		if (!*item)
			continue;
		ret = want(guide, item, err);
		n++;
	}
	if (ret == STARDOSE_OK && !n)
		ret = stardose_error_set(err, STARDOSE_EUSAGE, "an empty list names no medicine, class or source");
	free(copy);
	return ret;
}

static int choose(struct stardose_guide *guide, const struct stardose_guide_options *options, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (!options->drugs && !options->drug_classes)
		memset(guide->drug_state, IF_ROWS, guide->tables->n_drugs);
	if (!options->sources)
		memset(guide->source_wanted, 1, guide->tables->n_codes[STARDOSE_LIST_SOURCE]);
	if (options->drugs)
		ret = for_each(guide, options->drugs, want_drug, err);
	if (ret == STARDOSE_OK && options->drug_classes)
		ret = for_each(guide, options->drug_classes, want_class, err);
	if (ret == STARDOSE_OK && options->sources)
		ret = for_each(guide, options->sources, want_source, err);
	return ret;
}

/* ---- units ---- */

static int set_of(struct stardose_guide *guide, const struct stardose_guidance_row *row)
{
	struct gene_set *set;
	int i;

	for (i = 0; i < guide->n_sets; i++) {
		set = &guide->sets[i];
		if (set->n_genes == row->n_genes && !strcmp(set->gene[0], row->condition[0].gene) &&
		    (row->n_genes == 1 || !strcmp(set->gene[1], row->condition[1].gene)))
			return i;
	}
	set = &guide->sets[guide->n_sets++];
	set->n_genes = row->n_genes;
	set->gene[0] = row->condition[0].gene;
	set->gene[1] = row->n_genes == 2 ? row->condition[1].gene : NULL;
	return i;
}

static int add_group(struct stardose_guide *guide, const struct stardose_guidance_group *group)
{
	int i = set_of(guide, group->rows);
	struct gene_set *set = &guide->sets[i];

	if (!set->groups) {
		set->groups = sdi_arena_alloc(&guide->arena, guide->tables->n_groups * sizeof(*set->groups));
		set->joined = kh_init(joined);
	}
	if (!set->groups || !set->joined)
		return STARDOSE_ENOMEM;
	guide->units[guide->n_units++] = (struct unit){ .drug = group->rows->drug, .set = i, .group = set->n_groups };
	set->groups[set->n_groups++] = group;
	return STARDOSE_OK;
}

static int has_rows(const struct stardose_guidance_tables *t, const struct stardose_drug *drug)
{
	int group = 0;

	while (group < t->n_groups && t->groups[group].rows->drug != drug)
		group++;
	return group < t->n_groups;
}

static int add_fact(struct stardose_guide *guide, const struct stardose_fact *fact)
{
	struct stardose_guidance_line *line = sdi_arena_alloc(&guide->arena, sizeof(*line));
	kstring_t text = KS_INITIALIZE;
	int ret = sdi_sentence_fact(&text, fact);

	if (ret == STARDOSE_OK && line) {
		*line = (struct stardose_guidance_line){
			.drug = fact->drug, .fact = fact, .gene_result = "", .phenotype = "",
			.guidance = sdi_arena_strdup(&guide->arena, text.s), .flags = fact->is_local ? 1 << STARDOSE_FLAG_LOCAL : 0,
		};
		guide->units[guide->n_units++] = (struct unit){ fact->drug, -1, 0, { line, line, 0 } };
	}
	ks_free(&text);
	return ret == STARDOSE_OK && line && line->guidance ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* What a medicine that was asked for has to say besides its rows. */
static int add_facts(struct stardose_guide *guide, const struct stardose_drug *drug)
{
	int n, ret = STARDOSE_OK;
	const struct stardose_fact *facts = stardose_guidance_facts(guide->tables, drug, &n);

	for (int i = 0; ret == STARDOSE_OK && i < n; i++)
		ret = add_fact(guide, &facts[i]);
	return ret;
}

static int add_no_guidance(struct stardose_guide *guide, const struct stardose_drug *drug, const struct stardose_code *source)
{
	struct stardose_guidance_line *line = sdi_arena_alloc(&guide->arena, sizeof(*line));
	kstring_t text = KS_INITIALIZE;
	int ret = sdi_sentence_no_guidance(&text, drug, source, has_rows(guide->tables, drug));

	if (ret == STARDOSE_OK && line) {
		*line = (struct stardose_guidance_line){
			.drug = drug, .source = source, .gene_result = "", .phenotype = "",
			.guidance = sdi_arena_strdup(&guide->arena, text.s), .flags = 1 << STARDOSE_FLAG_NO_GUIDANCE,
		};
		guide->units[guide->n_units++] = (struct unit){ drug, -1, 0, { line, line, 0 } };
	}
	ks_free(&text);
	return ret == STARDOSE_OK && line && line->guidance ? STARDOSE_OK : STARDOSE_ENOMEM;
}

/* Facts of a medicine without any row say by themselves that no source has one. */
static int answers_alone(const struct stardose_guidance_tables *t, const struct stardose_drug *drug)
{
	int n;

	return stardose_guidance_facts(t, drug, &n) && !has_rows(t, drug);
}

/* The groups of one medicine and source, which stand together from *group on among those of the medicine. */
static int add_source(struct stardose_guide *guide, const struct stardose_drug *drug, const struct stardose_code *source, int group)
{
	const struct stardose_guidance_tables *t = guide->tables;
	int ret = STARDOSE_OK, n = 0;

	for (; ret == STARDOSE_OK && group < t->n_groups && t->groups[group].rows->drug == drug; group++) {
		if (t->groups[group].rows->source != source)
			continue;
		ret = add_group(guide, &t->groups[group]);
		n++;
	}
	if (ret == STARDOSE_OK && !n && guide->drug_state[drug - t->drugs] == ALWAYS && !answers_alone(t, drug))
		ret = add_no_guidance(guide, drug, source);
	return ret;
}

static int make_units(struct stardose_guide *guide)
{
	const struct stardose_guidance_tables *t = guide->tables;
	size_t n_sources = t->n_codes[STARDOSE_LIST_SOURCE];
	int ret = STARDOSE_OK, group = 0;

	guide->units = sdi_arena_alloc(&guide->arena, (t->n_groups + t->n_drugs * n_sources + t->n_facts + 1) * sizeof(*guide->units));
	guide->sets = sdi_arena_alloc(&guide->arena, (t->n_groups + 1) * sizeof(*guide->sets));
	if (!guide->units || !guide->sets)
		return STARDOSE_ENOMEM;
	for (int d = 0; ret == STARDOSE_OK && d < t->n_drugs; d++) {
		if (guide->drug_state[d] == ALWAYS)
			ret = add_facts(guide, &t->drugs[d]);
		for (size_t s = 0; ret == STARDOSE_OK && guide->drug_state[d] && s < n_sources; s++)
			if (guide->source_wanted[s])
				ret = add_source(guide, &t->drugs[d], &t->codes[STARDOSE_LIST_SOURCE][s], group);
		while (group < t->n_groups && t->groups[group].rows->drug == &t->drugs[d])
			group++;
	}
	return ret;
}

int stardose_guide_new(const struct stardose_guidance_tables *tables, const struct stardose_guide_options *options,
		       struct stardose_guide **out, struct stardose_error *err)
{
	struct stardose_guide *guide = calloc(1, sizeof(*guide));
	int ret = STARDOSE_OK;

	if (!guide)
		return no_memory(err);
	guide->tables = tables;
	guide->results = sdi_result_set_new();
	guide->drug_state = sdi_arena_alloc(&guide->arena, tables->n_drugs + 1);
	guide->source_wanted = sdi_arena_alloc(&guide->arena, tables->n_codes[STARDOSE_LIST_SOURCE] + 1);
	if (guide->drug_state)
		guide->conversions = sdi_conversion_set_new(tables, guide->drug_state);
	if (!guide->results || !guide->drug_state || !guide->source_wanted || !guide->conversions)
		ret = no_memory(err);
	if (ret == STARDOSE_OK)
		ret = choose(guide, options, err);
	if (ret == STARDOSE_OK && make_units(guide) != STARDOSE_OK)
		ret = no_memory(err);
	if (ret != STARDOSE_OK) {
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
		kh_destroy(joined, guide->sets[i].joined);
	sdi_result_set_free(guide->results);
	sdi_conversion_set_free(guide->conversions);
	sdi_arena_release(&guide->arena);
	sdi_arena_release(&guide->passing);
	free(guide->lines);
	free(guide->slots);
	free(guide);
}

/* ---- joining ---- */

/* The direction of an action as a bit; "none" points nowhere. */
static unsigned direction_of(const struct stardose_guidance_row *row)
{
	static const char *const names[] = { "usual", "lower", "higher", "other", "watch" };

	for (unsigned i = 0; row && i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(row->action->value, names[i]))
			return 1u << i;
	return 0;
}

/* Does the estimate, not the genetic result, select the rows of this group? For a source that goes by it for the medicine. */
static int is_selected_by(const struct sdi_converted *converted, const struct stardose_guidance_group *group)
{
	return converted->result && converted->pub.selects && !strcmp(converted->pub.selects, group->rows[0].source->code);
}

/* Which lines of two joins of one group stand: those of the context that a conversion is about, and the others of the genetic result. */
static void pick_context(struct sdi_group_lines *lines, const struct sdi_group_lines *genetic, const char *context)
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
 * Here the result is chosen that selects the rows of a group: the genetic one, or the estimate under the medicines
 * of the person where the source goes by it. A conversion that selects nothing still goes into words and flags.
 */
static int join_group(struct stardose_guide *guide, const struct gene_set *set, const struct stardose_guidance_group *group,
		      const struct pair *pair, struct sdi_arena *arena, struct sdi_group_lines *lines)
{
	const struct stardose_gene_result *result[2] = { pair->result[0], pair->result[1] };
	struct sdi_group_context context = { { NULL, NULL }, { 0, 0 } };
	struct sdi_group_lines genetic;
	const char *only = "";
	int ret = STARDOSE_OK;

	for (int g = 0; ret == STARDOSE_OK && g < set->n_genes; g++) {
		const struct sdi_converted *converted = NULL;

		if (guide->person && pair->profile[g])
			ret = sdi_conversion_get(guide->conversions, guide->person, set->method[g], result[g], group->rows->drug,
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
	if (ret == STARDOSE_OK)
		ret = sdi_group_join(guide->tables, group, result, &context, arena, lines);
	if (ret != STARDOSE_OK || !*only)
		return ret;
	memset(context.is_converted, 0, sizeof(context.is_converted));
	ret = sdi_group_join(guide->tables, group, pair->result, &context, arena, &genetic);
	if (ret == STARDOSE_OK) {
		struct sdi_group_lines both = { lines->n, sdi_arena_alloc(arena, (lines->n + genetic.n + 1) * sizeof(*both.lines)) };

		if (!both.lines)
			return STARDOSE_ENOMEM;
		memcpy(both.lines, lines->lines, lines->n * sizeof(*both.lines));
		pick_context(&both, &genetic, only);
		*lines = both;
	}
	return ret;
}

static int join_set(struct stardose_guide *guide, struct gene_set *set, const struct pair *pair, struct sdi_arena *arena,
		    struct slots *all)
{
	struct sdi_group_lines lines;
	int ret = STARDOSE_OK;

	for (int i = 0; ret == STARDOSE_OK && i < set->n_groups; i++) {
		ret = join_group(guide, set, set->groups[i], pair, arena, &lines);
		if (ret != STARDOSE_OK)
			break;
		all[i].n = lines.n;
		all[i].slots = sdi_arena_alloc(arena, lines.n * sizeof(*all[i].slots));
		if (!all[i].slots)
			return STARDOSE_ENOMEM;
		for (int k = 0; k < lines.n; k++)
			lines.lines[k].is_passing = arena == &guide->passing;
		for (int k = 0; k < lines.n; k++)
			all[i].slots[k] = (struct slot){ &lines.lines[k], NULL, direction_of(lines.lines[k].row) };
	}
	return ret;
}

static int look_up(struct stardose_guide *guide, struct gene_set *set, const struct pair *pair)
{
	int is_new, is_medicated = pair->profile[0] || pair->profile[1];
	khint_t k = kh_get(joined, set->joined, *pair);
	struct sdi_arena *arena = is_medicated && guide->n_kept > MAX_KEPT_UNDER_MEDICINES ? &guide->passing : &guide->arena;
	struct slots *all;

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

static const struct stardose_gene_result *result_of(const struct stardose_gene_result *const *results, int n, const char *gene)
{
	for (int i = 0; gene && i < n; i++)
		if (!strcasecmp(results[i]->gene, gene))
			return results[i];
	return NULL;
}

static int add_line(struct stardose_guide *guide, struct slot *slot)
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
	guide->lines[guide->out.n_lines++] = slot->plain;
	return STARDOSE_OK;
}

/* ---- do the sources of one medicine point the same way? ---- */

static unsigned directions_of(const struct stardose_guide *guide, int beg, int end, const struct stardose_code *source)
{
	unsigned directions = 0;

	for (int i = beg; i < end; i++)
		if (guide->lines[i]->source == source)
			directions |= guide->slots[i]->directions;
	return directions;
}

static int disagrees(const struct stardose_guide *guide, int beg, int end, int line)
{
	const struct stardose_code *mine = guide->lines[line]->source;
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

/* Sources disagree when no direction of one is among those of the other; the lines between @beg and @end are of one medicine. */
static int mark_disagreement(struct stardose_guide *guide, int beg, int end)
{
	for (int i = beg; i < end; i++) {
		struct slot *slot = guide->slots[i];
		struct stardose_guidance_line *line;

		if (!slot->directions || !disagrees(guide, beg, end, i))
			continue;
		if (!slot->disagreeing) {
			line = sdi_arena_alloc(slot->plain->is_passing ? &guide->passing : &guide->arena, sizeof(*line));
			if (!line)
				return STARDOSE_ENOMEM;
			*line = *slot->plain;
			line->flags |= 1 << STARDOSE_FLAG_SOURCES_DISAGREE;
			slot->disagreeing = line;
		}
		guide->lines[i] = slot->disagreeing;
	}
	return STARDOSE_OK;
}

static int add_unit(struct stardose_guide *guide, struct unit *unit)
{
	const struct slots *slots = unit->set < 0 ? NULL : &guide->sets[unit->set].now[unit->group];
	int ret = STARDOSE_OK;

	if (!slots)
		return add_line(guide, &unit->fixed);
	for (int i = 0; ret == STARDOSE_OK && i < slots->n; i++)
		ret = add_line(guide, &slots->slots[i]);
	return ret;
}

/* What is known of the person at hand, for one gene set. */
static void add_profiles(const struct stardose_guide *guide, const struct gene_set *set, struct pair *pair)
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
			guide->sets[i].method[g] = sdi_conversion_method(person, guide->sets[i].gene[g]);
	guide->has_methods |= person != NULL;
}

static int join(struct stardose_guide *guide, const struct stardose_gene_result *const *results, int n,
		const struct stardose_guidance **out)
{
	int ret = STARDOSE_OK, beg = 0;

	sdi_arena_release(&guide->passing);
	sdi_conversion_set_next(guide->conversions);
	for (int i = 0; ret == STARDOSE_OK && i < guide->n_sets; i++) {
		struct pair pair = { { result_of(results, n, guide->sets[i].gene[0]), result_of(results, n, guide->sets[i].gene[1]) },
				     { NULL, NULL } };

		add_profiles(guide, &guide->sets[i], &pair);
		ret = look_up(guide, &guide->sets[i], &pair);
	}
	guide->out.n_lines = 0;
	for (int i = 0; ret == STARDOSE_OK && i < guide->n_units; i++) {
		ret = add_unit(guide, &guide->units[i]);
		if (ret == STARDOSE_OK && (i + 1 == guide->n_units || guide->units[i + 1].drug != guide->units[i].drug)) {
			ret = mark_disagreement(guide, beg, guide->out.n_lines);
			beg = guide->out.n_lines;
		}
	}
	guide->out.lines = guide->lines;
	guide->out.person = guide->person;
	guide->out.n_conversions = 0;
	if (ret == STARDOSE_OK && guide->person)
		ret = sdi_conversion_list(guide->conversions, guide->person, results, n, &guide->out.conversions, &guide->out.n_conversions);
	*out = &guide->out;
	return ret;
}

/* ---- what callers use ---- */

int stardose_guide_calls(struct stardose_guide *guide, const struct stardose_call *const *calls, int n_calls,
			 const struct stardose_guidance **out, struct stardose_error *err)
{
	const struct stardose_gene_result **results = calloc(n_calls + 1, sizeof(*results));
	int ret = results ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; ret == STARDOSE_OK && i < n_calls; i++) {
		results[i] = sdi_result_set_call(guide->results, calls[i]);
		ret = results[i] ? STARDOSE_OK : STARDOSE_ENOMEM;
	}
	if (ret == STARDOSE_OK)
		ret = join(guide, results, n_calls, out);
	free(results);
	return ret == STARDOSE_OK ? ret : no_memory(err);
}

int stardose_guide_results(struct stardose_guide *guide, const struct stardose_gene_result *results, int n_results,
			   const struct stardose_guidance **out, struct stardose_error *err)
{
	const struct stardose_gene_result **kept = calloc(n_results + 1, sizeof(*kept));
	int ret = kept ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; ret == STARDOSE_OK && i < n_results; i++) {
		kept[i] = sdi_result_set_add(guide->results, &results[i]);
		ret = kept[i] ? STARDOSE_OK : STARDOSE_ENOMEM;
	}
	if (ret == STARDOSE_OK)
		ret = join(guide, kept, n_results, out);
	free(kept);
	return ret == STARDOSE_OK ? ret : no_memory(err);
}
