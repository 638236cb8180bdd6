/* test_cli_qc.c - calls read, counted, grouped and held beside others: what qc and compare rest on */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stardose/status.h>
#include "../../src/cli/callset.h"
#include "../../src/cli/qc_against.h"
#include "../../src/cli/qc_alleles.h"
#include "../../src/cli/qc_files.h"
#include "../../src/cli/qc_groups.h"
#include "../../src/cli/qc_pedigree.h"
#include "../../src/cli/qc_ploidy.h"
#include "../../src/cli/qc_trio.h"
#include "text_files.h"

/* ---- a call ---- */

static void sites_are_counted_by_their_evidence(void **state)
{
	static const struct {
		const char *sites;
		int seen, assumed, rejected, absent;
		double rate;
	} cases[] = {
		{ "{}", 0, 0, 0, 0, -1 },
		{ "{\"observed\":3,\"block\":1}", 4, 0, 0, 0, 1 },
		{ "{\"observed\":1,\"assumed\":1,\"rejected\":1,\"conflict\":1,\"absent\":4}", 1, 1,
		  2, 4, .125 },
		{ "{\"assumed\":5}", 0, 5, 0, 0, 0 },
		{ "{\"observed\":\"3\",\"absent\":null}", 0, 0, 0, 0, -1 },
		{ "null", 0, 0, 0, 0, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[256];
		struct qc_call call;
		cJSON *gene;

		snprintf(text, sizeof(text), "{\"gene\":\"G\",\"sites\":%s}", cases[i].sites);
		gene = cJSON_Parse(text);
		assert_non_null(gene);
		assert_int_equal(qc_call_read(gene, &call), 1);
		assert_int_equal(call.seen, cases[i].seen);
		assert_int_equal(call.assumed, cases[i].assumed);
		assert_int_equal(call.rejected, cases[i].rejected);
		assert_int_equal(call.absent, cases[i].absent);
		assert_true(call.call_rate == cases[i].rate);
		assert_true(call.copies == -1);
		cJSON_Delete(gene);
	}
}

/* What has a tab or a line feed in it would be two cells, or two rows. */
static void only_plain_texts_become_rows(void **state)
{
	static const struct {
		const char *gene;
		int is_good;
	} cases[] = {
		{ "{\"gene\":\"G\",\"copies\":2,\"diplotype\":null}", 1 },
		{ "{\"gene\":\"\xc3\xa9 <&>\"}", 1 },
		{ "{}", 0 },
		{ "{\"gene\":\"\"}", 0 },
		{ "{\"gene\":7}", 0 },
		{ "{\"Gene\":\"G\"}", 0 },
		{ "null", 0 },
		{ "{\"gene\":\"G\\tH\"}", 0 },
		{ "{\"gene\":\"G\",\"status\":\"a\\nb\"}", 0 },
		{ "{\"gene\":\"G\",\"diplotype\":\"\\u0001\"}", 0 },
		{ "{\"gene\":\"G\",\"phenotype\":\"\\u007f\"}", 0 },
		{ "{\"gene\":\"G\",\"copies_from\":\"\\r\"}", 0 },
		{ "{\"gene\":\"G\",\"reasons\":[\"ok\",\"a\\tb\"]}", 0 },
		{ "{\"gene\":\"G\",\"reasons\":[7,null]}", 1 },
		{ "{\"gene\":\"G\",\"haplotypes\":[{\"allele\":\"*1\"},{\"allele\":\"\\t\"}]}", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *gene = cJSON_Parse(cases[i].gene);
		struct qc_call call;

		assert_non_null(gene);
		if (qc_call_read(gene, &call) != cases[i].is_good)
			fail_msg("%s", cases[i].gene);
		cJSON_Delete(gene);
	}
}

/* ---- calls that are counted ---- */

/* "STATUS DIPLOTYPE-IS-GIVEN ALLELE ALLELE" */
static cJSON *made_gene(const char *name, const char *status, const char *a, const char *b)
{
	char text[512];

	snprintf(text, sizeof(text),
		 "{\"gene\":\"%s\",\"status\":\"%s\",\"diplotype\":\"%s/%s\",\"phenotype\":\"P\","
		 "\"sites\":{\"observed\":1,\"absent\":1},\"reasons\":[\"r\"],"
		 "\"haplotypes\":[{\"allele\":\"%s\"},{\"allele\":\"%s\"}]}",
		 name, status, a, b, a, b);
	return cJSON_Parse(text);
}

static void alleles_count_where_the_diplotype_is_known(void **state)
{
	static const struct {
		const char *status;
		int n;
	} cases[] = {
		{ "called", 2 },     { "assumed", 2 },	 { "outside", 2 },
		{ "incomplete", 2 }, { "ambiguous", 0 }, { "partial", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *gene = made_gene("G", cases[i].status, "*1", "*2");
		struct qc_cohort cohort = { 0 };
		struct qc_call call;

		assert_int_equal(qc_call_read(gene, &call), 1);
		assert_int_equal(qc_cohort_add(&cohort, &call), STARDOSE_OK);
		assert_int_equal(cohort.genes[0].n_haplotypes, cases[i].n);
		assert_int_equal(qc_count_of(&cohort.genes[0].alleles, "*1"), cases[i].n / 2);
		assert_int_equal(qc_count_of(&cohort.genes[0].statuses, cases[i].status), 1);
		qc_cohort_release(&cohort);
		cJSON_Delete(gene);
	}
}

static void a_cohort_adds_up_gene_by_gene(void **state)
{
	struct qc_cohort cohort = { 0 };
	cJSON *silent = cJSON_Parse("{\"gene\":\"G7\"}");
	struct qc_call call;

	(void)state;
	for (int i = 0; i < 200; i++) {
		char name[8];
		cJSON *gene;

		snprintf(name, sizeof(name), "G%d", i % 40);
		gene = made_gene(name, i < 120 ? "called" : "no_call", "*1", i % 2 ? "*1" : "*2");
		assert_int_equal(qc_call_read(gene, &call), 1);
		assert_int_equal(qc_cohort_add(&cohort, &call), STARDOSE_OK);
		cJSON_Delete(gene);
	}
	assert_int_equal(qc_call_read(silent, &call), 1);
	assert_int_equal(qc_cohort_add(&cohort, &call), STARDOSE_OK);
	cJSON_Delete(silent);
	assert_int_equal(cohort.n, 40);
	for (int i = 0; i < 40; i++) {
		const struct qc_gene *gene = &cohort.genes[i];

		assert_int_equal(gene->n_samples, 5 + (i == 7));
		assert_int_equal(gene->n_rated, 5);
		assert_true(gene->call_rates == 2.5);
		assert_int_equal(qc_count_of(&gene->statuses, "called"), 3);
		assert_int_equal(qc_count_of(&gene->statuses, "no_call"), 2);
		assert_int_equal(qc_count_of(&gene->statuses, "unknown"), i == 7);
		assert_int_equal(qc_count_of(&gene->phenotypes, "no result"), i == 7);
		assert_int_equal(qc_count_of(&gene->reasons, "r"), 5);
		assert_int_equal(qc_count_of(&gene->alleles, "*2"), i % 2 ? 0 : 5);
		assert_int_equal(gene->n_haplotypes, 10);
	}
	qc_cohort_release(&cohort);
}

/* ---- groups ---- */

static int open_groups(const char *text, struct qc_groups **groups, struct stardose_error *err)
{
	memset(err, 0, sizeof(*err));
	put_text("groups", text);
	return qc_groups_open("groups", groups, err);
}

static void a_line_of_groups_has_a_sample_and_its_population(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "a\tX\nb\tY\n", NULL },
		{ "# sample\tpopulation\n\na\tX\r\na\tX\n", NULL },
		{ "a\tX\tmore\n", NULL },
		{ "", NULL },
		{ "a\n", "'groups' line 1: a sample, a tab and its population" },
		{ "a\tX\na \t\n", "'groups' line 2: a sample" },
		{ "\tX\n", "line 1: a sample" },
		{ "a X\n", "line 1: a sample" },
		{ "a\tX\nb\tX\na\tY\n", "'groups' line 3: the sample has another population" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct qc_groups *groups = NULL;
		struct stardose_error err;
		int ret = open_groups(cases[i].text, &groups, &err);

		assert_int_equal(ret, cases[i].why ? STARDOSE_EINPUT : STARDOSE_OK);
		if (cases[i].why && !strstr(err.text, cases[i].why))
			fail_msg("'%s' does not say '%s'", err.text, cases[i].why);
		qc_groups_free(groups);
	}
}

static void samples_are_grouped_and_those_of_nobody_come_last(void **state)
{
	static const char *const samples[] = { "z", "b", "nobody", "a", "b2", "neither" };
	cJSON *gene = made_gene("G", "called", "*1", "*2");
	struct qc_groups *groups;
	const struct qc_group *group;
	struct stardose_error err;
	struct qc_call call;
	int n;

	(void)state;
	assert_int_equal(open_groups("a\tA\nb\tB\nb2\tB\nz\tz\nabsent\tQ\n", &groups, &err), 0);
	assert_int_equal(qc_call_read(gene, &call), 1);
	for (int i = 0; i < 6; i++)
		assert_int_equal(qc_groups_add(groups, samples[i], &call, 1), STARDOSE_OK);
	group = qc_groups_sorted(groups, &n);
	assert_int_equal(n, 4);
	assert_string_equal(group[0].name, "A");
	assert_string_equal(group[1].name, "B");
	assert_string_equal(group[2].name, "z");
	assert_string_equal(group[3].name, QC_NOT_GIVEN);
	assert_int_equal(group[1].cohort.n_samples, 2);
	assert_int_equal(group[3].cohort.n_samples, 2);
	assert_int_equal(group[3].cohort.genes[0].n_samples, 2);
	qc_groups_free(groups);
	cJSON_Delete(gene);
}

/* Numbers of few people are not shown, nor what would give one away by subtraction. */
static void few_people_stay_unknown(void **state)
{
	static const struct {
		int n, count[5];
		const char *hidden;
	} cases[] = {
		{ 0, { 0 }, "" },
		{ 1, { 11 }, "0" },
		{ 1, { 10 }, "1" },
		{ 2, { 11, 50 }, "00" },
		{ 2, { 10, 50 }, "11" },
		{ 3, { 60, 10, 50 }, "011" },	 /* the least of the others goes along */
		{ 3, { 50, 50, 1 }, "101" },	 /* of equals the first */
		{ 4, { 3, 60, 4, 50 }, "1010" }, /* two are not told by the rest */
		{ 5, { 99, 12, 11, 10, 13 }, "00110" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct qc_count v[5] = { { NULL, 0 } };
		struct qc_counter counter = { cases[i].n, 5, v };
		char hidden[5];

		for (int k = 0; k < cases[i].n; k++)
			v[k].count = cases[i].count[k];
		qc_groups_hidden(&counter, hidden);
		for (int k = 0; k < cases[i].n; k++)
			if (hidden[k] != cases[i].hidden[k] - '0')
				fail_msg("case %d, number %d", (int)i, k);
	}
}

/* ---- alleles that people share ---- */

static void people_share_an_allele_or_they_do_not(void **state)
{
	static const struct {
		const char *a[2], *b[2];
		int n_apart, n_same;
	} cases[] = {
		{ { "*1", "*2" }, { "*1", "*2" }, 0, 1 },
		{ { "*1", "*2" }, { "*2", "*1" }, 0, 1 },
		{ { "*1", "*2" }, { "*2", "*3" }, 0, 0 },
		{ { "*1", "*2" }, { "*3", "*1" }, 0, 0 },
		{ { "*1", "*1" }, { "*1", "*2" }, 0, 0 },
		{ { "*1", "*2" }, { "*3", "*4" }, 1, 0 },
		{ { "*1", "*1" }, { "*10", "*10" }, 1, 0 },
		{ { "", "*1" }, { "*2", "*2" }, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct qc_alleles a = { KS_INITIALIZE, 0 }, b = { KS_INITIALIZE, 0 };
		kstring_t genes = KS_INITIALIZE;
		int n_both;

		assert_int_equal(qc_alleles_add(&a, "OTHER", "*1", "*1"), STARDOSE_OK);
		assert_int_equal(qc_alleles_add(&a, "G", cases[i].a[0], cases[i].a[1]), 0);
		assert_int_equal(qc_alleles_add(&b, "G", cases[i].b[0], cases[i].b[1]), 0);
		assert_int_equal(qc_alleles_apart(&a, &b, &n_both, &genes), cases[i].n_apart);
		assert_int_equal(qc_alleles_apart(&b, &a, &n_both, NULL), cases[i].n_apart);
		assert_int_equal(n_both, 1);
		assert_string_equal(genes.s ? genes.s : "", cases[i].n_apart ? "G" : "");
		assert_int_equal(qc_alleles_same(&a, &b), cases[i].n_same);
		ks_free(&genes);
		ks_free(&a.genes);
		ks_free(&b.genes);
	}
}

static kstring_t told;

static void hear(const char *text) { ksprintf(&told, "%s\n", text); }

/* The sample's calls of GA, GB and GC are "a1/a2" of @alleles, one status for all. */
static void give(struct qc_trios *trios, struct qc_against *against, const char *sample,
		 const char *status, const char *const alleles[3][2])
{
	static const char *const names[] = { "GA", "GB", "GC" };
	struct qc_call calls[3];
	cJSON *gene[3];

	for (int i = 0; i < 3; i++) {
		gene[i] = made_gene(names[i], status, alleles[i][0], alleles[i][1]);
		assert_int_equal(qc_call_read(gene[i], &calls[i]), 1);
	}
	if (trios)
		assert_int_equal(qc_trios_sample(trios, sample, calls, 3), STARDOSE_OK);
	if (against)
		assert_true(qc_against_sample(against, sample, calls, 3, hear) >= 0);
	for (int i = 0; i < 3; i++)
		cJSON_Delete(gene[i]);
}

static const char *const child_of[3][2] = { { "*1", "*2" }, { "*1", "*2" }, { "*1", "*2" } },
			 *const in_one[3][2] = { { "*3", "*4" }, { "*2", "*4" }, { "*1", "*1" } },
			 *const in_two[3][2] = { { "*3", "*4" }, { "*5", "*4" }, { "*1", "*1" } };

static void a_parent_who_shares_nothing_in_two_genes_is_told(void **state)
{
	static const struct {
		const char *status;
		const char *const (*father)[2];
		int n;
	} cases[] = {
		{ "called", in_two, 1 },  { "assumed", in_two, 1 },   { "outside", in_two, 1 },
		{ "called", in_one, 0 },  { "called", child_of, 0 },  { "incomplete", in_two, 0 },
		{ "partial", in_two, 0 }, { "ambiguous", in_two, 0 },
	};

	(void)state;
	put_text("ped", "#family child father mother\n\nf c dad mum\nf\tdad\t0\t0 1 2\n");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct qc_pedigree pedigree;
		struct qc_trios *trios;

		told.l = 0;
		assert_int_equal(qc_pedigree_read("ped", &pedigree, NULL), STARDOSE_OK);
		assert_int_equal(qc_trios_open(&pedigree, &trios, NULL), STARDOSE_OK);
		qc_pedigree_release(&pedigree); /* it is not kept */
		give(trios, NULL, "c", "called", child_of);
		give(trios, NULL, "dad", cases[i].status, cases[i].father);
		give(trios, NULL, "mum", "called", child_of);
		give(trios, NULL, "stranger", "called", in_two);
		assert_int_equal(qc_trios_tell(trios, hear), cases[i].n);
		assert_string_equal(told.l ? told.s : "",
				    cases[i].n ? "child 'c' and parent 'dad' share no allele in 2 "
						 "of 3 genes (GA, GB): is a sample swapped, or the "
						 "pedigree wrong?\n"
					       : "");
		qc_trios_free(trios);
	}
	ks_free(&told);
}

static void a_pedigree_names_a_child_with_a_parent(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "", "'ped' names no child with a parent" },
		{ "f c 0 0\n", "'ped' names no child with a parent" },
		{ "#f c d m\n", "'ped' names no child with a parent" },
		{ "f c d\n", "'ped' line 1: family, child, father and mother are expected" },
		{ "f c d m\n\t \nf x\n", "'ped' line 3: family" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		struct qc_pedigree pedigree;

		put_text("ped", cases[i].text);
		assert_int_equal(qc_pedigree_read("ped", &pedigree, &err), STARDOSE_EINPUT);
		qc_pedigree_release(&pedigree);
		if (!strstr(err.text, cases[i].why))
			fail_msg("'%s' does not say '%s'", err.text, cases[i].why);
	}
	qc_trios_free(NULL);
	qc_ploidy_free(NULL);
}

static void a_line_of_a_pedigree_has_parents_and_sex(void **state)
{
	static const struct {
		const char *line, *name, *father, *mother;
		char sex;
	} cases[] = {
		{ "f c dad mum", "c", "dad", "mum", 0 },
		{ "f\tc\tdad\tmum\t1", "c", "dad", "mum", '1' },
		{ "  f c \t 0 mum 2 -9 A A", "c", NULL, "mum", '2' },
		{ "f c dad 0 0", "c", "dad", NULL, 0 },
		{ "f c dad mum 12", "c", "dad", "mum", 0 },
		{ "f c dad mum other\r", "c", "dad", "mum", 0 },
		{ "f c dad mum 2\r", "c", "dad", "mum", '2' },
		{ "f c 00 \"m\xc3\xa9\"", "c", "00", "\"m\xc3\xa9\"", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct qc_pedigree p;
		char text[128];

		snprintf(text, sizeof(text), "# f x y z 1\n\n%s\nf orphan 0 0 1\n", cases[i].line);
		put_text("ped", text);
		assert_int_equal(qc_pedigree_read("ped", &p, NULL), STARDOSE_OK);
		assert_int_equal(p.n, 2);
		assert_string_equal(p.persons[0].name, cases[i].name);
		for (int k = 0; k < QC_N_PARENTS; k++) {
			const char *parent = k ? cases[i].mother : cases[i].father;

			assert_int_equal(!p.persons[0].parent[k], !parent);
			if (parent)
				assert_string_equal(p.persons[0].parent[k], parent);
		}
		assert_int_equal(p.persons[0].sex, cases[i].sex);
		assert_int_equal(p.persons[1].sex, '1');
		qc_pedigree_release(&p);
	}
}

/* ---- sex and ploidy ---- */

/* A call of @gene: "a" of one haplotype, "a/b" of two; with one reason, or none. */
static cJSON *made_ploid(const char *gene, const char *kind, const char *alleles,
			 const char *reason)
{
	const char *slash = strchr(alleles, '/');
	kstring_t text = KS_INITIALIZE;
	cJSON *made;

	ksprintf(&text, "{\"gene\":\"%s\",\"kind\":\"%s\",\"reasons\":[", gene, kind);
	if (*reason)
		ksprintf(&text, "7,\"%s\"", reason);
	ksprintf(&text, "],\"haplotypes\":[");
	if (*alleles)
		ksprintf(&text, "{\"allele\":\"%.*s\"}",
			 slash ? (int)(slash - alleles) : (int)strlen(alleles), alleles);
	if (slash)
		ksprintf(&text, ",{\"allele\":\"%s\"}", slash + 1);
	kputs("]}", &text);
	made = cJSON_Parse(text.s);
	assert_non_null(made);
	ks_free(&text);
	return made;
}

static void x_speaks_against_a_sex_that_is_given(void **state)
{
	static const struct {
		const char *sample, *kind, *alleles, *reason, *what;
	} cases[] = {
		{ "man", "hemizygous", "A", "haploid", NULL },
		{ "man", "hemizygous", "A/A", "", NULL }, /* written twice by many callers */
		{ "man", "hemizygous", "A/B", "", "is male in the pedigree, and has two" },
		{ "man", "", "A/B", "", NULL },
		{ "woman", "hemizygous", "A/B", "", NULL },
		{ "woman", "hemizygous", "A/A", "", NULL },
		{ "woman", "hemizygous", "A", "", "is female in the pedigree, and has one" },
		{ "woman", "hemizygous", "A/A", "haploid", "is female in the pedigree" },
		{ "woman", "hemizygous", "", "", NULL },
		{ "nobody", "hemizygous", "A/B", "", NULL },
		{ "nobody", "hemizygous", "A", "haploid", NULL },
		{ "nobody", "hemizygous", "A/A", "sex_contradicted", "has contradicting evidence" },
		{ "stranger", "hemizygous", "A/B", "sex_contradicted", "has contradicting" },
		{ "twice", "hemizygous", "A", "", "is female" }, /* the last line stands */
	};
	struct qc_pedigree pedigree;
	struct qc_ploidy *ploidy;

	(void)state;
	put_text("ped", "f man dad 0 1\nf woman 0 0 2\nf nobody 0 0 0\nf twice dad 0 1\n"
			"f twice 0 mum 2\n");
	assert_int_equal(qc_pedigree_read("ped", &pedigree, NULL), STARDOSE_OK);
	assert_int_equal(qc_ploidy_open(&pedigree, &ploidy, NULL), STARDOSE_OK);
	qc_pedigree_release(&pedigree);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *gene = made_ploid("GX", cases[i].kind, cases[i].alleles, cases[i].reason);
		struct qc_call call;

		told.l = 0;
		assert_int_equal(qc_call_read(gene, &call), 1);
		assert_int_equal(qc_ploidy_sample(ploidy, cases[i].sample, &call, 1, hear),
				 cases[i].what != NULL);
		if (cases[i].what && (!strstr(told.s, cases[i].what) || !strstr(told.s, " GX: ") ||
				      !strstr(told.s, cases[i].sample)))
			fail_msg("case %zu: '%s'", i, told.s);
		cJSON_Delete(gene);
	}
	assert_int_equal(qc_ploidy_tell(ploidy, hear), 0); /* a gene of X is no autosome */
	qc_ploidy_free(ploidy);
	ks_free(&told);
}

static void samples_of_another_ploidy_are_counted_once(void **state)
{
	static const struct qc_pedigree nobody;
	static const struct {
		const char *sample, *reason, *says;
	} steps[] = {
		{ "s0", "", NULL },
		{ "s1", "haploid", "1 sample has genotypes of another ploidy than two in genes of "
				   "autosomes (first: 's1', GA)\n" },
		{ "s2", "half_call", "1 sample has " },
		{ "s3", "mixed_ploidy", "2 samples have " },
		{ "s4", "ploidy_unsupported", "3 samples have genotypes of another ploidy than two "
					      "in genes of autosomes (first: 's1', GA)\n" },
	};
	struct qc_ploidy *ploidy;

	(void)state;
	assert_int_equal(qc_ploidy_open(&nobody, &ploidy, NULL), STARDOSE_OK);
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		cJSON *gene[2] = { made_ploid("GA", "", "A", steps[i].reason),
				   made_ploid("GB", "", "A/B", steps[i].reason) };
		struct qc_call calls[2];

		for (int k = 0; k < 2; k++)
			assert_int_equal(qc_call_read(gene[k], &calls[k]), 1);
		told.l = 0;
		assert_int_equal(qc_ploidy_sample(ploidy, steps[i].sample, calls, 2, hear), 0);
		assert_int_equal(told.l, 0);
		assert_int_equal(qc_ploidy_tell(ploidy, hear), steps[i].says != NULL);
		if (steps[i].says)
			assert_non_null(strstr(told.s, steps[i].says));
		for (int k = 0; k < 2; k++)
			cJSON_Delete(gene[k]);
	}
	qc_ploidy_free(ploidy);
	ks_free(&told);
}

static void a_swapped_sample_is_told_with_the_one_that_fits(void **state)
{
	static const char rows[] = "sample\tgene\tdiplotype\n"
				   "me\tGA\t*3/*4\nme\tGB\t*5/*4\nme\tGC\t*1/*1\n"
				   "you\tGA\t*1/*2\nyou\tGB\t*2/*1\nyou\tGC\t*1/*2\n"
				   "odd\tGA\t*1/*2 or *3/*4\nodd\tGB\t*1\nodd\tGC\t*1/*2/*3\n";
	struct qc_against *against;

	(void)state;
	told.l = 0;
	put_text("rows", rows);
	assert_int_equal(qc_against_open("rows", &against, NULL), STARDOSE_OK);
	give(NULL, against, "you", "called", child_of);
	give(NULL, against, "absent", "called", in_two);
	give(NULL, against, "odd", "called", in_two);
	assert_int_equal(told.l, 0);
	give(NULL, against, "me", "called", child_of);
	assert_non_null(strstr(told.s, "sample 'me' shares no allele with its calls of --against "
				       "in 2 of 3 genes (GA, GB): is it swapped"));
	assert_non_null(strstr(told.s, "'you'"));
	ks_free(&told);
	qc_against_free(against);
	put_text("rows", "sample\tgene\tdiplotype\na\tGA\t*1\n");
	assert_int_equal(qc_against_open("rows", &against, NULL), STARDOSE_EINPUT);
}

/* ---- calls and truths in files ---- */

static char *cells_of(const struct callset *set)
{
	static char text[1024];
	int at = 0;

	text[0] = 0;
	for (int i = 0; i < set->n; i++)
		at += snprintf(text + at, sizeof(text) - at, "%d:%s:%s:%s:%s;", set->rows[i].line,
			       set->rows[i].cell[CALLSET_SAMPLE], set->rows[i].cell[CALLSET_GENE],
			       set->rows[i].cell[CALLSET_DIPLOTYPE],
			       set->rows[i].cell[CALLSET_ALTERNATES]);
	return text;
}

static void calls_are_read_from_rows_or_from_json(void **state)
{
	static const struct {
		const char *text, *cells;
		int is_truth;
	} cases[] = {
		{ "sample\tgene\tdiplotype\na\tG\t*1\n", "2:a:G:*1:;", 0 },
		{ "##x\n#Gene\tDiplotype\tSample\n\nG\t*1\ta\n", "4:a:G:*1:;", 0 },
		{ "sample\tgene\tdiplotype\talternates\na\tG\t*1\t*2\nb\tG\n",
		  "2:a:G:*1:*2;3:b:G::;", 1 },
		{ "sample\tgene\tdiplotype\tbuilds\na\tG\t*1\tx\n", "2:a:G:*1:;", 1 },
		{ "sample\tgene\tdiplotype\thas_sv\n", "", 1 },
		{ "a\tG\t*1\nb\tG\t*2\tmore\n", "1:a:G:*1:;2:b:G:*2:;", 0 },
		{ "{\"sample\":\"a\",\"genes\":[{\"gene\":\"G\",\"diplotype\":\"*1\"},"
		  "{\"gene\":\"H\",\"diplotype\":null}]}\n{\"sample\":\"b\",\"genes\":[]}\n",
		  "1:a:G:*1:;1:a:H:.:;", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		struct callset set;

		put_text("calls", cases[i].text);
		if (callset_read("calls", &set, &err))
			fail_msg("%s", err.text);
		assert_string_equal(cells_of(&set), cases[i].cells);
		assert_int_equal(set.is_truth, cases[i].is_truth);
		callset_release(&set);
	}
}

static void what_holds_no_calls_is_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "", "'calls' is empty" },
		{ "##only\n\n", "'calls' is empty" },
		{ "one\n", "no columns sample, gene and diplotype in 'calls'" },
		{ "one\ttwo\n", "no columns sample" },
		{ "#a\tb\tc\n", "no columns sample" },
		{ "sample\tgene\tdiplotype\n\tG\t*1\n", "no sample or gene in 'calls' line 2" },
		{ "a\t\t*1\n", "no sample or gene in 'calls' line 1" },
		{ "{\"sample\":\"a\"}\n", "'calls' line 1: not an object" },
		{ "{\"sample\":1,\"genes\":[]}\n", "line 1: not an object" },
		{ "{\"sample\":\"a\",\"genes\":[{}]}\n", "line 1: not an object" },
		{ "{\"sample\":\"a\",\"genes\":[\n", "line 1: not an object" },
		{ "{\"sample\":\"a\\tb\",\"genes\":[{\"gene\":\"G\"}]}\n",
		  "line 1: not an object" },
		{ "{\"sample\":\"a\",\"genes\":[{\"gene\":\"G\\nH\"}]}\n",
		  "line 1: not an object" },
		{ "{\"sample\":\"a\",\"genes\":[{\"gene\":\"G\",\"diplotype\":\"\\t\"}]}\n",
		  "line 1: not an object" },
		/* else the one kind would be read as the other */
		{ "{\"sample\":\"a\",\"genes\":[]}\nb\tG\t*1\n",
		  "'calls' line 2: rows and lines of JSON are in one file" },
		{ "sample\tgene\tdiplotype\n{\"sample\":\"a\",\"genes\":[]}\n",
		  "line 2: rows and" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stardose_error err = { 0 };
		struct callset set;

		put_text("calls", cases[i].text);
		assert_int_equal(callset_read("calls", &set, &err), STARDOSE_EINPUT);
		if (!strstr(err.text, cases[i].why))
			fail_msg("'%s' does not say '%s'", err.text, cases[i].why);
		callset_release(&set);
	}
}

