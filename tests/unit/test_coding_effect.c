/*
 * test_coding_effect.c - what unlisted alleles do to the protein: the shipped tables, both builds,
 * genes of both strands
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "genotype/coding_effect.h"

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

/* 1-based places on GRCh38; on GRCh37 they lie @shift bases further on. */
struct place { const char *gene; hts_pos_t shift; };
static const struct place forward = { "CYP2C19", 1759757 }, reverse = { "CYP2D6", 396002 };

static struct sdi_coding_verdict judge(const struct place *at, enum stardose_build build,
				       const struct sdi_edit *edits, int n)
{
	hts_pos_t shift = build == STARDOSE_BUILD_GRCH37 ? at->shift : 0;
	struct sdi_coding_verdict v;
	struct sdi_edit moved[4];
	struct sdi_coding coding;

	for (int i = 0; i < n; i++) {
		moved[i] = edits[i];
		moved[i].pos += shift - 1;
	}
	assert_int_equal(sdi_coding_init(&coding, stardose_tables_gene(tables, at->gene), build),
			 STARDOSE_OK);
	assert_true(coding.is_readable);
	assert_int_equal(sdi_coding_judge(&coding, moved, n, &v), STARDOSE_OK);
	sdi_coding_release(&coding);
	return v;
}

static enum stardose_coding_effect worst_of(struct sdi_coding_verdict v)
{
	enum stardose_coding_effect worst = STARDOSE_EFFECT_NONE;

	for (int i = 0; i < v.n; i++)
		worst = v.part[i].effect > worst ? v.part[i].effect : worst;
	return worst;
}

static void assert_effect(const struct place *at, const struct sdi_edit *edits, int n,
			  enum stardose_coding_effect effect, int line)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		enum stardose_coding_effect worst = worst_of(judge(at, build, edits, n));
		hts_pos_t shift = build == STARDOSE_BUILD_GRCH37 ? at->shift : 0;

		/* a wrong REF would do nothing whatever the rule says */
		for (int i = 0; i < n; i++)
			if (!sdi_ref_agrees(stardose_tables_gene(tables, at->gene), build,
					    edits[i].pos + shift - 1, edits[i].ref))
				fail_msg("line %d: REF is wrong", line);
		if (worst != effect)
			fail_msg("line %d: %s on %s, not %s", line,
				 stardose_coding_effect_name(worst), stardose_build_name(build),
				 stardose_coding_effect_name(effect));
	}
}
#define EFFECT(at, pos, ref, alt, effect)                                                          \
	assert_effect(&(at), &(struct sdi_edit){ pos, ref, alt }, 1, STARDOSE_EFFECT_##effect,     \
		      __LINE__)

static void a_base_that_ends_the_protein_or_keeps_it_from_beginning(void **state)
{
	(void)state;
	EFFECT(forward, 94762765, "G", "A", STOP_GAINED); /* W20 */
	EFFECT(forward, 94762764, "G", "A", STOP_GAINED);
	EFFECT(forward, 94762763, "T", "C", MISSENSE);
	EFFECT(forward, 94775088, "C", "T", NONE); /* L67, and it still is */
	EFFECT(forward, 94762707, "T", "C", START_LOST);
	EFFECT(forward, 94852913, "G", "A", NONE); /* TGA, TAA */
	EFFECT(forward, 94852912, "T", "C", STOP_LOST);
	EFFECT(forward, 94762704, "C", "T", NONE); /* before the start codon */
	EFFECT(reverse, 42130713, "G", "A", STOP_GAINED); /* Q27, CAA to TAA */
	EFFECT(reverse, 42130790, "A", "G", START_LOST);
	EFFECT(reverse, 42130789, "C", "T", START_LOST);
	EFFECT(reverse, 42126575, "T", "G", STOP_LOST);
}

static void what_the_tables_have_is_not_unlisted(void **state)
{
	(void)state;
	EFFECT(forward, 94780653, "G", "A", NONE); /* *3, a stop codon */
	EFFECT(forward, 94762706, "A", "G", NONE); /* *4, the start codon */
	EFFECT(forward, 94781999, "T", "A", NONE); /* *7, a splice site */
	EFFECT(reverse, 42128241, "CT", "C", NONE); /* *3, a frameshift */
	EFFECT(reverse, 42128945, "C", "T", NONE);  /* *4, a splice site */
	EFFECT(reverse, 42128239, "TCCTGT", "TCCGT", NONE);
}

