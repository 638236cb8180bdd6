/* word_table.h - the words of reports that no source has: words.tsv, by kind and code */
#ifndef SDI_WORD_TABLE_H
#define SDI_WORD_TABLE_H

#include <stardose/tables.h>

/* One row; texts are "" where the table has "-". */
struct sdi_word {
	const char *kind, *code;
	const char *text;		/* for those who prescribe */
	const char *symbol;		/* or a number that the kind gives a meaning to */
	const char *patient;		/* in plain words */
};

struct sdi_words {
	int n;
	struct sdi_word *word;		/* in the order of the table */
	const struct sdi_word **sorted;	/* private: the same by kind and code */
};

/* sdi_tables_words() - the words of the tables in effect, borrowed from @tables, never NULL */
const struct sdi_words *sdi_tables_words(const struct stardose_tables *tables);

/* sdi_word() - the row, or NULL */
const struct sdi_word *sdi_word(const struct sdi_words *words, const char *kind, const char *code);
/*
 * sdi_word_place() - 0-based place of the row among those of its kind, in the order of the table;
 * -1: there is none
 */
int sdi_word_place(const struct sdi_words *words, const char *kind, const char *code);

#endif
