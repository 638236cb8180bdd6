/*
 * test_variant_resolve.c - every spelling of a definition variant, on the tables that ship, in
 * both builds
 */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "genotype/variant_resolve.h"

static struct stardose_tables *tables;

static int setup(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	if (stardose_tables_open(NULL, &tables, &err)) {
		print_error("%s\n", err.text);
		return 1;
	}
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	stardose_tables_free(tables);
	return 0;
}

/* "pos1 REF ALT" joined by ';', moved by @shift, into @edits that point into @text. */
static int parse_edits(const char *spelling, hts_pos_t shift, char *text, struct sdi_edit *edits)
{
	char *save = NULL, *more;
	int n = 0;

	strcpy(text, spelling);
	for (char *s = strtok_r(text, ";", &save); s; s = strtok_r(NULL, ";", &save)) {
		edits[n].pos = atoll(strtok_r(s, " ", &more)) - 1 + shift;
		edits[n].ref = strtok_r(NULL, " ", &more);
		edits[n++].alt = strtok_r(NULL, " ", &more);
	}
	return n;
}

/* The variants found, as "pos:ref:alt" of GRCh38 joined by blanks. */
static void found_text(const struct stardose_gene *gene, const struct sdi_resolved *r, char *out)
{
	*out = 0;
	for (int i = 0; i < r->n; i++) {
		const char *id = strchr(gene->variants[r->variant[i]].id, ':') + 1;

		out += sprintf(out, "%s%s", i ? " " : "", id);
	}
}

struct spelling {
	const char *gene, *spelled,
		*expected; /* @spelled: "pos1 REF ALT" of GRCh38, ';' between edits in cis */
	int is_listed;
	hts_pos_t
		to_37; /* GRCh37 minus GRCh38 position; the sequence is the same in all of these */
};

