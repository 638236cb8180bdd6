/* region_bed.c - all that a call may read of a file, as BED */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "caller/stream_regions.h"
#include "util/no_memory.h"
#include "write/site_output.h"

struct place {
	int rank, gene;
	const char *chrom;
	hts_pos_t beg, end;
};
struct places {
	int n;
	struct place *v;
};

static int add_gene(const struct sdi_site_output *out, int gene, struct places *places)
{
	const struct sdi_call_env env = { .tables = out->tables,
					  .n_genes = 1,
					  .genes = &out->genes[gene] };
	struct sdi_region *regions;
	int n = sdi_stream_regions(&env, &regions);
	struct place *more = n < 0 ? NULL : realloc(places->v, (places->n + n + 1) * sizeof(*more));

	if (more)
		places->v = more;
	for (int i = 0; more && i < n; i++)
		if (regions[i].build == out->options.build)
			places->v[places->n++] = (struct place){
				.rank = sdi_site_output_rank(out, regions[i].chrom),
				.gene = gene,
				.chrom = regions[i].chrom,
				.beg = regions[i].beg,
				.end = regions[i].end,
			};
	if (n >= 0)
		free(regions);
	return more ? STARDOSE_OK : STARDOSE_ENOMEM;
}

static int by_place(const void *va, const void *vb)
{
	const struct place *a = va, *b = vb;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->beg != b->beg)
		return a->beg < b->beg ? -1 : 1;
	return (a->gene > b->gene) - (a->gene < b->gene);
}

/* The genes of @n places, each once. */
static int put_genes(struct sdi_site_output *out, const struct place *v, int n)
{
	int is_first = 1, failed = 0;

	for (int g = 0; g < out->n_genes && !failed; g++) {
		int has = 0;

		for (int i = 0; i < n && !has; i++)
			has = v[i].gene == g;
		if (!has)
			continue;
		failed = ksprintf(&out->text, "%s%s", is_first ? "" : ",", out->genes[g]->name) < 0;
		is_first = 0;
	}
	return failed || kputc('\n', &out->text) < 0;
}

static int put_places(struct sdi_site_output *out, const struct places *places)
{
	int failed = sdi_site_output_about(out, "tables") < 0;

	for (int i = 0, n; i < places->n && !failed; i += n) {
		const struct place *first = &places->v[i];
		hts_pos_t end = first->end;

		for (n = 1;
		     i + n < places->n && first[n].rank == first->rank && first[n].beg <= end; n++)
			if (first[n].end > end)
				end = first[n].end;
		failed = ksprintf(&out->text, "%s\t%" PRIhts_pos "\t%" PRIhts_pos "\t",
				  sdi_site_output_contig(out, first->chrom), first->beg, end) < 0 ||
			 put_genes(out, first, n);
	}
	return failed;
}

int stardose_regions_write(const struct stardose_tables *tables,
			   const struct stardose_site_options *options, struct stardose_error *err)
{
	struct sdi_site_output out;
	struct places places = { 0 };
	int failed = 0, ret = sdi_site_output_open(&out, tables, options, err);

	for (int g = 0; !ret && !failed && g < out.n_genes; g++)
		failed = add_gene(&out, g, &places);
	if (!ret && !failed && places.n)
		qsort(places.v, places.n, sizeof(*places.v), by_place);
	if (!ret)
		ret = sdi_site_output_send(&out, failed || put_places(&out, &places), err);
	free(places.v);
	sdi_site_output_release(&out);
	return ret;
}
