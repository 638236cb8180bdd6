/*
 * test_codons.c - codons against a genetic code that is written down by amino acid, and two
 * substitutions of one codon against every way in which two haplotypes may carry them
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "genotype/coding_facts_impl.h"
#include "built_in_tables.h"

/* ---- the code, independently ---- */

/* The standard code (NCBI table 1), each amino acid with its codons */
static const char *const code[] = {
	"A GCT GCC GCA GCG",
	"C TGT TGC",
	"D GAT GAC",
	"E GAA GAG",
	"F TTT TTC",
	"G GGT GGC GGA GGG",
	"H CAT CAC",
	"I ATT ATC ATA",
	"K AAA AAG",
	"L TTA TTG CTT CTC CTA CTG",
	"M ATG",
	"N AAT AAC",
	"P CCT CCC CCA CCG",
	"Q CAA CAG",
	"R CGT CGC CGA CGG AGA AGG",
	"S TCT TCC TCA TCG AGT AGC",
	"T ACT ACC ACA ACG",
	"V GTT GTC GTA GTG",
	"W TGG",
	"Y TAT TAC",
	"* TAA TAG TGA",
};

static char complement(char base)
{
	static const char pairs[] = "ATTACGGC";

	for (const char *p = pairs; *p; p += 2)
		if (*p == base)
			return p[1];
	return 'N';
}

/* The codon as it is read, of three bases in the order of the reference */
static void as_read(const char *base, int is_reverse, char out[4])
{
	for (int i = 0; i < 3; i++)
		out[i] = is_reverse ? complement(base[2 - i]) : base[i];
	out[3] = '\0';
}

static char amino_acid(const char *base, int is_reverse)
{
	char codon[4];

	as_read(base, is_reverse, codon);
	for (size_t i = 0; i < sizeof(code) / sizeof(*code); i++)
		if (strstr(code[i] + 1, codon))
			return code[i][0];
	return 'X';
}

static enum stardose_coding_effect effect_of(const char *was, const char *is, int is_reverse,
					     int is_first)
{
	char before = amino_acid(was, is_reverse), after = amino_acid(is, is_reverse);

	if (before == after || after == 'X')
		return STARDOSE_EFFECT_NONE;
	return is_first	       ? STARDOSE_EFFECT_START_LOST
	       : before == '*' ? STARDOSE_EFFECT_STOP_LOST
	       : after == '*'  ? STARDOSE_EFFECT_STOP_GAINED
			       : STARDOSE_EFFECT_MISSENSE;
}

/* ---- one codon ---- */

static const char bases[] = "ACGT";
static const char *const genes[] = { "CYP2C19", "CYP2D6" }; /* forward, reverse */

static void begin(const char *gene, struct sdi_coding *coding)
{
	assert_int_equal(
		sdi_coding_init(coding, stardose_tables_gene(tables, gene), STARDOSE_BUILD_GRCH38),
		STARDOSE_OK);
	assert_true(coding->is_readable);
}

static void the_code_has_64_codons_each_once(void **state)
{
	int n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(code) / sizeof(*code); i++)
		n += (int)(strlen(code[i]) - 1) / 4;
	assert_int_equal(n, 64);
	for (int i = 0; i < 64; i++) {
		char codon[4] = { bases[i >> 4], bases[i >> 2 & 3], bases[i & 3] };

		assert_int_not_equal(amino_acid(codon, 0), 'X');
	}
}

/* Every codon of a gene of each strand, replaced by every other one */
static void each_codon_has_the_effect_of_its_amino_acid(void **state)
{
	(void)state;
	for (size_t g = 0; g < sizeof(genes) / sizeof(*genes); g++) {
		struct sdi_coding coding;

		begin(genes[g], &coding);
		for (int codon = 0; codon < coding.n / 3; codon++) {
			const char *was = sdi_codon_bases(&coding, codon);

			for (int i = 0; i < 64; i++) {
				char is[3] = { bases[i >> 4], bases[i >> 2 & 3], bases[i & 3] };

				if (sdi_codon_effect(&coding, codon, is) !=
				    effect_of(was, is, coding.gene->is_reverse, !codon))
					fail_msg("%s, codon %d: %.3s to %.3s", genes[g], codon, was,
						 is);
			}
		}
		sdi_coding_release(&coding);
	}
}

