/*
 * template_names.h - the names that a template may ask for
 *
 * templates/names.txt has the members of a report and of an index, words.tsv the sentences. A test
 * holds the list against docs/stardose-report.schema.json.
 */
#ifndef SDI_TEMPLATE_NAMES_H
#define SDI_TEMPLATE_NAMES_H

#include <stddef.h>
#include "tables/word_table.h"

struct sdi_template_names {
	int n, m;
	const char **name;
	char *text;			/* private: what they are borrowed from */
};

/*
 * sdi_template_names_open() - @text: names, one a line, and remarks (#), copied; @words: borrowed.
 * Release with sdi_template_names_release(), also after an error. STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_template_names_open(struct sdi_template_names *names, const char *text, size_t size,
			    const struct sdi_words *words);
void sdi_template_names_release(struct sdi_template_names *names);
/*
 * sdi_template_names_unknown() - 1: a part of the dotted name @name is none of @names; then @part
 * (of @size bytes) is the part, and @near the nearest as "'a', 'b'", or ""
 */
int sdi_template_names_unknown(const struct sdi_template_names *names, const char *name, char *part,
			       size_t size, char *near, size_t near_size);

#endif
