/* word_table.c - the words of a report that no source has */
#include <stdlib.h>
#include <string.h>
#include "tables/table_set.h"
#include "tables/word_table.h"

enum { KIND, CODE, TEXT, SYMBOL, PATIENT, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "kind", "code", "text", "symbol", "patient" };

static int by_kind_and_code(const void *a, const void *b)
{
	const struct sdi_word *x = *(const struct sdi_word *const *)a,
			      *y = *(const struct sdi_word *const *)b;
	int order = strcmp(x->kind, y->kind);

	return order ? order : strcmp(x->code, y->code);
}

/* A page looks up some hundred words. */
static int sort(struct sdi_load *load, struct sdi_words *out)
{
	out->sorted = sdi_load_array(load, out->n, sizeof(*out->sorted));
	if (!out->sorted)
		return sdi_load_no_memory(load);
	for (int i = 0; i < out->n; i++)
		out->sorted[i] = &out->word[i];
	if (out->n)
		qsort(out->sorted, out->n, sizeof(*out->sorted), by_kind_and_code);
	for (int i = 1; i < out->n; i++) {
		const struct sdi_word *a = out->sorted[i - 1], *b = out->sorted[i],
				      *later = a > b ? a : b;

		load->row = later - out->word;
		if (!by_kind_and_code(&a, &b))
			return sdi_load_bad(load, "%s '%s' stands there twice", later->kind,
					    later->code);
	}
	return STARDOSE_OK;
}

static int take_row(struct sdi_load *load, const int *col, struct sdi_words *out)
{
	struct sdi_word word = {
		.kind = sdi_load_cell(load, col[KIND]),
		.code = sdi_load_cell(load, col[CODE]),
		.text = sdi_load_cell(load, col[TEXT]),
		.symbol = sdi_load_cell(load, col[SYMBOL]),
		.patient = sdi_load_cell(load, col[PATIENT]),
	};

	if (!*word.kind || !*word.code)
		return sdi_load_bad(load, "a row without kind or code");
	out->word[out->n++] = word;
	return STARDOSE_OK;
}

int sdi_load_words(struct sdi_load *load)
{
	struct sdi_words *out = &load->impl->words;
	int col[N_COLUMNS], ret = sdi_load_columns(load, columns, N_COLUMNS, col);

	out->word = sdi_load_array(load, load->tsv->n_rows, sizeof(*out->word));
	if (!out->word)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++)
		ret = take_row(load, col, out);
	return !ret ? sort(load, out) : ret;
}

const struct sdi_words *sdi_tables_words(const struct stardose_tables *tables)
{
	return &((const struct sdi_table_impl *)tables->impl)->words;
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
