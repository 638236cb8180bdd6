/* read_profile.c - what the model made of reads, as outputs show it */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "reads/read_profile.h"

/* "gene,neighbour/gene,gene,neighbour"; new, or NULL */
static char *units_of(const struct stardose_paralog_model *m, const int *haplotype)
{
	kstring_t s = KS_INITIALIZE;

	if (ksprintf(&s, "%s/%s", m->haplotypes[haplotype[0]].name,
		     m->haplotypes[haplotype[1]].name) >= 0)
		return ks_release(&s);
	ks_free(&s);
	return NULL;
}

static void add_figure(struct stardose_read_profile *p, const char *name, int is_share,
		       const struct sdi_figure *f)
{
	if (p->n_figures < STARDOSE_MAX_READ_FIGURES)
		p->figure[p->n_figures++] = (struct stardose_read_figure){
			name, is_share, f->seen, f->expected, f->sd
		};
}

static void add_figures(const struct stardose_paralog_model *m, const struct sdi_read_copies *c,
			struct stardose_read_profile *p)
{
	for (int role = SDI_COUNT_PAIR; role < SDI_N_COUNTS; role++)
		add_figure(p, sdi_count_role_name(role), 0, &c->figure[role]);
	for (int s = 0; p->has_bases && s < m->n_segments; s++)
		if (c->share[s].expected >= 0)
			add_figure(p, m->segment[s].name, 1, &c->share[s]);
}

static int fill(const struct stardose_paralog_model *m, const struct sdi_read_counts *counts,
		const struct sdi_read_copies *c, struct stardose_read_profile *p)
{
	*p = (struct stardose_read_profile){ .verdict = sdi_read_verdict_name(c->verdict),
					     .depth = c->depth,
					     .n_drawn = counts->n_drawn,
					     .has_bases = counts->has_bases,
					     .posterior = c->posterior,
					     .next_posterior = c->next,
					     .units = "",
					     .next_units = "" };
	if (!(c->posterior > 0))
		return STARDOSE_OK;
	add_figures(m, c, p);
	p->units = units_of(m, c->haplotype);
	p->next_units = units_of(m, c->other);
	return p->units && p->next_units ? STARDOSE_OK : STARDOSE_ENOMEM;
}

static void release(struct stardose_read_profile *p)
{
	if (p && p->posterior > 0) {
		free((char *)p->units);
		free((char *)p->next_units);
	}
	free(p);
}

int sdi_read_profiles_add(struct sdi_read_profiles *to, const struct stardose_paralog_model *model,
			  const struct sdi_read_counts *counts,
			  const struct sdi_read_copies *copies)
{
	struct stardose_read_profile *p = calloc(1, sizeof(*p)), **of = to->of;

	if (to->n == to->m && (of = realloc(to->of, (to->m + 16) * sizeof(*of)))) {
		to->of = of;
		to->m += 16;
	}
	if (!p || !of || fill(model, counts, copies, p)) {
		release(p);
		return STARDOSE_ENOMEM;
	}
	to->of[to->n] = p;
	return to->n++;
}

void sdi_read_profiles_release(struct sdi_read_profiles *profiles)
{
	for (int i = 0; i < profiles->n; i++)
		release(profiles->of[i]);
	free(profiles->of);
	*profiles = (struct sdi_read_profiles){ 0 };
}