#define D6 396002	/* GRCh37 minus GRCh38 between 42126139 and 42132027 */
static const struct spelling spellings[] = {
	/* *3, *6: one base of no repeat */
	{ "CYP2D6", "42128241 CT C", "42128241:CT:C", 1, D6 },
	{ "CYP2D6", "42128240 CCTG CCG", "42128241:CT:C", 1, D6 },
	{ "CYP2D6", "42129083 CA C", "42129083:CA:C", 1, D6 },
	{ "CYP2D6", "42129082 CCACTG CCCTG", "42129083:CA:C", 1, D6 },
	/* *9: 42128176_178del in HGVS, and anchored on the base after it */
	{ "CYP2D6", "42128173 CCTT C", "42128173:CCTT:C", 1, D6 },
	{ "CYP2D6", "42128174 CTTC C", "42128173:CCTT:C", 1, D6 },
	{ "CYP2D6", "42128175 TTCT T", "42128173:CCTT:C", 1, D6 },
	{ "CYP2D6", "42128176 TCTC C", "42128173:CCTT:C", 1, D6 },
	/* *15 */
	{ "CYP2D6", "42130654 C CA", "42130654:C:CA", 1, D6 },
	{ "CYP2D6", "42130655 A AA", "42130654:C:CA", 1, D6 },
	/* *18: 9 bases twice, slides by 10 */
	{ "CYP2D6", "42126656 C CCAGTGGGCA", "42126656:C:CCAGTGGGCA", 1, D6 },
	{ "CYP2D6", "42126665 A ACAGTGGGCA", "42126656:C:CCAGTGGGCA", 1, D6 },
	{ "CYP2D6", "42126666 C CAGTGGGCAC", "42126656:C:CCAGTGGGCA", 1, D6 },
	/* *19, *38, *42, *124, *21 */
	{ "CYP2D6", "42128250 GTTAG G", "42128248:CAGTT:C", 1, D6 },
	{ "CYP2D6", "42128202 GTCAG G", "42128198:CTCAG:C", 1, D6 },
	{ "CYP2D6", "42127533 C CAC", "42127530:G:GCA", 1, D6 },
	{ "CYP2D6", "42126981 GAG G", "42126980:TGA:T", 1, D6 },
	{ "CYP2D6", "42128218 G GG", "42128211:C:CG", 1, D6 },
	{ "CYP2D6", "42128211 CGGGGGGG CGGGGGGGG", "42128211:C:CG", 1, D6 },
	/* *20 and *150: the same two SNVs, insertions five bases apart, never merged */
	{ "CYP2D6", "42128814 T TC", "42128814:T:TC", 1, D6 },
	{ "CYP2D6", "42128817 C CC", "42128814:T:TC", 1, D6 },
	{ "CYP2D6", "42128812 AGT GATC", "42128812:A:G 42128813:G:A 42128814:T:TC", 1, D6 },
	{ "CYP2D6", "42128812 AGTCCC GATCCCC", "42128812:A:G 42128813:G:A 42128814:T:TC", 1, D6 },
	{ "CYP2D6", "42128812 A G;42128813 G A;42128817 C CC",
	  "42128812:A:G 42128813:G:A 42128814:T:TC", 1, D6 },
	{ "CYP2D6", "42128818 T TC", "42128818:T:TC", 1, D6 },
	{ "CYP2D6", "42128820 C CC", "42128818:T:TC", 1, D6 },
	{ "CYP2D6", "42128812 AGTCCCT GATCCCTC", "42128812:A:G 42128813:G:A 42128818:T:TC", 1, D6 },
	/* *30 and *40: one or two more units at one place */
	{ "CYP2D6", "42128927 T TGGGGCGAAA", "42128927:T:TGGGGCGAAA", 1, D6 },
	{ "CYP2D6", "42128936 A AGGGGCGAAA", "42128927:T:TGGGGCGAAA", 1, D6 },
	{ "CYP2D6", "42128942 G GAAAGGGGCG", "42128927:T:TGGGGCGAAA", 1, D6 },
	{ "CYP2D6", "42128936 A AGGGGCGAAAGGGGCGAAA", "42128927:T:TGGGGCGAAAGGGGCGAAA", 1, D6 },
	{ "CYP2D6", "42128927 T TGGGGCGAAAGGGGCGAAAGGGGCGAAA", "", 0, D6 },
	/* runs of neighbouring SNVs in one record: *130, *82, the exon-9 block of *36 */
	{ "CYP2D6", "42128878 CA AG", "42128878:C:A 42128879:A:G", 1, D6 },
	{ "CYP2D6", "42126622 AGCA GCTG", "42126622:A:G 42126623:G:C 42126624:C:T 42126625:A:G", 1,
	  D6 },
	{ "CYP2D6", "42126619 GAAAGCAAAGACACCATG AAAGCTGACGACACGAGA",
	  "42126619:G:A 42126622:A:G 42126623:G:C 42126624:C:T 42126625:A:G 42126627:A:C "
	  "42126633:C:G 42126635:T:G 42126636:G:A",
	  1, D6 },
	/* a base that nobody listed at a definition site, and a deletion over one */
	{ "CYP2D6", "42128945 C G", "", 0, D6 },
	{ "CYP2D6", "42128944 CC C", "", 0, D6 },
	/* nothing to do with any site */
	{ "CYP2D6", "42128170 T A", "", 1, D6 },
	/* CYP2B6 *17: three SNVs as an insertion and a deletion in cis */
	{ "CYP2B6", "40991387 G GGC;40991389 CCG C", "40991388:A:G 40991390:C:A 40991391:G:C", 1,
	  505905 },
	{ "CYP2B6", "40991388 ACCG GCAC", "40991388:A:G 40991390:C:A 40991391:G:C", 1, 505905 },
	{ "CYP2B6", "40991389 CCG C", "", 0, 505905 },
};

static void spelled_variants_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(*spellings); i++) {
		const struct spelling *s = &spellings[i];
		const struct stardose_gene *gene = stardose_tables_gene(tables, s->gene);
		struct sdi_edit edits[8];
		struct sdi_resolved r;
		char text[256], found[512];

		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			int n = parse_edits(s->spelled,
					    build == STARDOSE_BUILD_GRCH37 ? s->to_37 : 0, text,
					    edits);

			if (sdi_resolve(gene, build, edits, n, &r))
				fail_msg("%s %s in %s cannot be read", s->gene, s->spelled,
					 stardose_build_name(build));
			found_text(gene, &r, found);
			if (strcmp(found, s->expected) || r.is_listed != s->is_listed)
				fail_msg("%s %s in %s is '%s' listed %d", s->gene, s->spelled,
					 stardose_build_name(build), found, r.is_listed);
		}
	}
}

