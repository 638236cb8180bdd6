/*
 * condition.h - when a row of guidance applies: "NM|Likely IM|No Result", "IM[1-124]", "PM|*3
 * carrier", "any"
 *
 * Alternatives are joined by '|'. Each is a code of the list of phenotypes, which may carry an
 * interval of the activity score in hundredths (PM[0-0], UM[226-]); a diplotype, a carrier (*3
 * carrier) or a finding
 * (*15:02 positive, *15:02 negative); or the word any. With '!' before it, it excludes.
 */
#ifndef SDI_CONDITION_H
#define SDI_CONDITION_H

#include <stardose/guidance.h>
#include "util/arena.h"

/*
 * sdi_condition_parse() - text of a table cell in, condition out
 * @tables: with the closed lists; borrowed by @out, as is @gene
 * @arena:  holds the terms
 * Return:  STARDOSE_OK, STARDOSE_ETABLE (@err says which alternative, no place), STARDOSE_ENOMEM
 */
int sdi_condition_parse(const struct stardose_guidance_tables *tables, struct sdi_arena *arena,
			const char *gene, const char *text, struct stardose_condition *out,
			struct stardose_error *err);

/*
 * sdi_condition_match() - the first alternative that holds, or NULL
 * @candidate: NULL: the gene has no result
 * A term with an interval goes by the activity score where one is known, else by the phenotype.
 * What diplotypes, carriers and findings hold for: hla_finding.h.
 */
const struct stardose_guidance_term *sdi_condition_match(const struct stardose_condition *condition,
						const struct stardose_gene_candidate *candidate,
						enum stardose_guideline scale);

/*
 * sdi_condition_is_unanswered() - 1 when the condition asks for findings ("*15:02 positive") and
 * @candidate, whatever else it says of the gene, speaks of none of them: the same as no result
 */
int sdi_condition_is_unanswered(const struct stardose_condition *condition,
				const struct stardose_gene_candidate *candidate,
				enum stardose_guideline scale);

/*
 * sdi_row_is_reference() - 1: its source compares other results with this one, and has its usual
 * dosing for it
 */
int sdi_row_is_reference(const struct stardose_guidance_row *row);
/* sdi_strength_is_of() - does vocabulary.tsv give the strength to this source, or to any? */
int sdi_strength_is_of(const struct stardose_guidance_code *strength, const char *source);
/* sdi_source_scale() - the phenotype scale that a source of vocabulary.tsv uses */
enum stardose_guideline sdi_source_scale(const struct stardose_guidance_code *source);
/* sdi_scale_name() - "CPIC", "DPWG"; static */
const char *sdi_scale_name(enum stardose_guideline scale);
/*
 * The phenotype and score of a candidate on one scale; CPIC's where that scale has none. NULL /
 * STARDOSE_VALUE_NONE
 */
const char *sdi_result_phenotype(const struct stardose_gene_candidate *candidate,
				 enum stardose_guideline scale);
int sdi_result_score(const struct stardose_gene_candidate *candidate,
		     enum stardose_guideline scale);
/*
 * sdi_is_phenotype() - is @text the standard term or the code of @phenotype? Upper and lower case
 * alike.
 */
int sdi_is_phenotype(const struct stardose_guidance_code *phenotype, const char *text);

#define SDI_HINT_SIZE 256
/*
 * sdi_code_hint() - for a message about @text, which @list does not have: "; its code is 'Likely
 * PM'" where it is the meaning of a code, "; did you mean 'avoid'?" where a code is near, else ""
 * An action may also be one of the second list of actions.
 */
void sdi_code_hint(const struct stardose_guidance_tables *tables, enum stardose_guidance_list list,
		   const char *text, char out[SDI_HINT_SIZE]);

#endif