/* The first and last amino acids of P450 2C19 and 2D6, from their protein sequences */
static void a_protein_begins_and_ends_as_its_sequence_does(void **state)
{
	static const struct {
		const char *first, *last;
	} ends[] = { { "MDPFVVLVLC", "FIPV*" }, { "MGLEALVPLA", "VPR*" } };

	(void)state;
	for (size_t g = 0; g < sizeof(genes) / sizeof(*genes); g++) {
		struct sdi_coding c;
		int n_last = (int)strlen(ends[g].last);

		begin(genes[g], &c);
		for (int i = 0; ends[g].first[i]; i++)
			assert_int_equal(sdi_coding_amino_acid(&c, c.base, c.n, i),
					 ends[g].first[i]);
		for (int i = 0; i < n_last; i++)
			assert_int_equal(
				sdi_coding_amino_acid(&c, c.base, c.n, c.n / 3 - n_last + i),
				ends[g].last[i]);
		sdi_coding_release(&c);
	}
}

static void what_is_no_base_has_no_effect(void **state)
{
	static const char *const hostile[] = { "NNN", "ANA", "acg", "A-A", "RYK", "A\0A", "@AA" };
	struct sdi_coding c;

	(void)state;
	begin("CYP2C19", &c);
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++)
		if (sdi_codon_effect(&c, 10, hostile[i]) != STARDOSE_EFFECT_NONE)
			fail_msg("'%s'", hostile[i]);
	assert_int_equal(sdi_coding_amino_acid(&c, c.base, c.n, c.n / 3), 'X'); /* behind the end */
	sdi_coding_release(&c);
}

/* ---- two substitutions of one codon ---- */

/* SPLIT: rows of one place that was split, so no haplotype has both */
enum phase { CIS, TRANS, OPEN, SPLIT, BOTH_HOMOZYGOUS, ONE_HOMOZYGOUS, HAPLOID, PHASES };

/* A pair of substitutions of one codon: places 0 to 2 in the order of the reference */
struct pair {
	const struct sdi_coding *coding;
	int codon, at[2];
	char base[2];
	enum phase phase;
};

static int breaks(enum stardose_coding_effect effect)
{
	return effect >= STARDOSE_EFFECT_START_LOST;
}

/* The effect of a haplotype that carries the members of @which, bits */
static enum stardose_coding_effect alone_or_both(const struct pair *p, int which)
{
	const char *was = sdi_codon_bases(p->coding, p->codon);
	char is[3];

	memcpy(is, was, sizeof(is));
	for (int i = 0; i < 2; i++)
		if (which >> i & 1)
			is[p->at[i]] = p->base[i];
	return effect_of(was, is, p->coding->gene->is_reverse, !p->codon);
}

struct expected {
	int is_joint, n_broken;
	unsigned broken; /* haplotypes, where there is one way only */
	enum stardose_coding_effect effect[2];
};

/* By the rule of coding_facts_impl.h: every pair of haplotypes that the phase allows */
static struct expected expect(const struct pair *p)
{
	static const struct { int n, haplotypes[2][2]; } ways[PHASES] = {
		/* members, bits */
		[CIS] = { 1, { { 3, 0 } } },
		[TRANS] = { 1, { { 1, 2 } } },
		[OPEN] = { 2, { { 3, 0 }, { 1, 2 } } },
		[SPLIT] = { 1, { { 1, 2 } } },
		[BOTH_HOMOZYGOUS] = { 1, { { 3, 3 } } },
		[ONE_HOMOZYGOUS] = { 1, { { 3, 1 } } },
		[HAPLOID] = { 1, { { 3, 0 } } },
	};
	struct expected out = { 0 };

