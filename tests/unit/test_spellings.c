/*
 * test_spellings.c - records of the tables' variants as callers write them -> the same core
 * variants in both builds
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "fixture_gene.h"

static struct stardose_tables *tables;

static int setup(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	return stardose_tables_open(NULL, &tables, &err) ? -1 : 0;
}

static int teardown(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

struct spelled {
	const char *gene;
	long to_37; /* GRCh37 minus GRCh38 position; the bases are the same in all of these */
	const char *lines;		/* as fixture_push() takes them, positions of GRCh38 */
	const char *carried;  /* "pos:ref:alt" of GRCh38 and haplotypes, joined by ';'; every other
				 bit is not carried */
	const char *conflict; /* the same without haplotypes: sites that contradict, or NULL */
};

#define D6 396002
static const struct spelled cases[] = {
	/* *20, and *150 with the same two SNVs and an insertion five bases on */
	{ "CYP2D6", D6, "42128812 AGT GATC GT 0/1",
	  "42128812:A:G=01;42128813:G:A=01;42128814:T:TC=01", NULL },
	{ "CYP2D6", D6, "42128812 AG GA GT 0|1\n42128817 C CC GT 0|1",
	  "42128812:A:G=01;42128813:G:A=01;42128814:T:TC=01", NULL },
	{ "CYP2D6", D6, "42128812 A G GT 1/1\n42128813 G A GT 1/1\n42128815 C CC GT 1/1",
	  "42128812:A:G=11;42128813:G:A=11;42128814:T:TC=11", NULL },
	{ "CYP2D6", D6, "42128812 AGTCCCT GATCCCTC GT 0/1",
	  "42128812:A:G=01;42128813:G:A=01;42128818:T:TC=01", NULL },
	{ "CYP2D6", D6, "42128814 T TC GT 0/1\n42128818 T TC GT 0/0", "42128814:T:TC=01", NULL },
	{ "CYP2D6", D6, "42128814 TCCCT TCCCCT,TCCCTC GT 1/2", "42128814:T:TC=01;42128818:T:TC=01",
	  NULL },
	/* one and two more units of 9 bases at one place */
	{ "CYP2D6", D6, "42128927 T TGGGGCGAAA,TGGGGCGAAAGGGGCGAAA GT 1/2",
	  "42128927:T:TGGGGCGAAA=01;42128927:T:TGGGGCGAAAGGGGCGAAA=01", NULL },
	{ "CYP2D6", D6, "42128927 T TGGGGCGAAA GT 0/1\n42128936 A AGGGGCGAAAGGGGCGAAA GT 0/1",
	  "42128927:T:TGGGGCGAAA=01;42128927:T:TGGGGCGAAAGGGGCGAAA=01", NULL },
	{ "CYP2D6", D6, "42128927 T TGGGGCGAAA GT 1/1\n42128927 T TGGGGCGAAAGGGGCGAAA GT 0/1", "",
	  "42128927:T:TGGGGCGAAA;42128927:T:TGGGGCGAAAGGGGCGAAA" },
	/* two listed bases at one position, split, and one of them with a third */
	{ "CYP2D6", D6, "42129033 C A,T GT 1/2", "42129033:C:A=01;42129033:C:T=01", NULL },
	{ "CYP2D6", D6, "42129033 C T GT 0/1\n42129033 C A GT 1/0",
	  "42129033:C:A=01;42129033:C:T=01", NULL },
	/* a deletion of 19 bases over two SNVs: none of them can be there as well */
	{ "CYP2D6", D6, "42127845 GCACATCCGGATGTAGGATC G GT 1/1\n42127852 C T,* GT 2/2",
	  "42127845:GCACATCCGGATGTAGGATC:G=11", NULL },
	{ "CYP2D6", D6, "42127845 GCACATCCGGATGTAGGATC G GT 0/1\n42127852 C T GT 1/1", "",
	  "42127845:GCACATCCGGATGTAGGATC:G;42127852:C:T" },
	/* neighbouring SNVs in one record */
	{ "CYP2D6", D6, "42128878 CA AG GT 0/1", "42128878:C:A=01;42128879:A:G=01", NULL },
	{ "CYP2D6", D6, "42129770 GT TA GT 0/1", "42129770:G:T=01;42129771:T:A=01", NULL },
	/*
	 * CYP2B6 *17: three SNVs written as an insertion and a deletion; unphased nobody can tell
	 */
	{ "CYP2B6", 505905, "40991387 G GGC GT 1/1\n40991389 CCG C GT 1/1",
	  "40991388:A:G=11;40991390:C:A=11;40991391:G:C=11", NULL },
	{ "CYP2B6", 505905, "40991387 G GGC GT 0|1\n40991389 CCG C GT 0|1",
	  "40991388:A:G=01;40991390:C:A=01;40991391:G:C=01", NULL },
	{ "CYP2B6", 505905, "40991388 A G GT 0|1\n40991390 CG AC GT 0|1",
	  "40991388:A:G=01;40991390:C:A=01;40991391:G:C=01", NULL },
	{ "CYP2B6", 505905, "40991387 G GGC GT 0/1\n40991389 CCG C GT 0/1", "",
	  "40991388:A:G;40991390:C:A;40991391:G:C" },
	/* CYP2C9 *6, CYP3A5 *7 */
	{ "CYP2C9", 1759757, "94949282 A . GT 0/0\n94949280 AGA AG GT 0/1", "94949281:GA:G=01",
	  NULL },
	{ "CYP3A5", -402377, "99652771 A AA GT 1/1", "99652770:T:TA=11", NULL },
};

