/*
 * test_structure_risk.c - records in, copies of tag bases out; copies of tag bases in,
 * probabilities out
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "fixture_gene.h"
#include "structure/structure_score.h"
#include "structure/tag_collector.h"

/* A made-up model: four tags, the last one swapped on GRCh37 and the third one unknown there. */
enum { FLANK, BEHIND, ONLY_38, TURNED, N_TAGS };
static struct sdi_tag tags[N_TAGS] = {
	[FLANK] = { "22:5001:A:G", { { 3000, 'A', 'G' }, { 5000, 'A', 'G' } }, 0 },
	[BEHIND] = { "22:5101:C:T", { { 3100, 'C', 'T' }, { 5100, 'C', 'T' } }, 0 },
	[ONLY_38] = { "22:5201:G:A", { { -1, 0, 0 }, { 5200, 'G', 'A' } }, 0 },
	[TURNED] = { "22:5301:T:C", { { 3300, 'C', 'T' }, { 5300, 'T', 'C' } }, 1 },
};
static int run_tags[] = { FLANK, BEHIND, TURNED };
static struct sdi_tag_run runs[] = { { "deleted", 3, run_tags } };
static struct sdi_tag_weight weights[] = { { FLANK, 2, 3, 0.5, 0.25 },
					   { TURNED, -1, -1.5, -0.25, 0.25 } };
static struct sdi_run_weight run_weights[] = { { 0, 0, 4, 1, 0.5 } };
enum { LOST, MIXED, N_CLASSES }; /* classes of the model */
static struct sdi_structure_rate rates[] = {
	{ "all", "", 200, (int[]){ 20, 1 } },
	{ "AFR", "", 50, (int[]){ 10, 0 } },
	{ "all", "*1/*1", 40, (int[]){ 8, 0 } },
};
static struct sdi_structure_class classes[N_CLASSES] = {
	[LOST] = { { "lost", STARDOSE_KIND_DELETION, "no gene" },
		   STARDOSE_REASON_SUSPECTED_DELETION,
		   -3,
		   0.5,
		   0,
		   2,
		   1,
		   0,
		   weights,
		   run_weights,
		   NULL },
	[MIXED] = { { "mixed", STARDOSE_KIND_HYBRID, "half a gene" },
		    STARDOSE_REASON_SUSPECTED_HYBRID,
		    -5,
		    0.5,
		    0,
		    0,
		    0,
		    0,
		    NULL,
		    NULL,
		    NULL },
};
static struct stardose_structure_model model = {
	.n_tags = N_TAGS,
	.n_runs = 1,
	.n_rates = 3,
	.n_classes = N_CLASSES,
	.tags = tags,
	.runs = runs,
	.rates = rates,
	.classes = classes,
};
static const struct sdi_collector_options plain;

static void push(struct sdi_tag_collector *c, const bcf_hdr_t *hdr, const char *line,
		 const struct sdi_filter_list *filters)
{
	struct sdi_filter_verdict verdict;
	char copy[256], filter[32] = "PASS", info[32] = ".";
	kstring_t s = KS_INITIALIZE;
	bcf1_t *rec = bcf_init();
	struct stardose_error err = { 0 };
	char *field[12] = { copy, copy, copy }, *more = NULL;
	int n = 0;

	snprintf(copy, sizeof(copy), "%s", line);
	for (char *p = strtok_r(copy, " ", &more); p && n < 12; p = strtok_r(NULL, " ", &more))
		if (!strncmp(p, "FILTER=", 7))
			snprintf(filter, sizeof(filter), "%s", p + 7);
		else if (!strncmp(p, "END=", 4))
			snprintf(info, sizeof(info), "%s", p);
		else
			field[n++] = p;
	ksprintf(&s, "22\t%s\t.\t%s\t%s\t.\t%s\t%s", field[0], field[1], field[2], filter, info);
	for (int i = 3; i < n; i++)
		ksprintf(&s, "\t%s", field[i]);
	assert_int_equal(vcf_parse(&s, hdr, rec), 0);
	verdict = sdi_filter_judge(filters, hdr, rec);
	assert_int_equal(sdi_tag_collector_push(c, hdr, rec, &verdict, &err), STARDOSE_OK);
	bcf_destroy(rec);
	free(s.s);
}