	for (int w = 0; w < ways[p->phase].n; w++) {
		int n = 0;

		for (int h = 0; h < 2; h++) {
			int which = ways[p->phase].haplotypes[w][h];
			enum stardose_coding_effect effect = alone_or_both(p, which);
			int by_one = ((which & 1) && breaks(alone_or_both(p, 1))) ||
				     ((which & 2) && breaks(alone_or_both(p, 2)));

			out.is_joint |= breaks(effect) != by_one;
			n += breaks(effect);
			out.broken |= (unsigned)breaks(effect) << h;
			for (int i = 0; i < 2; i++)
				if (which >> i & 1 && effect > out.effect[i])
					out.effect[i] = effect;
		}
		out.n_broken = n > out.n_broken ? n : out.n_broken;
	}
	return out;
}

/* What keeps the second change from being beside the first */
static enum { IS_GONE, IS_OF_OTHER_PLOIDY, IS_INDEL, NOTHING } change_one = NOTHING;

/* What a genotype of the two has, as records of their own */
static void join(const struct pair *p, struct carried out[2])
{
	static const struct {
		int copies[2], phase_set;
		unsigned haplotypes[2];
	} how[PHASES] = {
		[CIS] = { { 1, 1 }, 0, { 1, 1 } }, /* phased, without a set of its own */
		[TRANS] = { { 1, 1 }, 7, { 1, 2 } },
		[OPEN] = { { 1, 1 }, -1, { 1, 1 } },
		[SPLIT] = { { 1, 1 }, -1, { 1, 1 } },
		[BOTH_HOMOZYGOUS] = { { 2, 2 }, -1, { 3, 3 } },
		[ONE_HOMOZYGOUS] = { { 2, 1 }, -1, { 3, 1 } },
		[HAPLOID] = { { 1, 1 }, -1, { 1, 1 } },
	};
	static const char *const text[] = { "x", "y" };
	const struct sdi_intervals *exons =
		&sdi_gene_extent(p->coding->gene, p->coding->build)->coding;
	struct sdi_coding_record record[2] = { { .ref = (char *)"N" }, { .ref = (char *)"N" } };
	struct sdi_coding_allele allele[2];
	struct sdi_coding_change change[2];
	struct carrying all = { .coding = p->coding, .n = 2, .v = out };

	for (int i = 0; i < 2; i++) {
		int left = (int)(sdi_codon_bases(p->coding, p->codon) - p->coding->base) + p->at[i];
		int e = 0;

		while (left >= exons->v[e].end - exons->v[e].beg)
			left -= exons->v[e].end - exons->v[e].beg, e++;
		change[i].pos = exons->v[e].beg + left;
		record[i].pos = p->phase == SPLIT ? change[0].pos : change[i].pos;
		allele[i] = (struct sdi_coding_allele){ (char *)text[i], 1, &change[i] };
		change[i] = (struct sdi_coding_change){ .pos = change[i].pos,
							.base = p->base[i],
							.effect = alone_or_both(p, 1 << i) };
		out[i] = (struct carried){ .record = &record[i],
					   .allele = &allele[i],
					   .change = &change[i],
					   .copies = how[p->phase].copies[i],
					   .ploidy = p->phase == HAPLOID ? 1 : 2,
					   .phase_set = how[p->phase].phase_set,
					   .haplotypes = how[p->phase].haplotypes[i],
					   .effect = change[i].effect };
	}
	out[1].is_gone = change_one == IS_GONE;
	out[1].ploidy += change_one == IS_OF_OTHER_PLOIDY;
	change[1].base = change_one == IS_INDEL ? 0 : change[1].base;
	sdi_coding_join_codons(&all);
}

