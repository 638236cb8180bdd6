/*
 * test_word_language.c - a page is in one language or is not made: what a table of words in another
 * language must have, and what it must not
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table_folder.h"
#include "tables/word_language.h"

/* A row of words.de.tsv, without its text in plain words */
#define USUAL "direction\tusual\tde\t-\t-\t"
static const char *const shipped[] = { "de", "es", "fr", "nl" };

static struct stardose_tables *open_tables(const char *dir)
{
	struct stardose_error err = { 0 };
	struct stardose_tables *tables;

	if (stardose_tables_open(dir, &tables, &err))
		fail_msg("%s", err.text);
	return tables;
}

/* The status of opening German from the folder; @err has the message */
static int open_german(struct stardose_error *err)
{
	struct stardose_tables *tables = open_tables(folder);
	struct sdi_language german;
	int ret = sdi_language_open(tables, "de", &german, err);

	sdi_language_release(&german);
	stardose_tables_free(tables);
	return ret;
}

/* ---- whole languages ---- */

static void every_shipped_language_has_each_plain_text_and_no_other_row(void **state)
{
	struct stardose_tables *tables = open_tables(NULL);
	const struct sdi_words *english = sdi_tables_words(tables);

	(void)state;
	for (size_t l = 0; l < sizeof(shipped) / sizeof(*shipped); l++) {
		struct stardose_error err = { 0 };
		struct sdi_language language;
		int n_other = 0;

		if (sdi_language_open(tables, shipped[l], &language, &err))
			fail_msg("%s: %s", shipped[l], err.text);
		assert_int_equal(language.words.n, english->n);
		for (int i = 0; i < english->n; i++) {
			const struct sdi_word *word = &language.words.word[i];

			/* the same row at the same place, and plain words where English has them */
			assert_string_equal(word->kind, english->word[i].kind);
			assert_string_equal(word->code, english->word[i].code);
			assert_string_equal(word->symbol, english->word[i].symbol);
			if (*english->word[i].patient && !*word->patient)
				fail_msg("%s: %s %s", shipped[l], word->kind, word->code);
			assert_ptr_equal(sdi_word(&language.words, word->kind, word->code), word);
			n_other += strcmp(word->patient, english->word[i].patient) != 0;
		}
		if (n_other < 200)
			fail_msg("%s: %d texts differ from English", shipped[l], n_other);
		sdi_language_release(&language);
	}
	stardose_tables_free(tables);
}

static void english_and_no_language_are_the_words_as_they_are(void **state)
{
	static const char *const names[] = { NULL, "en" };
	struct stardose_tables *tables = open_tables(NULL);
	const struct sdi_words *english = sdi_tables_words(tables);

	(void)state;
	for (size_t l = 0; l < sizeof(names) / sizeof(*names); l++) {
		struct sdi_language language;

		assert_int_equal(sdi_language_open(tables, names[l], &language, NULL), STARDOSE_OK);
		for (int i = 0; i < english->n; i++) {
			assert_ptr_equal(language.words.word[i].text, english->word[i].text);
			assert_ptr_equal(language.words.word[i].patient, english->word[i].patient);
		}
		sdi_language_release(&language);
	}
	stardose_tables_free(tables);
}

static void a_language_that_is_not_there_is_a_mistake_of_the_user(void **state)
{
	static const char *const names[] = {
		"",
		"xx",
		"DE",
		"../de",
		"de.tsv",
		"de ",
		"words.de",
		"a_name_that_is_far_longer_than_the_name_of_any_table_in_this_program_can_ever_be",
	};
	struct stardose_tables *tables = open_tables(NULL);

	(void)state;
	for (size_t l = 0; l < sizeof(names) / sizeof(*names); l++) {
		struct stardose_error err = { 0 };
		struct sdi_language language;

		if (sdi_language_open(tables, names[l], &language, &err) != STARDOSE_EUSAGE)
			fail_msg("'%s' is a language", names[l]);
		assert_non_null(strstr(err.text, "there are: en, de, es, fr, nl"));
		sdi_language_release(&language);
	}
	stardose_tables_free(tables);
}

