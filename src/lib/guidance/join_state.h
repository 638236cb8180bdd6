/*
 * join_state.h - a join at work: the states of each gene, the outcomes of one group, and what the
 * assignments of both scales make of a result
 *
 * For group_join.c, which makes it and marks the states of one outcome after the other, and
 * join_words.c, which has the texts.
 */
#ifndef SDI_JOIN_STATE_H
#define SDI_JOIN_STATE_H

#include "guidance/group_join.h"
#include "tables/word_table.h"

/* Candidates of one gene that no row of the group can tell apart. */
struct sdi_join_state {
	const struct stardose_gene_candidate *first;	/* NULL: no result */
	int has_outcome; /* the state belongs to the outcome being told */
};

struct sdi_join_side {
	const struct stardose_gene_result *result;	/* NULL: none */
	const char *gene;
	int by_score; /* some row of the group is keyed by the activity score of this gene */
	int by_text;		/* some row compares a diplotype, a carrier or a finding */
	int n_states, n_candidates;
	struct sdi_join_state *states;
	int *state_of;		/* of each candidate */
};

/* A row that applies, and the combinations of states that make it apply. */
struct sdi_join_outcome {
	const struct stardose_guidance_row
		*row;			/* NULL: those combinations to which no row applies */
	unsigned char *member;		/* by state of the first side x state of the second */
	int is_partial;			/* other combinations lead elsewhere */
};

struct sdi_join {
	const struct stardose_guidance_tables *tables;
	const struct sdi_words *words;
	const struct stardose_guidance_group *group;
	enum stardose_guideline scale;
	struct sdi_group_context context;
	int n_sides;
	struct sdi_join_side side[2];
	int n_outcomes;
	struct sdi_join_outcome *outcomes;
	struct sdi_arena scratch, *arena;
	struct sdi_group_lines *out;
};

/* sdi_join_match() - the alternative of condition @g of @row that holds for a state, or NULL */
const struct stardose_guidance_term *sdi_join_match(const struct sdi_join *j,
					   const struct stardose_guidance_row *row, int g,
					   int state);
/* sdi_join_rests_on() - did @row look at the result of its gene @g? With NULL: yes */
int sdi_join_rests_on(const struct stardose_guidance_row *row, int g);
/*
 * sdi_join_assignment_of() - of one candidate: 1: the scales of CPIC and DPWG differ; 2: and the
 * other would meet other rows
 */
int sdi_join_assignment_of(const struct sdi_join *j, int g,
			   const struct stardose_gene_candidate *c);
/*
 * sdi_join_assignment() - 1: the scales of CPIC and DPWG differ on a candidate of the outcome at
 * hand; 2: and that decides between rows
 */
int sdi_join_assignment(const struct sdi_join *j, int g);

#endif