static void check_pair(const struct pair *p)
{
	struct expected want = expect(p);
	struct carried got[2];

	join(p, got);
	for (int i = 0; i < 2; i++) {
		enum stardose_coding_effect effect =
			want.is_joint ? want.effect[i] : alone_or_both(p, 1 << i);

		if (got[i].is_joint != want.is_joint || got[i].effect != effect)
			fail_msg("codon %d, %d%c %d%c, phase %d: change %d", p->codon, p->at[0],
				 p->base[0], p->at[1], p->base[1], p->phase, i);
	}
	for (int i = 0; i < 2; i++)
		if ((p->phase == CIS || p->phase == HAPLOID) && got[i].n_broken)
			assert_int_equal(got[i].broken, want.broken);
	for (int i = 0; i < 2; i++) {
		assert_true(got[i].n_broken <= got[i].copies);
		if (p->phase == CIS && got[i].n_broken)
			assert_int_equal(got[i].broken_set, 0);
	}
	if (want.is_joint && got[0].n_broken + got[1].n_broken != want.n_broken)
		fail_msg("codon %d, %d%c %d%c, phase %d: %d broken, not %d", p->codon, p->at[0],
			 p->base[0], p->at[1], p->base[1], p->phase,
			 got[0].n_broken + got[1].n_broken, want.n_broken);
}

/* Every pair of places and bases of every third codon, in every phase */
static void two_of_one_codon_are_judged_as_haplotypes_have_them(void **state)
{
	int n = 0;

	(void)state;
	for (size_t g = 0; g < sizeof(genes) / sizeof(*genes); g++) {
		struct sdi_coding coding;

		begin(genes[g], &coding);
		for (int codon = 0; codon < coding.n / 3; codon += 3) {
			const char *was = sdi_codon_bases(&coding, codon);

			for (int i = 0; i < 3 * 16 * PHASES; i++) {
				int places = i / PHASES / 16;
				struct pair p = { &coding,
						  codon,
						  { places == 2 ? 1 : 0, places ? 2 : 1 },
						  { bases[i / PHASES >> 2 & 3],
						    bases[i / PHASES & 3] },
						  i % PHASES };
				struct expected want = expect(&p);

				if (p.base[0] == was[p.at[0]] || p.base[1] == was[p.at[1]])
					continue;
				n += want.is_joint;
				check_pair(&p);
			}
		}
		sdi_coding_release(&coding);
	}
	assert_true(n > 100); /* pairs where both together are not what each is alone */
}

/* Pairs that would be joint in cis are not where one is gone, of another ploidy, or an indel */
static void what_is_not_on_the_haplotype_is_not_beside(void **state)
{
	struct sdi_coding coding;
	int n = 0;

	(void)state;
	begin("CYP2C19", &coding);
	for (int codon = 1; codon < coding.n / 3 && n < 20; codon++)
		for (int i = 0; i < 3 * 16; i++) {
			int places = i / 16;
			struct pair p = { &coding,
					  codon,
					  { places == 2 ? 1 : 0, places ? 2 : 1 },
					  { bases[i >> 2 & 3], bases[i & 3] },
					  CIS };
			const char *was = sdi_codon_bases(&coding, codon);
			struct carried got[2];

			if (p.base[0] == was[p.at[0]] || p.base[1] == was[p.at[1]] ||
			    !expect(&p).is_joint)
				continue;
			n++;
			for (int how = 0; how < 3; how++) {
				change_one = how;
				join(&p, got);
				change_one = NOTHING;
				if (got[0].is_joint || got[1].is_joint)
					fail_msg("codon %d is joint, way %d", codon, how);
			}
		}
	assert_true(n >= 20);
	sdi_coding_release(&coding);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_code_has_64_codons_each_once),
		cmocka_unit_test(each_codon_has_the_effect_of_its_amino_acid),
		cmocka_unit_test(a_protein_begins_and_ends_as_its_sequence_does),
		cmocka_unit_test(what_is_no_base_has_no_effect),
		cmocka_unit_test(what_is_not_on_the_haplotype_is_not_beside),
		cmocka_unit_test(two_of_one_codon_are_judged_as_haplotypes_have_them),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
