/* report_why.c - why a line of guidance stands where it stands, who acts on it, how sure it is */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include <stardose/guidance.h>
#include "report/report_why.h"
#include "util/text.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

const cJSON *sdi_report_label_rule(const cJSON *guide, const char *row_id)
{
	const cJSON *rule;

	cJSON_ArrayForEach(rule, get(guide, "label_rules"))
		if (*row_id && !strcmp(text_of(rule, "row_id"), row_id))
			return rule;
	return NULL;
}

int sdi_report_has_flag(const cJSON *row, const char *code)
{
	const cJSON *flag;

	cJSON_ArrayForEach(flag, get(row, "flags"))
		if (cJSON_IsString(flag) && !strcmp(flag->valuestring, code))
			return 1;
	return 0;
}

void sdi_add_words(const struct sdi_why *why, cJSON *to, const char *name, const char *code,
		   const char *key, const char *value, const char *key2, const char *value2)
{
	kstring_t text = KS_INITIALIZE;

	if (sdi_put_words(&text, &why->facts->words, "face", code, key, value, key2, value2,
			  NULL) < 0)
		why->j->failed = 1;
	sdi_json_add_text(why->j, to, name, text.s);
	ks_free(&text);
}

/* ---- genes of a row ---- */

/* One of "GENE:RESULT;GENE:RESULT", cut into its two halves; names are short. */
struct part { char gene[24], result[96]; };

/* Return: where the next part begins, NULL: there is none */
static const char *next_part(const char *s, struct part *out)
{
	size_t n = strcspn(s, ";"), gene = strcspn(s, ":;");

	*out = (struct part){ { 0 }, { 0 } };
	if (!n)
		return NULL;
	memcpy(out->gene, s,
	       gene < sizeof(out->gene) ? gene : sdi_utf8_cut(s, sizeof(out->gene) - 1));
	if (gene < n) {
		const char *result = s + gene + 1;
		size_t rest = n - gene - 1;

		memcpy(out->result, result,
		       rest < sizeof(out->result) ? rest
						  : sdi_utf8_cut(result, sizeof(out->result) - 1));
	}
	return s + n + (s[n] == ';');
}

/* What medicines make of @gene: for @drug where it has an estimate of its own, else in general. */
static const cJSON *conversion(const struct sdi_why *why, const char *gene, const char *drug)
{
	const cJSON *each, *general = NULL;

	cJSON_ArrayForEach(each, get(why->guide, "phenoconversion")) {
		if (strcmp(text_of(each, "gene"), gene) || !*text_of(each, "because_of"))
			continue;
		if (!strcasecmp(text_of(each, "drug"), drug))
			return each;
		if (!*text_of(each, "drug"))
			general = each;
	}
	return general;
}

/* To @said "poor" of "Poor Metabolizer (0)": as words.tsv says it in short, or as it is */
static void put_level(const struct sdi_why *why, char *result, kstring_t *said)
{
	char *score = strstr(result, " ("), text[sizeof(((struct part *)0)->result)];
	const struct sdi_word *word;

	if (score)
		*score = 0;
	word = sdi_word(&why->facts->words, "level", result);
	if (word && strlen(word->text) >= sizeof(text))
		word = NULL;
	snprintf(text, sizeof(text), "%s", word ? word->text : result);
	if (word)
		*text = (char)tolower((unsigned char)*text);
	if (!sdi_list_has(said->s, " / ", text) &&
	    ksprintf(said, "%s%s", said->l ? " / " : "", text) < 0)
		why->j->failed = 1;
}

/* The same of all alternatives, each once: "rapid / ultrarapid" */
static const char *level(const struct sdi_why *why, struct part *part)
{
	kstring_t said = KS_INITIALIZE;

	for (char *one = part->result, *rest; one; one = rest) {
		rest = strchr(one, '|');
		if (rest)
			*rest++ = 0;
		put_level(why, one, &said);
	}
	if (said.l && said.l < sizeof(part->result))
		memcpy(part->result, said.s, said.l + 1);
	ks_free(&said);
	return part->result;
}