/* Text of the reference between two positions of one window. */
static char *reference(const struct stardose_window *w, hts_pos_t beg, hts_pos_t end)
{
	return strndup(w->seq + (beg - w->beg), end - beg);
}

static void expect_only(const struct stardose_gene *gene, enum stardose_build build, int variant,
			hts_pos_t pos, const char *ref, const char *alt)
{
	const struct sdi_edit edit = { pos, ref, alt };
	struct sdi_resolved r;

	assert_int_equal(sdi_resolve(gene, build, &edit, 1, &r), STARDOSE_OK);
	if (r.n != 1 || r.variant[0] != variant || !r.is_listed)
		fail_msg("%s %s spelled %" PRIhts_pos " %s %s: %d variants, listed %d",
			 stardose_build_name(build), gene->variants[variant].id, pos + 1, ref, alt,
			 r.n, r.is_listed);
}

/*
 * Replace [d->beg + k, d->end + k) the way a caller would who puts the indel @k bases further
 * right.
 */
static void spell_slid(const struct stardose_gene *gene, enum stardose_build build,
		       const struct sdi_indel *d, hts_pos_t k, int n_left, int n_right)
{
	const struct stardose_window *w = sdi_window_at(gene, build, d->beg - 1, d->end + d->slide);
	hts_pos_t beg = d->beg + k - n_left, end = d->end + k + n_right;
	char *ref = reference(w, beg, end), *left = reference(w, beg, d->beg + k),
	     *right = reference(w, d->end + k, end);
	char *alt = malloc(strlen(left) + d->n_ins + strlen(right) + 1),
	     *p = alt + sprintf(alt, "%s", left);

	for (int i = 0; i < d->n_ins; i++)
		*p++ = d->ins[(k + i) % d->n_ins];
	strcpy(p, right);
	if (*alt)
		expect_only(gene, build, d->variant, beg, ref, alt);
	for (p = alt; *p; p++)
		*p = tolower((unsigned char)*p);
	if (*alt)
		expect_only(gene, build, d->variant, beg, ref, alt);
	free(ref);
	free(left);
	free(right);
	free(alt);
}