/* Copies of the four tags in each of two samples, '?' unseen: "01--/0---" */
static const char *collect(enum stardose_build build, const struct sdi_collector_options *options,
			   const char *const *lines)
{
	static char text[2 * N_TAGS + 2];
	bcf_hdr_t *hdr = fixture_header(FIXTURE_HEADER, 2);
	struct sdi_tag_collector *c = NULL;
	struct stardose_error err = { 0 };
	struct sdi_filter_list filters;
	uint8_t dose[N_TAGS];
	char *p = text;

	assert_int_equal(sdi_tag_collector_new(&model, build, 2, options, &c, &err), STARDOSE_OK);
	assert_int_equal(sdi_filter_list_init(&filters, options->apply_filters), STARDOSE_OK);
	for (; *lines; lines++)
		push(c, hdr, *lines, &filters);
	sdi_filter_list_release(&filters);
	for (int s = 0; s < 2; s++) {
		if (s)
			*p++ = '/';
		sdi_tag_collector_get(c, s, dose);
		for (int t = 0; t < N_TAGS; t++)
			*p++ = "012-"[dose[t]];
	}
	*p = '\0';
	sdi_tag_collector_free(c);
	bcf_hdr_destroy(hdr);
	return text;
}
#define LINES(...) (const char *const[]){ __VA_ARGS__, NULL }
#define SEEN(...) collect(STARDOSE_BUILD_GRCH38, &plain, LINES(__VA_ARGS__))

static void copies_are_counted_whatever_the_phase(void **state)
{
	(void)state;
	assert_string_equal(SEEN("5001 A G GT 0|1 1/1", "5101 C T GT 1|0 0/0"), "11--/20--");
	assert_string_equal(SEEN("5001 A G GT 1/0 1|1"), "1---/2---");
}

static void half_calls_haploid_and_missing_genotypes_are_not_seen(void **state)
{
	(void)state;
	assert_string_equal(SEEN("5001 A G GT ./1 ./."), "----/----");
	assert_string_equal(SEEN("5001 A G GT 1 0/1"), "----/1---");
	assert_string_equal(SEEN("5001 A G GT 0/0/1 0/1"), "----/1---");
}

static void other_bases_at_the_tag_are_not_the_tags(void **state)
{
	(void)state;
	assert_string_equal(SEEN("5001 A C,G GT 1/2 0/1"), "1---/0---");
	assert_string_equal(SEEN("5001 A C GT 0/1 0/0"), "----/----");
	assert_string_equal(SEEN("5001 A G,<NON_REF> GT 0/1 0/2"), "1---/----");
	assert_string_equal(SEEN("5001 A G,* GT 1/1 0/2"), "2---/----");
}

static void a_record_with_another_ref_base_says_nothing(void **state)
{
	(void)state;
	assert_string_equal(SEEN("5001 G A GT 0/1 1/1"), "----/----");
	assert_string_equal(SEEN("5001 AT GT GT 0/1 1/1"), "----/----");
}

static void reference_records_and_blocks_show_no_copy(void **state)
{
	(void)state;
	assert_string_equal(SEEN("5001 A . GT 0/0 ./."), "0---/----");
	assert_string_equal(SEEN("4900 A <NON_REF> END=5150 GT 0/0 0/0"), "00--/00--");
	assert_string_equal(SEEN("4900 A <*> END=5301 GT:GQ:MIN_DP 0/0:30:12 0/0:0:0"),
			    "0000/----");
}

