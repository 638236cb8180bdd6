/* outside_set.c - results by sample and gene: what is there twice, and what contradicts itself */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/khash.h>
#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "tables/hla_finding.h"
#include "outside/outside_set.h"
#include "outside/several_rows.h"
#include "tables/table_set.h"
#include "util/no_memory.h"

KHASH_MAP_INIT_STR(samples, int)
KHASH_SET_INIT_STR(said)

static const struct stardose_gene *known_gene(const struct stardose_outside *set,
					      const char *symbol)
{
	const struct stardose_gene *gene = stardose_tables_gene_any_case(set->tables, symbol);

	if (gene)
		return gene;
	for (int g = 0; g < set->n_genes; g++)
		if (!strcasecmp(set->genes[g].name, symbol))
			return &set->genes[g];
	return NULL;
}

const struct stardose_gene *sdi_outside_gene(const struct stardose_outside *set, const char *symbol)
{
	return known_gene(set, symbol);
}

/* Genes that a condition of guidance names and no table defines. */
static int add_genes(struct stardose_outside *set)
{
	const struct stardose_guidance_tables *guidance = set->tables->guidance;
	int m = 0;

	for (int r = 0; r < guidance->n_rows; r++)
		for (int i = 0; i < guidance->rows[r].n_genes; i++) {
			const char *name = guidance->rows[r].condition[i].gene;

			if (known_gene(set, name))
				continue;
			if (set->n_genes == m) {
				struct stardose_gene *grown =
					realloc(set->genes, (m + 16) * sizeof(*grown));

				if (!grown)
					return STARDOSE_ENOMEM;
				set->genes = grown;
				m += 16;
			}
			memset(&set->genes[set->n_genes], 0, sizeof(*set->genes));
			set->genes[set->n_genes].order = set->tables->n_genes + set->n_genes;
			set->genes[set->n_genes].chrom = "";
			set->genes[set->n_genes++].name = name;
		}
	return STARDOSE_OK;
}

int stardose_outside_new(const struct stardose_tables *tables, const struct stardose_log *log,
			 struct stardose_outside **out, struct stardose_error *err)
{
	struct stardose_outside *set;
	int ret = sdi_tables_need_guidance(tables, err); /* it names genes, and reads findings */

	if (ret)
		return ret;
	set = calloc(1, sizeof(*set));
	if (!set)
		return sdi_no_memory(err);
	set->tables = tables;
	if (log)
		set->log = *log;
	set->index = kh_init(samples);
	set->said = kh_init(said);
	if (!set->index || !set->said || add_genes(set) != STARDOSE_OK) {
		stardose_outside_free(set);
		return sdi_no_memory(err);
	}
	*out = set;
	return STARDOSE_OK;
}

void stardose_outside_choose(struct stardose_outside *outside, enum stardose_outside_choice choice)
{
	outside->choice = choice;
}

void stardose_outside_free(struct stardose_outside *outside)
{
	if (!outside)
		return;
	kh_destroy(samples, (khash_t(samples) *)outside->index);
	kh_destroy(said, (khash_t(said) *)outside->said);
	sdi_arena_release(&outside->arena);
	free(outside->genes);
	free(outside->files);
	free(outside->samples);
	free(outside->entries);
	free(outside);
}

int sdi_outside_once(struct stardose_outside *set, const char *text)
{
	khash_t(said) *said = set->said;
	const char *kept;
	int is_new;

	if (kh_get(said, said, text) != kh_end(said))
		return 0;
	kept = sdi_arena_strdup(&set->arena, text);
	if (!kept)
		return 0;
	kh_put(said, said, kept, &is_new);
	return is_new > 0;
}

int sdi_outside_sample(const struct stardose_outside *set, const char *name)
{
	const khash_t(samples) *index = set->index;
	khint_t k = kh_get(samples, index, name);

	return k == kh_end(index) ? -1 : kh_value(index, k);
}

static int add_sample(struct stardose_outside *set, const char *name)
{
	khash_t(samples) *index = set->index;
	int at = sdi_outside_sample(set, name), is_new;
	const char *kept;
	khint_t k;

	if (at >= 0)
		return at;
	if (set->n_samples == set->m_samples) {
		int m = set->m_samples ? 2 * set->m_samples : 64;
		struct sdi_outside_sample *grown = realloc(set->samples, m * sizeof(*grown));

		if (!grown)
			return -1;
		set->samples = grown;
		set->m_samples = m;
	}
	kept = sdi_arena_strdup(&set->arena, name);
	if (!kept)
		return -1;
	k = kh_put(samples, index, kept, &is_new);
	if (is_new < 0)
		return -1;
	kh_value(index, k) = set->n_samples;
	set->samples[set->n_samples] = (struct sdi_outside_sample){ kept, -1, -1 };
	return set->n_samples++;
}

static struct sdi_outside_entry *entry_of(struct stardose_outside *set, int sample,
					  const struct stardose_gene *gene)
{
	for (int e = set->samples[sample].first; e >= 0; e = set->entries[e].next)
		if (set->entries[e].gene == gene)
			return &set->entries[e];
	return NULL;
}

