/* collector_close.c - all records are in: which speaks of which site, and distinct patterns */
#include <stdlib.h>
#include <string.h>
#include "genotype/collector_impl.h"
#include "genotype/genotype_build.h"
#include "util/no_memory.h"

/* Nothing speaks of a site where there should have been carriers. */
static void deny_unseen(struct sdi_collector *c)
{
	for (int s = 0; c->expected && s < c->index.n_sites; s++) {
		const struct sdi_site *site = &c->index.sites[s];
		struct stardose_bits unseen = { { 0 } };
		int n = 0;

		for (int k = 0; k < SDI_N_ROLES; k++)
			n += c->roles[s].n[k];
		for (int i = 0; i < site->n_bits && !n; i++)
			if (c->expected[site->bit[i]] > SDI_EXPECTED_COPIES)
				sdi_bits_set(&unseen, site->bit[i]);
		c->n_unseen += sdi_collector_deny(c, unseen, STARDOSE_REASON_CARRIERS_EXPECTED);
	}
	c->expected = NULL;
}

/* Which note speaks how of which site. */
static int assign_roles(struct sdi_collector *c)
{
	int n_sites = c->index.n_sites,
	    *role = malloc((c->n_notes ? c->n_notes : 1) * sizeof(*role));

	c->roles = calloc(n_sites ? n_sites : 1, sizeof(*c->roles));
	if (!role || !c->roles) {
		free(role);
		return STARDOSE_ENOMEM;
	}
	for (int s = 0; s < n_sites; s++) {
		struct sdi_site_roles *r = &c->roles[s];
		int n = 0, *list;

		for (int i = 0; i < c->n_notes; i++)
			n += (role[i] = sdi_site_record_role(&c->notes[i], &c->index.sites[s])) !=
			     SDI_ROLE_NONE;
		list = malloc((n ? n : 1) * sizeof(*list));
		r->notes[0] = list;
		if (!list) {
			free(role);
			return STARDOSE_ENOMEM;
		}
		for (int k = 0; k < SDI_N_ROLES; k++) {
			r->notes[k] = list;
			for (int i = 0; i < c->n_notes; i++)
				if (role[i] == k)
					*list++ = i;
			r->n[k] = list - r->notes[k];
		}
	}
	free(role);
	return STARDOSE_OK;
}

static int touches_any(const struct sdi_site_record *note, const struct sdi_site *site)
{
	for (int a = 1; a < note->n_alleles; a++)
		for (int i = 0; i < note->alleles[a].n_changes; i++)
			if (sdi_change_touches(&note->alleles[a].changes[i], site))
				return 1;
	return 0;
}

static int list_sites(struct sdi_collector *c, struct sdi_site_record *note)
{
	note->sites = malloc((c->index.n_sites ? c->index.n_sites : 1) * sizeof(*note->sites));
	if (!note->sites)
		return STARDOSE_ENOMEM;
	for (int s = 0; s < c->index.n_sites; s++)
		if (sdi_site_record_role(note, &c->index.sites[s]) != SDI_ROLE_NONE ||
		    touches_any(note, &c->index.sites[s]))
			note->sites[note->n_sites++] = s;
	if (note->n_sites) {
		int *fewer = realloc(note->sites, note->n_sites * sizeof(*fewer));

		note->sites = fewer ? fewer : note->sites;
	}
	c->n_speaking += note->n_sites > 0;
	c->n_silent += note->n_sites && !note->has_genotypes;
	c->n_usable += note->n_sites && !note->is_rejected;
	return STARDOSE_OK;
}

static int number_patterns(struct sdi_collector *c)
{
	int n_nodes = c->patterns.patterns.n;
	int32_t *number = malloc(n_nodes * sizeof(*number));

	c->node_of = malloc((c->n_samples ? c->n_samples : 1) * sizeof(*c->node_of));
	if (!number || !c->node_of) {
		free(number);
		return STARDOSE_ENOMEM;
	}
	memset(number, 0xff, n_nodes * sizeof(*number));
	for (int i = 0; i < c->n_samples; i++) {
		int32_t node = c->of_sample[i];

		if (number[node] < 0) {
			number[node] = c->n_distinct;
			c->node_of[c->n_distinct++] = node;
		}
		c->of_sample[i] = number[node];
	}
	free(number);
	return STARDOSE_OK;
}

int sdi_collector_close(struct sdi_collector *c, struct stardose_error *err)
{
	int ret = assign_roles(c);

	if (!ret)
		deny_unseen(c);
	for (int i = 0; i < c->n_notes && !ret; i++)
		ret = list_sites(c, &c->notes[i]);
	if (!ret)
		ret = sdi_duplicates_find(c->notes, c->n_notes, &c->duplicates);
	if (!ret)
		ret = number_patterns(c);
	sdi_depth_list_sort(&c->depths, c->gene);
	if (!ret && c->n_usable) {
		ret = sdi_genotype_build(c, 0, &c->by_default);
		c->has_default = !ret;
	}
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}