static void the_first_row_of_a_sample_and_gene_is_found(void **state)
{
	struct callset set;
	char *text = calloc(1, 1 << 16);
	int at = 0;

	(void)state;
	assert_non_null(text);
	for (int i = 0; i < 600; i++) /* each pair twice */
		at += sprintf(text + at, "s%d\tG%d\t*%d\n", (i * 7) % 50, (i * 11) % 6, i);
	put_text("calls", text);
	free(text);
	assert_int_equal(callset_read("calls", &set, NULL), STARDOSE_OK);
	callset_sort(&set);
	for (int i = 1; i < set.n; i++)
		if (callset_same_key(&set.rows[i - 1], &set.rows[i]))
			assert_true(set.rows[i - 1].line < set.rows[i].line);
	for (int i = 0; i < set.n; i++) {
		const struct callset_row *row = &set.rows[i];
		int found = callset_find(&set, row->cell[CALLSET_SAMPLE], row->cell[CALLSET_GENE]);

		assert_true(found >= 0 && found <= i);
		assert_true(callset_same_key(&set.rows[found], row));
		assert_true(!found || !callset_same_key(&set.rows[found - 1], row));
	}
	assert_true(callset_find(&set, "s7", "g5") >= 0); /* a gene in any case */
	assert_int_equal(callset_find(&set, "S7", "G5"), -1);
	assert_int_equal(callset_find(&set, "s7", "G9"), -1);
	assert_int_equal(callset_find(&set, "", ""), -1);
	assert_int_equal(callset_find(&set, "zz", "zz"), -1);
	callset_release(&set);
}