static void every_indel_is_found_at_every_place_it_can_slide_to(void **state)
{
	int n_indels = 0, n_slides = 0;

	(void)state;
	for (int g = 0; g < tables->n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			for (int v = 0; v < tables->genes[g].n_variants; v++) {
				const struct stardose_gene *gene = &tables->genes[g];
				struct sdi_indel d;

				if (!sdi_indel_of(gene, build, v, &d))
					continue;
				n_indels++;
				n_slides += d.slide > 0;
				for (hts_pos_t k = 0; k <= d.slide; k++) {
					spell_slid(gene, build, &d, k, 1, 0);
					spell_slid(gene, build, &d, k, 0, 1);
					spell_slid(gene, build, &d, k, 3, 2);
					spell_slid(gene, build, &d, k, 0, 0);
				}
			}
	assert_true(n_indels > 60 && n_slides > 20);
}

static void every_substitution_is_found_alone_and_padded(void **state)
{
	(void)state;
	for (int g = 0; g < tables->n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			for (int v = 0; v < tables->genes[g].n_variants; v++) {
				const struct stardose_gene *gene = &tables->genes[g];
				const struct stardose_locus *at = &gene->variants[v].at[build];
				const struct stardose_window *w =
					sdi_window_at(gene, build, at->pos - 2, at->pos + 3);
				char *ref, *alt;

				if (strlen(at->ref) != 1 || strlen(at->alt) != 1)
					continue;
				expect_only(gene, build, v, at->pos, at->ref, at->alt);
				assert_non_null(w);
				ref = reference(w, at->pos - 2, at->pos + 3);
				alt = strdup(ref);
				alt[2] = at->alt[0];
				expect_only(gene, build, v, at->pos - 2, ref, alt);
				free(ref);
				free(alt);
			}
}

/* Two variants close together, in one record: what a caller that joins them writes. */
static void neighbours_in_one_record_are_taken_apart(void **state)
{
	int n_pairs = 0;

	(void)state;
	for (int g = 0; g < tables->n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			for (int v = 0; v < tables->genes[g].n_variants; v++)
				for (int u = 0; u < tables->genes[g].n_variants; u++) {
					const struct stardose_gene *gene = &tables->genes[g];
					const struct stardose_locus
						*a = &gene->variants[v].at[build],
						*b = &gene->variants[u].at[build];
					hts_pos_t end = a->pos + strlen(a->ref);
					const struct stardose_window *w;
					struct sdi_resolved r;
					char *between, ref[128], alt[128];
					struct sdi_edit edit = { a->pos, ref, alt };
					int indels = (strlen(a->ref) != strlen(a->alt)) +
						     (strlen(b->ref) != strlen(b->alt));

					if (b->pos < end || b->pos > end + 12 || indels > 1 ||
					    strlen(a->ref) + strlen(b->ref) > 60)
						continue;
					w = sdi_window_at(gene, build, a->pos,
							  b->pos + strlen(b->ref));
					assert_non_null(w);
					between = reference(w, end, b->pos);
					snprintf(ref, sizeof(ref), "%s%s%s", a->ref, between,
						 b->ref);
					snprintf(alt, sizeof(alt), "%s%s%s", a->alt, between,
						 b->alt);
					free(between);
					assert_int_equal(sdi_resolve(gene, build, &edit, 1, &r),
							 STARDOSE_OK);
					n_pairs++;
					if (r.n != 2 || !r.is_listed ||
					    (r.variant[0] != v && r.variant[0] != u) ||
					    (r.variant[1] != v && r.variant[1] != u))
						fail_msg("%s %s with %s is %d variants, listed %d",
							 stardose_build_name(build),
							 gene->variants[v].id, gene->variants[u].id,
							 r.n, r.is_listed);
				}
	assert_true(n_pairs > 200);
}

static void wrong_reference_and_overlaps_are_refused(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, "CYP2D6");
	struct sdi_edit wrong = { 42128944, "G", "T" },
			twice[2] = { { 42128944, "C", "T" }, { 42128943, "CC", "C" } };
	struct sdi_edit unknown = { 42128944, "N", "T" };
	struct sdi_resolved r;

	(void)state;
	assert_int_equal(sdi_resolve(gene, STARDOSE_BUILD_GRCH38, &wrong, 1, &r), STARDOSE_EROW);
	assert_int_equal(sdi_resolve(gene, STARDOSE_BUILD_GRCH38, twice, 2, &r), STARDOSE_OK);
	twice[1] = (struct sdi_edit){ 42128943, "CCC", "C" };
	assert_int_equal(sdi_resolve(gene, STARDOSE_BUILD_GRCH38, twice, 2, &r), STARDOSE_EROW);
	assert_int_equal(sdi_resolve(gene, STARDOSE_BUILD_GRCH38, &unknown, 1, &r), STARDOSE_OK);
	assert_int_equal(r.n, 1);
	unknown.alt = "<DEL>";
	assert_int_equal(sdi_resolve(gene, STARDOSE_BUILD_GRCH38, &unknown, 1, &r), STARDOSE_EROW);
}

static void long_deletions_that_leave_the_windows_take_their_sites_along(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, "CYP2D6");
	char *ref = malloc(20001);
	struct sdi_edit edit = { 42120000, ref, "N" };
	struct sdi_resolved r;

	(void)state;
	memset(ref, 'N', 20000);
	ref[20000] = 0;
	edit.alt = "A";
	assert_int_equal(sdi_resolve(gene, STARDOSE_BUILD_GRCH38, &edit, 1, &r), STARDOSE_OK);
	assert_int_equal(r.n, 0);
	assert_int_equal(r.is_listed, 0);
	assert_int_equal(r.is_indel, 1);
	free(ref);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spelled_variants_are_found),
		cmocka_unit_test(every_indel_is_found_at_every_place_it_can_slide_to),
		cmocka_unit_test(every_substitution_is_found_alone_and_padded),
		cmocka_unit_test(neighbours_in_one_record_are_taken_apart),
		cmocka_unit_test(wrong_reference_and_overlaps_are_refused),
		cmocka_unit_test(long_deletions_that_leave_the_windows_take_their_sites_along),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