static void splice_sites_are_two_bases_on_either_side(void **state)
{
	(void)state;
	EFFECT(forward, 94762874, "G", "A", SPLICE_DONOR);
	EFFECT(forward, 94762875, "T", "C", SPLICE_DONOR);
	EFFECT(forward, 94762876, "A", "G", NONE);
	EFFECT(forward, 94775057, "G", "T", SPLICE_ACCEPTOR);
	EFFECT(forward, 94775056, "A", "C", SPLICE_ACCEPTOR);
	EFFECT(forward, 94775055, "T", "C", NONE);
	EFFECT(reverse, 42126994, "T", "A", SPLICE_ACCEPTOR);
	EFFECT(reverse, 42127446, "C", "A", SPLICE_DONOR);
	EFFECT(forward, 94762873, "TGT", "T", SPLICE_DONOR);
	/* a repeat of the first bases of the intron leaves the splice site where it was */
	EFFECT(forward, 94762873, "T", "TGT", NONE);
	EFFECT(forward, 94762874, "G", "GAA", SPLICE_DONOR);
	/* the ends of the transcript are none */
	EFFECT(forward, 94762680, "T", "C", NONE);
}

static void a_length_that_is_no_multiple_of_three_shifts_the_frame(void **state)
{
	(void)state;
	EFFECT(forward, 94775470, "AA", "A", FRAMESHIFT);
	EFFECT(forward, 94775470, "A", "AC", FRAMESHIFT);
	EFFECT(forward, 94775470, "A", "ACC", FRAMESHIFT);
	EFFECT(forward, 94762768, "ACAG", "A", INFRAME_DELETION);
	EFFECT(forward, 94762763, "TGGA", "T", STOP_GAINED); /* TGG AGA to TGA */
	EFFECT(forward, 94762765, "G", "GCCC", INFRAME_INSERTION);
	EFFECT(forward, 94762765, "G", "GTAA", STOP_GAINED);
	EFFECT(forward, 94762764, "G", "GTAG", INFRAME_INSERTION); /* TGT AGG */
	EFFECT(reverse, 42130713, "G", "GC", FRAMESHIFT);
	EFFECT(reverse, 42130711, "TTG", "T", FRAMESHIFT);
	EFFECT(reverse, 42130713, "G", "GTTA", STOP_GAINED);
	EFFECT(forward, 94762950, "GGT", "G", NONE); /* an intron */
	EFFECT(forward, 94762700, "G", "GA", NONE);  /* before the start codon */
}

static void each_base_of_a_codon_is_read_alone(void **state)
{
	/* D2: each base alone is another amino acid, both would be a stop codon */
	static const struct sdi_edit both[] = { { 94762709, "G", "T" }, { 94762711, "T", "A" } };

	(void)state;
	EFFECT(forward, 94762709, "G", "T", MISSENSE);
	EFFECT(forward, 94762709, "GAT", "TAA", MISSENSE);
	assert_effect(&forward, both, 2, STARDOSE_EFFECT_MISSENSE, __LINE__);
	assert_int_equal(judge(&forward, STARDOSE_BUILD_GRCH38, both, 2).n, 2);
	EFFECT(forward, 94762764, "GG", "AA", STOP_GAINED);
	EFFECT(reverse, 42130787, "CC", "TA", MISSENSE);
}

static void indels_together_keep_the_frame_or_spell_what_is_listed(void **state)
{
	static const struct sdi_edit mend[] = { { 94775470, "AA", "A" }, { 94775478, "C", "CT" } },
				     bad[] = { { 94775470, "AA", "A" }, { 94775475, "X", "XC" } };

	(void)state;
	assert_true(judge(&forward, STARDOSE_BUILD_GRCH38, bad, 2).is_bad);
	assert_effect(&forward, mend, 1, STARDOSE_EFFECT_FRAMESHIFT, __LINE__);
	assert_effect(&forward, mend + 1, 1, STARDOSE_EFFECT_FRAMESHIFT, __LINE__);
	assert_effect(&forward, mend, 2, STARDOSE_EFFECT_MISSENSE, __LINE__);
}

static void without_sequence_places_alone_speak_without_exons_nothing(void **state)
{
	struct stardose_gene gene = *stardose_tables_gene(tables, forward.gene);
	struct sdi_coding coding;
	struct sdi_coding_verdict v;
	struct sdi_edit stop = { 94762764, "G", "A" }, shift = { 94775469, "AA", "A" };

	(void)state;
	gene.n_windows = 0;
	assert_int_equal(sdi_coding_init(&coding, &gene, STARDOSE_BUILD_GRCH38), STARDOSE_OK);
	assert_int_equal(coding.n_known, 0);
	assert_int_equal(sdi_coding_judge(&coding, &stop, 1, &v), STARDOSE_OK);
	assert_int_equal(worst_of(v), STARDOSE_EFFECT_EXON);
	assert_int_equal(sdi_coding_judge(&coding, &shift, 1, &v), STARDOSE_OK);
	assert_int_equal(worst_of(v), STARDOSE_EFFECT_FRAMESHIFT);
	sdi_coding_release(&coding);
	gene.exons = NULL;
	assert_int_equal(sdi_coding_init(&coding, &gene, STARDOSE_BUILD_GRCH38), STARDOSE_OK);
	assert_false(sdi_coding_reaches(&coding, 0, HTS_POS_MAX));
	sdi_coding_release(&coding);
}

