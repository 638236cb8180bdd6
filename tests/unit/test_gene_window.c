/*
 * test_gene_window.c - where a stream is, and which genes a record touches there, against the list
 * of regions compared one by one
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "built_in_tables.h"
#include "caller/gene_window.h"
#include "header_text.h"

#define SV "##INFO=<ID=SVTYPE,Number=1,Type=String,Description=\"x\">\n"
#define MAX_GENES 64

struct stream {
	const struct stardose_gene *genes[MAX_GENES];
	struct stardose_call_options options;
	struct sdi_call_env env;
	struct sdi_gene_windows w;
	bcf_hdr_t *hdr;
};

static void begin(struct stream *s, const char *lines)
{
	memset(s, 0, sizeof(*s));
	stardose_call_options_init(&s->options);
	for (int g = 0; g < tables->n_genes; g++)
		s->genes[g] = &tables->genes[g];
	s->env = (struct sdi_call_env){ .tables = tables,
					.options = &s->options,
					.n_genes = tables->n_genes,
					.genes = s->genes };
	s->hdr = header_of(lines, "\ta");
	assert_int_equal(sdi_gene_windows_init(&s->w, &s->env, s->hdr, NULL), STARDOSE_OK);
}

static void end(struct stream *s)
{
	sdi_gene_windows_release(&s->w);
	bcf_hdr_destroy(s->hdr);
}

static void enter(struct stream *s, const char *name)
{
	assert_int_equal(sdi_gene_windows_enter(&s->w, name, strlen(name)), STARDOSE_OK);
	assert_true(sdi_gene_windows_is_here(&s->w, name, strlen(name)));
}

static int gene_number(const char *name)
{
	return (int)(stardose_tables_gene(tables, name) - tables->genes);
}

/* The same answer, the slow way. */
static int touches(const struct stream *s, hts_pos_t beg, hts_pos_t end, int g, int *bits)
{
	int any = 0;

	*bits = 0;
	for (int i = 0; i < s->w.n_regions; i++) {
		const struct sdi_region *r = &s->w.regions[i];

		if (!s->w.chrom || strcmp(r->chrom, s->w.chrom) ||
		    !(s->w.builds_here >> r->build & 1) || beg >= r->end || r->beg >= end)
			continue;
		any = 1;
		if (r->gene == g)
			*bits |= SDI_IN_WINDOW(r->build) << (r->is_sparse ? STARDOSE_N_BUILDS : 0);
	}
	return any;
}

static uint64_t drawn = 88172645463325252u;
static uint64_t draw(uint64_t below)
{
	drawn ^= drawn << 13;
	drawn ^= drawn >> 7;
	drawn ^= drawn << 17;
	return drawn % below;
}

static void records_touch_what_overlaps_them(void **state)
{
	static const char *const contigs[] = { "chr22", "22",	"10",	"chr7",
					       "chrX",	"chrM", "chr1", "12" };
	struct stream s;
	int n_touched = 0;

	(void)state;
	begin(&s, SV "##contig=<ID=chr22>\n");
	for (size_t c = 0; c < sizeof(contigs) / sizeof(*contigs); c++) {
		enter(&s, contigs[c]);
		assert_true(s.w.lo < s.w.hi);
		for (int i = 0; i < 400; i++) {
			hts_pos_t beg = s.w.lo - 1000 + draw(s.w.hi - s.w.lo + 2000),
				  to = beg + 1 + (i % 3 ? draw(3) : draw(200000));
			int touched;

			if (s.w.n_here && i % 2) /* near an edge, where they go wrong */
				beg = (i % 4 == 1 ? s.w.here[i % s.w.n_here]->beg
						  : s.w.here[i % s.w.n_here]->end) -
				      2 + draw(4);
			to = to > beg ? to : beg + 1;
			touched = sdi_gene_windows_touch(&s.w, beg, to);
			n_touched += touched;
			for (int g = 0; g < tables->n_genes; g++) {
				int bits, any = touches(&s, beg, to, g, &bits);

				assert_int_equal(touched, any);
				if (touched)
					assert_int_equal(s.w.touched[g], bits);
			}
		}
	}
	assert_true(n_touched > 500);
	end(&s);
}

static void every_definition_site_lies_in_a_window_of_its_gene(void **state)
{
	struct stream s;

	(void)state;
	begin(&s, "");
	for (int g = 0; g < tables->n_genes; g++) {
		enter(&s, tables->genes[g].chrom);
		for (int bit = 0; bit < tables->genes[g].n_core; bit++)
			for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
				const struct stardose_locus *at =
					&tables->genes[g].core[bit]->at[b];

				if (!at->ref || !*at->ref)
					continue;
				assert_true(sdi_gene_windows_touch(&s.w, at->pos, at->pos + 1));
				assert_true(s.w.touched[g] & SDI_IN_WINDOW(b));
				assert_true(sdi_gene_windows_end(&s.w, g, b) > at->pos);
				assert_true(sdi_gene_windows_end(&s.w, g, STARDOSE_BUILD_AUTO) >=
					    sdi_gene_windows_end(&s.w, g, b));
			}
	}
	end(&s);
}