static void add_text(const struct sdi_why *why, cJSON *list, kstring_t *text, int bad)
{
	if (bad)
		why->j->failed = 1;
	else if (text->l)
		sdi_json_add_text(why->j, list, NULL, text->s);
	text->l = 0;
}

/* The diplotype of the same gene, "" where there is none. */
static void diplotype_of(const cJSON *row, const char *gene, struct part *out)
{
	const char *s = text_of(row, "gene_result");

	while (*s && (s = next_part(s, out)) && strcmp(out->gene, gene))
		;
	if (!s || strcmp(out->gene, gene))
		*out->result = 0;
}

static void add_gene(const struct sdi_why *why, cJSON *list, const cJSON *row, const char *drug,
		     struct part *part)
{
	const struct sdi_words *words = &why->facts->words;
	kstring_t text = KS_INITIALIZE;
	const cJSON *acts = conversion(why, part->gene, drug);
	struct part seen;
	int bad;

	diplotype_of(row, part->gene, &seen);
	if (!strcmp(part->result, "No Result"))
		bad = sdi_put_words(&text, words, "face", "why_untested", "gene", part->gene, NULL);
	else if (acts && sdi_report_has_flag(row, "phenoconverted"))
		bad = sdi_put_words(&text, words, "face", "why_acts", "gene", part->gene, "level",
				    level(why, part), "who", text_of(acts, "because_of"),
				    "diplotype", seen.result, NULL);
	else if (!strcmp(part->result, seen.result))
		bad = sdi_put_words(&text, words, "face", "why_diplotype", "gene", part->gene,
				    "diplotype", seen.result, NULL);
	else
		bad = sdi_put_words(&text, words, "face", "why_gene", "gene", part->gene, "level",
				    level(why, part), "diplotype", seen.result, NULL);
	add_text(why, list, &text, bad < 0);
	ks_free(&text);
}

int sdi_row_is_whatever(const struct sdi_why *why, const cJSON *row)
{
	const struct stardose_guidance_row *of = sdi_report_row(why->facts, text_of(row, "row_id"));
	int n = 0;

	for (int g = 0; of && g < of->n_genes; g++)
		n += of->condition[g].n_terms == 1 &&
		     of->condition[g].terms[0].kind == STARDOSE_TERM_ANY;
	return of && of->n_genes && n == of->n_genes;
}

/* ---- those that act ---- */

static void join_names(const cJSON *actors, kstring_t *out)
{
	const cJSON *actor;

	cJSON_ArrayForEach(actor, actors) {
		if (out->l)
			kputs(" + ", out);
		kputs(text_of(actor, "name"), out);
	}
}

/* "(strong CYP2D6 inhibitor)", behind a name that was said already, without its brackets */
static int put_rest(kstring_t *out, const char *what)
{
	size_t n = strlen(what);
	int has_brackets = *what == '(' && what[n - 1] == ')';

	return kputsn(what + has_brackets, n - 2 * has_brackets, out) < 0;
}

static void add_rule(const struct sdi_why *why, cJSON *list, const cJSON *rule)
{
	kstring_t who = KS_INITIALIZE, text = KS_INITIALIZE, rest = KS_INITIALIZE;
	const char *what = text_of(rule, "what_acts");
	int bad = 0;

	join_names(get(rule, "actors"), &who);
	if (who.l && strlen(what) > who.l && !strncasecmp(what, who.s, who.l) && what[who.l] == ' ')
		bad = put_rest(&rest, what + who.l + 1);
	bad = bad || kputs("", &who) < 0 ||
	      sdi_put_words(&text, &why->facts->words, "face",
			    !*what || !strcasecmp(what, who.s) ? "why_beside" : "why_label", "who",
			    who.s, "what", rest.l ? rest.s : what, NULL) < 0;
	add_text(why, list, &text, bad);
	ks_free(&rest);
	ks_free(&who);
	ks_free(&text);
}