static void swapped_tags_count_the_same_base_on_either_build(void **state)
{
	(void)state;
	assert_string_equal(collect(STARDOSE_BUILD_GRCH38, &plain, LINES("5301 T C GT 0/0 0/1")),
			    "---0/---1");
	assert_string_equal(collect(STARDOSE_BUILD_GRCH37, &plain, LINES("3301 C T GT 1/1 0/1")),
			    "---0/---1");
	assert_string_equal(
		collect(STARDOSE_BUILD_GRCH37, &plain, LINES("3250 C <*> END=3400 GT 0/0 0/0")),
		"---2/---2");
	assert_string_equal(collect(STARDOSE_BUILD_GRCH37, &plain, LINES("5201 G A GT 1/1 0/1")),
			    "----/----");
}

static void thresholds_and_filters_hold_for_tags(void **state)
{
	struct sdi_collector_options options = { .min_gq = 20 };

	(void)state;
	assert_string_equal(
		collect(STARDOSE_BUILD_GRCH38, &options, LINES("5001 A G GT:GQ 0/1:10 0/1:30")),
		"----/1---");
	options = (struct sdi_collector_options){ .apply_filters = "PASS,." };
	assert_string_equal(collect(STARDOSE_BUILD_GRCH38, &options,
				    LINES("5001 A G FILTER=q10 GT 0/1 0/1", "5101 C T GT 0/1 0/0")),
			    "-1--/-0--");
}

