/* test_trio_hint.c - pedigrees as PLINK writes them; children and parents who share no allele */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>
#include "caller/trio_hint.h"
#include "small_gene.h"

#define SUSPECTED (UINT64_C(1) << STARDOSE_REASON_SUSPECTED_DELETION)

static struct { int n, n_rows; char last[512]; } heard;

static void listen(void *user, int level, const char *text)
{
	(void)user;
	heard.n++;
	heard.n_rows += level == STARDOSE_EROW;
	snprintf(heard.last, sizeof(heard.last), "%s", text);
}
static const struct stardose_log ears = { listen, NULL };

static struct sdi_pedigree read_pedigree(const char *text)
{
	struct sdi_pedigree p = { 0 };

	memset(&heard, 0, sizeof(heard));
	assert_int_equal(sdi_pedigree_parse("p", strdup(text), strlen(text), &ears, &p, NULL),
			 STARDOSE_OK);
	return p;
}

/* ---- the file ---- */

static void fam_and_ped_rows_name_parents(void **state)
{
	struct sdi_pedigree p = read_pedigree(
		"#FID IID PAT MAT SEX P\n\n"
		"F kid pa ma 1 -9\r\nF pa 0 0 1 0\nF\tgirl\t0\tma\t2\t1\tA\tG\tC\tC\n");

	(void)state;
	assert_int_equal(heard.n, 0);
	assert_int_equal(p.children.n, 2);
	assert_string_equal(p.children.name[0], "kid");
	assert_string_equal(p.rows[0].parent[0], "pa");
	assert_string_equal(p.rows[0].parent[1], "ma");
	assert_null(p.rows[1].parent[0]);
	assert_string_equal(p.rows[1].parent[1], "ma");
	sdi_pedigree_release(&p);
}

static void rows_that_cannot_be_used_are_set_aside(void **state)
{
	static const char *const rows[] = { "F kid pa ma 1", "F kid kid ma 1 0", "F kid pa kid 1 0",
					    "F kid pa pa 1 0", "F 0 pa ma 1 0" };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sdi_pedigree p = read_pedigree(rows[i]);

		assert_int_equal(p.children.n, 0);
		assert_int_equal(heard.n_rows, 1);
		assert_non_null(strstr(heard.last, "line 1 is set aside"));
		sdi_pedigree_release(&p);
	}
}

static void parents_that_contradict_are_not_used(void **state)
{
	struct sdi_pedigree p = read_pedigree("F kid pa ma 1 0\nF kid pa ma 1 0\nG kid pa 0 1 0\n");

	(void)state;
	assert_int_equal(heard.n_rows, 1);
	assert_non_null(strstr(heard.last, "line 3 is set aside: it contradicts line 1"));
	assert_null(p.rows[0].parent[0]);
	sdi_pedigree_release(&p);
}

/* ---- the hint ---- */

enum { KID, PA, MA, N_PEOPLE };

/* A gene's calls of three people, who carry what bits @carried say on both haplotypes. */
struct family {
	struct stardose_gene gene;
	struct sdi_genotype of[N_PEOPLE + 1];
	uint32_t of_sample[N_PEOPLE];
	struct sdi_gene_calls gc;
	struct sdi_sample_set samples;
	struct sdi_pedigree pedigree;
};

static void found(struct family *f, uint64_t kid, uint64_t pa, uint64_t ma)
{
	const uint64_t carried[] = { kid, pa, ma };

	memset(f, 0, sizeof(*f));
	f->gene = gene();
	f->gc = (struct sdi_gene_calls){ .gene = &f->gene,
					 .n_genotypes = N_PEOPLE + 1,
					 .genotypes = f->of,
					 .of_sample = f->of_sample };
	for (int i = 0; i < N_PEOPLE; i++) {
		genotype_of(&f->of[i + 1], &f->gene, 31, carried[i]);
		f->of_sample[i] = i + 1;
		assert_int_equal(sdi_sample_set_add(&f->samples, i == KID  ? "kid"
								 : i == PA ? "pa"
									   : "ma"),
				 i);
	}
	f->pedigree = read_pedigree("F kid pa ma 1 0\n");
}

