/*
 * word_language.h - the words of the tables in another language: words.LANG.tsv beside words.tsv
 *
 * Such a table has the columns of words.tsv, its rows the kinds and codes of it. It translates what
 * words.tsv has in plain words, all of it: a page is in one language or is not made. Where it has
 * a text for those who prescribe as well, that stands in the place of the English one.
 */
#ifndef SDI_WORD_LANGUAGE_H
#define SDI_WORD_LANGUAGE_H

#include "tables/word_table.h"
#include "util/tsv.h"

struct sdi_language {
	struct sdi_words words;	/* those of the tables, in the language; in the order of the tables */
	struct sdi_tsv tsv;	/* private: what their texts are borrowed from */
};

/*
 * sdi_language_open() - read the words of a language
 * @name: "de"; NULL or "en": the words as they are
 * @out:  borrows from @tables as well; release with sdi_language_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: there is no such table; STARDOSE_ETABLE: a row is missing
 *         (the first is named by kind and code), stands there twice, is of another language, is no
 *         row of words.tsv, or has other {names}; STARDOSE_ENOMEM
 */
int sdi_language_open(const struct stardose_tables *tables, const char *name,
		      struct sdi_language *out, struct stardose_error *err);
void sdi_language_release(struct sdi_language *language);
/*
 * sdi_language_of_table() - "de" of the table "words.de", borrowed; NULL: no table of a language
 */
const char *sdi_language_of_table(const char *table);

#endif
