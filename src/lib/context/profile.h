/*
 * profile.h - what acts on one gene of one person: the part of a context that a conversion depends
 * on
 *
 * Persons who take the same acting medicines share a profile by address, so a conversion and the
 * guidance that follows from it are made once, whatever the number of persons.
 */
#ifndef SDI_PROFILE_H
#define SDI_PROFILE_H

#include <stardose/context.h>
#include "context/dose_text.h"
#include "context/medication_text.h"
#include "tables/context_table.h"

/* One agent that has a row for the gene, and how it stands with this person. */
struct sdi_acting {
	const struct sdi_interaction *interaction;
	const struct sdi_agent *part_of; /* the combination that contains the agent, or NULL */
	enum stardose_item_state state;		/* never PLANNED */
	int is_local;				/* taken by a route that does not reach the blood */
	const char *route_word;			/* static, or "" */
	int is_high_dose;			/* from interaction->remark_mg on */
	int days_since_stop;
};

struct sdi_profile {
	int n;
	const struct sdi_acting *acting;	/* in the order of interactions.tsv */
};

/*
 * sdi_profile_of() - what acts on the gene of the @method'th row of conversion_methods.tsv; NULL:
 * nothing does
 */
const struct sdi_profile *sdi_profile_of(const struct stardose_person *person, int method);
/* sdi_item_mg() - the daily dose of the @i'th item of the person in mg, or 0: not known */
int sdi_item_mg(const struct stardose_person *person, int i);
/* sdi_item_dose() - 1: the @i'th item has a dose, in @out; 0: none was written */
int sdi_item_dose(const struct stardose_person *person, int i, struct sdi_dose *out);
/*
 * sdi_item_is_doubled() - the @i'th item is a medicine that is started twice without an end between:
 * which dose holds, or whether both do, is not known
 */
int sdi_item_is_doubled(const struct stardose_person *person, int i);
/* sdi_person_age() - in years, as the list has it, or -1 */
int sdi_person_age(const struct stardose_person *person);
/* sdi_item_is_local() - by a route that does not reach the blood */
int sdi_item_is_local(const struct stardose_person *person, int i);
/*
 * sdi_item_is() - is the @i'th item the medicine or exposure @name, or a combination that
 * contains it?
 */
int sdi_item_is(const struct stardose_person *person, int i, const char *name);
/* sdi_item_asks() - is a change of it to be asked about ("smoking")? */
int sdi_item_asks(const struct stardose_person *person, int i);
/* sdi_context_tables_of(), sdi_tables_of() - what the person's context was made with */
const struct stardose_tables *sdi_tables_of(const struct stardose_context *context);

#endif
