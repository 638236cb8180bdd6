/* word_table.c - words that no source has: of codes, of sentences, of reports */
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "tables/table_set.h"
#include "tables/word_table.h"

#define LOCALE "en"	/* rows of other languages may stand in the table; they are not read */

enum { KIND, CODE, LOCALE_OF, TEXT, SYMBOL, PATIENT, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "kind", "code",	 "locale",
						"text", "symbol", "patient" };

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

		load->row = later->row;
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
		.row = load->row,
	};
	const char *locale = sdi_load_cell(load, col[LOCALE_OF]);

	if (!*word.kind || !*word.code)
		return sdi_load_bad(load, "a row without kind or code");
	if (!*locale)
		return sdi_load_bad(load, "%s '%s' has no locale, such as " LOCALE, word.kind,
				    word.code);
	if (!strcmp(locale, LOCALE))
		out->word[out->n++] = word;
	return STARDOSE_OK;
}

/* ---- a laboratory's own words ---- */

/* Kinds that the program looks up by itself: without the row a sentence would have a hole. */
static int is_needed(const char *kind)
{
	static const char *const needed[] = { "reason",	    "flag",	 "caveat",
					      "conversion", "item",	 "conversion_flag",
					      "guidance",   "condition", "fhir",
					      "picture",    "difference",
					      "face",	    "course",	 "course_question",
					      "recorded",   "page" };

	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		if (!strcmp(kind, needed[i]))
			return 1;
	return 0;
}

size_t sdi_words_unlike(const char *text, const char *other, const char **at)
{
	for (const char *s = strchr(text, '{'); s; s = strchr(s + 1, '{')) {
		size_t n = strcspn(s, "}") + 1;
		const char *found = other;

		while (found && strncmp(found, s, n) != 0)
			found = strchr(found + 1, '{');
		*at = s;
		if (!found)
			return n;
	}
	return 0;
}

static int check_own(struct sdi_load *load, const struct sdi_words *own, const char *kind,
		     const char *code, const char *shipped)
{
	const struct sdi_word *word = sdi_word(own, kind, code);
	const char *name;
	size_t n;

	if (!word)
		return stardose_error_set(load->err, STARDOSE_ETABLE,
					  "%s: no row of kind '%s', code '%s' and locale '" LOCALE
					  "'; the shipped table has all that are needed",
					  load->tsv->name, kind, code);
	load->row = word->row;
	n = sdi_words_unlike(word->text, shipped, &name);
	if (n)
		return sdi_load_bad(load, "%s '%s' has %.*s, which nothing fills in", kind, code,
				    (int)n, name);
	n = sdi_words_unlike(shipped, word->text, &name);
	if (n)
		return sdi_load_bad(load, "%s '%s' leaves out %.*s", kind, code, (int)n, name);
	return STARDOSE_OK;
}

/* Words that stand in for those compiled in must have every row that the program asks for. */
static int check_needed(struct sdi_load *load, const struct sdi_words *own)
{
	struct sdi_tsv shipped;
	int ret = sdi_table_text_parse_embedded("words", &shipped, load->err);
	int kind = sdi_tsv_col(&shipped, columns[KIND]),
	    code = sdi_tsv_col(&shipped, columns[CODE]),
	    text = sdi_tsv_col(&shipped, columns[TEXT]);

	for (int row = 0; !ret && row < shipped.n_rows; row++)
		if (is_needed(sdi_tsv_cell(&shipped, row, kind)))
			ret = check_own(load, own, sdi_tsv_cell(&shipped, row, kind),
					sdi_tsv_cell(&shipped, row, code),
					sdi_tsv_cell(&shipped, row, text));
	sdi_tsv_release(&shipped);
	return ret;
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
	if (!ret)
		ret = sort(load, out);
	if (!ret && sdi_table_is_replaced(load->tables, "words"))
		ret = check_needed(load, out);
	return ret;
}

/* ---- looking up ---- */

const struct sdi_words *sdi_tables_words(const struct stardose_tables *tables)
{
	return &((const struct sdi_table_impl *)tables->impl)->words;
}

/* The guidance of a set of tables lies beside its words. */
const struct sdi_words *sdi_guidance_words(const struct stardose_guidance_tables *guidance)
{
	const char *impl = (const char *)guidance - offsetof(struct sdi_table_impl, guidance);

	return &((const struct sdi_table_impl *)(const void *)impl)->words;
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

/* "unresolved_*", "*_inducer": codes that begin or end so. */
static int is_of_family(const char *family, const char *code)
{
	const char *star = strchr(family, '*');
	size_t before = star ? (size_t)(star - family) : 0, behind = star ? strlen(star + 1) : 0,
	       n = strlen(code);

	return star && n > before + behind && !strncmp(family, code, before) &&
	       !strcmp(star + 1, code + n - behind);
}

const char *sdi_word_text(const struct sdi_words *words, const char *kind, const char *code)
{
	const struct sdi_word *word = sdi_word(words, kind, code);

	for (int i = 0; !word && i < words->n; i++)
		if (!strcmp(words->word[i].kind, kind) && is_of_family(words->word[i].code, code))
			word = &words->word[i];
	return word ? word->text : NULL;
}

const char *stardose_code_text(const struct stardose_tables *tables, const char *kind,
			       const char *code)
{
	return sdi_word_text(sdi_tables_words(tables), kind, code);
}

const char *sdi_flag_text(const struct sdi_words *words, const char *code)
{
	const char *text = sdi_word_text(words, "flag", code);

	return text ? text : sdi_word_text(words, "conversion_flag", code);
}

/* ---- sentences ---- */

/* The value of "{name}" among name, value, ..., NULL; NULL: it is not there. */
static const char *value_of(const char *name, size_t n, va_list values)
{
	const char *key, *value = NULL;
	va_list at;

	va_copy(at, values);
	while (!value && (key = va_arg(at, const char *))) {
		const char *next = va_arg(at, const char *);

		if (!strncmp(key, name, n) && !key[n])
			value = next;
	}
	va_end(at);
	return value;
}

static int put_filled(kstring_t *out, const char *text, va_list values)
{
	int failed = !text || kputs("", out) < 0;

	for (const char *s = text; !failed && *s;) {
		size_t n = strcspn(s, "{");
		const char *value = NULL;

		failed = kputsn(s, n, out) < 0;
		s += n;
		if (!*s)
			break;
		n = strcspn(s + 1, "}");
		value = value_of(s + 1, n, values);
		failed = failed || !value || kputs(value, out) < 0;
		s += 1 + n + (s[1 + n] == '}');
	}
	return failed ? -1 : 0;
}

int sdi_put_words(kstring_t *out, const struct sdi_words *words, const char *kind,
		  const char *code, ...)
{
	va_list values;
	int ret;

	va_start(values, code);
	ret = put_filled(out, sdi_word_text(words, kind, code), values);
	va_end(values);
	return ret;
}

int sdi_put_plain_words(kstring_t *out, const struct sdi_words *words, const char *kind,
			const char *code, ...)
{
	const struct sdi_word *word = sdi_word(words, kind, code);
	va_list values;
	int ret;

	va_start(values, code);
	ret = put_filled(out, word ? word->patient : NULL, values);
	va_end(values);
	return ret;
}

int sdi_put_words_list(kstring_t *out, const struct sdi_words *words, const char *kind,
		       const char *code, va_list values)
{
	return put_filled(out, sdi_word_text(words, kind, code), values);
}
