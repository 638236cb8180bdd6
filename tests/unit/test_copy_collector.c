/*
 * test_copy_collector.c - structural records of several samples: what is found of each gene, in any
 * order of the records, and how losses of parts are joined
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <htslib/kstring.h>
#include "structure/copy_collector.h"

#define HEADER                                                                                     \
	"##fileformat=VCFv4.2\n##contig=<ID=chr22>\n##contig=<ID=chr10>\n"                        \
	"##FILTER=<ID=LowQual,Description=\"x\">\n"                                                \
	"##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n"                                \
	"##FORMAT=<ID=GT,Number=1,Type=String,Description=\"x\">\n"                                \
	"##FORMAT=<ID=CN,Number=1,Type=Integer,Description=\"x\">\n"                               \
	"##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"x\">\n"                               \
	"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n"

enum { D6, C9, N_GENES }; /* copies of the first are counted, of the second losses alone */

static struct stardose_tables *tables;
static const struct stardose_gene *genes[N_GENES];
static bcf_hdr_t *hdr;

static int begin(void **state)
{
	struct stardose_error err = { 0 };
	char *text = strdup(HEADER);
	int failed = stardose_tables_open(NULL, &tables, &err);

	(void)state;
	hdr = bcf_hdr_init("r");
	failed |= !hdr || bcf_hdr_parse(hdr, text);
	free(text);
	genes[D6] = failed ? NULL : stardose_tables_gene(tables, "CYP2D6");
	genes[C9] = failed ? NULL : stardose_tables_gene(tables, "CYP2C9");
	return failed || !genes[D6] || !genes[C9];
}

static int end(void **state)
{
	(void)state;
	bcf_hdr_destroy(hdr);
	stardose_tables_free(tables);
	return 0;
}

static void push(struct sdi_copy_collector *c, const char *line)
{
	struct sdi_filter_verdict verdict = { .passes = 1 };
	struct stardose_error err = { 0 };
	kstring_t s = KS_INITIALIZE;
	bcf1_t *rec = bcf_init();

	kputs(line, &s);
	for (char *p = s.s; *p; p++)
		*p = *p == ' ' ? '\t' : *p;
	assert_int_equal(vcf_parse(&s, hdr, rec), 0);
	bcf_unpack(rec, BCF_UN_ALL);
	verdict.failed = strstr(line, "LowQual") ? "LowQual" : NULL;
	verdict.passes = !verdict.failed;
	if (sdi_copy_collector_push(c, hdr, rec, bcf_seqname(hdr, rec) + 3, &verdict, &err))
		fail_msg("%s: %s", line, err.text);
	bcf_destroy(rec);
	ks_free(&s);
}

/* Lines joined by '\n', those behind the last first where @is_backwards */
static struct sdi_copy_collector *collect(const char *lines, const struct sdi_copy_options *options,
					  int is_backwards)
{
	struct sdi_copy_collector *c;
	struct stardose_error err = { 0 };
	char copy[2048], *line[16], *save = NULL;
	int n = 0;

	assert_int_equal(sdi_copy_collector_new(genes, N_GENES, STARDOSE_BUILD_GRCH38, 2, options,
						&c, &err), STARDOSE_OK);
	snprintf(copy, sizeof(copy), "%s", lines);
	for (char *s = strtok_r(copy, "\n", &save); s; s = strtok_r(NULL, "\n", &save))
		line[n++] = s;
	for (int i = 0; i < n; i++)
		push(c, line[is_backwards ? n - 1 - i : i]);
	assert_int_equal(sdi_copy_collector_close(c, &err), STARDOSE_OK);
	return c;
}

/* "copies reason,reason losses", copies '?' where nothing tells them; "" where nothing is said */
static const char *finding(const struct sdi_copy_collector *c, int gene, int sample)
{
	static char out[256];
	const struct sdi_copy_finding *f = sdi_copy_collector_finding(c, gene, sample);
	size_t n;

	out[0] = '\0';
	if (!f)
		return out;
	n = f->counts.copies < 0 ? sprintf(out, "? ") : sprintf(out, "%d ", f->counts.copies);
	for (int r = 0; r < STARDOSE_N_REASONS; r++)
		if (f->reasons >> r & 1)
			n += sprintf(out + n, "%s%s", out[n - 1] == ' ' ? "" : ",",
				     stardose_reason_code(r));
	sprintf(out + n, " %d", f->n_losses);
	return out;
}

