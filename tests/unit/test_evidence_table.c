/*
 * test_evidence_table.c - variants that are sold or asked about and select no medicine: what a row
 * must say, and the tables that their sites make
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table_folder.h"
#include "tables/evidence_table.h"

static struct stardose_tables *open_tables(const char *dir)
{
	struct stardose_error err = { 0 };
	struct stardose_tables *tables;

	if (stardose_tables_open(dir, &tables, &err))
		fail_msg("%s", err.text);
	return tables;
}

/* ---- rows ---- */

static void each_row_says_what_it_does_not_support(void **state)
{
	struct stardose_tables *tables = open_tables(NULL);
	struct stardose_error err = { 0 };
	struct sdi_claims claims;

	(void)state;
	assert_int_equal(sdi_claims_open(tables, &claims, &err), STARDOSE_OK);
	assert_true(claims.n > 10);
	for (int i = 0; i < claims.n; i++) {
		const struct sdi_claim *c = &claims.row[i];

		if (!*c->gene || !*c->says || !*c->not_supported || !*c->source)
			fail_msg("row %d", i);
		if ((c->kind == SDI_CLAIM_HINT) != (*c->tells != '\0'))
			fail_msg("%s: a hint tells of an allele, nothing else does", c->gene);
	}
	/* COMT V158M: by the numbers of dbSNP, 0-based here */
	for (int i = 0; i < claims.n; i++)
		if (!strcmp(claims.row[i].site, "rs4680")) {
			assert_string_equal(claims.row[i].chrom, "22");
			assert_int_equal(claims.row[i].at[STARDOSE_BUILD_GRCH38].pos, 19963747);
			assert_int_equal(claims.row[i].at[STARDOSE_BUILD_GRCH37].pos, 19951270);
			assert_string_equal(claims.row[i].at[STARDOSE_BUILD_GRCH38].ref, "G");
			assert_string_equal(claims.row[i].at[STARDOSE_BUILD_GRCH38].alt, "A");
			sdi_claims_release(&claims);
			stardose_tables_free(tables);
			return;
		}
	fail_msg("rs4680 is not there");
}

#define D85Y "D85Y (*2)\tpanel\t4\t68670366\tA\tC\t69536084\tA\tC"
#define NO_DOSE "No dose or choice of a benzodiazepine.\t-\t-"

