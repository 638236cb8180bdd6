/*
 * report_elsewhere.c - results that matter for medicines outside psychiatry: an anaesthetic, a
 * medicine for cancer, an antibiotic; a place of their own, since an emergency asks for none of
 * them beforehand
 */
#include <stdio.h>
#include <string.h>
#include <htslib/kstring.h>
#include "report/report_face.h"
#include "report/report_line.h"
#include "util/text.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

/* So many medicines stand on the first page; all do behind it. */
#define MOST_FIRST 7

static int is(const cJSON *of, const char *name) { return cJSON_IsTrue(get(of, name)); }

int sdi_face_rows_ask(const cJSON *medicine, const char *gene)
{
	const cJSON *row;
	size_t n = strlen(gene);

	cJSON_ArrayForEach(row, get(medicine, "rows")) {
		const char *all = text_of(row, "phenotype");

		/* (F2 is no gene of "CYP4F2:...") */
		for (const char *s = all; n && (s = strstr(s, gene)); s += n)
			if (s[n] == ':' && (s == all || s[-1] == ';') && !is(row, "is_usual") &&
			    !is(row, "is_none"))
				return 1;
	}
	return 0;
}

static int asks_for(const cJSON *medicine, const char *gene)
{
	return sdi_face_asks(medicine) && sdi_face_rows_ask(medicine, gene);
}

static void add_medicine(const struct sdi_why *why, cJSON *list, const cJSON *medicine)
{
	cJSON *one = sdi_json_add_object(why->j, list, NULL);

	sdi_json_add_text(why->j, one, "drug", text_of(medicine, "drug"));
	sdi_json_add_text(why->j, one, "symbol", text_of(medicine, "symbol"));
	sdi_json_add_text(why->j, one, "word", text_of(medicine, "word"));
}

/*
 * Medicines of which a source asks for something by @gene, what is asked for most first. That a
 * label has the amounts (eliglustat, whatever the result) is nothing that an emergency asks.
 */
static void add_medicines(const struct sdi_why *why, cJSON *list, const cJSON *to, const char *gene)
{
	const cJSON *class, *medicine;

	for (int rank = SDI_N_DIRECTIONS - 1; rank >= SDI_DIRECTION_WATCH; rank--) {
		if (rank == SDI_DIRECTION_ADJUST)
			continue;
		cJSON_ArrayForEach(class, get(to, "classes")) cJSON_ArrayForEach(
			medicine,
			get(class,
			    "medicines")) if (sdi_direction_rank(text_of(medicine, "direction")) ==
						      rank &&
					      asks_for(medicine, gene))
			add_medicine(why, list, medicine);
	}
}

static const char *result_of(const cJSON *card)
{
	if (*text_of(card, "level"))
		return text_of(card, "level");
	return *text_of(card, "phenotype") ? text_of(card, "phenotype")
					   : text_of(card, "diplotype");
}

/* The sign of a medicine stands where it differs from the one before. */
static void add_first(const struct sdi_why *why, cJSON *one, const cJSON *medicines)
{
	cJSON *first = sdi_json_add_array(why->j, one, "first");
	int n = cJSON_GetArraySize(medicines);
	const char *before = "";
	char more[16];

	for (int i = 0; i < n && i < MOST_FIRST; i++) {
		const cJSON *medicine = cJSON_GetArrayItem(medicines, i);
		const char *symbol = text_of(medicine, "symbol");
		cJSON *each = sdi_json_add_object(why->j, first, NULL);

		sdi_json_add_text(why->j, each, "drug", text_of(medicine, "drug"));
		sdi_json_add_text(why->j, each, "symbol", strcmp(symbol, before) ? symbol : NULL);
		before = symbol;
	}
	snprintf(more, sizeof(more), "%d", n - MOST_FIRST);
	if (n > MOST_FIRST)
		sdi_add_words(why, one, "more", "elsewhere_more", "n", more, NULL, NULL);
	else
		sdi_json_add_text(why->j, one, "more", NULL);
}

int sdi_face_elsewhere(const struct sdi_why *why, const cJSON *to, cJSON *list, const cJSON *card)
{
	const struct sdi_words *words = &why->facts->words;
	const struct sdi_word *about = sdi_word(words, "elsewhere", text_of(card, "gene"));
	cJSON *medicines, *one;

	/* of two genes that one row asks for, the one in which nothing was found is no finding */
	if (!about || sdi_word(words, "quiet_result", text_of(card, "phenotype")))
		return 0;
	medicines = cJSON_CreateArray();
	add_medicines(why, medicines, to, text_of(card, "gene"));
	if (!cJSON_GetArraySize(medicines)) {
		cJSON_Delete(medicines);
		return 0;
	}
	one = sdi_json_add_object(why->j, list, NULL);
	sdi_json_add_text(why->j, one, "gene", text_of(card, "gene"));
	sdi_json_add_text(why->j, one, "about", about->text);
	sdi_json_add_text(why->j, one, "diplotype", text_of(card, "diplotype"));
	sdi_json_add_text(why->j, one, "result", result_of(card));
	add_first(why, one, medicines);
	sdi_json_put(why->j, one, "medicines", medicines);
	return 1;
}

/* Results of the genes that a fact of a guideline names. */
static void add_results(const struct sdi_why *why, cJSON *list, const cJSON *to, const char *fact)
{
	const cJSON *card;

	cJSON_ArrayForEach(card, get(to, "genes")) if (sdi_has_word(fact, text_of(card, "gene")))
	{
		cJSON *one = sdi_json_add_object(why->j, list, NULL);

		sdi_json_add_text(why->j, one, "gene", text_of(card, "gene"));
		sdi_json_add_text(why->j, one, "result", result_of(card));
	}
}

void sdi_face_asks_genes(const struct sdi_why *why, const cJSON *to, cJSON *special,
			 const struct stardose_drug *drug)
{
	const struct stardose_statement *facts;
	cJSON *list = sdi_json_add_array(why->j, special, "genes");
	int n = 0;

	facts = stardose_guidance_statements(why->facts->tables->guidance, drug, &n);
	sdi_json_add_text(why->j, special, "genes_text", NULL);
	for (int i = 0; i < n; i++) {
		if (strcmp(facts[i].label->code, "guideline"))
			continue;
		add_results(why, list, to, facts[i].guidance);
		if (cJSON_GetArraySize(list)) {
			cJSON_DeleteItemFromObjectCaseSensitive(special, "genes_text");
			sdi_json_add_text(why->j, special, "genes_text", facts[i].guidance);
			break;
		}
	}
	sdi_json_add_bool(why->j, special, "has_genes", cJSON_GetArraySize(list) > 0);
}
