/* word_language.c - the words of the tables in another language */
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include "tables/table_set.h"
#include "tables/word_language.h"
#include "util/no_memory.h"

#define ENGLISH "en"
#define PREFIX "words."

enum { KIND, CODE, LOCALE, TEXT, SYMBOL, PATIENT, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "kind", "code",	  "locale",
						"text", "symbol", "patient" };

struct reading {
	const char *name;			/* of the language */
	const struct sdi_words *english;
	struct sdi_language *out;
	char *is_there;				/* by word: the table has its row */
	int col[N_COLUMNS], row;
	struct stardose_error *err;
};

const char *sdi_language_of_table(const char *table)
{
	return strncmp(table, PREFIX, strlen(PREFIX)) ? NULL : table + strlen(PREFIX);
}

/* ---- a row ---- */

/* "" for "-", as in words.tsv */
static const char *cell(const struct reading *r, int column)
{
	const char *text = sdi_tsv_cell(&r->out->tsv, r->row, r->col[column]);

	return strcmp(text, "-") ? text : "";
}

static int bad(const struct reading *r, const char *what)
{
	return stardose_error_set(r->err, STARDOSE_ETABLE, "%s:%d: %s '%s' %s", r->out->tsv.name,
				  r->out->tsv.line[r->row], cell(r, KIND), cell(r, CODE), what);
}

static int has_same_names(const char *text, const char *english)
{
	const char *at;

	return !sdi_words_unlike(text, english, &at) && !sdi_words_unlike(english, text, &at);
}

/* A text in the place of the English one; where there is none, that stays. */
static int take_text(const struct reading *r, int column, const char **english)
{
	const char *text = cell(r, column);

	if (!*text)
		return STARDOSE_OK;
	if (!has_same_names(text, *english))
		return bad(r, "has other {names} than words.tsv");
	*english = text;
	return STARDOSE_OK;
}

static int take_row(const struct reading *r)
{
	const struct sdi_word *english = sdi_word(r->english, cell(r, KIND), cell(r, CODE));
	size_t place = english ? (size_t)(english - r->english->word) : 0;
	struct sdi_word *word = &r->out->words.word[place];
	int ret;

	if (strcmp(cell(r, LOCALE), r->name))
		return bad(r, "is of another locale than the table");
	if (!english)
		return bad(r, "is no row of words.tsv");
	if (r->is_there[place])
		return bad(r, "stands there twice");
	if (*english->patient && !*cell(r, PATIENT))
		return bad(r, "is not translated");
	r->is_there[place] = 1;
	ret = take_text(r, TEXT, &word->text);
	return ret ? ret : take_text(r, PATIENT, &word->patient);
}

/* ---- the table ---- */

/* A copy of the English words, whose texts are replaced one by one. */
static int copy_words(const struct sdi_words *english, struct sdi_words *out)
{
	out->word = malloc((english->n + 1) * sizeof(*out->word));
	out->sorted = malloc((english->n + 1) * sizeof(*out->sorted));
	if (!out->word || !out->sorted)
		return STARDOSE_ENOMEM;
	out->n = english->n;
	for (int i = 0; i < out->n; i++) {
		out->word[i] = english->word[i];
		out->sorted[i] = out->word + (english->sorted[i] - english->word);
	}
	return STARDOSE_OK;
}

static int check_whole(const struct reading *r)
{
	for (int i = 0; i < r->english->n; i++) {
		const struct sdi_word *word = &r->english->word[i];

		if (*word->patient && !r->is_there[i])
			return stardose_error_set(
				r->err, STARDOSE_ETABLE,
				"%s: no row of kind '%s', code '%s': a page in the language '%s' "
				"would be half in English, so none is made",
				r->out->tsv.name, word->kind, word->code, r->name);
	}
	return STARDOSE_OK;
}

static int read_rows(struct reading *r)
{
	int ret = STARDOSE_OK;

	for (int c = 0; !ret && c < N_COLUMNS; c++) {
		r->col[c] = sdi_tsv_need(&r->out->tsv, columns[c], r->err);
		ret = r->col[c] < 0 ? r->col[c] : STARDOSE_OK;
	}
	for (r->row = 0; !ret && r->row < r->out->tsv.n_rows; r->row++)
		ret = take_row(r);
	return ret ? ret : check_whole(r);
}

static int no_language(const struct stardose_tables *tables, const char *name,
		       struct stardose_error *err)
{
	const struct sdi_table_texts *texts = &((struct sdi_table_impl *)tables->impl)->texts;
	kstring_t known = KS_INITIALIZE;
	int failed = kputs(ENGLISH, &known) < 0;

	for (int i = 0; i < texts->n; i++)
		if (sdi_language_of_table(texts->text[i].name))
			failed |= ksprintf(&known, ", %s",
					   sdi_language_of_table(texts->text[i].name)) < 0;
	if (failed)
		sdi_no_memory(err);
	else
		stardose_error_set(err, STARDOSE_EUSAGE,
				   "no words in the language '%.40s'; there are: %s", name,
				   known.s);
	ks_free(&known);
	return failed ? STARDOSE_ENOMEM : STARDOSE_EUSAGE;
}

static int read_language(const struct stardose_tables *tables, const char *name,
			 struct sdi_language *out, struct stardose_error *err)
{
	struct reading r = {
		.name = name, .english = sdi_tables_words(tables), .out = out, .err = err
	};
	int ret = copy_words(r.english, &out->words);

	r.is_there = calloc(r.english->n + 1, 1);
	ret = ret || !r.is_there ? sdi_no_memory(err) : read_rows(&r);
	free(r.is_there);
	return ret;
}

int sdi_language_open(const struct stardose_tables *tables, const char *name,
		      struct sdi_language *out, struct stardose_error *err)
{
	char table[64];
	int ret;

	memset(out, 0, sizeof(*out));
	if (!name || !strcmp(name, ENGLISH))
		return copy_words(sdi_tables_words(tables), &out->words) ? sdi_no_memory(err)
									  : STARDOSE_OK;
	if (!*name || snprintf(table, sizeof(table), PREFIX "%s", name) >= (int)sizeof(table) ||
	    !sdi_table_is_known(tables, table))
		return no_language(tables, name, err);
	ret = sdi_table_parse(tables, table, &out->tsv, err);
	return ret ? ret : read_language(tables, name, out, err);
}

void sdi_language_release(struct sdi_language *language)
{
	free(language->words.word);
	free(language->words.sorted);
	sdi_tsv_release(&language->tsv);
	memset(language, 0, sizeof(*language));
}
