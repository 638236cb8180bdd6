/* report_words.c - the words of a report that no source has */
#include <stdlib.h>
#include <string.h>
#include "report/report_words.h"
#include "tables/table_set.h"

enum { KIND, CODE, TEXT, SYMBOL, PATIENT, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "kind", "code", "text", "symbol", "patient" };

static const char *cell(const struct sdi_tsv *tsv, int row, int col)
{
	const char *text = sdi_tsv_cell(tsv, row, col);

	return strcmp(text, "-") ? text : "";
}

static int take_rows(const struct sdi_tsv *tsv, struct sdi_words *out, struct stardose_error *err)
{
	int col[N_COLUMNS];

	for (int c = 0; c < N_COLUMNS; c++)
		if ((col[c] = sdi_tsv_col(tsv, columns[c])) < 0)
			return stardose_error_set(err, STARDOSE_ETABLE, "%s: no column '%s'", tsv->name, columns[c]);
	out->word = calloc(tsv->n_rows + 1, sizeof(*out->word));
	if (!out->word)
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	for (out->n = 0; out->n < tsv->n_rows; out->n++) {
		int row = out->n;
		struct sdi_word word = {
			.kind = cell(tsv, row, col[KIND]), .code = cell(tsv, row, col[CODE]), .text = cell(tsv, row, col[TEXT]),
			.symbol = cell(tsv, row, col[SYMBOL]), .patient = cell(tsv, row, col[PATIENT]),
		};

		if (!*word.kind || !*word.code)
			return stardose_error_set(err, STARDOSE_ETABLE, "%s:%d: a row without kind or code", tsv->name, tsv->line[row]);
		if (sdi_word(out, word.kind, word.code))
			return stardose_error_set(err, STARDOSE_ETABLE, "%s:%d: %s '%s' stands there twice", tsv->name, tsv->line[row],
						  word.kind, word.code);
		out->word[row] = word;
	}
	return STARDOSE_OK;
}

int sdi_words_open(const struct stardose_tables *tables, struct sdi_words *out, struct stardose_error *err)
{
	struct sdi_tsv *tsv = calloc(1, sizeof(*tsv));
	int ret;

	memset(out, 0, sizeof(*out));
	if (!tsv)
		return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
	ret = sdi_table_parse(tables, "words", tsv, err);
	out->storage = tsv;
	if (ret == STARDOSE_OK)
		ret = take_rows(tsv, out, err);
	if (ret != STARDOSE_OK)
		sdi_words_release(out);
	return ret;
}

void sdi_words_release(struct sdi_words *words)
{
	if (words->storage)
		sdi_tsv_release(words->storage);
	free(words->storage);
	free(words->word);
	memset(words, 0, sizeof(*words));
}

const struct sdi_word *sdi_word(const struct sdi_words *words, const char *kind, const char *code)
{
	for (int i = 0; i < words->n; i++)
		if (!strcmp(words->word[i].kind, kind) && !strcmp(words->word[i].code, code))
			return &words->word[i];
	return NULL;
}

int sdi_word_place(const struct sdi_words *words, const char *kind, const char *code)
{
	int place = 0;

	for (int i = 0; i < words->n; i++) {
		if (strcmp(words->word[i].kind, kind))
			continue;
		if (!strcmp(words->word[i].code, code))
			return place;
		place++;
	}
	return -1;
}
