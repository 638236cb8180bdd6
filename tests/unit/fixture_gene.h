/*
 * fixture_gene.h - a made-up gene of 100 bases, small enough to read
 *
 * GRCh38 bases 22:1001-1100, GRCh37 bases 22:501-600. The builds differ at 1064 (564): GRCh37 has
 * the variant base there. Bits: see fixture_variants; the rows say what each is for.
 */
#ifndef FIXTURE_GENE_H
#define FIXTURE_GENE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/vcf.h>
#include "genotype/collector_impl.h"

/*
 *                          1001      1011      1021      1031      1041      1051      1061
 * 1071      1081      1091
 */
#define FIXTURE_SEQ_38                                                                             \
	"ACGTTGCAACCCTTAGGATCTTGACTGACTGAGCATTTCGCGATAGCCATGGTACTTACGAAAGTCCGTATGCATCGGTACAGTTGAC" \
	"CATAGGCTTCAA"
#define FIXTURE_SEQ_37                                                                             \
	"ACGTTGCAACCCTTAGGATCTTGACTGACTGAGCATTTCGCGATAGCCATGGTACTTACGAAAATCCGTATGCATCGGTACAGTTGAC" \
	"CATAGGCTTCAA"

enum {
	SNV_T, SNV_A,		/* one position, two listed bases */
	INS_C,			/* in a run of C, slides by 3 */
	DEL_REPEAT,		/* one unit of a repeat, slides by 7 */
	MNV_1, MNV_2, MNV_3,	/* three neighbours */
	DEL_TG,			/* does not slide; MNV_4 lies inside it */
	MNV_4,
	SWAPPED,		/* GRCh37's reference base */
	NEVER,			/* never assumed */
	INS_GA, INS_GAGA,	/* two insertions at one POS */
	FIXTURE_BITS
};

#define BOTH(pos, ref, alt) { { (pos) - 501, ref, alt, 0 }, { (pos) - 1, ref, alt, 0 } }
static const struct stardose_variant fixture_variants[] = {
	{ .id = "SNV_A", .at = BOTH(1007, "C", "A"), .bit = SNV_A },
	{ .id = "SNV_T", .at = BOTH(1007, "C", "T"), .bit = SNV_T },
	{ .id = "INS_C", .at = BOTH(1009, "A", "AC"), .bit = INS_C },
	{ .id = "DEL_REPEAT", .at = BOTH(1021, "TTGAC", "T"), .bit = DEL_REPEAT },
	{ .id = "not core", .at = BOTH(1030, "T", "C"), .bit = -1 },
	{ .id = "MNV_1", .at = BOTH(1045, "A", "G"), .bit = MNV_1 },
	{ .id = "MNV_2", .at = BOTH(1046, "G", "A"), .bit = MNV_2 },
	{ .id = "MNV_3", .at = BOTH(1047, "C", "T"), .bit = MNV_3 },
	{ .id = "DEL_TG", .at = BOTH(1049, "ATG", "A"), .bit = DEL_TG },
	{ .id = "MNV_4", .at = BOTH(1050, "T", "C"), .bit = MNV_4 },
	{ .id = "SWAPPED", .at = { { 563, "A", "G", 1 }, { 1063, "G", "A", 0 } }, .bit = SWAPPED },
	{ .id = "NEVER",
	  .at = BOTH(1076, "C", "T"),
	  .bit = NEVER,
	  .never_assume = 1,
	  .silent = "A" },
	{ .id = "INS_GA", .at = BOTH(1085, "T", "TGA"), .bit = INS_GA },
	{ .id = "INS_GAGA", .at = BOTH(1085, "T", "TGAGA"), .bit = INS_GAGA },
};
#undef BOTH

struct fixture {
	struct stardose_gene gene;
	const struct stardose_variant *core[FIXTURE_BITS];
	struct stardose_window windows[STARDOSE_N_BUILDS];
};

static inline void fixture_init(struct fixture *f)
{
	int n = sizeof(fixture_variants) / sizeof(*fixture_variants);

	memset(f, 0, sizeof(*f));
	f->windows[0] = (struct stardose_window){ STARDOSE_BUILD_GRCH37, 500, 600, FIXTURE_SEQ_37 };
	f->windows[1] =
		(struct stardose_window){ STARDOSE_BUILD_GRCH38, 1000, 1100, FIXTURE_SEQ_38 };
	for (int i = 0; i < n; i++)
		if (fixture_variants[i].bit >= 0)
			f->core[fixture_variants[i].bit] = &fixture_variants[i];
	f->gene = (struct stardose_gene){ .name = "GENE",
					  .chrom = "22",
					  .n_variants = n,
					  .n_core = FIXTURE_BITS,
					  .n_windows = 2,
					  .variants = fixture_variants,
					  .core = f->core,
					  .windows = f->windows };
}

#define FIXTURE_HEADER \
	"##fileformat=VCFv4.3\n" \
	"##FILTER=<ID=LowQual,Description=\"x\">\n" \
	"##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n" \
	"##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=RGQ,Number=1,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"x\">\n" \
	"##FORMAT=<ID=PT,Number=1,Type=String,Description=\"x\">\n" \
	"##contig=<ID=22>\n"

