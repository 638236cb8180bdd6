/*
 * report_plain_fit.c - in how small a type two printed pages hold the page for patients
 *
 * As in report_fit.c: templates cannot measure, so the lines of texts are estimated from their
 * length. The shares were fitted to pages of people with 0 to 12 medicines as a browser lays them
 * out; tests/browser measures that no page has more than two.
 */
#include <string.h>
#include "report/report_model.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static int is(const cJSON *of, const char *name) { return cJSON_IsTrue(get(of, name)); }

/* Characters, not bytes: languages differ in how many they need for one. */
static double width(const char *text)
{
	double n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

static double length(const cJSON *of, const char *name)
{
	return width(sdi_json_get_text(of, name));
}

/* Thousandths of a page: always, and a line of genes, of medicines in use, of kinds, of limits */
struct layout { double always, gene, use, kind, limit; };
static const struct layout layouts[] = {
	{ 960, 22.4, 24.8, 13, 26.6 },
	{ 864, 18.6, 22.6, 11.8, 16.3 },
	{ 906, 14.7, 18.6, 8.7, 4.7 },
};
enum { N_LAYOUTS = sizeof(layouts) / sizeof(*layouts), FULL = 1700, MANY_IN_USE = 5 };
/* Characters of a line where a text stands, and of sentences that the template adds to one */
enum { GENE_WIDTH = 70, USE_WIDTH = 75, ADVICE_WIDTH = 95, KIND_WIDTH = 48, LIMIT_WIDTH = 45 };
enum { NO_GUIDELINE = 115, DISAGREE = 95, DOUBT = 85, ACTS = 76 };
/* The notice that the list is not complete, a name in it, and genes without result */
enum { NOTICE = 75, NOTICE_NAME = 30, NO_RESULT = 40, NO_RESULT_NAME = 5 };

/*
 * What stands on every page is longer in one language than in another: lines of a gene's width
 * that it takes more than in English, for which "always" was fitted.
 */
enum { WIDTH = 127, ENGLISH = 2291 };

static double fixed_lines(const struct sdi_report_facts *facts)
{
	static const char *const codes[] = { "do_not", "prescriber", "genes",  "speed",
					     "guidelines", "list", "off_list", "inn",
					     "family", "privacy", "crisis", "terms" };
	double n = -ENGLISH;

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		n += width(sdi_report_plain_word(facts, "sentence", codes[i]));
	for (int i = 0; i < facts->words.n; i++)
		if (!strcmp(facts->words.word[i].kind, "question"))
			n += width(facts->words.word[i].patient);
	return n / WIDTH;
}

static double gene_lines(const struct sdi_report_facts *facts, const cJSON *to)
{
	const struct sdi_word *copies = sdi_word(&facts->words, "sentence", "copies");
	const cJSON *card;
	double lines = 0;

	cJSON_ArrayForEach(card, get(to, "genes")) {
		double n = length(card, "about_in_plain_words") +
			   length(card, "level_in_plain_words") +
			   length(card, "status_in_plain_words") +
			   length(get(card, "with_medicines"), "in_plain_words") +
			   length(get(card, "with_medicines"), "because_of");

		if (copies && is(card, "copies_not_assessed"))
			n += width(copies->patient);
		lines += n / GENE_WIDTH > 3 ? n / GENE_WIDTH : 3;
	}
	return lines;
}

static double advice_length(const cJSON *advice)
{
	double n = length(advice, "in_plain_words");

	return (n > 0 ? n : NO_GUIDELINE) + DISAGREE * is(advice, "sources_disagree") +
	       DOUBT * is(advice, "is_doubtful");
}

static double use_lines(const cJSON *to, int is_grouped)
{
	const cJSON *each, *name;
	double lines = 0;

	if (is_grouped)
		cJSON_ArrayForEach(each, get(to, "advice_now")) {
			double n = advice_length(each);

			cJSON_ArrayForEach(name, get(each, "names"))
				n += length(name, "name") + length(name, "acted_on_by") + 8;
			lines += n / ADVICE_WIDTH + 0.6;
		}
	else
		cJSON_ArrayForEach(each, get(to, "medicines_now"))
			lines += (advice_length(get(each, "medicine")) + length(each, "acted_on_by") +
				  ACTS * is(each, "has_actors")) /
					 USE_WIDTH +
				 0.6;
	return lines;
}

static double kind_lines(const cJSON *medicines)
{
	const cJSON *each;
	double n = 0;

	cJSON_ArrayForEach(each, medicines)
		n += length(each, "drug") + 2;
	return n > 0 ? 1.3 + n / KIND_WIDTH : 0;
}

static double all_kinds(const cJSON *to)
{
	const cJSON *page = get(to, "first_page"), *class;
	double lines = kind_lines(get(page, "other")) + kind_lines(get(get(to, "face"), "special"));

	cJSON_ArrayForEach(class, get(page, "classes"))
		lines += kind_lines(get(class, "discuss"));
	return lines;
}

static double limit_lines(const cJSON *to)
{
	const cJSON *limit;
	double lines = 0;

	cJSON_ArrayForEach(limit, get(to, "limits"))
		if (*sdi_json_get_text(limit, "in_plain_words"))
			lines += length(limit, "in_plain_words") / LIMIT_WIDTH + 0.3;
	return lines;
}

void sdi_report_plain_fit(const struct sdi_report_facts *facts, cJSON *to, struct sdi_json *j)
{
	cJSON *page = sdi_json_add_object(j, to, "page_in_plain_words");
	int is_grouped = cJSON_GetArraySize(get(to, "medicines_now")) > MANY_IN_USE, l = 0;
	double genes = gene_lines(facts, to) + fixed_lines(facts), uses = use_lines(to, is_grouped),
	       kinds = all_kinds(to), limits = limit_lines(to), more = 0;

	if (is(to, "is_list_incomplete"))
		more = NOTICE + NOTICE_NAME * cJSON_GetArraySize(get(to, "names_not_known"));
	if (is(to, "has_genes_without_result"))
		more += NO_RESULT +
			NO_RESULT_NAME * cJSON_GetArraySize(get(to, "genes_without_result"));
	if (is(get(to, "face"), "has_elsewhere"))
		more += 2 * NO_RESULT;
	while (l < N_LAYOUTS && layouts[l].always + layouts[l].gene * genes +
					layouts[l].use * uses + layouts[l].kind * kinds +
					layouts[l].limit * limits + more >
				FULL)
		l++;
	sdi_json_add_bool(j, page, "is_long", l > 0);
	sdi_json_add_bool(j, page, "is_longer", l > 1);
	sdi_json_add_bool(j, page, "is_longest", l > 2);
	sdi_json_add_bool(j, page, "is_grouped", is_grouped);
}
