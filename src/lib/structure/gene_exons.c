/* gene_exons.c - exons of a gene from the tables */
#include <stdlib.h>
#include <string.h>
#include "structure/gene_exons.h"
#include "tables/table_set.h"

enum { TYPE, GENE, CHROM_BEG, N_COLS = 6 }; /* type, gene, then beg and end of GRCh38, of GRCh37 */

struct sheet { struct sdi_tsv tsv; int col[N_COLS]; };

static int open_sheet(const struct stardose_tables *tables, struct sheet *sheet,
		      struct stardose_error *err)
{
	static const char *const names[N_COLS] = { "type",	 "gene",       "grch38_beg",
						   "grch38_end", "grch37_beg", "grch37_end" };
	int ret = sdi_table_parse(tables, "structures", &sheet->tsv, err);

	for (int i = 0; i < N_COLS && !ret; i++) {
		sheet->col[i] = sdi_tsv_need(&sheet->tsv, names[i], err);
		ret = sheet->col[i] < 0 ? sheet->col[i] : STARDOSE_OK;
	}
	return ret;
}

/* The interval of a row in a build; empty when the row has none. */
static struct sdi_interval interval(const struct sheet *sheet, int row, int build)
{
	int at = build == STARDOSE_GRCH38 ? CHROM_BEG : CHROM_BEG + 2;
	hts_pos_t beg = atoll(sdi_tsv_cell(&sheet->tsv, row, sheet->col[at]));
	hts_pos_t end = atoll(sdi_tsv_cell(&sheet->tsv, row, sheet->col[at + 1]));

	return beg > 0 && end >= beg ? (struct sdi_interval){ beg - 1, end }
				     : (struct sdi_interval){ 0, 0 };
}

static int is_row(const struct sheet *sheet, int row, const char *type,
		  const struct stardose_gene *gene)
{
	return !strcmp(sdi_tsv_cell(&sheet->tsv, row, sheet->col[TYPE]), type) &&
	       !strcmp(sdi_tsv_cell(&sheet->tsv, row, sheet->col[GENE]), gene->name);
}

/* Does a hybrid take the exon as a whole? */
static int is_of_hybrid(const struct sheet *sheet, const struct stardose_gene *gene, int build,
			struct sdi_interval exon)
{
	for (int row = 0; row < sheet->tsv.n_rows; row++) {
		struct sdi_interval hybrid;

		if (!is_row(sheet, row, "hybrid", gene))
			continue;
		hybrid = interval(sheet, row, build);
		if (hybrid.beg <= exon.beg && exon.end <= hybrid.end)
			return 1;
	}
	return 0;
}

static int add(struct sdi_intervals *to, struct sdi_interval s)
{
	int at = to->n;

	if (to->n == SDI_MAX_STRETCH)
		return STARDOSE_ETABLE;
	for (; at && to->v[at - 1].beg > s.beg; at--)
		to->v[at] = to->v[at - 1];
	to->v[at] = s;
	to->n++;
	to->length += s.end - s.beg;
	return STARDOSE_OK;
}

static int read_gene(const struct sheet *sheet, struct sdi_gene_exons *out)
{
	const struct stardose_gene *gene = out->gene;
	int ret = STARDOSE_OK, build = 0;

	out->at_least = 90;
	for (int row = 0; row < sheet->tsv.n_rows && !ret; row++) {
		if (is_row(sheet, row, "repeat", gene))
			out->at_least = 50;
		for (build = 0; build < STARDOSE_N_BUILDS && !ret; build++) {
			struct sdi_interval exon = interval(sheet, row, build);

			if (is_row(sheet, row, "exon", gene) && exon.end)
				ret = add(is_of_hybrid(sheet, gene, build, exon)
						  ? &out->part[build]
						  : &out->body[build],
					  exon);
		}
	}
	for (build = 0; build < STARDOSE_N_BUILDS && !ret; build++)
		if (!out->body[build].n && !out->part[build].n)
			ret = add(&out->body[build],
				  (struct sdi_interval){ gene->beg[build], gene->end[build] });
	return ret;
}

int sdi_gene_exons_read(const struct stardose_tables *tables,
			const struct stardose_gene *const *genes, int n_genes,
			struct sdi_gene_exons *out, struct stardose_error *err)
{
	struct sheet sheet = { 0 };
	int ret = open_sheet(tables, &sheet, err);

	for (int g = 0; g < n_genes && !ret; g++) {
		memset(&out[g], 0, sizeof(out[g]));
		out[g].gene = genes[g];
		ret = read_gene(&sheet, &out[g]);
		if (ret)
			stardose_error_set(err, ret, "structures.tsv has more exons of %s than %d",
					   genes[g]->name, SDI_MAX_STRETCH);
	}
	sdi_tsv_release(&sheet.tsv);
	return ret;
}

hts_pos_t sdi_intervals_overlap(const struct sdi_intervals *of, hts_pos_t beg, hts_pos_t end)
{
	hts_pos_t n = 0;

	for (int i = 0; i < of->n; i++) {
		hts_pos_t b = of->v[i].beg > beg ? of->v[i].beg : beg,
			  e = of->v[i].end < end ? of->v[i].end : end;

		n += e > b ? e - b : 0;
	}
	return n;
}
