/*
 * guidance_open.c - the guidance of a set of tables, and which of its rows are a laboratory's own
 */
#include <string.h>
#include "tables/fact_table.h"
#include "tables/guidance_table.h"
#include "tables/table_set.h"

static void free_guidance(void *guidance) { sdi_guidance_tables_free(guidance); }

/* Is row @row of @tsv in the table that the program ships, cell for cell? */
static int is_shipped(const struct sdi_tsv *shipped, const struct sdi_tsv *tsv, int row)
{
	for (int i = 0; i < shipped->n_rows; i++) {
		int same = 1;

		for (int c = 0; same && c < shipped->n_cols; c++)
			same = !strcmp(sdi_tsv_cell(shipped, i, c),
				       sdi_tsv_cell(tsv, row, sdi_tsv_col(tsv, shipped->col[c])));
		if (same)
			return 1;
	}
	return 0;
}

static int row_at_line(const struct sdi_tsv *tsv, int line)
{
	int row = 0;

	while (row < tsv->n_rows && tsv->line[row] != line)
		row++;
	return row;
}

static int mark_local_facts(struct stardose_guidance_tables *guidance, const struct sdi_tsv *tsv,
			    struct stardose_error *err)
{
	struct stardose_fact *facts = (struct stardose_fact *)guidance->facts;
	struct sdi_tsv shipped;
	int ret = sdi_table_text_parse_embedded("interventions", &shipped, err);

	for (int i = 0; !ret && i < guidance->n_facts; i++)
		facts[i].is_local = !is_shipped(&shipped, tsv, row_at_line(tsv, facts[i].line));
	sdi_tsv_release(&shipped);
	return ret;
}

/* interventions.tsv, whose facts stand beside the rows. */
static int open_facts(struct stardose_tables *tables, struct stardose_guidance_tables *guidance,
		      struct stardose_error *err)
{
	struct sdi_tsv tsv;
	int ret = sdi_table_parse(tables, "interventions", &tsv, err);

	if (ret)
		return ret;
	ret = sdi_facts_load(guidance, &tsv, err);
	if (!ret && sdi_table_is_replaced(tables, "interventions"))
		ret = mark_local_facts(guidance, &tsv, err);
	sdi_tsv_release(&tsv);
	return ret;
}

static int mark_local(struct stardose_guidance_tables *guidance, const struct sdi_tsv *tsv,
		      struct stardose_error *err)
{
	struct stardose_guidance_row *rows = (struct stardose_guidance_row *)guidance->rows;
	struct sdi_tsv shipped;
	int ret = sdi_table_text_parse_embedded("guidance", &shipped, err);

	for (int i = 0; !ret && i < guidance->n_rows; i++)
		rows[i].is_local = !is_shipped(&shipped, tsv, row_at_line(tsv, rows[i].line));
	sdi_tsv_release(&shipped);
	return ret;
}

int sdi_guidance_tables_open(struct stardose_tables *tables, struct stardose_error *err)
{
	static const char *const name[4] = { "actions", "drugs", "guidance", "holes" };
	struct stardose_guidance_tables *guidance = NULL;
	struct sdi_tsv tsv[4];
	int ret = STARDOSE_OK;

	memset(tsv, 0, sizeof(tsv));
	for (int i = 0; !ret && i < 4; i++)
		ret = sdi_table_parse(tables, name[i], &tsv[i], err);
	if (!ret)
		ret = sdi_guidance_tables_load(&tsv[0], &tsv[1], &tsv[2], &tsv[3], &guidance, err);
	if (!ret && sdi_table_is_replaced(tables, "guidance"))
		ret = mark_local(guidance, &tsv[2], err);
	if (!ret)
		ret = open_facts(tables, guidance, err);
	for (int i = 0; i < 4; i++)
		sdi_tsv_release(&tsv[i]);
	if (ret)
		sdi_guidance_tables_free(guidance);
	else
		sdi_tables_set_guidance(tables, guidance, free_guidance);
	return ret;
}