static void a_table_of_a_language_is_known_by_its_name(void **state)
{
	(void)state;
	assert_string_equal(sdi_language_of_table("words.de"), "de");
	assert_null(sdi_language_of_table("words"));
	assert_null(sdi_language_of_table("word.de"));
	assert_null(sdi_language_of_table("my_words.de"));
}

/* ---- tables that are not whole ---- */

static void a_row_that_is_wrong_is_named_by_kind_and_code(void **state)
{
	static const struct { const char *from, *to, *words; } faults[] = {
		{ USUAL, "direction\tusual\tfr\t-\t-\t", "'usual' is of another locale" },
		{ USUAL, "direction\tno_such_code\tde\t-\t-\t",
		  "'no_such_code' is no row of words.tsv" },
		{ USUAL "F", USUAL "{name} F", "'usual' has other {names}" },
		{ USUAL, USUAL "Doppelt.\n" USUAL, "'usual' stands there twice" },
		{ USUAL, "direction\tusual\tde\t{x}\t-\t", "'usual' has other {names}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct stardose_error err = { 0 };

		write_changed("words.de", faults[i].from, faults[i].to);
		if (open_german(&err) != STARDOSE_ETABLE || !strstr(err.text, faults[i].words))
			fail_msg("%s: %s", faults[i].words, err.text);
		drop_table("words.de");
	}
}

/* The shipped German table with the row of @usual replaced by @row, a line or "" */
static void write_german(const char *row)
{
	char *text = shipped_text("words.de"), *at = strstr(text, USUAL),
	     *end = strchr(at, '\n') + 1;
	kstring_t changed = KS_INITIALIZE;

	ksprintf(&changed, "%.*s%s%s", (int)(at - text), text, row, end);
	write_table("words.de", changed.s, changed.l);
	ks_free(&changed);
	free(text);
}

static void a_row_that_is_missing_or_empty_makes_no_page(void **state)
{
	struct stardose_error err = { 0 };

	(void)state;
	write_german("");
	assert_int_equal(open_german(&err), STARDOSE_ETABLE);
	assert_non_null(strstr(err.text, "no row of kind 'direction', code 'usual'"));
	write_german(USUAL "-\n");
	assert_int_equal(open_german(&err), STARDOSE_ETABLE);
	assert_non_null(strstr(err.text, "'usual' is not translated"));
	write_german(USUAL "Wie gewohnt.\n");
	assert_int_equal(open_german(&err), STARDOSE_OK);
}

static void a_text_for_those_who_prescribe_takes_the_place_of_english(void **state)
{
	struct stardose_error err = { 0 };
	struct stardose_tables *tables;
	struct sdi_language german;

	(void)state;
	write_german("direction\tusual\tde\tF\xc3\xbcr Fachleute.\t-\tWie gewohnt.\n");
	tables = open_tables(folder);
	assert_int_equal(sdi_language_open(tables, "de", &german, &err), STARDOSE_OK);
	assert_string_equal(sdi_word(&german.words, "direction", "usual")->patient, "Wie gewohnt.");
	assert_string_equal(sdi_word_text(&german.words, "direction", "usual"),
			    "F\xc3\xbcr Fachleute.");
	/* a row without one keeps the English text */
	assert_string_equal(sdi_word(&german.words, "direction", "lower")->text,
			    sdi_word(sdi_tables_words(tables), "direction", "lower")->text);
	sdi_language_release(&german);
	stardose_tables_free(tables);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_language_has_each_plain_text_and_no_other_row),
		cmocka_unit_test(english_and_no_language_are_the_words_as_they_are),
		cmocka_unit_test(a_language_that_is_not_there_is_a_mistake_of_the_user),
		cmocka_unit_test(a_table_of_a_language_is_known_by_its_name),
		IN_FOLDER(a_row_that_is_wrong_is_named_by_kind_and_code),
		IN_FOLDER(a_row_that_is_missing_or_empty_makes_no_page),
		IN_FOLDER(a_text_for_those_who_prescribe_takes_the_place_of_english),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