static const struct sdi_copy_options plain;
#define GENE "chr22 42123193 . A "		/* with END=42135343 all of CYP2D6 and no CYP2D7 */
#define END " . PASS END=42135343 "
#define GENE_C9 "chr10 94930000 . A "
#define END_C9 " . PASS END=95000000 "

struct found { const char *claim, *lines; int gene; const char *of_a, *of_b; };

static void check(const struct found *cases, size_t n, const struct sdi_copy_options *options)
{
	for (size_t i = 0; i < n; i++)
		for (int backwards = 0; backwards < 2; backwards++) {
			struct sdi_copy_collector *c = collect(cases[i].lines, options, backwards);

			if (strcmp(finding(c, cases[i].gene, 0), cases[i].of_a) != 0)
				fail_msg("%s: a '%s'", cases[i].claim,
					 finding(c, cases[i].gene, 0));
			if (strcmp(finding(c, cases[i].gene, 1), cases[i].of_b) != 0)
				fail_msg("%s: b '%s'", cases[i].claim,
					 finding(c, cases[i].gene, 1));
			sdi_copy_collector_free(c);
		}
}

#define CHECK(cases, options) check(cases, sizeof(cases) / sizeof(*(cases)), options)

static void copies_of_the_whole_gene_are_counted(void **state)
{
	static const struct found cases[] = {
		{ "a deletion on one of two", GENE "<DEL>" END "GT 0/1 1/1", D6, "1  0", "0  0" },
		{ "a duplication", GENE "<DUP>" END "GT:CN 0/1:3 1/1:4", D6, "3  0", "4  0" },
		{ "a segment by its number", GENE "<CNV>" END "GT:CN ./.:1 ./.:3", D6, "1  0",
		  "3  0" },
		{ "two copies are a finding, too", GENE "<CNV>" END "GT:CN ./.:2 ./.:2", D6, "2  0",
		  "2  0" },
		{ "another gene of another chromosome", GENE_C9 "<DEL>" END_C9 "GT 0/1 0/1", D6, "",
		  "" },
		{ "a stretch beside the gene",
		  "chr22 42000000 . A <DEL> . PASS END=42100000 GT 0/1 0/1", D6, "", "" },
	};

	(void)state;
	CHECK(cases, &plain);
}

static void two_records_of_one_event_are_one_finding(void **state)
{
	static const struct found cases[] = {
		{ "the same twice", GENE "<DEL>" END "GT 0/1 0/1\n" GENE "<DEL>" END "GT 0/1 0/1",
		  D6, "1  0", "1  0" },
		{ "two callers",
		  GENE "<DEL>" END "GT 0/1 0/0\n" GENE "<CNV>" END "GT:CN ./.:1 ./.:2",
		  D6, "1  0", "2  0" },
	};

	(void)state;
	CHECK(cases, &plain);
}

static void records_that_contradict_each_other_count_nothing(void **state)
{
	static const struct found cases[] = {
		{ "one copy and three",
		  GENE "<CNV>" END "GT:CN ./.:1 ./.:1\n" GENE "<CNV>" END "GT:CN ./.:3 ./.:1", D6,
		  "? copies_conflict 0", "1  0" },
	};

	(void)state;
	CHECK(cases, &plain);
}

static void what_failed_a_filter_or_is_of_low_quality_is_a_suspicion(void **state)
{
	static const struct sdi_copy_options least = { .min_gq = 20 },
					     all = { .apply_filters = "PASS,LowQual" };
	static const struct found filtered[] = {
		{ "a deletion", GENE "<DEL> . LowQual END=42135343 GT 0/1 0/0", D6,
		  "? suspected_deletion 0", "" },
		{ "a duplication", GENE "<DUP> . LowQual END=42135343 GT 0/1 0/0", D6,
		  "? suspected_extra_copy 0", "" },
	}, quality[] = {
		{ "GQ", GENE "<DEL>" END "GT:GQ 0/1:19 0/1:20", D6, "? suspected_deletion 0",
		  "1  0" },
	};

	(void)state;
	CHECK(filtered, &plain);
	CHECK(quality, &least);
	CHECK(filtered, &all);	/* the verdict of the caller's list counts, and it failed here */
}

/* Of a gene whose copies nobody counts a lack is taken, more is a suspicion, two say nothing. */
static void of_other_genes_only_losses_count(void **state)
{
	static const struct found cases[] = {
		{ "one copy", GENE_C9 "<DEL>" END_C9 "GT 0/1 1/1", C9, "1  0", "0  0" },
		{ "three copies", GENE_C9 "<CNV>" END_C9 "GT:CN ./.:3 ./.:2", C9,
		  "? suspected_extra_copy 0", "?  0" },
	};

	(void)state;
	CHECK(cases, &plain);
}

