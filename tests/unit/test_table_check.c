/*
 * test_table_check.c - the shipped tables are sound, and each thing that can be wrong with tables
 * is found
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "tables/table_set.h"
#include "table_folder.h"

struct findings { int n; char text[65536]; };

static void note(void *user, int level, const char *text)
{
	struct findings *f = user;
	size_t used = strlen(f->text);

	assert_int_equal(
		level,
		STARDOSE_OK); /* nothing is set aside: the number of findings is the result */
	f->n++;
	snprintf(f->text + used, sizeof(f->text) - used, "%s\n", text);
}

static struct findings findings_of(const char *dir)
{
	struct findings f = { 0 };
	const struct stardose_log log = { note, &f };
	struct stardose_tables *tables;
	struct stardose_error err = { 0 };
	int n;

	if (stardose_tables_open(dir, &tables, &err) != STARDOSE_OK)
		fail_msg("%s", err.text);
	n = stardose_tables_check(tables, &log);
	assert_int_equal(n, f.n);
	stardose_tables_free(tables);
	return f;
}

/* Whether or not somebody listens. */
static void findings_are_counted_without_a_log(void **state)
{
	struct stardose_tables *tables;
	struct findings f;

	(void)state;
	write_changed("genes", "##source=", "##whence=");
	f = findings_of(folder);
	assert_true(f.n > 0);
	assert_int_equal(stardose_tables_open(folder, &tables, NULL), STARDOSE_OK);
	assert_int_equal(stardose_tables_check(tables, NULL), f.n);
	stardose_tables_free(tables);
}

static void the_shipped_tables_are_sound(void **state)
{
	struct findings f = findings_of(NULL);

	(void)state;
	if (f.n)
		fail_msg("%s", f.text);
}

struct fault { const char *table, *from, *to, *words; };

static void assert_found(const struct fault *faults, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct findings f;

		write_changed(faults[i].table, faults[i].from, faults[i].to);
		f = findings_of(folder);
		if (!strstr(f.text, faults[i].words))
			fail_msg("%s: '%s' for '%s' gives\n%snot '%s'", faults[i].table,
				 faults[i].to, faults[i].from, f.text, faults[i].words);
		drop_table(faults[i].table);
	}
}

#define ASSERT_FOUND(faults) assert_found(faults, sizeof(faults) / sizeof(*(faults)))