static void a_row_that_is_wrong_is_refused_with_its_reason(void **state)
{
	static const struct { const char *from, *to, *words; } faults[] = {
		{ "\tpanel\t", "\tpanels\t", "kind is 'panels', not panel, label or hint" },
		{ "\tpanel\t", "\t-\t", "not panel, label or hint" },
		{ D85Y, "D85Y (*2)\tpanel\t4\t68670366\tA\tA\t69536084\tA\tC",
		  "no exchange of one base" },
		{ D85Y, "D85Y (*2)\tpanel\t4\t68670366\tA\tC\t69536084\tAC\tC",
		  "no exchange of one base" },
		{ D85Y, "D85Y (*2)\tpanel\t4\t68670366\tA\t-\t69536084\tA\tC", "" },
		{ D85Y, "D85Y (*2)\tpanel\t4\t0\tA\tC\t69536084\tA\tC", "" },
		{ D85Y, "D85Y (*2)\tpanel\t4\t68670366\tA\tC\t-\tA\tC", "" },
		{ D85Y, "D85Y (*2)\tpanel\t4\t99999999999\tA\tC\t69536084\tA\tC", "" },
		{ D85Y, "D85Y (*2)\thint\t4\t68670366\tA\tC\t69536084\tA\tC",
		  "a hint, and nothing else, has tells and figures" },
		{ NO_DOSE, "No dose.\tCYP2D6*2\t0.9", "a hint, and nothing else" },
		{ NO_DOSE, "-\t-\t-", "a row needs gene, says and does_not_support" },
		{ "UGT2B15\t", "-\t", "a row needs gene" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct stardose_error err = { 0 };
		struct stardose_tables *tables, *sites = NULL;
		struct sdi_claims claims;

		write_changed("evidence", faults[i].from, faults[i].to);
		tables = open_tables(folder);
		if (sdi_claims_open(tables, &claims, &err) != STARDOSE_ETABLE ||
		    !strstr(err.text, "evidence.tsv:") || !strstr(err.text, faults[i].words))
			fail_msg("'%s': %s", faults[i].to, err.text);
		assert_int_equal(claims.n, 0);
		sdi_claims_release(&claims);
		assert_int_equal(stardose_tables_open_evidence(tables, &sites, &err),
				 STARDOSE_ETABLE);
		stardose_tables_free(tables);
	}
}

/* ---- their sites as tables ---- */

static const struct stardose_variant *variant_at(const struct stardose_gene *gene,
						 const struct sdi_claim *claim)
{
	for (int i = 0; gene && i < gene->n_variants; i++)
		if (gene->variants[i].at[STARDOSE_BUILD_GRCH38].pos ==
		    claim->at[STARDOSE_BUILD_GRCH38].pos)
			return &gene->variants[i];
	return NULL;
}

/* Each site once, core, of both builds, and never assumed; genes of the tables are gone */
static void each_site_is_a_core_variant_that_is_never_assumed(void **state)
{
	struct stardose_tables *tables = open_tables(NULL), *sites;
	struct stardose_error err = { 0 };
	struct sdi_claims claims;
	int n = 0, n_variants = 0;

	(void)state;
	if (stardose_tables_open_evidence(tables, &sites, &err))
		fail_msg("%s", err.text);
	assert_int_equal(sdi_claims_open(tables, &claims, &err), STARDOSE_OK);
	for (int i = 0; i < claims.n; i++) {
		const struct sdi_claim *c = &claims.row[i];
		const struct stardose_gene *gene = stardose_tables_gene(sites, c->gene);
		const struct stardose_variant *v = variant_at(gene, c);

		if (!*c->chrom)
			continue;
		n++;
		if (!v || v->bit < 0 || !v->never_assume)
			fail_msg("%s %s", c->gene, c->site);
		for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
			assert_int_equal(v->at[b].pos, c->at[b].pos);
			assert_string_equal(v->at[b].ref, c->at[b].ref);
			assert_string_equal(v->at[b].alt, c->at[b].alt);
		}
	}
	for (int g = 0; g < sites->n_genes; g++) {
		n_variants += sites->genes[g].n_variants;
		assert_int_equal(sites->genes[g].n_alleles, 1);
	}
	assert_int_equal(n_variants, n);
	assert_null(stardose_tables_gene(sites, "CYP2C19")); /* its own rows are left out */
	assert_non_null(stardose_tables_gene(tables, "CYP2C19"));
	assert_string_equal(sites->version, tables->version);
	sdi_claims_release(&claims);
	stardose_tables_free(tables);
	stardose_tables_free(sites);
}

/* A laboratory's own row is a site like the others, also beside others of its gene */
static void a_row_of_ones_own_is_a_site_too(void **state)
{
	struct stardose_tables *tables, *sites;
	struct stardose_error err = { 0 };
	const struct stardose_gene *gene;
	int n;

	(void)state;
	tables = open_tables(NULL);
	assert_int_equal(stardose_tables_open_evidence(tables, &sites, &err), STARDOSE_OK);
	n = stardose_tables_gene(sites, "COMT")->n_variants;
	assert_true(n > 1);
	stardose_tables_free(sites);
	stardose_tables_free(tables);
	write_with_rows("evidence",
			"COMT\trs1\t-\tpanel\t22\t19960001\tC\tT\t19947524\tC\tT\t-\tSays.\tNone."
			"\t-\t-\tlocal\n");
	tables = open_tables(folder);
	if (stardose_tables_open_evidence(tables, &sites, &err))
		fail_msg("%s", err.text);
	gene = stardose_tables_gene(sites, "COMT");
	assert_non_null(gene);
	assert_int_equal(gene->n_variants, n + 1);
	assert_int_equal(gene->n_core, n + 1);
	stardose_tables_free(sites);
	stardose_tables_free(tables);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_says_what_it_does_not_support),
		IN_FOLDER(a_row_that_is_wrong_is_refused_with_its_reason),
		cmocka_unit_test(each_site_is_a_core_variant_that_is_never_assumed),
		IN_FOLDER(a_row_of_ones_own_is_a_site_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
