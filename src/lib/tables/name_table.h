/*
 * name_table.h - the dictionary of medicines: every spelling that finds one, and what it means
 *
 * medicine_names.tsv has names (international, national, brands), codes (rxnorm:36437, atc:N06AB06)
 * and combinations with their contents; names of agents.tsv and drugs.tsv count as well. A name is
 * found as it is written, whatever its capitals, accents and blanks; one that is spelt otherwise is
 * not found, and sdi_names_near() says what may have been meant. Nothing is ever guessed.
 */
#ifndef SDI_NAME_TABLE_H
#define SDI_NAME_TABLE_H

#include <stardose/guidance.h>
#include "tables/context_table.h"

enum sdi_name_kind {
	SDI_NAME_INN,			/* the name that the tables have for it */
	SDI_NAME_FORM,			/* the same in another language or spelling */
	SDI_NAME_BRAND,
	SDI_NAME_COMBINATION,		/* of what it contains */
	SDI_NAME_CODE,
	SDI_NAME_LISTED,		/* a name in agents.tsv or drugs.tsv */
	SDI_N_NAME_KINDS
};

struct sdi_name {
	const char *text;		/* as the table spells it */
	const char *key;		/* folded: what is compared */
	enum sdi_name_kind kind;
	int n_medicines;
	const char **medicines; /* as drugs.tsv, agents.tsv or medicine_names.tsv (inn) call them */
	int line;			/* of medicine_names.tsv, 1-based; 0: listed elsewhere */
};

/* Sorted by key */
struct sdi_names {
	int n;
	struct sdi_name *names;
	int n_salts, n_class_names;	/* of vocabulary.tsv */
	const struct stardose_guidance_code *salts, *class_names;
};

/*
 * sdi_name_find() - what the first @n bytes of @text name, or NULL. A name with words for salts
 * before or behind it ("sertralin-hydrochlorid", "chlorhydrate de sertraline") is that name, unless
 * the tables have the whole.
 */
const struct sdi_name *sdi_name_find(const struct sdi_names *names, const char *text, size_t n);
/*
 * sdi_names_near() - names that someone who wrote @text may have meant, each medicine once
 * @out: up to @max of them, nearest first; borrowed. Returns how many
 */
int sdi_names_near(const struct sdi_names *names, const char *text, const struct sdi_name **out,
		   int max);
/*
 * sdi_name_class() - the class of medicines whose name the first @n bytes of @text are ("SSRI", "an
 * antidepressant"), or NULL; @value of what it gives is the class's code
 */
const struct stardose_guidance_code *sdi_name_class(const struct sdi_names *names,
						    const char *text, size_t n);
/*
 * sdi_name_without_salt() - take the words for one salt off a folded name
 * @out: at least as long as @key. Returns 0 where there is none, or nothing would be left
 */
int sdi_name_without_salt(const struct sdi_names *names, const char *key, int salt, char *out);
/* sdi_name_slip() - a name from which @text is at most one slip of a letter away, or NULL */
const struct sdi_name *sdi_name_slip(const struct sdi_names *names, const char *text);
/*
 * sdi_name_fold() - the first @n bytes of @text as names are compared: small letters, no accents,
 * no trade signs, one blank at most, none around '/', '+' as '/'
 * @out: @size bytes; what does not fit is cut off
 */
void sdi_name_fold(const char *text, size_t n, char *out, size_t size);
/* Longer names are compared by their beginnings. */
#define SDI_NAME_SIZE 128

/* sdi_tables_names() - borrowed from @tables, never NULL */
const struct sdi_names *sdi_tables_names(const struct stardose_tables *tables);

#endif