/* A VCF header with @n_samples samples S0, S1, ... */
static bcf_hdr_t *fixture_header(const char *text, int n_samples)
{
	bcf_hdr_t *hdr = bcf_hdr_init("r");
	kstring_t s = KS_INITIALIZE;

	kputs(text, &s);
	kputs("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT", &s);
	for (int i = 0; i < n_samples; i++)
		ksprintf(&s, "\tS%d", i);
	kputc('\n', &s);
	if (bcf_hdr_parse(hdr, s.s) || bcf_hdr_sync(hdr))
		abort();
	free(s.s);
	return hdr;
}

/*
 * Push lines "POS REF ALT FORMAT SAMPLE...[ FILTER=x][ END=n]" (blanks; several lines joined by
 * '\n') of contig 22. Return the status of the first push that fails.
 */
static __attribute__((unused)) int fixture_push(struct sdi_collector *c, const bcf_hdr_t *hdr,
						const char *lines, struct stardose_error *err)
{
	char *copy = strdup(lines), *save = NULL;
	bcf1_t *rec = bcf_init();
	int ret = STARDOSE_OK;

	for (char *line = strtok_r(copy, "\n", &save); line && !ret;
	     line = strtok_r(NULL, "\n", &save)) {
		char *field[64], *more = NULL, filter[64] = "PASS", info[64] = ".";
		struct sdi_filter_verdict verdict;
		int n = 0;
		kstring_t s = KS_INITIALIZE;

		for (char *p = strtok_r(line, " ", &more); p && n < 64;
		     p = strtok_r(NULL, " ", &more)) {
			if (!strncmp(p, "FILTER=", 7))
				snprintf(filter, sizeof(filter), "%s", p + 7);
			else if (!strncmp(p, "END=", 4))
				snprintf(info, sizeof(info), "%s", p);
			else
				field[n++] = p;
		}
		if (n < 3)
			abort();
		ksprintf(&s, "22\t%s\t.\t%s\t%s\t.\t%s\t%s", field[0], field[1], field[2], filter,
			 info);
		for (int i = 3; i < n; i++)
			ksprintf(&s, "\t%s", field[i]);
		if (vcf_parse(&s, hdr, rec))
			abort();
		verdict = sdi_filter_judge(&c->filters, hdr, rec);
		ret = sdi_collector_push(c, hdr, rec, &verdict, err);
		free(s.s);
	}
	bcf_destroy(rec);
	free(copy);
	return ret;
}

/*
 * One bit of a genotype: its haplotypes' values, "01", "??", sorted unless @ordered_by is a bit of
 * the same block.
 */
static inline const char *genotype_bit(const struct sdi_genotype *g, int bit, char *out)
{
	memset(out, '?', g->ploidy);
	out[g->ploidy] = 0;
	for (int h = 0; h < g->ploidy; h++) {
		if (sdi_bits_has(&g->same.known, bit))
			out[h] = '0' + sdi_bits_has(&g->same.carried, bit);
		for (int b = 0; b < g->n_blocks; b++)
			if (sdi_bits_has(&g->blocks[b].hap[h].known, bit))
				out[h] = '0' + sdi_bits_has(&g->blocks[b].hap[h].carried, bit);
	}
	return out;
}

/* The block that holds a bit, or -1. */
static inline int genotype_block(const struct sdi_genotype *g, int bit)
{
	for (int b = 0; b < g->n_blocks; b++)
		for (int h = 0; h < g->ploidy; h++)
			if (sdi_bits_has(&g->blocks[b].hap[h].known, bit))
				return b;
	return -1;
}

/* Everything in a genotype as text; equal text, equal genotype. Caller frees. */
static inline char *genotype_text(const struct sdi_genotype *g)
{
	static const char letters[] = "ACRSBO";
	kstring_t s = KS_INITIALIZE;

	ksprintf(&s, "ploidy %d reasons %" PRIx64 " state ", g->ploidy, g->reasons);
	for (int i = 0; i < g->gene->n_core; i++)
		kputc(letters[g->state[i]], &s);
	kputs(" same ", &s);
	for (int i = 0; i < g->gene->n_core; i++)
		kputc(!sdi_bits_has(&g->same.known, i) ? '.'
						       : '0' + sdi_bits_has(&g->same.carried, i),
		      &s);
	ksprintf(&s, " %d", g->same.n_unlisted);
	for (int b = 0; b < g->n_blocks; b++) {
		ksprintf(&s, " [%d", g->blocks[b].phase_set);
		for (int h = 0; h < g->ploidy; h++) {
			kputc(h ? '|' : ' ', &s);
			for (int i = 0; i < g->gene->n_core; i++)
				if (sdi_bits_has(&g->blocks[b].hap[h].known, i))
					ksprintf(&s, "%c%d",
						 sdi_bits_has(&g->blocks[b].hap[h].carried, i)
							 ? '+'
							 : '-',
						 i);
			if (g->blocks[b].hap[h].n_unlisted)
				ksprintf(&s, "!%d", g->blocks[b].hap[h].n_unlisted);
		}
		kputc(']', &s);
	}
	for (int i = 0; i < g->n_unlisted; i++)
		ksprintf(&s, " %s", g->unlisted[i]);
	return s.s;
}

#endif