void sdi_add_why(const struct sdi_why *why, cJSON *list, const char *drug, const cJSON *row)
{
	const cJSON *rule = sdi_report_label_rule(why->guide, text_of(row, "row_id"));
	const char *s = text_of(row, "phenotype");
	struct part part;

	if (rule) {
		add_rule(why, list, rule);
		return;
	}
	if (sdi_row_is_whatever(why, row)) {
		sdi_add_words(why, list, NULL, "why_whatever", NULL, NULL, NULL, NULL);
		return;
	}
	while (*s && (s = next_part(s, &part)))
		add_gene(why, list, row, drug, &part);
}

static void add_name(const struct sdi_why *why, cJSON *list, const char *name)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, list)
		if (!strcasecmp(cJSON_GetStringValue(each), name))
			return;
	if (*name)
		sdi_json_add_text(why->j, list, NULL, name);
}

void sdi_add_untested(const struct sdi_why *why, cJSON *list, const cJSON *row)
{
	const char *s = text_of(row, "phenotype");
	struct part part;

	if (!sdi_report_has_flag(row, "no_result"))
		return;		/* the source says the same whatever the gene is */
	while (*s && (s = next_part(s, &part)))
		if (!strcmp(part.result, "No Result"))
			add_name(why, list, part.gene);
}

void sdi_add_open_word(const struct sdi_why *why, cJSON *medicine)
{
	const struct sdi_words *words = &why->facts->words;
	cJSON *genes = cJSON_CreateArray();
	kstring_t names = KS_INITIALIZE, text = KS_INITIALIZE;
	const cJSON *row, *gene;
	int bad = !genes || kputs("", &names) < 0;

	cJSON_ArrayForEach(row, get(medicine, "rows"))
		sdi_add_untested(why, genes, row);
	cJSON_ArrayForEach(gene, genes)
		bad |= (names.l && kputs(", ", &names) < 0) ||
		       kputs(cJSON_GetStringValue(gene), &names) < 0;
	bad = bad || sdi_put_words(&text, words, "face", names.l ? "not_tested_short" : "indeterminate",
				   "names", names.s, NULL) < 0;
	why->j->failed |= bad;
	cJSON_DeleteItemFromObjectCaseSensitive(medicine, "word");
	sdi_json_add_text(why->j, medicine, "word", text.s);
	cJSON_Delete(genes);
	ks_free(&names);
	ks_free(&text);
}

static int is_acted_on(const cJSON *row)
{
	static const char *const codes[] = { "phenoconverted", "convention_only", "residual_possible",
					     "duration_not_on_file", "inhibitor_and_inducer" };
	const cJSON *flag;

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (sdi_report_has_flag(row, codes[i]))
			return 1;
	cJSON_ArrayForEach(flag, get(row, "flags"))
		if (cJSON_IsString(flag) &&
		    !strncmp(flag->valuestring, "unresolved_", strlen("unresolved_")))
			return 1;
	return 0;
}

static void add_converters(const struct sdi_why *why, cJSON *list, const cJSON *row,
			   const char *drug)
{
	const char *s = text_of(row, "phenotype");
	struct part part;

	while (*s && (s = next_part(s, &part)))
		add_name(why, list, text_of(conversion(why, part.gene, drug), "because_of"));
}

void sdi_add_actors(const struct sdi_why *why, cJSON *list, const cJSON *medicine)
{
	const char *drug = text_of(medicine, "drug");
	const cJSON *row, *rule, *actor;

	cJSON_ArrayForEach(rule, get(why->guide, "label_rules"))
		if (!strcasecmp(text_of(rule, "drug"), drug))
			cJSON_ArrayForEach(actor, get(rule, "actors"))
				add_name(why, list, text_of(actor, "name"));
	cJSON_ArrayForEach(actor, get(why->guide, "acted_on"))
		if (!strcasecmp(text_of(actor, "drug"), drug))
			add_name(why, list, text_of(actor, "name"));
	cJSON_ArrayForEach(row, get(medicine, "rows"))
		if (is_acted_on(row))
			add_converters(why, list, row, drug);
}

/* ---- how sure ---- */

