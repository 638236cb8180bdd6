/*
 * guide_impl.h - a guide from inside: shared by guide_choice.c, guide_units.c, guide_join.c and
 * guide.c
 *
 * Groups that ask for the same genes share a gene set. Each distinct pair of results of a gene set
 * is joined once, whatever the number of persons who have it; a person's lines are then a list of
 * pointers.
 */
#ifndef SDI_GUIDE_IMPL_H
#define SDI_GUIDE_IMPL_H

#include <stardose/guidance.h>
#include "guidance/conversion_set.h"
#include "guidance/result_set.h"
#include "util/arena.h"

/*
 * What the other lines of a medicine make of one: sources disagree, a gene has no result, a newer
 * guideline gives no recommendation.
 */
enum {
	SDI_BESIDE_DISAGREES = 1,
	SDI_BESIDE_MISSING = 2,
	SDI_BESIDE_NEWER = 4,
	SDI_N_BESIDE = 8
};
#define SDI_USUAL_BIT 1	/* of directions */

/* A line as it is beside others, by what they make of it; but for [0] made when first needed. */
struct sdi_line_slot {
	const struct stardose_guidance_line *beside[SDI_N_BESIDE];
	unsigned directions;	/* bit of the row's action; 0: it points nowhere */
};
struct sdi_line_slots { int n; struct sdi_line_slot *slots; };

/* The results of a gene set, and what acts on its genes; NULL: nothing. */
struct sdi_result_pair {
	const struct stardose_gene_result *result[2];
	const struct sdi_profile *profile[2];
};

struct sdi_gene_set {
	int n_genes;
	const char *gene[2];
	int method[2];			/* of conversion_methods.tsv, when the guide has_methods */
	int n_groups;
	const struct stardose_guidance_group **groups;
	struct kh_joined_s *joined;	/* by pair of results; of guide_join.c */
	const struct sdi_line_slots *now;	/* of the person at hand */
};

/*
 * What one medicine and source contribute: a group of a gene set, or a line that says that there
 * is none.
 */
struct sdi_guide_unit {
	const struct stardose_drug *drug;
	int set, group;			/* set -1: @fixed */
	struct sdi_line_slot fixed;
	int is_for_acted_on; /* only for who takes it while something acts on an enzyme of it */
	int is_for_labels; /* the rules of labels that a list meets; the last of its medicine */
};

/*
 * Of a medicine: not asked for; lines where it has rows; asked for by name, so there is always an
 * answer.
 */
enum sdi_wanted { SDI_NOT_WANTED, SDI_WANTED_IF_ROWS, SDI_WANTED_ALWAYS };

struct stardose_guide {
	const struct stardose_guidance_tables *tables;
	struct sdi_arena arena;
	struct sdi_arena passing;	/* of the person at hand */
	int n_kept;			/* lines under medicines in @arena */
	struct sdi_result_set *results;
	struct sdi_conversion_set *conversions;
	const struct stardose_person *person;	/* whom the results are of, or NULL */
	const struct stardose_gene_result *const *results_now;	/* of the person at hand */
	int n_results_now;
	int has_methods;
	unsigned char *drug_state;	/* by medicine: enum sdi_wanted */
	unsigned char *source_wanted;	/* by source */
	int n_sets, n_units;
	struct sdi_gene_set *sets;
	struct sdi_guide_unit *units;
	int m_lines;
	const struct stardose_guidance_line **lines;
	struct sdi_line_slot **slots;	/* behind each of lines */
	int m_enzyme_hits;
	struct stardose_enzyme_hit *enzyme_hits;	/* of @out, of the person at hand */
	struct stardose_asked_name *asked;	/* of @out, to be filled */
	struct stardose_guidance out;
};

/*
 * sdi_guide_choose() - which medicines and sources @options ask for. STARDOSE_OK, STARDOSE_EUSAGE,
 * STARDOSE_ENOMEM
 */
int sdi_guide_choose(struct stardose_guide *guide, const struct stardose_guide_options *options,
		     struct stardose_error *err);
/*
 * sdi_guide_make_units() - the units and gene sets of what is asked for, in the order of lines.
 * STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_guide_make_units(struct stardose_guide *guide);
/* sdi_gene_set_begin() - nothing is joined yet. STARDOSE_OK, STARDOSE_ENOMEM */
int sdi_gene_set_begin(struct sdi_gene_set *set);
void sdi_gene_set_release(struct sdi_gene_set *set);
/*
 * sdi_guide_look_up() - set->now becomes the lines of @pair, joined now or before. STARDOSE_OK,
 * STARDOSE_ENOMEM
 */
int sdi_guide_look_up(struct stardose_guide *guide, struct sdi_gene_set *set,
		      const struct sdi_result_pair *pair);

#endif