static void files_without_version_source_or_licence(void **state)
{
	static const struct fault faults[] = {
		{ "alleles", "##licence=CC-BY-SA-4.0\n", "", "alleles.tsv: no ##licence= line" },
		{ "windows", "##version=", "##version=\n##x=", "windows.tsv: no ##version= line" },
		{ "genes", "##source=", "##whence=", "genes.tsv: no ##source= line" },
		{ "drugs", "##licence=", "##license=", "drugs.tsv: no ##licence= line" },
		{ "alleles", "##table=alleles", "##table=variants",
		  "##table=variants is another table's name" },
		{ "genes", "\tsource\n", "\torigin\n", "genes.tsv: no column 'source'" },
		{ "variants", "\tpharmvar-4.1.6,1kgp\n", "\t-\n",
		  "variants.tsv:7: row without a source" },
		{ "contigs", "\tassembly\n", "\t\n", "contigs.tsv:7: row without a source" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void variants_that_disagree_with_the_sequence(void **state)
{
	static const struct fault faults[] = {
		{ "variants", "\t42522607\tG\tA\t", "\t42522607\tT\tA\t",
		  "REF is T in GRCh37, the sequence has G" },
		{ "variants", "\t42522607\tG\tA\t", "\t1000\tG\tA\t", "no window of GRCh37" },
		{ "variants", "\t42522607\tG\tA\t", "\t42522607\tG\tG\t",
		  "REF and ALT are the same in GRCh37" },
		{ "variants", "\t42524175\tCCTT\tC\t", "\t42524176\tCTTC\tC\t",
		  "not left-aligned or not trimmed in GRCh37" },
		{ "variants", "\t42524243\tCT\tC\t", "\t42524242\tCCT\tCC\t",
		  "not trimmed on the left in GRCh37" },
		{ "genes", "42126499\t42130810", "42126499\t62130810",
		  "ends beyond chromosome 22 of GRCh38" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void builds_that_describe_different_alleles(void **state)
{
	static const struct fault faults[] = {
		/* a neighbour that happens to be a G as well */
		{ "variants", "\t42522607\tG\tA\t", "\t42522606\tG\tA\t",
		  "22:42126605:G:A: a haplotype without it reads" },
		{ "variants", "\t42522607\tG\tA\t", "\t42522607\tG\tC\t",
		  "22:42126605:G:A: a haplotype with it reads" },
		{ "variants", "\t42522613\tG\tC\tyes\t", "\t42522613\tG\tC\tno\t",
		  "22:42126611:C:G: a haplotype without it reads" },
		{ "variants", "\t42524175\tCCTT\tC\t", "\t42524175\tCCT\tC\t",
		  "22:42128173:CCTT:C: a haplotype without it reads" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void alleles_that_nothing_tells_apart(void **state)
{
	static const struct fault faults[] = {
		{ "alleles", "yes\t22:42128241:CT:C\t22:42128813:G:A;", "yes\t-\t22:42129042:T:C;",
		  "'*1' and '*3' of 'CYP2D6' require the same" },
		{ "alleles", "yes\t22:42128241:CT:C\t22:42128813:G:A;", "yes\t-\t22:42129042:T:C;",
		  "22:42128241:CT:C: is core, but no allele" },
		{ "alleles", "\t22:42128813:G:A;", "\t22:42128241:CT:C;22:42128813:G:A;",
		  "can be both '*1' and '*3' of 'CYP2D6'" },
		{ "alleles", "CYP2C19\t*38\tsmall\tNormal function\t-\t-\tno\t-",
		  "CYP2C19\t*38\tsmall\tNormal function\t-\t-\tno\t10:94762706:A:G",
		  "0 alleles of 'CYP2C19' fit the GRCh38 reference" },
		{ "suballeles", "CYP2D6\t*1.002\t*1\t", "CYP2D6\t*1.002\t*3\t",
		  "'*1.002' of 'CYP2D6' does not fit its allele '*3'" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void functions_and_values_that_do_not_go_together(void **state)
{
	static const struct fault faults[] = {
		{ "alleles", "*3\tsmall\tNo function\t0\t0", "*3\tsmall\tLittle function\t0\t0",
		  "'Little function' is no term for a function" },
		{ "alleles", "*3\tsmall\tNo function\t0\t0", "*3\tsmall\tNo function\t-\t0",
		  "'*3' of 'CYP2D6' has a function but no CPIC" },
		{ "alleles", "*3\tsmall\tNo function\t0\t0", "*3\tsmall\tNo function\t0\t-",
		  "'*3' of 'CYP2D6' has a function but no DPWG" },
		{ "alleles", "*3\tsmall\tNo function\t0\t0", "*3\tsmall\tNo function\t1\t0",
		  "is 'No function' with the CPIC value 1.00" },
		{ "alleles", "*1\tsmall\tNormal function\t1\t1", "*1\tsmall\tNormal function\t0\t1",
		  "is 'Normal function' with the CPIC value 0.00" },
		{ "alleles", "Uncertain function\t-\t-", "Uncertain function\t1\t-",
		  "CPIC activity value, but no function that could" },
		{ "alleles", "CYP2C19\t*2\tsmall\tNo function\t-\t-",
		  "CYP2C19\t*2\tsmall\tNo function\t0\t-", "the gene does not score" },
		{ "alleles", "\t*36\t-\t*36.005", "\t*3600\t-\t*36.005",
		  "'*57' of 'CYP2D6' is renamed to '*3600'" },
		{ "alleles", "*57\tretired\tnot assigned\t-\t-\tno\t-",
		  "*57\tretired\tnot assigned\t-\t-\tno\t22:42128241:CT:C", "is retired, but has" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void variants_that_are_said_to_abolish_function(void **state)
{
	static const struct fault faults[] = {
		{ "variants", "\t42526694\tG\tA\tno\tyes\tno\t", "\t42526694\tG\tA\tno\tyes\tyes\t",
		  "abolishes function, but '*10' has 'Decreased" },
		{ "variants", "\t42522349\tT\tC\tno\tno\tno\t", "\t42522349\tT\tC\tno\tno\tyes\t",
		  "abolishes function, but is not core" },
		{ "variants", "\t42524820\tT\tTC\tno\tyes\tno\t",
		  "\t42524820\tT\tTC\tno\tyes\tyes\t", "but no allele with an assigned function" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void scores_without_exactly_one_phenotype(void **state)
{
	static const struct fault faults[] = {
		{ "phenotypes", "CYP2D6\tCPIC\t2.26\tinf", "CYP2D6\tCPIC\t2.5\tinf",
		  "0 CPIC rules of 'CYP2D6' are for the score 2.49" },
		{ "phenotypes", "CYP2D6\tCPIC\t2.26\tinf", "CYP2D6\tCPIC\t2.26\t9",
		  "0 CPIC rules of 'CYP2D6' are for the score" },
		{ "phenotypes", "CYP2D6\tDPWG\t1.25\t2.5", "CYP2D6\tDPWG\t1.25\t2.75",
		  "2 DPWG rules of 'CYP2D6' are for the score" },
		{ "phenotypes", "CYP2D6\tCPIC\t0\t0\t-\t-\tPoor Metabolizer\tcpic-2024-08\n", "",
		  "0 CPIC rules of 'CYP2D6' are for the score 0.00" },
		{ "phenotypes", "CYP2C9\tCPIC\t1\t1.5", "CYP2C9\tCPIC\t1.5\t1.5",
		  "0 CPIC rules of 'CYP2C9' are for the score 1.00" },
		{ "phenotypes", "CYP2D6\tCPIC\t-\t-\t-\t-\tIndeterminate\tcpic-2025-11\n", "",
		  "0 CPIC rules of 'CYP2D6' are for an allele without" },
		{ "phenotypes", "CYP2D6\tDPWG\t-\t-\t-\t-\tIndeterminate\tstardose\n", "",
		  "0 DPWG rules of 'CYP2D6' are for an allele without" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void pairs_without_exactly_one_phenotype(void **state)
{
	static const struct fault faults[] = {
		{ "phenotypes",
		  "CYP2C19\tCPIC\t-\t-\tNormal function\tNormal function\tNormal "
		  "Metabolizer\tcpic-2025-11\n",
		  "", "0 rules of 'CYP2C19' are for Normal function with Normal function" },
		{ "phenotypes",
		  "CYP2C19\tCPIC\t-\t-\tNormal function\tnot assigned\tIndeterminate\tstardose\n",
		  "", "0 rules of 'CYP2C19' are for" },
		{ "phenotypes", "CYP2B6\tCPIC\t-\t-\tDecreased function\tIncreased function",
		  "CYP2B6\tCPIC\t-\t-\tDecreased function\tNo function",
		  "2 rules of 'CYP2B6' are for" },
		{ "phenotypes", "CYP3A5\tCPIC\t-\t-\tUnknown function\tUnknown function",
		  "CYP3A5\tCPIC\t-\t-\tUnknown function\tUnheard function",
		  "no allele of 'CYP3A5' has Unheard function" },
		{ "phenotypes", "CYP2C19\tDPWG\t-\t-\tDecreased function\tNo function",
		  "CYP2C19\tDPWG\t-\t-\tDecreased function\tNormal function",
		  "two DPWG rules of 'CYP2C19'" },
		{ "phenotypes", "CYP3A5\tCPIC\t-\t-\tNo function\tNo function",
		  "CYP3A5\tCPIC\t0\t0\t-\t-", "'CYP3A5' has a score rule" },
		{ "phenotypes", "CYP2C9\tCPIC\t0\t0.5\t-\t-",
		  "CYP2C9\tCPIC\t-\t-\tNo function\tNo function",
		  "'CYP2C9' has a rule for a pair" },
		{ "phenotypes", "CYP3A5\tCPIC", "CYP1A2\tCPIC",
		  "'CYP1A2' has a rule, but genes.tsv says none" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void structures_and_frequencies_of_unknown_alleles(void **state)
{
	static const struct fault faults[] = {
		{ "structures", "deletion\tCYP2D6\t*5\t", "erasure\tCYP2D6\t*5\t",
		  "'erasure' is no type of structure" },
		{ "structures", "exon 1\t-\t-\t10\t94762681\t", "exon 1\t-\t-\t10\t94762690\t",
		  "structures.tsv: exons of 'CYP2C19' end elsewhere than the gene on GRCh38" },
		{ "structures", "coding\t-\t-\t10\t94762706\t", "coding\t-\t-\t10\t94762707\t",
		  "structures.tsv: 1472 coding bases of 'CYP2C19' on GRCh38 are no codons" },
		{ "genes", "CYP2C19\t10\t+", "CYP2C19\t10\t-",
		  "windows.tsv: the coding bases of 'CYP2C19' on GRCh37 do not read from a start" },
		{ "structures", "exon\tCYP3A4\texon 3\t", "repeat\tCYP3A4\tno exon\t",
		  "structures.tsv: 1459 coding bases of 'CYP3A4' on GRCh37 are no codons" },
		{ "structures", "function\t-\t10\t94762706\t94762873\t",
		  "function\t-\t10\t94762900\t94762950\t",
		  "structures.tsv: '*37' of 'CYP2C19' lacks no exon bases" },
		{ "structures", "hybrid\tCYP2D6\t*13\t", "hybrid\tCYP2D6\t*1300\t",
		  "allele '*1300' is not in alleles.tsv" },
		{ "structures", "hybrid\tCYP2D6\t*36\t", "hybrid\tCYP2D6\t*3600\t",
		  "'*36' of 'CYP2D6' has no row" },
		{ "structures", "hybrid\tCYP2D6\t*13\t", "deletion\tCYP2D6\t*13\t",
		  "'*13' is deletion here and hybrid in alleles.tsv" },
		{ "structures", "CYP2D6\t*13\tNo function", "CYP2D6\t*13\tNormal function",
		  "'*13' has 'Normal function' here" },
		{ "genes", "score\tyes", "score\tno", "'CYP2D6' has structural alleles" },
		{ "genes", "score\tno", "score\tyes", "'CYP2C9' has no structural alleles" },
		{ "frequencies", "CYP2D6\t*1\tAFR", "CYP2D6\t*999\tAFR",
		  "'*999' of 'CYP2D6' is neither an allele nor a structure" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void models_of_structure_that_cannot_hold(void **state)
{
	static const struct fault faults[] = {
		{ "structure_tags", "42127608\tC\tT\t42523610\tC\tT",
		  "42127608\tG\tT\t42523610\tG\tT",
		  "REF of tag '22:42127608:C:T' is G, but C stands there in GRCh38" },
		{ "structure_tags", "42127608\tC\tT\t42523610\tC\tT",
		  "92127608\tC\tT\t42523610\tC\tT", "lies beyond chromosome 22 of GRCh38" },
		{ "structure_tags", "\t0.3438\t1kgp", "\t0.9\t1kgp",
		  "the shares of 'hybrid36' add up to" },
		{ "structure_classes", "*10=*36+*10", "*10=*36+*1000",
		  "'*10=*36+*1000' of 'hybrid36' names an allele" },
		{ "structure_classes", "suspected_deletion\t-8.8699\t0.5",
		  "suspected_deletion\t-8.8699\t1.5",
		  "the threshold of 'deletion' is no probability" },
		{ "structure_rates", "CYP2D6\tall\t-\t", "CYP2D6\tevery\t-\t",
		  "structure_rates.tsv: 'all' has no row of class 'deletion'" },
		{ "structure_classes", "hybrid68\thybrid\t", "hybrid68\textra_copy\t",
		  "'hybrid68' makes something of an allele, but is no hybrid" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void evidence_that_names_no_place(void **state)
{
	static const struct fault faults[] = {
		{ "evidence", "\t19963748\tG\tA\t", "\t59963748\tG\tA\t",
		  "'rs4680' lies beyond its chromosome" },
		{ "evidence", "\t19963748\tG\tA\t", "\t19963748\tG\tGA\t",
		  "'G' to 'GA' is no exchange of one base" },
		{ "evidence", "\tV158M\tpanel\t", "\tV158M\thint\t",
		  "a hint, and nothing else, has tells and figures" },
		{ "evidence", "\tV158M\tpanel\t", "\tV158M\tadvice\t",
		  "kind is 'advice', not panel, label or hint" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

static void findings_of_guidance_are_counted_as_well(void **state)
{
	static const struct fault faults[] = {
		{ "guidance",
		  "\tamitriptyline\tCPIC\thigher starting dose\tCYP2D6\tUM[226-]\tCYP2C19\tUM|",
		  "\tamitriptyline\tCPIC\thigher starting dose\tCYP2D6\tUM[226-]\tCYP2C19\t",
		  "amitriptyline" },
		{ "guidance", "\tIM[1-74]\t", "\tIM[1-73]\t",
		  "CYP2D6 activity score 0.74: 0 rows" },
		{ "holes", "citalopram\tDPWG\t-\tCYP2C19\tIndeterminate",
		  "citalopram\tDPWG\t-\tCYP2C19\tNM", "0 rows instead of one for" },
		{ "holes", "citalopram\tFDA\t-\tCYP2C19\tUM|",
		  "citalopram\tFDA\t-\tCYP2C19\tPM|UM|", "and a hole," },
		{ "holes", "citalopram\tFDA\t-\tCYP2C19\tUM|", "codeine\tFDA\t-\tCYP2C19\tUM|",
		  "no row of 'FDA' for 'codeine' has this hole" },
		{ "guidance", "\t*3 carrier|!PM\t", "\t*3/*99\t", "CYP2C9 *1/*3: 0 rows" },
	};

	(void)state;
	ASSERT_FOUND(faults);
}

/* The rows of one gene of a shipped table under the name of another gene; free it. */
static char *rows_renamed(const char *name, const char *from, const char *to)
{
	char *text = shipped_text(name), *rows = calloc(1, strlen(text) + 1), *save = NULL;

	assert_non_null(rows);
	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
		if (!strncmp(line, from, strlen(from)) && line[strlen(from)] == '\t')
			sprintf(rows + strlen(rows), "%s%s\n", to, line + strlen(from));
	free(text);
	return rows;
}

static void a_gene_is_added_with_rows_alone(void **state)
{
	char *windows = rows_renamed("windows", "CYP3A5", "NEW1");
	struct stardose_tables *tables;
	const struct stardose_gene *gene;
	struct findings f;
	int n;

	(void)state;
	assert_int_equal(stardose_tables_open(NULL, &tables, NULL), STARDOSE_OK);
	n = tables->n_genes;
	stardose_tables_free(tables);
	write_with_rows(
		"genes",
		"NEW1\t7\t-\tNM_1.1\t99648194\t99679996\t99245817\t99277619\tpair\tno\t-\t"
		"star\t-\t-\t-\tlocal\n");
	write_with_rows("windows", windows);
	write_with_rows(
		"variants",
		"NEW1\t7:99672916:T:C\trs776746\tc.219-237A>"
		"G\tsplicing\t99672916\tT\tC\t99270539\tC\tT\tyes\tyes\tno\t-\t-\t-\tlocal\n");
	write_with_rows(
		"alleles",
		"NEW1\t*1\tsmall\tNormal function\t-\t-\tno\t-\t-\t-\t-\t-\tlocal\tlocal\n"
		"NEW1\t*2\tsmall\tnot assigned\t-\t-\tno\t7:99672916:T:C\t-\t-\t-\t-\tlocal\t-\n");
	f = findings_of(folder);
	assert_non_null(
		strstr(f.text, "0 rules of 'NEW1' are for Normal function with not assigned"));
	write_with_rows(
		"phenotypes",
		"NEW1\tCPIC\t-\t-\tNormal function\tNormal function\tNormal Metabolizer\tlocal\n"
		"NEW1\tCPIC\t-\t-\tNormal function\tnot assigned\tIndeterminate\tlocal\n"
		"NEW1\tCPIC\t-\t-\tnot assigned\tnot assigned\tIndeterminate\tlocal\n");
	f = findings_of(folder);
	if (f.n)
		fail_msg("%s", f.text);
	assert_int_equal(stardose_tables_open(folder, &tables, NULL), STARDOSE_OK);
	assert_int_equal(tables->n_genes, n + 1);
	gene = stardose_tables_gene(tables, "NEW1");
	assert_int_equal(gene->order, n);
	assert_int_equal(gene->local, 1);
	assert_int_equal(stardose_tables_gene(tables, "CYP3A5")->local, 0);
	stardose_tables_free(tables);
	free(windows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_tables_are_sound),
		IN_FOLDER(findings_are_counted_without_a_log),
		IN_FOLDER(files_without_version_source_or_licence),
		IN_FOLDER(variants_that_disagree_with_the_sequence),
		IN_FOLDER(builds_that_describe_different_alleles),
		IN_FOLDER(alleles_that_nothing_tells_apart),
		IN_FOLDER(functions_and_values_that_do_not_go_together),
		IN_FOLDER(variants_that_are_said_to_abolish_function),
		IN_FOLDER(scores_without_exactly_one_phenotype),
		IN_FOLDER(pairs_without_exactly_one_phenotype),
		IN_FOLDER(structures_and_frequencies_of_unknown_alleles),
		IN_FOLDER(a_gene_is_added_with_rows_alone),
		IN_FOLDER(models_of_structure_that_cannot_hold),
		IN_FOLDER(evidence_that_names_no_place),
		IN_FOLDER(findings_of_guidance_are_counted_as_well),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
