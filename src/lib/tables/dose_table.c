/* dose_table.c - rows of dose_limits.tsv to structs */
#include <stddef.h>
#include <string.h>
#include "tables/dose_table.h"
#include "tables/table_set.h"

enum {
	DRUG, FORM, POPULATION, INDICATION, FROM_AGE, TO_AGE, NEEDS, LOW, HIGH, UNIT, RULE_OF,
	CITATION, N_COLUMNS
};
static const char *const column_name[N_COLUMNS] = {
	"drug",	  "form", "population", "indication", "from_age", "to_age",
	"needs",  "low",  "high",	"unit",	      "rule_of",  "citation"
};

static int read_amount(struct sdi_load *load, int col, int64_t *out)
{
	*out = -1;
	return *sdi_load_cell(load, col) ? sdi_load_decimal(load, col, 3, out) : STARDOSE_OK;
}

static int read_age(struct sdi_load *load, int col, int *out)
{
	int64_t years = 0;
	int ret = *sdi_load_cell(load, col) ? sdi_load_int(load, col, 0, 130, &years)
					    : STARDOSE_OK;

	*out = (int)years;
	return ret;
}

static int read_row(struct sdi_load *load, const int *col, struct sdi_dose_row *row)
{
	const struct stardose_guidance_tables *t = &load->impl->guidance;
	const char *drug = sdi_load_cell(load, col[DRUG]);
	int ret = read_age(load, col[FROM_AGE], &row->from_age);

	row->drug = stardose_guidance_drug(t, drug);
	row->form = sdi_load_cell(load, col[FORM]);
	row->population = sdi_load_cell(load, col[POPULATION]);
	row->indication = sdi_load_cell(load, col[INDICATION]);
	row->unit = sdi_load_cell(load, col[UNIT]);
	row->citation = sdi_load_cell(load, col[CITATION]);
	row->whose = stardose_guidance_code(t, STARDOSE_LIST_RULE_OF,
					    sdi_load_cell(load, col[RULE_OF]));
	if (!ret)
		ret = read_age(load, col[TO_AGE], &row->to_age);
	if (!ret)
		ret = sdi_load_needs(load, col[NEEDS], &row->needs_gene, &row->needs);
	if (!ret)
		ret = read_amount(load, col[LOW], &row->low);
	if (!ret)
		ret = read_amount(load, col[HIGH], &row->high);
	if (ret)
		return ret;
	if (!row->drug || strcmp(row->drug->name, drug))
		return sdi_load_bad(load, "'%s' is no medicine by the tables' own name", drug);
	if (!row->whose || !*row->unit || !*row->population || !*row->citation ||
	    (row->low < 0 && row->high < 0) || (row->high >= 0 && row->low > row->high))
		return sdi_load_bad(load, "'%s': no unit, population, amount, citation or source",
				    drug);
	return STARDOSE_OK;
}

int sdi_load_dose_limits(struct sdi_load *load)
{
	struct sdi_dose_row *rows = sdi_load_array(load, load->tsv->n_rows, sizeof(*rows));
	int col[N_COLUMNS], ret = sdi_load_columns(load, column_name, N_COLUMNS, col);

	if (!rows)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = read_row(load, col, &rows[load->row]);
	load->impl->doses.rows = rows;
	load->impl->doses.n = ret ? 0 : load->tsv->n_rows;
	return ret;
}

const struct sdi_dose_row *sdi_dose_rows(const struct stardose_guidance_tables *tables,
					 const struct stardose_drug *drug, int *n)
{
	const char *impl = (const char *)tables - offsetof(struct sdi_table_impl, guidance);
	const struct sdi_dose_rows *all =
		&((const struct sdi_table_impl *)(const void *)impl)->doses;
	int first = 0;

	while (first < all->n && all->rows[first].drug != drug)
		first++;
	for (*n = 0; first + *n < all->n && all->rows[first + *n].drug == drug; ++*n)
		;
	return *n ? &all->rows[first] : NULL;
}
