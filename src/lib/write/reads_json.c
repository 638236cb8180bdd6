/* reads_json.c - what reads show of a gene, as JSON */
#include <math.h>
#include "write/reads_json.h"

/* Four digits behind the point: more say nothing. */
static double rounded(double x) { return floor(1e4 * x + 0.5) / 1e4; }

static void add_figures(struct sdi_json *j, cJSON *list, const struct stardose_read_profile *p,
			int is_share)
{
	for (int i = 0; i < p->n_figures; i++) {
		const struct stardose_read_figure *f = &p->figure[i];
		cJSON *item = f->is_share == is_share ? sdi_json_add_object(j, list, NULL) : NULL;

		if (!item)
			continue;
		sdi_json_add_text(j, item, is_share ? "segment" : "region", f->name);
		sdi_json_add_number(j, item, is_share ? "share" : "copies", rounded(f->seen));
		sdi_json_add_number(j, item, "expected", rounded(f->expected));
		sdi_json_add_number(j, item, "sd", rounded(f->sd));
	}
}

static void add_units(struct sdi_json *j, cJSON *to, const char *name, const char *units,
		      double posterior)
{
	cJSON *item = sdi_json_add_object(j, to, name);

	sdi_json_add_text(j, item, "units", units);
	sdi_json_add_number(j, item, "posterior", rounded(posterior));
}

void sdi_json_add_reads(struct sdi_json *j, cJSON *to, const struct stardose_read_profile *p)
{
	sdi_json_add_text(j, to, "verdict", p->verdict);
	sdi_json_add_number(j, to, "depth", floor(10 * p->depth + 0.5) / 10);
	sdi_json_add_number(j, to, "drawn", p->n_drawn);
	sdi_json_add_bool(j, to, "has_bases", p->has_bases);
	if (!*p->units)
		return;
	add_units(j, to, "best", p->units, p->posterior);
	add_units(j, to, "second", p->next_units, p->next_posterior);
	add_figures(j, sdi_json_add_array(j, to, "regions"), p, 0);
	add_figures(j, sdi_json_add_array(j, to, "segments"), p, 1);
}