/* Exons 2 and 3 of CYP2C9, and a stretch of an intron of it without a definition site */
#define EXONS "chr10 94941000 . A <DEL> . PASS END=94943000 "
#define INTRON "chr10 94970000 . A <DEL> . PASS END=94970100 "

static void a_deletion_of_a_part_is_a_loss_on_whom_has_it(void **state)
{
	static const struct found cases[] = {
		{ "one haplotype", EXONS "GT 0/1 0/0", C9, "? spanning_deletion,partial_deletion 1",
		  "" },
		{ "both", EXONS "GT 1/1 0/1", C9, "? spanning_deletion,partial_deletion 1",
		  "? spanning_deletion,partial_deletion 1" },
		{ "twice told", EXONS "GT 0/1 0/0\n" EXONS "GT 0/1 0/0", C9,
		  "? spanning_deletion,partial_deletion 1", "" },
		{ "phased on either haplotype", EXONS "GT 0|1 0|0\n" EXONS "GT 1|0 0|0", C9,
		  "? spanning_deletion,partial_deletion 2", "" },
		{ "of no exon and no site", INTRON "GT 0/1 0/1", C9, "", "" },
	};

	(void)state;
	CHECK(cases, &plain);
}

/* ---- notes ---- */

static const char *note_of(const char *lines, int gene, int sample)
{
	static char out[512];
	struct sdi_copy_collector *c = collect(lines, &plain, 1);
	const struct sdi_copy_finding *f = sdi_copy_collector_finding(c, gene, sample);

	snprintf(out, sizeof(out), "%s", f ? f->note : "");
	sdi_copy_collector_free(c);
	return out;
}

