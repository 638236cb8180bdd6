/*
 * sentence.h - facts in, at most two sentences of our own out
 *
 * Sentences are made of the phrases in the closed lists, the dose of the row and the result that
 * selected it, so a new row needs no new words. They say what a source advises; they never predict,
 * rank or address the person. Every function appends to @out and returns STARDOSE_OK or
 * STARDOSE_ENOMEM.
 */
#ifndef SDI_SENTENCE_H
#define SDI_SENTENCE_H

#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "tables/word_table.h"

/*
 * sdi_sentence_result() - "CYP2D6 poor metabolizer", "CYP2D6 without result"
 * @candidate: NULL: the gene has no result
 * @with_score: 1: append " with activity score 0.5" where one is known
 */
int sdi_sentence_result(kstring_t *out, const struct sdi_words *words,
			const struct stardose_guidance_tables *tables, const char *gene,
			const struct stardose_gene_candidate *candidate,
			enum stardose_guideline scale, int with_score);
/*
 * sdi_sentence_row() - what the row says; @subject: the results that it rests on, "" when it holds
 * whatever they are
 */
int sdi_sentence_row(kstring_t *out, const struct sdi_words *words,
		     const struct stardose_guidance_row *row, const char *subject);
/* sdi_sentence_no_row() - the source has rows for the medicine, none for these results */
int sdi_sentence_no_row(kstring_t *out, const struct sdi_words *words,
			const struct stardose_drug *drug,
			const struct stardose_guidance_code *source, const char *subject);
/*
 * sdi_sentence_no_guidance() - the tables have no row of the source for the medicine; with
 * @of_others 0 of no source at all
 */
int sdi_sentence_no_guidance(kstring_t *out, const struct sdi_words *words,
			     const struct stardose_drug *drug,
			     const struct stardose_guidance_code *source, int of_others);
/*
 * sdi_sentence_not_stated() - the row is of persons with @condition, nobody states it of this one
 */
int sdi_sentence_not_stated(kstring_t *out, const struct sdi_words *words,
			    const struct stardose_guidance_row *row, const char *condition);
/* sdi_sentence_fact() - the phrase of its label, and the fact */
int sdi_sentence_fact(kstring_t *out, const struct sdi_words *words,
		      const struct stardose_statement *fact);

/* sdi_put_exact_score() - the same with half a hundredth more: 62, 1 -> 0.625 */
int sdi_put_exact_score(kstring_t *out, int hundredths, int half);
/* sdi_put_hundredths() - 125 -> 1.25, 100 -> 1 */
int sdi_put_hundredths(kstring_t *out, int hundredths);

#endif
