/* caller_outside.c - outside results beside the genotypes of a caller's samples */
#include "call/call_build.h"
#include "caller/caller_impl.h"
#include "caller/outside_join.h"
#include "outside/outside_set.h"
#include "record/sample_select.h"
#include "util/no_memory.h"

int sdi_caller_add_outside_samples(struct stardose_caller *c, struct stardose_error *err)
{
	struct sdi_sample_list list;
	const char *only = c->samples.n == 1 ? c->samples.name[0] : NULL;
	int ret;

	if (c->options.is_part) /* whose rows without a sample are, no part can tell */
		return sdi_outside_name_rest(c->options.outside, NULL, err);
	ret = sdi_sample_list_read(c->options.samples, c->options.samples_file, &list, err);

	if (ret)
		return ret;
	if (!only && !c->samples.n && list.n == 1 && !list.exclude)
		only = list.name[0];
	ret = sdi_outside_name_rest(c->options.outside, only, err);
	for (int i = 0; !ret && i < c->options.outside->n_samples; i++) {
		const char *name = c->options.outside->samples[i].name;

		if (*name && sdi_sample_list_wants(&list, name) &&
		    sdi_sample_set_add(&c->samples, name) < 0)
			ret = STARDOSE_ENOMEM;
	}
	sdi_sample_list_release(&list);
	if (!ret && sdi_caller_fit_samples(c))
		ret = STARDOSE_ENOMEM;
	return ret == STARDOSE_ENOMEM ? sdi_no_memory(err) : ret;
}

int sdi_caller_note_useless_rows(struct stardose_caller *c, int g, struct stardose_error *err)
{
	const struct stardose_outside *set = c->options.outside;

	for (int i = 0; set && c->genes[g]->has_structural && i < c->n_genotyped; i++) {
		int s = sdi_outside_sample(set, c->samples.name[i]);

		for (int e = s < 0 ? -1 : set->samples[s].first; e >= 0; e = set->entries[e].next) {
			const struct sdi_outside_entry *entry = &set->entries[e];
			struct sdi_structure_facts *facts;

			if (c->genes[g] != entry->gene ||
			    !(entry->is_conflict || sdi_outside_is_none(entry)))
				continue;
			facts = sdi_caller_facts(c, i, g);
			if (!facts)
				return sdi_no_memory(err);
			facts->reasons |= UINT64_C(1)
					  << (entry->is_conflict ? STARDOSE_REASON_OUTSIDE_CONFLICT
								 : STARDOSE_REASON_OUTSIDE_NO_CALL);
		}
	}
	return STARDOSE_OK;
}

int sdi_caller_take_outside(struct stardose_caller *c, int g, struct stardose_error *err)
{
	struct sdi_gene_calls *gc = &c->by_gene[g];
	struct sdi_outside_join *join =
		sdi_outside_join_new(c->options.outside, gc->gene, c->build);
	int ret = join ? STARDOSE_OK : STARDOSE_ENOMEM;

	for (int i = 0; !ret && i < c->samples.n; i++) {
		const struct stardose_call *genotyped =
			i < c->n_genotyped ? gc->calls[gc->of_sample[i]] : NULL;
		struct stardose_call *call;
		int at;

		ret = sdi_outside_join_sample(join, c->samples.name[i], genotyped, &at, &call, err);
		if (!ret && call && (at = sdi_gene_calls_keep(gc, call)) < 0) {
			sdi_call_free(call);
			ret = STARDOSE_ENOMEM;
		}
		if (!ret && call)
			ret = sdi_outside_join_keep(join, at);
		if (!ret && at >= 0)
			gc->of_sample[i] = at;
	}
	sdi_outside_join_say(join, &c->options.log);
	sdi_outside_join_free(join);
	return ret == STARDOSE_ENOMEM ? sdi_no_memory(err) : ret;
}
