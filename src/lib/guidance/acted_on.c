/* acted_on.c - the floor under all guidance: who acts on an enzyme of a medicine is named there */
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

/* The result of this gene is in the line, and with it what acts. */
static int goes_by(const struct stardose_guidance_line *line, const char *gene)
{
	for (int g = 0; g < 2; g++)
		if (line->conversion[g] && !strcmp(line->conversion[g]->gene, gene))
			return 1;
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

static int mark_line(struct stardose_guide *guide, int i, const struct sdi_substrate *s, int n)
{
	const struct stardose_guidance_line *plain = guide->lines[i];
	struct stardose_guidance_line *line;
	kstring_t text = KS_INITIALIZE;
	int n_actors = 0, failed = kputs(plain->guidance, &text) < 0;

	for (int k = 0; k < n && !failed; k++) {
		const struct sdi_acting *a =
			goes_by(plain, s[k].gene) ? NULL : actor_on(guide, &s[k]);

		if (a && ++n_actors)
			failed = put_actor(&text, guide, &s[k], a);
	}
	line = n_actors && !failed ? sdi_arena_alloc(&guide->passing, sizeof(*line)) : NULL;
	if (line) {
		*line = *plain;
		line->guidance = sdi_arena_strdup(&guide->passing, text.s);
		line->flags |= (uint32_t)1 << STARDOSE_FLAG_ENZYME_ACTED_ON;
		line->is_passing = 1;
		guide->lines[i] = line;
	}
	failed = failed || (n_actors && (!line || !line->guidance));
	ks_free(&text);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_mark_acted_on(struct stardose_guide *guide)
{
	const struct sdi_context_tables *context = sdi_guidance_context(guide->tables);
	const struct stardose_drug *drug = NULL;
	const struct sdi_substrate *s = NULL;
	int ret = STARDOSE_OK, n = 0;

	for (int i = 0; guide->person && !ret && i < guide->out.n_lines; i++) {
		if (guide->lines[i]->drug != drug) {
			drug = guide->lines[i]->drug;
			s = sdi_substrates(context, drug->name, &n);
		}
		if (n)
			ret = mark_line(guide, i, s, n);
	}
	return ret;
}