/* Positions of lines moved from GRCh38 to @build. */
static char *lines_in(const struct spelled *s, enum stardose_build build)
{
	char *copy = strdup(s->lines), *save = NULL;
	kstring_t out = KS_INITIALIZE;

	for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		char *rest;
		long pos = strtol(line, &rest, 10);

		ksprintf(&out, "%ld%s\n", pos + (build == STARDOSE_BUILD_GRCH37 ? s->to_37 : 0),
			 rest);
	}
	free(copy);
	return out.s;
}

static int bit_of(const struct stardose_gene *gene, const char *id)
{
	for (int i = 0; i < gene->n_core; i++)
		if (!strcmp(strchr(gene->core[i]->id, ':') + 1, id))
			return i;
	fail_msg("%s has no core variant %s", gene->name, id);
	return -1;
}

static void sort_text(char *s)
{
	if (strlen(s) == 2 && s[0] > s[1])
		s[0] = '0', s[1] = '1';
}

/* Fill what every bit must be: "00" (or unknown), unless the case says otherwise. */
static void expect(const struct stardose_gene *gene, const struct spelled *s, char expected[][4])
{
	char text[512], *save = NULL;

	for (int i = 0; i < gene->n_core; i++)
		strcpy(expected[i], "00");
	snprintf(text, sizeof(text), "%s", s->carried);
	for (char *p = strtok_r(text, ";", &save); p; p = strtok_r(NULL, ";", &save)) {
		char *value = strchr(p, '=');

		*value = 0;
		strcpy(expected[bit_of(gene, p)], value + 1);
	}
	if (!s->conflict)
		return;
	snprintf(text, sizeof(text), "%s", s->conflict);
	for (char *p = strtok_r(text, ";", &save); p; p = strtok_r(NULL, ";", &save))
		strcpy(expected[bit_of(gene, p)], "C");
}

