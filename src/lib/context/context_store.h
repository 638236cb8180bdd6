/* context_store.h - what stands behind a struct stardose_context; for the files of this folder */
#ifndef SDI_CONTEXT_STORE_H
#define SDI_CONTEXT_STORE_H

#include <htslib/khash.h>
#include <htslib/kstring.h>
#include <stardose/context.h>
#include "context/date.h"
#include "context/medication_text.h"
#include "context/profile.h"
#include "tables/word_table.h"
#include "util/arena.h"

/* A row as it was read: the public item, and what settling needs. */
struct sdi_context_row {
	struct stardose_context_item item;
	struct sdi_medication entry;
	const char *file;
	int start, stop;		/* days, or SDI_NO_DAY */
	int is_doubled;			/* started twice: which dose holds is not known */
	int is_unclassified;		/* a medicine, or a part of it, that FDA's table has not */
	struct sdi_context_row *next;	/* of the same person */
};

struct sdi_person {
	struct stardose_person pub;
	struct sdi_context_row *first, **last;
	const struct sdi_profile **profiles;	/* by row of conversion_methods.tsv */
	const char *file;		/* that names the sample first */
	int line, is_used;
};

KHASH_MAP_INIT_STR(sdi_persons, struct sdi_person *)
KHASH_MAP_INIT_STR(sdi_profiles, const struct sdi_profile *)

struct stardose_context {
	const struct stardose_tables *tables;
	const struct sdi_context_tables *facts;
	const struct sdi_words *words;
	const char *convention;		/* "" none */
	int today;			/* SDI_NO_DAY: nothing is dated */
	int newest;			/* date in any row, or SDI_NO_DAY */
	const char *date_from;
	char date[SDI_DAY_SIZE];
	struct sdi_arena arena;
	khash_t(sdi_persons) *persons;	/* by sample */
	khash_t(sdi_profiles) *profiles;	/* by what acts */
	int n_order, m_order;
	struct sdi_person **order;	/* as first named */
	struct sdi_person *anyone;	/* of a list: whoever the only sample is; not in @persons */
	kstring_t key;			/* scratch */
	struct sdi_acting *scratch;	/* one for each row of interactions.tsv */
};

/*
 * sdi_context_add_person() - the person called @sample (NULL: anyone), new or not; NULL: out of
 * memory
 */
struct sdi_person *sdi_context_add_person(struct stardose_context *context, const char *sample,
					  const char *file, int line);
/* sdi_context_add_row() - a copy of @row, whose texts are copied too, behind the person's others */
int sdi_context_add_row(struct stardose_context *context, struct sdi_person *person,
			const struct sdi_context_row *row);
/*
 * sdi_order_rows() - the rows of a file in an order of their own: by kind, name, days, and all that
 * they say, so that the order of the file makes no difference. A list stays as it was typed
 */
int sdi_order_rows(struct stardose_context *context, struct sdi_person *person);
/*
 * sdi_item_text() - what the tables know of the item, in words; NULL: out of memory. Sets
 * row->is_unclassified
 */
const char *sdi_item_text(struct stardose_context *context, struct sdi_context_row *row);
/* sdi_is_not_known() - a medicine by a name that the tables do not know */
int sdi_is_not_known(const struct sdi_context_row *row);
/* sdi_item_state() - how the row stands today */
enum stardose_item_state sdi_item_state(const struct stardose_context *context,
					const struct sdi_context_row *row, int *days_since_stop);
/* sdi_person_profiles() - person->profiles from the settled rows */
int sdi_person_profiles(struct stardose_context *context, struct sdi_person *person);

/*
 * sdi_context_is_denied() - does the value of a state or level say that it is not there ("smoking:
 * never")?
 */
int sdi_context_is_denied(const char *value);

#endif
