/* site_file.c - the sites that decide about alleles, as VCF, BED or alleles for forced calling */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "util/bits.h"
#include "util/no_memory.h"
#include "write/site_output.h"

/* A definition variant of a gene, where it lies in the build that was asked for. */
struct site {
	int rank; /* of the chromosome */
	const struct stardose_gene *gene;
	int bit;
	const struct stardose_locus *at;
};
struct sites {
	int n;
	struct site *v;
};

static int by_place(const void *va, const void *vb)
{
	const struct site *a = va, *b = vb;
	int order = (a->rank > b->rank) - (a->rank < b->rank);

	if (!order)
		order = (a->at->pos > b->at->pos) - (a->at->pos < b->at->pos);
	if (!order)
		order = strcmp(a->at->ref, b->at->ref);
	if (!order)
		order = strcmp(a->at->alt, b->at->alt);
	return order ? order
		     : (a->gene->order > b->gene->order) - (a->gene->order < b->gene->order);
}

static int collect(const struct sdi_site_output *out, struct sites *sites)
{
	int n = 0;

	for (int g = 0; g < out->n_genes; g++)
		n += out->genes[g]->n_core;
	sites->v = malloc((n + 1) * sizeof(*sites->v));
	for (int g = 0; sites->v && g < out->n_genes; g++)
		for (int bit = 0; bit < out->genes[g]->n_core; bit++) {
			const struct stardose_gene *gene = out->genes[g];
			const struct stardose_locus *at = &gene->core[bit]->at[out->options.build];

			if (at->ref && *at->ref)
				sites->v[sites->n++] =
					(struct site){ sdi_site_output_rank(out, gene->chrom), gene,
						       bit, at };
		}
	if (sites->n)
		qsort(sites->v, sites->n, sizeof(*sites->v), by_place);
	return sites->v ? STARDOSE_OK : STARDOSE_ENOMEM;
}

static int same_row(const struct site *a, const struct site *b)
{
	return a->rank == b->rank && a->at->pos == b->at->pos && !strcmp(a->at->ref, b->at->ref);
}

/* How many sites from @at on share a row: the same position and reference bases. */
static int row_length(const struct sites *sites, int at)
{
	int n = 1;

	while (at + n < sites->n && same_row(&sites->v[at], &sites->v[at + n]))
		n++;
	return n;
}

/* Is the ALT of v[i] one of an earlier gene's? */
static int is_repeated(const struct site *v, int i)
{
	return i && !strcmp(v[i].at->alt, v[i - 1].at->alt);
}

static int put_alts(kstring_t *to, const struct site *v, int n)
{
	int failed = 0;

	for (int i = 0; i < n && !failed; i++)
		if (!is_repeated(v, i))
			failed = ksprintf(to, "%s%s", i ? "," : "", v[i].at->alt) < 0;
	return failed;
}

/* What ends something in INFO is written as its number. */
static int put_info(kstring_t *to, const char *text)
{
	int failed = 0;

	for (; *text && !failed; text++)
		failed = strchr(" ,;=%\t", *text) ? ksprintf(to, "%%%02X", *text) < 0
						  : kputc(*text, to) < 0;
	return failed;
}

static int put_genes(kstring_t *to, const struct site *v, int n)
{
	int failed = kputs("GENE=", to) < 0;

	for (int i = 0; i < n && !failed; i++)
		if (!i || v[i].gene != v[i - 1].gene)
			failed = (i && kputc(',', to) < 0) || put_info(to, v[i].gene->name);
	return failed;
}

static int requires(const struct site *v, int n, const struct stardose_gene *gene,
		    const struct stardose_allele *allele)
{
	for (int i = 0; i < n; i++)
		if (v[i].gene == gene && sdi_bits_has(&allele->required, v[i].bit))
			return 1;
	return 0;
}

/* The named alleles that one of the variants is required by, of each gene. */
static int put_alleles(kstring_t *to, const struct site *v, int n)
{
	int n_put = 0, failed = 0;

	for (int i = 0; i < n && !failed; i++) {
		const struct stardose_gene *gene = v[i].gene;

		if (i && gene == v[i - 1].gene)
			continue;
		for (int a = 0; a < gene->n_alleles && !failed; a++)
			if (requires(v, n, gene, &gene->alleles[a]))
				failed = kputs(n_put++ ? "," : ";ALLELES=", to) < 0 ||
					 put_info(to, gene->alleles[a].name);
	}
	return failed;
}

