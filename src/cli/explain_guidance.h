/* explain_guidance.h - why a row of guidance applies to a person, and what a row is */
#ifndef CLI_EXPLAIN_GUIDANCE_H
#define CLI_EXPLAIN_GUIDANCE_H

#include <stardose/guidance.h>
#include "person_options.h"
#include "cli.h"

struct explain_guidance {
	const struct stardose_tables *tables;
	struct stardose_guide *guide;		/* for the medicines that are asked for */
	const struct stardose_guidance_row
		*row; /* only this row and those that it stands beside, or NULL */
	char type;				/* 't' text or 'j' JSON Lines */
	int no_version;
	struct about about;			/* what else is known of the persons */
	struct cli_output *out;
};

/*
 * explain_guidance_person() - each medicine of the guide's lines for one sample: the results, which
 * condition of which row holds, and why those of the others do not
 * @results: as given to stardose_guide_results(); where the guide took an estimate under medicines
 * instead, that is explained Return:   STARDOSE_OK, STARDOSE_EOUTPUT, STARDOSE_ENOMEM
 */
int explain_guidance_person(struct explain_guidance *e, const char *sample,
			    const struct stardose_gene_result *results, int n,
			    struct stardose_error *err);
/*
 * explain_guidance_row() - a row, a fact or a rule of conversion by its identity, in full;
 * STARDOSE_EUSAGE: there is none
 */
int explain_guidance_row(const struct explain_guidance *e, const char *id,
			 struct stardose_error *err);

#endif