/* Every order of three records gives the same. */
static void order_of_records_does_not_matter(void **state)
{
	static const char *const r[] = {
		"5001 A <*> END=5101 GT 0/0 0/0",
		"5001 A G GT 0/1 ./.",
		"5001 A G GT 1/1 0/1",
		"5001 A G GT 0/1 0/0",
	};
	static const int order[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
					{ 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	(void)state;
	assert_string_equal(SEEN(r[0], r[1]), "10--/-0--");
	assert_string_equal(SEEN(r[1], r[0]), "10--/-0--");
	for (int i = 0; i < 6; i++)
		assert_string_equal(SEEN(r[order[i][0]], r[order[i][1]], r[order[i][2]]),
				    "-0--/10--");
	for (int i = 0; i < 6; i++) /* three that name it: once in conflict, always in conflict */
		assert_string_equal(
			SEEN(r[1 + order[i][0]], r[1 + order[i][1]], r[1 + order[i][2]]),
			"----/----");
}

/* ---- the score ---- */

static struct stardose_structure_risk score(const char *doses, enum stardose_build build,
					    const char *population)
{
	static struct stardose_class_risk found[4 * N_CLASSES]; /* of the last four */
	static int at;
	struct stardose_structure_risk risk;
	uint8_t dose[N_TAGS];

	for (int t = 0; t < N_TAGS; t++)
		dose[t] = doses[t] == '-' ? SDI_TAG_UNSEEN : doses[t] - '0';
	sdi_structure_score(&model, build, dose, population, &found[at++ % 4 * N_CLASSES],
			    &risk);
	return risk;
}

static double deletion(const char *doses)
{
	return score(doses, STARDOSE_BUILD_GRCH38, NULL).classes[LOST].probability;
}

#define assert_close(a, b) assert_true(fabs((a) - (b)) < 1e-9)
#define logistic(z) (1 / (1 + exp(-(z))))

static void all_tags_seen_give_the_logistic_model(void **state)
{
	struct stardose_structure_risk risk = score("1000", STARDOSE_BUILD_GRCH38, NULL);

	(void)state;
	assert_int_equal(risk.tags_seen, 4);
	assert_int_equal(risk.tags_total, 4);
	assert_close(risk.classes[LOST].probability, logistic(-3 + 2));
	assert_close(deletion("0001"), logistic(-3 - 1));
	assert_close(deletion("2002"), logistic(-3 + 3 - 1.5 + 4));
}

static void no_tag_gives_the_rate_of_the_population(void **state)
{
	(void)state;
	assert_close(deletion("----"), 0.1);
	assert_close(score("----", STARDOSE_BUILD_GRCH38, "AFR").classes[LOST].probability, 0.2);
	assert_int_equal(score("----", STARDOSE_BUILD_GRCH38, NULL).tags_seen, 0);
	assert_close(score("0000", STARDOSE_BUILD_GRCH38, NULL).classes[MIXED].probability,
		     1 / 200.0);
}

static void unseen_tags_draw_towards_the_rate(void **state)
{
	(void)state;
	/* the run has two of three tags: seen, none heterozygous; the swapped tag adds its mean */
	assert_close(deletion("200-"), 0.75 * logistic(-3 + 3 - 0.25 + 4) + 0.25 * 0.1);
	/* one of three is too few for the run */
	assert_close(deletion("0---"), 0.25 * logistic(-3 - 0.25 + 1) + 0.75 * 0.1);
	assert_true(deletion("200-") < deletion("2002") + 0.25);
}

static void a_class_may_need_most_of_its_tags(void **state)
{
	struct sdi_structure_class *class = &classes[LOST];

	(void)state;
	class->needs = 0.5;
	assert_close(deletion("200-"), 0.5 * logistic(-3 + 3 - 0.25 + 4) + 0.5 * 0.1);
	assert_close(deletion("2---"), 0.1);
	assert_close(deletion("2002"), logistic(-3 + 3 - 1.5 + 4));
	class->needs = 0;
}

static void heterozygous_tags_of_a_run_are_scaled_to_all_of_them(void **state)
{
	(void)state;
	assert_close(deletion("010-"), 0.75 * logistic(-3 - 0.25) + 0.25 * 0.1);
	assert_close(deletion("000-"), 0.75 * logistic(-3 - 0.25 + 4) + 0.25 * 0.1);
}

static void a_file_of_variant_sites_only_counts_as_unseen(void **state)
{
	struct stardose_structure_risk risk = score("22-1", STARDOSE_BUILD_GRCH38, NULL);

	(void)state;
	assert_int_equal(risk.tags_seen, 0);
	assert_close(risk.classes[LOST].probability, 0.1);
	/* on GRCh37 two copies of the swapped tag are the reference */
	assert_int_equal(score("22-2", STARDOSE_BUILD_GRCH37, NULL).tags_seen, 3);
}

static void a_class_becomes_a_reason_at_its_threshold(void **state)
{
	struct stardose_class_risk found[] = { { NULL, 0.4999, 1 }, { NULL, 0, 1 } };
	struct stardose_structure_risk risk = { .n_classes = N_CLASSES, .classes = found };

	(void)state;
	assert_int_equal(sdi_structure_reasons(&model, &risk), 0);
	found[LOST].probability = 0.5;
	assert_int_equal(sdi_structure_reasons(&model, &risk),
			 UINT64_C(1) << STARDOSE_REASON_SUSPECTED_DELETION);
	found[MIXED].probability = 0.9;
	assert_int_equal(sdi_structure_reasons(&model, &risk),
			 UINT64_C(1) << STARDOSE_REASON_SUSPECTED_DELETION |
				 UINT64_C(1) << STARDOSE_REASON_SUSPECTED_HYBRID);
	/* so common in the population that nobody need look */
	found[MIXED].weight_seen = 0.1;
	assert_int_equal(sdi_structure_reasons(&model, &risk),
			 UINT64_C(1) << STARDOSE_REASON_SUSPECTED_DELETION);
}

/* ---- runs without heterozygous sites ---- */

/* Three tags of a run, then six beside it; only the last one is swapped on GRCh37. */
static uint64_t suspects(const char *doses, enum stardose_build build)
{
	static struct sdi_tag wide[9] = { [8] = { .swapped = 1 } };
	static int in_run[] = { 0, 1, 2 };
	static struct sdi_tag_run run[] = { { "deleted", 3, in_run } };
	static struct sdi_structure_class of[] = {
		{ .reason = STARDOSE_REASON_SUSPECTED_DELETION,
		  .n_run_weights = 1,
		  .run_weights = run_weights },
		{ .reason = STARDOSE_REASON_SUSPECTED_HYBRID },
	};
	const struct stardose_structure_model m = {
		.n_tags = 9, .n_runs = 1, .n_classes = 2, .tags = wide, .runs = run, .classes = of
	};
	uint8_t dose[9];

	for (int t = 0; t < 9; t++)
		dose[t] = doses[t] == '-' ? SDI_TAG_UNSEEN : doses[t] - '0';
	return sdi_structure_run_reasons(&m, build, dose);
}
#define SUSPECTED (UINT64_C(1) << STARDOSE_REASON_SUSPECTED_DELETION)

static void a_run_without_heterozygous_sites_between_others_suspects_a_deletion(
	void **state)
{
	(void)state;
	assert_int_equal(suspects("2--11111-", STARDOSE_BUILD_GRCH38), SUSPECTED);
	assert_int_equal(suspects("221111112", STARDOSE_BUILD_GRCH38), 0);
	assert_int_equal(suspects("222211111", STARDOSE_BUILD_GRCH38), SUSPECTED);
}

static void a_run_needs_something_in_it_and_five_heterozygous_tags_beside_it(void **state)
{
	(void)state;
	assert_int_equal(suspects("---111111", STARDOSE_BUILD_GRCH38),
			 0); /* nothing shows that the file looked there */
	assert_int_equal(suspects("2--1111--", STARDOSE_BUILD_GRCH38), 0);
	assert_int_equal(suspects("2--11112-", STARDOSE_BUILD_GRCH38), 0);
}

static void where_reference_is_seen_the_model_judges_the_run(void **state)
{
	(void)state;
	assert_int_equal(suspects("20-11111-", STARDOSE_BUILD_GRCH38), 0);
	assert_int_equal(suspects("2--111110", STARDOSE_BUILD_GRCH38), 0);
	/* two copies of a swapped tag are the reference of GRCh37, none is a variant */
	assert_int_equal(suspects("2--111112", STARDOSE_BUILD_GRCH37), 0);
	assert_int_equal(suspects("2--111110", STARDOSE_BUILD_GRCH37), SUSPECTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_are_counted_whatever_the_phase),
		cmocka_unit_test(half_calls_haploid_and_missing_genotypes_are_not_seen),
		cmocka_unit_test(other_bases_at_the_tag_are_not_the_tags),
		cmocka_unit_test(a_record_with_another_ref_base_says_nothing),
		cmocka_unit_test(reference_records_and_blocks_show_no_copy),
		cmocka_unit_test(swapped_tags_count_the_same_base_on_either_build),
		cmocka_unit_test(thresholds_and_filters_hold_for_tags),
		cmocka_unit_test(order_of_records_does_not_matter),
		cmocka_unit_test(all_tags_seen_give_the_logistic_model),
		cmocka_unit_test(no_tag_gives_the_rate_of_the_population),
		cmocka_unit_test(unseen_tags_draw_towards_the_rate),
		cmocka_unit_test(a_class_may_need_most_of_its_tags),
		cmocka_unit_test(heterozygous_tags_of_a_run_are_scaled_to_all_of_them),
		cmocka_unit_test(a_file_of_variant_sites_only_counts_as_unseen),
		cmocka_unit_test(a_class_becomes_a_reason_at_its_threshold),
		cmocka_unit_test(
			a_run_without_heterozygous_sites_between_others_suspects_a_deletion),
		cmocka_unit_test(a_run_needs_something_in_it_and_five_heterozygous_tags_beside_it),
		cmocka_unit_test(where_reference_is_seen_the_model_judges_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