static int put_ids(kstring_t *to, const struct site *v, int n)
{
	int n_put = 0, failed = 0;

	for (int i = 0; i < n && !failed; i++) {
		const char *rsid = v[i].gene->core[v[i].bit]->rsid;

		if (*rsid && !(i && !strcmp(rsid, v[i - 1].gene->core[v[i - 1].bit]->rsid)))
			failed = ksprintf(to, "%s%s", n_put++ ? ";" : "", rsid) < 0;
	}
	return failed || (!n_put && kputc('.', to) < 0);
}

static int is_swapped(const struct site *v, int n)
{
	for (int i = 0; i < n; i++)
		if (v[i].at->swapped)
			return 1;
	return 0;
}

typedef int put_row(struct sdi_site_output *out, const struct site *v, int n);

static int put_vcf(struct sdi_site_output *out, const struct site *v, int n)
{
	kstring_t *to = &out->text;

	return ksprintf(to, "%s\t%" PRIhts_pos "\t", sdi_site_output_contig(out, v->gene->chrom),
			v->at->pos + 1) < 0 ||
	       put_ids(to, v, n) || ksprintf(to, "\t%s\t", v->at->ref) < 0 || put_alts(to, v, n) ||
	       kputs("\t.\t.\t", to) < 0 || put_genes(to, v, n) || put_alleles(to, v, n) ||
	       (is_swapped(v, n) && kputs(";REF_IS_VARIANT", to) < 0) || kputc('\n', to) < 0;
}

static int put_bed(struct sdi_site_output *out, const struct site *v, int n)
{
	kstring_t *to = &out->text;
	const hts_pos_t beg = v->at->pos, end = beg + (hts_pos_t)strlen(v->at->ref);

	return ksprintf(to, "%s\t%" PRIhts_pos "\t%" PRIhts_pos "\t%s:",
			sdi_site_output_contig(out, v->gene->chrom), beg, end, v->gene->name) < 0 ||
	       put_ids(to, v, n) || kputc('\n', to) < 0;
}

static int put_allele_row(struct sdi_site_output *out, const struct site *v, int n)
{
	kstring_t *to = &out->text;

	return ksprintf(to, "%s\t%" PRIhts_pos "\t%s,", sdi_site_output_contig(out, v->gene->chrom),
			v->at->pos + 1, v->at->ref) < 0 ||
	       put_alts(to, v, n) || kputc('\n', to) < 0;
}

/* Contigs of the sites alone, in their order. */
static int put_vcf_head(struct sdi_site_output *out, const struct sites *sites)
{
	kstring_t *to = &out->text;
	const enum stardose_build build = out->options.build;
	int failed = kputs("##fileformat=VCFv4.3\n", to) < 0 || sdi_site_output_about(out, "sites");

	for (int i = 0; i < sites->n && !failed; i++) {
		const char *chrom = sites->v[i].gene->chrom;

		if (i && sites->v[i].rank == sites->v[i - 1].rank)
			continue;
		failed = ksprintf(to, "##contig=<ID=%s,length=%" PRId64 ",assembly=%s>\n",
				  sdi_site_output_contig(out, chrom),
				  stardose_chrom_length(out->tables, build, chrom),
				  stardose_build_name(build)) < 0;
	}
	return failed ||
	       kputs("##INFO=<ID=GENE,Number=.,Type=String,Description=\"Gene\">\n"
		     "##INFO=<ID=ALLELES,Number=.,Type=String,Description=\"Named alleles that "
		     "require one of the variants\">\n"
		     "##INFO=<ID=REF_IS_VARIANT,Number=0,Type=Flag,Description=\"The reference "
		     "base of this build is the variant\">\n"
		     "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
		     to) < 0;
}

int stardose_sites_write(const struct stardose_tables *tables,
			 const struct stardose_site_options *options,
			 enum stardose_site_format format, struct stardose_error *err)
{
	static put_row *const put[] = { [STARDOSE_SITES_VCF] = put_vcf,
					[STARDOSE_SITES_BED] = put_bed,
					[STARDOSE_SITES_ALLELES] = put_allele_row };
	struct sdi_site_output out;
	struct sites sites = { 0 };
	int failed = 0, ret = sdi_site_output_open(&out, tables, options, err);

	if (!ret)
		failed = collect(&out, &sites) != STARDOSE_OK;
	if (!ret && !failed)
		failed = format == STARDOSE_SITES_VCF ? put_vcf_head(&out, &sites)
						      : sdi_site_output_about(&out, "sites");
	for (int i = 0, n; !ret && !failed && i < sites.n; i += n) {
		n = row_length(&sites, i);
		failed = put[format](&out, &sites.v[i], n);
	}
	if (!ret)
		ret = sdi_site_output_send(&out, failed, err);
	free(sites.v);
	sdi_site_output_release(&out);
	return ret;
}