/* A "*" at the end of a code stands for the rest of a flag. */
static int is_of(const char *code, const char *flag)
{
	size_t n = strlen(code);

	return code[n - 1] == '*' ? !strncmp(code, flag, n - 1) : !strcmp(code, flag);
}

static int row_has(const cJSON *row, const char *code)
{
	const cJSON *flag;

	cJSON_ArrayForEach(flag, get(row, "flags"))
		if (cJSON_IsString(flag) && is_of(code, flag->valuestring))
			return 1;
	return 0;
}

/* The gene of a row that asks for one alone, "" of two. */
static void only_gene(const cJSON *row, struct part *out)
{
	const char *s = next_part(text_of(row, "phenotype"), out);

	if (s && *s)
		*out->gene = 0;
}

/*
 * A strong inhibitor makes the score 0 whatever the genotype: what is not known of the genotype
 * changes nothing then.
 */
static int is_whatever_the_genotype(const struct sdi_why *why, const cJSON *row, const char *drug)
{
	struct part part;

	only_gene(row, &part);
	return *part.gene && sdi_report_has_flag(row, "phenoconverted") &&
	       !strcmp(text_of(conversion(why, part.gene, drug), "factor"), "0");
}

/* Doubts that are not of the genotype, so that an inhibitor does not silence them. */
static int is_of_list(const char *code)
{
	static const char *const codes[] = { "list_incomplete", "residual_possible",
					     "duration_not_on_file" };

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (!strcmp(code, codes[i]))
			return 1;
	return 0;
}

/* A medicine that acts is a finding where a source asks for something, no doubt of what it asks. */
static int is_of_actor(const char *code)
{
	return !strcmp(code, "convention_only") || !strcmp(code, "enzyme_acted_on");
}

/* The row of @medicine, or @lead alone, that has the doubt. */
static const cJSON *doubted(const struct sdi_why *why, const cJSON *medicine, const cJSON *lead,
			    const char *code)
{
	const char *drug = text_of(medicine, "drug");
	const cJSON *row;

	if (lead)
		return row_has(lead, code) && !is_of_actor(code) &&
				       (is_of_list(code) ||
					!is_whatever_the_genotype(why, lead, drug))
			       ? lead
			       : NULL;
	cJSON_ArrayForEach(row, get(medicine, "rows"))
		if (row_has(row, code))
			return row;
	return NULL;
}

static enum sdi_sure add_doubt(const struct sdi_why *why, cJSON *to, const struct sdi_word *doubt,
			       const cJSON *row)
{
	enum sdi_sure sure = !strcmp(doubt->symbol, "1") ? SDI_SURE_OPEN : SDI_SURE_DEPENDS;
	struct part part;

	only_gene(row, &part);
	if (*part.gene && !is_of_actor(doubt->code))
		sdi_add_words(why, to, "sure_text", "doubt_of_gene", "gene", part.gene, "doubt",
			      doubt->text);
	else
		sdi_json_add_text(why->j, to, "sure_text", doubt->text);
	return sure;
}

enum sdi_sure sdi_add_sure(const struct sdi_why *why, cJSON *to, const cJSON *medicine,
			   const cJSON *lead)
{
	static const char *const codes[] = { "open", "depends", "firm" };
	const struct sdi_words *words = &why->facts->words;
	enum sdi_sure sure = SDI_SURE_FIRM;
	const struct sdi_word *step;

	for (int i = 0; i < words->n && sure == SDI_SURE_FIRM; i++) {
		const struct sdi_word *word = &words->word[i];
		const cJSON *row = strcmp(word->kind, "doubt")
					   ? NULL
					   : doubted(why, medicine, lead, word->code);

		if (row)
			sure = add_doubt(why, to, word, row);
	}
	if (sure == SDI_SURE_FIRM)
		sdi_json_add_text(why->j, to, "sure_text", NULL);
	step = sdi_word(words, "sure", codes[sure]);
	sdi_json_add_text(why->j, to, "sure", codes[sure]);
	sdi_json_add_text(why->j, to, "sure_word", step ? step->text : codes[sure]);
	sdi_json_add_text(why->j, to, "sure_symbol", step ? step->symbol : "");
	return sure;
}
