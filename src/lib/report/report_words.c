/* report_words.c - the words of a report that no source has */
#include <stdlib.h>
#include <string.h>
#include "report/report_words.h"
#include "tables/table_set.h"
#include "util/no_memory.h"

enum { KIND, CODE, TEXT, SYMBOL, PATIENT, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "kind", "code", "text", "symbol", "patient" };

static const char *cell(const struct sdi_tsv *tsv, int row, int col)
{
	const char *text = sdi_tsv_cell(tsv, row, col);

	return strcmp(text, "-") ? text : "";
}

static int by_kind_and_code(const void *a, const void *b)
{
	const struct sdi_word *x = *(const struct sdi_word *const *)a,
			      *y = *(const struct sdi_word *const *)b;
	int order = strcmp(x->kind, y->kind);

	return order ? order : strcmp(x->code, y->code);
}

/* A page looks up some hundred words. */
static int sort(const struct sdi_tsv *tsv, struct sdi_words *out, struct stardose_error *err)
{
	out->sorted = malloc((out->n + 1) * sizeof(*out->sorted));
	if (!out->sorted)
		return sdi_no_memory(err);
	for (int i = 0; i < out->n; i++)
		out->sorted[i] = &out->word[i];
	qsort(out->sorted, out->n, sizeof(*out->sorted), by_kind_and_code);
	for (int i = 1; i < out->n; i++) {
		const struct sdi_word *a = out->sorted[i - 1], *b = out->sorted[i],
				      *later = a > b ? a : b;

		if (!by_kind_and_code(&a, &b))
			return stardose_error_set(
				err, STARDOSE_ETABLE, "%s:%d: %s '%s' stands there twice",
				tsv->name, tsv->line[later - out->word], later->kind, later->code);
	}
	return STARDOSE_OK;
}

static int take_rows(const struct sdi_tsv *tsv, struct sdi_words *out, struct stardose_error *err)
{
	int col[N_COLUMNS];

	for (int c = 0; c < N_COLUMNS; c++)
		if ((col[c] = sdi_tsv_col(tsv, columns[c])) < 0)
			return stardose_error_set(err, STARDOSE_ETABLE, "%s: no column '%s'",
						  tsv->name, columns[c]);
	out->word = calloc(tsv->n_rows + 1, sizeof(*out->word));
	if (!out->word)
		return sdi_no_memory(err);
	for (out->n = 0; out->n < tsv->n_rows; out->n++) {
		int row = out->n;
		struct sdi_word word = {
			.kind = cell(tsv, row, col[KIND]),
			.code = cell(tsv, row, col[CODE]),
			.text = cell(tsv, row, col[TEXT]),
			.symbol = cell(tsv, row, col[SYMBOL]),
			.patient = cell(tsv, row, col[PATIENT]),
		};

		if (!*word.kind || !*word.code)
			return stardose_error_set(err, STARDOSE_ETABLE,
						  "%s:%d: a row without kind or code", tsv->name,
						  tsv->line[row]);
		out->word[row] = word;
	}
	return sort(tsv, out, err);
}

int sdi_words_open(const struct stardose_tables *tables, struct sdi_words *out,
		   struct stardose_error *err)
{
	struct sdi_tsv *tsv = calloc(1, sizeof(*tsv));
	int ret;

	memset(out, 0, sizeof(*out));
	if (!tsv)
		return sdi_no_memory(err);
	ret = sdi_table_parse(tables, "words", tsv, err);
	out->storage = tsv;
	if (!ret)
		ret = take_rows(tsv, out, err);
	if (ret)
		sdi_words_release(out);
	return ret;
}

void sdi_words_release(struct sdi_words *words)
{
	if (words->storage)
		sdi_tsv_release(words->storage);
	free(words->storage);
	free(words->word);
	free(words->sorted);
	memset(words, 0, sizeof(*words));
}

const struct sdi_word *sdi_word(const struct sdi_words *words, const char *kind, const char *code)
{
	const struct sdi_word wanted = { .kind = kind, .code = code }, *key = &wanted;
	const struct sdi_word **found =
		bsearch(&key, words->sorted, words->n, sizeof(*words->sorted), by_kind_and_code);

	return found ? *found : NULL;
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
