/*
 * cds_cards.c - guidance about the medicines that someone is about to order, as the answer of a CDS
 * Hooks service: a card for each medicine and source that asks for something, and one for a medicine
 * of which none does
 */
#include <string.h>
#include <htslib/kstring.h>
#include "fhir/fhir_line.h"
#include "fhir/fhir_handle.h"

#define MOST_OF_SUMMARY 139	/* CDS Hooks: less than 140 characters */

static const cJSON *get(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

/* ---- texts ---- */

/* Names of alleles have stars, which a reader of Markdown would take for its own marks. */
static int put_plain(kstring_t *s, const char *text)
{
	int failed = 0;

	for (; *text; text++) {
		if (strchr("\\`*_{}[]<>#|~", *text))
			failed |= kputc('\\', s) < 0;
		failed |= kputc(*text, s) < 0;
	}
	return failed;
}

/* The text, cut between characters where it is too long. */
static void add_summary(struct sdi_fhir *f, cJSON *card, kstring_t *s)
{
	size_t n = 0, cut = 0;

	for (size_t i = 0; i < s->l; i++) {
		if ((s->s[i] & 0xc0) == 0x80)
			continue;
		if (++n == MOST_OF_SUMMARY - 2)
			cut = i;
	}
	if (n > MOST_OF_SUMMARY) {
		s->l = cut;
		f->j.failed |= kputs("...", s) < 0;
	}
	sdi_fhir_add_text(f, card, "summary", s->s);
}

/* One line of guidance: its sentence, then what its flags mean, its row and what it cites. */
static int put_line(const struct sdi_fhir *f, kstring_t *s, const cJSON *line)
{
	const char *id = sdi_json_get_text(line, "row_id"),
		   *citation = sdi_json_get_text(line, "citation");
	int failed = (s->l && kputs("\n\n", s) < 0) ||
		     put_plain(s, sdi_json_get_text(line, "guidance"));
	const cJSON *flag;

	cJSON_ArrayForEach(flag, get(line, "flags")) {
		const char *text = cJSON_IsString(flag)
					   ? sdi_flag_text(&f->facts->words, flag->valuestring)
					   : NULL;

		if (text)
			failed |= kputs("\n- ", s) < 0 || put_plain(s, text);
	}
	if (*citation)
		failed |= kputs("\n- ", s) < 0 || put_plain(s, citation);
	if (*id)
		failed |= kputs(" (", s) < 0 || put_plain(s, id) || kputc(')', s) < 0;
	return failed;
}

/* ---- cards ---- */

static void add_card(struct sdi_fhir *f, cJSON *cards, kstring_t *summary, const char *indicator,
		     const char *detail, const char *source)
{
	cJSON *card = sdi_json_add_object(&f->j, cards, NULL);
	char url[64];

	add_summary(f, card, summary);
	sdi_fhir_add_code(f, card, "indicator", "indicator", indicator);
	sdi_fhir_add_text(f, card, "detail", detail);
	sdi_fhir_add_text(f, sdi_json_add_object(&f->j, card, "source"), "label", source);
	if (!f->j.failed && !sdi_fhir_address(f, card, url))
		sdi_fhir_add_text(f, card, "uuid", url + strlen("urn:uuid:"));
}

static int is_about(const cJSON *line, const char *drug, const char *source)
{
	return !strcmp(sdi_json_get_text(line, "drug"), drug) &&
	       (!source || !strcmp(sdi_json_get_text(line, "source"), source));
}

/* The line of @drug and @source that asks for something, the gravest first; NULL: none */
static const cJSON *first_asking(const struct sdi_fhir *f, const cJSON *lines, const char *drug,
				 const char *source)
{
	const cJSON *line, *first = NULL;

	cJSON_ArrayForEach(line, lines) {
		if (!is_about(line, drug, source) || !sdi_fhir_is_asking(f, line))
			continue;
		if (sdi_fhir_code(f->codes, "indicator", sdi_json_get_text(line, "action")))
			return line;
		first = first ? first : line;
	}
	return first;
}

/* All that one source says of the medicine. */
static void source_card(struct sdi_fhir *f, cJSON *cards, const cJSON *lines, const cJSON *first)
{
	const char *drug = sdi_json_get_text(first, "drug"),
		   *source = sdi_json_get_text(first, "source"),
		   *action = sdi_json_get_text(first, "action");
	const struct stardose_guidance_code *entry = stardose_guidance_code(
		f->facts->tables->guidance, STARDOSE_LIST_ACTION, action);
	kstring_t summary = KS_INITIALIZE, detail = KS_INITIALIZE;
	const cJSON *line;

	f->j.failed |= ksprintf(&summary, "%s: %s (%s)", drug,
				entry ? entry->meaning
				      : sdi_word_text(&f->facts->words, "fhir", "card_look"),
				source) < 0;
	cJSON_ArrayForEach(line, lines)
		if (is_about(line, drug, source))
			f->j.failed |= put_line(f, &detail, line);
	add_card(f, cards, &summary,
		 sdi_fhir_code(f->codes, "indicator", action) ? action : "asks", detail.s, source);
	ks_free(&summary);
	ks_free(&detail);
}

/* No source asks for anything: that is said, and so is a gene without result. */
static void quiet_card(struct sdi_fhir *f, cJSON *cards, const cJSON *lines, const char *drug)
{
	kstring_t summary = KS_INITIALIZE, detail = KS_INITIALIZE;
	const cJSON *line;
	int open = 0;

	cJSON_ArrayForEach(line, lines) {
		if (!is_about(line, drug, NULL))
			continue;
		open |= sdi_fhir_has_flag(line, "no_result") ||
			sdi_fhir_has_flag(line, "rests_on_missing_gene");
		f->j.failed |= put_line(f, &detail, line);
	}
	if (sdi_put_words(&summary, &f->facts->words, "fhir", open ? "card_open" : "card_quiet",
			  "medicine", drug, NULL))
		f->j.failed = 1;
	add_card(f, cards, &summary, "nothing", detail.s, "stardose");
	ks_free(&summary);
	ks_free(&detail);
}

/* Is this line the first of its medicine, or of its medicine and source? */
static int is_first(const cJSON *line, const cJSON *lines, int of_source)
{
	const char *drug = sdi_json_get_text(line, "drug"),
		   *source = of_source ? sdi_json_get_text(line, "source") : NULL;
	const cJSON *each = lines ? lines->child : NULL;

	while (each && each != line && !is_about(each, drug, source))
		each = each->next;
	return each == line;
}

static void add_cards(struct sdi_fhir *f, cJSON *cards, const cJSON *lines)
{
	const cJSON *line, *first;

	cJSON_ArrayForEach(line, lines) {
		const char *drug = sdi_json_get_text(line, "drug");

		if (is_first(line, lines, 1) &&
		    (first = first_asking(f, lines, drug, sdi_json_get_text(line, "source"))))
			source_card(f, cards, lines, first);
		if (is_first(line, lines, 0) && !first_asking(f, lines, drug, NULL))
			quiet_card(f, cards, lines, drug);
	}
}

/* A name that no table has: silence would be taken for an answer. */
static void add_unknown(struct sdi_fhir *f, cJSON *cards, const cJSON *names)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, names) {
		kstring_t summary = KS_INITIALIZE;

		if (sdi_put_words(&summary, &f->facts->words, "fhir", "card_unknown", "medicine",
				  sdi_json_get_text(each, "name"), NULL))
			f->j.failed = 1;
		add_card(f, cards, &summary, "nothing", "", "stardose");
		ks_free(&summary);
	}
}

int stardose_cds_cards(const struct stardose_fhir *fhir, const char *line, size_t n, char **out,
		       struct stardose_error *err)
{
	cJSON *guide = cJSON_ParseWithLength(line, n), *answer = cJSON_CreateObject(), *cards;
	struct sdi_fhir f;
	int ret = sdi_fhir_begin(fhir, guide, &f, err);

	if (!ret) {
		cards = sdi_json_add_array(&f.j, answer, "cards");
		add_cards(&f, cards, get(guide, "guidance"));
		add_unknown(&f, cards, get(get(guide, "context"), "asked_not_known"));
		ret = sdi_fhir_end(&f, answer, out, err);
	}
	cJSON_Delete(answer);
	cJSON_Delete(guide);
	return ret;
}
