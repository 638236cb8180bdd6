/*
 * medication_text.h - "bupropion XL 300 mg/d", "terbinafine topical", "stopped: fluoxetine 14 d
 * ago": words in, what is meant out
 *
 * The longest beginning that the tables know is the name; what follows are a route, a dose, a
 * formulation, or words that nobody needs. Where another name follows, or what may be meant for
 * one, the text is not understood: no medicine may be lost behind the first. Nor is a medicine that
 * is called stopped without a day: it is not in use, and may act still.
 */
#ifndef SDI_MEDICATION_TEXT_H
#define SDI_MEDICATION_TEXT_H

#include <stardose/guidance.h>
#include "tables/name_table.h"

enum sdi_route { SDI_ROUTE_NOT_GIVEN, SDI_ROUTE_SYSTEMIC, SDI_ROUTE_LOCAL };

struct sdi_medication {
	const struct sdi_agent *agent;		/* what acts, or NULL */
	const struct stardose_drug *drug;	/* a medicine of drugs.tsv, or NULL */
	const char *name; /* the tables' name for it, or NULL: unknown; borrowed from the tables */
	size_t name_at, name_length;	/* what was written for it: offset and length in the text */
	const struct sdi_name *combination; /* of several medicines; then the others are NULL */
	size_t n_unknown; /* length of what would be the name when it is unknown */
	enum sdi_route route;
	const char *route_word;			/* static, or "" */
	int mg_per_day;				/* or 0 */
	int days_since_stop;			/* or -1 */
};

/* sdi_medication_parse() - never fails: what is not understood is left alone */
void sdi_medication_parse(const struct stardose_tables *tables, const char *text,
			  struct sdi_medication *out);
/*
 * sdi_medication_know() - the medicine that the dictionary calls so, into @out->agent, drug and
 * name; the rest of @out stays
 */
void sdi_medication_know(const struct stardose_tables *tables, const char *medicine,
			 struct sdi_medication *out);
/*
 * sdi_medication_words() - routes and doses of further words ("topical", "20 mg/d") into @entry;
 * names are not looked for
 */
void sdi_medication_words(const char *text, struct sdi_medication *entry);
/*
 * sdi_route_find() - a word for a route, upper and lower case alike: its class and static
 * spelling, or SDI_ROUTE_NOT_GIVEN
 */
enum sdi_route sdi_route_find(const char *word, size_t n, const char **spelling);

#endif