/* Who is suspected, as 1 << person. The family is gone afterwards. */
static int suspects(struct family *f)
{
	int who = 0;

	assert_int_equal(sdi_trio_hints(&f->gc, 1, &f->pedigree, &f->samples, N_PEOPLE, 0, &ears),
			 STARDOSE_OK);
	for (int i = 0; i < N_PEOPLE; i++) {
		const struct sdi_structure_facts *facts = sdi_sample_facts_find(&f->gc.facts, i);

		who |= (facts && facts->reasons & SUSPECTED) << i;
		free(f->of[i + 1].blocks);
	}
	sdi_sample_facts_release(&f->gc.facts);
	sdi_sample_set_release(&f->samples);
	sdi_pedigree_release(&f->pedigree);
	return who;
}

static void child_and_parent_without_a_common_allele_are_suspected(void **state)
{
	struct family f;

	(void)state;
	found(&f, 3, 0, 3);
	assert_int_equal(suspects(&f), 1 << KID | 1 << PA);
	assert_non_null(strstr(heard.last, "'kid' and father 'pa' (2 sites)"));
	assert_int_equal(heard.n, 1);
	found(&f, 0, 0, 4);
	assert_int_equal(suspects(&f), 1 << KID | 1 << MA);
}

static void families_that_agree_are_not(void **state)
{
	struct family f;

	(void)state;
	found(&f, 3, 3, 3);
	assert_int_equal(suspects(&f), 0);
	assert_int_equal(heard.n, 0);
	found(&f, 3, 0, 3);
	f.of[PA + 1].same.known = bits(28); /* the father is heterozygous where it would count */
	add_block(&f.of[PA + 1], -1, 3, 3, 0);
	assert_int_equal(suspects(&f), 0);
}

static void assumed_and_haploid_genotypes_are_no_evidence(void **state)
{
	struct family f;

	(void)state;
	found(&f, 1, 0, 1);
	f.of[PA + 1].state[0] = STARDOSE_EVIDENCE_ASSUMED;
	assert_int_equal(suspects(&f), 0);
	found(&f, 1, 0, 1);
	f.of[KID + 1].ploidy = 1;
	assert_int_equal(suspects(&f), 0);
}

static void copies_that_are_told_are_not_suspected(void **state)
{
	struct family f;

	(void)state;
	found(&f, 3, 0, 3);
	sdi_facts_copies(sdi_sample_facts_at(&f.gc.facts, KID), 1, STARDOSE_COPIES_FROM_FILE);
	assert_int_equal(suspects(&f), 1 << PA);
	found(&f, 3, 0, 3);
	sdi_facts_copies(sdi_sample_facts_at(&f.gc.facts, PA), 2, STARDOSE_COPIES_FROM_FILE);
	assert_int_equal(suspects(&f), 0);
}

static void a_pedigree_of_strangers_is_said_to_be_of_no_use(void **state)
{
	struct family f;

	(void)state;
	found(&f, 3, 0, 3);
	sdi_pedigree_release(&f.pedigree);
	f.pedigree = read_pedigree("F x y z 1 0\n");
	assert_int_equal(suspects(&f), 0);
	assert_int_equal(heard.n_rows, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fam_and_ped_rows_name_parents),
		cmocka_unit_test(rows_that_cannot_be_used_are_set_aside),
		cmocka_unit_test(parents_that_contradict_are_not_used),
		cmocka_unit_test(child_and_parent_without_a_common_allele_are_suspected),
		cmocka_unit_test(families_that_agree_are_not),
		cmocka_unit_test(assumed_and_haploid_genotypes_are_no_evidence),
		cmocka_unit_test(copies_that_are_told_are_not_suspected),
		cmocka_unit_test(a_pedigree_of_strangers_is_said_to_be_of_no_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