/* Files without structural variants need not be read far around a gene. */
static void stretches_are_for_files_with_structural_variants(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, "CYP2D6");
	hts_pos_t before = gene->beg[STARDOSE_BUILD_GRCH38] - SDI_AROUND_GENE + 10;
	int g = gene_number("CYP2D6");

	(void)state;
	for (int has_sv = 0; has_sv < 2; has_sv++) {
		struct stream s;

		begin(&s, has_sv ? SV : "");
		enter(&s, "chr22");
		sdi_gene_windows_prove(&s.w, STARDOSE_BUILD_GRCH38);
		assert_int_equal(sdi_gene_windows_touch(&s.w, before, before + 1), has_sv);
		if (has_sv) /* by a stretch, not by a window */
			assert_true(s.w.touched[g] &&
				    !(s.w.touched[g] & SDI_IN_WINDOW(STARDOSE_BUILD_GRCH38)));
		end(&s);
	}
}

static void a_build_that_is_proven_leaves_the_other_out(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, "CYP2C19");
	const hts_pos_t in37 = gene->core[0]->at[STARDOSE_BUILD_GRCH37].pos,
			in38 = gene->core[0]->at[STARDOSE_BUILD_GRCH38].pos;
	struct stream s;

	(void)state;
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		begin(&s, "");
		enter(&s, "chr10");
		assert_true(sdi_gene_windows_touch(&s.w, in37, in37 + 1));
		assert_true(sdi_gene_windows_touch(&s.w, in38, in38 + 1));
		sdi_gene_windows_prove(&s.w, b);
		assert_int_equal(sdi_gene_windows_touch(&s.w, in37, in37 + 1),
				 b == STARDOSE_BUILD_GRCH37);
		assert_int_equal(sdi_gene_windows_touch(&s.w, in38, in38 + 1),
				 b == STARDOSE_BUILD_GRCH38);
		enter(&s, "10"); /* and on every contig that comes */
		assert_int_equal(s.w.builds_here, 1 << b);
		end(&s);
	}
}

/* An accession is of one build, whatever is proven. */
static void a_name_of_one_build_allows_that_one(void **state)
{
	struct stream s;

	(void)state;
	begin(&s, "");
	enter(&s, "NC_000010.11");
	assert_int_equal(s.w.builds_here, 1 << STARDOSE_BUILD_GRCH38);
	enter(&s, "NC_000010.10");
	assert_int_equal(s.w.builds_here, 1 << STARDOSE_BUILD_GRCH37);
	assert_string_equal(s.w.chrom, "10");
	sdi_gene_windows_prove(&s.w, STARDOSE_BUILD_GRCH38);
	assert_int_equal(s.w.n_here, 0);
	end(&s);
}

static void there_is_nothing_on_contigs_that_no_table_names(void **state)
{
	static const char *const names[] = { "chr3",  "chrUn_KI270302v1", "HLA-A*01:01",
					     "decoy", "chr220",		  "hs37d5" };
	struct stream s;

	(void)state;
	begin(&s, SV);
	assert_false(sdi_gene_windows_is_here(&s.w, "", 0)); /* before the first record */
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		enter(&s, "chr22");
		enter(&s, names[i]);
		assert_int_equal(s.w.n_here, 0);
		assert_false(sdi_gene_windows_touch(&s.w, 0, INT32_MAX));
		assert_int_equal(sdi_gene_windows_end(&s.w, 0, STARDOSE_BUILD_AUTO), 0);
		assert_false(sdi_gene_windows_is_here(&s.w, "chr22", 5));
	}
	end(&s);
}

/* hg19 of UCSC has another mitochondrion. */
static void another_sequence_has_no_genes(void **state)
{
	static const struct {
		const char *lines;
		int n;
	} tried[] = {
		{ "##contig=<ID=chrM,length=16571>\n", 0 },
		{ "##contig=<ID=chrM,length=16569>\n", 1 },
		{ "##contig=<ID=chrM>\n", 1 },
		{ "##contig=<ID=chr22,length=51304566>\n", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		struct stream s;

		begin(&s, tried[i].lines);
		enter(&s, "chrM");
		assert_int_equal(s.w.n_here > 0, tried[i].n);
		enter(&s, "chr22"); /* the other chromosomes are what they are */
		assert_true(s.w.n_here > 0);
		end(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_touch_what_overlaps_them),
		cmocka_unit_test(every_definition_site_lies_in_a_window_of_its_gene),
		cmocka_unit_test(stretches_are_for_files_with_structural_variants),
		cmocka_unit_test(a_build_that_is_proven_leaves_the_other_out),
		cmocka_unit_test(a_name_of_one_build_allows_that_one),
		cmocka_unit_test(there_is_nothing_on_contigs_that_no_table_names),
		cmocka_unit_test(another_sequence_has_no_genes),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