/* ---- files for MultiQC ---- */

static void tables_of_multiqc_have_a_row_for_each_sample_and_gene(void **state)
{
	cJSON *g[3] = { made_gene("GA", "called", "*1", "*2"), made_gene("GB", "no_call", "", ""),
			cJSON_Parse("{\"gene\":\"GC\",\"status\":\"outside\"}") };
	struct qc_files files = { .n_genes = 0 };
	struct qc_cohort cohort = { 0 };
	struct stardose_error err = { 0 };
	struct qc_call calls[3];
	char *text;

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(qc_call_read(g[i], &calls[i]), 1);
		assert_int_equal(qc_cohort_add(&cohort, &calls[i]), STARDOSE_OK);
	}
	assert_int_equal(qc_files_sample(&files, "first", calls, 3), STARDOSE_OK);
	assert_int_equal(qc_files_sample(&files, "second", calls + 2, 1), STARDOSE_OK);
	assert_int_equal(qc_files_write(&files, &cohort, "out", &err), STARDOSE_OK);
	text = text_of_file("out/stardose_samples_mqc.tsv");
	assert_non_null(strstr(text, "\nSample\tgenes\tfirm\tno_call\tcall_rate\n"
				     "first\t3\t2\t1\t50\nsecond\t1\t1\t0\t\n"));
	free(text);
	text = text_of_file("out/stardose_call_rate_mqc.tsv");
	assert_non_null(strstr(text, "\nSample\tGA\tGB\tGC\nfirst\t50\t50\t\nsecond\t\t\t\n"));
	free(text);
	text = text_of_file("out/stardose_status_mqc.tsv");
	assert_non_null(strstr(text, "\nGene\tcalled\tassumed\toutside\tincomplete\tambiguous\t"
				     "partial\tno_call\nGA\t1\t0\t0\t0\t0\t0\t0\n"
				     "GB\t0\t0\t0\t0\t0\t0\t1\nGC\t0\t0\t1\t0\t0\t0\t0\n"));
	free(text);
	text = text_of_file("out/stardose_phenotype_mqc.tsv");
	assert_non_null(strstr(text, "\nGene\tP\tno result\nGA\t1\t0\nGB\t1\t0\nGC\t0\t1\n"));
	free(text);
	put_text("file", "");
	assert_int_equal(qc_files_write(&files, &cohort, "file", &err), STARDOSE_EOUTPUT);
	assert_int_equal(qc_files_write(&files, &cohort, "no/deep", &err), STARDOSE_EOUTPUT);
	assert_non_null(strstr(err.text, "cannot make the folder 'no/deep'"));
	qc_files_release(&files);
	qc_cohort_release(&cohort);
	for (int i = 0; i < 3; i++)
		cJSON_Delete(g[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sites_are_counted_by_their_evidence),
		cmocka_unit_test(only_plain_texts_become_rows),
		cmocka_unit_test(alleles_count_where_the_diplotype_is_known),
		cmocka_unit_test(a_cohort_adds_up_gene_by_gene),
		IN_OWN_FOLDER(a_line_of_groups_has_a_sample_and_its_population),
		IN_OWN_FOLDER(samples_are_grouped_and_those_of_nobody_come_last),
		cmocka_unit_test(few_people_stay_unknown),
		cmocka_unit_test(people_share_an_allele_or_they_do_not),
		IN_OWN_FOLDER(a_parent_who_shares_nothing_in_two_genes_is_told),
		IN_OWN_FOLDER(a_pedigree_names_a_child_with_a_parent),
		IN_OWN_FOLDER(a_line_of_a_pedigree_has_parents_and_sex),
		IN_OWN_FOLDER(x_speaks_against_a_sex_that_is_given),
		cmocka_unit_test(samples_of_another_ploidy_are_counted_once),
		IN_OWN_FOLDER(a_swapped_sample_is_told_with_the_one_that_fits),
		IN_OWN_FOLDER(calls_are_read_from_rows_or_from_json),
		IN_OWN_FOLDER(what_holds_no_calls_is_refused),
		IN_OWN_FOLDER(the_first_row_of_a_sample_and_gene_is_found),
		IN_OWN_FOLDER(tables_of_multiqc_have_a_row_for_each_sample_and_gene),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
