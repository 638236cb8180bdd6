/*
 * join_words.h - a join at work: states and outcomes of one group, and the texts of a line
 *
 * group_join.c makes it, marks the states of one outcome after the other and asks join_words.c for
 * the texts.
 */
#ifndef SDI_JOIN_WORDS_H
#define SDI_JOIN_WORDS_H

#include "guidance/group_join.h"

/* Candidates of one gene that no row of the group can tell apart. */
struct state {
	const struct stardose_gene_candidate *first;	/* NULL: no result */
	int has_outcome; /* scratch of put_*(): the state belongs to the outcome being told */
};

struct side {
	const struct stardose_gene_result *result;	/* NULL: none */
	const char *gene;
	int by_score; /* some row of the group is keyed by the activity score of this gene */
	int by_text;		/* some row compares a diplotype, a carrier or a finding */
	int n_states, n_candidates;
	struct state *states;
	int *state_of;		/* of each candidate */
};

/* A row that applies, and the combinations of states that make it apply. */
struct outcome {
	const struct stardose_guidance_row
		*row;			/* NULL: those combinations to which no row applies */
	unsigned char *member;		/* by state of the first side x state of the second */
	int is_partial;			/* other combinations lead elsewhere */
};

struct join {
	const struct stardose_guidance_tables *tables;
	const struct stardose_guidance_group *group;
	enum stardose_guideline scale;
	struct sdi_group_context context;
	int n_sides;
	struct side side[2];
	int n_outcomes;
	struct outcome *outcomes;
	struct sdi_arena scratch, *arena;
	struct sdi_group_lines *out;
};

/* sdi_join_match() - the alternative of condition @g of @row that holds for a state, or NULL */
const struct stardose_guidance_term *sdi_join_match(const struct join *j,
					   const struct stardose_guidance_row *row, int g,
					   int state);
/* sdi_row_rests_on() - did @row look at the result of its gene @g? With NULL: yes */
int sdi_row_rests_on(const struct stardose_guidance_row *row, int g);
/*
 * sdi_join_assignment() - 1: the scales of CPIC and DPWG differ on a candidate of the outcome at
 * hand; 2: and that decides between rows
 */
int sdi_join_assignment(const struct join *j, int g);

/* The texts of a line of the outcome at hand, in j->arena; NULL: out of memory. */
const char *sdi_join_diplotypes(struct join *j);	/* "GENE:diplotype;GENE2:no result" */
const char *sdi_join_phenotypes(struct join *j); /* what selected the row, in the same shape */
const char *sdi_join_sentence(struct join *j, const struct outcome *outcome);

#endif