static void check_case(const struct spelled *s, enum stardose_build build)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, s->gene);
	const struct sdi_collector_options options = { 0 };
	static char expected[STARDOSE_MAX_BITS][4];
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 1);
	char *lines = lines_in(s, build), got[STARDOSE_MAX_PLOIDY + 1];
	struct stardose_error err = { 0 };
	struct sdi_collector *c = NULL;
	struct sdi_genotype g = { 0 };
	int match, mismatch;

	expect(gene, s, expected);
	assert_int_equal(sdi_collector_new(gene, build, 1, &options, &c, &err), STARDOSE_OK);
	assert_int_equal(fixture_push(c, hdr, lines, &err), STARDOSE_OK);
	sdi_collector_ref_score(c, &match, &mismatch);
	if (mismatch)
		fail_msg("%s: %s", stardose_build_name(build), sdi_collector_ref_mismatch(c));
	assert_int_equal(sdi_collector_close(c, &err), STARDOSE_OK);
	assert_int_equal(sdi_collector_genotype(c, 0, &g, &err), STARDOSE_OK);
	for (int i = 0; i < gene->n_core; i++) {
		const char *want = expected[i];

		genotype_bit(&g, i, got);
		sort_text(got);
		if (*want == 'C' ? g.state[i] != STARDOSE_EVIDENCE_CONFLICT
				 : strcmp(got, want) && (strcmp(want, "00") || strchr(got, '1')))
			fail_msg("%s %s: %s is %s (%s), not %s", stardose_build_name(build), lines,
				 gene->core[i]->id, got, stardose_evidence_name(g.state[i]), want);
	}
	if (!s->conflict)
		assert_int_equal(g.n_unlisted, 0);
	sdi_genotype_release(&g);
	sdi_collector_free(c);
	bcf_hdr_destroy(hdr);
	free(lines);
}

static void every_spelling_gives_the_same_variants_in_both_builds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			check_case(&cases[i], build);
}

/*
 * A sample with nothing but reference is described by the reference's own haplotype, which is not
 * the same in both.
 */
static void reference_haplotype_differs_between_builds(void **state)
{
	int n_swapped = 0;

	(void)state;
	for (int i = 0; i < tables->n_genes; i++) {
		const struct stardose_gene *gene = &tables->genes[i];
		struct sdi_genotype g[STARDOSE_N_BUILDS];

		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			const struct sdi_collector_options options = { 0 };
			bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 1);
			struct stardose_error err = { 0 };
			struct sdi_collector *c = NULL;
			kstring_t lines = KS_INITIALIZE;

			for (int w = 0; w < gene->n_windows; w++)
				if ((int)gene->windows[w].build == build)
					ksprintf(&lines,
						 "%" PRIhts_pos
						 " %c <NON_REF> GT 0/0 END=%" PRIhts_pos "\n",
						 gene->windows[w].beg + 1, gene->windows[w].seq[0],
						 gene->windows[w].end);
			assert_int_equal(sdi_collector_new(gene, build, 1, &options, &c, &err),
					 STARDOSE_OK);
			assert_int_equal(fixture_push(c, hdr, lines.s, &err), STARDOSE_OK);
			assert_int_equal(sdi_collector_close(c, &err), STARDOSE_OK);
			memset(&g[build], 0, sizeof(g[build]));
			assert_int_equal(sdi_collector_genotype(c, 0, &g[build], &err),
					 STARDOSE_OK);
			sdi_collector_free(c);
			bcf_hdr_destroy(hdr);
			free(lines.s);
		}
		for (int bit = 0; bit < gene->n_core; bit++) {
			int swapped = gene->core[bit]->at[STARDOSE_BUILD_GRCH37].swapped;

			n_swapped += swapped;
			assert_int_equal(g[0].state[bit], STARDOSE_EVIDENCE_BLOCK);
			assert_int_equal(g[1].state[bit], STARDOSE_EVIDENCE_BLOCK);
			assert_int_equal(sdi_bits_has(&g[STARDOSE_BUILD_GRCH38].same.carried, bit),
					 0);
			assert_int_equal(sdi_bits_has(&g[STARDOSE_BUILD_GRCH37].same.carried, bit),
					 swapped);
		}
		sdi_genotype_release(&g[0]);
		sdi_genotype_release(&g[1]);
	}
	/* CYP2D6 S486T, R296C, c.408G>C; CYP2C19 I331V; CYP3A5 *3; F5 Leiden; DPYD c.85T>C */
	assert_int_equal(n_swapped, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_spelling_gives_the_same_variants_in_both_builds),
		cmocka_unit_test(reference_haplotype_differs_between_builds),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
