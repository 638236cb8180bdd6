/* bearing_table.c - which medicines a fact about a treatment speaks of */
#include "tables/bearing_table.h"
#include "tables/table_set.h"

static int is_class(const struct stardose_guidance_tables *t, const char *name)
{
	for (int i = 0; i < t->n_drugs; i++)
		if (stardose_drug_in_class(&t->drugs[i], name))
			return 1;
	return 0;
}

static int take_row(struct sdi_load *load, const int *col, struct sdi_bearings *out)
{
	const struct stardose_guidance_tables *t = &load->impl->guidance;
	const char *name = sdi_load_cell(load, col[1]);
	struct sdi_bearing b = {
		.fact = stardose_guidance_statement(t, sdi_load_cell(load, col[0])),
		.drug = stardose_guidance_drug(t, name),
		.class_name = name,
	};

	if (!b.fact)
		return sdi_load_bad(load, "interventions.tsv has no fact '%s'",
				    sdi_load_cell(load, col[0]));
	if (!b.drug && !is_class(t, name))
		return sdi_load_bad(load, "drugs.tsv has neither medicine nor class '%s'", name);
	out->bearing[out->n++] = b;
	return STARDOSE_OK;
}

int sdi_load_bearings(struct sdi_load *load)
{
	static const char *const columns[] = { "row_id", "name" };
	struct sdi_bearings *out = &load->impl->bearings;
	int col[2], ret = sdi_load_columns(load, columns, 2, col);

	out->bearing = sdi_load_array(load, load->tsv->n_rows, sizeof(*out->bearing));
	if (!out->bearing)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = take_row(load, col, out);
	return ret;
}

const struct stardose_statement *sdi_bearing_on(const struct stardose_tables *tables,
						const struct stardose_drug *on,
						const struct stardose_drug *drug)
{
	const struct sdi_bearings *t = &((const struct sdi_table_impl *)tables->impl)->bearings;

	for (int i = 0; i < t->n; i++) {
		const struct sdi_bearing *b = &t->bearing[i];

		if (b->fact->drug == on &&
		    (b->drug ? b->drug == drug : stardose_drug_in_class(drug, b->class_name)))
			return b->fact;
	}
	return NULL;
}