/* Of DPYD, UGT1A1 and others the windows hold what lies around listed variants only. */
static void places_tell_frames_and_splice_sites_where_bases_are_not_known(void **state)
{
	static const struct {
		const char *gene;
		hts_pos_t shift, pos; /* 1-based on GRCh38 */
		const char *ref, *alt;
		enum stardose_coding_effect effect;
	} cases[] = {
		{ "DPYD", 465556, 97920900, "CA", "C", STARDOSE_EFFECT_FRAMESHIFT },
		{ "DPYD", 465556, 97920900, "C", "CAT", STARDOSE_EFFECT_FRAMESHIFT },
		{ "DPYD", 465556, 97920900, "CAAA", "C", STARDOSE_EFFECT_INFRAME_DELETION },
		{ "DPYD", 465556, 97920900, "C", "CAAA", STARDOSE_EFFECT_INFRAME_INSERTION },
		{ "DPYD", 465556, 97920882, "A", "G", STARDOSE_EFFECT_SPLICE_DONOR },
		{ "DPYD", 465556, 97920881, "A", "G", STARDOSE_EFFECT_NONE },
		{ "UGT1A1", 908646, 233767166, "G", "A", STARDOSE_EFFECT_SPLICE_DONOR },
		{ "UGT1A1", 908646, 233767033, "G", "A", STARDOSE_EFFECT_SPLICE_ACCEPTOR },
		{ "UGT1A1", 908646, 233767100, "G", "A", STARDOSE_EFFECT_EXON },
		{ "UGT1A1", 908646, 233767100, "GC", "AC", STARDOSE_EFFECT_EXON },
		{ "UGT1A1", 908646, 233767170, "G", "A", STARDOSE_EFFECT_NONE },
		{ "UGT1A1", 908646, 233772600, "GA", "G", STARDOSE_EFFECT_NONE }, /* behind it */
		{ "ABCG2", 921152, 88095600, "A", "AT", STARDOSE_EFFECT_FRAMESHIFT },
		{ "CACNA1S", -30872, 201043400, "A", "AT", STARDOSE_EFFECT_FRAMESHIFT },
	};

	(void)state;
	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
			struct place at = { cases[i].gene, cases[i].shift };
			struct sdi_edit edit = { cases[i].pos, cases[i].ref, cases[i].alt };
			struct sdi_coding_verdict v = judge(&at, b, &edit, 1);

			if (worst_of(v) != cases[i].effect || v.n > 1)
				fail_msg("%s %s>%s: %s on %s", at.gene, edit.ref, edit.alt,
					 stardose_coding_effect_name(worst_of(v)),
					 stardose_build_name(b));
		}
	assert_false(sdi_effect_breaks(STARDOSE_EFFECT_EXON));
	assert_true(sdi_effect_breaks(STARDOSE_EFFECT_CODING_SEQUENCE));
}

/* What is known is read as in other genes. */
static void codons_that_are_known_are_read_in_genes_of_which_not_all_are(void **state)
{
	static const struct place dpyd = { "DPYD", 465556 };
	struct sdi_coding coding;
	int known = 0, at = -1, codon = 0;

	(void)state;
	assert_int_equal(sdi_coding_init(&coding, stardose_tables_gene(tables, "DPYD"),
					 STARDOSE_BUILD_GRCH38),
			 STARDOSE_OK);
	assert_int_equal(coding.n / 3, 1026);
	assert_in_range(coding.n_known, 900, 1025);
	for (int i = 1; i < coding.n / 3 - 1; i++) {
		known += sdi_coding_known(&coding, i);
		if (sdi_coding_amino_acid(&coding, coding.base, coding.n, i) == 'W' && at < 0)
			at = codon = i;
	}
	assert_in_range(known, 900, 1025);
	assert_true(at > 0); /* TGG: another third base but T or C is a stop codon, A for G */
	for (hts_pos_t p = 97078000; p < 97921000; p++) {
		int index = sdi_coding_index(&coding, p);
		const char *base = index < 0 ? NULL : coding.base + index;

		if (index < 0 || sdi_coding_codon(&coding, index) != codon ||
		    base != sdi_codon_bases(&coding, codon))
			continue;
		struct sdi_edit stop = { p + 1, "C", "T" };
		struct sdi_coding_verdict v = judge(&dpyd, STARDOSE_BUILD_GRCH38, &stop, 1);

		assert_int_equal(worst_of(v), STARDOSE_EFFECT_STOP_GAINED);
		at = -1;
	}
	assert_int_equal(at, -1);
	sdi_coding_release(&coding);
}

