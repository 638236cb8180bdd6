/* acted_on.c - the floor under all guidance: who acts on an enzyme of a medicine is named there */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "context/profile.h"
#include "guidance/acted_on.h"
#include "tables/context_table.h"
#include "tables/word_table.h"

/* Strong and moderate ones count, also while they are washed out; creams do not. */
static int counts(const struct sdi_acting *a, const char *drug)
{
	const struct sdi_interaction *it = a->interaction;

	return it->strength <= SDI_MODERATE && !a->is_local && a->state != STARDOSE_ITEM_ENDED &&
	       (it->effect == SDI_INHIBITOR || it->effect == SDI_INDUCER) &&
	       strcasecmp(it->agent->name, drug) != 0 &&
	       (!a->part_of || strcasecmp(a->part_of->name, drug) != 0);
}

/* The strongest that acts on the enzyme of @substrate, or NULL */
static const struct sdi_acting *actor_on(const struct stardose_guide *guide,
					 const struct sdi_substrate *substrate)
{
	const struct sdi_profile *profile = sdi_profile_of(guide->person, substrate->method);
	const struct sdi_acting *best = NULL;

	for (int i = 0; profile && i < profile->n; i++) {
		const struct sdi_acting *a = &profile->acting[i];

		if (counts(a, substrate->drug) &&
		    (!best || a->interaction->strength < best->interaction->strength))
			best = a;
	}
	return best;
}

static int is_taken(const struct stardose_person *person, const char *drug)
{
	for (int i = 0; i < person->n_items; i++)
		if (person->items[i].agent && !strcasecmp(person->items[i].agent, drug) &&
		    person->items[i].state != STARDOSE_ITEM_ENDED)
			return 1;
	return 0;
}

int sdi_is_taken_and_acted_on(const struct stardose_guide *guide, const struct stardose_drug *drug)
{
	const struct sdi_substrate *s;
	int n = 0, found = 0;

	if (!guide->person || !is_taken(guide->person, drug->name))
		return 0;
	s = sdi_substrates(sdi_guidance_context(guide->tables), drug->name, &n);
	for (int i = 0; i < n && !found; i++)
		found = actor_on(guide, &s[i]) != NULL;
	return found;
}

/* The lines of one medicine, and the rows of its enzymes. */
struct medicine { int beg, end, n; const struct sdi_substrate *substrates; };

/* A line of the medicine goes by the result of this gene, and with it says who acts. */
static int goes_by(const struct stardose_guide *guide, const struct medicine *m, const char *gene)
{
	for (int i = m->beg; i < m->end; i++)
		for (int g = 0; g < 2; g++) {
			const struct stardose_conversion *c = guide->lines[i]->conversion[g];

			if (c && !strcmp(c->gene, gene))
				return 1;
		}
	return 0;
}

static int put_actor(kstring_t *out, const struct stardose_guide *guide,
		     const struct sdi_substrate *s, const struct sdi_acting *a)
{
	const struct sdi_interaction *it = a->interaction;

	return sdi_put_words(out, sdi_guidance_words(guide->tables), "guidance", "acted_on",
			     "agent", it->agent->name, "gene", s->gene, "drug", s->drug,
			     "strength", sdi_strength_name(it->strength), "effect",
			     sdi_effect_name(it->effect), "citation", s->citation, NULL);
}

static int add_hit(struct stardose_guide *guide, const struct medicine *m,
		   const struct sdi_substrate *s, const struct sdi_acting *a)
{
	const struct sdi_interaction *it = a->interaction;

	if (guide->out.n_enzyme_hits == guide->m_enzyme_hits) {
		int n = guide->m_enzyme_hits ? 2 * guide->m_enzyme_hits : 64;
		void *hits = realloc(guide->enzyme_hits, n * sizeof(*guide->enzyme_hits));

		if (!hits)
			return STARDOSE_ENOMEM;
		guide->enzyme_hits = hits;
		guide->m_enzyme_hits = n;
	}
	guide->enzyme_hits[guide->out.n_enzyme_hits++] = (struct stardose_enzyme_hit){
		guide->lines[m->beg]->drug,	 s->gene, it->agent->name,
		sdi_strength_name(it->strength), sdi_effect_name(it->effect), s->citation
	};
	return STARDOSE_OK;
}

/* " paroxetine, a strong inhibitor ..." for each enzyme that no line of the medicine goes by */
static int put_actors(kstring_t *out, struct stardose_guide *guide, const struct medicine *m)
{
	int failed = 0;

	for (int k = 0; k < m->n && !failed; k++) {
		const struct sdi_substrate *s = &m->substrates[k];
		const struct sdi_acting *a =
			goes_by(guide, m, s->gene) ? NULL : actor_on(guide, s);

		if (a)
			failed = put_actor(out, guide, s, a) || add_hit(guide, m, s, a);
	}
	return failed;
}

static int mark_line(struct stardose_guide *guide, int i, const char *actors)
{
	struct stardose_guidance_line *line = sdi_arena_alloc(&guide->passing, sizeof(*line));
	kstring_t text = KS_INITIALIZE;
	int failed = !line ||
		     ksprintf(&text, "%s%s", guide->lines[i]->guidance, actors) < 0;

	if (!failed) {
		*line = *guide->lines[i];
		line->guidance = sdi_arena_strdup(&guide->passing, text.s);
		line->flags |= (uint32_t)1 << STARDOSE_FLAG_ENZYME_ACTED_ON;
		line->is_passing = 1;
		guide->lines[i] = line;
		failed = !line->guidance;
	}
	ks_free(&text);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int mark_medicine(struct stardose_guide *guide, const struct medicine *m)
{
	kstring_t actors = KS_INITIALIZE;
	int ret = put_actors(&actors, guide, m) ? STARDOSE_ENOMEM : STARDOSE_OK;

	for (int i = m->beg; actors.l && !ret && i < m->end; i++)
		if (!guide->lines[i]->label_hit)
			ret = mark_line(guide, i, actors.s);
	ks_free(&actors);
	return ret;
}

int sdi_mark_acted_on(struct stardose_guide *guide)
{
	const struct sdi_context_tables *context = sdi_guidance_context(guide->tables);
	struct medicine m = { 0 };
	int ret = STARDOSE_OK, n = guide->person ? guide->out.n_lines : 0;

	guide->out.n_enzyme_hits = 0;
	for (; !ret && m.beg < n; m.beg = m.end) {
		const struct stardose_drug *drug = guide->lines[m.beg]->drug;

		for (m.end = m.beg + 1; m.end < n && guide->lines[m.end]->drug == drug; m.end++)
			;
		m.substrates = sdi_substrates(context, drug->name, &m.n);
		if (m.n)
			ret = mark_medicine(guide, &m);
	}
	guide->out.enzyme_hits = guide->enzyme_hits;
	return ret;
}