static int append(struct stardose_outside *set, int sample, const struct sdi_outside_entry *entry)
{
	struct sdi_outside_sample *s = &set->samples[sample];

	if (set->n_entries == set->m_entries) {
		int m = set->m_entries ? 2 * set->m_entries : 64;
		struct sdi_outside_entry *grown = realloc(set->entries, m * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		set->entries = grown;
		set->m_entries = m;
	}
	set->entries[set->n_entries] = *entry;
	set->entries[set->n_entries].next = -1;
	if (s->first < 0)
		s->first = set->n_entries;
	else
		set->entries[s->last].next = set->n_entries;
	s->last = set->n_entries++;
	return STARDOSE_OK;
}

/* ---- a second row of the same sample and gene ---- */

static const char *place_of(const struct stardose_outside *set, const struct sdi_outside_entry *e,
			    kstring_t *s)
{
	s->l = 0;
	kputs(set->files[e->file], s);
	if (e->line > 0)
		ksprintf(s, ":%d", e->line);
	return s->s ? s->s : "";
}

static void put_what(const struct sdi_outside_entry *e, kstring_t *s)
{
	const char *between = "";

	s->l = 0;
	if (e->diplotype) {
		ksprintf(s, "%s", e->diplotype);
		between = ", ";
	}
	if (e->phenotype) {
		ksprintf(s, "%s%s", between, e->phenotype);
		between = ", ";
	}
	if (e->score != STARDOSE_VALUE_NONE)
		ksprintf(s, "%sscore %g", between, e->score / 100.0);
}

static int text_differs(const char *a, const char *b) { return a && b && strcmp(a, b); }

/*
 * Do two rows say different things of what both speak of? Readings in another order are the same.
 */
static int contradict(const struct sdi_outside_entry *a, const struct sdi_outside_entry *b)
{
	return text_differs(a->diplotype, b->diplotype) ||
	       text_differs(a->phenotype, b->phenotype) ||
	       (a->score != STARDOSE_VALUE_NONE && b->score != STARDOSE_VALUE_NONE &&
		(a->score != b->score || a->score_or_more != b->score_or_more));
}

static void say_conflict(struct stardose_outside *set, const char *sample,
			 const struct sdi_outside_entry *old, const struct sdi_outside_entry *new)
{
	kstring_t here = KS_INITIALIZE, there = KS_INITIALIZE, what = KS_INITIALIZE,
		  was = KS_INITIALIZE;

	put_what(new, &what);
	put_what(old, &was);
	stardose_log_say(
		&set->log, STARDOSE_EROW,
		"%s: %s of '%s' is '%s', but '%s' at %s: contradictory, so neither is used",
		place_of(set, new, &here), new->gene->name, *sample ? sample : "the sample",
		what.s ? what.s : "", was.s ? was.s : "", place_of(set, old, &there));
	ks_free(&here);
	ks_free(&there);
	ks_free(&what);
	ks_free(&was);
}

/* Findings of different alleles of a gene that no table defines stand side by side. */
static int join_findings(struct stardose_outside *set, struct sdi_outside_entry *old,
			 const struct sdi_outside_entry *new)
{
	kstring_t joined = KS_INITIALIZE;
	int ret = sdi_hla_findings_join(old->diplotype, new->diplotype, &joined);

	if (!ret) {
		const char *kept = sdi_arena_strdup(&set->arena, joined.s);

		if (kept)
			old->diplotype = old->given = kept;
		else
			ret = STARDOSE_ENOMEM;
	}
	ks_free(&joined);
	return ret;
}

/* What one row leaves open the other may say. */
static int join(struct stardose_outside *set, const char *sample, struct sdi_outside_entry *old,
		const struct sdi_outside_entry *new)
{
	int ret;

	if (old->is_conflict) {
		say_conflict(set, sample, old, new);
		return STARDOSE_OK;
	}
	if (!old->gene->n_alleles && text_differs(old->diplotype, new->diplotype)) {
		ret = join_findings(set, old, new);
		if (ret != STARDOSE_EROW)
			return ret;
	}
	if (contradict(old, new)) {
		ret = sdi_outside_agree(set, old, new);
		if (ret)
			return ret == 1 ? STARDOSE_OK : ret;
		old->is_conflict = 1;
		say_conflict(set, sample, old, new);
		return STARDOSE_OK;
	}
	if (!old->diplotype) {
		old->diplotype = new->diplotype;
		old->given = new->given;
		old->is_text = new->is_text;
	}
	if (!old->phenotype)
		old->phenotype = new->phenotype;
	if (old->score == STARDOSE_VALUE_NONE) {
		old->score = new->score;
		old->score_or_more = new->score_or_more;
	}
	return STARDOSE_OK;
}

int sdi_outside_add(struct stardose_outside *set, const char *sample,
		    const struct sdi_outside_entry *entry, struct stardose_error *err)
{
	int at = add_sample(set, sample), ret = at < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
	struct sdi_outside_entry *old = ret ? NULL : entry_of(set, at, entry->gene);

	if (!ret)
		ret = old ? join(set, sample, old, entry) : append(set, at, entry);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

/* The nameless entries move to the sample, in their order. */
int sdi_outside_name_rest(struct stardose_outside *set, const char *sample,
			  struct stardose_error *err)
{
	int nameless = sdi_outside_sample(set, ""),
	    e = nameless < 0 ? -1 : set->samples[nameless].first, ret = STARDOSE_OK;

	if (e < 0)
		return STARDOSE_OK;
	if (!sample)
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"'%s' does not name its sample, and there is not exactly one to take it "
			"for; name it with -s",
			set->files[set->entries[e].file]);
	set->samples[nameless].first = set->samples[nameless].last = -1;
	while (e >= 0 && !ret) {
		struct sdi_outside_entry entry = set->entries[e];

		e = entry.next;
		ret = sdi_outside_add(set, sample, &entry, err);
	}
	return ret;
}