static void every_gene_reads_from_start_to_stop(void **state)
{
	int n = 0;

	(void)state;
	for (int g = 0; g < tables->n_genes; g++)
		for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
			struct sdi_coding coding;

			assert_int_equal(sdi_coding_init(&coding, &tables->genes[g], build),
					 STARDOSE_OK);
			if (coding.n) {
				assert_true(coding.is_readable);
				assert_in_range(coding.n_splice, 1, 210);
				assert_in_range(coding.n_known, 40, coding.n / 3);
				n++;
			}
			sdi_coding_release(&coding);
		}
	assert_true(n >= 38); /* nineteen genes; others have no exons in the tables */
}

static void what_nobody_spelled_out_changes_coding_bases_where_it_lies(void **state)
{
	static const struct {
		const char *alt;
		hts_pos_t pos, end; /* 1-based: POS, END */
		enum stardose_coding_effect effect;
	} cases[] = {
		{ "<INS>", 94762800, 94762800, STARDOSE_EFFECT_CODING_SEQUENCE },
		{ "<INS:ME:ALU>", 94762873, 94762873, STARDOSE_EFFECT_CODING_SEQUENCE },
		{ "<INS>", 94762874, 94762874, STARDOSE_EFFECT_SPLICE_DONOR },
		{ "<INS>", 94762875, 94762875, STARDOSE_EFFECT_NONE },
		{ "<INSERT>", 94762800, 94762800, STARDOSE_EFFECT_NONE }, /* some other allele */
		{ "<INV>", 94762699, 94762800, STARDOSE_EFFECT_CODING_SEQUENCE },
		{ "<INV>", 94770000, 94860000, STARDOSE_EFFECT_CODING_SEQUENCE },
		{ "<INV>", 94700000, 94900000, STARDOSE_EFFECT_NONE }, /* the gene as a whole */
		{ "<INV>", 94770000, 94770100, STARDOSE_EFFECT_NONE },
		{ "<DUP>", 94762720, 94762740, STARDOSE_EFFECT_CODING_SEQUENCE },
		{ "<DUP:TANDEM>", 94762860, 94762900, STARDOSE_EFFECT_NONE }, /* beyond its exon */
		{ "<DUP>", 94700000, 94900000, STARDOSE_EFFECT_NONE },
	};

	(void)state;
	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
			hts_pos_t shift = b == STARDOSE_BUILD_GRCH37 ? forward.shift : 0;
			struct sdi_coding_verdict v;
			struct sdi_coding coding;

			assert_int_equal(
				sdi_coding_init(&coding,
						stardose_tables_gene(tables, forward.gene), b),
				STARDOSE_OK);
			assert_int_equal(sdi_coding_is_unspelled(cases[i].alt),
					 strcmp(cases[i].alt, "<INSERT>") != 0);
			sdi_coding_judge_unspelled(&coding, cases[i].alt, cases[i].pos + shift - 1,
						   cases[i].end + shift, &v);
			if (strcmp(cases[i].alt, "<INSERT>") && worst_of(v) != cases[i].effect)
				fail_msg("%s at %d: %s on %s", cases[i].alt, (int)cases[i].pos,
					 stardose_coding_effect_name(worst_of(v)),
					 stardose_build_name(b));
			sdi_coding_release(&coding);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_gene_reads_from_start_to_stop),
		cmocka_unit_test(a_base_that_ends_the_protein_or_keeps_it_from_beginning),
		cmocka_unit_test(what_the_tables_have_is_not_unlisted),
		cmocka_unit_test(splice_sites_are_two_bases_on_either_side),
		cmocka_unit_test(a_length_that_is_no_multiple_of_three_shifts_the_frame),
		cmocka_unit_test(each_base_of_a_codon_is_read_alone),
		cmocka_unit_test(indels_together_keep_the_frame_or_spell_what_is_listed),
		cmocka_unit_test(what_nobody_spelled_out_changes_coding_bases_where_it_lies),
		cmocka_unit_test(without_sequence_places_alone_speak_without_exons_nothing),
		cmocka_unit_test(places_tell_frames_and_splice_sites_where_bases_are_not_known),
		cmocka_unit_test(codons_that_are_known_are_read_in_genes_of_which_not_all_are),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