static void a_note_names_each_record_once_by_its_place(void **state)
{
	static const struct { const char *lines, *note; } cases[] = {
		{ GENE "<DEL>" END "GT 0/1 0/0", "chr22:42123194-42135343 <DEL>: 1" },
		{ GENE "<DEL>" END "GT 0/1 0/0\n" GENE "<DEL>" END "GT 0/1 0/0",
		  "chr22:42123194-42135343 <DEL>: 1" },
		{ GENE "<CNV>" END "GT:CN ./.:1 ./.:2\n" GENE "<DEL>" END "GT 0/1 0/0",
		  "chr22:42123194-42135343 <CNV>: 1; chr22:42123194-42135343 <DEL>: 1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (strcmp(note_of(cases[i].lines, D6, 0), cases[i].note) != 0)
			fail_msg("'%s', not '%s'", note_of(cases[i].lines, D6, 0), cases[i].note);
}

static void samples_of_whom_the_same_is_said_share_a_finding(void **state)
{
	struct sdi_copy_collector *same = collect(GENE "<DEL>" END "GT 0/1 0/1", &plain, 0),
				  *other = collect(GENE "<DEL>" END "GT 0/1 1/1", &plain, 0);

	(void)state;
	assert_ptr_equal(sdi_copy_collector_finding(same, D6, 0),
			 sdi_copy_collector_finding(same, D6, 1));
	assert_ptr_not_equal(sdi_copy_collector_finding(other, D6, 0),
			     sdi_copy_collector_finding(other, D6, 1));
	sdi_copy_collector_free(same);
	sdi_copy_collector_free(other);
}

/* ---- losses of parts ---- */

static void add(struct sdi_loss *list, int *n, hts_pos_t beg, hts_pos_t end, unsigned on, int phase)
{
	const struct sdi_loss loss = { .beg = beg, .end = end, .on = on, .phase = phase };

	sdi_losses_add(list, n, &loss);
}

/* "10-20/1 30-40/2p": stretch, haplotypes as bits, p where they are phased */
static const char *losses(const struct sdi_loss *list, int n)
{
	static char out[512];
	size_t at = 0;

	out[0] = '\0';
	for (int i = 0; i < n; i++)
		at += sprintf(out + at, "%s%d-%d/%d%s", i ? " " : "", (int)list[i].beg,
			      (int)list[i].end, list[i].on,
			      list[i].phase == SDI_LOSS_PHASED ? "p" : "");
	return out;
}

static void losses_that_overlap_on_one_haplotype_are_one(void **state)
{
	static const struct {
		struct { int beg, end; unsigned on; int phase; } loss[3];
		int n;
		const char *list;
	} cases[] = {
		{ { { 10, 20, 1, SDI_LOSS_UNPHASED }, { 15, 30, 1, SDI_LOSS_UNPHASED } }, 2,
		  "10-30/1" },
		{ { { 15, 30, 1, SDI_LOSS_UNPHASED }, { 10, 20, 1, SDI_LOSS_UNPHASED } }, 2,
		  "10-30/1" },
		/* they touch, but share no base */
		{ { { 10, 20, 1, SDI_LOSS_UNPHASED }, { 20, 30, 1, SDI_LOSS_UNPHASED } }, 2,
		  "10-20/1 20-30/1" },
		/* in order of their begin, whatever that of the records */
		{ { { 50, 60, 1, SDI_LOSS_UNPHASED }, { 10, 20, 1, SDI_LOSS_UNPHASED },
		    { 30, 40, 1, SDI_LOSS_UNPHASED } }, 3, "10-20/1 30-40/1 50-60/1" },
		/* phased on different haplotypes they are two, unphased one may be the other */
		{ { { 10, 20, 1, SDI_LOSS_PHASED }, { 10, 20, 2, SDI_LOSS_PHASED } }, 2,
		  "10-20/1p 10-20/2p" },
		{ { { 10, 20, 1, SDI_LOSS_UNPHASED }, { 12, 22, 2, SDI_LOSS_PHASED } }, 2,
		  "10-22/2p" },
		{ { { 10, 20, 2, SDI_LOSS_PHASED }, { 12, 22, 1, SDI_LOSS_UNPHASED } }, 2,
		  "10-22/2p" },
		/* what both haplotypes lack is no second word on what one lacks */
		{ { { 10, 20, 3, SDI_LOSS_UNPHASED }, { 12, 22, 1, SDI_LOSS_UNPHASED } }, 2,
		  "10-20/3 12-22/1" },
		{ { { 10, 20, 3, SDI_LOSS_UNPHASED }, { 12, 22, 3, SDI_LOSS_UNPHASED } }, 2,
		  "10-22/3" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sdi_loss list[SDI_MAX_LOSSES];
		int n = 0;

		for (int k = 0; k < cases[i].n; k++)
			add(list, &n, cases[i].loss[k].beg, cases[i].loss[k].end,
			    cases[i].loss[k].on, cases[i].loss[k].phase);
		if (strcmp(losses(list, n), cases[i].list) != 0)
			fail_msg("%s, not %s", losses(list, n), cases[i].list);
	}
}

/* What is too many is joined to the last: more is taken for lost, never less. */
static void more_losses_than_there_is_room_for_lose_nothing(void **state)
{
	struct sdi_loss list[SDI_MAX_LOSSES];
	int n = 0, covered;

	(void)state;
	for (int i = 0; i < SDI_MAX_LOSSES + 3; i++)
		add(list, &n, 100 * i, 100 * i + 10, i == SDI_MAX_LOSSES ? 2 : 1, SDI_LOSS_PHASED);
	assert_int_equal(n, SDI_MAX_LOSSES);
	for (int i = 0; i < SDI_MAX_LOSSES + 3; i++) {
		covered = 0;
		for (int k = 0; k < n; k++)
			covered |= list[k].beg <= 100 * i && 100 * i + 10 <= list[k].end;
		if (!covered)
			fail_msg("loss %d is gone", i);
	}
	assert_int_equal(list[n - 1].on, 3);
	assert_int_equal(list[n - 1].phase, SDI_LOSS_UNPHASED);
	assert_int_equal(list[0].phase, SDI_LOSS_PHASED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_of_the_whole_gene_are_counted),
		cmocka_unit_test(two_records_of_one_event_are_one_finding),
		cmocka_unit_test(records_that_contradict_each_other_count_nothing),
		cmocka_unit_test(what_failed_a_filter_or_is_of_low_quality_is_a_suspicion),
		cmocka_unit_test(of_other_genes_only_losses_count),
		cmocka_unit_test(a_deletion_of_a_part_is_a_loss_on_whom_has_it),
		cmocka_unit_test(a_note_names_each_record_once_by_its_place),
		cmocka_unit_test(samples_of_whom_the_same_is_said_share_a_finding),
		cmocka_unit_test(losses_that_overlap_on_one_haplotype_are_one),
		cmocka_unit_test(more_losses_than_there_is_room_for_lose_nothing),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
