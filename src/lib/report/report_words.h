/* report_words.h - the words of a report that no source has: table words.tsv, by kind and code */
#ifndef SDI_REPORT_WORDS_H
#define SDI_REPORT_WORDS_H

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
	void *storage;			/* private: what the texts are borrowed from */
};

/*
 * sdi_words_open() - read the table in effect; release with sdi_words_release(). STARDOSE_OK,
 * STARDOSE_ETABLE, STARDOSE_ENOMEM
 */
int sdi_words_open(const struct stardose_tables *tables, struct sdi_words *out,
		   struct stardose_error *err);
void sdi_words_release(struct sdi_words *words);

/* sdi_word() - the row, or NULL */
const struct sdi_word *sdi_word(const struct sdi_words *words, const char *kind, const char *code);
/*
 * sdi_word_place() - 0-based place of the row among those of its kind, in the order of the table;
 * -1: there is none
 */
int sdi_word_place(const struct sdi_words *words, const char *kind, const char *code);

#endif
