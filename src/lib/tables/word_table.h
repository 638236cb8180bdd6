/*
 * word_table.h - words that no source has: words.tsv, by kind and code
 *
 * Every text that the library says to people by itself is a row, so that another language is
 * another table: what codes mean (reasons, flags), the pieces of sentences, the words of reports.
 */
#ifndef SDI_WORD_TABLE_H
#define SDI_WORD_TABLE_H

#include <stdarg.h>
#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include <stardose/tables.h>

/* One row; texts are "" where the table has "-". */
struct sdi_word {
	const char *kind, *code;
	const char *text;		/* for those who prescribe */
	const char *symbol;		/* or a number that the kind gives a meaning to */
	const char *patient;		/* in plain words */
	int row;			/* of the table */
};

struct sdi_words {
	int n;
	struct sdi_word *word;		/* in the order of the table */
	const struct sdi_word **sorted;	/* private: the same by kind and code */
};

/* sdi_tables_words() - the words of the tables in effect, borrowed from @tables, never NULL */
const struct sdi_words *sdi_tables_words(const struct stardose_tables *tables);
/* sdi_guidance_words() - the same, from tables->guidance */
const struct sdi_words *sdi_guidance_words(const struct stardose_guidance_tables *guidance);

/* sdi_word() - the row, or NULL */
const struct sdi_word *sdi_word(const struct sdi_words *words, const char *kind, const char *code);
/*
 * sdi_word_place() - 0-based place of the row among those of its kind, in the order of the table;
 * -1: there is none
 */
int sdi_word_place(const struct sdi_words *words, const char *kind, const char *code);
/*
 * sdi_word_text() - the text of a row, or of the family that the code belongs to ("unresolved_*");
 * borrowed; NULL: there is none, which cannot be for a code of this program
 */
const char *sdi_word_text(const struct sdi_words *words, const char *kind, const char *code);
/*
 * sdi_words_unlike() - the first "{name}" of @text that @other does not have
 * @at: where it stands
 * Return: its length with the braces; 0: there is none
 */
size_t sdi_words_unlike(const char *text, const char *other, const char **at);
/* sdi_flag_text() - of a flag of a line of guidance, whether results or conversions bring it */
const char *sdi_flag_text(const struct sdi_words *words, const char *code);
/*
 * sdi_put_words() - append the text of a row with every "{name}" filled in
 * ...: name, value, name, value, ..., NULL; names without braces, no value NULL
 * Return: 0; -1: out of memory (or the row is not there, which the loader excludes)
 */
int sdi_put_words(kstring_t *out, const struct sdi_words *words, const char *kind,
		  const char *code, ...) __attribute__((sentinel));
/* sdi_put_plain_words() - the same with what the row has in plain words */
int sdi_put_plain_words(kstring_t *out, const struct sdi_words *words, const char *kind,
			const char *code, ...) __attribute__((sentinel));
/* sdi_put_words_list() - the same with the names and values behind each other in @values */
int sdi_put_words_list(kstring_t *out, const struct sdi_words *words, const char *kind,
		       const char *code, va_list values);

#endif
